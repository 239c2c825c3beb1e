"""Bounds of a value that is not known for certain, and what becomes of them under the operations of the language."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Sequence
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from surveykit.expressions.syntax import ArithmeticSign, ComparisonSign, Connective, Scalar
from surveykit.expressions.types import INTEGER, Type

GREATEST = sys.float_info.max
Order = ComparisonSign
"""How one value compares with another: `<`, `=` or `>`; of two texts that differ, `<`."""


class May(Struct, frozen=True):
    """What a value may be: unknown when `null`, and when `known` a number from `low` to `high`.

    A truth value is 0 or 1. Of a text, `text` is the one that it is, None when it may be several; one that is `other`
    is none of those that the expression names.
    """

    null: bool = False
    known: bool = True
    low: float = 0.0
    high: float = 0.0
    text: str | None = None
    other: bool = False


NULL = May(null=True, known=False)
EITHER = May(low=0.0, high=1.0)


def exactly(value: float) -> May:
    """One number."""
    return May(low=value, high=value)


def of_literal(value: Scalar) -> May:
    """A value that is written in the expression."""
    match value:
        case None:
            return NULL
        case str():
            return May(text=value)
        case _:
            return exactly(float(value))


def of_known(operands: Iterable[May], result: May) -> May:
    """A result that is unknown when one of the operands is."""
    every = [*operands]
    if not all(one.known for one in every):
        return NULL
    return replace(result, null=result.null or any(one.null for one in every))


def joined(one: May, other: May) -> May:
    """What is the one or the other."""
    null = one.null or other.null
    if not one.known or not other.known:
        return replace(one if one.known else other, null=null)
    text = one.text if one.text == other.text else None
    return May(null=null, low=min(one.low, other.low), high=max(one.high, other.high), text=text)


def connected(sign: Connective, operands: Iterable[May]) -> May:
    """Kleene's connection of truth values: one that decides wins over an unknown one, and that over the others."""
    decides = 0.0 if sign == "and" else 1.0
    every = [*operands]
    values = _connected_values(decides, every)
    return May(null=_may_be_undecided(decides, every), low=min(values), high=max(values)) if values else NULL


def _connected_values(decides: float, operands: Sequence[May]) -> list[float]:
    """The truth values that a connection may have: the deciding one when an operand may, else the other."""
    deciding = [decides] if any(_may_be(decides, one) for one in operands) else []
    other = [1 - decides] if all(_may_be(1 - decides, one) for one in operands) else []
    return [*deciding, *other]


def _may_be_undecided(decides: float, operands: Sequence[May]) -> bool:
    """Whether an operand may be unknown while none of the others decides."""
    return any(one.null for one in operands) and all(one.null or _may_be(1 - decides, one) for one in operands)


def _may_be(value: float, one: May) -> bool:
    return one.known and one.low <= value <= one.high


def orders_of_texts(one: May, other: May) -> frozenset[Order]:
    """How two texts can compare."""
    if one.text is not None and other.text is not None:
        return frozenset({"="} if one.text == other.text else {"<"})
    return frozenset({"<"} if _is_none_named(one, other) or _is_none_named(other, one) else {"<", "="})


def _is_none_named(one: May, other: May) -> bool:
    """Whether a text is one that the expression names, and another text none of those."""
    return one.text is not None and other.other


def orders_of_numbers(one: May, other: May) -> frozenset[Order]:
    """How two numbers, or two truth values, can compare."""
    found: set[Order] = set()
    if one.low < other.high:
        found.add("<")
    if one.low <= other.high and other.low <= one.high:
        found.add("=")
    if one.high > other.low:
        found.add(">")
    return frozenset(found)


def applied(sign: ArithmeticSign, one: May, other: May, divisor: Type) -> May:
    """One operation, null where a divisor (of that type) is zero or the result may not be finite."""
    if sign == "/" and other.low == other.high == 0:
        return NULL
    ends = _ends(sign, one, other, whole=divisor == INTEGER)
    by_zero = sign == "/" and other.low <= 0 <= other.high
    return of_known([one, other], _finite(min(ends), max(ends), null=by_zero))


def _ends(sign: ArithmeticSign, one: May, other: May, *, whole: bool) -> list[float]:
    """Numbers between which the result of an operation lies, unless a divisor (`whole` or not) is zero."""
    match sign:
        case "+":
            return [one.low + other.low, one.high + other.high]
        case "-":
            return [one.low - other.high, one.high - other.low]
        case "*":
            return [_times(a, b) for a in (one.low, one.high) for b in (other.low, other.high)]
        case "/":
            return _quotients(one, other, whole=whole)
        case _:
            assert_never(sign)


def _finite(low: float, high: float, *, null: bool) -> May:
    """A result between two numbers; where one of them is infinite or no number, any number, or null."""
    if math.isfinite(low) and math.isfinite(high):
        return May(null=null, low=low, high=high)
    return May(null=True, low=-GREATEST, high=GREATEST)


def _times(one: float, other: float) -> float:
    return one * other if one and other else 0.0


def _quotients(one: May, other: May, *, whole: bool) -> list[float]:
    """Numbers between which a quotient lies, when its divisor is not zero."""
    if other.low > 0 or other.high < 0:
        return [a / b for a in (one.low, one.high) for b in (other.low, other.high)]
    most = max(abs(one.low), abs(one.high))
    return [-most, most] if whole else [-math.inf, math.inf]
