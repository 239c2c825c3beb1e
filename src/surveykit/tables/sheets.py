"""A table of data before it is written in any format."""

from __future__ import annotations

from msgspec import Struct

from surveykit.texts import canonical


class Percent(Struct, frozen=True):
    """A fraction that people read as a percentage: 0.42 is shown `42 %`, and is 0.42 for scripts."""

    value: float


CellValue = str | int | float | bool | Percent | None
"""What a cell holds; None is an empty cell."""


class Sheet(Struct, frozen=True):
    """One table: its title, the names of its columns, its rows (each as long as the header).

    `notes` are sentences on how to read it; `warning` is what every copy of it must say ("CONFIDENTIEL…").
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    notes: tuple[str, ...] = ()
    warning: str = ""

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.header):
                raise ValueError(f"row {number} of {self.title!r} has {len(row)} cells for {len(self.header)} columns")


def shown(text: str) -> str:
    """A text without the characters that no file format can hold, its borders kept as they are."""
    return canonical(f"|{text}|")[1:-1]
