"""The returns of each respondent as the register holds them, in the order of sending, and which of them counts.

Nothing of it is stored: it follows from the returns, the corrections and the decisions that are there.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter

from msgspec import Struct
from msgspec.structs import replace

from surveykit.ids import FieldId, RespondentCode
from surveykit.register.damage import from_the_register
from surveykit.register.database import Database
from surveykit.register.encoding import decode_answer, decode_findings, decode_response, decode_time
from surveykit.register.records import (
    Correction,
    MessageRecord,
    ResponseRecord,
    ReturnRecord,
    Returns,
    SettlementRecord,
)
from surveykit.responses import Response, SentReturn, Settlement, Succession, as_sure, is_untouched, succession

_EVERY = "SELECT * FROM standing"
_OF_ONE = (
    f"{_EVERY} WHERE respondent = ?1 AND id IN (SELECT id FROM response WHERE respondent = ?1"  # noqa: S608
    " UNION SELECT response FROM attribution WHERE respondent = ?1"
    " UNION SELECT response FROM rereading WHERE respondent = ?1)"
)
_FILES = "SELECT sha256, name, format, modified_at FROM file"
_ONE_FILE = f"{_FILES} WHERE sha256 = ?"
_DELIVERIES = "SELECT file, name, modified_at FROM delivery"
_DELIVERIES_OF = f"{_DELIVERIES} WHERE file = ?"
_CORRECTION = "SELECT id, response, field, answer, who, why, corrected_at FROM correction"
_DECISION = "SELECT id, respondent, kept, among, who, why, settled_at FROM settlement"


_MESSAGE = (
    "SELECT m.file, f.name, m.sender, m.sent_at, m.subject, m.words, m.received_at FROM message m"
    " JOIN file f ON f.sha256 = m.file"
)
_CARRIAGE = "SELECT file, message FROM carriage"


class Named(Struct, frozen=True):
    """A file as people know it: its earliest name, its format, and the earliest moment at which it was saved.

    `names` are all that it came under. `messages` are those that carried it, the one that was sent first before the
    others.
    """

    name: str
    format: str
    modified_at: datetime | None
    names: frozenset[str]
    messages: tuple[MessageRecord, ...] = ()

    def moments(self, saved: datetime | None) -> Iterator[datetime]:
        """When it may have been sent, the best known moment first: its messages, what it says itself, its disk."""
        yield from (one.sent_at for one in self.messages if one.sent_at is not None)
        yield from (one for one in (saved, self.modified_at) if one is not None)


def files_by_digest(database: Database, sha256: str | None = None) -> Mapping[str, Named]:
    """Every file by its digest, or one of them."""
    again: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in database.rows(_DELIVERIES) if sha256 is None else database.rows(_DELIVERIES_OF, sha256):
        again[row["file"]].append((row["modified_at"] or _NEVER, row["name"]))
    found = database.rows(_FILES) if sha256 is None else database.rows(_ONE_FILE, sha256)
    carried = _carriers_by_file(database) if sha256 is None else {sha256: carriers(database, sha256)}
    named = {row["sha256"]: _named(row, again.get(row["sha256"], ()), carried.get(row["sha256"], ())) for row in found}
    return _Files(database, named) if sha256 is None else named


class _Files(dict[str, Named]):
    """Files by their digests; one that another program added since is asked for, as what is read later may name it."""

    def __init__(self, database: Database, known: Mapping[str, Named]) -> None:
        super().__init__(known)
        self._database = database

    def __missing__(self, digest: str) -> Named:
        return files_by_digest(self._database, digest)[digest]


def message_record(database: Database, sha256: str) -> MessageRecord | None:
    """A message by the digest of its file, or None."""
    row = database.row(f"{_MESSAGE} WHERE m.file = ?", sha256)
    return None if row is None else _message(row, _enclosed(database.rows(f"{_CARRIAGE} WHERE message = ?", sha256)))


def message_records(database: Database) -> tuple[MessageRecord, ...]:
    """Every message, in the order in which they came."""
    enclosed = _enclosed(database.rows(f"{_CARRIAGE} ORDER BY id"))
    return tuple(_message(row, enclosed) for row in database.rows(f"{_MESSAGE} ORDER BY m.id"))


def carriers(database: Database, sha256: str) -> tuple[MessageRecord, ...]:
    """The messages that carried a file, the one sent first before the others; a message carries itself."""
    rows = database.rows(f"{_CARRIAGE} WHERE file = ? ORDER BY id", sha256)
    found = [message_record(database, one) for one in dict.fromkeys([sha256, *(row["message"] for row in rows)])]
    return _in_order(one for one in found if one is not None)


def _carriers_by_file(database: Database) -> Mapping[str, tuple[MessageRecord, ...]]:
    by_digest = {one.file: one for one in message_records(database)}
    found: defaultdict[str, list[MessageRecord]] = defaultdict(list, {one: [it] for one, it in by_digest.items()})
    for row in database.rows(f"{_CARRIAGE} ORDER BY id"):
        found[row["file"]].append(by_digest[row["message"]])
    return {file: _in_order(several) for file, several in found.items()}


def _enclosed(rows: Iterable[sqlite3.Row]) -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row["message"]].append(row["file"])
    return {message: tuple(files) for message, files in found.items()}


def _in_order(several: Iterable[MessageRecord]) -> tuple[MessageRecord, ...]:
    """Messages by the moment of sending, those that do not say it last; then by their digests."""
    last = datetime.max.replace(tzinfo=UTC)
    return tuple(sorted(several, key=lambda one: (one.sent_at or last, one.file)))


def _message(row: sqlite3.Row, enclosed: Mapping[str, tuple[str, ...]]) -> MessageRecord:
    return MessageRecord(
        file=row["file"],
        name=row["name"],
        sender=row["sender"],
        sent_at=None if row["sent_at"] is None else decode_time(row["sent_at"]),
        subject=row["subject"],
        words=row["words"],
        received_at=decode_time(row["received_at"]),
        enclosed=enclosed.get(row["file"], ()),
    )


_NEVER = "9999"
"""Later than every moment: what a delivery is sorted by that does not say when its file was saved."""


def _named(row: sqlite3.Row, again: Sequence[tuple[str, str]], carried: tuple[MessageRecord, ...]) -> Named:
    seen = [(row["modified_at"] or _NEVER, row["name"]), *again]
    modified, name = min(seen)
    moment = None if modified == _NEVER else decode_time(modified)
    return Named(name, row["format"], moment, frozenset(name for _, name in seen), carried)


def each_returns(database: Database) -> Iterator[Returns]:
    """The returns of every respondent who has any, in the order of the respondents' codes, made one by one."""
    files, corrected, decided = files_by_digest(database), _corrections_by_response(database), _last_decisions(database)
    every = database.each(f"{_EVERY} WHERE respondent IS NOT NULL ORDER BY respondent, id")
    for code, rows in groupby(every, key=itemgetter("respondent")):
        yield _returns(RespondentCode(code), _Known([*rows], files, corrected, decided.get(code)))


