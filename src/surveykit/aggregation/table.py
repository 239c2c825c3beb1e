"""Responses as a table: one row per return, one typed column per field, NULL for whatever has no value."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import chain
from typing import Literal, assert_never

from msgspec import Struct
from msgspec.structs import replace

from surveykit.errors import UsageError
from surveykit.ids import FieldId, OptionCode
from surveykit.model import (
    CodesValue,
    CodeValue,
    Option,
    Respondent,
    Survey,
    SurveyField,
    TextValue,
    ToConfirm,
    TruthValue,
    WholeValue,
)
from surveykit.ports import SqlValue
from surveykit.responses import Answer, Answered, Response, Unreadable, Value

SqlType = Literal["VARCHAR", "INTEGER", "BOOLEAN", "DECIMAL(24,12)"]
"""The last one is that of weights; an engine may hold those as any number."""

RESPONDENT = "respondent"
NAME = "nom"
SIMULATED = "_simulated"
"""The column of a table that comes of a register with simulated returns, whichever of them count: true on those rows.

Other tables do not have it. No code begins so: it is never a field's or a group's.
"""
LARGEST = 2**31 - 1


class Column(Struct, frozen=True):
    """One column of the table of responses: its name and its SQL type."""

    name: str
    type: SqlType


def option_column(field: FieldId, option: OptionCode) -> str:
    """The name of the column that says whether an option was ticked: `FIELD__OPTION`."""
    return f"{field}__{option}"


def columns(survey: Survey) -> tuple[Column, ...]:
    """The columns of a survey's responses: who, their name, groups and weight, then every field in official order.

    A many-choices field has one BOOLEAN column per option. Raises UsageError when two columns would have the
    same name, capitals aside.
    """
    who = [Column(name, "VARCHAR") for name in (RESPONDENT, NAME, *survey.population.groupings)]
    weight = weights_of(survey)
    weights = [Column(weight, "DECIMAL(24,12)")] if weight is not None else []
    found = (*who, *weights, *chain.from_iterable(map(field_columns, survey.fields())))
    _refuse_same_names(found)
    return found


def _refuse_same_names(every: Iterable[Column]) -> None:
    seen: set[str] = set()
    for column in every:
        if column.name.casefold() in seen:
            raise UsageError(f"two columns of the table of responses would be named '{column.name}': rename one")
        seen.add(column.name.casefold())


def weights_of(survey: Survey) -> str | None:
    """The column of the responses' weights, None when there is none."""
    return None if survey.sampling is None else survey.sampling.weights


def field_columns(field: SurveyField) -> tuple[Column, ...]:
    """The columns that hold the answers to one field."""
    match field.facts.value:
        case WholeValue():
            return (Column(field.code, "INTEGER"),)
        case TruthValue():
            return (Column(field.code, "BOOLEAN"),)
        case CodeValue() | TextValue():
            return (Column(field.code, "VARCHAR"),)
        case CodesValue(options):
            return tuple(Column(option_column(field.code, option.code), "BOOLEAN") for option in options)
        case _:
            assert_never(field.facts.value)


def rows(survey: Survey, responses: Iterable[Response]) -> list[tuple[SqlValue, ...]]:
    """One row per response, in the order given, in the shape of `columns`.

    Blank, non-response, unreadable and missing are NULL alike, as is a value to confirm that waits, and so are the
    groups of a respondent that the population does not have. Raises UsageError where an INTEGER column cannot hold what
    is answered as it is.
    """
    fields = [*survey.fields()]
    known = {one.code: one for one in survey.population.respondents}
    held = (counted_in(survey, one) for one in responses)
    return [_row(survey, fields, known.get(one.respondent) if one.respondent else None, one) for one in held]


def counted_in(survey: Survey, response: Response) -> Response:
    """A response as figures take it: where values to confirm wait, each is an answer without a value."""
    if survey.to_confirm is ToConfirm.COUNTS:
        return response
    return replace(response, answers={code: _confirmed(one) for code, one in response.answers.items()})


def _confirmed(answer: Answer) -> Answer:
    return Unreadable(answer.raw or "") if isinstance(answer, Answered) and answer.to_confirm else answer


def _row(survey: Survey, fields: list[SurveyField], who: Respondent | None, response: Response) -> tuple[SqlValue, ...]:
    attributes = who.attributes if who else {}
    groups = map(attributes.get, survey.population.groupings)
    column = weights_of(survey)
    weights = [] if column is None else [_weight(attributes.get(column))]
    answers = (cell for field in fields for cell in _cells(field, response))
    return (response.respondent, who.name if who else None, *groups, *weights, *answers)


def _weight(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _cells(field: SurveyField, response: Response) -> Iterable[SqlValue]:
    value, code = response.value(field.code), field.code
    match field.facts.value:
        case CodesValue(options):
            return _ticks(options, value)
        case WholeValue():
            return (None if value is None else _whole(code, response, _one(code, response, value)),)
        case TruthValue() | CodeValue() | TextValue():
            return (_one(code, response, value),)
        case _:
            assert_never(field.facts.value)


def _ticks(options: Iterable[Option], value: Value | None) -> list[SqlValue]:
    """Whether each option was ticked; NULL for each where none is known."""
    return [option.code in value if isinstance(value, frozenset) else None for option in options]


def _one(code: FieldId, response: Response, value: Value | None) -> SqlValue:
    """The value itself; raises UsageError for several options where one value is kept."""
    if isinstance(value, frozenset):
        raise UsageError(f"{code} of '{response.respondent}' is several options, expected one value")
    return value


def _whole(code: FieldId, response: Response, value: SqlValue) -> int:
    """The value itself; raises UsageError for what an INTEGER column would round, refuse or take for another."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise UsageError(f"{code} of '{response.respondent}' is {value!r}, expected a whole number")
    if abs(value) > LARGEST:
        raise UsageError(f"{code} of '{response.respondent}' is {value}, beyond the largest count ({LARGEST})")
    return value
