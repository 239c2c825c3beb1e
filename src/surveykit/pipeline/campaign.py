"""A campaign: a survey with its register, from the files that come back to what must be asked again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from msgspec.structs import replace

from surveykit.checks import ResponseChecks
from surveykit.errors import UsageError
from surveykit.findings import Finding, Place, Severity
from surveykit.ids import FieldId
from surveykit.model import Survey
from surveykit.pipeline.definitions import find_respondent
from surveykit.pipeline.statuses import Status, standing_findings, status_of
from surveykit.register import Correction, CurrentResponse, Register, ResponseRecord
from surveykit.texts import nearest

if TYPE_CHECKING:
    from surveykit.pipeline.collecting import CollectReport, Progress


def now() -> datetime:
    """The present moment, UTC."""
    return datetime.now(UTC)


class Campaign:
    """An open register of one survey. A context manager; nothing in the register is ever changed or removed."""

    def __init__(self, survey: Survey, register: Register, path: Path, clock: Callable[[], datetime]) -> None:
        self.survey = survey
        self._path = path
        self.register = register
        self._clock = clock

    def __repr__(self) -> str:
        return f"<Campaign of {self.survey.id}/{self.survey.edition} in {self._path.name}>"

    @cached_property
    def _checks(self) -> ResponseChecks:
        return ResponseChecks(self.survey)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the register's file."""
        self.register.close()

    def collect(
        self,
        *paths: str | Path,
        respondent: str | None = None,
        who: str = "surveykit",
        progress: Progress | None = None,
    ) -> CollectReport:
        """Reads returned files (folders are walked), and records each, read or refused.

        Collecting the same bytes again changes nothing. `respondent` says whose the files are when they do
        not say it themselves, on the word of `who`. Raises UsageError when a path does not exist.
        """
        from surveykit.pipeline.collecting import Collector, Holder  # noqa: PLC0415 (most commands read no file)

        holder = None
        if respondent is not None:
            holder = Holder(find_respondent(self.survey, respondent).code, who, "collected as this respondent's")
        return Collector(self.survey, self.register, self._path).collect(paths, holder=holder, progress=progress)

    def responses(self) -> tuple[CurrentResponse, ...]:
        """What counts now for each respondent who returned a form, corrections applied."""
        return self.register.current_responses()

    @property
    def simulated(self) -> bool:
        """Whether a response that ever came is simulated: whatever is made of this register says so then."""
        return self.register.simulated()

    def unattributed(self) -> tuple[ResponseRecord, ...]:
        """The responses that were read and that nobody is known to have sent."""
        return tuple(one for one in self.register.responses() if one.respondent is None)

    def findings(self, respondent: str | None = None) -> tuple[Finding, ...]:
        """What was found in the current responses and the refused files, the gravest first within each.

        With a respondent, only what concerns that one's current response.
        """
        found: list[Finding] = []
        for current in self.responses():
            if respondent in {None, current.respondent}:
                found += self.findings_of(current)
        if respondent is None:
            for record in self.unattributed():
                found += record.findings
            found += self._refusals()
        return tuple(found)

    def findings_of(self, current: CurrentResponse) -> tuple[Finding, ...]:
        """The reading's findings, save those that a correction settled, then those of the survey's rules."""
        settled = {correction.field for correction in current.corrections}
        record = self.register.response(current.id)
        read = [one for one in standing_findings(record) if one.place.field not in settled]
        checked = self._checks.check(current.response)
        placed = (
            replace(one, place=replace(one.place, file=current.file_name, respondent=current.respondent))
            for one in (*read, *checked)
        )
        return tuple(sorted(placed, key=lambda one: one.severity.rank))

    def status(self, today: date | None = None) -> Status:
        """Who returned, when, with how many findings; who is late and by how much; the response rate."""
        counts = {current.respondent: self.findings_of(current) for current in self.responses()}
        day = today or self._clock().date()
        return status_of(self.survey, self.responses(), counts, day, simulated=self.simulated)

    def correct(self, respondent: str, field: str, text: str, *, who: str, why: str) -> Correction:
        """Corrects one answer of a respondent's current response, signed; `text` is read as if typed in the form.

        An empty text makes the answer blank. Raises UsageError for an unknown respondent or field, and for a
        text that has no one certain value.
        """
        from surveykit.pipeline.correcting import corrected  # noqa: PLC0415 (one command reads what is typed)

        code = FieldId(field)
        holder = find_respondent(self.survey, respondent).code
        if code not in self.survey.field_by_code:
            near = nearest(field, self.survey.field_by_code)
            raise UsageError(f"no field {field!r} in {self.survey.id}" + (f"; did you mean {near!r}?" if near else ""))
        return self.register.correct(holder, code, corrected(self.survey, code, text), who, why)

    def _refusals(self) -> Iterator[Finding]:
        for file in self.register.files():
            for refusal in file.refusals:
                message = f"{refusal.reason} {refusal.request}"
                yield Finding(refusal.code, Severity.ERROR, message, Place(file=file.name, line=refusal.line))


def open_register(
    path: str | Path, survey: Survey, *, create: bool = True, clock: Callable[[], datetime] = now
) -> Campaign:
    """The campaign whose register is that file, made if it does not exist and `create`.

    Raises UsageError when the file is something else, or another survey's register.
    """
    register = Register.open(Path(path), survey.id, survey.edition, now=clock, create=create)
    return Campaign(survey, register, Path(path), clock)
