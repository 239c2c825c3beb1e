"""What an expression may be worth when its answers are only partly known: from bounds of answers to bounds of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
    return _only_text(may) if is_textual(node.type) else _only_number(may)


def _only_text(may: May) -> tuple[Scalar] | None:
    return None if may.text is None else (may.text,)


def _only_number(may: May) -> tuple[Scalar] | None:
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

    def _computed(self, node: Node) -> May:
        if isinstance(node, Leaf):
            return self._leaf(node)
        if isinstance(node, Logical):
            return self._logical(node)
        if isinstance(node, Numeric):
            return self._numeric(node)
        return self._selected(node)

    def _leaf(self, node: Leaf) -> May:
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
                return of_known([self.may(field)], _number_of_ticks(ticks))
            case _:
                assert_never(node)

    def _logical(self, node: Logical) -> May:
        match node:
            case IsNull(operand):
                one = self.may(operand)
                return May(low=float(not one.known), high=float(one.null))
            case Not(operand):
                one = self.may(operand)
                return of_known([one], May(low=1 - one.high, high=1 - one.low))
            case Connect(sign, operands):
                return connected(sign, map(self.may, operands))
            case Compare(sign, left, right):
                return self._compared(sign, left, right)
            case In(operand, items):
                return connected("or", [self._compared("=", operand, item) for item in items])
            case _:
                assert_never(node)

    def _numeric(self, node: Numeric) -> May:
        match node:
            case CountKnown(operands):
                return _number_of_known([*map(self.may, operands)])
            case Calculate():
                return self._calculated(node)
            case Negate(operand):
                one = self.may(operand)
                return of_known([one], May(low=-one.high, high=-one.low))
            case Absolute(operand):
                return _magnitude(self.may(operand))
            case Length(operand):
                return _length(self.may(operand))
            case _:
                assert_never(node)

    def _selected(self, node: Selection) -> May:
        match node:
            case Coalesce(operands):
                return self._first_known(operands)
            case Case(branches, otherwise):
                return self._chosen(branches, otherwise)
            case _:
                assert_never(node)

    def _compared(self, sign: ComparisonSign, left: Node, right: Node) -> May:
        one, other = self.may(left), self.may(right)
        possible = self._orders(left, right)
        if not possible and one.known and other.known:
            self.impossible = True
            return NULL
        ends = May(low=float(possible <= _HOLD[sign]), high=float(bool(possible & _HOLD[sign])))
        return of_known([one, other], ends)

    def _orders(self, left: Node, right: Node) -> frozenset[Order]:
        """How two nodes can compare: none when their bounds exclude what is supposed of the pair."""
        orders = orders_of_texts if is_textual(left.type) else orders_of_numbers
        possible = frozenset[Order]({"="}) if left == right else orders(self.may(left), self.may(right))
        supposed = self._supposed_order(left, right)
        return possible if supposed is None else possible & {supposed}

    def _supposed_order(self, left: Node, right: Node) -> Order | None:
        """How the situation has the first node compare with the second, in whichever order it has the pair."""
        orders = self._situation.orders
        if (found := orders.get((left, right))) is not None:
            return found
        mirrored = orders.get((right, left))
        return mirrored if mirrored is None or is_textual(left.type) else _MIRRORED[mirrored]

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
            if _may_hold(condition):
                found = self._either(found, then)
                if _must_hold(condition):
                    return found
        return self._either(found, otherwise)

    def _either(self, found: May | None, node: Node) -> May:
        """What was found so far or what a node may be."""
        return self.may(node) if found is None else joined(found, self.may(node))


def _may_hold(condition: May) -> bool:
    return condition.known and condition.high == 1


def _must_hold(condition: May) -> bool:
    return not condition.null and condition.low == 1


def _number_of_ticks(ticks: Sequence[bool | None]) -> May:
    """How many options are ticked, of those that are ticked, are not, or may be (None); one at least."""
    least, most = max(1, ticks.count(True)), len(ticks) - ticks.count(False)
    return May(low=float(least), high=float(most))


def _number_of_known(operands: Sequence[May]) -> May:
    return May(low=float(sum(not one.null for one in operands)), high=float(sum(one.known for one in operands)))


def _magnitude(one: May) -> May:
    ends = abs(one.low), abs(one.high)
    least = 0.0 if one.low <= 0 <= one.high else min(ends)
    return of_known([one], May(low=least, high=max(ends)))


def _length(one: May) -> May:
    return of_known([one], May(high=GREATEST) if one.text is None else exactly(len(one.text)))
