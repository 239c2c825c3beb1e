"""Where a campaign stands, respondent by respondent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from msgspec import Struct

from surveykit.collect import Code
from surveykit.findings import LEFT_AS_PREFILLED, Finding, Severity
from surveykit.ids import RespondentCode
from surveykit.model import Respondent, Survey
from surveykit.register import CurrentResponse, ResponseRecord
from surveykit.results.remedies import Remedy


class RespondentStatus(Struct, frozen=True):
    """One respondent: what came back, and how many days after the deadline (0 in time; up to today if nothing).

    `returned_at` is when the file was last saved when its file system says so, else when it was collected;
    `returns` is how many came, of which the last counts: it is the version that does. `left_as_prefilled` is how many
    answers came back as their copy had been filled in.
    """

    respondent: Respondent
    returned_at: datetime | None
    file: str
    format: str
    returns: int
    corrections: int
    findings: Mapping[Severity, int]
    left_as_prefilled: int
    late_days: int

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


def status_of(
    survey: Survey,
    responses: Sequence[CurrentResponse],
    findings: Mapping[RespondentCode, Sequence[Finding]],
    today: date,
    *,
    simulated: bool = False,
) -> Status:
    """The status on a day, from what counts now and what was found in it."""
    current = {one.respondent: one for one in responses}
    deadline = survey.collection.deadline
    rows = tuple(
        _row(one, current.get(one.code), findings.get(one.code, ()), deadline, today)
        for one in survey.population.respondents
    )
    return Status(today, deadline, rows, simulated=simulated)


def _row(
    respondent: Respondent,
    current: CurrentResponse | None,
    findings: Sequence[Finding],
    deadline: date,
    today: date,
) -> RespondentStatus:
    if current is None:
        return RespondentStatus(respondent, None, "", "", 0, 0, {}, 0, days_late(today, deadline))
    when = current.received_at
    if current.modified_at is not None:
        when = min(when, current.modified_at)
    return RespondentStatus(
        respondent=respondent,
        returned_at=when,
        file=current.file_name,
        format=current.format,
        returns=current.supersedes + 1,
        corrections=len(current.corrections),
        findings={severity: sum(one.severity is severity for one in findings) for severity in Severity},
        left_as_prefilled=sum(one.code == LEFT_AS_PREFILLED for one in findings),
        late_days=days_late(when.date(), deadline),
    )


def days_late(day: date, deadline: date) -> int:
    """Days after the last day in time, which is the day before the deadline; 0 in time."""
    return max(0, (day - deadline).days + 1)


def standing_findings(response: ResponseRecord) -> tuple[Finding, ...]:
    """A response's reading findings, save that nobody was known to have sent it once somebody is."""
    unknown = Code.COPY_UNKNOWN if response.respondent is not None else None
    return tuple(found for found in response.findings if found.code != unknown)
