"""Findings as files and as data: what must be asked back, for people and for scripts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from surveykit.findings import Finding, Severity
from surveykit.model import Survey
from surveykit.pipeline.collecting import CollectReport
from surveykit.tables import CellValue, Sheet, to_csv, to_html, to_xlsx, with_marks
from surveykit.texts import marks_of

_NAMES = ("severity", "respondent", "file", "question", "field", "code", "message", "raw")
_HEADINGS = ("Gravité", "Répondant", "Fichier", "Question", "Champ", "Code", "À vérifier", "Texte reçu")
_READ = ("Gravité", "Question", "À vérifier", "Texte reçu")
_SENT = ("Question", "À vérifier", "Texte reçu")
_SEVERITIES = {Severity.ERROR: "à corriger", Severity.WARNING: "à vérifier", Severity.INFO: "pour information"}


def findings_file(
    survey: Survey, found: Sequence[Finding], to: str, respondent: str | None = None, *, simulated: bool = False
) -> bytes:
    """Findings as "csv" (stable names, for scripts), "xlsx" or "html" (in French, for people).

    With a respondent, the people's formats are what can be sent to that one: errors and warnings only, without
    codes. Without, the page has one table per respondent, after the files that could not be read. Those of a register
    with `simulated` returns say so.
    """
    marks = marks_of(simulated=simulated)
    if to == "csv":
        return to_csv(Sheet(_title(survey, respondent), _NAMES, tuple(_row(one) for one in found), marks=marks))
    if respondent is not None:
        sheets = [_sent(survey, found, respondent)]
    elif to == "xlsx":
        sheets = [Sheet(_title(survey, None), _HEADINGS, tuple(_printed(one) for one in found))]
    else:
        sheets = [*_by_respondent(survey, found)]
    if to == "xlsx":
        return to_xlsx(with_marks(sheets, marks))
    return to_html(sheets, _title(survey, respondent), survey.language, marks)


def findings_data(found: Sequence[Finding]) -> list[dict[str, object]]:
    """Findings for scripts: an object each, with the columns of the CSV file, the line where there is one, the slots.

    `slots` are the values that the message names, by name; null for a finding that an earlier version recorded.
    """
    return [
        {
            **dict(zip(_NAMES, _row(one), strict=True)),
            "line": one.place.line,
            "slots": dict(one.slots) if one.said is None or one.slots else None,
        }
        for one in found
    ]


def collect_data(report: CollectReport) -> dict[str, object]:
    """What a collection did, for scripts: an object per file, with its refusals and what was found in it."""
    files = [
        {
            "file": one.name,
            "outcome": one.outcome.value,
            "already": one.already,
            "respondents": list(one.respondents),
            "refusals": [
                {"line": each.line, "code": each.code, "reason": each.reason, "request": each.request}
                for each in one.refusals
            ],
            "findings": findings_data(one.findings),
        }
        for one in report.files
    ]
    return {
        "files": files,
        "read": len(report.read),
        "refused": len(report.refused),
        "superseded": len(report.superseded),
        "unattributed": len(report.unattributed),
        **({"simulated": report.simulated} if report.simulated else {}),
    }


def _sent(survey: Survey, found: Sequence[Finding], respondent: str) -> Sheet:
    asked = [one for one in found if one.asked_back]
    rows = tuple((one.place.question, _sentence(one.message), one.raw) for one in asked)
    return Sheet(_title(survey, respondent), _SENT, rows)


def _by_respondent(survey: Survey, found: Sequence[Finding]) -> Iterator[Sheet]:
    names = {one.code: one.name for one in survey.population.respondents}
    sections = [(None, "Fichiers sans réponse exploitable"), *names.items()]
    for code, title in sections:
        mine = [one for one in found if one.place.respondent == code]
        if mine:
            files = sorted({one.place.file for one in mine if one.place.file is not None})
            heading = title if code is None else f"{title} – {', '.join(files)}"
            rows = ((_SEVERITIES[one.severity], _where(one, code), _sentence(one.message), one.raw) for one in mine)
            yield Sheet(heading, _READ if code is not None else ("Gravité", "Fichier", *_READ[2:]), tuple(rows))


def _where(one: Finding, respondent: str | None) -> str | None:
    return one.place.file if respondent is None else one.place.question


def _title(survey: Survey, respondent: str | None) -> str:
    found = survey.population.find(respondent) if respondent is not None else None
    return f"Points à vérifier – {found.name if found else survey.title}"


def _row(one: Finding) -> tuple[CellValue, ...]:
    place = one.place
    return one.severity.value, place.respondent, place.file, place.question, place.field, one.code, one.message, one.raw


def _printed(one: Finding) -> tuple[CellValue, ...]:
    return _SEVERITIES[one.severity], *_row(one)[1:6], _sentence(one.message), one.raw


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:]
