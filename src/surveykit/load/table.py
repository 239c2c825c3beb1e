"""A table saved as CSV (commas or semicolons), each cell with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from surveykit.findings import Finding
from surveykit.load.source import Source

_LINE_END = re.compile(r"\r\n|[\r\n]")


class CsvCell(Struct, frozen=True):
    """One cell: its text, trimmed, and the index in the file where it begins."""

    text: str
    index: int


Row = tuple[CsvCell, ...]


class Table(Struct, frozen=True):
    """The rows of a table, the header first; blank rows are left out."""

    rows: tuple[Row, ...]
    problems: tuple[Finding, ...]


def read_table(source: Source) -> Table:
    """The cells of a CSV file; quotes are doubled inside quoted cells.

    The separator is the semicolon, as Excel saves in French, when the first line has more of them.
    """
    problems: list[Finding] = []
    rows = (tuple(row) for row in _rows(source, _separator(source.text), problems))
    return Table(tuple(row for row in rows if any(cell.text for cell in row)), tuple(problems))


def _separator(text: str) -> str:
    first = _LINE_END.split(text, maxsplit=1)[0]
    return ";" if first.count(";") > first.count(",") else ","


def _rows(source: Source, separator: str, problems: list[Finding]) -> Iterator[list[CsvCell]]:
    text = source.text
    row: list[CsvCell] = []
    here = 0
    while here < len(text):
        cell, here = _quoted(source, here, problems) if text[here] == '"' else _bare(text, here, separator)
        row.append(cell)
        end = _LINE_END.match(text, here)
        if end is not None or here >= len(text):
            yield row
            row = []
            here = end.end() if end is not None else here
        elif text[here] == separator:
            here += 1
            if here >= len(text):
                yield [*row, CsvCell("", here)]
        else:
            problems.append(source.problem("csv_quote", here, f"expected '{separator}' after the closing quote"))
            return


def _bare(text: str, here: int, separator: str) -> tuple[CsvCell, int]:
    match = re.compile(rf"[^{separator}\r\n]*").match(text, here)
    end = match.end() if match is not None else here
    return CsvCell(text[here:end].strip(), here), end


def _quoted(source: Source, here: int, problems: list[Finding]) -> tuple[CsvCell, int]:
    match = re.compile(r'"((?:[^"]|"")*)"').match(source.text, here)
    if match is None:
        problems.append(source.problem("csv_quote", here, "the quote that opens here is never closed"))
        return CsvCell(source.text[here + 1 :].strip(), here), len(source.text)
    return CsvCell(match.group(1).replace('""', '"').strip(), here), match.end()