def returns_of(database: Database, respondent: RespondentCode) -> Returns:
    """The returns of one respondent; no other one's is read."""
    rows = database.rows(_OF_ONE, respondent)
    files: dict[str, Named] = {}
    for row in rows:
        files |= files_by_digest(database, row["file"])
    corrected: defaultdict[int, list[Correction]] = defaultdict(list)
    for row in rows:
        found = database.rows(f"{_CORRECTION} WHERE response = ? ORDER BY id", row["id"])
        corrected[row["id"]] = [*map(correction, found)]
    last = database.row(f"{_DECISION} WHERE respondent = ? ORDER BY id DESC LIMIT 1", respondent)
    return _returns(respondent, _Known(rows, files, corrected, None if last is None else settlement_in(last)))


def unattributed(database: Database) -> tuple[ResponseRecord, ...]:
    """The responses that have no known respondent, in the order of sending."""
    rows = database.rows(f"{_EVERY} WHERE respondent IS NULL")
    files = files_by_digest(database) if rows else {}
    made = ((files[row["file"]], _record(row, files[row["file"]])) for row in rows)
    return tuple(one for _, one in sorted(made, key=lambda pair: (pair[1].sent_at, _order(*pair))))


def _order(file: Named, record: ResponseRecord) -> tuple[str, int]:
    """What decides between responses sent at the same moment: the names of their files, their lines, their bytes."""
    return f"{file.name}\0{record.part:012}\0{record.file}", record.part


def response(database: Database, response_id: int) -> ResponseRecord | None:
    """One response, or None."""
    row = database.row(f"{_EVERY} WHERE id = ?", response_id)
    if row is None:
        return None
    if row["respondent"] is None:
        return _record(row, files_by_digest(database, row["file"])[row["file"]])
    theirs = returns_of(database, RespondentCode(row["respondent"]))
    return next(one.record for one in theirs.records if one.record.id == response_id)


def correction(row: sqlite3.Row) -> Correction:
    """A row of the corrections."""
    return Correction(
        id=row["id"],
        response=row["response"],
        field=FieldId(row["field"]),
        answer=decode_answer(row["answer"]),
        who=row["who"],
        why=row["why"],
        corrected_at=decode_time(row["corrected_at"]),
    )


