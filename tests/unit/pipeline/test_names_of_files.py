"""The name of a collected file speaks of who answered: that is told to the analyst, and to no respondent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from small_survey import small_survey
from surveykit.ids import FieldId, RespondentCode
from surveykit.pipeline import letter_file, open_register, received, render
from surveykit.responses import Answer, Answered, Blank, Response

SURVEY = small_survey(rules=())


@pytest.mark.parametrize("suffix", ["docx", "pdf", "html"])
def test_a_file_named_after_another_is_told_in_each_format(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"Réponse de Caen.{suffix}"
    answers: dict[FieldId, Answer] = {**dict.fromkeys(SURVEY.field_by_code, Blank()), FieldId("q2_matin"): Answered(9)}
    response = Response(SURVEY.id, SURVEY.edition, RespondentCode("brest"), answers)
    file.write_bytes(render(SURVEY, suffix, response=response))
    with open_register(tmp_path / "r.sqlite", SURVEY) as campaign:
        assert campaign.collect(file).files[0].respondents == ("brest",)
        (told,) = [one for one in campaign.findings("brest") if one.code == "another_named"]
        assert (told.slots["holder"], told.slots["other"]) == ("Brest", "Caen")
        assert told.place.file == file.name


def _said(respondent: str, **answers: object) -> str:
    return json.dumps({"survey": SURVEY.id, "respondent": respondent, "answers": answers})


def test_the_respondent_is_asked_nothing_about_it(tmp_path: Path) -> None:
    file = tmp_path / "Réponse de Caen.json"
    file.write_text(_said("brest", q2_matin="vers 9"), "utf-8")
    with open_register(tmp_path / "r.sqlite", SURVEY) as campaign:
        campaign.collect(file)
        letter = letter_file(SURVEY, received(campaign)["brest"], SURVEY.collection.deadline, "txt").decode()
    assert "vers 9" in letter
    assert "de qui viennent" not in " ".join(letter.split())


def test_the_name_of_a_file_of_several_returns_says_nothing(tmp_path: Path) -> None:
    file = tmp_path / "Réponse de Caen.jsonl"
    file.write_text("\n".join(map(_said, ("brest", "caen", "dijon"))), "utf-8")
    with open_register(tmp_path / "r.sqlite", SURVEY) as campaign:
        campaign.collect(file)
        assert not [one for one in campaign.findings() if one.code == "another_named"]


def test_whoever_is_named_is_attributed_by_the_command_that_is_told(tmp_path: Path) -> None:
    file = tmp_path / "Réponse de Caen.json"
    file.write_text(json.dumps({"survey": SURVEY.id, "answers": {"q2_matin": 9}}), "utf-8")
    with open_register(tmp_path / "r.sqlite", SURVEY) as campaign:
        campaign.collect(file)
        (told,) = [one for one in campaign.findings() if one.code == "copy_unknown"]
        assert (told.slots["name"], told.slots["respondent"]) == ("Caen", "caen")
        campaign.collect(file, respondent=str(told.slots["respondent"]))
        assert [one.respondent for one in campaign.responses()] == ["caen"]
        assert not [one for one in campaign.findings() if one.code == "copy_unknown"]
