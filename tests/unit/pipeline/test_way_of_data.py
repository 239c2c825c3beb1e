"""No step of an answer's way is taken twice: a file is admitted once, a correction reads one field, and so on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import surveykit.collect.collecting
import surveykit.compose.form
import surveykit.interchange
from small_survey import small_survey
from surveykit.collect import admit
from surveykit.errors import UsageError
from surveykit.ids import RespondentCode
from surveykit.interchange import read, read_values
from surveykit.pipeline import Campaign, open_register, read_prefill
from surveykit.register import Outcome, Register
from surveykit.responses import Answered, Blank

SURVEY = small_survey()


def returned(folder: Path, respondent: str, **answers: object) -> Path:
    path = folder / f"{respondent}.json"
    path.write_text(json.dumps({"survey": SURVEY.id, "respondent": respondent, "answers": answers}), "utf-8")
    return path


@pytest.fixture
def campaign(tmp_path: Path) -> Campaign:
    opened = open_register(tmp_path / "register.sqlite", SURVEY)
    for respondent in ("brest", "caen"):
        opened.collect(returned(tmp_path, respondent, q1_ateliers=12))
    return opened


def refuse(*_: object, **__: object) -> None:
    raise AssertionError("this is not asked for")


def test_a_file_is_admitted_once(campaign: Campaign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(
        surveykit.collect.collecting, "admit", lambda survey, filled: (seen.append(filled), admit(survey, filled))
    )
    campaign.collect(returned(tmp_path, "dijon", q1_ateliers=3))
    assert len(seen) == 1
    stranger = tmp_path / "stranger.json"
    stranger.write_text(json.dumps({"survey": "another", "respondent": "evry", "answers": {}}), "utf-8")
    (outcome,) = campaign.collect(stranger).files
    assert [one.code for one in outcome.refusals] == ["other_survey"]
    assert len(seen) == 2


def test_a_blank_return_reads_no_other_response(
    campaign: Campaign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Register, "current_responses", refuse)
    monkeypatch.setattr(Register, "returns", refuse)
    for respondent, returned_before in (("brest", True), ("evry", False)):
        (blank,) = campaign.collect(returned(tmp_path, respondent, q1_ateliers=None)).files
        assert (blank.refusals, blank.outcome) == ((), Outcome.UNTOUCHED)
        assert campaign.register.has_response(RespondentCode(respondent)) is returned_before


def test_a_correction_composes_no_form(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surveykit.compose.form, "form", refuse)
    monkeypatch.setattr(surveykit.collect.collecting, "collect", refuse)
    made = campaign.correct("brest", "q4_publics", "adultes, autres", who="A", why="B")
    assert made.answer == Answered(frozenset({"adultes", "autres"}), raw="adultes\nautres")
    assert campaign.correct("brest", "q4_autres", "Étudiants", who="A", why="B").answer == Answered("Étudiants")
    assert campaign.correct("brest", "q1_ateliers", "", who="A", why="B").answer == Blank()
    with pytest.raises(UsageError, match="no certain value for q1_ateliers: question 1"):
        campaign.correct("brest", "q1_ateliers", "environ 3", who="A", why="B")


def test_a_register_is_taken_over_without_json(campaign: Campaign, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(surveykit.interchange, "read", refuse)
        held = read_prefill(SURVEY, tmp_path / "register.sqlite")
    assert {code: one.answers["q1_ateliers"] for code, one in held.responses.items()} == {
        "brest": Answered(12),
        "caen": Answered(12),
    }


def test_values_are_read_as_the_json_of_them_is() -> None:
    answers = {
        "q1_ateliers": 12,
        "q4_publics": frozenset({"autres", "adultes"}),
        "q5_charte": False,
        "q7": None,
        "t": "é",
    }
    held = {"respondent": "brest", "simulated": True, "answers": answers}
    written = json.dumps({**held, "answers": {**answers, "q4_publics": ["adultes", "autres"]}}).encode()
    assert read(written) == ((0, read_values(held)),)


def test_a_register_without_answers_has_nothing_to_take_over(tmp_path: Path) -> None:
    path = tmp_path / "empty.sqlite"
    open_register(path, SURVEY).close()
    with pytest.raises(UsageError, match="holds no answers"):
        read_prefill(SURVEY, path)
