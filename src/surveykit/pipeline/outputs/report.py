"""From a release to a report."""

from __future__ import annotations

from surveykit import plugins
from surveykit.compose.report import report as compose_report
from surveykit.model import Survey
from surveykit.release import Release
from surveykit.tables import report_sheets, to_xlsx
from surveykit.words.marks import draft_mark

XLSX = "xlsx"
"""The report as a workbook, which is no document: a sheet for each theme."""


def report(survey: Survey, release: Release, to: str) -> bytes:
    """Makes the consolidated report of a release as one file, marked as a draft: « PROJET » is on every page or sheet.

    `to` is "docx", "pdf" or "html", or "xlsx" for the tables alone, a sheet for each theme. The result is the file's
    bytes. A release of simulated data says so too. Nothing is recorded: `publish` writes the report that is sent out.
    Raises UsageError for an unknown format, MissingExtra when the format's packages, or the one that draws charts, are
    not installed.

    ```python
    from pathlib import Path

    Path("draft.docx").write_bytes(sk.report(survey, release, "docx"))
    ```
    """
    return report_file(survey, release, to, (draft_mark(survey.language),))


def report_file(survey: Survey, release: Release, to: str, marks: tuple[str, ...] = ()) -> bytes:
    """The report of a release in a format, with marks on every page."""
    if to == XLSX:
        return to_xlsx(report_sheets(survey, release, marks), survey.language)
    return plugins.renderer(to).render(compose_report(survey, release, marks))
