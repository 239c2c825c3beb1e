"""What can be supposed of the answers to an expression's fields: few cases that cover all that there are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import product
from typing import assert_never

from msgspec import Struct, field

from surveykit.expressions.bounded import NULL, May, Order
from surveykit.expressions.syntax import Scalar
from surveykit.expressions.tree import Compare, CountTicked, Field, HasOption, In, Literal, Node, made_of
from surveykit.expressions.types import Boolean, Choice, Choices, Integer, Null, Number, Text, is_textual

_FEW = 8
"""Answers, or options, that are few enough to be tried one by one though the expression names none."""


class Situation(Struct, frozen=True):
    """What is supposed of the answers: what each field may be, which options are ticked, how values compare.

    `orders` has how the left node of a pair compares with the right one, for pairs that are compared several times.
    """

    fields: Mapping[str, May]
    ticks: Mapping[tuple[str, str], bool]
    orders: Mapping[tuple[Node, Node], Order]


class Used(Struct):
    """What an expression is made of: its fields, its literals, the options that it asks for, the pairs it compares."""

    fields: dict[str, Field] = field(default_factory=dict)
    numbers: set[float] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    ticks: set[tuple[str, str]] = field(default_factory=set)
    compared: Counter[tuple[Node, Node]] = field(default_factory=Counter)

    def note(self, node: Node) -> None:
        """Notes a node, not those inside it."""
        match node:
            case Field(name):
                self.fields[name] = node
            case Literal(value):
                self._note_literal(value)
            case HasOption(held, option):
                self.ticks.add((held.name, option))
            case CountTicked(held, codes) if len(codes) < _FEW:
                self.ticks.update(product([held.name], codes))
            case Compare(_, left, right):
                self._compare(left, right)
            case In(operand, items):
                self._compare(operand, *items)
            case _:
                pass

    def _note_literal(self, value: Scalar) -> None:
        if isinstance(value, str):
            self.texts.add(value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            self.numbers.add(float(value))

    def _compare(self, left: Node, *others: Node) -> None:
        """Notes comparisons of a node with others, each pair in the order in which it was met first."""
        for right in others:
            if not (_is_cut_by(left, right) or _is_cut_by(right, left)):
                pair = (right, left) if (right, left) in self.compared else (left, right)
                self.compared[pair] += 1


def _is_cut_by(one: Node, other: Node) -> bool:
    """Whether comparing a node with another is decided by where the answers to a field are cut (`cells_of`)."""
    return isinstance(one, Literal | Field) and isinstance(other, Literal)


def used_in(node: Node) -> Used:
    """What an expression is made of."""
    found = Used()
    pending: list[Node] = [node]
    while pending:
        one = pending.pop()
        found.note(one)
        pending.extend(made_of(one))
    return found


def orders_to_suppose(used: Used, cells: Mapping[str, Sequence[May]]) -> list[tuple[Node, Node]]:
    """The pairs that are compared several times and that the cells of their fields do not decide."""
    decided = {name for name, every in cells.items() if all(map(_is_one_value, every))}
    repeated = (pair for pair, times in used.compared.items() if times > 1)
    return [pair for pair in repeated if not _is_of(pair, decided)]


def _is_one_value(cell: May) -> bool:
    return cell.low == cell.high and not cell.other


def _is_of(pair: Iterable[Node], fields: AbstractSet[str]) -> bool:
    """Whether both nodes of a pair name none but some fields."""
    return all(used_in(one).fields.keys() <= fields for one in pair)


def situations(
    names: Sequence[str],
    answered: frozenset[str],
    cells: Mapping[str, Sequence[May]],
    used: Used,
    orders: Sequence[tuple[Node, Node]],
) -> Iterator[Situation]:
    """What the answers may be when those fields were answered and no other."""
    held = [cells[name] if name in answered else [NULL] for name in names]
    ways = [_possible_orders(left) for left, _ in orders]
    for boxes in _possible_ticks(answered, used):
        for values in product(*held):
            given = dict(zip(names, values, strict=True))
            for way in product(*ways):
                yield Situation(given, boxes, dict(zip(orders, way, strict=True)))


def _possible_ticks(answered: frozenset[str], used: Used) -> Iterator[Mapping[tuple[str, str], bool]]:
    """Which options may be ticked of fields that were answered: of each field, one at least."""
    options = [one for one in sorted(used.ticks) if one[0] in answered]
    for ticked in product((True, False), repeat=len(options)):
        boxes = dict(zip(options, ticked, strict=True))
        if not any(_none_ticked(used.fields[name], boxes) for name in answered):
            yield boxes


def _possible_orders(node: Node) -> Sequence[Order]:
    return ("<", "=") if is_textual(node.type) else ("<", "=", ">")


def _none_ticked(asked: Field, boxes: Mapping[tuple[str, str], bool]) -> bool:
    return isinstance(asked.type, Choices) and all(boxes.get((asked.name, one)) is False for one in asked.type.codes)


def cells_of(asked: Field, used: Used, ends: tuple[float, float]) -> list[May]:
    """What an answer to a field may be, cut where the expression may treat answers differently.

    Of a count from 0 to 100 in `q1 >= 5`: 0 to 4, 5, 6 to 100.
    """
    match asked.type:
        case Integer():
            return [*_cut(used.numbers.union(_few_answers(ends)), ends, whole=True)]
        case Number():
            return [*_cut(used.numbers, ends, whole=False)]
        case Boolean():
            return [May(low=0.0, high=0.0), May(low=1.0, high=1.0)]
        case Choice(codes):
            return _cells_of_choice(codes, used.texts)
        case Text():
            return [*(May(text=one) for one in sorted(used.texts)), May(other=True)]
        case Choices() | Null():
            return [May()]
        case _:
            assert_never(asked.type)


def _few_answers(ends: tuple[float, float]) -> Iterable[float]:
    """Every whole number of a range, when they are few."""
    return map(float, range(int(ends[0]), int(ends[1]) + 1)) if ends[1] - ends[0] < _FEW else ()


def _cells_of_choice(codes: Sequence[str], texts: AbstractSet[str]) -> list[May]:
    """Each option when they are few, else each that the expression names; and any other as one."""
    apart = codes if len(codes) <= _FEW else [one for one in codes if one in texts]
    others = [May(other=True)] if len(apart) < len(codes) else []
    return [*(May(text=one) for one in apart), *others]


def _cut(numbers: Iterable[float], ends: tuple[float, float], *, whole: bool) -> Iterator[May]:
    """A range parted into each number that lies in it, and what lies between them."""
    start, last = ends
    for one in sorted(numbers):
        before, after = _beside(one, whole=whole)
        yield from _stretch(start, min(before, last))
        if start <= one <= last and not (whole and one % 1):
            yield May(low=one, high=one)
        start = max(start, after)
    yield from _stretch(start, last)


def _beside(number: float, *, whole: bool) -> tuple[float, float]:
    """The number before one and the number after it, whole numbers or those that a double holds."""
    if whole:
        return math.ceil(number) - 1.0, math.floor(number) + 1.0
    return math.nextafter(number, -math.inf), math.nextafter(number, math.inf)


def _stretch(low: float, high: float) -> Sequence[May]:
    return [May(low=low, high=high)] if low <= high else []
