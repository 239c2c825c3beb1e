"""What is lost of a register and what is whole: every row against its seal, every stored file against its digest.

Nothing here stops at a page that cannot be read: what stands on the others is told.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from surveykit.brief import Discreet, number_of
from surveykit.register import seals
from surveykit.register.schema import SEALED, SEALED_SINCE, columns_of, since
from surveykit.register.seals import Break, Fault
from surveykit.register.soundness import unsound, unsound_anywhere

Found = TypeVar("Found")
Row = Mapping[str, Any]

_CONTENTS = {"file": "the file", "coding": "the workbook"}
_SMALLEST = 4
"""Bytes. A row takes more: a number of rows that the file has no room for is no number of rows."""


class StoredFile(Struct, frozen=True):
    """A file that a register keeps: its digest, its name, whether its bytes are those that came, whose returns it has.

    `table` is "file" for what came back, "coding" for a workbook.
    """

    table: str
    row: int
    sha256: str
    name: str
    whole: bool
    respondents: tuple[str, ...] = ()


class LostRow(Struct, frozen=True):
    """A row that cannot be relied on: which one, in what way, whose it is and from which file, as far as others tell.

    `gives_back` says that the file is whole inside, so that what stood there can be read again.
    """

    table: str
    row: int
    what: Break
    respondent: str | None = None
    sha256: str | None = None
    file: str | None = None
    gives_back: bool = False


class Examination(Discreet, frozen=True):
    """What a register proves of itself. `sound` when all of it is as it was written.

    `structure` has a clause for each fault of the file itself; `files` every stored file; `lost` the rows that cannot
    be relied on; `proved` the number of rows of each table that can. `holder` is the survey and the edition, None when
    they cannot be read. `sealed` is false for a register of an earlier version that was not written to since: its rows
    have no seals. `readable` is false when nothing at all can be read.
    """

    version: int
    holder: tuple[str, str] | None = None
    sealed: bool = False
    readable: bool = True
    structure: tuple[str, ...] = ()
    files: tuple[StoredFile, ...] = ()
    lost: tuple[LostRow, ...] = ()
    proved: Mapping[str, int] = {}

    @property
    def damaged_files(self) -> tuple[StoredFile, ...]:
        """The stored files whose bytes are not those that came."""
        return tuple(one for one in self.files if not one.whole)

    @property
    def sound(self) -> bool:
        """Whether nothing is lost, and the file is built as a register is."""
        return self.readable and not (self.structure or self.lost or self.damaged_files)

    def _counts(self) -> str:
        return f"{number_of(len(self.files), 'file')}, {number_of(len(self.lost), 'lost row')}"


def examined(connection: sqlite3.Connection, path: Path, version: int) -> Examination:
    """Examines the register of an open connection."""
    held = Remains(connection, path, version)
    structure, readable = held.structure()
    if not readable:
        return Examination(version, readable=False, structure=structure)
    faults = held.faults() if version >= SEALED_SINCE else ()
    files = held.files({one.row for one in faults if one.table == "file"})
    whose = held.whose(faults, files)
    whole = {one.sha256: one.name for one in files if one.whole and one.table == "file"}
    return Examination(
        version=version,
        holder=held.holder(faults),
        sealed=version >= SEALED_SINCE,
        structure=structure,
        files=tuple(_with_respondents(one, whose) for one in files),
        lost=tuple(_lost(one, whose, whole) for one in faults),
        proved=held.numbers(faults),
    )


class Remains:
    """The rows of a register that may be damaged, as far as each of them can be read."""

    def __init__(self, connection: sqlite3.Connection, path: Path, version: int) -> None:
        self._connection = connection
        self._path = path
        self._tables = [table for table in SEALED if since(table) <= version]
        self._version = version
        self._most = path.stat().st_size // _SMALLEST

    def structure(self) -> tuple[tuple[str, ...], bool]:
        """What is wrong with how it is built, and whether anything can be read."""
        said: list[str] = []
        for look in (self._built, lambda: unsound_anywhere(self._connection)):
            try:
                said += look()
            except sqlite3.DatabaseError:
                said.append("some of its pages cannot be read")
        readable = _attempt(lambda: self._connection.execute("SELECT count(*) FROM main.sqlite_schema").fetchone())
        return tuple(dict.fromkeys(said)), readable is not None

    def _built(self) -> Iterator[str]:
        return unsound(self._connection, self._path, self._version)

    def faults(self) -> tuple[Fault, ...]:
        """The rows that are not as they were sealed."""
        try:
            return seals.prove(self._connection)[1]
        except sqlite3.DatabaseError:
            return tuple(self._faults_one_by_one())

    def _faults_one_by_one(self) -> Iterator[Fault]:
        expected: dict[str, dict[int, object]] = {table: {} for table in SEALED}
        by_name = {table.encode(): held for table, held in expected.items()}
        for _, _, of, row, sha256, _ in self._each("seal"):
            if of in by_name and type(row) is int:
                by_name[of][row] = sha256
        for table in self._tables:
            for row in self._each(table):
                number = row[1]
                must = expected[table].pop(number, None)
                if must != seals.row_digest(row):
                    yield Fault(table, number, Break.UNSEALED if must is None else Break.CHANGED)
            yield from (Fault(table, number, Break.GONE) for number in expected[table])

    def _each(self, table: str) -> Iterator[tuple[Any, ...]]:
        """Every row of a table that can be read, after the table's name, texts as bytes."""
        query = seals.row_query(table)
        with seals.as_bytes(self._connection) as cursor:
            rows = _attempt(lambda: cursor.execute(f"{query} ORDER BY rowid").fetchall())
            if rows is not None:
                yield from rows
                return
            for number in range(1, self._last(cursor, table) + 1):
                row = _attempt(lambda: cursor.execute(f"{query} WHERE rowid = ?", (number,)).fetchone())  # noqa: B023
                if row is not None:
                    yield row

    def _last(self, cursor: sqlite3.Cursor, table: str) -> int:
        """The number that the last row of a table may have."""
        asked = (
            f"SELECT max(rowid) FROM main.{table}",  # noqa: S608 (tables are of the schema)
            f"SELECT seq FROM main.sqlite_sequence WHERE name = '{table}'",  # noqa: S608
            f"SELECT max(row) FROM main.seal WHERE of = '{table}'",  # noqa: S608
        )
        told = [_attempt(lambda: cursor.execute(one).fetchone()) for one in asked]  # noqa: B023
        numbers = [row[0] for row in told if row and type(row[0]) is int]
        return min(max(numbers, default=self._most), self._most)

    def rows(self, table: str, faults: Sequence[Fault] = ()) -> Iterator[tuple[int, Row]]:
        """The rows of a table that can be relied on, with their numbers."""
        if table not in self._tables:
            return
        wrong = {one.row for one in faults if one.table == table}
        names = columns_of(table)
        for _, *values in self._each(table):
            if values[0] not in wrong:
                yield values[0], dict(zip(names, map(_text, values), strict=False))

    def files(self, unproved: set[int]) -> tuple[StoredFile, ...]:
        """Every stored file, held against its digest; of a row that is not proved, the digest that its bytes have."""
        known = self._known_digests()
        found = []
        for table in _CONTENTS:
            for number, row in self.rows(table):
                sha256 = self._digest(table, number)
                claimed = str(row["sha256"])
                if table == "file" and number in unproved and sha256 in known:
                    found.append(StoredFile(table, number, sha256, known[sha256], whole=True))
                else:
                    found.append(StoredFile(table, number, claimed, str(row["name"]), whole=sha256 == claimed))
        return tuple(found)

    def _known_digests(self) -> Mapping[str, str]:
        """The digests that events name as those of files that came, with the names under which they came."""
        rows = (row for _, row in self.rows("event"))
        return {str(row["file"]): str(row["detail"]) for row in rows if row["kind"] == "collected"}

    def _digest(self, table: str, number: int) -> str:
        """The digest of the bytes that are stored; of none when they cannot be read."""
        content = self.content(table, number)
        return "" if content is None else hashlib.sha256(content).hexdigest()

    def content(self, table: str, number: int) -> bytes | None:
        """The bytes that are stored in a row, None when they cannot be read."""
        query = f"SELECT content FROM main.{table} WHERE rowid = ?"  # noqa: S608 (tables are of the schema)
        row = _attempt(lambda: self._connection.execute(query, (number,)).fetchone())
        return row[0] if row and isinstance(row[0], bytes) else None

    def whose(self, faults: Sequence[Fault], files: Sequence[StoredFile]) -> Mapping[int, tuple[str, str | None]]:
        """The file and the respondent of each response, where something is lost: as events tell them."""
        if not faults and all(one.whole for one in files):
            return {}
        told = (row for _, row in self.rows("event", faults) if row["kind"] in {"recorded", "attributed"})
        return {row["response"]: (str(row["file"]), row["respondent"]) for row in told}

    def holder(self, faults: Sequence[Fault]) -> tuple[str, str] | None:
        """The survey and the edition."""
        found = next((row for _, row in self.rows("register", faults)), None)
        return None if found is None else (str(found["survey"]), str(found["edition"]))

    def numbers(self, faults: Sequence[Fault]) -> Mapping[str, int]:
        """How many rows of each table can be relied on."""
        counted = Counter(one.table for one in faults if one.what is not Break.GONE)
        found = {}
        for table in self._tables:
            query = f"SELECT count(*) FROM main.{table}"  # noqa: S608 (tables are of the schema)
            row = _attempt(lambda: self._connection.execute(query).fetchone())  # noqa: B023
            found[table] = row[0] - counted[table] if row else sum(1 for _ in self.rows(table, faults))
        return found


