"""The answers that figures tell one by one, as SQL and as expressions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from surveykit.aggregation.atoms import option_chosen, scale_value
from surveykit.aggregation.sql import any_of, quoted
from surveykit.aggregation.table import option_column
from surveykit.errors import UsageError
from surveykit.ids import FieldId
from surveykit.model import (
    NO,
    YES,
    AnyPart,
    Count,
    Distribution,
    FreeText,
    ManyChoices,
    Multiple,
    OneChoice,
    Scale,
    ScaleSummary,
    Survey,
    YesNo,
    class_ranges,
)


def lows_of(indicator: ScaleSummary | Multiple | Distribution) -> Sequence[int]:
    """The smallest numbers of the classes of a count; none for what has answers of its own."""
    return indicator.classes if isinstance(indicator, Distribution) else ()


def class_tests(part: AnyPart, lows: Sequence[int]) -> list[str]:
    """The SQL that says whether each answer to a field was given, in the order of `model.answer_labels`."""
    column = quoted(part.code)
    match part:
        case YesNo():
            return [column, f"(NOT {column})"]
        case OneChoice(code=code, options=options):
            return [option_chosen(code, one.code) for one in options]
        case ManyChoices(code=code, options=options):
            return [quoted(option_column(code, one.code)) for one in options]
        case Scale(minimum=low, maximum=high, code=code):
            return [scale_value(code, one) for one in range(low, high + 1)]
        case Count():
            return [_in_range(column, low, last) for low, last in class_ranges(lows)]
        case FreeText():
            return []
        case _:
            assert_never(part)


def _in_range(column: str, low: int, last: int | None) -> str:
    if last is None:
        return f"({column} >= {low})"
    return f"({column} = {low})" if low == last else f"({column} BETWEEN {low} AND {last})"


def class_given(part: AnyPart) -> str:
    """The SQL of whether one of the answers was given; a number outside its field's is none."""
    column = quoted(part.code)
    match part:
        case Scale(minimum=low, maximum=high):
            return f"({column} BETWEEN {low} AND {high})"
        case Count(minimum=low):
            return f"({column} >= {low})"
        case YesNo() | FreeText():
            return f"({column} IS NOT NULL)"
        case OneChoice() | ManyChoices():
            return any_of(class_tests(part, ()))
        case _:
            assert_never(part)


def answers_to(survey: Survey, code: FieldId) -> list[tuple[str, str]]:
    """The answers that figures are broken down by: the code of each, the expression that says whether it was given."""
    part = survey.field_by_code[code].part
    match part:
        case YesNo():
            return [(YES, code), (NO, f"not {code}")]
        case OneChoice(options=options):
            return [(one.code, f"{code} = '{one.code}'") for one in options]
        case Scale(minimum=low, maximum=high):
            return [(str(one), f"{code} = {one}") for one in range(low, high + 1)]
        case Count() | ManyChoices() | FreeText():
            raise UsageError(f"figures cannot be broken down by '{code}', of kind {part.kind}")
        case _:
            assert_never(part)
