"""What an expression is a sum of: answers of the respondent, each so many times, under a condition.

Two totals of different expressions can be added or subtracted when the expressions have answers in common:
`a - b` is a less b, and `case when c then a else 0 end` is a for those with c. What is not a sum (a product, a
condition on several questions) is one answer of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain, product

from msgspec import Struct
from msgspec.structs import replace

from surveykit.aggregation.atoms import Part, answers_of, column_of, entering, fields_in, is_known, option_of, sql
from surveykit.aggregation.sql import quoted
from surveykit.expressions import Expression, to_python
from surveykit.expressions.blanks import unknown_when, without
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
    found: list[tuple[list[str], frozenset[str]]] = []
    for flags in product((True, False), repeat=len(fields)):
        told = zip(fields.values(), flags, strict=True)
        blank = frozenset(name for name, answered in zip(fields, flags, strict=True) if not answered)
        found.append(([f"({column_of(one)} IS {'NOT ' if answered else ''}NULL)" for one, answered in told], blank))
    return found


def _sum(survey: Survey, node: Node) -> _Sum:
    if isinstance(node, Literal) and isinstance(node.value, bool | int | float) and node.value == int(node.value):
        return _Sum(int(node.value))
    if tells_only_who_answered(node, survey.ranges):
        return _Sum(None)
    found = _of_one_question(survey, node)
    return _of_many(survey, node) if found is None else found


def _of_many(survey: Survey, node: Node) -> _Sum:  # noqa: C901, PLR0911, PLR0912 (one branch per node)
    match node:
        case Field(name):
            return _Sum(0, (Part(quoted(name), 1),))
        case HasOption(field, option):
            return _Sum(0, (Part(option_of(field, option), 1),))
        case CountTicked(field, codes):
            return _Sum(0, tuple(Part(option_of(field, code), 1) for code in codes))
        case Negate(operand):
            return _added([(-1, _sum(survey, operand))])
        case Not(operand):
            return _added([(1, _Sum(1)), (-1, _sum(survey, operand))])
        case IsNull(operand) if not (isinstance(operand, Calculate) and operand.may_overflow):
            return _Sum(None, _times(known_parts(survey, operand), -1))
        case CountKnown(operands):
            return _Sum(None, tuple(chain.from_iterable(known_parts(survey, one) for one in operands)))
        case Calculate(first, rest) if all(sign in "+-" for sign, _ in rest):
            others = [(1 if sign == "+" else -1, _sum(survey, operand)) for sign, operand in rest]
            return _added([(1, _sum(survey, first)), *others])
        case Calculate(first, rest) if (scaled := _scaled(survey, first, rest)) is not None:
            return scaled
        case Connect():
            return _connected(survey, node)
        case Case(branches, otherwise):
            return _chosen(survey, branches, None if _is_null(otherwise) else otherwise) or _itself(survey, node)
        case Coalesce(operands):
            known = [(Not(IsNull(one)), one) for one in operands[:-1]]
            return _chosen(survey, known, operands[-1]) or _itself(survey, node)
        case _:
            return _itself(survey, node)


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
    every = [*terms]
    constants = [None if one.constant is None else factor * one.constant for factor, one in every]
    known = [one for one in constants if one is not None]
    found = tuple(chain.from_iterable(_times(one.parts, factor) for factor, one in every))
    return _Sum(sum(known) if len(known) == len(constants) else None, found)


def _connected(survey: Survey, node: Connect) -> _Sum:
    """Of an operand that tells only who answered, everyone knows for whom it decides.

    Beside one that is unknown, the value is known only where another operand decides it: everyone knows how.
    """
    told = [one for one in node.operands if tells_only_who_answered(one, survey.ranges)]
    if not told:
        return _itself(survey, node)
    if any(certain_values(one, survey.ranges) == {None} for one in told):
        return _Sum(None)
    rest = [one for one in node.operands if one not in told]
    conditions = [sql(one) if node.sign == "and" else f"(NOT {sql(one)})" for one in told]
    left = rest[0] if len(rest) == 1 else Connect(node.sign, tuple(rest))
    return _Sum(None, entering(parts(survey, left), *conditions))


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
        elif more := result.constant - last.constant:
            deciding = entering(parts(survey, when), *former, is_known(when))
            found += _times(deciding, more)
        former.append(f"(NOT COALESCE({condition}, FALSE))")
    if otherwise is not None:
        found += entering(last.parts, *former)
    return _Sum(constant, tuple(found))


def _of_one_question(survey: Survey, node: Node) -> _Sum | None:
    """The sum that depends on one question with a few answers; None when it does not, or is no whole number."""
    names = {field.name for field in fields_in(node)}
    if len(names) != 1:
        return None
    name = names.pop()
    known = survey.field_by_code.get(FieldId(name))
    values = answers_of(known) if known is not None else ()
    if not values:
        return None
    compute: Callable[..., object] = to_python(Expression("", node, node.type, frozenset({name})))
    brought = [compute({name: value}) for value, _ in values]
    whole = [int(one) for one in brought if isinstance(one, bool | int | float) and one == int(one)]
    if len(whole) < len(brought):
        return None
    told = zip(whole[1:], values[1:], strict=True)
    found = tuple(Part(answer, number - whole[0]) for number, (_, answer) in told if number != whole[0])
    if compute({}) is None:
        return _Sum(whole[0], found)
    return _Sum(None, entering(found, f"({quoted(name)} IS NOT NULL)"))


def _scaled(survey: Survey, first: Node, rest: Sequence[tuple[str, Node]]) -> _Sum | None:
    """What a product multiplies, when all but one of its terms are whole numbers that everyone knows."""
    factor, scaled, told = 1, [], []
    for sign, one in (("*", first), *rest):
        if sign != "*":
            return None
        if isinstance(one, Literal) and isinstance(one.value, int):
            factor *= one.value
        elif tells_only_who_answered(one, survey.ranges):
            told.append(one)
        else:
            scaled.append(one)
    if len(scaled) != 1:
        return None
    found = _added([(factor, _sum(survey, scaled[0]))])
    for one in told:
        values = certain_values(one, survey.ranges)
        whole = [int(value) for value in values if isinstance(value, int | float) and value == int(value)]
        if len(whole) < len(values - {None}):
            return None
        times = ((value, f"({sql(one)} = {value})") for value in sorted(whole) if value)
        every = [entering(_times(found.parts, value), condition) for value, condition in times]
        found = _Sum(None, tuple(chain.from_iterable(every)))
    return found


def _is_null(node: Node) -> bool:
    return isinstance(node, Literal) and node.value is None


def _times(found: Iterable[Part], factor: int) -> tuple[Part, ...]:
    scaled = ((part, part.coefficient * factor) for part in found)
    return tuple(replace(part, coefficient=coefficient) for part, coefficient in scaled if coefficient)