@from_the_register
def settlement_in(row: sqlite3.Row) -> SettlementRecord:
    """A row of the decisions."""
    return SettlementRecord(
        id=row["id"],
        respondent=RespondentCode(row["respondent"]),
        kept=row["kept"],
        among=tuple(json.loads(row["among"])),
        who=row["who"],
        why=row["why"],
        settled_at=decode_time(row["settled_at"]),
    )


def corrections(database: Database) -> tuple[Correction, ...]:
    """Every correction in order."""
    return tuple(map(correction, database.rows(f"{_CORRECTION} ORDER BY id")))


class _Known(Struct, frozen=True):
    """What is known of the returns of one respondent: their rows, files, corrections, and the last decision."""

    rows: Sequence[sqlite3.Row]
    files: Mapping[str, Named]
    corrected: Mapping[int, Sequence[Correction]]
    decided: SettlementRecord | None


def _returns(respondent: RespondentCode, known: _Known) -> Returns:
    made = [*_read(known)]
    settled = None
    if known.decided is not None:
        settled = Settlement(known.decided.kept, frozenset(known.decided.among))
    order = succession([one for one, _ in made], settled)
    records = (_placed(one, record, order) for one, record in sorted(made, key=lambda pair: _moment(pair[0])))
    return Returns(respondent, tuple(records), order, known.decided)


def _moment(one: SentReturn) -> tuple[datetime, tuple[str, int]]:
    return one.sent, one.order


def _read(known: _Known) -> Iterator[tuple[SentReturn, ReturnRecord]]:
    """Each return as its succession takes it, and as it is told."""
    for row in known.rows:
        file = known.files[row["file"]]
        made = tuple(known.corrected.get(row["id"], ()))
        record = _record(row, file)
        original = record.response
        answers = {**original.answers, **{one.field: one.answer for one in made}} if made else original.answers
        whole = replace(original, answers=answers) if made else original
        untouched = _is_untouched(row, record, made)
        one = SentReturn(
            row["id"], record.sent_at, _order(file, record), answers, frozenset(fix.field for fix in made), untouched
        )
        yield one, ReturnRecord(record, file.name, file.format, whole, made, names=file.names, messages=file.messages)


def _placed(one: SentReturn, told: ReturnRecord, order: Succession) -> ReturnRecord:
    record = replace(told.record, state=order.state_of(one.id), supersedes=order.replaces.get(one.id))
    signed = order.corrected.get(one.id, frozenset())
    if not signed:
        return replace(told, record=record)
    sure = {field: as_sure(answer) for field, answer in one.answers.items() if field in signed}
    response = replace(told.response, answers={**told.response.answers, **sure})
    return replace(told, record=record, response=response, signed=signed)


def _is_untouched(row: sqlite3.Row, record: ResponseRecord, made: Sequence[Correction]) -> bool:
    """Whether a form came back as it was sent; a correction makes it an answer.

    Earlier versions did not record it: it is then one without an answer of which nothing was found.
    """
    known = row["untouched"]
    return not made and bool(is_untouched(record.response) and not record.findings if known is None else known)


def _sent(row: sqlite3.Row, file: Named) -> datetime:
    """When a response was sent: when its message was, else when its file says that it was saved, or its file system.

    When nothing says it, it was when it came; a moment after its coming is that of a clock that is wrong.
    """
    received = decode_time(row["received_at"])
    saved = None if row["saved_at"] is None else decode_time(row["saved_at"])
    return next((one for one in file.moments(saved) if one <= received), received)


def _record(row: sqlite3.Row, file: Named) -> ResponseRecord:
    """A response as it was read, before it has its place among those of its respondent."""
    respondent = None if row["respondent"] is None else RespondentCode(row["respondent"])
    return ResponseRecord(
        id=row["id"],
        file=row["file"],
        part=row["part"],
        respondent=respondent,
        attributed=bool(row["adopted"]) and respondent is not None,
        response=_response(row, respondent),
        findings=decode_findings(row["found"] or row["findings"]),
        received_at=decode_time(row["received_at"]),
        sent_at=_sent(row, file),
        state=None,
        supersedes=None,
    )


def _response(row: sqlite3.Row, respondent: RespondentCode | None) -> Response:
    read = decode_response(row["answers"])
    return read if read.respondent == respondent else replace(read, respondent=respondent)


def _corrections_by_response(database: Database) -> Mapping[int, Sequence[Correction]]:
    made: defaultdict[int, list[Correction]] = defaultdict(list)
    for one in corrections(database):
        made[one.response].append(one)
    return made


def _last_decisions(database: Database) -> Mapping[str, SettlementRecord]:
    rows: Iterable[sqlite3.Row] = database.rows(f"{_DECISION} ORDER BY id")
    return {row["respondent"]: settlement_in(row) for row in rows}
