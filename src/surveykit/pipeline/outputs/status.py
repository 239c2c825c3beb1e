"""Where a campaign stands, as files: tables for people, stable names for scripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

from surveykit import interchange, plugins
from surveykit.compose.remedy_words import remedy_told
from surveykit.errors import UsageError
from surveykit.findings import Severity
from surveykit.model import Survey
from surveykit.pipeline.statuses import RespondentStatus, Status
from surveykit.pipeline.unread_files import Unread
from surveykit.ports import Presented
from surveykit.results.remedies import Remedy
from surveykit.tables import CellValue, Sheet, to_csv, to_html, to_xlsx, with_marks
from surveykit.words import Room, date_in_words, notation
from surveykit.words.marks import marks_of

_NAMES = (
    "respondent",
    "name",
    "returned",
    "returned_at",
    "complete_at",
    "corrected_at",
    "days_late",
    "format",
    "version",
    "waiting",
    "file",
    "errors",
    "warnings",
    "infos",
    "left_as_prefilled",
    "corrections",
    "untouched_at",
    "unreadable_at",
    "unreadable",
)
_said = Room("status")
_HEADINGS = (
    _said.word("Name"),
    _said.word("Received on"),
    _said.word("Last correction"),
    _said.word("Days late"),
    _said.word("Format"),
    _said.word("Version"),
    _said.word("To decide"),
    _said.word("To correct"),
    _said.word("To verify"),
    _said.word("For information"),
    _said.word("Left as prefilled"),
    _said.word("Corrections made"),
    _said.word("File"),
    _said.word("Code"),
)


def format_names(rows: Iterable[RespondentStatus], language: str) -> Mapping[str, str]:
    """What people call each format in which a file was returned, by its suffix without a dot."""
    return {suffix: format_name(suffix, language) for suffix in sorted({row.format for row in rows if row.format})}


def format_name(suffix: str, language: str) -> str:
    """What people call the format of a file with that suffix (without its dot), as its renderer presents it.

    Otherwise the suffix itself, in capitals.
    """
    ending = f".{suffix}"
    if ending in interchange.SUFFIXES:
        return interchange.NAME
    name = plugins.format_of(ending)
    made = None if name is None else plugins.renderer(name)
    if isinstance(made, Presented):
        with suppress(LookupError):  # it has no words in that language
            return made.display_name(language)
    return suffix.upper()


def status_data(survey: Survey, now: Status, waiting: int) -> Mapping[str, object]:
    """The status for scripts; `waiting` is how many responses have no respondent yet."""
    return {
        "survey": survey.id,
        "edition": survey.edition,
        **({"simulated": True} if now.simulated else {}),
        "date": now.today.isoformat(),
        "deadline": now.deadline.isoformat(),
        "surveyed": len(now.rows),
        "returned": now.returned,
        "rate": now.rate,
        "missing": [row.respondent.code for row in now.rows if not row.returned],
        "late": [row.respondent.code for row in now.late],
        "unreadable": [row.respondent.code for row in now.unreadable],
        "unattributed": waiting,
        "remedies": [_remedy(survey, one) for one in now.remedies],
        "respondents": [dict(zip(_NAMES, _row(row), strict=True)) for row in now.rows],
    }


def _remedy(survey: Survey, one: Remedy) -> Mapping[str, object]:
    return {
        "message": remedy_told(survey, one),
        "figures": list(one.figures),
        "earlier": list(one.earlier),
        "requests": [{"respondent": each.respondent, "fields": list(each.fields)} for each in one.requests],
    }


def status_file(survey: Survey, now: Status, waiting: int, to: str) -> bytes:
    """The status as "csv" (stable names, for scripts), "xlsx" or "html" (in its language, for people).

    Raises UsageError for another format.
    """
    language = survey.language
    title = _said(
        language, "Returns as of {day} – {survey}", day=date_in_words(now.today, language), survey=survey.title
    )
    marks = marks_of(language, simulated=now.simulated)
    if to == "csv":
        return to_csv(Sheet(title, _NAMES, tuple(map(_row, now.rows)), marks=marks))
    sheets = with_marks((_summary(survey, now, waiting), _by_respondent(survey, now)), marks)
    match to:
        case "xlsx":
            return to_xlsx(sheets, survey.language)
        case "html":
            return to_html(sheets, title, language)
        case _:
            raise UsageError(f"a status is written as csv, xlsx or html, not {to!r}")


def _summary(survey: Survey, now: Status, waiting: int) -> Sheet:
    language = survey.language
    missing = [_missing(survey, row) for row in now.rows if not row.returned]
    late = [row for row in now.rows if row.returned and row.late_days]
    to_correct = sum(row.count(Severity.ERROR) > 0 for row in now.rows)
    returned = _said(
        language,
        "{returned} of {surveyed} ({rate})",
        returned=str(now.returned),
        surveyed=str(len(now.rows)),
        rate=notation(language).as_percent(now.rate),
    )
    rows: tuple[tuple[CellValue, ...], ...] = (
        (_said(language, "Questionnaires received"), returned),
        (_said(language, "Expected before"), date_in_words(now.deadline, language, weekday=True)),
        (
            _said(language, "Received late"),
            _said.counted(language, len(late), "{count} questionnaire", "{count} questionnaires"),
        ),
        (_said(language, "Not received"), "\n".join(missing) or _said(language, "none")),
        (_said(language, "Answers without a known respondent"), str(waiting)),
        (_said(language, "Answers with a point to correct"), str(to_correct)),
    )
    if now.unreadable:
        files = "\n".join(_unreadable(survey, row.respondent.name, row.unread) for row in now.unreadable if row.unread)
        rows = (*rows, (_said(language, "Files that cannot be read"), files))
    if now.undecided:
        names = "\n".join(row.respondent.name for row in now.undecided)
        rows = (*rows, (_said(language, "Several returns, of which one must be chosen"), names))
    if now.remedies:
        told = "\n".join(remedy_told(survey, one) for one in now.remedies)
        rows = (*rows, (_said(language, "Key figures that wait"), told))
    return Sheet(_said(language, "Whole"), (_said(language, "Returns"), _said(language, "State")), rows)


def _missing(survey: Survey, row: RespondentStatus) -> str:
    """The name of a respondent who returned nothing that counts, with what came all the same and on what day."""
    name, zone = row.respondent.name, survey.collection.zone
    if row.unread is not None:
        day = _day(row.unread.sent_at, zone)
        return _said(survey.language, "{name} (file that cannot be read, received on {day})", name=name, day=day)
    if row.untouched_at is None:
        return name
    day = _day(row.untouched_at, zone)
    return _said(survey.language, "{name} (form returned without an answer on {day})", name=name, day=day)


def _unreadable(survey: Survey, name: str, one: Unread) -> str:
    day = _day(one.sent_at, survey.collection.zone)
    return _said(survey.language, "{name}: “{file}”, received on {day}", name=name, file=one.name, day=day)


def _by_respondent(survey: Survey, now: Status) -> Sheet:
    language = survey.language
    headings = tuple(_said(language, one) for one in _HEADINGS)
    formats = format_names(now.rows, language)
    rows = tuple(_printed(survey, row, formats) for row in now.rows)
    return Sheet(_said(language, "By respondent"), headings, rows)


def _row(row: RespondentStatus) -> tuple[CellValue, ...]:
    return (
        row.respondent.code,
        row.respondent.name,
        row.returned,
        _iso(row.returned_at),
        _iso(row.complete_at),
        _iso(row.corrected_at),
        row.late_days,
        row.format or None,
        row.returns or None,
        row.waiting if row.returned else None,
        row.file or None,
        *(row.count(severity) if row.returned else None for severity in Severity),
        row.left_as_prefilled if row.returned else None,
        row.corrections if row.returned else None,
        _iso(row.untouched_at),
        _iso(None if row.unread is None else row.unread.sent_at),
        None if row.unread is None else row.unread.name,
    )


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")


def _printed(survey: Survey, row: RespondentStatus, formats: Mapping[str, str]) -> tuple[CellValue, ...]:
    """The same for people: what was returned when, nothing for a delay of 0."""
    language, zone = survey.language, survey.collection.zone
    if row.complete_at is not None:
        when = _day(row.complete_at, zone)
    elif row.unread is not None:
        when = _said(language, "file that cannot be read, received on {day}", day=_day(row.unread.sent_at, zone))
    elif row.untouched_at is not None:
        when = _said(language, "returned without an answer on {day}", day=_day(row.untouched_at, zone))
    else:
        when = _said(language, "not received")
    corrected = None if row.corrected_at is None else _day(row.corrected_at, zone)
    counts = [row.count(severity) if row.returned else None for severity in Severity]
    left = (row.left_as_prefilled, row.corrections) if row.returned else (None, None)
    return (
        *(row.respondent.name, when, corrected, row.late_days or None),
        *(formats.get(row.format), row.returns or None, row.waiting or None),
        *(*counts, *left, row.file or None, row.respondent.code),
    )


def _day(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%d/%m/%Y}"
