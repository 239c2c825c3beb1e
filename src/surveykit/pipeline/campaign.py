"""A campaign: a survey with its register, from the files that come back to what must be asked again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from msgspec.structs import replace

from surveykit.errors import UsageError, asks_sender
from surveykit.findings import Finding, Place, Severity
from surveykit.ids import FieldId, RespondentCode
from surveykit.model import Survey
from surveykit.pipeline.definitions import find_respondent
from surveykit.pipeline.inspection import Inspection
from surveykit.pipeline.statuses import Status, status_of
from surveykit.pipeline.unread_files import unread
from surveykit.register import (
    Correction,
    CurrentResponse,
    Examination,
    Register,
    ResponseRecord,
    Returns,
    SettlementRecord,
)
from surveykit.texts import nearest

if TYPE_CHECKING:
    from surveykit.pipeline.collected import CollectReport
    from surveykit.pipeline.collecting import Progress


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
    def _inspection(self) -> Inspection:
        return Inspection(self.survey)

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
        leaves behind. Messages (.eml, .msg, winmail.dat), mailboxes (mbox) and archives (.zip) are taken apart: a
        return was sent when its message was, and what that message says stands beside its findings. An attachment that
        is no return is `listed`. Which return of a respondent counts follows from the days on which they were sent,
        never from the order of collecting (`returns`). The same bytes again change nothing; a form of more than 20 MB
        is refused unread, and so is one that takes more than two seconds or 300 MB to read; each line of a file of JSON
        Lines, however long, is a return of its own. `respondent` is the code of the respondent whose the files are when
        they do not say it, and `who` the name of the person who knows it. `progress` is called as files and lines
        reach the disk, with the number of those that did and that of all that are known of.

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
        collector = Collector(self._inspection, self.register, self._path)
        return collector.collect(paths, holder=holder, progress=progress)

    def check(self) -> Examination:
        """Returns what the register proves of itself: every row against its seal, every stored file against its digest.

        `sound` says whether all is as it was written; else `lost`, `damaged_files` and `structure` say what is not.
        Opening a register proves its rows already; this reads every stored file too.
        Raises UsageError only while another program keeps the register locked.

        ```python
        assert register.check().sound
        ```
        """
        return self.register.check()

    def responses(self, returns: Iterable[Returns] | None = None) -> tuple[CurrentResponse, ...]:
        """Returns the response that counts for each respondent who returned one, with its corrections.

        They stand in the order of the respondents' codes. `returns` are those of `Campaign.returns` when they are at
        hand, else the register is read.

        Raises nothing when none came: the result is empty.
        """
        every = self.register.each_returns() if returns is None else returns
        return tuple(one for one in (theirs.current for theirs in every) if one is not None)

    @property
    def simulated(self) -> bool:
        """Whether any response that ever came is simulated: every file made from this register then says so."""
        return self.register.simulated()

    def returns(self, respondent: str | None = None) -> tuple[Returns, ...]:
        """Returns all that each respondent returned, by the day of sending, with what counts, waits or was replaced.

        They stand in the order of the respondents' codes; with a respondent's code, the result has that one only. A
        return was sent when its file says that it was last saved, else when its file system says so, else when it was
        collected; times are in UTC. It takes the place of an older one unless answers would be lost or a signed
        correction contradicted: then it waits for `settle`.
        Raises UsageError for an unknown respondent.

        ```python
        for one in register.returns("bretagne")[0].records:
            print(one.record.reference, one.file_name, one.record.sent_at, one.record.state)
        ```
        """
        if respondent is not None:
            theirs = self.register.returns_of(find_respondent(self.survey, respondent).code)
            return (theirs,) if theirs.records else ()
        return self.register.returns()

    def settle(self, respondent: str, keep: str, *, who: str, why: str) -> SettlementRecord:
        """Decides which return of a respondent counts, and records who decided it and why.

        `respondent` is a code. `keep` names the return: its reference (the first digits of its file's SHA-256, at least
        four of them), its number in the order of sending, or the name of its file. The record names every return that
        was there; one that comes later is compared with the one that was kept.
        Raises UsageError for an unknown respondent, when `keep` names no return of that one that can count, or several,
        and when `who` or `why` is empty.

        ```python
        register.settle("corse", keep="1", who="Mme Petit", why="by telephone: the first one is complete")
        ```
        """
        from surveykit.pipeline.settling import named_return  # noqa: PLC0415 (one command decides)

        holder = find_respondent(self.survey, respondent).code
        return self.register.settle(holder, named_return(self.register.returns_of(holder), keep), who, why)

    def unattributed(self) -> tuple[ResponseRecord, ...]:
        """Returns the responses that have no known respondent, in the order of sending; no figure counts them.

        Raises nothing when there is none: the result is empty.
        """
        return self.register.unattributed()

    def findings(self, respondent: str | None = None, returns: Iterable[Returns] | None = None) -> tuple[Finding, ...]:
        """Returns the findings on the responses that count and on the files that could not be read.

        Those on the responses that count come first, by respondents' codes, the gravest first within each response;
        then those on responses without a respondent, in the order of sending, and on refused files, by their names.
        With a respondent's code, the result has the findings on that respondent only. `returns` are those of
        `Campaign.returns` when they are at hand, else the register is read.
        Raises nothing: it is empty for a respondent who returned nothing, and for an unknown code.
        """
        if respondent is not None:
            return self._inspection.of(self.register.returns_of(RespondentCode(respondent)))
        found = [one for every in self.findings_by_respondent(returns).values() for one in every]
        return (*found, *self._of_nobody(), *self._refusals())

    def findings_by_respondent(
        self, returns: Iterable[Returns] | None = None
    ) -> Mapping[RespondentCode, tuple[Finding, ...]]:
        """Returns the findings on what each respondent returned, the gravest first, by the respondents' codes.

        They are those of `findings_of`, and those on forms that came back untouched. `returns` are those of
        `Campaign.returns` when they are at hand, else the register is read.
        Raises nothing when none came: the result is empty.
        """
        every = self.register.each_returns() if returns is None else returns
        return {one.respondent: self._inspection.of(one) for one in every}

    def findings_of(self, current: CurrentResponse) -> tuple[Finding, ...]:
        """Returns the findings on one respondent who returned a response that counts, the gravest first.

        `current` is one of `responses()`. Of equally grave ones, those on several returns come first, then those of the
        reading, then those of the survey's rules. A finding on an answer that was corrected since is left out.
        Raises nothing: it is empty when the register holds no such response.
        """
        return self._inspection.of(self.register.returns_of(current.respondent))

    def status(self, today: date | None = None) -> Status:
        """Returns where the campaign stands on a day: what each respondent returned and when, and who is late.

        `today` is the present day in the survey's time zone when None. Times are in UTC; `late_days` are whole days
        after the last day in time, the one before the deadline, at which the first complete return was sent; `rate` is
        a fraction, respondents who returned over all respondents. `unread` of a row is a file that came and cannot be
        read. The rows stand in the order of the population. Raises nothing when no return came.

        ```python
        from datetime import date

        standing = register.status(date(2014, 9, 15))
        print(f"{standing.rate:.0%}", [row.respondent.name for row in standing.late])
        ```
        """
        held = self.register.returns()
        found, still = self.findings_by_respondent(held), unread(self.survey, self.register, held)
        return status_of(self.survey, held, found, today or self.today(), unread=still, simulated=self.simulated)

    def today(self) -> date:
        """Returns the present day in the survey's time zone.

        Raises nothing.
        """
        return self._clock().astimezone(self.survey.collection.zone).date()

    def correct(self, respondent: str, field: str, text: str, *, who: str, why: str) -> Correction:
        """Corrects one answer of the response that counts for a respondent, and records who decided it and why.

        `respondent` and `field` are codes. `text` is read as if it were typed in the form, the options of a multiple
        choice parted by commas; an empty text makes the answer blank. `who` decides and `why` says for what reason. A
        later return that says otherwise waits for `settle`. The record has the moment in UTC.
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

    def _of_nobody(self) -> Iterator[Finding]:
        """What was found in responses without a respondent, each with the name of its file."""
        for record in self.unattributed():
            name = self.register.file(record.file).name
            for one in record.findings:
                yield replace(one, place=replace(one.place, file=name))

    def _refusals(self) -> Iterator[Finding]:
        for file in sorted(self.register.refused_files(), key=lambda one: (one.name, one.sha256)):
            for refusal in file.refusals:
                message = f"{refusal.reason} {refusal.request}"
                place = Place(file=refusal.member or file.name, line=refusal.line)
                ask = refusal.request if asks_sender(refusal.code) else None
                yield Finding(refusal.code, Severity.ERROR, message, place, ask=ask)


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
