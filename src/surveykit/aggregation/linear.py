"""What an expression is a sum of: answers of the respondent, each so many times, under a condition.

Two totals of different expressions can be added or subtracted when the expressions have answers in common:
`a - b` is a less b, and `case when c then a else 0 end` is a for those with c. What is not a sum (a product, a
condition on several questions) is one answer of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import chain, product
from math import prod
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from surveykit.aggregation.atoms import Part, answers_of, column_of, entering, fields_in, is_known, option_of, sql
from surveykit.aggregation.sql import quoted
from surveykit.expressions import Expression, to_python
from surveykit.expressions.blanks import unknown_when, without
from surveykit.expressions.syntax import ArithmeticSign, Connective
from surveykit.expressions.telling import certain_values, known_by_its_fields, tells_only_who_answered
from surveykit.expressions.tree import (
    Calculate,
    Case,
    Coalesce,
    Connect,
    CountKnown,
    CountTicked,
    Field,
    HasOption,
    IsNull,
    Literal,
    Negate,
    Node,
    Not,
)
from surveykit.ids import FieldId
from surveykit.model import Survey

_MOST_FIELDS = 4
"""An expression of more fields than this is not looked at for each set of them that may be blank."""


class _Sum(Struct, frozen=True):
    """Answers, and what is added to them: a number, or None when it depends on which questions were answered."""

    constant: int | None
    parts: tuple[Part, ...] = ()


def parts(survey: Survey, node: Node) -> tuple[Part, ...]:
    """What an expression is the sum of, where it is known, up to what everyone knows who knows who answered what."""
    return _sum(survey, node).parts


def known_parts(survey: Survey, node: Node) -> tuple[Part, ...]:
    """What the number of those for whom an expression is known is the sum of, up to what who answered what tells.

    Three respondents answered yes to `y1`, no to `y1`, and no to both `y1` and `y2`. The first and the third are those
    for whom `y1 or y2` is known: so many of those without an answer to `y2` said yes to `y1`.
    """
    if tells_only_who_answered(IsNull(node), survey.ranges):
        return ()
    every = _by_who_answered(node)
    if every is None:
        return (Part(is_known(node), 1),)
    found: list[Part] = []
    for conditions, blank in every:
        found += entering(_times(parts(survey, unknown_when(node, blank)), -1), *conditions)
    return tuple(found)


def _by_who_answered(node: Node) -> list[tuple[list[str], frozenset[str]]] | None:
    """Every set of fields of an expression that may be blank, with the SQL that says so; None when they are many."""
    fields = {one.name: one for one in fields_in(node)}
    if len(fields) > _MOST_FIELDS:
        return None
    return [_with_blank(fields, flags) for flags in product((True, False), repeat=len(fields))]


def _with_blank(fields: Mapping[str, Field], answered: Sequence[bool]) -> tuple[list[str], frozenset[str]]:
    """The SQL of which fields were answered and which not, and the names of those that were not."""
    told = [*zip(fields.values(), answered, strict=True)]
    conditions = [f"({column_of(one)} IS {'NOT ' if given else ''}NULL)" for one, given in told]
    return conditions, frozenset(one.name for one, given in told if not given)


def _sum(survey: Survey, node: Node) -> _Sum:
    if isinstance(node, Literal) and (number := _whole(node.value)) is not None:
        return _Sum(number)
    if tells_only_who_answered(node, survey.ranges):
        return _Sum(None)
    found = _of_one_question(survey, node)
    return _of_many(survey, node) if found is None else found


def _whole(value: object) -> int | None:
    """A whole number or a truth value as a number, None for any other value."""
    return int(value) if isinstance(value, int | float) and value == int(value) else None


def _whole_numbers(values: Collection[object]) -> list[int] | None:
    """Values as numbers, when each is a whole number or a truth value; else None."""
    found = [number for number in map(_whole, values) if number is not None]
    return found if len(found) == len(values) else None


def _of_many(survey: Survey, node: Node) -> _Sum:
    found = _combined(survey, node)
    return _itself(survey, node) if found is None else found


def _combined(survey: Survey, node: Node) -> _Sum | None:  # noqa: PLR0911 (one branch per kind of node)
    """The sum that an expression makes of its operands; None when it makes none."""
    match node:
        case Field() | HasOption() | CountTicked():
            return _Sum(0, tuple(Part(column, 1) for column in _columns_summed(node)))
        case IsNull() | CountKnown():
            return _how_many_known(survey, node)
        case Negate(operand):
            return _added([(-1, _sum(survey, operand))])
        case Not(operand):
            return _added([(1, _Sum(1)), (-1, _sum(survey, operand))])
        case Calculate(first, rest):
            return _calculated(survey, first, rest)
        case Connect():
            return _connected(survey, node)
        case Case() | Coalesce():
            return _selected(survey, node)
        case _:
            return None


def _columns_summed(node: Field | HasOption | CountTicked) -> Sequence[str]:
    """The columns that a number or ticks are the sum of."""
    match node:
        case Field(name):
            return (quoted(name),)
        case HasOption(field, option):
            return (option_of(field, option),)
        case CountTicked(field, codes):
            return [option_of(field, code) for code in codes]
        case _:
            assert_never(node)


def _how_many_known(survey: Survey, node: IsNull | CountKnown) -> _Sum | None:
    """How many operands are known, or less one that is; None for a result that may be too large."""
    match node:
        case IsNull(Calculate(may_overflow=True)):
            return None
        case IsNull(operand):
            return _Sum(None, _times(known_parts(survey, operand), -1))
        case CountKnown(operands):
            return _Sum(None, tuple(chain.from_iterable(known_parts(survey, one) for one in operands)))
        case _:
            assert_never(node)


def _calculated(survey: Survey, first: Node, rest: Sequence[tuple[ArithmeticSign, Node]]) -> _Sum | None:
    """The sum that a run of additions and subtractions is, or a product of one sum; None for any other run."""
    signs = {sign for sign, _ in rest}
    if signs <= {"+", "-"}:
        others = [(1 if sign == "+" else -1, _sum(survey, operand)) for sign, operand in rest]
        return _added([(1, _sum(survey, first)), *others])
    return _scaled(survey, [first, *(operand for _, operand in rest)]) if signs == {"*"} else None


def _selected(survey: Survey, node: Case | Coalesce) -> _Sum | None:
    match node:
        case Case(branches, Literal(None)):
            return _chosen(survey, branches, None)
        case Case(branches, otherwise):
            return _chosen(survey, branches, otherwise)
        case Coalesce(operands):
            return _chosen(survey, [(Not(IsNull(one)), one) for one in operands[:-1]], operands[-1])
        case _:
            assert_never(node)


def _itself(survey: Survey, node: Node) -> _Sum:
    """An answer of its own, of those for whom it does not follow from which of its fields they left blank."""
    whole = (Part(sql(node), 1),)
    every = None if known_by_its_fields(node) else _by_who_answered(node)
    if every is None:
        return _Sum(0, whole)
    found: list[Part] = []
    for conditions, blank in every:
        found += entering(parts(survey, without(node, blank)) if blank else whole, *conditions)
    return _Sum(None, tuple(found))


def _added(terms: Iterable[tuple[int, _Sum]]) -> _Sum:
    """The sum of sums, each so many times; its constant is known when each of theirs is."""
    every = [*terms]
    found = tuple(chain.from_iterable(_times(one.parts, factor) for factor, one in every))
    constants = [factor * one.constant for factor, one in every if one.constant is not None]
    return _Sum(sum(constants) if len(constants) == len(every) else None, found)


def _connected(survey: Survey, node: Connect) -> _Sum | None:
    """Of an operand that tells only who answered, everyone knows for whom it decides.

    Beside one that is unknown, the value is known only where another operand decides it: everyone knows how.
    """
    told, rest = _parted(survey, node.operands)
    if not told:
        return None
    if any(certain_values(one, survey.ranges) == {None} for one in told):
        return _Sum(None)
    conditions = [_not_deciding(node.sign, sql(one)) for one in told]
    left = rest[0] if len(rest) == 1 else Connect(node.sign, tuple(rest))
    return _Sum(None, entering(parts(survey, left), *conditions))


def _not_deciding(sign: Connective, condition: str) -> str:
    return condition if sign == "and" else f"(NOT {condition})"


def _chosen(survey: Survey, branches: Sequence[tuple[Node, Node]], otherwise: Node | None) -> _Sum | None:
    """Each result for those who have it; and how many have it, where it is by a number more than the last one.

    Nothing when this number is not the same for all who have it.
    """
    results = [_sum(survey, then) for _, then in branches]
    last = results[-1] if otherwise is None else _sum(survey, otherwise)
    found: list[Part] = []
    former: list[str] = []
    constant = last.constant
    for (when, _), result in zip(branches, results, strict=True):
        condition = sql(when)
        found += entering(result.parts, *former, condition)
        if tells_only_who_answered(when, survey.ranges):
            constant = constant if result.constant == last.constant else None
        elif result.constant is None or last.constant is None:
            return None
        else:
            found += _deciding(survey, when, former, result.constant - last.constant)
        former.append(f"(NOT COALESCE({condition}, FALSE))")
    rest = () if otherwise is None else entering(last.parts, *former)
    return _Sum(constant, (*found, *rest))


def _deciding(survey: Survey, when: Node, former: Sequence[str], more: int) -> tuple[Part, ...]:
    """How many have the result of a branch, so many times; nothing when that is zero."""
    return _times(entering(parts(survey, when), *former, is_known(when)), more) if more else ()


def _of_one_question(survey: Survey, node: Node) -> _Sum | None:
    """The sum that depends on one question with a few answers; None when it does not, or is no whole number."""
    names = {field.name for field in fields_in(node)}
    if len(names) != 1:
        return None
    name = names.pop()
    values = _answers_to(survey, name)
    return _by_answer(node, name, values) if values else None


def _by_answer(node: Node, name: str, values: Sequence[tuple[int | bool | str, str]]) -> _Sum | None:
    """The sum of what each answer but the first brings more than the first; None when one brings no whole number."""
    compute: Callable[..., object] = to_python(Expression("", node, node.type, frozenset({name})))
    brought = _whole_numbers([compute({name: value}) for value, _ in values])
    if brought is None:
        return None
    first, *others = brought
    told = zip(others, values[1:], strict=True)
    found = tuple(Part(answer, number - first) for number, (_, answer) in told if number != first)
    if compute({}) is None:
        return _Sum(first, found)
    return _Sum(None, entering(found, f"({quoted(name)} IS NOT NULL)"))


def _answers_to(survey: Survey, name: str) -> Sequence[tuple[int | bool | str, str]]:
    """The answers to a question that has a few, with the SQL of each; none of others."""
    known = survey.field_by_code.get(FieldId(name))
    return () if known is None else answers_of(known)


def _scaled(survey: Survey, terms: Sequence[Node]) -> _Sum | None:
    """What a product multiplies, when all but one of its terms are whole numbers that everyone knows."""
    told, scaled = _parted(survey, [one for one in terms if _constant(one) is None])
    if len(scaled) != 1:
        return None
    factor = prod(number for number in map(_constant, terms) if number is not None)
    found: _Sum | None = _added([(factor, _sum(survey, scaled[0]))])
    for one in told:
        found = _multiplied(survey, found, one)
    return found


def _parted(survey: Survey, nodes: Iterable[Node]) -> tuple[list[Node], list[Node]]:
    """The nodes that tell only who answered, and the others."""
    every = [(one, tells_only_who_answered(one, survey.ranges)) for one in nodes]
    return [one for one, only in every if only], [one for one, only in every if not only]


def _constant(node: Node) -> int | None:
    """The whole number that a node is written as, None for any other."""
    match node:
        case Literal(int() as value):
            return value
        case _:
            return None


def _multiplied(survey: Survey, found: _Sum | None, node: Node) -> _Sum | None:
    """A sum for those of each value of a number that everyone knows, so many times; None when one is not whole."""
    whole = _whole_numbers(certain_values(node, survey.ranges) - {None})
    if found is None or whole is None:
        return None
    scaled = found.parts
    every = (entering(_times(scaled, value), f"({sql(node)} = {value})") for value in sorted(whole) if value)
    return _Sum(None, tuple(chain.from_iterable(every)))


def _times(found: Iterable[Part], factor: int) -> tuple[Part, ...]:
    scaled = ((part, part.coefficient * factor) for part in found)
    return tuple(replace(part, coefficient=coefficient) for part, coefficient in scaled if coefficient)
