"""Where a campaign stands, respondent by respondent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from surveykit.findings import LEFT_AS_PREFILLED, Finding, Severity
from surveykit.ids import FieldId, RespondentCode
from surveykit.model import Respondent, Survey
from surveykit.pipeline.unread_files import Unread
from surveykit.register import ReturnRecord, Returns
from surveykit.responses import is_said
from surveykit.results.remedies import Remedy


class RespondentStatus(Struct, frozen=True):
    """One respondent: what came back, and how many days after the deadline (0 in time; up to today if nothing).

    `returned_at` is when the return that counts was sent. `complete_at` is when the first complete one was, of which
    the delay is; `corrected_at` when what it says was last changed, by a later return or a signed correction, None when
    it was not. `file` and `format` are those of the return that counts, and `returns` says which one in order it is: it
    is its version. `waiting` is how many returns wait for a decision; `untouched_at` is when the form last came back as
    it was sent. `left_as_prefilled` is how many answers came back as their copy had been filled in. `unread` is the
    last file that came from this respondent, cannot be read, and still matters; None when none does.
    """

    respondent: Respondent
    returned_at: datetime | None
    complete_at: datetime | None
    corrected_at: datetime | None
    file: str
    format: str
    returns: int
    waiting: int
    untouched_at: datetime | None
    corrections: int
    findings: Mapping[Severity, int]
    left_as_prefilled: int
    late_days: int
    unread: Unread | None = None

    def count(self, severity: Severity) -> int:
        """How many findings of that severity are left."""
        return self.findings.get(severity, 0)

    @property
    def returned(self) -> bool:
        """Whether a response of this respondent counts."""
        return self.returned_at is not None


class Status(Struct, frozen=True):
    """The whole population, in its order, on one day; `remedies` are the answers that key figures wait for.

    `simulated` when some of what came was given by nobody.
    """

    today: date
    deadline: date
    rows: tuple[RespondentStatus, ...]
    remedies: tuple[Remedy, ...] = ()
    simulated: bool = False

    @property
    def returned(self) -> int:
        """How many respondents returned a form."""
        return sum(row.returned for row in self.rows)

    @property
    def rate(self) -> float:
        """Returned over surveyed, as a fraction."""
        return self.returned / len(self.rows)

    @property
    def late(self) -> tuple[RespondentStatus, ...]:
        """Those who have returned nothing though the deadline has passed."""
        return tuple(row for row in self.rows if not row.returned and row.late_days)

    @property
    def untouched(self) -> tuple[RespondentStatus, ...]:
        """Those who returned nothing but their form as it was sent."""
        return tuple(row for row in self.rows if not row.returned and row.untouched_at is not None)

    @property
    def unreadable(self) -> tuple[RespondentStatus, ...]:
        """Those from whom a file came that cannot be read, and nothing since that counts."""
        return tuple(row for row in self.rows if row.unread is not None)

    @property
    def undecided(self) -> tuple[RespondentStatus, ...]:
        """Those of whose returns one must be chosen."""
        return tuple(row for row in self.rows if row.waiting)


def status_of(
    survey: Survey,
    returns: Iterable[Returns],
    findings: Mapping[RespondentCode, Sequence[Finding]],
    today: date,
    *,
    unread: Iterable[Unread] = (),
    simulated: bool = False,
) -> Status:
    """The status on a day, from what was returned, what was found in what counts of it, and what cannot be read."""
    held = {one.respondent: one for one in returns}
    last = {one.respondent: one for one in sorted(unread, key=lambda one: one.sent_at)}
    rows = tuple(
        replace(_row(survey, one, held.get(one.code), findings.get(one.code, ()), today), unread=last.get(one.code))
        for one in survey.population.respondents
    )
    return Status(today, survey.collection.deadline, rows, simulated=simulated)


def _row(
    survey: Survey, respondent: Respondent, theirs: Returns | None, findings: Sequence[Finding], today: date
) -> RespondentStatus:
    deadline, zone = survey.collection.deadline, survey.collection.zone
    current = None if theirs is None else theirs.counting
    untouched = None if theirs is None else max((one.record.sent_at for one in theirs.untouched), default=None)
    if theirs is None or current is None:
        late = days_late(today, deadline)
        return RespondentStatus(respondent, None, None, None, "", "", 0, 0, untouched, 0, {}, 0, late)
    complete = first_complete(theirs, current)
    return RespondentStatus(
        respondent=respondent,
        returned_at=current.record.sent_at,
        complete_at=complete.record.sent_at,
        corrected_at=_corrected_at(complete, current),
        file=current.file_name,
        format=current.format,
        returns=theirs.succession.order.index(current.record.id) + 1,
        waiting=len(theirs.waiting),
        untouched_at=untouched,
        corrections=len(current.corrections),
        findings={severity: sum(one.severity is severity for one in findings) for severity in Severity},
        left_as_prefilled=sum(one.code == LEFT_AS_PREFILLED for one in findings),
        late_days=days_late(complete.record.sent_at.astimezone(zone).date(), deadline),
    )


def first_complete(theirs: Returns, current: ReturnRecord) -> ReturnRecord:
    """The first return that was complete: that answers four fifths of what the one that counts (`current`) answers.

    AAPOR's Standard Definitions call a questionnaire complete from 80 % of its answers on.
    """
    if theirs.succession.order[0] == current.record.id:
        return current
    answered = {code for code, answer in current.record.response.answers.items() if is_said(answer)}
    real = (one for one in theirs.records if one.record.id in theirs.succession.order)
    return next(one for one in real if one.record.id == current.record.id or _answers(one, answered))


def _answers(one: ReturnRecord, fields: AbstractSet[FieldId]) -> bool:
    said = sum(is_said(answer) for code, answer in one.record.response.answers.items() if code in fields)
    return said * 5 >= len(fields) * 4


def _corrected_at(complete: ReturnRecord, current: ReturnRecord) -> datetime | None:
    moments = [fix.corrected_at for fix in current.corrections]
    if current.record.id != complete.record.id:
        moments.append(current.record.sent_at)
    return max(moments, default=None)


def days_late(day: date, deadline: date) -> int:
    """Days after the last day in time, which is the day before the deadline; 0 in time."""
    return max(0, (day - deadline).days + 1)
