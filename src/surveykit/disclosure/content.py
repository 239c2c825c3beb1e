"""From exact counts to what is printed: every division, each correctly rounded from whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import floor
from typing import assert_never

from surveykit import release
from surveykit.ids import OptionCode
from surveykit.results import (
    ChangeResult,
    DistributionResult,
    Exact,
    ExtrapolatedResult,
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
from surveykit.words import Room

EXACT = 2**53
"""The magnitude up to which a double is a whole number of its own, with all its digits."""
LARGEST = 10**14
"""The magnitude up to which a double has one decimal besides its whole digits: it has fifteen in all."""
_said = Room("disclosure")


def content(
    language: str, result: Result, answered: int, labels: Mapping[str, str], *, median_minimum: int = 1
) -> release.Content:
    """A result as it is printed, whether or not it may be; `labels` are those of the answers that it counts.

    Undefined when nobody answered or a denominator is zero, with the reason in the language. The median of a scale is
    None under `median_minimum`.
    """
    if isinstance(result, NoResult):
        return answer_lacking(language) if result.incomplete else _stratum_lacking(language)
    if answered == 0 and not is_known_to_all(result):
        return release.Undefined(_said(language, "no answer"))
    match result:
        case TotalResult() | ExtrapolatedResult() | MeanResult() | MedianResult():
            return _one_number(result)
        case ShareResult() | RatioResult() | ChangeResult():
            return _fraction(language, result)
        case ScaleResult(counts):
            return _scale(counts, with_median=answered >= median_minimum)
        case MultipleResult() | DistributionResult():
            return _spread(result, labels)
        case _:
            assert_never(result)


def answer_lacking(language: str) -> release.Undefined:
    """The content of a figure that needs everybody's answer and lacks one: undefined, with that reason."""
    return release.Undefined(_said(language, "an answer is missing"))


def _stratum_lacking(language: str) -> release.Undefined:
    return release.Undefined(_said(language, "a stratum without any return"))


def _one_number(result: TotalResult | ExtrapolatedResult | MeanResult | MedianResult) -> release.Content:
    match result:
        case TotalResult(moments):
            return release.Total(_whole(moments.total))
        case ExtrapolatedResult(moments, concerned, entered):
            return release.Estimate(_held(Fraction(concerned * moments.total) / entered))
        case MeanResult(moments, entered):
            return release.Mean(_held(Fraction(moments.total) / entered))
        case MedianResult(counts):
            return release.Median(_median(counts))
        case _:
            assert_never(result)


def _fraction(language: str, result: ShareResult | RatioResult | ChangeResult) -> release.Content:
    match result:
        case ShareResult(above, below) if 0 < below < above:
            return release.Undefined(_said(language, "more answers than respondents surveyed"))
        case ShareResult(above, below) if below != 0:
            return release.Share(_quotient(above, below), _number(above), _number(below))
        case RatioResult(numerator, denominator) if denominator.total != 0:
            above, below = numerator.total, denominator.total
            return release.Ratio(_quotient(above, below), _number(above), _number(below))
        case ChangeResult(before, after) if before.total != 0:
            start, end = before.total, after.total
            return release.Change(_quotient(end - start, start), _number(start), _number(end))
        case _:
            return release.Undefined(_said(language, "denominator of zero"))


def _scale(counts: Mapping[int, Exact], *, with_median: bool) -> release.Scale:
    entered = sum(counts.values())
    mean = _quotient(sum(value * n for value, n in counts.items()), entered)
    given = (release.Class(value, str(value), _number(n), _quotient(n, entered)) for value, n in counts.items())
    return release.Scale(mean, _median(counts) if with_median else None, tuple(given))


def is_known_to_all(result: Result) -> bool:
    """Whether everybody knows a result without the survey, as the number of returns (a response rate)."""
    return isinstance(result, ShareResult) and result.public


def _number(exact: Exact) -> release.Weighted:
    """A number as it is printed: whole when it is."""
    return int(exact) if exact == int(exact) else _held(exact)


def _held(exact: Exact) -> release.Weighted:
    """A number with the digits that it has: a double, or a whole number where a double has none after the point.

    The mean of two that gave 10**17 + 1 and 10**17 + 4 is 10**17 + 3, a half rounded up: the nearest double is 10**17.
    """
    number = Fraction(exact)
    return float(number) if abs(number) < LARGEST else floor(number + Fraction(1, 2))


def _whole(exact: Exact) -> int:
    """A sum of answers, which are whole; raises ValueError for any other number: a figure is never cut short."""
    if exact != int(exact):
        raise ValueError(f"a total of {exact}, expected a whole number")
    return int(exact)


def _quotient(above: Exact, below: Exact) -> float:
    """One number over another, correctly rounded."""
    return float(Fraction(above) / below)


def _spread(result: MultipleResult | DistributionResult, labels: Mapping[str, str]) -> release.Content:
    match result:
        case MultipleResult(counts, entered):
            return release.Multiple(_classes(counts, entered, labels))
        case DistributionResult(counts):
            return release.Distribution(_classes(counts, sum(counts.values()), labels))
        case _:
            assert_never(result)


def _classes(
    counts: Mapping[str, Exact] | Mapping[OptionCode, Exact], entered: Exact, labels: Mapping[str, str]
) -> tuple[release.Class, ...]:
    return tuple(
        release.Class(code, labels[code], _number(n), _quotient(n, entered) if entered else 0.0)
        for code, n in counts.items()
    )


def _median(counts: Mapping[int, Exact]) -> release.Weighted:
    """The number below and above which half of the respondents are, half the sum of two when it lies between them.

    Where a double would not hold it with all its digits it is whole, a half rounded up.
    """
    half = Fraction(sum(counts.values())) / 2
    seen = Fraction(0)
    every = sorted((value, count) for value, count in counts.items() if count)
    for place, (value, count) in enumerate(every):
        seen += count
        if seen >= half:
            following = value if seen > half else every[place + 1][0]
            middle = Fraction(value + following, 2)
            held = float(middle)
            return held if abs(middle) <= EXACT and held == middle else floor(middle + Fraction(1, 2))
    raise ValueError("no median of no answer")
