"""What the register holds, as frozen values: files, refusals, responses, corrections, events."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from surveykit.brief import Discreet, number_of
from surveykit.findings import Finding
from surveykit.ids import FieldId, IndicatorId, RespondentCode
from surveykit.responses import Answer, Response, ReturnState, Succession
from surveykit.results import PublishedSum
from surveykit.told import Published


class Outcome(StrEnum):
    """What became of a file.

    `pending`: kept, and nothing was recorded of it yet. `refused`: no response came out of it.
    `unattributed`: a response in it has no respondent yet. `waits`: one would lose answers, and somebody must decide.
    `read`: one of its responses counts. `superseded`: each was replaced. `untouched`: it came back as it was sent.
    `opened`: it is a message, and what it encloses was taken out of it. `listed`: it came in a message beside a return,
    and is none.
    """

    PENDING = "pending"
    READ = "read"
    REFUSED = "refused"
    UNATTRIBUTED = "unattributed"
    WAITS = "waits"
    SUPERSEDED = "superseded"
    UNTOUCHED = "untouched"
    OPENED = "opened"
    LISTED = "listed"


class EventKind(StrEnum):
    """What happened: every act that changed the register has one event."""

    COLLECTED = "collected"
    SEEN_AGAIN = "seen_again"
    CARRIED = "carried"
    REFUSED = "refused"
    RECORDED = "recorded"
    ATTRIBUTED = "attributed"
    CORRECTED = "corrected"
    SETTLED = "settled"
    REREAD = "reread"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"
    SENT = "sent"
    WRITTEN_AGAIN = "written_again"
    CODED = "coded"
    RESCUED = "rescued"


class Refusal(Struct, frozen=True):
    """Why a file, one line of it (from 1) or one member of a message could not be read, and what to ask of its sender.

    `member` is the name of what a message encloses and nobody could take out of it; None for all others.
    """

    code: str
    reason: str
    request: str
    line: int | None
    refused_at: datetime
    member: str | None = None


class MessageRecord(Discreet, frozen=True):
    """A message that came, which is kept whole under `file`: who sent it and when, its subject and its own words.

    `sent_at` is None when it does not say it. `enclosed` are the digests of the files that came in it.
    """

    file: str
    name: str
    sender: str
    sent_at: datetime | None
    subject: str
    words: str
    received_at: datetime
    enclosed: tuple[str, ...] = ()

    def _counts(self) -> str:
        return f"{self.file[:8]}: {number_of(len(self.enclosed), 'enclosure')}"


class FileRecord(Struct, frozen=True):
    """A file that was collected, known by the SHA-256 of its bytes (hexadecimal) and the earliest name it had.

    `size` is in bytes, `format` the reader's name for it, `modified_at` the earliest moment at which its file system
    said that it was saved. `already` says that these bytes were given before and treated; only `add_file` sets it.
    `refusals` are those that no response has overtaken since, so that a file of several lines may be read and have
    refusals too. `responses` are the identifiers of what was read in it. `line` is its number (from 1) when it is one
    line of a file of several, which is kept line by line; else None.
    """

    sha256: str
    name: str
    size: int
    format: str
    collected_at: datetime
    modified_at: datetime | None
    outcome: Outcome
    refusals: tuple[Refusal, ...] = ()
    responses: tuple[int, ...] = ()
    already: bool = False
    line: int | None = None


class ResponseRecord(Discreet, frozen=True):
    """One response as it was read, and what it is among those of its respondent.

    `part` is 0 for a file's only response, else its line (from 1). `respondent` is who it counts for: what
    the file says, or what `attribute` said last (`attributed`); None while nobody knows, and then `state` is None
    too. `sent_at` is when it was sent, as far as anything says it. `supersedes` is the response that it took the place
    of. `already` says that it had been recorded before; only `record_response` sets it.
    """

    id: int
    file: str
    part: int
    respondent: RespondentCode | None
    attributed: bool
    response: Response
    findings: tuple[Finding, ...]
    received_at: datetime
    sent_at: datetime
    state: ReturnState | None
    supersedes: int | None
    already: bool = False

    @property
    def current(self) -> bool:
        """Whether it is the response that counts for its respondent."""
        return self.state is ReturnState.COUNTS

    @property
    def reference(self) -> str:
        """What people call it: the first eight digits of its file's SHA-256, and its line when the file has several."""
        return f"{self.file[:8]}:{self.part}" if self.part else self.file[:8]

    def _counts(self) -> str:
        return f"{self.id}: {number_of(len(self.findings), 'finding')}"


class Correction(Discreet, frozen=True):
    """A signed change to one answer of one response: who decided it, and why."""

    id: int
    response: int
    field: FieldId
    answer: Answer
    who: str
    why: str
    corrected_at: datetime

    def _counts(self) -> str:
        return f"{self.id} of {self.field} in response {self.response}"


class SettlementRecord(Struct, frozen=True):
    """A signed decision: of the responses `among`, all of one respondent, the one that is `kept` counts."""

    id: int
    respondent: RespondentCode
    kept: int
    among: tuple[int, ...]
    who: str
    why: str
    settled_at: datetime


class ReturnRecord(Discreet, frozen=True):
    """One return of a respondent: its record, its file, and its answers with the corrections that were made to it.

    `file_name` is the earliest of the `names` under which the same file came. `signed` are the fields whose answers a
    signed correction stands behind: one of its `corrections`, or one of an earlier return that it repeats. What it
    repeats is confirmed by it. `messages` are those that carried it, the one that was sent first before the others.
    """

    record: ResponseRecord
    file_name: str
    format: str
    response: Response
    corrections: tuple[Correction, ...]
    names: frozenset[str] = frozenset()
    signed: frozenset[FieldId] = frozenset()
    messages: tuple[MessageRecord, ...] = ()

    @property
    def message(self) -> MessageRecord | None:
        """The first message that carried it."""
        return next(iter(self.messages), None)

    def _counts(self) -> str:
        return f"{self.record.reference}: {number_of(len(self.corrections), 'correction')}"


