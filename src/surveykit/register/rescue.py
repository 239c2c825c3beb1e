"""What can be relied on of a damaged register, into a new one: row by row, with the numbers that the rows had."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from heapq import merge
from pathlib import Path, PurePath
from typing import Any

from msgspec import Struct

from surveykit.errors import UsageError
from surveykit.findings import Finding
from surveykit.register.damage import DamagedRegister, whole_content
from surveykit.register.database import Database
from surveykit.register.encoding import encode_findings, encode_response, encode_time
from surveykit.register.examination import Examination, Remains, damage_told
from surveykit.register.journal import Journal
from surveykit.register.proving import remains
from surveykit.register.records import EventKind
from surveykit.register.schema import SEALED
from surveykit.register.seals import Fault
from surveykit.responses import Response

_TOGETHER = 200
"""Rows that are written at a time."""

Row = dict[str, Any]


class Unsaved(Struct, frozen=True):
    """A row that could be read and is not in the new register: what it refers to is lost."""

    table: str
    row: int


class LostResponse(Struct, frozen=True):
    """A response that cannot be relied on: its number, its file, when it came."""

    row: int
    file: str
    came: str


class ReadAgain(Struct, frozen=True):
    """What was read again in the file of a lost response, as `Register.record_response` takes it."""

    lost: LostResponse
    part: int
    response: Response
    findings: tuple[Finding, ...]
    saved: datetime | None
    untouched: bool


class Transplant:
    """The rows of a damaged register on their way to a new one.

    `order` are the tables, each after those that it refers to; `copy` copies one. `unsaved` are rows left behind.
    """

    def __init__(self, remains: Remains, found: Examination, target: Database) -> None:
        self._remains = remains
        self._faults = [Fault(one.table, one.row, one.what) for one in found.lost]
        self._files = {(one.table, one.row): one for one in found.files}
        self._target = target
        self._refers = {table: _references(target, table) for table in SEALED}
        self._kept: defaultdict[tuple[str, str], set[object]] = defaultdict(set)
        self._instead: defaultdict[str, dict[int, Row]] = defaultdict(dict)
        self.unsaved: list[Unsaved] = []
        self.order = _ordered(self._refers)

    def copy(self, table: str, content_of: Callable[[str], bytes | None]) -> int:
        """Copies the rows of a table that can be relied on; how many.

        `content_of` gives the bytes of a stored file by its digest where they are no longer whole inside.
        """
        # Seals follow the numbers of the rows.
        coming = merge(
            self._rows(table, content_of), self._in_place_of_lost(table), key=lambda row: next(iter(row.values()))
        )
        number = 0
        while some := [row for _, row in zip(range(_TOGETHER), coming, strict=False)]:
            with self._target.transaction():
                for row in some:
                    self._add(table, row)
            number += len(some)
        return number

    def _rows(self, table: str, content_of: Callable[[str], bytes | None]) -> Iterator[Row]:
        for number, row in self._remains.rows(table, self._faults):
            whole = self._with_content(table, number, dict(row), content_of)
            if whole is not None and self._refers_to_kept(table, whole):
                yield whole
            else:
                self.unsaved.append(Unsaved(table, number))

    def _in_place_of_lost(self, table: str) -> Iterator[Row]:
        """The rows that stand for lost ones, in the order of their numbers."""
        rows = [*self._renamed()] if table == "file" else self._instead[table].values()
        yield from sorted(rows, key=lambda row: row["id"])

    def _with_content(self, table: str, number: int, row: Row, content_of: Callable[[str], bytes | None]) -> Row | None:
        """A row with the file that it stores; None when a returned file is nowhere. A coding needs no workbook."""
        stored = self._files.get((table, number))
        if stored is None:
            return row
        content = self._remains.content(table, number) if stored.whole else content_of(stored.sha256)
        if content is not None:
            return {**row, "content": content}
        if table == "file":
            return None
        return {**row, "name": f"{row['name']} (lost)", "sha256": hashlib.sha256(b"").hexdigest(), "content": b""}

    def _renamed(self) -> Iterator[Row]:
        """Files that are whole while their row is not: as the event of their coming tells of them."""
        wrong = {one.row for one in self._faults if one.table == "file"}
        came = {row["file"]: row for _, row in self._remains.rows("event", self._faults) if row["kind"] == "collected"}
        for (table, number), stored in self._files.items():
            if table == "file" and number in wrong and stored.whole and stored.sha256 in came:
                content = self._remains.content(table, number) or b""
                event = came[stored.sha256]
                yield {
                    "id": number,
                    "sha256": stored.sha256,
                    "name": event["detail"],
                    "size": len(content),
                    "format": PurePath(event["detail"]).suffix.lstrip(".").lower(),
                    "collected_at": event["at"],
                    "content": content,
                }

    def _refers_to_kept(self, table: str, row: Row) -> bool:
        return all(
            row.get(column) is None or row[column] in self._kept[target] for column, target in self._refers[table]
        )

    def _add(self, table: str, row: Row) -> None:
        columns, marks = ", ".join(row), ", ".join("?" * len(row))
        self._target.insert(f"INSERT INTO {table} ({columns}) VALUES ({marks})", *row.values())  # noqa: S608
        for column in ("id", "sha256"):
            if column in row:
                self._kept[table, column].add(row[column])

    def lost_responses(self) -> tuple[list[LostResponse], ...]:
        """The responses that are lost while their files are kept, those of each file together, in their order."""
        wrong = {one.row for one in self._faults if one.table == "response"}
        found: defaultdict[str, list[LostResponse]] = defaultdict(list)
        for _, row in self._remains.rows("event", self._faults):
            if row["kind"] == "recorded" and row["response"] in wrong and row["file"] in self._kept["file", "sha256"]:
                found[row["file"]].append(LostResponse(row["response"], row["file"], row["at"]))
        return tuple(found.values())

    def stored(self, file: str) -> tuple[bytes, str, int | None]:
        """A file that is kept: its bytes, its name, and its number when it is one line of a file of several."""
        (row,) = self._target.rows("SELECT name, sha256, content, line FROM file WHERE sha256 = ?", file)
        return whole_content(row), row["name"], row["line"]

    def note(self, who: str, name: str) -> None:
        """Notes in the new register that it was made of another, and how much was lost."""
        with self._target.transaction():
            detail = f"{name}: {len(self._faults)} rows could not be relied on, {len(self.unsaved)} were left behind"
            Journal(self._target, lambda: datetime.now(UTC)).note(EventKind.RESCUED, detail=detail, who=who)

    def parts(self, file: str) -> frozenset[int]:
        """The parts of a file whose responses can be relied on."""
        rows = self._remains.rows("response", self._faults)
        return frozenset(row["part"] for _, row in rows if row["file"] == file)

    def give_back(self, one: ReadAgain) -> None:
        """Has a response that was read again stand for the lost one, once responses are copied."""
        self._instead["response"][one.lost.row] = {
            "id": one.lost.row,
            "file": one.lost.file,
            "part": one.part,
            "respondent": one.response.respondent,
            "received_at": one.lost.came,
            "answers": encode_response(one.response),
            "findings": "[]",
            "found": encode_findings(one.findings),
            "saved_at": None if one.saved is None else encode_time(one.saved),
            "untouched": int(one.untouched),
        }


@contextmanager
def transplant(path: Path, new: Path, holder: tuple[str, str]) -> Iterator[Transplant]:
    """The rescue of a damaged register into the file `new`, which is not left there when the body raises.

    `holder` is the survey and the edition. Raises UsageError when nothing is damaged, or it is another survey's;
    DamagedRegister when nothing can be read.
    """
    with remains(path) as (rows, found):
        if found.sound:
            raise UsageError(f"{path} is sound: there is nothing to rescue, and nothing was written.")
        if not found.readable:
            raise DamagedRegister(damage_told(path, found))
        if found.holder not in {None, holder}:
            raise UsageError(f"{path} is the register of {' '.join(found.holder or ())}, not of {' '.join(holder)}.")
        try:
            with closing(Database(new, create=True, patience=0)) as target:
                yield Transplant(rows, found, target)
        except BaseException:
            new.unlink(missing_ok=True)
            raise


def _references(database: Database, table: str) -> list[tuple[str, tuple[str, str]]]:
    """The columns of a table that refer to another's, each with the table and the column."""
    return [(row["from"], (row["table"], row["to"])) for row in database.rows(f"PRAGMA foreign_key_list({table})")]


def _ordered(refers: Mapping[str, list[tuple[str, tuple[str, str]]]]) -> list[str]:
    """The tables, each after those that it refers to."""
    order: list[str] = []
    while len(order) < len(refers):
        order += [
            table
            for table, targets in refers.items()
            if table not in order and all(target == table or target in order for _, (target, _) in targets)
        ]
    return order
