"""A workbook that people fill in, as data: pages to be written, and pages that came back."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from msgspec import Struct

from surveykit.brief import Discreet, number_of

MAX_CELL = 32_767
"""The UTF-16 code units of a cell; a longer text is cut, and ends in an ellipsis."""


def cut(text: str) -> str:
    """A text as long as a cell can be."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MAX_CELL:
        return text
    return units[: 2 * (MAX_CELL - 1)].decode("utf-16-le", "ignore") + "…"


class Use(Enum):
    """What a column is for: it is read and not changed, ticked with an « x », typed in, or kept for the program."""

    READ = auto()
    TICK = auto()
    TYPE = auto()
    KEEP = auto()


class Column(Struct, frozen=True):
    """One column: its heading, its use, its width in characters, and what its cells are for."""

    heading: str
    use: Use
    width: int
    hint: str = ""


class Page(Struct, frozen=True):
    """One worksheet: a title above its headings, then its rows, each as long as the columns.

    `spare` rows may be added after the last.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    spare: int = 0


class Book(Struct, frozen=True):
    """A workbook: its title, its language, what it says of itself to programs, its pages; each page says its marks."""

    title: str
    language: str
    properties: Mapping[str, str]
    pages: tuple[Page, ...]
    marks: tuple[str, ...] = ()


class ReturnedPage(Discreet, frozen=True):
    """One worksheet as it came back: every cell as text, empty ones included, from row 1 and column A."""

    name: str
    rows: tuple[tuple[str, ...], ...]

    def _counts(self) -> str:
        return f"of {number_of(len(self.rows), 'row')}"


class ReturnedBook(Discreet, frozen=True):
    """A workbook as it came back."""

    properties: Mapping[str, str]
    pages: tuple[ReturnedPage, ...]

    def _counts(self) -> str:
        return f"of {number_of(len(self.pages), 'page')}"
