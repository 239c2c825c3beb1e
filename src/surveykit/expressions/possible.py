"""What an expression may be worth when its answers are only partly known: from bounds of answers to bounds of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import assert_never

from msgspec.structs import replace

from surveykit.expressions.bounded import (
    EITHER,
    GREATEST,
    NULL,
    May,
    Order,
    applied,
    connected,
    exactly,
    joined,
    of_known,
    of_literal,
    orders_of_numbers,
    orders_of_texts,
)
from surveykit.expressions.situations import Situation
from surveykit.expressions.syntax import ComparisonSign, Scalar
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
    Length,
    Literal,
    Negate,
    Node,
    Not,
)
from surveykit.expressions.types import is_textual

_HOLD: Mapping[ComparisonSign, frozenset[Order]] = {
    "=": frozenset({"="}),
    "<>": frozenset({"<", ">"}),
    "<": frozenset({"<"}),
    "<=": frozenset({"<", "="}),
    ">": frozenset({">"}),
    ">=": frozenset({">", "="}),
}
_MIRRORED: Mapping[Order, Order] = {"<": ">", "=": "=", ">": "<"}


def only(may: May, node: Node) -> tuple[Scalar] | None:
    """The one value (or null) that a node has, in a tuple; None when it may have several."""
    if not may.known:
        return (None,)
    if may.null:
        return None
    if is_textual(node.type):
        return None if may.text is None else (may.text,)
    return (may.low,) if may.low == may.high else None


class Supposing:
    """What nodes may be in one situation. It never leaves out what they can be, and may have more."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._done: dict[int, May] = {}
        self.impossible = False
        """Whether the situation turned out to contradict itself: what was found in it then says nothing."""

    def may(self, node: Node) -> May:
        """What a node may be."""
        if id(node) not in self._done:
            self._done[id(node)] = self._computed(node)
        return self._done[id(node)]

    def _computed(self, node: Node) -> May:  # noqa: C901, PLR0911, PLR0912 (one branch per node)
        match node:
            case Literal(value):
                return of_literal(value)
            case Field(name):
                return self._situation.fields[name]
            case HasOption(field, option):
                ticked = self._situation.ticks.get((field.name, option))
                return of_known([self.may(field)], EITHER if ticked is None else exactly(float(ticked)))
            case CountTicked(field, codes):
                ticks = [self._situation.ticks.get((field.name, code)) for code in codes]
                ends = max(1, ticks.count(True)), len(ticks) - ticks.count(False)
                return of_known([self.may(field)], May(low=float(ends[0]), high=float(ends[1])))
            case CountKnown(operands):
                every = [self.may(one) for one in operands]
                return May(low=float(sum(not one.null for one in every)), high=float(sum(one.known for one in every)))
            case IsNull(operand):
                one = self.may(operand)
                return May(low=float(not one.known), high=float(one.null))
            case Not(operand):
                one = self.may(operand)
                return of_known([one], May(low=1 - one.high, high=1 - one.low))
            case Connect(sign, operands):
                return connected(sign, [self.may(one) for one in operands])
            case Compare(sign, left, right):
                return self._compared(sign, left, right)
            case In(operand, items):
                return connected("or", [self._compared("=", operand, item) for item in items])
            case Calculate():
                return self._calculated(node)
            case Negate(operand):
                one = self.may(operand)
                return of_known([one], May(low=-one.high, high=-one.low))
            case Absolute(operand):
                one = self.may(operand)
                least = 0.0 if one.low <= 0 <= one.high else min(abs(one.low), abs(one.high))
                return of_known([one], May(low=least, high=max(abs(one.low), abs(one.high))))
            case Length(operand):
                one = self.may(operand)
                long = May(high=GREATEST) if one.text is None else exactly(len(one.text))
                return of_known([one], long)
            case Coalesce(operands):
                return self._first_known(operands)
            case Case(branches, otherwise):
                return self._chosen(branches, otherwise)
            case _:
                assert_never(node)

    def _compared(self, sign: ComparisonSign, left: Node, right: Node) -> May:
        one, other = self.may(left), self.may(right)
        orders = orders_of_texts if is_textual(left.type) else orders_of_numbers
        possible = frozenset[Order]({"="}) if left == right else orders(one, other)
        if (supposed := self._situation.orders.get((left, right))) is not None:
            possible &= {supposed}
        elif (supposed := self._situation.orders.get((right, left))) is not None:
            possible &= {supposed if is_textual(left.type) else _MIRRORED[supposed]}
        if not possible and one.known and other.known:
            self.impossible = True
            return NULL
        ends = May(low=float(possible <= _HOLD[sign]), high=float(bool(possible & _HOLD[sign])))
        return of_known([one, other], ends)

    def _calculated(self, node: Calculate) -> May:
        found = self.may(node.first)
        for place, (sign, operand) in enumerate(node.rest):
            if place == 0 and sign == "-" and operand == node.first:
                found = of_known([found], exactly(0.0))
            else:
                found = applied(sign, found, self.may(operand), operand.type)
        return found

    def _first_known(self, operands: Iterable[Node]) -> May:
        found = NULL
        for one in operands:
            found = joined(replace(found, null=False), self.may(one))
            if not found.null:
                break
        return found

    def _chosen(self, branches: Iterable[tuple[Node, Node]], otherwise: Node) -> May:
        found: May | None = None
        for when, then in branches:
            condition = self.may(when)
            if condition.known and condition.high == 1:
                found = self.may(then) if found is None else joined(found, self.may(then))
                if not condition.null and condition.low == 1:
                    return found
        return self.may(otherwise) if found is None else joined(found, self.may(otherwise))
