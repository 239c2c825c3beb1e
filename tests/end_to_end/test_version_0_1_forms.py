"""What version 0.1 sent out still comes back: its forms, filled by people, its letters and its drafts."""

from __future__ import annotations

import email
from email import policy
from pathlib import Path
from typing import Any

import pytest

from surveykit import Severity, Survey, check_definition, load_survey
from surveykit.findings import LEFT_AS_PREFILLED
from surveykit.responses import Answered, Blank, NonResponse, NonResponseReason, Response
from version_0_1 import (
    FOLDER,
    PREFILLED,
    collecting,
    definition,
    found_now,
    kept,
    read_now,
    told_of_finding,
    told_of_response,
)

FORMS = ("docx", "pdf", "html")
RETURNS = (
    "word.docx",
    "word_blank_form.docx",
    "libreoffice.docx",
    "libreoffice_prefilled.docx",
    "chromium_viewer.pdf",
    "firefox_viewer.pdf",
    "chromium.json",
    "chromium_page.html",
    "answers.json",
)


@pytest.fixture(scope="module")
def survey() -> Survey:
    return definition()


def meant(answers: dict[str, Any]) -> dict[str, object]:
    """Answers in JSON as what they are when they are read."""
    found: dict[str, object] = {}
    for code, value in answers.items():
        if value is None:
            found[code] = Blank()
        elif value == "NC":
            found[code] = NonResponse(NonResponseReason.NOT_COMMUNICATED)
        else:
            found[code] = Answered(frozenset(value) if isinstance(value, list) else value)
    return found


KNOWN = kept("answers.json")


def check_known(response: Response) -> None:
    assert response.respondent == "bretagne"
    assert response.answers == meant(KNOWN["answers"])
    assert response.contact == KNOWN["contact"]


# Forms


def test_its_definition_is_one_and_the_forms_that_are_out_are_still_those_of_the_survey(survey: Survey) -> None:
    assert not [one for one in check_definition(FOLDER / "definition") if one.severity is Severity.ERROR]
    assert str(survey.ref) == "reseaux_2014/2014/1a3ada1dcce7"
    assert load_survey("reseaux_2014").ref == survey.ref


@pytest.mark.parametrize("name", [*(f"blank.{to}" for to in FORMS), *(f"bretagne.{to}" for to in FORMS)])
def test_a_form_that_comes_back_untouched_says_nothing(survey: Survey, tmp_path: Path, name: str) -> None:
    with collecting(survey, tmp_path / "r.sqlite", FOLDER / "forms" / name) as (campaign, report):
        told = [answer for one in campaign.register.responses() for answer in one.response.answers.values()]
        assert all(isinstance(answer, Blank) for answer in told)
        assert {one.code for one in report.files[0].refusals} <= {"empty_form"}
        assert {one.place.field for one in report.files[0].findings} <= {None}


@pytest.mark.parametrize("to", FORMS)
def test_a_prefilled_form_that_comes_back_untouched_says_what_stood_in_it(
    survey: Survey, tmp_path: Path, to: str
) -> None:
    path = FOLDER / "forms" / f"bretagne_prefilled.{to}"
    with collecting(survey, tmp_path / "r.sqlite", path) as (campaign, report):
        (one,) = campaign.register.responses()
    assert one.response.values() == {code: answer.value for code, answer in meant(dict(PREFILLED)).items()}
    assert {(found.code, found.place.field) for found in report.files[0].findings} == {
        (LEFT_AS_PREFILLED, code) for code in PREFILLED
    }


@pytest.mark.parametrize("name", RETURNS)
def test_a_return_is_read_to_what_was_answered(survey: Survey, tmp_path: Path, name: str) -> None:
    with collecting(survey, tmp_path / "r.sqlite", FOLDER / "returns" / name) as (campaign, report):
        (one,) = campaign.responses()
    check_known(one.response)
    left = {code for code in PREFILLED if "prefilled" in name}
    assert {(found.code, found.place.field) for found in report.files[0].findings} == {
        (LEFT_AS_PREFILLED, code) for code in left
    }


@pytest.mark.parametrize("name", RETURNS)
def test_a_return_says_the_same_to_the_survey_as_it_is_worded_since(tmp_path: Path, name: str) -> None:
    with collecting(load_survey("reseaux_2014"), tmp_path / "r.sqlite", FOLDER / "returns" / name) as (campaign, _):
        (one,) = campaign.responses()
    check_known(one.response)


def test_returns_are_collected_in_one_go_and_the_latest_counts(survey: Survey, tmp_path: Path) -> None:
    names = [*RETURNS, "answers.jsonl"]
    with collecting(survey, tmp_path / "r.sqlite", *(FOLDER / "returns" / name for name in names)) as (
        campaign,
        report,
    ):
        counting = {one.respondent: one.response for one in campaign.responses()}
        assert len(report.read) == len(names)
        assert not report.refused
    assert set(counting) == {"alsace", "aquitaine", "bretagne"}
    check_known(counting["bretagne"])


def test_a_clumsy_return_is_read_as_it_was(survey: Survey, tmp_path: Path) -> None:
    response, found = kept("expected.json")["clumsy"]
    with collecting(survey, tmp_path / "r.sqlite", FOLDER / "returns/clumsy.docx") as (campaign, report):
        (one,) = campaign.register.responses()
    assert told_of_response(one.response) == read_now(response)
    assert [told_of_finding(each) for each in report.files[0].findings] == found_now(found)


# Letters and drafts


@pytest.mark.parametrize("to", ["docx", "html", "txt"])
def test_a_letter_that_comes_back_is_nobody_s_answers(survey: Survey, tmp_path: Path, to: str) -> None:
    with collecting(survey, tmp_path / "r.sqlite", FOLDER / f"mail/letter_alsace.{to}") as (campaign, report):
        assert campaign.register.responses() == ()
        assert report.needs_a_person


@pytest.mark.parametrize(
    ("name", "attached"),
    [
        ("envoi_alsace.eml", ["alsace.docx", "alsace.html"]),
        ("verification_alsace.eml", ["points_a_verifier_alsace.docx", "alsace.docx"]),
    ],
)
def test_what_a_draft_carries_is_read(survey: Survey, tmp_path: Path, name: str, attached: list[str]) -> None:
    draft = email.message_from_bytes((FOLDER / "mail" / name).read_bytes(), policy=policy.default)
    paths = [tmp_path / str(one.get_filename()) for one in draft.iter_attachments()]
    assert [path.name for path in paths] == attached
    for path, one in zip(paths, draft.iter_attachments(), strict=True):
        path.write_bytes(one.get_payload(decode=True))
    answered = "verification" in name
    forms = [path for path in paths if path.stem == "alsace"]
    for number, path in enumerate(forms):
        with collecting(survey, tmp_path / f"{number}.sqlite", path) as (campaign, _):
            (one,) = campaign.register.responses()
        assert one.response.respondent == "alsace"
        said = [code for code, answer in one.response.answers.items() if not isinstance(answer, Blank)]
        assert bool(said) is answered
