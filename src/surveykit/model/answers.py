"""The answers that figures tell one by one: their codes and what they are called in print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import assert_never

from surveykit.model.facts import CodesValue, CodeValue, Counted, FieldFacts, TextValue, TruthValue, WholeValue

YES, NO = "oui", "non"
"""The codes of the answers to a yes-no field where figures are told by answer."""


def answer_labels(facts: FieldFacts, lows: Sequence[int] = ()) -> Mapping[str, str]:
    """The code and the printed label of every answer to a field, in order; none for words.

    Numbers that are not told one by one are told by classes, given by their smallest numbers: `0`, `1-5`, `6+`.
    """
    match facts.value:
        case TruthValue():
            return {YES: "Oui", NO: "Non"}
        case CodeValue(options) | CodesValue(options):
            return {one.code: one.label for one in options}
        case WholeValue() as whole:
            return _each(whole) if facts.counted is Counted.EACH else _by_class(lows)
        case TextValue():
            return {}
        case _:
            assert_never(facts.value)


def _each(whole: WholeValue) -> dict[str, str]:
    return {str(one): str(one) for one in whole.every}


def _by_class(lows: Sequence[int]) -> dict[str, str]:
    return {_code(low, last): _label(low, last) for low, last in class_ranges(lows)}


def class_ranges(lows: Sequence[int]) -> list[tuple[int, int | None]]:
    """The first and last number of each class, None for the last number of the last class."""
    return [*((low, following - 1) for low, following in pairwise(lows)), *((low, None) for low in lows[-1:])]


def _code(low: int, last: int | None) -> str:
    return f"{low}+" if last is None else str(low) if low == last else f"{low}-{last}"


def _label(low: int, last: int | None) -> str:
    return f"{low} et plus" if last is None else str(low) if low == last else f"{low} à {last}"
