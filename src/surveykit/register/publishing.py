"""The releases that were published, kept so that later ones can be compared with them."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from surveykit.errors import UsageError
from surveykit.ids import RespondentCode
from surveykit.register.database import Database
from surveykit.register.encoding import decode_time
from surveykit.register.journal import Journal
from surveykit.register.reading import Reading
from surveykit.register.records import EventKind, ReleaseRecord
from surveykit.results import EarlierRelease, PublishedSum
from surveykit.results.memberships import Entry


class Publishing(Reading):
    """What was published from a register, and that something is."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        super().__init__(database)
        self._journal = Journal(database, now)

    def record_release(self, sums: Sequence[PublishedSum], *, seen: int) -> ReleaseRecord:
        """Records that a release which tells these sums is published; the same sums again give the first record.

        `seen` is the number of earlier releases that it was compared with. Raises UsageError when there are
        others by now: together with them it may tell an answer.
        """
        told = encode_sums(sums)
        sha256 = hashlib.sha256(told.encode()).hexdigest()
        with self._database.transaction():
            known = self._database.row("SELECT * FROM release WHERE sha256 = ?", sha256)
            if known is not None:
                return replace(_record(known), already=True)
            if self._database.rows("SELECT count(*) AS number FROM release")[0]["number"] != seen:
                raise UsageError("another release was recorded since these figures were computed: compute them again")
            added = self._database.insert(
                "INSERT INTO release (sha256, released_at, sums) VALUES (?, ?, ?)",
                *(sha256, self._journal.moment(), told),
            )
            self._journal.note(EventKind.RELEASED, detail=f"{added}: {len(sums)} sums")
            return _record(self._database.rows("SELECT * FROM release WHERE id = ?", added)[0])

    def releases(self) -> tuple[ReleaseRecord, ...]:
        """Every release that was recorded, in order."""
        return tuple(_record(row) for row in self._database.rows("SELECT * FROM release ORDER BY id"))

    def earlier_releases(self) -> tuple[EarlierRelease, ...]:
        """The same, as the audit of a later release takes them; their names have their number and their day."""
        return tuple(
            EarlierRelease(f"release {one.id} of {one.released_at.date()}", one.sums) for one in self.releases()
        )


def encode_sums(sums: Sequence[PublishedSum]) -> str:
    """Published sums as JSON."""
    held = [[one.figure, one.unanimous, _by_atom(one.entries)] for one in sums]
    return json.dumps(held, ensure_ascii=True, separators=(",", ":"))


def decode_sums(text: str) -> tuple[PublishedSum, ...]:
    """The sums that were encoded."""
    held: list[tuple[str, bool, dict[str, list[Any]]]] = json.loads(text)
    return tuple(
        PublishedSum(
            figure,
            unanimous,
            tuple(
                Entry(RespondentCode(code), atom, digest, times)
                for atom, every in atoms.items()
                for code, digest, times in every
            ),
        )
        for figure, unanimous, atoms in held
    )


def _by_atom(entries: Sequence[Entry]) -> dict[str, list[tuple[str, str, int]]]:
    found: dict[str, list[tuple[str, str, int]]] = {}
    for one in sorted(entries, key=lambda one: (one.atom, one.respondent, one.digest)):
        found.setdefault(one.atom, []).append((one.respondent, one.digest, one.coefficient))
    return found


def _record(row: sqlite3.Row) -> ReleaseRecord:
    return ReleaseRecord(row["id"], row["sha256"], decode_time(row["released_at"]), decode_sums(row["sums"]))
