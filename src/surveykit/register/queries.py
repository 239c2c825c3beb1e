"""The questions to the tables, and rows as records."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from surveykit.ids import FieldId, RespondentCode
from surveykit.register.database import Database
from surveykit.register.encoding import decode_answer, decode_findings, decode_response, decode_time
from surveykit.register.records import (
    Correction,
    CurrentResponse,
    Event,
    EventKind,
    FileRecord,
    Outcome,
    Refusal,
    ResponseRecord,
)
from surveykit.responses import Response

_FILE = "SELECT sha256, name, size, format, modified_at, collected_at FROM file"
_REFUSAL = (
    "SELECT file, part, code, reason, request, refused_at FROM refusal f WHERE NOT EXISTS"
    " (SELECT 1 FROM response r WHERE r.file = f.file AND r.part = f.part)"
)
_STANDING = "SELECT * FROM standing"
_IDS = "SELECT id FROM current"
_CURRENT = (
    "SELECT s.*, c.supersedes AS formers, f.name, f.format, f.modified_at FROM current c"
    " JOIN standing s ON s.id = c.id JOIN file f ON f.sha256 = s.file ORDER BY s.respondent"
)
_LATEST = (
    "SELECT max(id) AS id FROM ("
    " SELECT max(id) AS id FROM response WHERE respondent = ?"
    " UNION ALL"
    " SELECT max(a.response) FROM attribution a WHERE a.respondent = ?"
    " AND a.id = (SELECT max(b.id) FROM attribution b WHERE b.response = a.response))"
)
_HOLDS = "SELECT EXISTS (SELECT 1 FROM response WHERE coalesce(json_extract(answers, '$.simulated'), 0) = ?) AS found"
_CORRECTION = "SELECT id, response, field, answer, who, why, corrected_at FROM correction"


def file(database: Database, sha256: str) -> FileRecord | None:
    """The record of a file, or None."""
    found = database.row(f"{_FILE} WHERE sha256 = ?", sha256)
    if found is None:
        return None
    refused = database.rows(f"{_REFUSAL} AND f.file = ? ORDER BY id", sha256)
    pieces = database.rows(f"{_STANDING} WHERE file = ? ORDER BY id", sha256)
    current = frozenset(row["id"] for row in pieces if _is_latest(database, row))
    return _file(found, refused, pieces, current)


def files(database: Database) -> tuple[FileRecord, ...]:
    """Every file, in the order in which they came."""
    refused = _by_file(database.rows(f"{_REFUSAL} ORDER BY id"))
    pieces = _by_file(database.rows(f"{_STANDING} ORDER BY id"))
    current = _current_ids(database)
    return tuple(
        _file(row, refused.get(row["sha256"], ()), pieces.get(row["sha256"], ()), current)
        for row in database.rows(f"{_FILE} ORDER BY id")
    )


def names(database: Database, record: FileRecord) -> frozenset[str]:
    """Every name under which a file was seen."""
    again = "SELECT detail FROM event WHERE file = ? AND kind = ?"
    seen = database.rows(again, record.sha256, EventKind.SEEN_AGAIN.value)
    return frozenset([record.name, *(row["detail"] for row in seen)])


def content(database: Database, sha256: str) -> bytes:
    """The bytes of a file that is in the register."""
    return bytes(database.rows("SELECT content FROM file WHERE sha256 = ?", sha256)[0]["content"])


def latest(database: Database, respondent: RespondentCode) -> int | None:
    """The current response of a respondent, or None."""
    found: int | None = database.rows(_LATEST, respondent, respondent)[0]["id"]
    return found


def response(database: Database, response_id: int) -> ResponseRecord | None:
    """One response, or None."""
    row = database.row(f"{_STANDING} WHERE id = ?", response_id)
    return None if row is None else _response(row, current=_is_latest(database, row))


def responses(database: Database) -> tuple[ResponseRecord, ...]:
    """Every response in the order of their coming."""
    current = _current_ids(database)
    rows = database.rows(f"{_STANDING} ORDER BY id")
    return tuple(_response(row, current=row["id"] in current) for row in rows)


def holds(database: Database, *, simulated: bool) -> bool:
    """Whether any response is simulated, or any is not, whatever became of it."""
    return bool(database.rows(_HOLDS, int(simulated))[0]["found"])


def correction(database: Database, correction_id: int) -> Correction:
    """One correction that is in the register."""
    return _correction(database.rows(f"{_CORRECTION} WHERE id = ?", correction_id)[0])


def corrections(database: Database) -> tuple[Correction, ...]:
    """Every correction in order."""
    return tuple(_correction(row) for row in database.rows(f"{_CORRECTION} ORDER BY id"))


def current_responses(database: Database) -> tuple[CurrentResponse, ...]:
    """Each respondent's current response with its corrections, in the order of the respondents' codes."""
    made: defaultdict[int, list[Correction]] = defaultdict(list)
    for one in corrections(database):
        made[one.response].append(one)
    return tuple(_current(row, tuple(made[row["id"]])) for row in database.rows(_CURRENT))


def events(database: Database) -> tuple[Event, ...]:
    """Every event in order."""
    return tuple(
        Event(
            id=row["id"],
            at=decode_time(row["at"]),
            kind=EventKind(row["kind"]),
            file=row["file"],
            response=row["response"],
            respondent=_code(row["respondent"]),
            who=row["who"],
            detail=row["detail"],
        )
        for row in database.rows("SELECT * FROM event ORDER BY id")
    )


def _time(text: str | None) -> datetime | None:
    return None if text is None else decode_time(text)


def _current_ids(database: Database) -> frozenset[int]:
    return frozenset(row["id"] for row in database.rows(_IDS))


def _is_latest(database: Database, row: sqlite3.Row) -> bool:
    respondent = _code(row["respondent"])
    return respondent is not None and latest(database, respondent) == row["id"]


def _by_file(rows: Sequence[sqlite3.Row]) -> Mapping[str, Sequence[sqlite3.Row]]:
    found: defaultdict[str, list[sqlite3.Row]] = defaultdict(list)
    for row in rows:
        found[row["file"]].append(row)
    return found


def _code(text: str | None) -> RespondentCode | None:
    return None if text is None else RespondentCode(text)


def _file(
    row: sqlite3.Row, refused: Sequence[sqlite3.Row], pieces: Sequence[sqlite3.Row], current: frozenset[int]
) -> FileRecord:
    return FileRecord(
        sha256=row["sha256"],
        name=row["name"],
        size=row["size"],
        format=row["format"],
        collected_at=decode_time(row["collected_at"]),
        modified_at=_time(row["modified_at"]),
        outcome=_outcome(refused, pieces, current),
        refusals=tuple(_refusal(one) for one in refused),
        responses=tuple(piece["id"] for piece in pieces),
    )


def _refusal(row: sqlite3.Row) -> Refusal:
    return Refusal(
        code=row["code"],
        reason=row["reason"],
        request=row["request"],
        line=row["part"] or None,
        refused_at=decode_time(row["refused_at"]),
    )


def _outcome(refused: Sequence[sqlite3.Row], pieces: Sequence[sqlite3.Row], current: frozenset[int]) -> Outcome:
    if not pieces:
        return Outcome.REFUSED if refused else Outcome.PENDING
    if any(piece["respondent"] is None for piece in pieces):
        return Outcome.UNATTRIBUTED
    return Outcome.READ if any(piece["id"] in current for piece in pieces) else Outcome.SUPERSEDED


def _read(row: sqlite3.Row) -> Response:
    return replace(decode_response(row["answers"]), respondent=_code(row["respondent"]))


def _response(row: sqlite3.Row, *, current: bool) -> ResponseRecord:
    respondent = _code(row["respondent"])
    return ResponseRecord(
        id=row["id"],
        file=row["file"],
        part=row["part"],
        respondent=respondent,
        attributed=bool(row["adopted"]) and respondent is not None,
        response=_read(row),
        findings=decode_findings(row["found"] or row["findings"]),
        received_at=decode_time(row["received_at"]),
        supersedes=row["supersedes"],
        current=current,
    )


def _correction(row: sqlite3.Row) -> Correction:
    return Correction(
        id=row["id"],
        response=row["response"],
        field=FieldId(row["field"]),
        answer=decode_answer(row["answer"]),
        who=row["who"],
        why=row["why"],
        corrected_at=decode_time(row["corrected_at"]),
    )


def _current(row: sqlite3.Row, made: tuple[Correction, ...]) -> CurrentResponse:
    original = _read(row)
    corrected = {**original.answers, **{one.field: one.answer for one in made}}
    return CurrentResponse(
        id=row["id"],
        respondent=RespondentCode(row["respondent"]),
        response=replace(original, answers=corrected),
        original=original,
        file=row["file"],
        file_name=row["name"],
        format=row["format"],
        part=row["part"],
        received_at=decode_time(row["received_at"]),
        modified_at=_time(row["modified_at"]),
        supersedes=row["formers"],
        findings=decode_findings(row["found"] or row["findings"]),
        corrections=made,
    )
