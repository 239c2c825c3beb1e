"""The questions to the tables, and rows as records."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from surveykit.ids import RespondentCode
from surveykit.register.damage import from_the_register, whole_content
from surveykit.register.database import Database
from surveykit.register.encoding import decode_time
from surveykit.register.records import (
    Correction,
    CurrentResponse,
    Event,
    EventKind,
    Filed,
    FileRecord,
    Outcome,
    Refusal,
    ResponseRecord,
    Returns,
    SettlementRecord,
)
from surveykit.register.returns import (
    Named,
    carriers,
    correction,
    corrections,
    each_returns,
    files_by_digest,
    message_record,
    message_records,
    response,
    returns_of,
    settlement_in,
    unattributed,
)
from surveykit.responses import ReturnState

__all__ = [
    "carriers",
    "content",
    "correction_by_id",
    "corrections",
    "current_responses",
    "each_returns",
    "events",
    "file",
    "filed",
    "files",
    "holds",
    "message_record",
    "message_records",
    "names",
    "refused_files",
    "response",
    "responses",
    "returns_of",
    "settlement_by_id",
    "unattributed",
]

_FILE = "SELECT sha256, size, collected_at, line FROM file"
_REFUSAL = (
    "SELECT file, part, code, reason, request, refused_at, member FROM refusal f WHERE NOT EXISTS"
    " (SELECT 1 FROM response r WHERE r.file = f.file AND r.part = f.part)"
)
_IS_MESSAGE = "SELECT file FROM message"
_PIECE = "SELECT id, file, respondent FROM standing"
_IS_SIMULATED = (  # what holds no such name is not parsed
    """coalesce(CASE WHEN instr(answers, '"simulated"') THEN json_extract(answers, '$.simulated') END, 0)"""
)
_HOLDS = f"SELECT EXISTS (SELECT 1 FROM response WHERE {_IS_SIMULATED} = ?) AS found"  # noqa: S608 (constants)


def file(database: Database, sha256: str) -> FileRecord | None:
    """The record of a file, or None."""
    found = filed(database, sha256)
    return None if found is None else found.file


def filed(database: Database, sha256: str) -> Filed | None:
    """A file with what was read in it, and all returns of those whose responses it holds, or None."""
    found = database.row(f"{_FILE} WHERE sha256 = ?", sha256)
    if found is None:
        return None
    refused = database.rows(f"{_REFUSAL} AND f.file = ? ORDER BY id", sha256)
    pieces = database.rows(f"{_PIECE} WHERE file = ? ORDER BY id", sha256)
    whose = sorted({RespondentCode(row["respondent"]) for row in pieces if row["respondent"] is not None})
    theirs = tuple(returns_of(database, one) for one in whose)
    records = {one.record.id: one.record for every in theirs for one in every.records}
    read = tuple(records.get(row["id"]) or response(database, row["id"]) for row in pieces)
    opened = database.row(f"{_IS_MESSAGE} WHERE file = ?", sha256) is not None
    known = files_by_digest(database, sha256)[sha256]
    record = _file(found, known, refused, pieces, _standings(theirs), opened=opened)
    return Filed(record, tuple(one for one in read if one is not None), theirs)


def refused_files(database: Database) -> tuple[FileRecord, ...]:
    """The files of which something could not be read, in the order in which they came."""
    rows = database.rows(f"SELECT sha256 FROM file WHERE sha256 IN (SELECT file FROM ({_REFUSAL})) ORDER BY id")  # noqa: S608
    found = (file(database, row["sha256"]) for row in rows)
    return tuple(one for one in found if one is not None)


def files(database: Database) -> tuple[FileRecord, ...]:
    """Every file, in the order in which they came."""
    refused = _by_file(database.rows(f"{_REFUSAL} ORDER BY id"))
    pieces = _by_file(database.rows(f"{_PIECE} ORDER BY id"))
    standings, known = _standings(each_returns(database)), files_by_digest(database)
    opened = {row["file"] for row in database.rows(_IS_MESSAGE)}
    return tuple(
        _file(
            row,
            known[row["sha256"]],
            refused.get(row["sha256"], ()),
            pieces.get(row["sha256"], ()),
            standings,
            opened=row["sha256"] in opened,
        )
        for row in database.rows(f"{_FILE} ORDER BY id")
    )


def names(database: Database, sha256: str) -> frozenset[str]:
    """Every name under which a file was seen."""
    seen = database.rows(
        "SELECT name FROM file WHERE sha256 = ?1 UNION SELECT name FROM delivery WHERE file = ?1", sha256
    )
    return frozenset(row["name"] for row in seen)


def content(database: Database, sha256: str) -> bytes:
    """The bytes of a file that is in the register. Raises DamagedRegister when they are not those that came."""
    return whole_content(database.rows("SELECT name, sha256, content FROM file WHERE sha256 = ?", sha256)[0])


def responses(database: Database) -> tuple[ResponseRecord, ...]:
    """Every response in the order of their coming."""
    attributed = (one.record for theirs in each_returns(database) for one in theirs.records)
    return tuple(sorted((*attributed, *unattributed(database)), key=lambda one: one.id))


def holds(database: Database, *, simulated: bool) -> bool:
    """Whether any response is simulated, or any is not, whatever became of it."""
    return bool(database.rows(_HOLDS, int(simulated))[0]["found"])


def correction_by_id(database: Database, correction_id: int) -> Correction:
    """One correction that is in the register."""
    return correction(database.rows("SELECT * FROM correction WHERE id = ?", correction_id)[0])


def settlement_by_id(database: Database, settlement_id: int) -> SettlementRecord:
    """One decision that is in the register."""
    return settlement_in(database.rows("SELECT * FROM settlement WHERE id = ?", settlement_id)[0])


def current_responses(database: Database) -> tuple[CurrentResponse, ...]:
    """What counts for each respondent, in the order of the respondents' codes."""
    every = (theirs.current for theirs in each_returns(database))
    return tuple(one for one in every if one is not None)


