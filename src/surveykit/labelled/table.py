"""Responses as labelled variables, before any format: values as numbers, and the status of each that has none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import assert_never

from msgspec import Struct, field

from surveykit.aggregation import columns, rows
from surveykit.aggregation.table import NAME, RESPONDENT, SIMULATED, option_column, weights_of
from surveykit.errors import UsageError
from surveykit.model import CodesValue, CodeValue, Counted, Survey, SurveyField, TextValue, TruthValue, WholeValue
from surveykit.ports import SqlValue
from surveykit.responses import Missing, Response, Status, status_of
from surveykit.words import Room
from surveykit.words.marks import simulated_mark

_said = Room("answer")

Cell = int | Decimal | str | None
_SHOWN = 4
"""The decimals of a weight that a program shows."""


class Measure(StrEnum):
    """How the values of a variable compare, in SPSS's words."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    SCALE = "scale"


class Variable(Struct, frozen=True):
    """One column: its name in tables of answers, its label, the labels of its values; `text` if it holds words.

    `decimals` is how many a program shows of its numbers; the numbers are held as they are.
    """

    column: str
    label: str
    text: bool = False
    decimals: int = 0
    measure: Measure = Measure.NOMINAL
    values: Mapping[int, str] = field(default_factory=dict)


class Table(Struct, frozen=True):
    """Variables in the order of the table of answers, and of each a cell and a status per response, in a language.

    A cell is an integer or a text, the weight of who answers a Decimal; None when there is no value: then its status
    says why. Those who answer, their groups and weights have the status `answered`.
    """

    title: str
    language: str
    variables: tuple[Variable, ...]
    cells: tuple[tuple[Cell, ...], ...]
    statuses: tuple[tuple[Status, ...], ...]


def table(survey: Survey, title: str, responses: Sequence[Response], *, simulated: bool = False) -> Table:
    """Responses as labelled variables, in the order given.

    Yes is 1, no 0; an option ticked is 1, left 0; the options of a single choice are numbered from 1 in their order.
    When some may be `simulated`, a last variable says which.
    Raises UsageError for a choice that the definition does not have, and for what `rows` refuses.
    """
    held = _columns(survey, responses)
    found = [*_of_who(survey, held, len(responses)), *_of_fields(survey, held, responses)]
    if simulated:
        variable = Variable(SIMULATED, simulated_mark(survey.language), values=_yes_or_no(survey.language))
        said = tuple(int(response.simulated) for response in responses)
        found.append((variable, said, (Status.ANSWERED,) * len(responses)))
    variables, cells, statuses = zip(*found, strict=True)
    return Table(title, survey.language, variables, cells, statuses)


_Held = Mapping[str, tuple[SqlValue, ...]]
_Filled = tuple[Variable, tuple[Cell, ...], tuple[Status, ...]]
"""A variable with its cell and its status for each response."""


def _of_who(survey: Survey, held: _Held, number: int) -> Iterator[_Filled]:
    """What is known of each respondent."""
    for variable in _who(survey):
        cells = tuple(_cell(variable, value) for value in held[variable.column])
        yield variable, cells, (Status.ANSWERED,) * number


def _of_fields(survey: Survey, held: _Held, responses: Sequence[Response]) -> Iterator[_Filled]:
    """What each respondent answered."""
    for one in survey.fields():
        statuses = tuple(status_of(response.answers.get(one.code, Missing())) for response in responses)
        for variable in _variables(one, survey.language):
            yield variable, _numbered(one, variable, held[variable.column]), statuses


def _columns(survey: Survey, responses: Sequence[Response]) -> _Held:
    """The values of each column of the table of answers, by its name."""
    names = [column.name for column in columns(survey)]
    found = rows(survey, responses)
    return dict(zip(names, zip(*found, strict=True) if found else ((),) * len(names), strict=True))


def _who(survey: Survey) -> Iterator[Variable]:
    language = survey.language
    yield Variable(RESPONDENT, _said(language, "Code of the respondent"), text=True)
    yield Variable(NAME, _said(language, "Name of the respondent"), text=True)
    for name, grouping in survey.population.groupings.items():
        yield Variable(name, grouping.label, text=True)
    weight = weights_of(survey)
    if weight is not None:
        yield Variable(weight, _said(language, "Weight of the respondent"), decimals=_SHOWN, measure=Measure.SCALE)


def _variables(one: SurveyField, language: str) -> Iterator[Variable]:
    code, label = one.code, f"{one.question.number}. {one.label}"
    match one.facts.value:
        case WholeValue():
            yield _whole_number(one, label, language)
        case TruthValue():
            yield Variable(code, label, values=_yes_or_no(language))
        case CodeValue(options):
            yield Variable(code, label, values={rank: one.label for rank, one in enumerate(options, 1)})
        case CodesValue(options):
            ticked = {0: _said(language, "Not ticked"), 1: _said(language, "Ticked")}
            for option in options:
                named = f"{one.question.number}. {option.label} – {one.label}"
                yield Variable(option_column(code, option.code), named, values=ticked)
        case TextValue():
            yield Variable(code, label, text=True)
        case _:
            assert_never(one.facts.value)


def _yes_or_no(language: str) -> Mapping[int, str]:
    return {0: _said(language, "No"), 1: _said(language, "Yes")}


def _whole_number(one: SurveyField, label: str, language: str) -> Variable:
    measure = Measure.ORDINAL if one.facts.counted is Counted.EACH else Measure.SCALE
    values = {
        end: _said(language, "{value} = {meaning}", value=str(end), meaning=words) for end, words in one.facts.ends
    }
    return Variable(one.code, label, measure=measure, values=values)


def _numbered(one: SurveyField, variable: Variable, values: Iterable[SqlValue]) -> tuple[Cell, ...]:
    if not isinstance(one.facts.value, CodeValue):
        return tuple(_cell(variable, value) for value in values)
    ranks = {str(option.code): rank for rank, option in enumerate(one.facts.options, 1)}
    return tuple(None if value is None else _rank(one, ranks, value) for value in values)


def _rank(one: SurveyField, ranks: Mapping[str, int], value: SqlValue) -> int:
    """The number of an option; raises UsageError for what is none."""
    if value not in ranks:
        raise UsageError(f"{one.code} holds {value!r}, which is no option of this definition: correct that answer")
    return ranks[str(value)]


def _cell(variable: Variable, value: SqlValue) -> Cell:
    """A value as it is held; raises UsageError for a number with decimals where a variable shows none of them."""
    if value is None or isinstance(value, str):
        return value
    if variable.decimals and isinstance(value, Decimal):
        return value
    if value != int(value):
        raise UsageError(f"'{variable.column}' holds whole numbers: {value} is none")
    return int(value)
