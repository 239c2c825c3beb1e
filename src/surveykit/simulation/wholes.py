"""Which counts are parts of which others, as the survey's rules compare them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from surveykit.expressions.tree import Calculate, Case, Coalesce, Compare, Connect, Field, Node
from surveykit.ids import FieldId
from surveykit.model import Counted, Survey, SurveyField, WholeValue


class Whole(Struct, frozen=True):
    """A count that another may not exceed, together with how many parts in all."""

    field: FieldId
    parts: int


def wholes(survey: Survey) -> Mapping[FieldId, tuple[Whole, ...]]:
    """The upper limits of each count, from the rules of the form `a <= b` or `a + b <= c`, in their order."""
    counts = {field.code for field in survey.fields() if _is_count(field)}
    found: dict[FieldId, list[Whole]] = defaultdict(list)
    for small, large in _comparisons(survey):
        if large.name in counts:
            parts = [FieldId(name) for name in dict.fromkeys(_terms(small)) if name in counts]
            _bound(found, parts, FieldId(large.name))
    return {part: tuple(held) for part, held in found.items()}


def _comparisons(survey: Survey) -> Iterator[tuple[Node, Field]]:
    """The pairs that the rules give: a sum of fields, and the field that it may not exceed."""
    for rule in survey.rules:
        yield from _compared(survey.expression(rule.check).root)


def _bound(found: dict[FieldId, list[Whole]], parts: Sequence[FieldId], large: FieldId) -> None:
    """Notes that a count is not exceeded by some parts together."""
    for part in parts:
        found[part].append(Whole(large, len(parts)))


def _is_count(field: SurveyField) -> bool:
    return isinstance(field.facts.value, WholeValue) and field.facts.counted is Counted.BY_CLASS


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
            yield from _terms_of(operands)
        case Case(branches, otherwise):
            yield from _terms_of((*(result for _, result in branches), otherwise))
        case Calculate(first, rest) if all(sign == "+" for sign, _ in rest):
            yield from _terms_of((first, *(term for _, term in rest)))
        case _:
            pass


def _terms_of(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        yield from _terms(node)
