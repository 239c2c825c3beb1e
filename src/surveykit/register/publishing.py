"""The releases that were published, kept so that later ones can be compared with them."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from surveykit.errors import UsageError
from surveykit.ids import IndicatorId, RespondentCode
from surveykit.register.damage import from_the_register
from surveykit.register.database import Database
from surveykit.register.encoding import decode_time
from surveykit.register.journal import Journal
from surveykit.register.reading import Reading
from surveykit.register.records import Departure, EventKind, ReleaseRecord, Telling, Writing, WrittenFile
from surveykit.register.schema import REWOUND
from surveykit.results import EarlierRelease, PublishedSum
from surveykit.results.memberships import Entry
from surveykit.texts import canonical
from surveykit.told import Published

_FIRST_SIMULATED = (
    "SELECT count(*) FROM response WHERE id <="
    " (SELECT min(id) FROM response WHERE json_extract(answers, '$.simulated'))"
)
_RECORDED_BY_THEN = (
    "SELECT count(*) FROM event e WHERE e.kind = 'recorded' AND e.id <"
    " (SELECT min(id) FROM event WHERE kind = 'released' AND detail LIKE r.id || ':%')"
)
_RELEASES = (
    # All of it stands here: nothing comes from outside.
    "SELECT r.id, r.sha256, r.released_at, r.sums, t.release AS told, t.surveyed, t.returned, t.figures, t.meanings,"  # noqa: S608
    " t.files, t.who, d.sent, d.who AS said_by, d.why, d.said_at,"
    f" ({_FIRST_SIMULATED}) BETWEEN 1 AND ({_RECORDED_BY_THEN}) AS simulated FROM release r"
    " LEFT JOIN told t ON t.release = r.id"
    " LEFT JOIN departure d ON d.id = (SELECT max(id) FROM departure WHERE release = r.id)"
)


class Publishing(Reading):
    """What was published from a register, and that something is."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        super().__init__(database)
        self._journal = Journal(database, now)

    def record_release(self, telling: Telling, *, seen: Sequence[str]) -> ReleaseRecord:
        """Records that a release which tells this is published; the same again gives the first record.

        One that was withdrawn and is published again counts again, and files that it was not yet written to are
        recorded with it. `seen` are the names of the earlier releases that
        it was compared with. Raises UsageError when others count by now: together with them it may tell an answer.
        """
        sums, figures, sha256 = _encoded(telling)
        with self._database.transaction():
            known = self.same_release(telling)
            if known is not None and known.counts:
                return self._again(known, telling)
            if [*seen] != [one.name for one in self.releases() if one.counts]:
                raise UsageError("another release was recorded since these figures were computed: compute them again")
            if known is not None:
                return self._again(known, telling)
            added = self._database.insert(
                "INSERT INTO release (sha256, released_at, sums) VALUES (?, ?, ?)",
                *(sha256, self._journal.moment(), sums),
            )
            self._database.insert(
                "INSERT INTO told (release, surveyed, returned, figures, meanings, files, who)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                *(added, telling.surveyed, telling.returned, figures, json.dumps(dict(telling.meanings))),
                *(msgspec.json.encode(telling.files).decode(), canonical(telling.who)),
            )
            self._journal.note(
                EventKind.RELEASED, detail=f"{added}: {len(telling.sums)} sums", who=canonical(telling.who)
            )
            return self.release(added)

    def same_release(self, telling: Telling) -> ReleaseRecord | None:
        """The release that told the same and was recorded before, withdrawn or not; None when there is none."""
        found = self._database.row(f"{_RELEASES} WHERE r.sha256 = ?", _encoded(telling)[2])
        return None if found is None else _record(found, self._writings())

    def _again(self, record: ReleaseRecord, telling: Telling) -> ReleaseRecord:
        if not record.counts:
            self.say_sent(record.id, sent=True, who=telling.who, why="published again")
        files = [one for one in telling.files if one not in record.files]
        if files:
            detail = f"{record.id}: {msgspec.json.encode(files).decode()}"
            self._journal.note(EventKind.WRITTEN_AGAIN, detail=detail, who=canonical(telling.who))
        return replace(self.release(record.id), already=True)

    def say_sent(self, number: int, *, sent: bool, who: str, why: str) -> ReleaseRecord:
        """Says of a release that it was never sent out (it is withdrawn), or that it was; signed, the last word counts.

        A withdrawn release is kept, and later ones are not compared with it. Raises UsageError for an unknown number
        and without a signature.
        """
        signature = canonical(who), canonical(why)
        if not all(signature):
            raise UsageError("Say who decides, and why: what is said of a release is signed.")
        with self._database.transaction():
            record = self.release(number)
            if record.counts is sent:
                return replace(record, already=True)
            self._database.insert(
                "INSERT INTO departure (release, sent, who, why, said_at) VALUES (?, ?, ?, ?, ?)",
                *(number, int(sent), *signature, self._journal.moment()),
            )
            kind = EventKind.SENT if sent else EventKind.WITHDRAWN
            self._journal.note(kind, detail=f"{number}: {signature[1]}", who=signature[0])
            return self.release(number)

    def release(self, number: int) -> ReleaseRecord:
        """One release by its number. Raises UsageError when there is none."""
        found = self._database.row(f"{_RELEASES} WHERE r.id = ?", number)
        if found is None:
            known = ", ".join(str(one.id) for one in self.releases()) or "none"
            raise UsageError(f"The register holds no release {number}; it has: {known}.")
        return _record(found, self._writings())

    def releases(self) -> tuple[ReleaseRecord, ...]:
        """Every release that was recorded, in order, those that were withdrawn too."""
        writings = self._writings()
        return tuple(_record(row, writings) for row in self._database.rows(f"{_RELEASES} ORDER BY r.id"))

    def _writings(self) -> Mapping[int, tuple[Writing, ...]]:
        """The files that releases were written to after they were recorded, by the release's number."""
        found: dict[int, tuple[Writing, ...]] = {}
        noted = "SELECT at, who, detail FROM event WHERE kind = ? ORDER BY id"
        for row in self._database.rows(noted, EventKind.WRITTEN_AGAIN.value):
            number, _, files = row["detail"].partition(": ")
            held = msgspec.json.decode(files, type=tuple[WrittenFile, ...])
            writing = Writing(row["who"], decode_time(row["at"]), held)
            found[int(number)] = (*found.get(int(number), ()), writing)
        return found

    @contextmanager
    def as_it_was(self, number: int) -> Iterator[None]:
        """Inside, responses, attributions, corrections and codings are those that a release was computed from.

        Each of them has its event, and so has the release: what came before it, counted, is what there was.
        """
        moment = "SELECT min(id) AS id FROM event WHERE kind = ? AND detail LIKE ?"
        last = self._database.rows(moment, EventKind.RELEASED.value, f"{number}:%")[0]["id"]
        before = "SELECT count(*) AS number FROM event WHERE kind = ? AND id < ?"
        rows = {table: self._database.rows(before, kind.value, last)[0]["number"] for table, kind in REWOUND.items()}
        with self._database.rewound(rows):
            yield

    def earlier_releases(self) -> tuple[EarlierRelease, ...]:
        """Those that count, as the audit of a later release takes them."""
        return tuple(_earlier(one) for one in self.releases() if one.counts)


