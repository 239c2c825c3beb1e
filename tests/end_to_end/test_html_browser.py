"""Forms filled in by a respondent in Chromium, opened from a file, as they come by mail."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from chromium import browser, visit
from html_respondent import ANSWERS, SURVEY, blank_form, collected, fill, personal_copy
from small_survey import RESPONDENTS, small_survey
from surveykit.checks import check_response
from surveykit.collect import collect
from surveykit.compose.form import form
from surveykit.ids import FieldId, RespondentCode
from surveykit.model import Derived, Rule
from surveykit.responses import Answered, Blank, Response
from surveykit_html import reader, renderer

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


def test_what_is_filled_in_is_saved_as_it_was_meant(chromium: Browser, copy: Path) -> None:
    with visit(chromium, copy) as visited:
        fill(visited)
        path = visited.save()
        assert path.name == "ateliers_brest.json"
        expect(visited.page.locator("#result")).to_be_focused()
        said = visited.page.locator("#result").inner_text()
        assert "ateliers_brest.json" in said
        assert "envoyer par courriel à ateliers@exemple.example avant le 30\u00a0juin 2024" in said
    written = json.loads(path.read_text("utf-8"))
    assert list(written) == ["survey", "edition", "respondent", "form", "answers", "contact"]
    assert written["form"] == str(SURVEY.ref)
    assert written["answers"]["q1_ateliers"] == 1200
    assert written["answers"]["q4_publics"] == ["adultes", "autres"]
    assert written["contact"] == {"contact_nom": "Anne Œuvrard", "contact_courriel": None}
    found = collected(path)
    assert (found.response.respondent, found.findings) == ("brest", ())
    assert found.response.answers == ANSWERS
    assert found.response.contact == {"contact_nom": "Anne Œuvrard"}


def test_questions_appear_when_they_are_asked_and_what_is_no_longer_asked_is_not_saved(
    chromium: Browser, copy: Path
) -> None:
    with visit(chromium, copy) as visited:
        signatories, detail = visited.control("q5_signataires"), visited.control("q4_autres")
        expect(signatories).to_be_hidden()
        expect(detail).to_be_hidden()
        visited.control("q5_charte", "oui").check()
        visited.control("q4_publics", "autres").check()
        expect(detail).to_be_visible()
        signatories.fill("8")
        visited.control("q5_charte", "non").check()
        expect(signatories).to_be_hidden()
        expect(signatories).to_be_disabled()
        aside = visited.page.get_by_text(
            "La réponse «\u00a08\u00a0» n’est plus demandée\u00a0: elle ne sera pas enregistrée."
        )
        expect(aside).to_be_visible()
        saved = visited.page.content()
        visited.control("q4_publics", "autres").uncheck()
        assert json.loads(visited.save().read_text())["answers"]["q5_signataires"] is None
        visited.control("q5_charte", "oui").check()
        expect(aside).to_be_hidden()
        assert signatories.input_value() == "8"
    filled = reader.read(saved.encode())
    assert collect(SURVEY, form(SURVEY), filled).response.answers[FieldId("q5_signataires")] == Blank()


def test_a_number_that_no_double_holds_is_compared_and_shown_with_all_its_digits(
    chromium: Browser, tmp_path: Path
) -> None:
    survey = small_survey(
        report=None,
        indicators=(),
        derived=(Derived(code="produit", label="Produit", value="- q1_ateliers * q1_ateliers_avant - q1_ateliers"),),
        rules=(
            Rule(
                code="exact",
                check="produit + q1_ateliers * q1_ateliers_avant <> - q1_ateliers",
                message="Le produit est {produit}.",
            ),
        ),
    )
    path = tmp_path / "form.html"
    path.write_bytes(renderer.render(form(survey)))
    with visit(chromium, path) as visited:
        for code in ("q1_ateliers", "q1_ateliers_avant"):
            visited.control(code).fill("999 999 999")
            visited.control(code).blur()
        said = visited.page.locator("#q1_ateliers-told")
        digits = "\u2212999\u202f999\u202f999\u202f000\u202f000\u202f000"
        expect(said).to_have_text(f"À vérifier\u00a0: Le produit est {digits}.")
    values = {FieldId(code): Answered(999_999_999) for code in ("q1_ateliers", "q1_ateliers_avant")}
    answers = {one.code: values.get(one.code, Blank()) for one in survey.fields()}
    response = Response("ateliers", "2024", RespondentCode(RESPONDENTS[0]), answers)
    (found,) = [one for one in check_response(survey, response) if one.code == "exact"]
    assert found.message == f"Le produit est {digits}."


def test_rules_speak_french_under_their_field(chromium: Browser, copy: Path) -> None:
    with visit(chromium, copy) as visited:
        visited.control("q1_ateliers").fill("2 500")
        visited.control("q1_ateliers_avant").fill("3")
        visited.control("q1_ateliers_avant").blur()
        told = visited.page.locator("#q1_ateliers-told")
        expect(told).to_have_text(
            "À vérifier\u00a0: Vous comptez 2\u202f500 ateliers contre 3 l’an dernier : merci de vérifier."
        )
        visited.control("q1_ateliers").fill("0")
        visited.control("q2_matin").fill("12")
        visited.control("q2_apres_midi").fill("600")
        visited.control("q2_apres_midi").blur()
        expect(visited.page.locator("#q2_apres_midi-told")).to_have_text(
            "Erreur\u00a0: Le nombre doit être compris entre 0 et 500."
        )
        assert visited.control("q2_apres_midi").get_attribute("aria-invalid") == "true"
        assert "q2_apres_midi-told" in visited.control("q2_apres_midi").get_attribute("aria-describedby")
        visited.control("q2_apres_midi").fill("")
        visited.control("q4_publics", "enfants").check()
        visited.control("q5_charte", "non").check()
        visited.control("q2_apres_midi").fill("1")
        visited.control("q2_apres_midi").blur()
        expect(visited.page.locator("#q2_matin-told")).to_contain_text("Vous déclarez 13 séances sans aucun atelier.")
        expect(visited.page.locator("#q4_publics-told")).to_have_text(
            "À noter\u00a0: Publics : Enfants. Charte : Non. Porteur : sans réponse."
        )
        expect(visited.page.locator("#q1_ateliers-told")).to_have_count(0)


def test_errors_are_summed_up_before_saving_and_nothing_forbids_it(chromium: Browser, blank: Path) -> None:
    with visit(chromium, blank) as visited:
        page = visited.page
        title = page.title()
        visited.control("q1_ateliers").fill("une douzaine")
        visited.control("q4_publics", "autres").check()
        page.get_by_role("button", name="Enregistrer mes réponses").click()
        summary = page.locator("#result")
        expect(summary).to_be_focused()
        assert page.title() == f"Erreur\u00a0: {title}"
        expect(summary.get_by_role("heading")).to_have_text(
            "Erreur\u00a0: 2\u00a0réponses à corriger, 1\u00a0réponse à compléter"
        )
        assert "«\u00a0une douzaine\u00a0» n’est pas un nombre entier." in summary.inner_text()
        summary.get_by_role("link", name="Question 1 – Aujourd’hui").click()
        expect(visited.control("q1_ateliers")).to_be_focused()
        assert "Une réponse est attendue ici." in visited.messages("q4_autres")
        summary.get_by_role("link", name="Organisme répondant").click()
        expect(visited.control("respondent")).to_be_focused()
        visited.control("respondent").select_option("evry")
        path = visited.save("Enregistrer quand même")
        assert (path.name, page.title()) == ("ateliers_evry.json", title)
        assert "Sans réponse\u00a0: Question\u00a01, Question\u00a02" in summary.inner_text()
    found = collected(path)
    assert found.response.respondent == "evry"
    assert found.response.answers[FieldId("q1_ateliers")] != Blank()
    assert json.loads(path.read_text())["answers"]["q1_ateliers"] == "une douzaine"


def test_an_answer_can_be_taken_back(chromium: Browser, copy: Path) -> None:
    with visit(chromium, copy) as visited:
        visited.control("q3_satisfaction", "2").check()
        expect(visited.page.locator("#count")).to_have_text("1 réponse sur 8")
        visited.page.get_by_role("button", name="Effacer la réponse\u00a0: Question 3").click()
        expect(visited.control("q3_satisfaction", "2")).not_to_be_checked()
        expect(visited.control("q3_satisfaction", "0")).to_be_focused()
        expect(visited.page.locator("#count")).to_have_text("0 réponse sur 8")
        assert json.loads(visited.save().read_text())["answers"]["q3_satisfaction"] is None


def test_the_keyboard_alone_fills_and_saves(chromium: Browser, blank: Path) -> None:
    with visit(chromium, blank) as visited:
        page, press = visited.page, visited.page.keyboard.press
        page.get_by_role("button", name="Effacer le brouillon").focus()
        press("Tab")
        page.keyboard.type("Brest")
        for typed in ("Anne", "", "12", "10", "3", "4"):
            press("Tab")
            page.keyboard.type(typed)
        press("Tab")
        press("ArrowRight")
        press("ArrowRight")
        expect(visited.control("q3_satisfaction", "2")).to_be_checked()
        press("Tab")  # the button that takes the answer back
        press("Tab")
        press("Space")
        expect(visited.control("q4_publics", "enfants")).to_be_checked()
        for _ in range(3):
            press("Tab")
        press("Space")
        expect(visited.control("q5_charte", "oui")).to_be_checked()
        press("Tab")
        press("Tab")
        expect(visited.control("q5_signataires")).to_be_focused()
        page.keyboard.type("8")
        press("Tab")
        press("Space")
        for _ in range(3):
            press("Tab")
        with page.expect_download() as waited:
            press("Enter")
        answers = json.loads(visited.kept(waited.value).read_text())
    assert answers["respondent"] == "brest"
    assert answers["contact"]["contact_nom"] == "Anne"
    assert [answers["answers"][name] for name in ("q1_ateliers", "q2_apres_midi", "q3_satisfaction")] == [12, 4, 2]
    assert answers["answers"]["q6_porteur"] == "ville"
