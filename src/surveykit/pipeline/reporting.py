"""From a release to a report."""

from __future__ import annotations

from surveykit import plugins
from surveykit.compose.report import report as compose_report
from surveykit.model import Survey
from surveykit.release import Release
from surveykit.tables import report_sheets, to_xlsx

XLSX = "xlsx"
"""The report as a workbook, which is no document: a sheet for each theme."""


def report(survey: Survey, release: Release, to: str, marks: tuple[str, ...] = ()) -> bytes:
    """The consolidated report of a release in a format ("docx", "pdf", "html"), or its tables ("xlsx").

    Every page and every sheet of it says the `marks`, which `surveykit.texts` has; a release of simulated data says so
    by itself.
    Raises UsageError for an unknown format, MissingExtra when it is not installed.
    """
    if to == XLSX:
        return to_xlsx(report_sheets(survey, release, marks))
    return plugins.renderer(to).render(compose_report(survey, release, marks))
