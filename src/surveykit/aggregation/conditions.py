"""Conditions split at "and" and at "or", and the respondents for whom a condition may hold at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from surveykit.aggregation.atoms import is_known, sql
from surveykit.aggregation.sql import all_of, any_of
from surveykit.expressions.syntax import Connective
from surveykit.expressions.telling import tells_only_who_answered
from surveykit.expressions.tree import Coalesce, Connect, IsNull, Literal, Node, Not
from surveykit.model import Survey


def conjuncts_of(node: Node) -> tuple[Node, ...]:
    """The conditions that all hold when one does."""
    return tuple(_operands(node, "and"))


def alternatives_of(node: Node) -> tuple[Node, ...]:
    """The conditions of which one holds when this one does."""
    return tuple(_operands(node, "or"))


def _operands(node: Node, sign: Connective) -> Iterator[Node]:
    match node:
        case Connect(connective, operands) if connective == sign:
            every: Iterable[Node] = operands
        case Not(Not(operand)) | Coalesce((operand, Literal(False))):
            every = (operand,)
        case Not(Connect(connective, operands)) if connective != sign:
            every = (Not(one) for one in operands)
        case _:
            yield node
            return
    for one in every:
        yield from _operands(one, sign)


def possible(survey: Survey, node: Node) -> str:
    """Whether a condition may hold, as far as it depends on what was left blank, which is no secret."""
    if tells_only_who_answered(node, survey.ranges):
        return sql(node)
    if len(alternatives := alternatives_of(node)) > 1:
        return any_of(possible(survey, one) for one in alternatives)
    if len(conjuncts := conjuncts_of(node)) > 1:
        return all_of(*(possible(survey, one) for one in conjuncts)).text
    return is_known(node) if tells_only_who_answered(IsNull(node), survey.ranges) else "TRUE"
