"""Expressions of one question with a few answers: what each of its answers brings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from surveykit.aggregation.answer_sums import AnswerSum, whole_numbers
from surveykit.aggregation.atoms import Part, answers_of, entering, fields_in
from surveykit.aggregation.sql import quoted
from surveykit.expressions import Expression, to_python
from surveykit.expressions.tree import Node
from surveykit.ids import FieldId
from surveykit.model import Survey


def of_one_question(survey: Survey, node: Node) -> AnswerSum | None:
    """The sum that depends on one question with a few answers; None when it does not, or is no whole number."""
    names = {field.name for field in fields_in(node)}
    if len(names) != 1:
        return None
    name = names.pop()
    values = _answers_to(survey, name)
    return _by_answer(node, name, values) if values else None


def _by_answer(node: Node, name: str, values: Sequence[tuple[int | bool | str, str]]) -> AnswerSum | None:
    """The sum of what each answer but the first brings more than the first; None when one brings no whole number."""
    compute: Callable[..., object] = to_python(Expression("", node, node.type, frozenset({name})))
    brought = whole_numbers([compute({name: value}) for value, _ in values])
    if brought is None:
        return None
    first, *others = brought
    told = zip(others, values[1:], strict=True)
    found = tuple(Part(answer, number - first) for number, (_, answer) in told if number != first)
    if compute({}) is None:
        return AnswerSum(first, found)
    return AnswerSum(None, entering(found, f"({quoted(name)} IS NOT NULL)"))


def _answers_to(survey: Survey, name: str) -> Sequence[tuple[int | bool | str, str]]:
    """The answers to a question that has a few, with the SQL of each; none of others."""
    known = survey.field_by_code.get(FieldId(name))
    return () if known is None else answers_of(known)
