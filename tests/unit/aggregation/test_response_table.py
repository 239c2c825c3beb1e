"""The table of responses: its columns, and what becomes NULL in it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from small_survey import small_survey
from surveykit.aggregation import Column, columns, needed_columns, rows
from surveykit.errors import UsageError
from surveykit.ids import FieldId, OptionCode, RespondentCode
from surveykit.model import Grouping, Population, Respondent, ToConfirm, Total
from surveykit.responses import (
    Answer,
    Answered,
    Blank,
    Missing,
    NonResponse,
    NonResponseReason,
    NothingToSay,
    Response,
    Unreadable,
)

SURVEY = small_survey()
NAMES = [column.name for column in columns(SURVEY)]


def response(respondent: str | None, **answers: Answer) -> Response:
    code = None if respondent is None else RespondentCode(respondent)
    return Response("ateliers", "2024", code, {FieldId(name): one for name, one in answers.items()})


def row(given: Response) -> dict[str, object]:
    (only,) = rows(SURVEY, [given])
    return dict(zip(NAMES, only, strict=True))


def test_columns_are_the_respondent_its_groups_and_one_per_field_or_option() -> None:
    assert columns(SURVEY) == (
        Column("respondent", "VARCHAR"),
        Column("nom", "VARCHAR"),
        Column("bord", "VARCHAR"),
        Column("q1_ateliers", "INTEGER"),
        Column("q1_ateliers_avant", "INTEGER"),
        Column("q2_matin", "INTEGER"),
        Column("q2_apres_midi", "INTEGER"),
        Column("q3_satisfaction", "INTEGER"),
        Column("q4_publics__enfants", "BOOLEAN"),
        Column("q4_publics__adultes", "BOOLEAN"),
        Column("q4_publics__autres", "BOOLEAN"),
        Column("q4_autres", "VARCHAR"),
        Column("q5_charte", "BOOLEAN"),
        Column("q5_signataires", "INTEGER"),
        Column("q6_porteur", "VARCHAR"),
        Column("q6_autre", "VARCHAR"),
        Column("q7_observations", "VARCHAR"),
    )


def test_a_row_says_who_and_has_a_value_only_where_one_was_given() -> None:
    given = row(
        response(
            "evry",
            q1_ateliers=Answered(0),
            q1_ateliers_avant=NonResponse(NonResponseReason.NOT_COMMUNICATED),
            q2_matin=Unreadable("2 ou 3"),
            q2_apres_midi=Missing(),
            q3_satisfaction=Blank(),
            q4_publics=Answered(frozenset({OptionCode("enfants")})),
            q5_charte=Answered(False),
            q6_porteur=Answered("ville"),
            q4_autres=NothingToSay("Néant"),
            q7_observations=Answered("Merci"),
        )
    )
    assert {name: value for name, value in given.items() if value is not None} == {
        "respondent": "evry",
        "nom": "Évry",
        "bord": "sud",
        "q1_ateliers": 0,
        "q4_publics__enfants": True,
        "q4_publics__adultes": False,
        "q4_publics__autres": False,
        "q4_autres": "",
        "q5_charte": False,
        "q6_porteur": "ville",
        "q7_observations": "Merci",
    }


def test_a_return_of_nobody_known_is_a_row_all_the_same() -> None:
    assert row(response(None))["respondent"] is None
    stranger = row(response("lille"))
    assert (stranger["respondent"], stranger["nom"], stranger["bord"]) == ("lille", None, None)


def test_a_count_beyond_the_column_is_refused_by_name() -> None:
    assert row(response("caen", q1_ateliers=Answered(2**31 - 1)))["q1_ateliers"] == 2**31 - 1
    with pytest.raises(UsageError, match="q1_ateliers of 'caen' is 2147483648"):
        row(response("caen", q1_ateliers=Answered(2**31)))


def test_several_options_do_not_fit_a_single_value() -> None:
    with pytest.raises(UsageError, match="several options"):
        row(response("caen", q6_porteur=Answered(frozenset({OptionCode("ville")}))))


def test_two_columns_of_one_name_are_refused() -> None:
    who = Respondent(code=RespondentCode("caen"), name="Caen", attributes={"Nom": "a"})
    clash = Population(
        unit="ville", units="villes", groupings={"Nom": Grouping(label="Nom", values={"a": "A"})}, respondents=(who,)
    )
    with pytest.raises(UsageError, match="'Nom'"):
        columns(small_survey(population=clash))


def test_needed_columns_are_those_that_indicators_and_their_conditions_read() -> None:
    survey = small_survey(
        report=None, indicators=(Total(id="s", label="S", value="q5_signataires", where="q3_satisfaction > 2"),)
    )
    found = [column.name for column in needed_columns(survey)]
    assert found == ["respondent", "q3_satisfaction", "q5_charte", "q5_signataires"]
    assert "bord" in [column.name for column in needed_columns(survey, "bord")]


@pytest.mark.parametrize("value", [Decimal("40.11"), 40.0, True, "40"])
def test_what_is_no_whole_number_is_refused_where_one_is_kept(value: object) -> None:
    with pytest.raises(UsageError, match=r"q1_ateliers of 'caen' is .*, expected a whole number"):
        rows(SURVEY, [response("caen", q1_ateliers=Answered(value))])  # type: ignore[arg-type]


@pytest.mark.parametrize(("policy", "held"), [(ToConfirm.COUNTS, 12), (ToConfirm.WAITS, None)])
def test_a_value_to_confirm_counts_or_waits_as_the_survey_says(policy: ToConfirm, held: int | None) -> None:
    survey = SURVEY.model_copy(update={"to_confirm": policy})
    given = response("mont", q1_ateliers=Answered(12, "environ 12", to_confirm=True), q2_matin=Answered(3))
    (only,) = rows(survey, [given])
    told = dict(zip(NAMES, only, strict=True))
    assert (told["q1_ateliers"], told["q2_matin"]) == (held, 3)
