"""A page that came back as lines under headings: headings decide, wherever they were moved to."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from surveykit.coded.pages import ReturnedPage
from surveykit.coding.words import cell_name, folded
from surveykit.findings import Finding, Place, Severity
from surveykit.ids import FieldId, RespondentCode
from surveykit.texts import NBSP, squeezed

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
    """The headings of a page, folded, and the lines under them that hold something."""

    page: str
    headings: tuple[str, ...]
    shown: tuple[str, ...]
    lines: tuple[Line, ...]

    def places(self, heading: str) -> tuple[int, ...]:
        """The columns of a heading, from 0."""
        return tuple(number for number, name in enumerate(self.headings) if name == folded(heading))


def grid(page: ReturnedPage, wanted: frozenset[str]) -> Grid | None:
    """The page under the first row that has a wanted heading and more of them than any other; None if no row has."""
    names = frozenset(folded(name) for name in wanted)
    rows = [[folded(cell) for cell in row] for row in page.rows[:_HEADING_ROWS]]
    scores = [len(names.intersection(row)) for row in rows]
    if not any(scores):
        return None
    top = scores.index(max(scores))
    width = max(len(row) for row in page.rows)
    padded = (*rows[top], *[""] * (width - len(rows[top])))
    shown = (*map(squeezed, page.rows[top]), *[""] * (width - len(rows[top])))
    return Grid(page.name, padded, shown, tuple(_lines(page, top, width)))


def _lines(page: ReturnedPage, top: int, width: int) -> Iterator[Line]:
    for row, held in enumerate(page.rows[top + 1 :], start=top + 2):
        if any(cell.strip() for cell in held):
            texts = (*held, *[""] * (width - len(held)))
            yield Line(row, tuple(GridCell(text, row, column) for column, text in enumerate(texts, start=1)))


class Spot(Struct, frozen=True):
    """Where findings are made: the file and the page, and the answer when it is known."""

    file: str
    page: str
    question: str | None = None
    field: FieldId | None = None
    respondent: RespondentCode | None = None

    def note(self, code: str, severity: Severity, message: str, cell: GridCell | None = None) -> Finding:
        """A finding in a cell of the page, or on the whole of it."""
        where = f"Feuille «{NBSP}{self.page}{NBSP}»"
        if cell is not None:
            where += f", cellule {cell_name(cell.row, cell.column)}"
        place = Place(
            file=self.file,
            question=self.question,
            field=self.field,
            respondent=self.respondent,
            line=None if cell is None else cell.row,
            column=None if cell is None else cell.column,
        )
        raw = None if cell is None else cell.text
        return Finding(code, severity, f"{where}{NBSP}: {message}", place, raw)
