"""From exact counts to what is printed: every division, each correctly rounded from whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from surveykit import release
from surveykit.ids import OptionCode
from surveykit.results import (
    ChangeResult,
    MultipleResult,
    RatioResult,
    Result,
    ScaleResult,
    ShareResult,
    TotalResult,
)

NO_ANSWER = release.Undefined("aucune réponse")
ZERO_DENOMINATOR = release.Undefined("dénominateur nul")
MORE_THAN_ASKED = release.Undefined("plus de réponses que de répondants interrogés")


def content(
    result: Result, answered: int, labels: Mapping[OptionCode, str], *, median_minimum: int = 1
) -> release.Content:
    """A result as it is printed, whether or not it may be; `labels` are those of the options of a multiple.

    Undefined when nobody answered or a denominator is zero. The median is None under `median_minimum`.
    """
    if answered == 0 and not is_public(result):
        return NO_ANSWER
    match result:
        case TotalResult(moments):
            return release.Total(moments.total)
        case ShareResult():
            return _share(result)
        case RatioResult(numerator, denominator):
            return _ratio(numerator.total, denominator.total)
        case ChangeResult(before, after):
            return _change(before.total, after.total)
        case ScaleResult() | MultipleResult():
            return _distribution(result, answered, labels, median_minimum)
        case _:
            assert_never(result)


def is_public(result: Result) -> bool:
    """Whether a result is known to all anyway."""
    return isinstance(result, ShareResult) and result.public


def _share(share: ShareResult) -> release.Content:
    if share.denominator == 0:
        return ZERO_DENOMINATOR
    if share.numerator > share.denominator:
        return MORE_THAN_ASKED
    return release.Share(share.numerator / share.denominator, share.numerator, share.denominator)


def _ratio(numerator: int, denominator: int) -> release.Content:
    if denominator == 0:
        return ZERO_DENOMINATOR
    return release.Ratio(numerator / denominator, numerator, denominator)


def _change(before: int, after: int) -> release.Content:
    if before == 0:
        return ZERO_DENOMINATOR
    return release.Change((after - before) / before, before, after)


def _distribution(
    result: ScaleResult | MultipleResult, answered: int, labels: Mapping[OptionCode, str], median_minimum: int
) -> release.Content:
    match result:
        case MultipleResult(counts):
            ticked = (release.Class(code, labels[code], n, n / answered) for code, n in counts.items())
            return release.Multiple(tuple(ticked))
        case ScaleResult(counts):
            mean = sum(value * n for value, n in counts.items()) / answered
            median = _median(counts, answered) if answered >= median_minimum else None
            given = (release.Class(value, str(value), n, n / answered) for value, n in counts.items())
            return release.Scale(mean, median, tuple(given))
        case _:
            assert_never(result)


def _median(counts: Mapping[int, int], answered: int) -> float:
    """The middle value, or half the sum of the two in the middle."""
    return (_ranked(counts, (answered - 1) // 2) + _ranked(counts, answered // 2)) / 2


def _ranked(counts: Mapping[int, int], rank: int) -> int:
    """The value that stands at a rank (from 0) when all are put in order."""
    seen = 0
    for value, count in sorted(counts.items()):
        seen += count
        if seen > rank:
            return value
    raise ValueError(f"no value of rank {rank} among {seen}")
