"""The answers that figures tell one by one, as SQL and as expressions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from surveykit.aggregation.atoms import number_given, option_chosen
from surveykit.aggregation.sql import any_of, quoted
from surveykit.aggregation.table import option_column
from surveykit.errors import UsageError
from surveykit.ids import FieldId
from surveykit.model import (
    NO,
    YES,
    CodesValue,
    CodeValue,
    Counted,
    Distribution,
    Multiple,
    ScaleSummary,
    Survey,
    SurveyField,
    TextValue,
    TruthValue,
    WholeValue,
    class_ranges,
)

Classed = ScaleSummary | Multiple | Distribution
"""The indicators that count each answer to a field, or each class of answers."""


def lows_of(indicator: Classed) -> Sequence[int]:
    """The smallest numbers of the classes of a count; none for what has answers of its own."""
    return indicator.classes if isinstance(indicator, Distribution) else ()


def class_tests(field: SurveyField, lows: Sequence[int]) -> list[str]:
    """The SQL that says whether each answer to a field was given, in the order of `model.answer_labels`."""
    code, column = field.code, quoted(field.code)
    match field.facts.value:
        case TruthValue():
            return [column, f"(NOT {column})"]
        case CodeValue(options):
            return [option_chosen(code, one.code) for one in options]
        case CodesValue(options):
            return [quoted(option_column(code, one.code)) for one in options]
        case WholeValue() as whole:
            return _number_tests(field, whole, lows)
        case TextValue():
            return []
        case _:
            assert_never(field.facts.value)


def _number_tests(field: SurveyField, whole: WholeValue, lows: Sequence[int]) -> list[str]:
    if field.facts.counted is Counted.EACH:
        return [number_given(field.code, one) for one in whole.every]
    return [_in_range(quoted(field.code), low, last) for low, last in class_ranges(lows)]


def _in_range(column: str, low: int, last: int | None) -> str:
    if last is None:
        return f"({column} >= {low})"
    return f"({column} = {low})" if low == last else f"({column} BETWEEN {low} AND {last})"


def class_given(field: SurveyField) -> str:
    """The SQL of whether one of the answers was given; a number outside its field's is none."""
    column = quoted(field.code)
    match field.facts.value:
        case WholeValue(low, high) if field.facts.counted is Counted.EACH:
            return f"({column} BETWEEN {low} AND {high})"
        case WholeValue(low):
            return f"({column} >= {low})"
        case TruthValue() | TextValue():
            return f"({column} IS NOT NULL)"
        case CodeValue() | CodesValue():
            return any_of(class_tests(field, ()))
        case _:
            assert_never(field.facts.value)


def answers_to(survey: Survey, code: FieldId) -> list[tuple[str, str]]:
    """The answers that figures are broken down by: the code of each, the expression that says whether it was given.

    Raises UsageError for a field whose answers are several, or are not told one by one.
    """
    field = survey.field_by_code[code]
    match field.facts.value:
        case TruthValue():
            return [(YES, code), (NO, f"not {code}")]
        case CodeValue(options):
            return [(one.code, f"{code} = '{one.code}'") for one in options]
        case WholeValue() as whole if field.facts.counted is Counted.EACH:
            return [(str(one), f"{code} = {one}") for one in whole.every]
        case WholeValue() | CodesValue() | TextValue():
            raise UsageError(f"figures cannot be broken down by '{code}', of kind {field.part.kind}")
        case _:
            assert_never(field.facts.value)
