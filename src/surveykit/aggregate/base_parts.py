"""What the base of a figure tells of answers: who is concerned or counted may depend on what was answered.

That somebody left a question blank is no secret. But the number of those with a charter who gave a number tells,
of whoever is known to have given one, whether they have a charter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import Struct

from surveykit.aggregate.linear import Part, entering, parts, sql
from surveykit.aggregate.plan import Ask, expressions, known
from surveykit.aggregate.sql import All, any_of, quoted
from surveykit.aggregate.table import field_columns
from surveykit.expressions import BOOLEAN, Expression
from surveykit.expressions.tree import (
    Absolute,
    Calculate,
    Case,
    Compare,
    Connect,
    CountTicked,
    Field,
    HasOption,
    In,
    Length,
    Literal,
    Negate,
    Node,
    Not,
)
from surveykit.ids import FieldId
from surveykit.model import AnyIndicator, Distribution, Multiple, ResponseRate, ScaleSummary, Survey
from surveykit.results.memberships import UNSURE, Certain


class BaseParts(Struct, frozen=True):
    """The numbers that a base tells of answers, each as a sum (`results.memberships.Terms`), and what is certain."""

    eligible: tuple[tuple[Part, ...], ...] = ()
    answered: tuple[tuple[Part, ...], ...] = ()
    known: tuple[tuple[Part, ...], ...] = ()
    certain: tuple[Certain, ...] = ()


def base_parts(survey: Survey, ask: Ask) -> BaseParts:
    """What a base tells of answers: nothing when it only tells who answered.

    How many are concerned, and how many answered, is a number as such, and a sum of answers to the questions that
    decide it. That all are says so of each of them; but only of one condition it is certain that none holds when nobody
    is left. Where a part of the sum is for some respondents only, not all whose truth value is known enter it.
    """
    indicator = ask.indicator
    read = [] if isinstance(indicator, ResponseRate) else expressions(survey, indicator)
    conditions = [] if isinstance(indicator, ResponseRate) else [*_conditions(survey, ask, read)]
    unsure = [one for one in read if not _known_by_its_fields(one.root)]
    if not conditions and not unsure:
        return BaseParts()
    answered = _answered(survey, indicator, read)
    every = [(parts(survey, one.root), f"({sql(one.root)} IS NOT NULL)") for one in conditions]
    known = tuple(tuple(_known_parts(survey, one.root)) for one in unsure)
    restricted = {one.text for one in ask.where}
    whole = [not any(part.conditions for part in found) for found, _ in every]
    alone = len(conditions) == 1 and not unsure
    kept = [len(restricted) == 1 and one.text in restricted for one in conditions]
    return BaseParts(
        (*_as_such(ask.eligible), *(entering(found, settled) for found, settled in every)),
        (*_as_such(ask.answered), *(entering(found, settled, *answered) for found, settled in every)),
        known,
        (
            *(Certain(nobody=True, everybody=True) for _ in _as_such(ask.eligible)),
            *(Certain(nobody=alone, everybody=one) for one in whole),
            *(Certain(nobody=True, everybody=True) for _ in _as_such(ask.answered)),
            *(Certain(nobody=one, everybody=each) for one, each in zip(kept, whole, strict=True)),
            *(UNSURE for _ in known),
        ),
    )


def _as_such(asked: All) -> Iterator[tuple[Part, ...]]:
    if asked.conditions:
        yield (Part(asked.text, 1),)


def _conditions(survey: Survey, ask: Ask, read: Sequence[Expression]) -> Iterator[Expression]:
    """What the figure is restricted to, and the condition of each field that it takes as it is, each once."""
    plain = [one.root.name for one in read if isinstance(one.root, Field)]
    if isinstance(ask.indicator, ScaleSummary | Multiple | Distribution):
        plain.append(ask.indicator.field)
    asked = [survey.field_by_code[FieldId(name)].condition for name in plain]
    gates = [survey.expression(one.when, BOOLEAN) for one in asked if one is not None]
    yield from {one.text: one for one in (*ask.where, *gates)}.values()


def _answered(survey: Survey, indicator: AnyIndicator, read: Sequence[Expression]) -> list[str]:
    """That what the indicator counts is known, its `where` aside."""
    if isinstance(indicator, ScaleSummary | Multiple | Distribution):
        columns = field_columns(survey.field_by_code[indicator.field].part)
        return [any_of(f"({quoted(column.name)} IS NOT NULL)" for column in columns)]
    return [known(one) for one in read]


def _known_parts(survey: Survey, node: Node) -> Iterator[Part]:
    """For how many a value is known: of a `case`, those of each branch for whom its result is."""
    branches: list[tuple[Node | None, Node]] = []
    if isinstance(node, Case):
        branches = [*node.branches, *([] if _is_null(node.otherwise) else [(None, node.otherwise)])]
    if not branches or not all(_known_by_its_fields(then) for _, then in branches):
        yield Part(f"({sql(node)} IS NOT NULL)", 1)
        return
    former: list[Node] = []
    for when, then in branches:
        every = (*former, *([] if when is None else [when]))
        here = Connect("and", every) if len(every) > 1 else every[0]
        conditions = (f"({sql(one)} IS NOT NULL)" for one in (here, then))
        yield from entering(parts(survey, here), *conditions)
        former += [] if when is None else [Not(when)]


def _is_null(node: Node) -> bool:
    return isinstance(node, Literal) and node.value is None


def _known_by_its_fields(node: Node) -> bool:  # noqa: PLR0911 (one branch per node)
    """Whether a value is known exactly when each field in it is: who answered then says nothing of the answers."""
    match node:
        case Literal(value):
            return value is not None
        case Field() | HasOption() | CountTicked():
            return True
        case Not(operand) | Negate(operand) | Absolute(operand) | Length(operand):
            return _known_by_its_fields(operand)
        case Compare(_, left, right):
            return _known_by_its_fields(left) and _known_by_its_fields(right)
        case In(operand, items):
            return _known_by_its_fields(operand) and all(isinstance(item, Literal) for item in items)
        case Calculate(first, rest):
            operands = chain([("+", first)], rest)
            return all(sign != "/" and _known_by_its_fields(one) for sign, one in operands)
        case _:
            return False
