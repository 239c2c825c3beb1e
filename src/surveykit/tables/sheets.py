"""A table of data before it is written in any format."""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import chain, count

from msgspec import Struct
from msgspec.structs import replace

from surveykit.texts import canonical, joined


class Percent(Struct, frozen=True):
    """A fraction that people read as a percentage: 0.42 is shown `42 %`, and is 0.42 for scripts."""

    value: float


CellValue = str | int | float | bool | Percent | None
"""What a cell holds; None is an empty cell."""


class Sheet(Struct, frozen=True):
    """One table: its title, the names of its columns, its rows (each as long as the header).

    `notes` are sentences on how to read it; `warning` is what every copy of it must say ("CONFIDENTIEL…"). `marks` are
    what it says of itself, in a few capitals each (`PROJET`): above its first row, and on each page of it. A sheet
    `for_programs` keeps its header in the first row of a workbook: its marks are a column there, as they are in CSV.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    notes: tuple[str, ...] = ()
    warning: str = ""
    marks: tuple[str, ...] = ()
    for_programs: bool = False

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.header):
                raise ValueError(f"row {number} of {self.title!r} has {len(row)} cells for {len(self.header)} columns")

    @property
    def mark(self) -> str:
        """The marks on one line, empty when there are none."""
        return joined(self.marks)


def with_marks(sheets: Iterable[Sheet], marks: tuple[str, ...]) -> tuple[Sheet, ...]:
    """The sheets, each with these marks."""
    return tuple(replace(sheet, marks=marks) for sheet in sheets)


DISSEMINATION = "diffusion"
"""The column that says on each row of a file without pages what its pages would say."""


def marked_rows(sheet: Sheet) -> Sheet:
    """The sheet whose rows say its marks themselves, in a last column `diffusion`, so that the others stay in place.

    Where that is the first column already, the marks stand behind what it says.
    """
    if not sheet.marks:
        return sheet
    if sheet.header[:1] == (DISSEMINATION,):
        rows = ((joined((str(said), *sheet.marks)), *row) for said, *row in sheet.rows)
        return replace(sheet, rows=tuple(rows))
    name = _free_name({name.casefold() for name in sheet.header})
    return replace(sheet, header=(*sheet.header, name), rows=tuple((*row, sheet.mark) for row in sheet.rows))


def _free_name(taken: Container[str]) -> str:
    """The name of the column of marks, with a number from 2 if another column has it."""
    names = chain([DISSEMINATION], (f"{DISSEMINATION}_{number}" for number in count(2)))
    return next(one for one in names if one not in taken)


def shown(text: str) -> str:
    """A text without the characters that no file format can hold, its borders kept as they are."""
    return canonical(f"|{text}|")[1:-1]