class Returns(Discreet, frozen=True):
    """All the returns of a respondent, by the moment at which they were sent, and the last decision about them."""

    respondent: RespondentCode
    records: tuple[ReturnRecord, ...]
    succession: Succession
    settlement: SettlementRecord | None = None

    @property
    def counting(self) -> ReturnRecord | None:
        """The return that counts; None when nothing was returned but untouched forms."""
        return next((one for one in self.records if one.record.current), None)

    @property
    def current(self) -> CurrentResponse | None:
        """What counts for the respondent; None when nothing was returned but untouched forms."""
        found = self.counting
        if found is None:
            return None
        record = found.record
        return CurrentResponse(
            id=record.id,
            respondent=self.respondent,
            response=found.response,
            original=record.response,
            file=record.file,
            file_name=found.file_name,
            format=found.format,
            part=record.part,
            received_at=record.received_at,
            sent_at=record.sent_at,
            supersedes=self.succession.order.index(record.id),
            findings=record.findings,
            corrections=found.corrections,
        )

    @property
    def waiting(self) -> tuple[ReturnRecord, ...]:
        """The returns that somebody must decide about."""
        return tuple(one for one in self.records if one.record.state is ReturnState.WAITS)

    @property
    def untouched(self) -> tuple[ReturnRecord, ...]:
        """The forms that came back as they were sent."""
        return tuple(one for one in self.records if one.record.state is ReturnState.UNTOUCHED)

    def _counts(self) -> str:
        return number_of(len(self.records), "return")


class Filed(Discreet, frozen=True):
    """A file with the responses in it, and all returns of those whose responses they are."""

    file: FileRecord
    responses: tuple[ResponseRecord, ...]
    returns: tuple[Returns, ...]


class CurrentResponse(Discreet, frozen=True):
    """What counts for one respondent: the response that counts, with the corrections that were made to it applied.

    `supersedes` is the number of responses of the same respondent that were sent before it; `findings` are
    those of the reading; `original` is the response as read; `sent_at` when it was sent.
    """

    id: int
    respondent: RespondentCode
    response: Response
    original: Response
    file: str
    file_name: str
    format: str
    part: int
    received_at: datetime
    sent_at: datetime
    supersedes: int
    findings: tuple[Finding, ...]
    corrections: tuple[Correction, ...]

    def _counts(self) -> str:
        found = number_of(len(self.findings), "finding")
        return f"{self.id}: {found}, {number_of(len(self.corrections), 'correction')}"


class WrittenFile(Struct, frozen=True):
    """A file that a release was written to: its name, without folders, and the SHA-256 of its bytes (hexadecimal)."""

    name: str
    sha256: str


class Writing(Struct, frozen=True):
    """A release was written to files once more, after it was recorded: by whom, when, to which files."""

    who: str
    at: datetime
    files: tuple[WrittenFile, ...]


class Telling(Discreet, frozen=True):
    """What a release tells, as it is recorded. Confidential.

    `sums` say whose answers entered each number. `figures` are those of the release, `meanings` a digest of the
    definition of each of its indicators. `surveyed` and `returned` are numbers of respondents; `who` published it.
    """

    sums: tuple[PublishedSum, ...]
    figures: tuple[Published, ...]
    meanings: Mapping[IndicatorId, str]
    surveyed: int
    returned: int
    files: tuple[WrittenFile, ...] = ()
    who: str = "surveykit"

    def _counts(self) -> str:
        return f"of {number_of(len(self.figures), 'figure')}: {number_of(len(self.sums), 'sum')}"


class Departure(Struct, frozen=True):
    """What somebody said of whether a release was sent out: not (it is withdrawn), or that it was after all."""

    sent: bool
    who: str
    why: str
    said_at: datetime


class ReleaseRecord(Discreet, frozen=True):
    """A release that was published, what it told, and when. Confidential.

    Known by the SHA-256 of what it told (hexadecimal). `told` is None for one that was recorded by a version that kept
    the sums only. `departure` is the last word on whether it was sent out, None when nothing was said: then it was.
    `again` are the files that it was written to later. `already` says that the same one had been recorded before; only
    `record_release` sets it. `simulated` says that among the responses that had come by then are some that nobody gave.
    """

    id: int
    sha256: str
    released_at: datetime
    sums: tuple[PublishedSum, ...]
    told: Telling | None = None
    departure: Departure | None = None
    already: bool = False
    simulated: bool = False
    again: tuple[Writing, ...] = ()

    @property
    def files(self) -> tuple[WrittenFile, ...]:
        """Every file that it was written to, as far as that was recorded."""
        first = () if self.told is None else self.told.files
        return (*first, *(one for each in self.again for one in each.files))

    @property
    def counts(self) -> bool:
        """Whether it is public, as far as anyone said: later releases are compared with it."""
        return self.departure is None or self.departure.sent

    @property
    def name(self) -> str:
        """What an audit calls it: its number and its day."""
        return f"release {self.id} of {self.released_at.date()}"

    def _counts(self) -> str:
        return f"{self.id} of {self.released_at.date()}: {number_of(len(self.sums), 'sum')}"


class Event(Struct, frozen=True):
    """One thing that happened to the register, in order; `detail` is a name, a code, a field or a reason."""

    id: int
    at: datetime
    kind: EventKind
    file: str | None
    response: int | None
    respondent: RespondentCode | None
    who: str | None
    detail: str
