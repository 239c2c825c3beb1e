"""From responses, or a table of them, to results; from a release to a report."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from surveykit import plugins
from surveykit.aggregate import aggregate as compute
from surveykit.aggregate import columns, needed_columns, rows
from surveykit.compose.report import report as compose_report
from surveykit.errors import MissingExtra, UsageError
from surveykit.model import Survey
from surveykit.pipeline.campaign import Campaign
from surveykit.ports import Engine, SqlValue
from surveykit.release import Release
from surveykit.results import Results

if TYPE_CHECKING:
    from surveykit.engines.duckdb import Relation
    from surveykit.engines.spark import Frame

    Source = Campaign | str | Path | Relation | Frame

ENGINES = ("duckdb", "spark")


def aggregate(survey: Survey, source: Source, *, by: str | None = None, engine: str | None = None) -> Results:
    """The survey's indicators over an open register, Parquet files, a DuckDB relation or a Spark DataFrame.

    `by` names a grouping of the population, or two crossed. `engine` is "duckdb" or "spark"; a DataFrame is computed by
    Spark, on its own session, and all else by DuckDB unless it is said. From a register, the results keep who entered
    which figure and what was published before, so that `disclose` compares them with it. Raises UsageError for an
    unknown grouping or engine, or an unfit table; MissingExtra when Spark is not installed.
    """
    with _engine(survey, source, by, engine) as opened:
        if isinstance(source, Campaign):
            earlier = source.register.earlier_releases()
            return compute(survey, opened, by=by, identified=True, earlier=earlier)
        return compute(survey, opened, by=by)


def _engine(survey: Survey, source: Source, by: str | None, name: str | None) -> AbstractContextManager[Engine]:
    spark_frame = type(source).__module__.startswith("pyspark.")
    if name is not None and name not in ENGINES:
        raise UsageError(f"unknown engine {name!r}, expected one of {', '.join(ENGINES)}")
    if spark_frame and name == "duckdb":
        raise UsageError("a Spark DataFrame is computed by Spark: leave `engine` out")
    return _spark(survey, source, by) if spark_frame or name == "spark" else _duckdb(survey, source, by)


def _duckdb(survey: Survey, source: Source, by: str | None) -> AbstractContextManager[Engine]:
    # Imported here because it takes longer than all the rest, and most commands compute nothing.
    from surveykit.engines import duckdb as engines  # noqa: PLC0415

    if isinstance(source, Campaign):
        return engines.memory_engine(columns(survey), _rows(survey, source))
    needed = needed_columns(survey, by)
    if isinstance(source, str | Path):
        return engines.parquet_engine(source, needed)
    return engines.relation_engine(cast("Relation", source), needed)


def _spark(survey: Survey, source: Source, by: str | None) -> AbstractContextManager[Engine]:
    try:
        from surveykit.engines import spark as engines  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "pyspark":
            raise
        command = 'pip install "surveykit[spark]"'
        message = f"the engine 'spark' needs the Python package 'pyspark', not installed here: run {command}"
        raise MissingExtra(message) from error
    if isinstance(source, Campaign):
        return engines.memory_engine(columns(survey), _rows(survey, source))
    needed = needed_columns(survey, by)
    if isinstance(source, str | Path):
        return engines.parquet_engine(source, needed)
    if not type(source).__module__.startswith("pyspark."):
        raise UsageError("Spark computes a register, Parquet files or a Spark DataFrame, not a DuckDB relation")
    return engines.frame_engine(cast("Frame", source), needed)


def _rows(survey: Survey, campaign: Campaign) -> list[tuple[SqlValue, ...]]:
    return rows(survey, [current.response for current in campaign.responses()])


def report(survey: Survey, release: Release, to: str) -> bytes:
    """The consolidated report of a release in a format ("docx", "html").

    Raises UsageError for an unknown format, MissingExtra when it is not installed.
    """
    return plugins.renderer(to).render(compose_report(survey, release))
