"""What a form in Chromium keeps: a draft, the page saved by the browser, a file of answers taken up again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from chromium import browser, visit
from html_respondent import ANSWERS, AWKWARD, SURVEY, blank_form, fill, personal_copy
from surveykit.collect import collect
from surveykit.compose.form import form
from surveykit_html import reader

pytestmark = pytest.mark.chromium


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    return blank_form(tmp_path)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return personal_copy(tmp_path)


def test_a_page_saved_by_the_browser_holds_the_answers_too(chromium: Browser, copy: Path) -> None:
    with visit(chromium, copy) as visited:
        fill(visited)
        visited.save()
        saved = visited.page.content()
    found = collect(SURVEY, form(SURVEY), reader.read(saved.encode()))
    assert (found.response.respondent, found.findings) == ("brest", ())
    assert found.response.answers == ANSWERS
    again = copy.with_name("enregistré.html")
    again.write_text(saved, "utf-8")
    with visit(chromium, again) as visited:
        assert visited.control("q7_observations").input_value() == AWKWARD
        expect(visited.control("q5_signataires")).to_be_visible()
        expect(visited.page.locator("#result")).to_be_hidden()
        assert visited.save().read_bytes() == (copy.parent / "ateliers_brest.json").read_bytes()
        expect(visited.page.locator(".mirror")).to_have_count(1)


def test_a_draft_is_kept_and_can_be_erased_and_taken_up_again(chromium: Browser, copy: Path) -> None:
    with visit(chromium, copy) as visited:
        page = visited.page
        visited.control("q1_ateliers").fill("12")
        visited.control("q5_charte", "oui").check()
        visited.control("q7_observations").fill(AWKWARD)
        page.reload()
        expect(page.get_by_role("status")).to_have_text("Votre brouillon a été repris.")
        assert visited.control("q7_observations").input_value() == AWKWARD
        expect(visited.control("q5_signataires")).to_be_visible()
        page.get_by_role("button", name="Effacer le brouillon").click()
        assert visited.control("q1_ateliers").input_value() == ""
        expect(visited.control("q5_charte", "oui")).not_to_be_checked()
        assert page.evaluate("localStorage.length") == 0
        page.get_by_role("button", name="Annuler").click()
        assert visited.control("q1_ateliers").input_value() == "12"
        page.get_by_role("button", name="Effacer le brouillon").click()
        page.reload()
        expect(page.get_by_role("status")).to_have_text("")
        assert visited.control("q7_observations").input_value() == ""


def test_a_draft_never_hides_the_answers_of_a_page(chromium: Browser, copy: Path) -> None:
    with visit(chromium, copy) as visited:
        visited.control("q1_ateliers").fill("12")
        saved = visited.page.content()
        visited.control("q1_ateliers").fill("13")
        copy.write_text(saved, "utf-8")
        visited.page.reload()
        assert visited.control("q1_ateliers").input_value() == "12"
        visited.page.get_by_role("button", name="Reprendre le brouillon").click()
        assert visited.control("q1_ateliers").input_value() == "13"


def test_a_file_of_answers_is_taken_up_in_another_profile(chromium: Browser, copy: Path, blank: Path) -> None:
    with visit(chromium, copy) as visited:
        fill(visited)
        path = visited.save()
    with visit(chromium, blank) as visited:
        visited.page.get_by_label("Reprendre un fichier de réponses").set_input_files(path)
        expect(visited.page.get_by_role("status")).to_have_text(
            "Les réponses du fichier «\u00a0ateliers_brest.json\u00a0» ont été reprises."
        )
        assert visited.control("q7_observations").input_value() == AWKWARD
        assert visited.control("respondent").input_value() == "brest"
        again = visited.save()
    assert json.loads(again.read_text()) == json.loads(path.read_text())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"survey": "autre"}, "une autre enquête ou à une autre édition"),
        ({"edition": "1999"}, "une autre enquête ou à une autre édition"),
        ({"respondent": "caen"}, "d’un autre organisme (caen)"),
        ({"answers": 3}, "n’est pas un fichier de réponses"),
        (
            {"answers": {"q3_satisfaction": 9, "inconnue": 1, "q1_ateliers": "douze", "__proto__": {"x": 1}}},
            "N’ont pas pu l’être\u00a0: q3_satisfaction, inconnue",
        ),
    ],
)
def test_a_file_that_does_not_belong_is_told(
    chromium: Browser, copy: Path, change: dict[str, object], told: str
) -> None:
    path = copy.with_name("réponses.json")
    path.write_text(
        json.dumps({"survey": "ateliers", "edition": "2024", "respondent": "brest", "answers": {}} | change)
    )
    with visit(chromium, copy) as visited:
        visited.page.get_by_label("Reprendre un fichier de réponses").set_input_files(path)
        expect(visited.page.get_by_role("status")).to_contain_text(told)
        kept = visited.control("q1_ateliers").input_value()
        assert kept == ("douze" if "N’ont" in told else "")
