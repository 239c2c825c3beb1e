"""The individual answers as files, confidential: values in one table, and in another why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from msgspec import Struct

from surveykit.aggregation import Column, columns, rows
from surveykit.aggregation.table import SIMULATED
from surveykit.brief import Discreet, number_of
from surveykit.compose.codebook import column_headings, entries
from surveykit.errors import MissingExtra
from surveykit.model import Survey
from surveykit.responses import Missing, Response, Status, received, status_of
from surveykit.tables import CellValue, Sheet, is_cut, to_csv, to_xlsx
from surveykit.texts import joined
from surveykit.words import Room
from surveykit.words.marks import confidential_mark, marks_of

if TYPE_CHECKING:
    from surveykit.labelled import Written

STATUSES = ("respondent", "field", "status", "received")
"""The columns of the table of statuses; `received` is the text that the answer was read from."""

CUT = "cut"
"""The status of a text that the file holds only the beginning of; `received` is the whole, where there is room."""

_said = Room("export")
_NONE: Mapping[str, str] = {}
_PEOPLE = (_said.word("Respondent"), _said.word("Field"), _said.word("Status"), _said.word("Text received"))

_Marks = tuple[str, ...]


class ExportFormat(StrEnum):
    """The formats of individual answers."""

    PARQUET = "parquet"
    CSV = "csv"
    XLSX = "xlsx"
    SAV = "sav"
    DTA = "dta"


class Exported(Discreet, frozen=True):
    """The answers in a file, and the file of statuses that goes beside it (empty where the first one holds them).

    `without_value` is how many answers are no plain value; `renamed` are the columns that have another name in the
    file; `cut` are the texts that it holds only the beginning of, by respondent and field.
    """

    data: bytes
    statuses: bytes
    without_value: int
    renamed: Mapping[str, str]
    cut: tuple[tuple[str | None, str], ...]

    def _counts(self) -> str:
        said = (number_of(self.without_value, "answer") + " without a value", number_of(len(self.cut), "text") + " cut")
        return f"of {number_of(len(self.data), 'byte')}: {', '.join(said)}"


class _Line(Struct, frozen=True):
    """A line of the table of statuses."""

    respondent: str | None
    field: str
    status: str
    received: str | None

    @property
    def cells(self) -> tuple[CellValue, ...]:
        return self.respondent, self.field, self.status, self.received


def export(survey: Survey, responses: Sequence[Response], to: ExportFormat, *, simulated: bool = False) -> Exported:
    """A row for each response, in the order given, with a typed column for each field or option.

    An answer that is no plain value has a line in the table of statuses: blank, NC, SO, unreadable, missing, or to
    confirm. When a response is simulated, or the register that they come of holds a simulated one (`simulated`), each
    file says so, and in tables of typed columns each row whether it is. Raises UsageError for a number beyond the
    largest count, MissingExtra for SPSS and Stata where their library is not installed.
    """
    found = list(_statuses(survey, responses))
    marks = marks_of(survey.language, simulated=simulated or any(one.simulated for one in responses))
    count, renamed, cut = len(found), _NONE, tuple[_Line, ...]()
    match to:
        case ExportFormat.XLSX:
            cut = tuple(_cut_in_cells(survey, responses))
            data = _workbook(survey, responses, [*found, *cut], marks)
        case ExportFormat.CSV:
            data = to_csv(Sheet(_title(survey, marks), _names(survey), _cells(survey, responses), marks=marks))
        case ExportFormat.PARQUET:
            data = _parquet(survey, responses, marks)
        case ExportFormat.SAV | ExportFormat.DTA:
            written = _labelled(survey, responses, to, marks)
            data, renamed = written.data, written.renamed
            cut = tuple(_cut_text(responses[row], column) for row, column in written.cut)
        case _:
            assert_never(to)
    beside = b"" if to is ExportFormat.XLSX else _companion(survey, [*found, *cut], marks)
    return Exported(data, beside, count, renamed, tuple((line.respondent, line.field) for line in cut))


def _statuses(survey: Survey, responses: Sequence[Response]) -> Iterator[_Line]:
    missing = Missing()
    for response in responses:
        for field in survey.fields():
            answer = response.answers.get(field.code, missing)
            status = status_of(answer)
            if status is not Status.ANSWERED:
                yield _Line(response.respondent, field.code, status.value, received(answer))


def _cut_text(response: Response, column: str) -> _Line:
    """A text that a file holds only the beginning of, whole; the name of a respondent is no answer."""
    whole = {str(code): value for code, value in response.values().items()}.get(column)
    return _Line(response.respondent, column, CUT, whole if isinstance(whole, str) else None)


def _cut_in_cells(survey: Survey, responses: Sequence[Response]) -> Iterator[_Line]:
    for response in responses:
        for field in survey.fields():
            value = response.value(field.code)
            if isinstance(value, str) and is_cut(value):
                yield _Line(response.respondent, field.code, CUT, None)


def _companion(survey: Survey, found: Sequence[_Line], marks: _Marks) -> bytes:
    return to_csv(Sheet(_title(survey, marks), STATUSES, tuple(line.cells for line in found), marks=marks))


def _names(survey: Survey) -> tuple[str, ...]:
    return tuple(column.name for column in columns(survey))


def _cells(survey: Survey, responses: Sequence[Response]) -> tuple[tuple[CellValue, ...], ...]:
    return tuple(tuple(_cell(value) for value in row) for row in rows(survey, responses))


def _cell(value: object) -> CellValue:
    if value is None or isinstance(value, str | int | float):
        return value
    raise AssertionError(f"not a cell of a table: a {type(value).__name__}")


def _workbook(survey: Survey, responses: Sequence[Response], found: Sequence[_Line], marks: _Marks) -> bytes:
    language = survey.language
    warning = _warning(language)
    words = {status.value: status.words(language) for status in Status}
    words[CUT] = _said(language, "Text cut: too long for a cell")
    told = tuple((line.respondent, line.field, words[line.status], line.received) for line in found)
    names, cells = _names(survey), _cells(survey, responses)
    answers = Sheet(_said(language, "Answers"), names, cells, warning=warning, marks=marks, for_programs=True)
    # The others say it in print and among the notes: no row of them is an answer, and their headers come first too.
    headings = column_headings(language)
    labels = Sheet(_said(language, "Labels"), headings, tuple(entries(survey)), warning=joined(marks))
    people = tuple(_said(language, one) for one in _PEOPLE)
    statuses = Sheet(_said(language, "Statuses"), people, told, warning=joined((*marks, warning)))
    return to_xlsx([answers, labels, statuses], survey.language)


def _parquet(survey: Survey, responses: Sequence[Response], marks: _Marks) -> bytes:
    # Imported here because it takes longer than all the rest, and most exports need no engine.
    from surveykit.engines import duckdb as engines  # noqa: PLC0415

    typed, held = columns(survey), rows(survey, responses)
    if marks:
        typed = (*typed, Column(SIMULATED, "BOOLEAN"))
        held = [(*row, one.simulated) for row, one in zip(held, responses, strict=True)]
    return engines.to_parquet(typed, held)


def _labelled(survey: Survey, responses: Sequence[Response], to: ExportFormat, marks: _Marks) -> Written:
    # Imported here because pyreadstat and pandas take half a second, and are there only with the extra.
    try:
        from surveykit import labelled  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if error.name in {None, "surveykit", "surveykit.labelled"}:
            raise
        raise MissingExtra.of(f"the format {to.value!r}", str(error.name), "labels") from error
    table = labelled.table(survey, _title(survey, marks), responses, simulated=bool(marks))
    return labelled.to_sav(table) if to is ExportFormat.SAV else labelled.to_dta(table)


def _title(survey: Survey, marks: _Marks) -> str:
    language = survey.language
    of = _said(language, "{survey} ({edition})", survey=survey.title, edition=survey.edition)
    return joined((confidential_mark(language), *marks, of))


def _warning(language: str) -> str:
    """The warning on every sheet that holds answers."""
    mark = confidential_mark(language)
    return _said(language, "{confidential} — individual answers: do not disseminate.", confidential=mark)
