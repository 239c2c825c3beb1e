"""Sums of answers: answers of one respondent, each so many times, and what is added to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from surveykit.aggregation.atoms import Part


class AnswerSum(Struct, frozen=True):
    """Answers, and what is added to them: a number, or None when it depends on which questions were answered."""

    constant: int | None
    parts: tuple[Part, ...] = ()


def added(terms: Iterable[tuple[int, AnswerSum]]) -> AnswerSum:
    """The sum of sums, each so many times; its constant is known when each of theirs is."""
    every = [*terms]
    found = tuple(chain.from_iterable(times(one.parts, factor) for factor, one in every))
    constants = [factor * one.constant for factor, one in every if one.constant is not None]
    return AnswerSum(sum(constants) if len(constants) == len(every) else None, found)


def times(found: Iterable[Part], factor: int) -> tuple[Part, ...]:
    """Answers, each so many times as often; none when that is zero."""
    scaled = ((part, part.coefficient * factor) for part in found)
    return tuple(replace(part, coefficient=coefficient) for part, coefficient in scaled if coefficient)


def whole(value: object) -> int | None:
    """A whole number or a truth value as a number, None for any other value."""
    return int(value) if isinstance(value, int | float) and value == int(value) else None


def whole_numbers(values: Collection[object]) -> list[int] | None:
    """Values as numbers, when each is a whole number or a truth value; else None."""
    found = [number for number in map(whole, values) if number is not None]
    return found if len(found) == len(values) else None
