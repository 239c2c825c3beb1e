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
    found = Respondents()
    source = table_source(folder / name, name, SIZE_LIMIT)
    if isinstance(source, Finding):
        found.problems.append(source)
        return found
    table = read_table(source)
    found.problems.extend(table.problems)
    if not table.rows:
        found.problems.append(file_problem("csv_empty", name, _EMPTY))
        return found
    reader = _Reader(source, found, groupings)
    columns = reader.header(table.rows)
    if columns is not None:
        for row in table.rows[1:]:
            reader.respondent(row, columns)
        if not found.entries and not found.problems:
            found.problems.append(file_problem("csv_empty", name, _EMPTY))
    return found


def _leaves(folder: Path, name: str) -> bool:
    if "\0" in name or PureWindowsPath(name).is_absolute() or PureWindowsPath(name).drive or "\\" in name:
        return True
    root = os.path.realpath(folder)
    return os.path.commonpath([root, os.path.realpath(folder / name)]) != root


def table_source(path: Path, name: str, limit: int) -> Source | Finding:
    """The text of a CSV file of at most `limit` bytes, or why it cannot be had."""
    data = read_bytes(path, name, limit)
    if isinstance(data, Finding):
        return data
    source = decode(data, name)
    if isinstance(source, Finding) and source.code == "encoding" and b";" in data.split(b"\n", 1)[0]:
        source = _excel(data, name) or source
    if isinstance(source, Finding):
        return source
    return forbidden_character(source) or source


def _excel(data: bytes, name: str) -> Source | None:
    """The text of a file that Excel saved as "CSV (séparateur : point-virgule)": in Windows-1252."""
    try:
        return Source(name, data.decode("cp1252"))
    except UnicodeDecodeError:
        return None


class _Reader(Struct):
    source: Source
    found: Respondents
    groupings: Mapping[str, Plain]
    seen: dict[str, int] = field(default_factory=dict)

    def header(self, rows: tuple[Row, ...]) -> list[str] | None:
        """The columns' names, blank for a column that is wholly blank; None if the table cannot be used."""
        columns: list[str] = []
        before = len(self.found.problems)
        for i, cell in enumerate(rows[0]):
            name = "name" if cell.text in _NAMES else "email" if cell.text in _EMAILS else cell.text
            if not name and any(len(row) > i and row[i].text for row in rows[1:]):
                self._note("csv_column", cell, "expected the name of a column, found a blank")
            elif name and name in columns:
                self._note("csv_column", cell, f"the column '{cell.text}' stands twice")
            columns.append(name)
        start = rows[0][0]
        shown = [cell.text for cell in rows[0] if cell.text]
        for wanted, near in ((_CODE, _CODE), ("name", _NAMES[0])):
            if wanted not in columns:
                words = "'nom' (or 'name')" if wanted == "name" else f"'{wanted}'"
                self._note("csv_column", start, f"there is no column {words}{_found(near, shown)}")
        usable = len(self.found.problems) == before
        for grouping in self.groupings:
            if grouping not in columns:
                nearby = _found(grouping, shown)
                self._note("csv_column", start, f"there is no column '{grouping}' for that grouping{nearby}")
        return columns if usable else None

    def respondent(self, row: Row, columns: list[str]) -> None:
        """One line of the table; a line that cannot be used is told and left out."""
        filled = [cell for cell in row if cell.text]
        if len(row) != len(columns) and (len(row) < len(columns) or filled[-1] in row[len(columns) :]):
            self._note("csv_cells", row[0], f"expected {len(columns)} cells as in the header, found {len(row)}")
            return
        cells = {name: cell for name, cell in zip(columns, row, strict=False) if name}
        code, name = cells[_CODE], cells["name"]
        if not code.text or not name.text:
            blank, what = (name, "name") if code.text else (code, "code")
            self._note("csv_blank", blank, f"the {what} of a respondent is blank")
            return
        if code.text in self.seen:
            line = self.source.spot(self.seen[code.text])[0]
            self._note("csv_duplicate", code, f"the code '{code.text}' is already at line {line}")
            return
        self.seen[code.text] = code.index
        at: Keys = ("population", "respondents", len(self.found.entries))
        self._mark(at, code)
        attributes: dict[str, Plain] = {}
        for key, cell in cells.items():
            own = key in _OWN
            self._mark((*at, key) if own else (*at, "attributes", key), cell)
            if not own:
                attributes[key] = cell.text
        entry: dict[str, Plain] = {"code": code.text, "name": name.text, "attributes": attributes}
        if "email" in cells:
            entry["email"] = [*addresses_in(cells["email"].text)]
        self.found.entries.append(entry)

    def _mark(self, path: Keys, cell: CsvCell) -> None:
        self.found.places[path] = self.source.place(cell.index)

    def _note(self, code: str, cell: CsvCell, message: str) -> None:
        self.found.problems.append(self.source.problem(code, cell.index, message, cell.text or None))


def addresses_in(text: str) -> tuple[str, ...]:
    """The addresses in a cell."""
    return tuple(one for one in _PARTED.split(text) if one)


def _found(wanted: str, columns: list[str]) -> str:
    return suggestion(wanted, columns).replace("expected one of", "found") or "; found none"
