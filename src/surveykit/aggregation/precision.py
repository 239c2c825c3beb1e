"""How exact an estimate is: its linearised variable u, a sum of numbers of each respondent, summed and squared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import assert_never

from surveykit.aggregation.plan import Ask
from surveykit.aggregation.sample import Sample
from surveykit.aggregation.sql import All
from surveykit.aggregation.tallies import Tallies, Tally
from surveykit.ids import FieldId
from surveykit.model import (
    Change,
    Distribution,
    ExtrapolatedTotal,
    Mean,
    Median,
    Multiple,
    Ratio,
    ResponseRate,
    ScaleSummary,
    Share,
    Survey,
    Total,
    answer_labels,
)
from surveykit.results import Precision


def precision(  # noqa: PLR0911 (one branch per kind)
    survey: Survey, ask: Ask, tallies: Tallies, sample: Sample
) -> Precision | None:
    """The precision of the headline number of an indicator, None where it has none or it is unknown."""
    indicator = ask.indicator
    match indicator:
        case Mean():
            return _of_quotient(tallies, sample, _value(ask, 0), _among(ask.entered), _product(ask, 0, 0))
        case Share():
            return _of_quotient(tallies, sample, _among(ask.cases[0]), _among(ask.entered), _among(ask.cases[0]))
        case ScaleSummary():
            return _of_scale(survey, indicator.field, ask, tallies, sample)
        case Ratio():
            return _of_sums(ask, tallies, sample, above=0, below=1)
        case Change():
            return _of_sums(ask, tallies, sample, above=1, below=0)
        case ExtrapolatedTotal():
            return _of_extrapolation(ask, tallies, sample)
        case ResponseRate() | Total() | Median() | Multiple() | Distribution():
            return None
        case _:
            assert_never(indicator)


Summed = Callable[[Tally], int]


def _value(ask: Ask, place: int) -> Summed:
    return lambda one: one.sums[ask.values[place]]


def _product(ask: Ask, first: int, second: int) -> Summed:
    return lambda one: one.products[ask.values[first], ask.values[second]]


def _among(condition: All) -> Summed:
    return lambda one: one.counts[condition]


def _powers(cases: Sequence[tuple[int, All]], power: int) -> Summed:
    return lambda one: sum(value**power * one.counts[case] for value, case in cases)


def _weighted_sum(tallies: Tallies, number: Summed) -> Fraction:
    return sum((one.units * number(one) for one in tallies.every), Fraction(0))


def _of_quotient(tallies: Tallies, sample: Sample, above: Summed, entered: Summed, square: Summed) -> Precision | None:
    """The precision of a mean y / n, y being 0 for those who did not enter: u = (y - m) / n for those who entered."""
    size = _weighted_sum(tallies, entered)
    if not size:
        return None
    mean = _weighted_sum(tallies, above) / size
    return sample.precision(
        (
            one.stratum,
            one.units * (above(one) - mean * entered(one)) / size,
            one.units**2 * (square(one) - 2 * mean * above(one) + mean**2 * entered(one)) / size**2,
        )
        for one in tallies.every
    )


def _of_scale(survey: Survey, field: FieldId, ask: Ask, tallies: Tallies, sample: Sample) -> Precision | None:
    """Of the mean of a scale: y is the value that was answered, and y² its square."""
    labels = answer_labels(survey.field_by_code[field].facts, survey.language)
    cases = [(int(code), case) for code, case in zip(labels, ask.cases, strict=True)]
    return _of_quotient(tallies, sample, _powers(cases, 1), _among(ask.entered), _powers(cases, 2))


def _of_sums(ask: Ask, tallies: Tallies, sample: Sample, *, above: int, below: int) -> Precision | None:
    """Of a ratio y / x: u = (y - r x) / x."""
    y, x = _value(ask, above), _value(ask, below)
    yy, xx, xy = _product(ask, above, above), _product(ask, below, below), _product(ask, 0, 1)
    size = _weighted_sum(tallies, x)
    if not size:
        return None
    ratio = _weighted_sum(tallies, y) / size
    return sample.precision(
        (
            one.stratum,
            one.units * (y(one) - ratio * x(one)) / size,
            one.units**2 * (yy(one) - 2 * ratio * xy(one) + ratio**2 * xx(one)) / size**2,
        )
        for one in tallies.every
    )


def _of_extrapolation(ask: Ask, tallies: Tallies, sample: Sample) -> Precision | None:
    """The precision of e y / a, e those concerned and a those who entered: u = (e y + y e - (e y / a) a) / a.

    Each product is taken respondent by respondent. All who entered are concerned, and y is 0 for the others: so the
    products y e, y a and e a are y, y and a.
    """
    y, e, a, yy = _value(ask, 0), _among(ask.eligible), _among(ask.entered), _product(ask, 0, 0)
    concerned, entered = _weighted_sum(tallies, e), _weighted_sum(tallies, a)
    if not entered:
        return None
    p, q = concerned / entered, _weighted_sum(tallies, y) / entered
    r = p * q
    return sample.precision(
        (
            one.stratum,
            one.units * (p * y(one) + q * e(one) - r * a(one)),
            one.units**2
            * (p**2 * yy(one) + q**2 * e(one) + r**2 * a(one) + 2 * (p * q * y(one) - p * r * y(one) - q * r * a(one))),
        )
        for one in tallies.every
    )
