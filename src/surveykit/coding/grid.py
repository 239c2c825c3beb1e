"""A page that came back as lines under headings: headings decide, wherever they were moved to."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from surveykit.coded.pages import ReturnedPage
from surveykit.coding.words import cell_name, folded
from surveykit.findings import Finding, Place, Severity
from surveykit.ids import FieldId, RespondentCode
from surveykit.texts import squeezed
from surveykit.words import Room

_said = Room("coding")
_HEADING_ROWS = 20
"""How far down a page its headings are looked for."""


class GridCell(Struct, frozen=True):
    """One cell that came back: its text, and where it is (row and column from 1)."""

    text: str
    row: int
    column: int


class Line(Struct, frozen=True):
    """One line: its row, and its cells in the order of the headings."""

    row: int
    cells: tuple[GridCell, ...]


class Grid(Struct, frozen=True):
    """The headings of a page, folded, in a language, and the lines under them that hold something."""

    page: str
    headings: tuple[str, ...]
    shown: tuple[str, ...]
    lines: tuple[Line, ...]
    language: str

    def places(self, heading: str) -> tuple[int, ...]:
        """The columns of a heading of `book`, from 0."""
        wanted = folded(_said(self.language, heading))
        return tuple(number for number, name in enumerate(self.headings) if name == wanted)


def grid(page: ReturnedPage, wanted: frozenset[str], language: str) -> Grid | None:
    """The page under the first row that has a wanted heading and more of them than any other; None if no row has."""
    names = frozenset(folded(_said(language, name)) for name in wanted)
    rows = [[folded(cell) for cell in row] for row in page.rows[:_HEADING_ROWS]]
    scores = [len(names.intersection(row)) for row in rows]
    if not any(scores):
        return None
    top = scores.index(max(scores))
    width = max(len(row) for row in page.rows)
    padded = (*rows[top], *[""] * (width - len(rows[top])))
    shown = (*map(squeezed, page.rows[top]), *[""] * (width - len(rows[top])))
    return Grid(page.name, padded, shown, tuple(_lines(page, top, width)), language)


def _lines(page: ReturnedPage, top: int, width: int) -> Iterator[Line]:
    for row, held in enumerate(page.rows[top + 1 :], start=top + 2):
        if any(cell.strip() for cell in held):
            texts = (*held, *[""] * (width - len(held)))
            yield Line(row, tuple(GridCell(text, row, column) for column, text in enumerate(texts, start=1)))


class Spot(Struct, frozen=True):
    """The place of findings: the file and the page, and the answer when it is known; and their language."""

    file: str
    page: str
    language: str
    question: str | None = None
    field: FieldId | None = None
    respondent: RespondentCode | None = None

    def note(self, code: str, severity: Severity, message: str, cell: GridCell | None = None) -> Finding:
        """A finding in a cell of the page, or on the whole of it."""
        place = Place(file=self.file, question=self.question, field=self.field, respondent=self.respondent)
        if cell is None:
            told = _said(self.language, "Sheet “{page}”: {message}", page=self.page, message=message)
            return Finding(code, severity, told, place, language=self.language)
        name = cell_name(cell.row, cell.column)
        sentence = _said.word("Sheet “{page}”, cell {cell}: {message}")
        told = _said(self.language, sentence, page=self.page, cell=name, message=message)
        place = replace(place, line=cell.row, column=cell.column)
        return Finding(code, severity, told, place, cell.text, language=self.language)
