"""From responses, or a table of them, to results; from a release to a report."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from surveykit import plugins
from surveykit.aggregate import aggregate as compute
from surveykit.aggregate import columns, needed_columns, rows
from surveykit.compose.report import report as compose_report
from surveykit.model import Survey, with_coding
from surveykit.pipeline.campaign import Campaign
from surveykit.pipeline.coding import cleared_passages, coded_response, coding_standing
from surveykit.ports import Engine
from surveykit.release import Release
from surveykit.results import Results

if TYPE_CHECKING:
    from surveykit.engines.duckdb import Relation

    Table = str | Path | Relation
    Source = Campaign | Table


def aggregate(survey: Survey, source: Source, *, by: str | None = None) -> Results:
    """The survey's indicators over an open register, a Parquet file or pattern, or a DuckDB relation.

    `by` names a grouping of the population. From a register, the results keep who entered which figure and what
    was published before, so that `disclose` compares them with it, and count the themes of the texts that were coded.
    Raises UsageError for an unknown grouping or an unfit table.
    """
    if isinstance(source, Campaign):
        return _of_register(survey, source, by)
    with _engine(survey, source, by) as engine:
        return compute(survey, engine, by=by)


def _of_register(survey: Survey, campaign: Campaign, by: str | None) -> Results:
    now = coding_standing(campaign)
    coded = with_coding(survey, now.frames)
    responses = [coded_response(current.response, now.counted) for current in campaign.responses()]
    # Imported here because it takes longer than all the rest, and most commands compute nothing.
    from surveykit.engines import duckdb as engines  # noqa: PLC0415

    with engines.memory_engine(columns(coded), rows(coded, responses)) as engine:
        found = compute(coded, engine, by=by, identified=True, earlier=campaign.register.earlier_releases())
    return replace(found, themes=now.frames, passages=tuple(cleared_passages(now)))


def _engine(survey: Survey, source: Table, by: str | None) -> AbstractContextManager[Engine]:
    # Late for the same reason.
    from surveykit.engines import duckdb as engines  # noqa: PLC0415

    if isinstance(source, str | Path):
        return engines.parquet_engine(source, needed_columns(survey, by))
    return engines.relation_engine(source, needed_columns(survey, by))


def report(survey: Survey, release: Release, to: str) -> bytes:
    """The consolidated report of a release in a format ("docx", "html").

    Raises UsageError for an unknown format, MissingExtra when it is not installed.
    """
    return plugins.renderer(to).render(compose_report(survey, release))