def _attempt(look: Callable[[], Found]) -> Found | None:
    """What is found, or None where a page cannot be read."""
    try:
        return look()
    except sqlite3.DatabaseError:
        return None


def _text(value: object) -> object:
    return value.decode(errors="replace") if isinstance(value, bytes) else value


def _with_respondents(one: StoredFile, whose: Mapping[int, tuple[str, str | None]]) -> StoredFile:
    told = {respondent for file, respondent in whose.values() if file == one.sha256 and respondent is not None}
    return StoredFile(one.table, one.row, one.sha256, one.name, one.whole, tuple(sorted(told)))


def _lost(fault: Fault, whose: Mapping[int, tuple[str, str | None]], whole: Mapping[str, str]) -> LostRow:
    if fault.table != "response" or fault.row not in whose:
        return LostRow(fault.table, fault.row, fault.what)
    sha256, respondent = whose[fault.row]
    back = sha256 in whole
    return LostRow(fault.table, fault.row, fault.what, respondent, sha256, whole.get(sha256), gives_back=back)


def damage_told(path: Path, found: Examination) -> str:
    """What is lost of a register, and what the files inside give back, in one sentence each."""
    if not found.readable:
        return (
            f"{path} is damaged: its first pages are destroyed, and nothing in it can be read. Take it from a copy, or "
            "collect the returned files again into another register."
        )
    lost, given = _sentences(found)
    return " ".join(
        [
            f"{path} is damaged, and nothing was read from it: {'; '.join(lost)}.",
            *given,
            f"`surveykit register check {path}` lists all of it; --rescue NEW.sqlite writes what is proved to a new "
            "register.",
        ]
    )


def _sentences(found: Examination) -> tuple[list[str], list[str]]:
    """What is lost, as clauses; what is given back, as sentences."""
    lost: list[str] = []
    rows = Counter(one.table for one in found.lost)
    for table, number in rows.items():
        whose = sorted({one.respondent for one in found.lost if one.table == table and one.respondent is not None})
        lost.append(f"{number_of(number, 'row')} of the table '{table}'{_among(whose)} cannot be relied on")
    if found.damaged_files:
        names = [one.name for one in found.damaged_files]
        lost.append(f"{number_of(len(names), 'stored file')}{_among(names)} no longer whole")
    lost += found.structure
    back = sum(one.gives_back for one in found.lost)
    whole = sum(one.whole and one.table == "file" for one in found.files)
    given = [f"The files inside that are whole: {whole} of {sum(one.table == 'file' for one in found.files)}."]
    if rows["response"]:
        given.append(f"They give back {back} of the {number_of(rows['response'], 'response')} that are lost.")
    return lost, given


def _among(names: Iterable[str]) -> str:
    every = [*names]
    more = f" and {len(every) - 5} more" if len(every) > 5 else ""
    return f" ({', '.join(every[:5])}{more})" if every else ""
