"""Responses as a table: one row per return, one typed column per field, NULL for whatever has no value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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


def rows(
    survey: Survey, responses: Iterable[Response], wanted: Iterable[Column] | None = None
) -> list[tuple[SqlValue, ...]]:
    """One row per response, in the order given, in the shape of `columns`, or of some of them (`wanted`, in order).

    Blank, non-response, unreadable and missing are NULL alike, as is a value to confirm that waits, and so are the
    groups of a respondent that the population does not have. Raises UsageError where an INTEGER column cannot hold what
    is answered as it is.
    """
    names = None if wanted is None else {one.name for one in wanted}
    about = [cell for name, cell in _about(survey).items() if names is None or name in names]
    answers = [_answer(one) for one in survey.fields() if names is None or not names.isdisjoint(_names_of(one))]
    known = {one.code: one for one in survey.population.respondents}
    found: list[tuple[SqlValue, ...]] = []
    for one in responses:
        held, who = counted_in(survey, one), known.get(one.respondent) if one.respondent else None
        cells = [cell(held, who) for cell in about]
        for answer in answers:
            cells += answer(held)
        found.append(tuple(cells))
    return found


def _names_of(field: SurveyField) -> list[str]:
    return [one.name for one in field_columns(field)]


_About = Callable[[Response, Respondent | None], SqlValue]


def _about(survey: Survey) -> Mapping[str, _About]:
    """What gives the cells of the columns before the answers, by the columns' names."""
    weight = weights_of(survey)
    return {
        RESPONDENT: lambda response, _: response.respondent,
        NAME: lambda _, who: who.name if who else None,
        **{name: _attribute(name) for name in survey.population.groupings},
        **({} if weight is None else {weight: lambda _, who: _weight(who.attributes.get(weight)) if who else None}),
    }


def _attribute(name: str) -> _About:
    return lambda _, who: who.attributes.get(name) if who else None


def counted_in(survey: Survey, response: Response) -> Response:
    """A response as figures take it: where values to confirm wait, each is an answer without a value."""
    if survey.to_confirm is ToConfirm.COUNTS:
        return response
    return replace(response, answers={code: _confirmed(one) for code, one in response.answers.items()})


def _confirmed(answer: Answer) -> Answer:
    return Unreadable(answer.raw or "") if isinstance(answer, Answered) and answer.to_confirm else answer


def _weight(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _answer(field: SurveyField) -> Callable[[Response], Sequence[SqlValue]]:
    """What gives the cells of an answer to one field."""
    code = field.code
    match field.facts.value:
        case CodesValue(options):
            return lambda response: _ticks(options, response.value(code))
        case WholeValue():
            return lambda response: (_whole(code, response, _one(code, response, response.value(code))),)
        case TruthValue() | CodeValue() | TextValue():
            return lambda response: (_one(code, response, response.value(code)),)
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


def _whole(code: FieldId, response: Response, value: SqlValue) -> int | None:
    """The value itself; raises UsageError for what an INTEGER column would round, refuse or take for another."""
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool):
        raise UsageError(f"{code} of '{response.respondent}' is {value!r}, expected a whole number")
    if abs(value) > LARGEST:
        raise UsageError(f"{code} of '{response.respondent}' is {value}, beyond the largest count ({LARGEST})")
    return value
