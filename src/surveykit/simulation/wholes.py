"""Which counts are parts of which others, as the survey's rules compare them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct

from surveykit.expressions.tree import Calculate, Case, Coalesce, Compare, Connect, Field, Node
from surveykit.ids import FieldId
from surveykit.model import Counted, Survey, WholeValue


class Whole(Struct, frozen=True):
    """A count that another may not exceed, together with how many parts in all."""

    field: FieldId
    parts: int


def wholes(survey: Survey) -> Mapping[FieldId, tuple[Whole, ...]]:
    """What each count may not exceed by the rules that say `a <= b` or `a + b <= c`, in their order."""
    whole = [field for field in survey.fields() if isinstance(field.facts.value, WholeValue)]
    counts = {field.code for field in whole if field.facts.counted is Counted.BY_CLASS}
    found: dict[FieldId, list[Whole]] = defaultdict(list)
    for rule in survey.rules:
        for small, large in _compared(survey.expression(rule.check).root):
            parts = [FieldId(name) for name in dict.fromkeys(_terms(small)) if name in counts]
            if large.name in counts:
                for part in parts:
                    found[part].append(Whole(FieldId(large.name), len(parts)))
    return {part: tuple(held) for part, held in found.items()}


def _compared(node: Node) -> Iterator[tuple[Node, Field]]:
    match node:
        case Connect("and", operands):
            for operand in operands:
                yield from _compared(operand)
        case Compare("<=" | "<", small, Field() as large) | Compare(">=" | ">", Field() as large, small):
            yield small, large
        case _:
            pass


def _terms(node: Node) -> Iterator[str]:
    """The fields that a sum adds up; nothing when it is more than a sum."""
    match node:
        case Field(name):
            yield name
        case Coalesce(operands):
            for operand in operands:
                yield from _terms(operand)
        case Case(branches, otherwise):
            for operand in (*(result for _, result in branches), otherwise):
                yield from _terms(operand)
        case Calculate(first, rest) if all(sign == "+" for sign, _ in rest):
            for operand in (first, *(term for _, term in rest)):
                yield from _terms(operand)
        case _:
            pass
