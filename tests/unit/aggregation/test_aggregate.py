"""Figures of the small survey: breakdowns, refusals, who is concerned, exact large sums."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from pydantic import ValidationError

from small_survey import RESPONDENTS, small_survey
from surveykit.aggregation import aggregate, columns, rows
from surveykit.aggregation.plan import _restricted, asks, keys, scan
from surveykit.aggregation.sql import moments_text
from surveykit.aggregation.tallies import whole_number
from surveykit.bases import Base
from surveykit.engines.duckdb import memory_engine
from surveykit.errors import UsageError
from surveykit.ids import FieldId, OptionCode, RespondentCode
from surveykit.model import Derived, Ratio, ResponseRate, Share, Survey, Total
from surveykit.ports import SqlValue
from surveykit.responses import Answered, Response, Value
from surveykit.results import Figure, Group, Moments, MultipleResult, RatioResult, ScaleResult, ShareResult, TotalResult

SURVEY = small_survey()


def response(respondent: str | None, **values: Value) -> Response:
    code = None if respondent is None else RespondentCode(respondent)
    return Response("ateliers", "2024", code, {FieldId(name): Answered(value) for name, value in values.items()})


def figures(
    survey: Survey, *responses: Response, by: str | None = None, identified: bool = False
) -> dict[tuple[str, str | None], Figure]:
    with memory_engine(columns(survey), rows(survey, responses)) as engine:
        found = aggregate(survey, engine, by=by, identified=identified).figures
    return {(figure.id, figure.group.value if figure.group else None): figure for figure in found}


def test_no_response_gives_every_figure_with_zero_counts() -> None:
    found = figures(SURVEY, by="bord")
    assert len(found) == 3 * len(SURVEY.indicators)
    assert found["taux_reponse", None].result == ShareResult(0, 6, public=True)
    assert found["ateliers_aujourdhui", "nord"].base == Base(3, 0, 0, 0)
    assert found["ateliers_aujourdhui", None].result == TotalResult(Moments(0, 0, 0))
    assert found["seances_par_atelier", None].result == RatioResult(Moments(0, 0, 0), Moments(0, 0, 0))
    assert found["satisfaction", None].result == ScaleResult(dict.fromkeys(range(6), 0))
    assert found["publics", "sud"].result == MultipleResult(dict.fromkeys(("enfants", "adultes", "autres"), 0), 0)


def test_an_engine_may_leave_out_the_row_over_no_response() -> None:
    class Nothing:
        def rows(self, sql: str, /) -> Sequence[tuple[SqlValue, ...]]:
            return []

    found = aggregate(SURVEY, Nothing(), by="bord")
    assert (found.returned, len(found.figures)) == (0, 3 * len(SURVEY.indicators))


@pytest.mark.parametrize("number", [2.0**53 + 2, 1e20, float(10**30)])
def test_an_engine_that_yields_a_double_for_a_large_number_is_refused(number: float) -> None:
    assert whole_number(2.0**53) == 2**53
    assert whole_number(Decimal(10**30 + 1)) == 10**30 + 1
    with pytest.raises(UsageError, match="expected a whole number, exactly"):
        whole_number(number)


def test_an_engine_that_yields_a_fraction_is_refused() -> None:
    class Halves:
        def rows(self, sql: str, /) -> Sequence[tuple[SqlValue, ...]]:
            width = sql.partition("\nFROM")[0].count(", ") + 1
            return [(None, None, None, *(0.5 for _ in range(width - 3)))] if "__c0" in sql else []

    with pytest.raises(UsageError, match=r"0\.5, expected a whole number"):
        aggregate(SURVEY, Halves())


def test_a_group_without_response_has_its_place() -> None:
    found = figures(SURVEY, response("amiens", q1_ateliers=5), by="bord")
    assert found["ateliers_aujourdhui", "nord"].base == Base(3, 1, 1, 1)
    assert found["ateliers_aujourdhui", "sud"].base == Base(3, 0, 0, 0)
    assert found["taux_reponse", "nord"].result == ShareResult(1, 3, public=True)
    assert [group for name, group in found if name == "satisfaction"] == [None, "nord", "sud"]
    assert found["satisfaction", "sud"].group == Group("bord", "sud")


def test_sums_beyond_32_and_53_bits_are_exact() -> None:
    survey = small_survey(
        report=None,
        indicators=(
            Total(id="somme", label="Somme", value="q1_ateliers"),
            Total(id="calcul", label="Calcul", value="q1_ateliers * 4194303"),
            Ratio(id="rapport", label="Rapport", numerator="q1_ateliers", denominator="q1_ateliers_avant"),
        ),
    )
    largest = 2**31 - 1
    given = [response(one, q1_ateliers=largest - n, q1_ateliers_avant=1) for n, one in enumerate(RESPONDENTS)]
    found = figures(survey, *given)
    total = 6 * largest - 15
    assert found["somme", None].result == TotalResult(Moments(6, total, largest))
    assert found["rapport", None].result == RatioResult(Moments(6, total, largest), Moments(6, 6, 1))
    exact = total * 4194303
    assert exact > 2**53
    assert exact != int(float(exact))
    assert found["calcul", None].result == TotalResult(Moments(6, exact, largest * 4194303))


def test_the_peak_of_a_difference_is_its_largest_magnitude() -> None:
    survey = small_survey(report=None, indicators=(Total(id="t", label="T", value="q1_ateliers - q1_ateliers_avant"),))
    found = figures(
        survey,
        response("amiens", q1_ateliers=2, q1_ateliers_avant=1),
        response("brest", q1_ateliers=1, q1_ateliers_avant=10),
        response("caen", q1_ateliers=1),
    )
    assert found["t", None].result == TotalResult(Moments(2, -8, 9))


def test_concerned_by_a_conditional_field_is_who_was_asked() -> None:
    survey = small_survey(
        report=None,
        rules=(),
        derived=(
            Derived(
                code="ou_zero",
                label="Signataires, zéro sans charte",
                value="case when q5_charte then q5_signataires when not q5_charte then 0 end",
            ),
        ),
        indicators=(
            Total(id="seul", label="Signataires", value="q5_signataires"),
            Total(id="ou_zero", label="Signataires", value="ou_zero"),
            Total(id="restreint", label="Signataires", value="ou_zero", where="q1_ateliers > 0"),
            Share(id="charte", label="Charte", of="q5_charte"),
        ),
    )
    found = figures(
        survey,
        response("amiens", q5_charte=True, q5_signataires=7, q1_ateliers=1),
        response("brest", q5_charte=True, q1_ateliers=1),
        response("caen", q5_charte=False),
        response("dijon"),
        response("evry", q5_charte=False, q5_signataires=4),
    )
    assert found["seul", None].base == Base(6, 5, 3, 2)  # amiens and brest were asked; evry answered all the same
    assert found["ou_zero", None].base == Base(6, 5, 5, 3)
    assert found["ou_zero", None].result == TotalResult(Moments(3, 7, 7))
    assert found["restreint", None].base == Base(6, 5, 2, 1)
    assert found["charte", None].base == Base(6, 5, 5, 4)
    assert found["charte", None].result == ShareResult(2, 4)


def test_a_value_outside_its_scale_and_an_empty_list_answer_nothing() -> None:
    found = figures(
        SURVEY,
        response("amiens", q3_satisfaction=9, q4_publics=frozenset()),
        response("brest", q3_satisfaction=5, q4_publics=frozenset({OptionCode("autres")})),
    )
    assert found["satisfaction", None].base == Base(6, 2, 2, 1)
    assert found["satisfaction", None].result == ScaleResult({0: 0, 1: 0, 2: 0, 3: 0, 4: 0, 5: 1})
    assert found["publics", None].base == Base(6, 2, 2, 1)


@pytest.mark.parametrize(
    ("by", "message"),
    [
        ("respondent", "a breakdown by respondent would single everyone out: .* by bord"),
        ("nom", "a breakdown by nom would single everyone out"),
        ("bords", "unknown grouping 'bords'; did you mean 'bord'"),
        ("q5_charte", "unknown grouping 'q5_charte': figures can be broken down by bord"),
    ],
)
def test_an_unknown_breakdown_is_refused_with_those_there_are(by: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        figures(SURVEY, by=by)


def test_a_survey_without_grouping_says_so() -> None:
    whole = SURVEY.population.model_copy(update={"groupings": {}})
    with pytest.raises(UsageError, match="this survey declares no grouping"):
        figures(small_survey(population=whole), by="bord")


def test_a_respondent_who_stands_twice_is_refused() -> None:
    with pytest.raises(UsageError, match=r"found brest \(2 times\)"):
        figures(SURVEY, response("brest"), response("amiens"), response("brest"))


def test_a_row_that_names_nobody_is_refused() -> None:
    with pytest.raises(UsageError, match="2 of the responses name no respondent"):
        figures(SURVEY, response(None), response("brest"), response(None))


def test_a_row_of_no_declared_group_is_refused_in_a_breakdown_only() -> None:
    assert figures(SURVEY, response("lille"))["taux_reponse", None].base.returned == 1
    with pytest.raises(UsageError, match="1 of the responses have no bord, expected one of nord, sud"):
        figures(SURVEY, response("lille"), by="bord")


def test_a_restricted_response_rate_is_refused() -> None:
    with pytest.raises(ValidationError, match="remove its `where`"):
        small_survey(report=None, indicators=(ResponseRate(id="taux", label="Taux", where="q5_charte"),))


def test_a_survey_without_indicator_still_counts_its_responses() -> None:
    survey = small_survey(report=None, indicators=())
    with memory_engine(columns(survey), rows(survey, [response("caen")])) as engine:
        assert aggregate(survey, engine, by="bord").returned == 1


def test_one_pass_whatever_the_number_of_indicators_and_nothing_of_one_dialect() -> None:
    twice = (*SURVEY.indicators, *(one.model_copy(update={"id": f"{one.id}_bis"}) for one in SURVEY.indicators))
    many = scan(asks(small_survey(report=None, indicators=twice)))
    assert many == scan(asks(SURVEY))
    text = moments_text(many, keys(SURVEY, '"bord"'))
    assert text.count("FROM responses") == 1
    assert not [word for word in ("histogram", "::", "list", "FILTER", "HUGEINT", "median") if word in text]


def test_more_conditions_on_one_answer_than_the_bits_of_a_whole_number() -> None:
    shares = (Share(id=f"s{n}", label="S", of="q5_charte", where=f"q1_ateliers > {n}") for n in range(70))
    survey = small_survey(report=None, indicators=tuple(shares))
    given = [
        response(who, q1_ateliers=count, q5_charte=True)
        for who, count in (("caen", 3), ("lyon", 68), ("nice", 69), ("amiens", 80))
    ]
    with memory_engine(columns(survey), rows(survey, given)) as engine:
        counted = aggregate(survey, engine).memberships
        named = aggregate(survey, engine, identified=True).memberships
    assert counted is not None and named is not None
    part = next(one for one in counted.components if counted.atoms.index('"q5_charte"') in one.atoms)
    asked = 0
    for terms in counted.terms.values():
        for piece in (piece for term in (*terms.base, *terms.content) for piece in term if piece.atom in part.atoms):
            asked |= 1 << piece.condition
    assert asked.bit_count() >= 70
    held = sorted(one.conditions & asked for one in named.components[0].patterns)
    assert sorted(one.conditions & asked for one in part.patterns) == held
    assert [one.count for one in part.patterns] == [1, 1, 1, 1]


@pytest.mark.parametrize("identified", [False, True])
@pytest.mark.parametrize("number", [1, 9])
def test_what_is_too_large_outside_a_figure_is_none_of_its_business(number: int, identified: bool) -> None:
    """However many figures share the `where` that leaves it out."""
    product = "q1_ateliers * q1_ateliers_avant * q2_matin * q1_ateliers * q1_ateliers"
    totals = (Total(id=f"t{n}", label="T", value=f"{product} + {n}", where="q5_charte") for n in range(number))
    survey = small_survey(report=None, indicators=tuple(totals))
    huge = 2**31 - 1
    found = figures(
        survey,
        response("caen", q1_ateliers=3, q1_ateliers_avant=2, q2_matin=2, q5_charte=True),
        response("dijon", q1_ateliers=huge, q1_ateliers_avant=huge, q2_matin=huge, q5_charte=False),
        identified=identified,
    )
    assert found["t0", None].result == TotalResult(Moments(1, 108, 108))


def test_an_expression_with_decimals_is_refused_as_a_sum_and_never_rounded() -> None:
    survey = small_survey()
    with pytest.raises(UsageError, match="'q1_ateliers / 2' is a number, expected a whole number to sum"):
        _restricted(survey.expression("q1_ateliers / 2"), [])
    assert _restricted(survey.expression("q1_ateliers + 2"), []).computed
