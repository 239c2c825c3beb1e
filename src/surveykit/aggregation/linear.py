"""What an expression is a sum of: answers of the respondent, each so many times, under a condition.

Two totals of different expressions can be added or subtracted when the expressions have answers in common:
`a - b` is a less b, and `case when c then a else 0 end` is a for those with c. What is not a sum (a product, a
condition on several questions) is one answer of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from math import prod
from typing import assert_never

from surveykit.aggregation.answer_sums import AnswerSum, added, times, whole, whole_numbers
from surveykit.aggregation.atoms import Part, entering, is_known, option_of, sql
from surveykit.aggregation.one_question import of_one_question
from surveykit.aggregation.sql import quoted
from surveykit.aggregation.who_answered import by_who_answered
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
from surveykit.model import Survey


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
    every = by_who_answered(node)
    if every is None:
        return (Part(is_known(node), 1),)
    found: list[Part] = []
    for conditions, blank in every:
        found += entering(times(parts(survey, unknown_when(node, blank)), -1), *conditions)
    return tuple(found)


def _sum(survey: Survey, node: Node) -> AnswerSum:
    if isinstance(node, Literal) and (number := whole(node.value)) is not None:
        return AnswerSum(number)
    if tells_only_who_answered(node, survey.ranges):
        return AnswerSum(None)
    found = of_one_question(survey, node)
    return _of_many(survey, node) if found is None else found


def _of_many(survey: Survey, node: Node) -> AnswerSum:
    found = _combined(survey, node)
    return _itself(survey, node) if found is None else found


def _combined(survey: Survey, node: Node) -> AnswerSum | None:  # noqa: PLR0911 (one branch per kind of node)
    """The sum that an expression makes of its operands; None when it makes none."""
    match node:
        case Field() | HasOption() | CountTicked():
            return AnswerSum(0, tuple(Part(column, 1) for column in _columns_summed(node)))
        case IsNull() | CountKnown():
            return _how_many_known(survey, node)
        case Negate(operand):
            return added([(-1, _sum(survey, operand))])
        case Not(operand):
            return added([(1, AnswerSum(1)), (-1, _sum(survey, operand))])
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


def _how_many_known(survey: Survey, node: IsNull | CountKnown) -> AnswerSum | None:
    """How many operands are known, or less one that is; None for a result that may be too large."""
    match node:
        case IsNull(Calculate(may_overflow=True)):
            return None
        case IsNull(operand):
            return AnswerSum(None, times(known_parts(survey, operand), -1))
        case CountKnown(operands):
            return AnswerSum(None, tuple(chain.from_iterable(known_parts(survey, one) for one in operands)))
        case _:
            assert_never(node)


def _calculated(survey: Survey, first: Node, rest: Sequence[tuple[ArithmeticSign, Node]]) -> AnswerSum | None:
    """The sum that a run of additions and subtractions is, or a product of one sum; None for any other run."""
    signs = {sign for sign, _ in rest}
    if signs <= {"+", "-"}:
        others = [(1 if sign == "+" else -1, _sum(survey, operand)) for sign, operand in rest]
        return added([(1, _sum(survey, first)), *others])
    return _scaled(survey, [first, *(operand for _, operand in rest)]) if signs == {"*"} else None


def _selected(survey: Survey, node: Case | Coalesce) -> AnswerSum | None:
    match node:
        case Case(branches, Literal(None)):
            return _chosen(survey, branches, None)
        case Case(branches, otherwise):
            return _chosen(survey, branches, otherwise)
        case Coalesce(operands):
            return _chosen(survey, [(Not(IsNull(one)), one) for one in operands[:-1]], operands[-1])
        case _:
            assert_never(node)


def _itself(survey: Survey, node: Node) -> AnswerSum:
    """An answer of its own, of those for whom it does not follow from which of its fields they left blank."""
    alone = (Part(sql(node), 1),)
    every = None if known_by_its_fields(node) else by_who_answered(node)
    if every is None:
        return AnswerSum(0, alone)
    found: list[Part] = []
    for conditions, blank in every:
        found += entering(parts(survey, without(node, blank)) if blank else alone, *conditions)
    return AnswerSum(None, tuple(found))


def _connected(survey: Survey, node: Connect) -> AnswerSum | None:
    """Of an operand that tells only who answered, everyone knows for whom it decides.

    Beside one that is unknown, the value is known only where another operand decides it: everyone knows how.
    """
    told, rest = _parted(survey, node.operands)
    if not told:
        return None
    if any(certain_values(one, survey.ranges) == {None} for one in told):
        return AnswerSum(None)
    conditions = [_not_deciding(node.sign, sql(one)) for one in told]
    left = rest[0] if len(rest) == 1 else Connect(node.sign, tuple(rest))
    return AnswerSum(None, entering(parts(survey, left), *conditions))


def _not_deciding(sign: Connective, condition: str) -> str:
    return condition if sign == "and" else f"(NOT {condition})"


def _chosen(survey: Survey, branches: Sequence[tuple[Node, Node]], otherwise: Node | None) -> AnswerSum | None:
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
    return AnswerSum(constant, (*found, *rest))


def _deciding(survey: Survey, when: Node, former: Sequence[str], more: int) -> tuple[Part, ...]:
    """How many have the result of a branch, so many times; nothing when that is zero."""
    return times(entering(parts(survey, when), *former, is_known(when)), more) if more else ()


def _scaled(survey: Survey, terms: Sequence[Node]) -> AnswerSum | None:
    """What a product multiplies, when all but one of its terms are whole numbers that everyone knows."""
    told, scaled = _parted(survey, [one for one in terms if _constant(one) is None])
    if len(scaled) != 1:
        return None
    factor = prod(number for number in map(_constant, terms) if number is not None)
    found: AnswerSum | None = added([(factor, _sum(survey, scaled[0]))])
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


def _multiplied(survey: Survey, found: AnswerSum | None, node: Node) -> AnswerSum | None:
    """A sum for those of each value of a number that everyone knows, so many times; None when one is not whole."""
    values = whole_numbers(certain_values(node, survey.ranges) - {None})
    if found is None or values is None:
        return None
    scaled = found.parts
    every = (entering(times(scaled, value), f"({sql(node)} = {value})") for value in sorted(values) if value)
    return AnswerSum(None, tuple(chain.from_iterable(every)))