@from_the_register
def events(database: Database) -> tuple[Event, ...]:
    """Every event in order."""
    return tuple(
        Event(
            id=row["id"],
            at=decode_time(row["at"]),
            kind=EventKind(row["kind"]),
            file=row["file"],
            response=row["response"],
            respondent=None if row["respondent"] is None else RespondentCode(row["respondent"]),
            who=row["who"],
            detail=row["detail"],
        )
        for row in database.rows("SELECT * FROM event ORDER BY id")
    )


def _standings(every: Iterable[Returns]) -> Mapping[int, ReturnState | None]:
    """What each response is among those of its respondent."""
    return {one.record.id: one.record.state for theirs in every for one in theirs.records}


def _by_file(rows: Sequence[sqlite3.Row]) -> Mapping[str, Sequence[sqlite3.Row]]:
    found: defaultdict[str, list[sqlite3.Row]] = defaultdict(list)
    for row in rows:
        found[row["file"]].append(row)
    return found


def _file(
    row: sqlite3.Row,
    known: Named,
    refused: Sequence[sqlite3.Row],
    pieces: Sequence[sqlite3.Row],
    standings: Mapping[int, ReturnState | None],
    *,
    opened: bool,
) -> FileRecord:
    return FileRecord(
        sha256=row["sha256"],
        name=known.name,
        size=row["size"],
        format=known.format,
        collected_at=decode_time(row["collected_at"]),
        modified_at=known.modified_at,
        outcome=_outcome(refused, {standings.get(piece["id"]) for piece in pieces}, opened=opened),
        refusals=tuple(_refusal(one) for one in refused),
        responses=tuple(piece["id"] for piece in pieces),
        line=row["line"],
    )


def _refusal(row: sqlite3.Row) -> Refusal:
    return Refusal(
        code=row["code"],
        reason=row["reason"],
        request=row["request"],
        line=(row["part"] or None) if row["member"] is None else None,
        refused_at=decode_time(row["refused_at"]),
        member=row["member"],
    )


_OUTCOMES = {
    None: Outcome.UNATTRIBUTED,
    ReturnState.WAITS: Outcome.WAITS,
    ReturnState.COUNTS: Outcome.READ,
    ReturnState.REPLACED: Outcome.SUPERSEDED,
    ReturnState.UNTOUCHED: Outcome.UNTOUCHED,
}
"""What became of a file, by the standings of its responses: the first that one of them has."""


def _outcome(refused: Sequence[sqlite3.Row], standings: AbstractSet[ReturnState | None], *, opened: bool) -> Outcome:
    if not standings:
        if refused:
            return Outcome.REFUSED
        return Outcome.OPENED if opened else Outcome.PENDING
    return next(outcome for standing, outcome in _OUTCOMES.items() if standing in standings)
