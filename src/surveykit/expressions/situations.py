"""What can be supposed of the answers to an expression's fields: few cases that cover all that there are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import assert_never

from msgspec import Struct, field

from surveykit.expressions.bounded import NULL, May, Order
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

    def compare(self, left: Node, right: Node) -> None:
        """Notes a comparison, the pair in the order in which it was met first."""
        decided = isinstance(left, Literal | Field) and isinstance(right, Literal)  # by where the answer is cut
        if not decided and not (isinstance(left, Literal) and isinstance(right, Field)):
            pair = (right, left) if (right, left) in self.compared else (left, right)
            self.compared[pair] += 1


def used_in(node: Node) -> Used:
    """What an expression is made of."""
    found = Used()
    pending: list[Node] = [node]
    while pending:
        one = pending.pop()
        match one:
            case Field(name):
                found.fields[name] = one
            case Literal(str() as text):
                found.texts.add(text)
            case Literal(int() | float() as number) if not isinstance(number, bool):
                found.numbers.add(float(number))
            case HasOption(held, option):
                found.ticks.add((held.name, option))
            case CountTicked(held, codes) if len(codes) < _FEW:
                found.ticks.update((held.name, one) for one in codes)
            case Compare(_, left, right):
                found.compare(left, right)
            case In(operand, items):
                for item in items:
                    found.compare(operand, item)
            case _:
                pass
        pending.extend(made_of(one))
    return found


def orders_to_suppose(used: Used, cells: Mapping[str, Sequence[May]]) -> list[tuple[Node, Node]]:
    """The pairs that are compared several times and that the cells of their fields do not decide."""
    repeated = [pair for pair, times in used.compared.items() if times > 1]
    decided = {name for name, every in cells.items() if all(one.low == one.high and not one.other for one in every)}
    return [pair for pair in repeated if not all(used_in(one).fields.keys() <= decided for one in pair)]


def situations(
    names: Sequence[str],
    answered: frozenset[str],
    cells: Mapping[str, Sequence[May]],
    used: Used,
    orders: Sequence[tuple[Node, Node]],
) -> Iterator[Situation]:
    """What the answers may be when those fields were answered and no other."""
    held = [cells[name] if name in answered else [NULL] for name in names]
    ticks = [one for one in sorted(used.ticks) if one[0] in answered]
    ways: list[Sequence[Order]] = [("<", "=") if is_textual(left.type) else ("<", "=", ">") for left, _ in orders]
    for ticked in product((True, False), repeat=len(ticks)):
        boxes = dict(zip(ticks, ticked, strict=True))
        if any(_none_ticked(used.fields[name], boxes) for name in answered):
            continue
        for values in product(*held):
            fields = dict(zip(names, values, strict=True))
            for way in product(*ways):
                yield Situation(fields, boxes, dict(zip(orders, way, strict=True)))


def _none_ticked(asked: Field, boxes: Mapping[tuple[str, str], bool]) -> bool:
    return isinstance(asked.type, Choices) and all(boxes.get((asked.name, one)) is False for one in asked.type.codes)


def cells_of(asked: Field, used: Used, ends: tuple[float, float]) -> list[May]:
    """What an answer to a field may be, cut where the expression may treat answers differently."""
    match asked.type:
        case Integer():
            few = range(int(ends[0]), int(ends[1]) + 1) if ends[1] - ends[0] < _FEW else ()
            return [*_cut(used.numbers.union(map(float, few)), ends, whole=True)]
        case Number():
            return [*_cut(used.numbers, ends, whole=False)]
        case Boolean():
            return [May(low=0.0, high=0.0), May(low=1.0, high=1.0)]
        case Choice(codes):
            apart = codes if len(codes) <= _FEW else [one for one in codes if one in used.texts]
            return [*(May(text=one) for one in apart), *([May(other=True)] if len(apart) < len(codes) else [])]
        case Text():
            return [*(May(text=one) for one in sorted(used.texts)), May(other=True)]
        case Choices() | Null():
            return [May()]
        case _:
            assert_never(asked.type)


def _cut(numbers: Iterable[float], ends: tuple[float, float], *, whole: bool) -> Iterator[May]:
    """A range parted into each number that stands in it, and what lies between them."""
    start, last = ends
    for one in sorted(numbers):
        before = math.ceil(one) - 1.0 if whole else math.nextafter(one, -math.inf)
        if start <= min(before, last):
            yield May(low=start, high=min(before, last))
        if start <= one <= last and not (whole and one % 1):
            yield May(low=one, high=one)
        start = max(start, math.floor(one) + 1.0 if whole else math.nextafter(one, math.inf))
    if start <= last:
        yield May(low=start, high=last)
