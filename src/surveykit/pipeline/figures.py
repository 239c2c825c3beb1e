"""From responses, or a table of them, to results; from a release to a report."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from surveykit import plugins
from surveykit.aggregate import aggregate as compute
from surveykit.aggregate import columns, needed_columns, rows
from surveykit.compose.report import report as compose_report
from surveykit.model import Survey
from surveykit.pipeline.campaign import Campaign
from surveykit.ports import Engine
from surveykit.release import Release
from surveykit.results import Results
from surveykit.tables import report_sheets, to_xlsx

if TYPE_CHECKING:
    from surveykit.engines.duckdb import Relation

    Source = Campaign | str | Path | Relation


XLSX = "xlsx"
"""The report as a workbook, which is no document: a sheet for each theme."""


def aggregate(survey: Survey, source: Source, *, by: str | None = None) -> Results:
    """The survey's indicators over an open register, a Parquet file or pattern, or a DuckDB relation.

    `by` names a grouping of the population. From a register, the results keep who entered which figure and what
    was published before, so that `disclose` compares them with it. Raises UsageError for an unknown grouping or
    an unfit table.
    """
    with _engine(survey, source, by) as engine:
        if isinstance(source, Campaign):
            earlier = source.register.earlier_releases()
            return compute(survey, engine, by=by, identified=True, earlier=earlier)
        return compute(survey, engine, by=by)


def _engine(survey: Survey, source: Source, by: str | None) -> AbstractContextManager[Engine]:
    # Imported here because it takes longer than all the rest, and most commands compute nothing.
    from surveykit.engines import duckdb as engines  # noqa: PLC0415

    if isinstance(source, Campaign):
        responses = [current.response for current in source.responses()]
        return engines.memory_engine(columns(survey), rows(survey, responses))
    if isinstance(source, str | Path):
        return engines.parquet_engine(source, needed_columns(survey, by))
    return engines.relation_engine(source, needed_columns(survey, by))


def report(survey: Survey, release: Release, to: str) -> bytes:
    """The consolidated report of a release in a format ("docx", "pdf", "html"), or its tables ("xlsx").

    Raises UsageError for an unknown format, MissingExtra when it is not installed.
    """
    if to == XLSX:
        return to_xlsx(report_sheets(survey, release))
    return plugins.renderer(to).render(compose_report(survey, release))
