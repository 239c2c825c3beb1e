"""Whether the value of an expression depends on what was answered, or only on who answered which question.

That a question was answered can be written in many ways: `q1 is not null`, `answered(q1)`, `q1 >= 0` of a count that is
never less, `q1 = q1`. What matters is what the value reveals, and not how it is written.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import compress, product

from surveykit.expressions.bounded import May
from surveykit.expressions.possible import Supposing, only
from surveykit.expressions.situations import Situation, Used, cells_of, orders_to_suppose, situations, used_in
from surveykit.expressions.syntax import Scalar
from surveykit.expressions.tree import (
    Absolute,
    Calculate,
    Compare,
    CountKnown,
    CountTicked,
    Field,
    HasOption,
    In,
    IsNull,
    Length,
    Literal,
    Negate,
    Node,
    Not,
    made_of,
)

Ranges = Mapping[str, tuple[float, float]]
"""The least and the largest answer to a numeric field; where none is given, 2**53 and its opposite."""

MOST_SITUATIONS = 4_000
_LARGEST = 2.0**53


def tells_only_who_answered(node: Node, ranges: Ranges) -> bool:
    """Whether the value of an expression follows from which of its fields were answered.

    Three respondents were asked for a count `q1`, and answered 4, nothing and 9. `q1 >= 0` is true, unknown and true of
    them, as it would be of any other numbers: it tells who answered. So does `case when answered(q1) then 1 else 0
    end`. `q1 >= 5` is false, unknown and true: it tells an answer. `q1 / q1` tells one too: that it is not zero.

    An answer is taken to be within its range, and to a field of several options to have one of them at least. True is
    never said of an expression that tells more; false may be said of one whose many fields would take too long to try.
    """
    if _by_its_form(node):
        return True
    tried = _value_by_who_answered(node, ranges)
    if tried is not _TOO_MANY:
        return tried is not None
    parts = [*made_of(node)]
    return bool(parts) and all(tells_only_who_answered(one, ranges) for one in parts)


def fields_to_answer(node: Node, ranges: Ranges) -> frozenset[str] | None:
    """The fields such that a condition is true exactly when all of them were answered; None when there are none such.

    `answered(q1) and q2 >= 0`, of a count `q2`, is true when both were answered: `q1` and `q2`.
    """
    tried = _value_by_who_answered(node, ranges) or {}
    true = [answered for answered, value in tried.items() if value == 1]
    if not true:
        return None
    least = frozenset.intersection(*true)
    return least if len(true) == sum(least <= answered for answered in tried) else None


def certain_values(node: Node, ranges: Ranges) -> frozenset[Scalar]:
    """Every value that an expression may have, null among them, when it tells only who answered; else none at all.

    A truth value is 0 or 1.
    """
    return frozenset((_value_by_who_answered(node, ranges) or {}).values())


_TOO_MANY: Mapping[frozenset[str], Scalar] = {}


def _value_by_who_answered(node: Node, ranges: Ranges) -> Mapping[frozenset[str], Scalar] | None:
    """The value of an expression for each set of its fields that may have been answered; a truth value is 0 or 1.

    None as soon as there are two values for one set; empty when it would take too long to know.
    """
    names = sorted(used_in(node).fields)
    return _tried(node, tuple(ranges.get(name, (-_LARGEST, _LARGEST)) for name in names))


@lru_cache(1024)
def _tried(node: Node, ranges: tuple[tuple[float, float], ...]) -> Mapping[frozenset[str], Scalar] | None:
    used = used_in(node)
    names = sorted(used.fields)
    cells = {name: cells_of(used.fields[name], used, ends) for name, ends in zip(names, ranges, strict=True)}
    orders = orders_to_suppose(used, cells)
    if _number_of_situations(used, cells, len(orders)) > MOST_SITUATIONS:
        return _TOO_MANY
    found: dict[frozenset[str], Scalar] = {}
    for answered in _subsets(names):
        value = _one_value(node, situations(names, answered, cells, used, orders))
        if value is None:
            return None
        found[answered] = value[0]
    return found


def _number_of_situations(used: Used, cells: Mapping[str, Sequence[May]], orders: int) -> int:
    """At most how many situations there are: of each field, every cell with every way to tick, and blank."""
    boxes = Counter(name for name, _ in used.ticks)
    ways = (len(every) * 2 ** boxes[name] + 1 for name, every in cells.items())
    return math.prod([*ways, *[3] * orders])


def _subsets(names: Sequence[str]) -> Iterator[frozenset[str]]:
    """Every set of some names, the whole first."""
    return (frozenset(compress(names, flags)) for flags in product((True, False), repeat=len(names)))


def _one_value(node: Node, supposed: Iterable[Situation]) -> tuple[Scalar] | None:
    """The value that an expression has in every situation, in a tuple; None when there are several."""
    first: tuple[Scalar] | None = None
    for situation in supposed:
        supposing = Supposing(situation)
        value = only(supposing.may(node), node)
        if supposing.impossible:
            continue
        if value is None or (first is not None and value != first):
            return None
        first = value
    return first


def _by_its_form(node: Node) -> bool:
    """Whether a value can be seen, without trying any, to tell only who answered."""
    match node:
        case Literal():
            return True
        case IsNull(operand):
            return known_by_its_fields(operand)
        case CountKnown(operands):
            return all(map(known_by_its_fields, operands))
        case _:
            parts = [*made_of(node)]
            return bool(parts) and all(map(_by_its_form, parts))


def known_by_its_fields(node: Node) -> bool:
    """Whether a value can be seen to be known exactly when each field in it is."""
    match node:
        case Literal(value):
            return value is not None
        case Field() | HasOption() | CountTicked():
            return True
        case In(operand, items):
            return all(isinstance(item, Literal) for item in items) and known_by_its_fields(operand)
        case _:
            return _is_strict(node) and all(map(known_by_its_fields, made_of(node)))


def _is_strict(node: Node) -> bool:
    """Whether a node can be seen to have a value exactly when each of those that it is made of has one."""
    match node:
        case Not() | Negate() | Absolute() | Length() | Compare():
            return True
        case Calculate(rest=rest, may_overflow=may_overflow):
            return not may_overflow and all(sign != "/" for sign, _ in rest)
        case _:
            return False
