"""What may be asked of a register without adding anything to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from surveykit.errors import UsageError
from surveykit.ids import RespondentCode
from surveykit.register import queries
from surveykit.register.database import Database
from surveykit.register.examination import Examination
from surveykit.register.records import (
    Correction,
    CurrentResponse,
    Event,
    Filed,
    FileRecord,
    MessageRecord,
    ResponseRecord,
    Returns,
)


class Reading:
    """The questions that a register answers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def check(self) -> Examination:
        """What the register proves of itself: every row against its seal, every stored file against its digest.

        Raises UsageError only while another program keeps it locked: what is lost is told (`sound` is false).
        """
        return self._database.examine()

    def check_contents(self, every: Iterable[str]) -> None:
        """Holds stored files, named by their digests, against these. Raises DamagedRegister when one is not whole."""
        for digest in every:
            queries.content(self._database, digest)

    def file(self, digest: str) -> FileRecord:
        """The record of a file.

        Raises UsageError when it is not in the register.
        """
        found = queries.file(self._database, digest)
        if found is None:
            raise UsageError(f"The register holds no file {digest}.")
        return found

    def known(self, data: bytes) -> FileRecord | None:
        """The record of a file that has these bytes, None when the register does not hold it."""
        return queries.file(self._database, sha256(data).hexdigest())

    def message(self, digest: str) -> MessageRecord:
        """A message by the digest of its file.

        Raises UsageError when no such message is in the register.
        """
        found = queries.message_record(self._database, digest)
        if found is None:
            raise UsageError(f"The register holds no message {digest}.")
        return found

    def messages(self) -> tuple[MessageRecord, ...]:
        """Every message, in the order in which they came."""
        return queries.message_records(self._database)

    def carriers(self, digest: str) -> tuple[MessageRecord, ...]:
        """The messages that carried a file, the one sent first before the others; a message carries itself."""
        return queries.carriers(self._database, digest)

    def content(self, digest: str) -> bytes:
        """A file's own bytes, as they came.

        Raises UsageError when it is not in the register, DamagedRegister when it is no longer whole.
        """
        return queries.content(self._database, self.file(digest).sha256)

    def filed(self, digest: str) -> Filed:
        """A file with the responses in it, and all returns of those whose responses they are.

        Raises UsageError when it is not in the register.
        """
        found = queries.filed(self._database, digest)
        if found is None:
            raise UsageError(f"The register holds no file {digest}.")
        return found

    def refused_files(self) -> tuple[FileRecord, ...]:
        """The files of which something could not be read, in the order in which they came."""
        return queries.refused_files(self._database)

    def response(self, response_id: int) -> ResponseRecord:
        """One response as it was read.

        Raises UsageError when it is not in the register.
        """
        found = queries.response(self._database, response_id)
        if found is None:
            raise UsageError(f"The register holds no response {response_id}.")
        return found

    def files(self) -> tuple[FileRecord, ...]:
        """Every file, in the order in which they came."""
        return queries.files(self._database)

    def responses(self) -> tuple[ResponseRecord, ...]:
        """Every response as it was read, superseded and unattributed ones too, in order."""
        return queries.responses(self._database)

    def current_responses(self) -> tuple[CurrentResponse, ...]:
        """What counts for each respondent, corrected, in the order of the respondents' codes."""
        return queries.current_responses(self._database)

    def returns(self) -> tuple[Returns, ...]:
        """The returns of every respondent who has any, in the order of the respondents' codes."""
        return tuple(self.each_returns())

    def each_returns(self) -> Iterator[Returns]:
        """The same, made one by one: however many they are, one is held."""
        return queries.each_returns(self._database)

    def returns_of(self, respondent: RespondentCode) -> Returns:
        """The returns of one respondent by the moment of sending, none when nothing came; no other one's is read."""
        return queries.returns_of(self._database, respondent)

    def unattributed(self) -> tuple[ResponseRecord, ...]:
        """The responses without a known respondent, in the order of sending."""
        return queries.unattributed(self._database)

    def has_response(self, respondent: RespondentCode) -> bool:
        """Whether a response of a respondent counts; no other one's is read."""
        return self.returns_of(respondent).counting is not None

    def simulated(self) -> bool:
        """Whether any response is simulated, superseded and unattributed ones counted: all that comes of it is then."""
        return self.holds(simulated=True)

    def holds(self, *, simulated: bool) -> bool:
        """Whether any response is simulated, or any is not, whatever became of it."""
        return queries.holds(self._database, simulated=simulated)

    def corrections(self) -> tuple[Correction, ...]:
        """Every correction ever made, those to superseded responses too, in order."""
        return queries.corrections(self._database)

    def events(self) -> tuple[Event, ...]:
        """Everything that happened, in order."""
        return queries.events(self._database)
