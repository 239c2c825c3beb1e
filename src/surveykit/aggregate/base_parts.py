"""What the base of a figure tells of answers: who is concerned or counted may depend on what was answered.

That somebody left a question blank is no secret. But the number of those with a charter who gave a number tells,
of whoever is known to have given one, whether they have a charter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from msgspec import Struct

from surveykit.aggregate.linear import Part, entering, parts, sql
from surveykit.aggregate.plan import Ask, expressions, known
from surveykit.aggregate.sql import All, all_of, any_of, quoted
from surveykit.aggregate.table import field_columns
from surveykit.expressions import BOOLEAN, Expression
from surveykit.expressions.syntax import Connective
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

    How many are concerned, and how many answered, is a number as such, of those for whom it may be; a sum of answers to
    each question that decides it; and where several do, a sum of the answers to each of those for whom it hinges on
    that one (the others hold, or none that would do instead), in case it is found out who they are. That all are says
    so of each of them; but only of one condition it is certain that none holds when nobody is left. Where a part of the
    sum is for some respondents only, not all whose truth value is known enter it.
    """
    indicator = ask.indicator
    read = [] if isinstance(indicator, ResponseRate) else expressions(survey, indicator)
    where = {sql(node): node for one in ask.where for node in _conjuncts(one.root)}
    gates = {} if isinstance(indicator, ResponseRate) else _gates(survey, indicator, read)
    conditions = {**where, **gates}
    unsure = [one for one in read if not _known_by_its_fields(one.root)]
    if not conditions and not unsure:
        return BaseParts()
    answered = _answered(survey, indicator, read)
    possible = [_possible(node) for node in where.values()]
    alone = len(conditions) == 1 and not unsure
    eligible = [*_as_such(ask.eligible, possible)]
    entered = [*_as_such(ask.answered, [*possible, *answered])]
    for text, node in conditions.items():
        found, settled = parts(survey, node), f"({text} IS NOT NULL)"
        whole = not any(part.conditions for part in found)
        kept = len(where) == 1 and text in where
        eligible.append((entering(found, settled), Certain(nobody=alone, everybody=whole)))
        entered.append((entering(found, settled, *answered), Certain(nobody=kept, everybody=whole)))
        for hinging, here in _hinging(survey, node, set(where) - {text}):
            eligible.append((entering(hinging, *here), Certain(nobody=alone)))
            entered.append((entering(hinging, *here, *answered), Certain(nobody=kept)))
    values = [(tuple(_known_parts(survey, one.root)), UNSURE) for one in unsure]
    certain = tuple(one for _, one in (*eligible, *entered, *values))
    return BaseParts(_told(eligible), _told(entered), _told(values), certain)


def _told(numbers: Iterable[tuple[tuple[Part, ...], Certain]]) -> tuple[tuple[Part, ...], ...]:
    return tuple(found for found, _ in numbers)


def _as_such(asked: All, possible: Iterable[str]) -> Iterator[tuple[tuple[Part, ...], Certain]]:
    if asked.conditions:
        yield entering([Part(asked.text, 1)], *possible), Certain(nobody=True, everybody=True)


def _hinging(survey: Survey, node: Node, others: Iterable[str]) -> Iterator[tuple[tuple[Part, ...], tuple[str, ...]]]:
    """The answers on which it hinges whether a condition and others hold: their parts, and for whom it does."""
    alternatives = _alternatives(node)
    for one in alternatives:
        beside = [f"(NOT COALESCE({sql(other)}, FALSE))" for other in alternatives if other is not one]
        if rest := [*sorted(others), *beside]:
            yield parts(survey, one), (f"({sql(one)} IS NOT NULL)", *rest)


def _conjuncts(node: Node) -> tuple[Node, ...]:
    """The conditions that all hold when one does."""
    return tuple(_operands(node, "and"))


def _alternatives(node: Node) -> tuple[Node, ...]:
    """The conditions of which one holds when this one does."""
    return tuple(_operands(node, "or"))


def _operands(node: Node, sign: Connective) -> Iterator[Node]:
    match node:
        case Connect(connective, operands) if connective == sign:
            every: Iterable[Node] = operands
        case Not(Not(operand)):
            every = (operand,)
        case Not(Connect(connective, operands)) if connective != sign:
            every = (Not(one) for one in operands)
        case _:
            yield node
            return
    for one in every:
        yield from _operands(one, sign)


def _possible(node: Node) -> str:
    """Whether a condition may hold, as far as it depends on what was left blank, which is no secret."""
    if len(alternatives := _alternatives(node)) > 1:
        return any_of(map(_possible, alternatives))
    if len(conjuncts := _conjuncts(node)) > 1:
        return all_of(*map(_possible, conjuncts)).text
    return f"({sql(node)} IS NOT NULL)" if _known_by_its_fields(node) else "TRUE"


def _gates(survey: Survey, indicator: AnyIndicator, read: Sequence[Expression]) -> dict[str, Node]:
    """The condition of each field that the figure takes as it is, by its SQL."""
    plain = [one.root.name for one in read if isinstance(one.root, Field)]
    if isinstance(indicator, ScaleSummary | Multiple | Distribution):
        plain.append(indicator.field)
    asked = [survey.field_by_code[FieldId(name)].condition for name in plain]
    gates = [survey.expression(one.when, BOOLEAN).root for one in asked if one is not None]
    return {sql(node): node for gate in gates for node in _conjuncts(gate)}


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
