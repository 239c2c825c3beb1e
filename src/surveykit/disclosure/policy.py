"""The rules that one figure must satisfy to be published, and the warning when it reveals everyone's answer."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from surveykit.bases import Base
from surveykit.disclosure.content import is_known_to_all
from surveykit.model import Dissemination
from surveykit.release import Withheld
from surveykit.results import (
    ChangeResult,
    DistributionResult,
    ExtrapolatedResult,
    MeanResult,
    MedianResult,
    Moments,
    MultipleResult,
    NoResult,
    RatioResult,
    Result,
    ScaleResult,
    ShareResult,
    TotalResult,
)
from surveykit.words import Room, notation

_said = Room("disclosure")


def secondary(language: str) -> Withheld:
    """A figure that is withheld because a secret one could be worked out from it."""
    return Withheld("secondary", _said(language, "a secret group could be worked out from the total"))


def too_few(language: str, policy: Dissemination, least: int | None = None) -> Withheld:
    """A figure that rests on fewer than the policy's minimum, or than `least` where a rule asks for more (medians)."""
    few = least or policy.minimum_units
    told = _said.counted(language, few, "fewer than {count} respondent", "fewer than {count} respondents")
    return Withheld("too_few", told)


def by_difference(language: str, policy: Dissemination) -> Withheld:
    """A figure that, with others that are public, would tell the answers of too few."""
    told = _said.counted(
        language,
        policy.minimum_units,
        "with other published figures, it would disclose the answer of fewer than {count} respondent",
        "with other published figures, it would disclose the answer of fewer than {count} respondents",
    )
    return Withheld("differences", told)


def discloses_nothing(base: Base, result: Result) -> bool:
    """Whether a figure gives away no answer: everybody knows it anyway, nobody answered, or it has no value."""
    return is_known_to_all(result) or base.answered == 0 or isinstance(result, NoResult)


def refusal(language: str, policy: Dissemination, base: Base, result: Result) -> Withheld | None:
    """The first rule that forbids to publish a figure, None when it may be published.

    `too_few`: it rests on fewer than `minimum_units` answers, or a median on fewer than `median_units`. `dominance`:
    the largest contribution to one of its sums, signs aside, exceeds `maximum_share` of that sum (compared exactly). A
    figure that nobody answered, and one that everybody knows anyway, disclose nothing: neither is withheld.
    """
    if discloses_nothing(base, result):
        return None
    few = policy.median_units if isinstance(result, MedianResult) else policy.minimum_units
    if base.answered < few:
        return too_few(language, policy, few)
    if any(dominations(policy, result)):
        share = _percent(language, policy.maximum_share)
        told = _said(language, "one respondent represents more than {share} of the total", share=share)
        return Withheld("dominance", told)
    return None


def dominations(policy: Dissemination, result: Result) -> tuple[bool, ...]:
    """For each sum of a figure, whether one respondent makes more of it than the policy allows."""
    share = Fraction(policy.maximum_share)
    return tuple(Fraction(moments.peak) > share * abs(Fraction(moments.total)) for moments in sums(result))


def unanimous(base: Base, result: Result) -> bool:
    """Whether a figure tells everyone's answer: all zero, all yes or all no, all in one class."""
    if discloses_nothing(base, result):
        return False
    match result:
        case TotalResult() | ExtrapolatedResult() | MeanResult() | RatioResult() | ChangeResult():
            return any(moments.peak == 0 for moments in sums(result))
        case ShareResult(numerator, denominator):
            return numerator in (0, denominator)
        case ScaleResult(counts) | DistributionResult(counts) | MedianResult(counts):
            return sum(count > 0 for count in counts.values()) == 1
        case MultipleResult(counts, entered):
            return all(count in (0, entered) for count in counts.values())
        case NoResult():
            return False
        case _:
            assert_never(result)


def unanimous_numbers(result: Result) -> tuple[bool, ...]:
    """For each number that a figure publishes (`Terms.content`), whether it reveals the answer of all counted in it.

    Of three who answered yes or no, 3 yes does, and so does 0 yes; 2 yes does not.
    """
    match result:
        case TotalResult() | ExtrapolatedResult() | MeanResult() | RatioResult() | ChangeResult():
            return tuple(moments.peak == 0 for moments in sums(result))
        case ShareResult(numerator, denominator):
            return (numerator in (0, denominator),)
        case ScaleResult(counts):
            return tuple(count in (0, sum(counts.values())) for _, count in sorted(counts.items())[1:])
        case DistributionResult(counts):
            every = [*counts.values()]
            return tuple(count in (0, sum(every)) for count in (every[:1] if len(every) == 2 else every[1:]))
        case MultipleResult(counts, entered):
            return tuple(count in (0, entered) for count in counts.values())
        case MedianResult() | NoResult():
            return ()
        case _:
            assert_never(result)


def sums(result: Result) -> Iterator[Moments]:
    """The sums that a figure is made of; a share or a distribution has none."""
    match result:
        case TotalResult(moments) | ExtrapolatedResult(moments) | MeanResult(moments):
            yield moments
        case RatioResult(numerator, denominator):
            yield from (numerator, denominator)
        case ChangeResult(before, after):
            yield from (before, after)
        case ShareResult() | ScaleResult() | MultipleResult() | DistributionResult() | MedianResult() | NoResult():
            return
        case _:
            assert_never(result)


def _percent(language: str, share: Decimal) -> str:
    exponent = (share * 100).normalize().as_tuple().exponent
    return notation(language).as_percent(share, max(0, -exponent) if isinstance(exponent, int) else 0)
