"""Which blanks keep a key figure from being told: found by trying, asked of those concerned, naming nobody else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import surveykit as sk
from small_survey import RESPONDENTS, small_survey
from surveykit.compose.remedy_words import asked_of, remedy_told
from surveykit.findings import Severity
from surveykit.ids import IndicatorId, RespondentCode
from surveykit.model import Change, KeyFigures, MissingPolicy, Outline, Purpose, Theme, Total
from surveykit.pipeline import (
    Campaign,
    Mailing,
    drafts,
    findings,
    letter_file,
    open_register,
    received,
    recipients,
    standing_remedies,
    status,
)
from surveykit.pipeline.asking import BLANK_COSTS_A_FIGURE
from surveykit.pipeline.checklist_words import checklist_lines
from surveykit.pipeline.incomplete import fields_lacking
from surveykit.responses import Value
from surveykit.results.remedies import Remedy, Request

TOTAL, CHANGE = "ateliers_aujourdhui", "evolution"
SURVEY = small_survey(
    rules=(),
    indicators=(
        Total(id=TOTAL, label="Ateliers", unit="ateliers", value="q1_ateliers"),
        Change(id=CHANGE, label="Évolution", before="q1_ateliers_avant", after="q1_ateliers"),
    ),
    report=Outline(title="Bilan", key_figures=(TOTAL, CHANGE), themes=(Theme(title="A", indicators=(TOTAL, CHANGE)),)),
)
NOON = datetime(2024, 9, 5, 12, tzinfo=UTC)


@pytest.fixture
def campaign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Campaign]:
    monkeypatch.chdir(tmp_path)
    with open_register("r.sqlite", SURVEY, clock=lambda: NOON) as opened:
        yield opened


@pytest.fixture
def common(tmp_path: Path, campaign: Campaign) -> Iterator[Campaign]:
    """The same register of a survey whose key figures rest on those who answered both."""
    outline = Outline(
        title="Bilan",
        headline=KeyFigures(base="common", indicators=(TOTAL, CHANGE)),
        themes=(Theme(title="A", indicators=(TOTAL, CHANGE)),),
    )
    survey = small_survey(rules=(), indicators=SURVEY.indicators, report=outline)
    with open_register(tmp_path / "common.sqlite", survey, clock=lambda: NOON) as opened:
        yield opened


def returned(campaign: Campaign, before: dict[str, object], *, now: int = 10) -> None:
    """Returns of those named: 10, 11, 12… workshops now, and so many a year before (None: left blank)."""
    Path("returns").mkdir(exist_ok=True)
    for who, value in before.items():
        answers = {"q1_ateliers": now + RESPONDENTS.index(who), "q1_ateliers_avant": value, "q3_satisfaction": 4}
        held = {"survey": "ateliers", "edition": "2024", "respondent": who, "answers": answers}
        Path("returns", f"{who}.json").write_text(json.dumps(held), encoding="utf-8")
    campaign.collect("returns")


def told(campaign: Campaign) -> list[str]:
    return [remedy_told(SURVEY, one) for one in standing_remedies(campaign)]


def test_two_blanks_between_a_total_and_a_change_are_both_named(campaign: Campaign) -> None:
    returned(campaign, dict.fromkeys(RESPONDENTS, 8) | {"brest": None, "evry": None})
    release = sk.disclose(SURVEY, sk.aggregate(SURVEY, campaign))
    assert [release[one].status for one in (TOTAL, CHANGE)] == ["published", "withheld"]
    (remedy,) = standing_remedies(campaign)
    assert remedy == Remedy(
        (CHANGE,), (), (Request("brest", ("q1_ateliers_avant",)), Request("evry", ("q1_ateliers_avant",)))
    )
    assert told(campaign) == [
        "Si Brest et Évry répondent à la question\u00a01, le chiffre «\u00a0Évolution\u00a0» peut être diffusé."
    ]


def test_what_the_remedy_says_is_true_and_nothing_in_it_can_be_spared(campaign: Campaign) -> None:
    returned(campaign, dict.fromkeys(RESPONDENTS, 8) | {"brest": None, "evry": None})
    for answers, status_then in (({"brest": 7}, "withheld"), ({"evry": 7}, "published")):
        returned(campaign, answers)
        assert sk.disclose(SURVEY, sk.aggregate(SURVEY, campaign))[CHANGE].status == status_then


def test_three_blanks_keep_nothing_from_being_told(campaign: Campaign) -> None:
    returned(campaign, dict.fromkeys(RESPONDENTS, 8) | {"brest": None, "evry": None, "caen": None})
    assert told(campaign) == []


def test_who_says_that_it_is_not_known_is_not_asked_again(campaign: Campaign) -> None:
    returned(campaign, dict.fromkeys(RESPONDENTS, 8) | {"brest": "NC"})
    release = sk.disclose(SURVEY, sk.aggregate(SURVEY, campaign))
    assert release[CHANGE].status == "withheld"
    assert told(campaign) == []


def test_what_the_late_left_blank_would_renew_a_figure(campaign: Campaign) -> None:
    first, late = RESPONDENTS[:3], RESPONDENTS[3:]
    returned(campaign, dict.fromkeys(first, 8))
    release = sk.disclose(SURVEY, sk.aggregate(SURVEY, campaign))
    sk.publish(campaign, release, {"json": "first.json"})
    returned(campaign, dict.fromkeys(late, 8) | {late[0]: None})
    second = sk.disclose(SURVEY, sk.aggregate(SURVEY, campaign))
    assert [second[one].status for one in (TOTAL, CHANGE)] == ["published", "earlier"]
    assert told(campaign) == [
        "Si Dijon répond à la question\u00a01, le chiffre «\u00a0Évolution\u00a0» peut être actualisé."
    ]


def test_a_survey_without_key_figures_and_an_empty_register_ask_nothing(campaign: Campaign, tmp_path: Path) -> None:
    assert told(campaign) == []
    plain = small_survey(report=None)
    with open_register(tmp_path / "plain.sqlite", plain) as other:
        assert standing_remedies(other) == ()


def test_blanks_that_keep_respondents_out_of_a_common_base_are_named(common: Campaign) -> None:
    returned(common, dict.fromkeys(RESPONDENTS, 8) | {"brest": None, "evry": None, "caen": "NC"})
    release = sk.disclose(common.survey, sk.aggregate(common.survey, common))
    assert [(release[one].status, release[one].base.answered) for one in (TOTAL, CHANGE)] == [("published", 3)] * 2
    (remedy,) = standing_remedies(common)
    assert remedy.base == (3, 5)
    assert remedy_told(common.survey, remedy) == (
        "Si Brest et Évry répondent à la question\u00a01, les chiffres clés porteront sur 5\u00a0villes au lieu de 3."
    )
    (found,) = (one for one in findings(common, "evry") if one.code == BLANK_COSTS_A_FIGURE)
    assert "ce questionnaire n’est pas pris en compte dans les chiffres clés" in found.message


def test_a_wider_base_that_could_not_be_told_is_not_promised(common: Campaign) -> None:
    returned(common, dict.fromkeys(RESPONDENTS, 8) | {"brest": None})
    release = sk.disclose(common.survey, sk.aggregate(common.survey, common))
    sk.publish(common, release, {"json": "first.json"})
    # Over five, and then over six, the total would tell what the sixth answered.
    assert standing_remedies(common) == ()


def test_findings_status_and_letter_ask_for_it_and_name_nobody_else(campaign: Campaign) -> None:
    returned(campaign, dict.fromkeys(RESPONDENTS, 8) | {"brest": None, "evry": None})
    found = [one for one in findings(campaign) if one.code == BLANK_COSTS_A_FIGURE]
    assert [(one.place.respondent, one.place.question, one.severity) for one in found] == [
        ("brest", "1", Severity.WARNING),
        ("evry", "1", Severity.WARNING),
    ]
    assert [one.place.respondent for one in findings(campaign, "evry") if one.code == BLANK_COSTS_A_FIGURE] == ["evry"]
    now = status(campaign, date(2024, 9, 5))
    warned = {row.respondent.code: row.count(Severity.WARNING) for row in now.rows}
    assert warned == dict.fromkeys(RESPONDENTS, 0) | {"brest": 1, "evry": 1}
    assert len(now.remedies) == 1
    mailing = Mailing(Purpose.CORRECTIONS, date(2024, 9, 5), ("txt",))
    written = {
        one.respondent.code: one.data.decode() for one in drafts(SURVEY, mailing, recipients(SURVEY, mailing, campaign))
    }
    assert {*written} == {"brest", "evry"}
    assert "Évry" not in written["brest"]
    assert all("evry" not in text.casefold() for text in (written["brest"],))


COMPLETE = small_survey(
    rules=(),
    indicators=(
        Total(id=TOTAL, label="Ateliers", value="q1_ateliers_avant", missing=MissingPolicy.COMPLETE),
        Total(id="signataires", label="Signataires", value="q5_signataires", missing=MissingPolicy.COMPLETE),
    ),
    report=Outline(title="Bilan", key_figures=(TOTAL, "signataires"), themes=(Theme(title="A", indicators=(TOTAL,)),)),
)


@pytest.fixture
def complete(tmp_path: Path, campaign: Campaign) -> Iterator[Campaign]:
    """The same register of a survey whose key figures ask for everybody."""
    with open_register(tmp_path / "complete.sqlite", COMPLETE, clock=lambda: NOON) as opened:
        yield opened


def test_the_blank_for_want_of_which_a_key_figure_does_not_exist_is_asked_for(complete: Campaign) -> None:
    returned(complete, dict.fromkeys(RESPONDENTS, 8) | {"brest": None})
    release = sk.disclose(COMPLETE, sk.aggregate(COMPLETE, complete))
    assert release[TOTAL].status == "undefined"
    (remedy,) = standing_remedies(complete)
    assert remedy == Remedy((TOTAL,), (), (Request("brest", ("q1_ateliers_avant",)),))
    assert [one.place.respondent for one in findings(complete) if one.code == BLANK_COSTS_A_FIGURE] == ["brest"]
    assert status(complete, date(2024, 9, 5)).remedies == (remedy,)
    known = sk.checklist(complete, release)
    assert [one.id for one in known.key_figures] == [TOTAL, "signataires"]
    lines = checklist_lines(COMPLETE, known, release)
    assert "key figure that does not exist: Ateliers (une réponse manque)" in lines
    assert "key figure that does not exist: Signataires (aucune réponse)" in lines
    returned(complete, {"brest": 7})
    assert sk.disclose(COMPLETE, sk.aggregate(COMPLETE, complete))[TOTAL].status == "published"


def test_a_figure_that_wants_an_answer_that_is_not_known_has_no_remedy(complete: Campaign) -> None:
    returned(complete, dict.fromkeys(RESPONDENTS, 8) | {"brest": None, "evry": "NC"})
    assert standing_remedies(complete) == ()


@pytest.mark.parametrize(
    ("answers", "lacking"),
    [
        ({"q5_charte": True, "q5_signataires": 3}, set()),
        ({"q5_charte": True}, {"q5_signataires"}),
        ({"q5_charte": False}, set()),
        ({}, set()),
    ],
)
def test_who_is_not_concerned_lacks_nothing(answers: dict[str, Value | None], lacking: set[str]) -> None:
    assert fields_lacking(COMPLETE, IndicatorId("signataires"), answers) == lacking


def test_a_number_made_of_several_answers_lacks_those_that_it_rests_on() -> None:
    """Who said yes and gave no number of signatories, or no number of workshops, is concerned; who said no is not."""
    value = "q1_ateliers + q5_signataires"
    made = small_survey(
        report=None, indicators=(Total(id="x", label="X", value=value, missing=MissingPolicy.COMPLETE),)
    )
    fields = {"q1_ateliers", "q5_signataires"}
    assert fields_lacking(made, IndicatorId("x"), {"q5_charte": True, "q1_ateliers": 4}) == fields
    assert fields_lacking(made, IndicatorId("x"), {"q5_charte": False}) == fields
    assert fields_lacking(made, IndicatorId("x"), {"q5_charte": False, "q1_ateliers": 4}) == set()


def test_an_unreadable_answer_is_asked_about_once_with_the_reason_why(campaign: Campaign) -> None:
    returned(campaign, dict.fromkeys(RESPONDENTS, 8) | {"brest": "10 à 15", "evry": None})
    (about,) = (one for one in findings(campaign, "brest") if one.asked_back)
    assert about.severity is Severity.ERROR
    why = "Sans cette précision, le chiffre «\u00a0Évolution\u00a0» du bilan ne peut être mis à jour"
    assert f"plusieurs nombres dans la réponse. {why}" in about.message
    assert about.message.endswith("ne peut être mis à jour — texte reçu «\u00a010 à 15\u00a0»")
    whole = received(campaign)[RespondentCode("brest")]
    (point,) = whole.asked
    assert (point.findings, whole.points("fr")) == ((about,), "1\u00a0point")
    said = letter_file(SURVEY, whole, date(2024, 9, 5), "txt").decode()
    assert said.count("10 à 15") == 1
    assert "Quel nombre faut-il retenir" in said
    assert f"? {why}." in said
    assert "Vous n’avez pas répondu" not in said
    rows = {row.respondent.code: row for row in status(campaign, date(2024, 9, 5)).rows}
    assert [rows[RespondentCode("brest")].count(one) for one in (Severity.ERROR, Severity.WARNING)] == [1, 0]
    ((evry,),) = (one.findings for one in received(campaign)[RespondentCode("evry")].asked)
    assert evry.message.startswith("question 1\u00a0: sans réponse. Sans elle")
    assert evry.asked is not None
    assert evry.asked.startswith("Vous n’avez pas répondu à cette question. Sans réponse de votre part, le chiffre")


def test_blanks_and_unreadable_answers_of_one_question_are_apart() -> None:
    fields = [one for one in SURVEY.fields() if one.question.number == "1"]
    codes = tuple(one.code for one in fields)
    assert len(codes) > 1
    remedy = Remedy((IndicatorId(CHANGE),), (), (Request(RespondentCode("brest"), codes),))
    asked = asked_of(SURVEY, RespondentCode("brest"), [remedy], {codes[0]})
    assert [one.field for one in asked] == [*codes[:2]]
    assert "qui ne peut pas être lue" in asked[0].message
    assert "sans réponse" in asked[1].message
    assert len(asked_of(SURVEY, RespondentCode("brest"), [remedy])) == 1


def test_the_checklist_names_the_figures_that_are_others_than_those_told(campaign: Campaign) -> None:
    returned(campaign, dict.fromkeys(RESPONDENTS[:3], 8))
    sk.publish(campaign, sk.disclose(SURVEY, sk.aggregate(SURVEY, campaign)), {"json": "first.json"})
    other = Total(id=TOTAL, label="Ateliers", value="q1_ateliers + q1_ateliers_avant")
    survey = small_survey(rules=(), indicators=(other, SURVEY.indicators[1]), report=SURVEY.report)
    with open_register("r.sqlite", survey, clock=lambda: NOON) as opened:
        release = sk.disclose(survey, sk.aggregate(survey, opened))
        known = sk.checklist(opened, release)
        assert known.redefined == (TOTAL,)
        line = "told before, and another figure since (defined or weighted otherwise): Ateliers"
        assert line in checklist_lines(survey, known, release)
