"""Where a campaign stands, as files: tables for people, stable names for scripts."""

from __future__ import annotations

from collections.abc import Mapping

from surveykit.compose.remedy_words import remedy_told
from surveykit.errors import UsageError
from surveykit.findings import Severity
from surveykit.model import Survey
from surveykit.pipeline.statuses import RespondentStatus, Status
from surveykit.results.remedies import Remedy
from surveykit.tables import CellValue, Sheet, to_csv, to_html, to_xlsx, with_marks
from surveykit.texts import counted, french_date, french_percent, marks_of

_NAMES = (
    "respondent",
    "name",
    "returned",
    "returned_at",
    "days_late",
    "format",
    "version",
    "file",
    "errors",
    "warnings",
    "infos",
    "left_as_prefilled",
    "corrections",
)
_HEADINGS = (
    "Nom",
    "Reçu le",
    "Jours de retard",
    "Format",
    "Version",
    "À corriger",
    "À vérifier",
    "Pour information",
    "Laissées préremplies",
    "Corrections portées",
    "Fichier",
    "Code",
)
_FORMATS = {
    "docx": "Word",
    "docm": "Word",
    "pdf": "PDF",
    "html": "HTML",
    "htm": "HTML",
    "xhtml": "HTML",
    "json": "JSON",
    "jsonl": "JSON",
    "ndjson": "JSON",
}


def format_name(suffix: str) -> str:
    """What people call the format of a file with that suffix (without its dot)."""
    return _FORMATS.get(suffix, suffix.upper())


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
    """The status as "csv" (stable names, for scripts), "xlsx" or "html" (in French, for people).

    Raises UsageError for another format.
    """
    title = f"Retours au {french_date(now.today)} – {survey.title}"
    marks = marks_of(simulated=now.simulated)
    if to == "csv":
        return to_csv(Sheet(title, _NAMES, tuple(map(_row, now.rows)), marks=marks))
    told = (_summary(survey, now, waiting), Sheet("Par répondant", _HEADINGS, tuple(map(_printed, now.rows))))
    sheets = with_marks(told, marks)
    match to:
        case "xlsx":
            return to_xlsx(sheets)
        case "html":
            return to_html(sheets, title, survey.language)
        case _:
            raise UsageError(f"a status is written as csv, xlsx or html, not {to!r}")


def _summary(survey: Survey, now: Status, waiting: int) -> Sheet:
    missing = [row.respondent.name for row in now.rows if not row.returned]
    late = [row for row in now.rows if row.returned and row.late_days]
    rows: tuple[tuple[CellValue, ...], ...] = (
        ("Questionnaires reçus", f"{now.returned} sur {len(now.rows)} ({french_percent(now.rate)})"),
        ("Attendus avant le", french_date(now.deadline, weekday=True)),
        ("Reçus en retard", counted(len(late), "questionnaire")),
        ("Non reçus", "\n".join(missing) or "aucun"),
        ("Réponses sans répondant connu", str(waiting)),
        ("Réponses ayant un point à corriger", str(sum(row.count(Severity.ERROR) > 0 for row in now.rows))),
    )
    if now.remedies:
        rows = (*rows, ("Chiffres clés en attente", "\n".join(remedy_told(survey, one) for one in now.remedies)))
    return Sheet("Ensemble", ("Retours", "État"), rows)


def _row(row: RespondentStatus) -> tuple[CellValue, ...]:
    return (
        row.respondent.code,
        row.respondent.name,
        row.returned,
        None if row.returned_at is None else row.returned_at.isoformat(timespec="seconds"),
        row.late_days,
        row.format or None,
        row.returns or None,
        row.file or None,
        *(row.count(severity) if row.returned else None for severity in Severity),
        row.left_as_prefilled if row.returned else None,
        row.corrections if row.returned else None,
    )


def _printed(row: RespondentStatus) -> tuple[CellValue, ...]:
    """The same for people: what was returned when, nothing for a delay of 0."""
    when = "non reçu" if row.returned_at is None else f"{row.returned_at:%d/%m/%Y}"
    code, name, *_, version, file, errors, warnings, infos, left, corrections = _row(row)
    how = format_name(row.format) or None
    counts = errors, warnings, infos, left, corrections
    return name, when, row.late_days or None, how, version, *counts, file, code
