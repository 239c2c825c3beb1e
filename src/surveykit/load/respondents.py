"""The respondents that `population.file` names, as the definition would have written them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path, PureWindowsPath

from msgspec import Struct, field

from surveykit.findings import Finding, Place
from surveykit.load.composed import Path as Keys
from surveykit.load.composed import Plain
from surveykit.load.source import Source, decode, file_problem, forbidden_character, read_bytes
from surveykit.load.table import CsvCell, Row, read_table
from surveykit.load.wording import suggestion

SIZE_LIMIT = 10_000_000
_CODE = "code"
_EMPTY = "expected a header and one line per respondent, found none"
_NAMES = ("nom", "name")
_EMAILS = ("courriel", "email")
_OWN = {_CODE, "name", "email"}
_PARTED = re.compile(r"[\s,;]+")


class Respondents(Struct):
    """What a table of respondents gave: the entries, the place of each part of them, the problems."""

    entries: list[Plain] = field(default_factory=list)
    places: dict[Keys, Place] = field(default_factory=dict)
    problems: list[Finding] = field(default_factory=list)


def read_respondents(folder: Path, name: str, groupings: Mapping[str, Plain]) -> Respondents | str:
    """The respondents of a CSV file of the folder; a text is the reason why that file may not be named.

    Columns: `code`, `nom` or `name`, `email` or `courriel` if there are addresses (several parted by spaces, commas or
    semicolons), and attributes, among which one for each grouping.
    """
    if _leaves(folder, name):
        return f"'{name}' leaves the definition's folder: name a file inside it"
    source = table_source(folder / name, name, SIZE_LIMIT)
    if isinstance(source, Finding):
        return Respondents(problems=[source])
    return _respondents_in(source, groupings)


def _respondents_in(source: Source, groupings: Mapping[str, Plain]) -> Respondents:
    table = read_table(source)
    found = Respondents(problems=[*table.problems])
    if table.rows:
        _Reader(source, found, groupings).table(table.rows)
    if not table.rows or not (found.entries or found.problems):
        found.problems.append(file_problem("csv_empty", source.file, _EMPTY))
    return found


def _leaves(folder: Path, name: str) -> bool:
    """Whether a name leads out of the folder, on this system or on another."""
    if _is_foreign(name):
        return True
    root = os.path.realpath(folder)
    return os.path.commonpath([root, os.path.realpath(folder / name)]) != root


def _is_foreign(name: str) -> bool:
    """Whether no system reads the name as a path inside a folder: a drive of Windows, a backslash, a zero byte."""
    windows = PureWindowsPath(name)
    return windows.is_absolute() or bool(windows.drive) or "\0" in name or "\\" in name


def table_source(path: Path, name: str, limit: int) -> Source | Finding:
    """The text of a CSV file of at most `limit` bytes, or why it cannot be had."""
    data = read_bytes(path, name, limit)
    if isinstance(data, Finding):
        return data
    source = _decoded(data, name)
    if isinstance(source, Finding):
        return source
    return forbidden_character(source) or source


def _decoded(data: bytes, name: str) -> Source | Finding:
    """The text of a table, in UTF-8 or as Excel saves it."""
    source = decode(data, name)
    if isinstance(source, Finding) and source.code == "encoding" and b";" in data.split(b"\n", 1)[0]:
        return _excel(data, name) or source
    return source


def _excel(data: bytes, name: str) -> Source | None:
    """The text of a file that Excel saved as "CSV (séparateur : point-virgule)": in Windows-1252."""
    try:
        return Source(name, data.decode("cp1252"))
    except UnicodeDecodeError:
        return None


class _Reader(Struct):
    """A table on its way to entries: what is found, and the line of each code already read."""

    source: Source
    found: Respondents
    groupings: Mapping[str, Plain]
    seen: dict[str, int] = field(default_factory=dict)

    def table(self, rows: tuple[Row, ...]) -> None:
        """Every line of the table, unless its header cannot be used."""
        columns = self.header(rows)
        if columns is not None:
            for row in rows[1:]:
                self.respondent(row, columns)

    def header(self, rows: tuple[Row, ...]) -> list[str] | None:
        """The columns' names, blank for a column that is wholly blank; None if the table cannot be used."""
        before = len(self.found.problems)
        columns = self._columns(rows)
        shown = [cell.text for cell in rows[0] if cell.text]
        self._needed(columns, rows[0][0], shown)
        usable = len(self.found.problems) == before
        self._needed_groupings(columns, rows[0][0], shown)
        return columns if usable else None

    def _columns(self, rows: tuple[Row, ...]) -> list[str]:
        columns: list[str] = []
        for i, cell in enumerate(rows[0]):
            name = _column(cell.text)
            if not name and _is_used(rows[1:], i):
                self._note("csv_column", cell, "expected the name of a column, found a blank")
            elif name and name in columns:
                self._note("csv_column", cell, f"the column '{cell.text}' stands twice")
            columns.append(name)
        return columns

    def _needed(self, columns: list[str], start: CsvCell, shown: list[str]) -> None:
        """Notes a table without codes or without names."""
        for wanted, words, near in ((_CODE, f"'{_CODE}'", _CODE), ("name", "'nom' (or 'name')", _NAMES[0])):
            if wanted not in columns:
                self._note("csv_column", start, f"there is no column {words}{_found(near, shown)}")

    def _needed_groupings(self, columns: list[str], start: CsvCell, shown: list[str]) -> None:
        """Notes each grouping that has no column."""
        for grouping in self.groupings:
            if grouping not in columns:
                nearby = _found(grouping, shown)
                self._note("csv_column", start, f"there is no column '{grouping}' for that grouping{nearby}")

    def respondent(self, row: Row, columns: list[str]) -> None:
        """One line of the table; a line that cannot be used gives a problem and no entry."""
        if _is_cut(row, columns):
            self._note("csv_cells", row[0], f"expected {len(columns)} cells as in the header, found {len(row)}")
            return
        cells = {name: cell for name, cell in zip(columns, row, strict=False) if name}
        if self._is_named(cells[_CODE], cells["name"]) and self._is_new(cells[_CODE]):
            self._enter(cells)

    def _is_named(self, code: CsvCell, name: CsvCell) -> bool:
        """Whether a respondent has a code and a name; notes the one that is blank."""
        if code.text and name.text:
            return True
        blank, what = (name, "name") if code.text else (code, "code")
        self._note("csv_blank", blank, f"the {what} of a respondent is blank")
        return False

    def _is_new(self, code: CsvCell) -> bool:
        """Whether no line before has the code; notes one that stands twice."""
        if code.text not in self.seen:
            self.seen[code.text] = code.index
            return True
        line = self.source.spot(self.seen[code.text])[0]
        self._note("csv_duplicate", code, f"the code '{code.text}' is already at line {line}")
        return False

    def _enter(self, cells: Mapping[str, CsvCell]) -> None:
        """Adds the respondent as the definition would have written it, with the place of each part."""
        at: Keys = ("population", "respondents", len(self.found.entries))
        self._mark(at, cells[_CODE])
        for key, cell in cells.items():
            self._mark((*at, key) if key in _OWN else (*at, "attributes", key), cell)
        attributes: dict[str, Plain] = {key: cell.text for key, cell in cells.items() if key not in _OWN}
        entry: dict[str, Plain] = {"code": cells[_CODE].text, "name": cells["name"].text, "attributes": attributes}
        if "email" in cells:
            entry["email"] = [*addresses_in(cells["email"].text)]
        self.found.entries.append(entry)

    def _mark(self, path: Keys, cell: CsvCell) -> None:
        self.found.places[path] = self.source.place(cell.index)

    def _note(self, code: str, cell: CsvCell, message: str) -> None:
        self.found.problems.append(self.source.problem(code, cell.index, message, cell.text or None))


def _column(text: str) -> str:
    """The key of a column, whichever of its names heads it."""
    if text in _NAMES:
        return "name"
    return "email" if text in _EMAILS else text


def _is_used(rows: tuple[Row, ...], column: int) -> bool:
    """Whether any line has text in a column."""
    return any(len(row) > column and row[column].text for row in rows)


def _is_cut(row: Row, columns: list[str]) -> bool:
    """Whether a line has too few cells, or text in a cell beyond the last column."""
    return len(row) < len(columns) or any(cell.text for cell in row[len(columns) :])


def addresses_in(text: str) -> tuple[str, ...]:
    """The addresses in a cell."""
    return tuple(one for one in _PARTED.split(text) if one)


def _found(wanted: str, columns: list[str]) -> str:
    return suggestion(wanted, columns).replace("expected one of", "found") or "; found none"
