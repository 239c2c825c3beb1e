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
    """A campaign is one survey with its open register: it reads returns and says what must be asked again.

    `sk.open_register` opens one; `with` closes it. `survey` and `register` are its two parts. The register only grows:
    a later return or a correction takes the place of an answer, and what came before stays on record.

    ```python
    with sk.open_register("spring.sqlite", survey) as campaign:
        report = campaign.collect("returns/")
        print(report, campaign.status().rate)
    ```
    """

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
        """Closes the register's file; the campaign cannot be used afterwards.

        Raises nothing when it is closed already.
        """
        self.register.close()

    def collect(
        self,
        *paths: str | Path,
        respondent: str | None = None,
        who: str = "surveykit",
        progress: Progress | None = None,
    ) -> CollectReport:
        """Reads returned files and records each of them in the register, the readable ones and the refused ones.

        `paths` are files and folders; a folder is searched at every depth, without hidden files and those that Office
        leaves behind. The oldest file comes first, by the time of its last change, so that a respondent's latest return
        counts. The same bytes again change nothing; a file of more than 64 MiB is refused unread. `respondent` is the
        code of the respondent whose the files are when they do not say it, and `who` the name of the person who knows
        it. `progress` is called after each file with the numbers of files done and of all files.

        Raises UsageError when a path does not exist or the respondent is unknown, both before anything is read, and
        when a file is another respondent's copy; MissingExtra for a file of a known format whose packages are not
        installed. Files read before it stay recorded. A file that cannot be read raises nothing: it is among the
        report's `refused`.

        ```python
        report = register.collect("returns/", who="Mme Petit")
        print([(file.name, file.refusals[0].request) for file in report.refused])
        ```
        """
        from surveykit.pipeline.collecting import Collector, Holder  # noqa: PLC0415 (most commands read no file)

        holder = None
        if respondent is not None:
            holder = Holder(find_respondent(self.survey, respondent).code, who, "collected as this respondent's")
        return Collector(self.survey, self.register, self._path).collect(paths, holder=holder, progress=progress)

    def responses(self) -> tuple[CurrentResponse, ...]:
        """Returns the response that counts for each respondent who returned one, with its corrections.

        They stand in the order of the respondents' codes.

        Raises nothing when none came: the result is empty.
        """
        return self.register.current_responses()

    @property
    def simulated(self) -> bool:
        """Whether any response that ever came is simulated: every file made from this register then says so."""
        return self.register.simulated()

    def unattributed(self) -> tuple[ResponseRecord, ...]:
        """Returns the responses that have no known respondent, in the order in which they came; no figure counts them.

        Raises nothing when there is none: the result is empty.
        """
        return tuple(one for one in self.register.responses() if one.respondent is None)

    def findings(self, respondent: str | None = None) -> tuple[Finding, ...]:
        """Returns the findings on the responses that count and on the files that could not be read.

        Those on the responses that count come first, by respondents' codes, the gravest first within each response;
        then those on responses without a respondent and on refused files, in the order in which these came. With a
        respondent's code, the result has the findings on that response only.
        Raises nothing: it is empty for a respondent who returned nothing, and for an unknown code.
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
        """Returns the findings on one response that counts, the gravest first.

        `current` is one of `responses()`. Of equally grave ones, those of the reading come before those of the survey's
        rules. A finding on an answer that was corrected since is left out.
        Raises UsageError when the register holds no such response.
        """
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
        """Returns where the campaign stands on a day: what each respondent returned and when, and who is late.

        `today` is the present day in UTC when None. Times are in UTC; `late_days` are whole days after the last day in
        time, the one before the deadline; `rate` is a fraction, respondents who returned over all respondents. The rows
        stand in the order of the population. Raises nothing when no return came.

        ```python
        from datetime import date

        standing = register.status(date(2014, 9, 15))
        print(f"{standing.rate:.0%}", [row.respondent.name for row in standing.late])
        ```
        """
        counts = {current.respondent: self.findings_of(current) for current in self.responses()}
        day = today or self._clock().date()
        return status_of(self.survey, self.responses(), counts, day, simulated=self.simulated)

    def correct(self, respondent: str, field: str, text: str, *, who: str, why: str) -> Correction:
        """Corrects one answer of the response that counts for a respondent, and records who decided it and why.

        `respondent` and `field` are codes. `text` is read as if it were typed in the form, the options of a multiple
        choice parted by commas; an empty text makes the answer blank. `who` decides and `why` says for what reason. A
        later return of the respondent takes the place of the corrected response. The record has the moment in UTC.
        Raises UsageError for an unknown respondent or field, for a text that has no one certain value, when the
        respondent returned nothing, and when `who` or `why` is empty.

        ```python
        register.correct("bretagne", "q2_aujourdhui", "12", who="Mme Petit", why="by telephone on 3 September")
        ```
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
                place = Place(file=file.name, line=refusal.line)
                yield Finding(refusal.code, Severity.ERROR, message, place, ask=refusal.request)


def open_register(
    path: str | Path, survey: Survey, *, create: bool = True, clock: Callable[[], datetime] = now
) -> Campaign:
    """Opens the register of a survey, a file that holds all that came back, and returns the campaign; `with` closes it.

    A file that does not exist is made, unless `create` is false. The register is one SQLite file; a new one is its
    owner's alone to read (0600). `clock` gives the present moment, in UTC, for what is recorded; it is the system's by
    default.
    Raises UsageError when the file cannot be opened or written, is no register, is the register of another survey or
    edition, or does not exist and `create` is false.

    ```python
    with sk.open_register("spring.sqlite", survey) as campaign:
        print(len(campaign.responses()), "responses")
    ```
    """
    register = Register.open(Path(path), survey.id, survey.edition, now=clock, create=create)
    return Campaign(survey, register, Path(path), clock)
