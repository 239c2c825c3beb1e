"""The answers for want of which a figure does not exist, where the survey asks for everybody (`missing: complete`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from surveykit.expressions import BOOLEAN, Expression, to_python
from surveykit.expressions.tree import Field
from surveykit.ids import FieldId, IndicatorId
from surveykit.model import AnyIndicator, Distribution, MissingPolicy, Multiple, ScaleSummary, Survey
from surveykit.responses import Value

Answers = Mapping[str, Value | None]


def fields_lacking(survey: Survey, indicator: IndicatorId, answers: Answers) -> frozenset[FieldId]:
    """The fields of a figure that whoever gave these answers is concerned by and for want of which it does not exist.

    Empty for who is in the figure, or is not concerned by it. Those on its common base are part of it (`aggregation`).
    """
    own = survey.indicator_by_id[indicator]
    base = survey.common_base_of(indicator)
    others = [] if base is None else [survey.indicator_by_id[one] for one in base.indicators if one != indicator]
    texts = [one.where for one in (own, *others) if one.where is not None]
    if any(_value(survey.expression(text, BOOLEAN), answers) is not True for text in texts):
        return frozenset()
    lacking: set[FieldId] = set()
    for one in (own, *others):
        for concerned, fields in _parts(survey, one, answers):
            if not concerned:
                return frozenset()
            if one is own or one.missing is not MissingPolicy.ZERO:
                lacking |= fields
    return frozenset(lacking)


def _parts(survey: Survey, indicator: AnyIndicator, answers: Answers) -> Iterator[tuple[bool, set[FieldId]]]:
    """For each number of an indicator, whether it concerns who gave these answers, and its fields if it is unknown."""
    if isinstance(indicator, ScaleSummary | Multiple | Distribution):
        known = answers.get(indicator.field) is not None
        yield known or _is_put(survey, indicator.field, answers), set() if known else {indicator.field}
        return
    for expression in survey.expressions_of(indicator):
        fields = {FieldId(name) for name in expression.names}
        if _value(expression, answers) is not None:
            yield True, set()
        elif isinstance(expression.root, Field):
            yield any(_is_put(survey, field, answers) for field in fields), fields
        else:
            pending = {field for field in fields if answers.get(field) is None and _is_put(survey, field, answers)}
            yield bool(pending), fields


def _is_put(survey: Survey, field: FieldId, answers: Answers) -> bool:
    condition = survey.field_by_code[field].condition
    return condition is None or _value(survey.expression(condition.when, BOOLEAN), answers) is True


def _value(expression: Expression, answers: Answers) -> object:
    return to_python(expression)(answers)
