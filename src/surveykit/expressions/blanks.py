"""When an expression is unknown, as an expression over the answers that were given.

Of `y1 or y2`, where `y2` was left blank, it is known that it is true exactly if `y1` is: so it is unknown where `y1` is
false. That it is known then tells what was answered to `y1`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from msgspec.structs import replace

from surveykit.expressions.syntax import Connective
from surveykit.expressions.tree import (
    Absolute,
    Calculate,
    Case,
    Coalesce,
    Compare,
    Connect,
    CountKnown,
    CountTicked,
    Field,
    HasOption,
    In,
    IsNull,
    Leaf,
    Length,
    Literal,
    Logical,
    Negate,
    Node,
    Not,
    Numeric,
    Selection,
)
from surveykit.expressions.types import BOOLEAN, INTEGER

TRUE = Literal(value=True, type=BOOLEAN)
FALSE = Literal(value=False, type=BOOLEAN)
ZERO = Literal(value=0, type=INTEGER)


def unknown_when(node: Node, blank: frozenset[str]) -> Node:
    """Whether an expression has no value for those who left some fields blank and answered its others.

    The result is never null for them, and names none of the fields that are blank where it can do without.
    """
    if isinstance(node, Leaf):
        return _leaf_unknown(node, blank)
    if isinstance(node, Logical):
        return _truth_unknown(node, blank)
    if isinstance(node, Numeric):
        return _number_unknown(node, blank)
    return _selection_unknown(node, blank)


def _leaf_unknown(node: Leaf, blank: frozenset[str]) -> Node:
    match node:
        case Literal(value):
            return _certain(value is None)
        case Field(name) | HasOption(Field(name)) | CountTicked(Field(name)):
            return _certain(name in blank)
        case _:
            assert_never(node)


def _truth_unknown(node: Logical, blank: frozenset[str]) -> Node:
    match node:
        case IsNull():
            return FALSE
        case Not(operand):
            return unknown_when(operand, blank)
        case Connect(sign, operands):
            return _undecided(sign, operands, blank)
        case Compare(_, left, right):
            return _any(unknown_when(one, blank) for one in (left, right))
        case In(operand, items):
            return unknown_when(_spelt_out(operand, items), blank)
        case _:
            assert_never(node)


def _number_unknown(node: Numeric, blank: frozenset[str]) -> Node:
    match node:
        case CountKnown():
            return FALSE
        case Negate(operand) | Absolute(operand) | Length(operand):
            return unknown_when(operand, blank)
        case Calculate():
            return _result_unknown(node, blank)
        case _:
            assert_never(node)


def _result_unknown(node: Calculate, blank: frozenset[str]) -> Node:
    """An operand is unknown, a divisor is zero, or the result is not finite."""
    operands = (node.first, *(one for _, one in node.rest))
    divisors = (one for sign, one in node.rest if sign == "/" and _may_be_zero(one))
    zero = (Compare("=", without(one, blank), ZERO) for one in divisors)
    beyond = [IsNull(without(node, blank))] if node.may_overflow else []
    return _any([*(unknown_when(one, blank) for one in operands), *zero, *beyond])


def _selection_unknown(node: Selection, blank: frozenset[str]) -> Node:
    match node:
        case Coalesce(operands):
            return _all(unknown_when(one, blank) for one in operands)
        case Case(branches, otherwise):
            told = tuple((without(when, blank), unknown_when(then, blank)) for when, then in branches)
            last = unknown_when(otherwise, blank)
            return last if all(one == last for _, one in told) else Case(told, last, BOOLEAN)
        case _:
            assert_never(node)


def _certain(holds: bool) -> Node:  # noqa: FBT001 (a truth value is what it writes)
    return TRUE if holds else FALSE


def _spelt_out(operand: Node, items: Iterable[Node]) -> Node:
    return Connect("or", tuple(Compare("=", operand, item) for item in items))


def _may_be_zero(divisor: Node) -> bool:
    return not (isinstance(divisor, Literal) and divisor.value)


def _undecided(sign: Connective, operands: Iterable[Node], blank: frozenset[str]) -> Node:
    """Some operand is unknown, and no other decides: for `and` none is false, for `or` none is true."""
    every = [(one, unknown_when(one, blank)) for one in operands]
    silent = (_any([unknown, _not_deciding(sign, without(one, blank))]) for one, unknown in every if unknown != TRUE)
    return _all([_any(unknown for _, unknown in every), *silent])


def _not_deciding(sign: Connective, operand: Node) -> Node:
    return operand if sign == "and" else Not(operand)


def _any(nodes: Iterable[Node]) -> Node:
    return _simplified("or", nodes, decides=TRUE, neutral=FALSE)


def _all(nodes: Iterable[Node]) -> Node:
    return _simplified("and", nodes, decides=FALSE, neutral=TRUE)


def _simplified(sign: Connective, nodes: Iterable[Node], *, decides: Node, neutral: Node) -> Node:
    """The connection of different nodes: without those that change nothing, or the constant that decides it."""
    kept = [one for one in dict.fromkeys(nodes) if one != neutral]
    if decides in kept:
        return decides
    if len(kept) > 1:
        return Connect(sign, tuple(kept))
    return kept[0] if kept else neutral


def without(node: Node, blank: frozenset[str]) -> Node:
    """An expression where the answers to blank fields are written as what they are: unknown."""
    match node:
        case Field(name) | HasOption(Field(name)) | CountTicked(Field(name)) if name in blank:
            return Literal(None, node.type)
        case _:
            return replace(node, **{name: _rewritten(getattr(node, name), blank) for name in node.__struct_fields__})


def _rewritten(held: object, blank: frozenset[str]) -> object:
    if isinstance(held, tuple):
        return tuple(_rewritten(one, blank) for one in held)
    return without(held, blank) if isinstance(held, Node) else held
