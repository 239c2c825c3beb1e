"""What the register holds, as frozen values: files, refusals, responses, corrections, events."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from surveykit.brief import Discreet, number_of
from surveykit.findings import Finding
from surveykit.ids import FieldId, RespondentCode
from surveykit.responses import Answer, Response
from surveykit.results import PublishedSum


class Outcome(StrEnum):
    """What became of a file.

    `pending`: kept, and nothing was recorded of it yet. `refused`: no response came out of it.
    `unattributed`: a response in it has no respondent yet. `superseded`: each of its responses has been
    replaced by a later one. `read`: at least one of its responses is current.
    """

    PENDING = "pending"
    READ = "read"
    REFUSED = "refused"
    UNATTRIBUTED = "unattributed"
    SUPERSEDED = "superseded"


class EventKind(StrEnum):
    """What happened: every act that changed the register has one event."""

    COLLECTED = "collected"
    SEEN_AGAIN = "seen_again"
    REFUSED = "refused"
    RECORDED = "recorded"
    ATTRIBUTED = "attributed"
    CORRECTED = "corrected"
    RELEASED = "released"
    CODED = "coded"


class Refusal(Struct, frozen=True):
    """Why a file, or one line of it (from 1), could not be read, and what to ask of its sender."""

    code: str
    reason: str
    request: str
    line: int | None
    refused_at: datetime


class FileRecord(Struct, frozen=True):
    """A file that was collected, known by the SHA-256 of its bytes (hexadecimal) and the first name it had.

    `size` is in bytes, `format` the reader's name for it, `modified_at` what its file system said. `already`
    says that these bytes were given before and treated; only `add_file` sets it. `refusals` are those that
    no response has overtaken since, so that a file of several lines may be read and have refusals too.
    `responses` are the identifiers of what was read in it.
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


class ResponseRecord(Discreet, frozen=True):
    """One response as it was read, and where it stands.

    `part` is 0 for a file's only response, else its line (from 1). `respondent` is who it counts for: what
    the file says, or what `attribute` said last (`attributed`); None while nobody knows. `supersedes` is the
    response that it took the place of when it came; `current` that it is the one that counts now. `already`
    says that it had been recorded before; only `record_response` sets it.
    """

    id: int
    file: str
    part: int
    respondent: RespondentCode | None
    attributed: bool
    response: Response
    findings: tuple[Finding, ...]
    received_at: datetime
    supersedes: int | None
    current: bool
    already: bool = False

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


class CurrentResponse(Discreet, frozen=True):
    """What counts for one respondent: the latest response, with the corrections that were made to it applied.

    `supersedes` is the number of responses that came before it from the same respondent; `findings` are
    those of the reading; `original` is the response as read.
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
    modified_at: datetime | None
    supersedes: int
    findings: tuple[Finding, ...]
    corrections: tuple[Correction, ...]

    def _counts(self) -> str:
        found = number_of(len(self.findings), "finding")
        return f"{self.id}: {found}, {number_of(len(self.corrections), 'correction')}"


class ReleaseRecord(Discreet, frozen=True):
    """A release that was published: whose answers entered each of its sums, and when. Confidential.

    Known by the SHA-256 of its sums (hexadecimal). `already` says that the same one had been recorded before;
    only `record_release` sets it.
    """

    id: int
    sha256: str
    released_at: datetime
    sums: tuple[PublishedSum, ...]
    already: bool = False

    def _counts(self) -> str:
        return f"{self.id} of {self.released_at:%Y-%m-%d}: {number_of(len(self.sums), 'sum')}"


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
