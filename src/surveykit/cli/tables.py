"""Tables on the terminal.

Rich says how wide the terminal and each character are, and sets the headings. The rows are laid out here: Rich makes
objects for each cell, which takes half a minute for the ten thousand respondents of a national survey.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from surveykit.cli.shown import for_rich, shown

WIDE = 200
"""Columns of a table that is not shown on a terminal: wide enough to cut nothing."""
_BETWEEN = "   "
_LEAST = 8
"""Columns: a column is not made narrower than that for the sake of others."""


def print_table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Prints a table to standard output, in full when it is not a terminal; what is too wide is folded."""
    console = Console(
        file=for_rich(sys.stdout),
        width=None if sys.stdout.isatty() else WIDE,
        no_color=bool(os.environ.get("NO_COLOR")),
    )
    head, *body = ([*map(_as_shown, row)] for row in (header, *rows))
    widths = _fitted([*map(_width, zip(head, *body, strict=True))], console.width - 1)
    rule = "─" * (sum(widths) + len(_BETWEEN) * (len(widths) - 1))
    _say(console, shown(title), "italic")
    _say(console, "", "")
    for line in _lines(head, widths):
        _say(console, line, "bold")
    _say(console, f" {rule}", "")
    for row in body:
        console.file.writelines(f"{line}\n" for line in _lines(row, widths))
    console.file.write("\n")
    console.file.flush()


def _say(console: Console, line: str, style: str) -> None:
    console.print(Text(line, style), soft_wrap=True)


def _width(cells: Sequence[Sequence[str]]) -> int:
    """The width of a column in which no line is folded."""
    return max(cell_len(line) for cell in cells for line in cell)


def _as_shown(cell: str) -> list[str]:
    """The lines of a cell before any is folded."""
    if cell.isprintable():
        return [cell]
    return shown(cell).expandtabs().replace("\r", "").split("\n")


def _fitted(widths: Sequence[int], room: int) -> list[int]:
    """The widths of columns of which the widest ones give way until all have room, or none can be narrower."""
    fitted, left = list(widths), room - len(_BETWEEN) * (len(widths) - 1)
    while sum(fitted) > left and max(fitted) > _LEAST:
        widest = max(fitted)
        those = [place for place, width in enumerate(fitted) if width == widest]
        next_ = max((width for width in fitted if width < widest), default=0)
        cut = min(widest - max(next_, _LEAST), -(-(sum(fitted) - left) // len(those)))
        for place in those:
            fitted[place] -= max(cut, 1)
    return fitted


def _lines(row: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    """The lines of a row."""
    folded = [_folded(cell, width) for cell, width in zip(row, widths, strict=True)]
    for cells in zip_longest(*folded, fillvalue=""):
        padded = (_padded(cell, width) for cell, width in zip(cells, widths, strict=True))
        yield f" {_BETWEEN.join(padded)}".rstrip(" ")


def _padded(cell: str, width: int) -> str:
    return cell.ljust(width) if cell.isascii() else cell + " " * (width - cell_len(cell))


def _folded(lines: Sequence[str], width: int) -> list[str]:
    """The lines of a cell, none wider than the column: parted between words, and within a word that is too wide."""
    found: list[str] = []
    for line in lines:
        found += _parted(line, width) if cell_len(line) > width else (line,)
    return found


def _parted(line: str, width: int) -> Iterator[str]:
    start = 0
    while start < len(line):
        fits = _fitting(line[start : start + width + 1], width)
        space = -1 if start + fits >= len(line) else line.rfind(" ", start + 1, start + fits + 1)
        end = space if space > 0 else start + fits
        yield line[start:end].rstrip(" ")
        start = end
        while line[start : start + 1] == " ":
            start += 1


def _fitting(text: str, width: int) -> int:
    """How many characters of a text a column has room for, one at least."""
    if cell_len(text[:width]) <= width:
        return min(width, len(text))
    taken = 0
    for place, character in enumerate(text):
        taken += cell_len(character)
        if taken > width:
            return max(place, 1)
    return len(text)