def _earlier(record: ReleaseRecord) -> EarlierRelease:
    figures: tuple[Published, ...] = ()
    meanings: Mapping[IndicatorId, str] = {}
    if record.told is not None:
        figures, meanings = record.told.figures, record.told.meanings
    return EarlierRelease(record.name, record.sums, record.released_at.date(), figures, meanings)


def encode_sums(sums: Sequence[PublishedSum]) -> str:
    """Published sums as JSON."""
    held = [[one.figure, one.unanimous, _by_atom(one.entries)] for one in sums]
    return json.dumps(held, ensure_ascii=True, separators=(",", ":"))


@from_the_register
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


def _encoded(telling: Telling) -> tuple[str, str, str]:
    """The sums and the figures of a telling as JSON, and the digest by which the release is known."""
    sums, figures = encode_sums(telling.sums), msgspec.json.encode(telling.figures).decode()
    return sums, figures, hashlib.sha256(f"{sums}\n{figures}".encode()).hexdigest()


@from_the_register
def _record(row: sqlite3.Row, writings: Mapping[int, tuple[Writing, ...]]) -> ReleaseRecord:
    sums = decode_sums(row["sums"])
    departure = None
    if row["sent"] is not None:
        departure = Departure(bool(row["sent"]), row["said_by"], row["why"], decode_time(row["said_at"]))
    told = None
    if row["told"] is not None:
        told = Telling(
            sums,
            msgspec.json.decode(row["figures"], type=tuple[Published, ...]),
            json.loads(row["meanings"]),
            row["surveyed"],
            row["returned"],
            msgspec.json.decode(row["files"], type=tuple[WrittenFile, ...]),
            row["who"],
        )
    moment, simulated = decode_time(row["released_at"]), bool(row["simulated"])
    again = writings.get(row["id"], ())
    return ReleaseRecord(row["id"], row["sha256"], moment, sums, told, departure, simulated=simulated, again=again)
