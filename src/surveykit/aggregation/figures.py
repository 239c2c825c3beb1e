"""From what the engine counted to figures with their bases: exact numbers, nothing is rounded here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from surveykit.aggregation.plan import Ask
from surveykit.aggregation.precision import precision
from surveykit.aggregation.sample import Sample
from surveykit.aggregation.tallies import Tallies
from surveykit.bases import Base
from surveykit.ids import OptionCode
from surveykit.model import (
    Change,
    Distribution,
    ExtrapolatedTotal,
    Mean,
    Median,
    MissingPolicy,
    Multiple,
    Ratio,
    ResponseRate,
    ScaleSummary,
    Share,
    Survey,
    Total,
    answer_labels,
)
from surveykit.results import (
    ChangeResult,
    DistributionResult,
    Exact,
    ExtrapolatedResult,
    Figure,
    Group,
    MeanResult,
    MedianResult,
    MultipleResult,
    NoResult,
    RatioResult,
    Result,
    ScaleResult,
    ShareResult,
    TotalResult,
)


def figure(survey: Survey, ask: Ask, tallies: Tallies, sample: Sample, among: tuple[Group | None, int]) -> Figure:
    """The figure of one indicator over the returns of some tallies; `among` is their group and how many were asked."""
    group, surveyed = among
    indicator = ask.indicator
    answered = tallies.respondents(ask.answered)
    eligible = surveyed if isinstance(indicator, ResponseRate) else tallies.respondents(ask.eligible)
    imputed = 0 if isinstance(indicator, ResponseRate) else tallies.respondents(ask.entered) - answered
    base = Base(surveyed, tallies.rows, eligible, answered, imputed)
    if indicator.missing is MissingPolicy.COMPLETE and answered < eligible:
        return Figure(indicator.id, group, base, NoResult(incomplete=True))
    if isinstance(indicator, ExtrapolatedTotal) and sample.misses_a_stratum:
        return Figure(indicator.id, group, base, NoResult(incomplete=False))
    exactness = precision(survey, ask, tallies, sample) if indicator.interval else None
    return Figure(indicator.id, group, base, _result(survey, ask, tallies, base), exactness)


def _result(survey: Survey, ask: Ask, tallies: Tallies, base: Base) -> Result:
    indicator = ask.indicator
    found: Result
    match indicator:
        case ResponseRate():
            found = ShareResult(base.returned, base.surveyed, public=True)
        case Total():
            found = TotalResult(tallies.moments(base.answered, ask.values[0], observed=True))
        case ExtrapolatedTotal():
            moments = Tallies(tallies.every, weighted=True).moments(base.answered, ask.values[0])
            found = ExtrapolatedResult(moments, tallies.units(ask.eligible), tallies.units(ask.entered))
        case Mean():
            found = MeanResult(tallies.moments(base.answered, ask.values[0]), tallies.count(ask.entered))
        case Median():
            found = MedianResult(tallies.numbers(ask.many[0]))
        case Share():
            found = ShareResult(tallies.count(ask.cases[0]), tallies.count(ask.entered))
        case Ratio():
            found = RatioResult(*(tallies.moments(base.answered, value) for value in ask.values))
        case Change():
            found = ChangeResult(*(tallies.moments(base.answered, value) for value in ask.values))
        case ScaleSummary() | Multiple() | Distribution():
            found = _distribution(survey, indicator, [tallies.count(case) for case in ask.cases], tallies, ask)
        case _:
            assert_never(indicator)
    return found


def _distribution(
    survey: Survey,
    indicator: ScaleSummary | Multiple | Distribution,
    counts: Sequence[Exact],
    tallies: Tallies,
    ask: Ask,
) -> Result:
    facts = survey.field_by_code[indicator.field].facts
    lows = indicator.classes if isinstance(indicator, Distribution) else ()
    told = dict(zip(answer_labels(facts, survey.language, lows), counts, strict=True))
    match indicator:
        case ScaleSummary():
            return ScaleResult({int(code): count for code, count in told.items()})
        case Multiple():
            return MultipleResult({OptionCode(code): n for code, n in told.items()}, tallies.count(ask.entered))
        case Distribution():
            return DistributionResult(told)
        case _:
            assert_never(indicator)
