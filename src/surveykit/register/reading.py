"""What may be asked of a register without adding anything to it."""

from __future__ import annotations

from collections.abc import Iterable

from surveykit.errors import UsageError
from surveykit.ids import RespondentCode
from surveykit.register import queries
from surveykit.register.database import Database
from surveykit.register.examination import Examination
from surveykit.register.records import Correction, CurrentResponse, Event, FileRecord, ResponseRecord, Returns


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
        for sha256 in every:
            queries.content(self._database, sha256)

    def file(self, sha256: str) -> FileRecord:
        """The record of a file.

        Raises UsageError when it is not in the register.
        """
        found = queries.file(self._database, sha256)
        if found is None:
            raise UsageError(f"The register holds no file {sha256}.")
        return found

    def content(self, sha256: str) -> bytes:
        """A file's own bytes, as they came.

        Raises UsageError when it is not in the register, DamagedRegister when it is no longer whole.
        """
        return queries.content(self._database, self.file(sha256).sha256)

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
        return queries.all_returns(self._database)

    def returns_of(self, respondent: RespondentCode) -> Returns:
        """The returns of one respondent by the moment of sending, none when nothing came; no other one's is read."""
        return queries.returns_of(self._database, respondent)

    def unattributed(self) -> tuple[ResponseRecord, ...]:
        """The responses without a known respondent, in the order in which they came."""
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
