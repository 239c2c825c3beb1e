"""From what the engine counted to figures with their bases: exact numbers, nothing is rounded here."""

from __future__ import annotations

from typing import assert_never

from surveykit.aggregation.classes import Classed, lows_of
from surveykit.aggregation.plan import Ask, SumIndicator
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
    indicator, base = ask.indicator, _base_of(ask, tallies, surveyed)
    if indicator.missing is MissingPolicy.COMPLETE and base.answered < base.eligible:
        return Figure(indicator.id, group, base, NoResult(incomplete=True))
    if isinstance(indicator, ExtrapolatedTotal) and sample.misses_a_stratum:
        return Figure(indicator.id, group, base, NoResult(incomplete=False))
    exactness = precision(survey, ask, tallies, sample) if indicator.interval else None
    return Figure(indicator.id, group, base, _result(survey, ask, tallies, base), exactness)


def _base_of(ask: Ask, tallies: Tallies, surveyed: int) -> Base:
    """How many were surveyed, returned a form, are concerned and answered, and how many zeros were put in."""
    answered = tallies.respondents(ask.answered)
    if isinstance(ask.indicator, ResponseRate):
        return Base(surveyed, tallies.rows, surveyed, answered, 0)
    imputed = tallies.respondents(ask.entered) - answered
    return Base(surveyed, tallies.rows, tallies.respondents(ask.eligible), answered, imputed)


def _result(survey: Survey, ask: Ask, tallies: Tallies, base: Base) -> Result:
    indicator = ask.indicator
    if isinstance(indicator, SumIndicator):
        return _of_sums(indicator, ask, tallies, base)
    match indicator:
        case ResponseRate():
            return ShareResult(base.returned, base.surveyed, public=True)
        case Median():
            return MedianResult(tallies.numbers(ask.many[0]))
        case Share():
            return ShareResult(tallies.count(ask.cases[0]), tallies.count(ask.entered))
        case ScaleSummary() | Multiple() | Distribution():
            return _distribution(survey, indicator, tallies, ask)
        case _:
            assert_never(indicator)


def _of_sums(indicator: SumIndicator, ask: Ask, tallies: Tallies, base: Base) -> Result:
    value, *others = ask.values
    match indicator:
        case Total():
            return TotalResult(tallies.moments(base.answered, value, observed=True))
        case ExtrapolatedTotal():
            moments = Tallies(tallies.every, weighted=True).moments(base.answered, value)
            return ExtrapolatedResult(moments, tallies.units(ask.eligible), tallies.units(ask.entered))
        case Mean():
            return MeanResult(tallies.moments(base.answered, value), tallies.count(ask.entered))
        case Ratio():
            return RatioResult(tallies.moments(base.answered, value), tallies.moments(base.answered, *others))
        case Change():
            return ChangeResult(tallies.moments(base.answered, value), tallies.moments(base.answered, *others))
        case _:
            assert_never(indicator)


def _distribution(survey: Survey, indicator: Classed, tallies: Tallies, ask: Ask) -> Result:
    labels = answer_labels(survey.field_by_code[indicator.field].facts, lows_of(indicator))
    told = dict(zip(labels, map(tallies.count, ask.cases), strict=True))
    match indicator:
        case ScaleSummary():
            return ScaleResult({int(code): count for code, count in told.items()})
        case Multiple():
            return MultipleResult({OptionCode(code): n for code, n in told.items()}, tallies.count(ask.entered))
        case Distribution():
            return DistributionResult(told)
        case _:
            assert_never(indicator)
