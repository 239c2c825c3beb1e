"""One group of a breakdown has no figure, another is a secret: what the total less the others tells of both."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from every_indicator import returned, survey_of
from surveykit.aggregation import aggregate, columns, rows
from surveykit.bases import Base
from surveykit.disclosure import disclose
from surveykit.disclosure.breakdown import BreakdownCell, is_safe, more_to_withhold, remainder
from surveykit.engines.duckdb import memory_engine
from surveykit.ids import IndicatorId, RespondentCode
from surveykit.model import AnyIndicator, Change, Dissemination, Mean, MissingPolicy, Ratio, Survey, Total
from surveykit.release import Release, Undefined
from surveykit.responses import Blank, Response
from surveykit.results import Figure, Group, Moments, NoResult, RatioResult, Result, Results, TotalResult

POLICY = Dissemination(minimum_units=3, maximum_share=Decimal("0.85"))
ZONES = ("nord", "sud", "est")
NONE = NoResult(incomplete=True)
COMPLETE = MissingPolicy.COMPLETE
SUMS: tuple[AnyIndicator, ...] = (
    Total(id="x", label="X", value="n", missing=COMPLETE),
    Mean(id="x", label="X", value="n", missing=COMPLETE),
    Ratio(id="x", label="X", numerator="n", denominator="p", missing=COMPLETE),
    Change(id="x", label="X", before="n", after="p", missing=COMPLETE),
)


def total(*values: int) -> TotalResult:
    return TotalResult(Moments(len(values), sum(values), max(map(abs, values), default=0)))


def survey(*sizes: int) -> Survey:
    groups = [(zone, "petit") for zone, size in zip(ZONES, sizes, strict=True) for _ in range(size)]
    return survey_of((SUMS[0],), groups)


def judged(whole: tuple[Result, int], *groups: tuple[Result, int]) -> Release:
    """A release of one indicator: for the whole and for each zone, what was found and how many answered."""
    figures = [Figure(IndicatorId("x"), None, Base(20, 20, 20, whole[1]), whole[0])]
    for zone, (result, answered) in zip(ZONES, groups, strict=True):
        figures.append(Figure(IndicatorId("x"), Group("zone", zone), Base(7, 7, 7, answered), result))
    return disclose(survey(4, 4, 4), Results("ateliers", "2024", 20, 20, tuple(figures)))


def statuses(release: Release) -> list[str]:
    return [one.content.rule if one.status == "withheld" else one.status for one in release.figures]


@pytest.mark.parametrize("indicator", SUMS, ids=lambda one: one.kind)
def test_one_group_too_small_and_one_incomplete_are_said_beside_a_third(indicator: AnyIndicator) -> None:
    asked = survey_of((indicator,), [("nord", "petit")] * 2 + [("sud", "petit")] * 4 + [("est", "petit")] * 5)
    given = {one.respondent: one for one in returned(asked, Random(3), largest=50)}
    whole = next(one for one in given.values() if not any(isinstance(held, Blank) for held in one.answers.values()))
    everyone = [RespondentCode(f"r{n}") for n in range(11)]
    responses = [Response(asked.id, asked.edition, code, whole.answers) for code in everyone]
    silent = {**whole.answers, **{code: Blank() for code in whole.answers if code in {"n", "p"}}}
    responses[3] = Response(asked.id, asked.edition, everyone[3], silent)
    with memory_engine(columns(asked), rows(asked, responses)) as engine:
        found = disclose(asked, aggregate(asked, engine, by="zone", identified=True))
    assert statuses(found) == ["undefined", "too_few", "undefined", "published"]
    assert [one.content for one in found.figures][2] == Undefined("une réponse manque")


def test_without_a_total_nothing_is_told_by_subtraction() -> None:
    assert statuses(judged((NONE, 9), (total(5, 5), 2), (NONE, 3), (total(5, 5, 5, 5), 4))) == [
        *("undefined", "too_few", "undefined", "published")
    ]


def test_a_group_without_a_figure_is_judged_with_those_withheld() -> None:
    """The total less the third tells what 2 + 3 respondents gave: enough together, so the third is said."""
    whole = (total(5, 5, 4, 4, 4, 6, 6, 6, 6), 9)
    assert statuses(judged(whole, (total(5, 5), 2), (NONE, 3), (total(6, 6, 6, 6), 4))) == [
        *("published", "too_few", "undefined", "published")
    ]


def test_a_group_without_a_figure_on_two_answers_is_no_difference_of_published_ones() -> None:
    """It is withheld by nobody, and would be told as the total less the others."""
    whole = (total(5, 5, 4, 4, 4, 6, 6, 6, 6), 9)
    assert statuses(judged(whole, (NONE, 2), (total(4, 4, 4), 3), (total(6, 6, 6, 6), 4))) == [
        *("published", "undefined", "secondary", "published")
    ]


def test_a_group_without_an_answer_and_without_a_figure_hides_nobody() -> None:
    whole = (total(5, 5, 6, 6, 6), 5)
    assert statuses(judged(whole, (total(5, 5), 2), (NONE, 0), (total(6, 6, 6), 3))) == [
        *("published", "too_few", "undefined", "secondary")
    ]


def test_who_gave_most_in_a_group_without_a_figure_may_be_whoever_gave_most_to_the_whole() -> None:
    """90 of 100 may stand in the remainder of 100: it is told only with a further group."""
    whole = (total(90, 4, 3, 3, *[20] * 8), 12)
    assert statuses(judged(whole, (NONE, 4), (total(*[20] * 4), 4), (total(*[20] * 4), 4))) == [
        *("published", "undefined", "secondary", "published")
    ]


def test_a_secret_total_is_hidden_by_a_group_without_a_figure() -> None:
    whole = (total(99, -99, 5, 5, 5, 5, 5), 7)
    assert statuses(judged(whole, (NONE, 1), (total(5, 5, 5), 3), (total(5, 5, 5), 3))) == [
        *("dominance", "undefined", "published", "published")
    ]
    whole = (total(99, -99, 5, 5, 5, 5), 6)
    assert statuses(judged(whole, (NONE, 0), (total(5, 5, 5), 3), (total(5, 5, 5), 3))) == [
        *("dominance", "undefined", "secondary", "published")
    ]


def test_of_a_ratio_both_sums_are_looked_at() -> None:
    even, few = Moments(4, 40, 10), Moments(2, 20, 10)
    whole = RatioResult(Moments(8, 80, 10), Moments(8, 1090, 900))
    groups = (NONE, 2), (RatioResult(few, few), 2), (RatioResult(even, even), 4)
    assert statuses(judged((whole, 8), *groups))[1:] == ["undefined", "too_few", "secondary"]
    fair = RatioResult(Moments(8, 80, 10), Moments(8, 80, 10))
    assert statuses(judged((fair, 8), *groups))[1:] == ["undefined", "too_few", "published"]


def test_the_remainder_is_never_taken_for_safer_than_the_groups_that_it_stands_for() -> None:
    """On random groups: what is safe with the remainder of some is safe with those groups as they are."""
    chance = Random(11)
    alike = 0
    for _ in range(2000):
        given = [[chance.choice((0, 1, 2, 9, 80)) for _ in range(chance.randrange(6))] for _ in range(4)]
        cells = [BreakdownCell(len(one), (Moments(len(one), sum(one), max(one, default=0)),)) for one in given]
        every = [value for one in given for value in one]
        whole = BreakdownCell(len(every), (Moments(len(every), sum(every), max(every, default=0)),))
        hidden = set(chance.sample(range(4), 2))
        rest = remainder(whole, [cell for place, cell in enumerate(cells) if place not in hidden])
        together = [value for place in hidden for value in given[place]]
        assert (rest.answered, rest.sums[0].total) == (len(together), sum(together))
        if is_safe(POLICY, [rest]):
            alike += 1
            assert not together or len(together) >= 3
            assert max(together, default=0) <= Fraction("0.85") * sum(together)
        told = [cell for place, cell in enumerate(cells) if place not in hidden]
        assert 2 not in more_to_withhold(POLICY, [*told, rest], {2})
    assert alike > 300
