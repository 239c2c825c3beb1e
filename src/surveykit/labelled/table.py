"""Responses as labelled variables, before any format: values as numbers, and the status of each that has none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import assert_never

from msgspec import Struct, field

from surveykit.aggregation import columns, rows
from surveykit.aggregation.table import SIMULATED, option_column
from surveykit.errors import UsageError
from surveykit.model import CodesValue, CodeValue, Counted, Survey, SurveyField, TextValue, TruthValue, WholeValue
from surveykit.ports import SqlValue
from surveykit.responses import Missing, Response, Status, status_of
from surveykit.texts import NBSP, SIMULATED_MARK

Cell = int | str | None


class Measure(StrEnum):
    """How the values of a variable compare, in SPSS's words."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    SCALE = "scale"


class Variable(Struct, frozen=True):
    """One column: its name in tables of answers, its label, the labels of its values; `text` if it holds words."""

    column: str
    label: str
    text: bool = False
    measure: Measure = Measure.NOMINAL
    values: Mapping[int, str] = field(default_factory=dict)


class Table(Struct, frozen=True):
    """Variables in the order of the table of answers, and of each a cell and a status per response.

    A cell is an integer or a text, None when there is no value: then its status says why. Those who answer and
    their groups have the status `answered`.
    """

    title: str
    variables: tuple[Variable, ...]
    cells: tuple[tuple[Cell, ...], ...]
    statuses: tuple[tuple[Status, ...], ...]


def table(survey: Survey, title: str, responses: Sequence[Response], *, simulated: bool = False) -> Table:
    """Responses as labelled variables, in the order given.

    Yes is 1, no 0; an option ticked is 1, left 0; the options of a single choice are numbered from 1 in their order.
    When some may be `simulated`, a last variable says which.
    Raises UsageError for a choice that the definition does not have, and for what `rows` refuses.
    """
    variables: list[Variable] = []
    cells: list[tuple[Cell, ...]] = []
    statuses: list[tuple[Status, ...]] = []
    held = iter(_columns(survey, responses))
    for variable in _who(survey):
        variables.append(variable)
        cells.append(tuple(_number(value) for value in next(held)))
        statuses.append((Status.ANSWERED,) * len(responses))
    for one in survey.fields():
        status = tuple(status_of(response.answers.get(one.code, Missing())) for response in responses)
        for variable in _variables(one):
            variables.append(variable)
            cells.append(_numbered(one, next(held)))
            statuses.append(status)
    if simulated:
        variables.append(Variable(SIMULATED, SIMULATED_MARK, values={0: "Non", 1: "Oui"}))
        cells.append(tuple(int(response.simulated) for response in responses))
        statuses.append((Status.ANSWERED,) * len(responses))
    return Table(title, tuple(variables), tuple(cells), tuple(statuses))


def _columns(survey: Survey, responses: Sequence[Response]) -> Iterable[tuple[SqlValue, ...]]:
    found = rows(survey, responses)
    return zip(*found, strict=True) if found else ((),) * len(columns(survey))


def _who(survey: Survey) -> Iterator[Variable]:
    groupings = survey.population.groupings
    labels = ["Code du répondant", "Nom du répondant", *(grouping.label for grouping in groupings.values())]
    for column, label in zip(columns(survey), labels, strict=False):
        yield Variable(column.name, label, text=True)


def _variables(one: SurveyField) -> Iterator[Variable]:
    code, label = one.code, f"{one.question.number}. {one.label}"
    match one.facts.value:
        case WholeValue():
            measure = Measure.ORDINAL if one.facts.counted is Counted.EACH else Measure.SCALE
            values = {end: f"{end}{NBSP}= {words}" for end, words in one.facts.ends}
            yield Variable(code, label, measure=measure, values=values)
        case TruthValue():
            yield Variable(code, label, values={0: "Non", 1: "Oui"})
        case CodeValue(options):
            yield Variable(code, label, values={rank: one.label for rank, one in enumerate(options, 1)})
        case CodesValue(options):
            for option in options:
                named = f"{one.question.number}. {option.label} – {one.label}"
                yield Variable(option_column(code, option.code), named, values={0: "Non coché", 1: "Coché"})
        case TextValue():
            yield Variable(code, label, text=True)
        case _:
            assert_never(one.facts.value)


def _numbered(one: SurveyField, values: Iterable[SqlValue]) -> tuple[Cell, ...]:
    if not isinstance(one.facts.value, CodeValue):
        return tuple(_number(value) for value in values)
    ranks = {str(option.code): rank for rank, option in enumerate(one.facts.options, 1)}
    found: list[Cell] = []
    for value in values:
        if value is not None and value not in ranks:
            raise UsageError(f"{one.code} holds {value!r}, which is no option of this definition: correct that answer")
        found.append(None if value is None else ranks[str(value)])
    return tuple(found)


def _number(value: SqlValue) -> Cell:
    if value is None or isinstance(value, str):
        return value
    return int(value)
