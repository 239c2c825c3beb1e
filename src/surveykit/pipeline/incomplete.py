"""The answers for want of which a figure does not exist, where the survey asks for everybody (`missing: complete`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from surveykit.expressions import BOOLEAN, Expression, to_python
from surveykit.expressions.tree import Field
from surveykit.ids import FieldId, IndicatorId
from surveykit.model import AnyIndicator, Distribution, MissingPolicy, Multiple, ScaleSummary, Survey
from surveykit.responses import Value

Answers = Mapping[str, Value | None]


def fields_lacking(survey: Survey, indicator: IndicatorId, answers: Answers) -> frozenset[FieldId]:
    """The fields of a figure that concern a respondent with these answers and for want of which it does not exist.

    Empty for a respondent who is in the figure, or whom it does not concern. The figures on its common base are part of
    it (`aggregation`).
    """
    own = survey.indicator_by_id[indicator]
    sharing = (own, *_on_the_same_base(survey, indicator))
    if not all(_is_kept(survey, one, answers) for one in sharing):
        return frozenset()
    lacking: set[FieldId] = set()
    for one in sharing:
        parts = [*_parts(survey, one, answers)]
        if not all(concerned for concerned, _ in parts):
            return frozenset()
        if one is own or one.missing is not MissingPolicy.ZERO:
            lacking.update(*(fields for _, fields in parts))
    return frozenset(lacking)


def _on_the_same_base(survey: Survey, indicator: IndicatorId) -> list[AnyIndicator]:
    """The other indicators of the common base that an indicator is on."""
    base = survey.common_base_of(indicator)
    return [] if base is None else [survey.indicator_by_id[one] for one in base.indicators if one != indicator]


def _is_kept(survey: Survey, indicator: AnyIndicator, answers: Answers) -> bool:
    """Whether an indicator keeps the respondents who gave these answers."""
    where = indicator.where
    return where is None or _value(survey.expression(where, BOOLEAN), answers) is True


def _parts(survey: Survey, indicator: AnyIndicator, answers: Answers) -> Iterator[tuple[bool, set[FieldId]]]:
    """For each number of an indicator, whether it concerns who gave these answers, and its fields if it is unknown."""
    if isinstance(indicator, ScaleSummary | Multiple | Distribution):
        known = answers.get(indicator.field) is not None
        yield known or _is_put(survey, indicator.field, answers), set() if known else {indicator.field}
        return
    for expression in survey.expressions_of(indicator):
        if _value(expression, answers) is not None:
            yield True, set()
        else:
            fields = {FieldId(name) for name in expression.names}
            yield _is_concerned(survey, expression, fields, answers), fields


def _is_concerned(survey: Survey, expression: Expression, fields: set[FieldId], answers: Answers) -> bool:
    """Whether an unknown number waits for an answer: for its field, or for any field that is not answered."""
    put = (field for field in fields if _is_put(survey, field, answers))
    return any(isinstance(expression.root, Field) or answers.get(field) is None for field in put)


def _is_put(survey: Survey, field: FieldId, answers: Answers) -> bool:
    condition = survey.field_by_code[field].condition
    return condition is None or _value(survey.expression(condition.when, BOOLEAN), answers) is True


def _value(expression: Expression, answers: Answers) -> object:
    return _function(expression)(answers)


_function = lru_cache(maxsize=1000)(to_python)
"""Made once for an expression: it is evaluated for each respondent."""
