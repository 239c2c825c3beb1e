"""Breakdowns by two groupings crossed, and by the answers to a question, through disclosure control."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from small_survey import RESPONDENTS, small_survey
from surveykit.aggregation import aggregate, columns, rows
from surveykit.disclosure import disclose
from surveykit.engines.duckdb import memory_engine
from surveykit.errors import UsageError
from surveykit.ids import FieldId, RespondentCode
from surveykit.model import Dissemination, Distribution, Grouping, Median, Survey, Total
from surveykit.release import Median as MedianTold
from surveykit.release import Release
from surveykit.responses import Answered, Response, Value

SIZES = dict(zip(RESPONDENTS, ("petite", "grande", "petite", "grande", "petite", "grande"), strict=True))


def two_groupings(least: int) -> Survey:
    base = small_survey()
    groupings = {**base.population.groupings, "taille": Grouping(label="Taille", values={"petite": "P", "grande": "G"})}
    respondents = tuple(
        one.model_copy(update={"attributes": {**one.attributes, "taille": SIZES[one.code]}})
        for one in base.population.respondents
    )
    population = base.population.model_copy(update={"groupings": groupings, "respondents": respondents})
    return small_survey(
        report=None,
        population=population,
        dissemination=Dissemination(minimum_units=1, maximum_share=Decimal(1), crossing_minimum_units=least),
        indicators=(Total(id="t", label="T", value="q1_ateliers"),),
    )


def returned(*every: dict[str, Value]) -> list[Response]:
    return [
        Response(
            "ateliers", "2024", RespondentCode(name), {FieldId(key): Answered(value) for key, value in one.items()}
        )
        for name, one in zip(RESPONDENTS, every, strict=False)
    ]


def released(made: Survey, given: Sequence[Response], by: str | None = None) -> Release:
    with memory_engine(columns(made), rows(made, given)) as engine:
        return disclose(made, aggregate(made, engine, by=by))


def test_two_groupings_are_crossed_in_a_population_that_is_large_enough() -> None:
    given = returned(*({"q1_ateliers": number} for number in (1, 2, 4, 8, 16, 32)))
    found = released(two_groupings(6), given, "bord*taille")
    told = {one.group.value: (one.group.label, one.value) for one in found.groups("t") if one.group is not None}
    assert told == {
        "nord*petite": ("Nord × P", 5),
        "nord*grande": ("Nord × G", 2),
        "sud*petite": ("Sud × P", 16),
        "sud*grande": ("Sud × G", 40),
    }


@pytest.mark.parametrize(
    ("by", "least", "words"),
    [
        ("bord*taille", 7, "a crossing would single out too many of 6 respondents"),
        ("bord*bord", 1, "two different ones"),
        ("bord*tail", 1, "did you mean 'taille'"),
        ("bord*respondent", 1, "would single everyone out"),
    ],
)
def test_a_crossing_that_singles_out_or_names_nothing_is_refused(by: str, least: int, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        released(two_groupings(least), [], by)


def by_answer(*numbers: int) -> Survey:
    return small_survey(
        report=None,
        dissemination=Dissemination(minimum_units=2),
        indicators=(
            Total(id="t", label="T", value="q1_ateliers", by=FieldId("q5_charte")),
            Median(id="m", label="M", value="q1_ateliers"),
            Distribution(id="d", label="D", field=FieldId("q1_ateliers"), classes=(0, 5, 10)),
        ),
    )


def test_a_figure_is_told_for_those_who_gave_each_answer() -> None:
    given = returned(
        *({"q1_ateliers": number, "q5_charte": charter} for number, charter in ((1, True), (7, True), (12, True))),
        *({"q1_ateliers": number, "q5_charte": False} for number in (20, 3, 30)),
    )
    found = released(by_answer(), given)
    groups = [(one.group.by_label, one.group.label, one.value) for one in found.groups("t") if one.group is not None]
    assert [(label, value) for _, label, value in groups] == [("Oui", 20), ("Non", 53)]
    assert found["m"].content == MedianTold(9.5)
    assert [(one.label, one.count) for one in found["d"].content.distribution] == [
        ("0 à 4", 2),
        ("5 à 9", 1),
        ("10 et plus", 3),
    ]


def test_the_one_who_answered_otherwise_is_not_told_by_difference() -> None:
    given = returned(*({"q1_ateliers": number, "q5_charte": number != 7} for number in (1, 7, 12, 20, 3, 30)))
    found = released(by_answer(), given)
    assert found["t"].status == "published"
    assert {one.status for one in found.groups("t")} == {"withheld"}


def test_a_median_needs_the_declared_number_of_answers() -> None:
    given = returned(*({"q1_ateliers": number} for number in (1, 7, 12, 20)))
    withheld = released(by_answer(), given)["m"]
    assert (withheld.status, withheld.content.rule) == ("withheld", "too_few")
    assert withheld.content.reason == "moins de 5\u00a0répondants"
