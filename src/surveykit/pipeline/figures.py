"""From responses, or a table of them, to results."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from msgspec.structs import replace

from surveykit.aggregate import aggregate as compute
from surveykit.aggregate import columns, needed_columns, rows
from surveykit.errors import MissingExtra, UsageError
from surveykit.model import Survey, with_coding
from surveykit.pipeline.campaign import Campaign
from surveykit.pipeline.coded import cleared_passages, coded_response, coding_remarks, standing_on
from surveykit.results import Results

if TYPE_CHECKING:
    from surveykit.engines.duckdb import DuckDBEngine, Relation
    from surveykit.engines.spark import Frame, SparkEngine

    Table = str | Path | Relation | Frame
    Source = Campaign | Table
    OverTable = DuckDBEngine | SparkEngine

ENGINES = ("duckdb", "spark")


def aggregate(survey: Survey, source: Source, *, by: str | None = None, engine: str | None = None) -> Results:
    """The survey's indicators over an open register, Parquet files, a DuckDB relation or a Spark DataFrame.

    `by` names a grouping of the population, or two crossed. `engine` is "duckdb" or "spark"; a DataFrame is computed by
    Spark, on its own session, and all else by DuckDB unless it is said. From a register, the results keep who entered
    which figure and what was published before, so that `disclose` compares them with it, and count the themes of the
    texts that were coded. They are simulated when a response in the register is, whichever counts, or when the table
    comes of such a register (`aggregate.table.SIMULATED`). Raises UsageError for an unknown grouping or engine, or an
    unfit table; MissingExtra when Spark is not installed.
    """
    if engine is not None and engine not in ENGINES:
        raise UsageError(f"unknown engine {engine!r}, expected one of {', '.join(ENGINES)}")
    if isinstance(source, Campaign):
        return _of_register(survey, source, by, engine)
    with _over_table(survey, source, by, engine) as opened:
        return replace(compute(survey, opened, by=by), simulated=opened.simulated)


def prepare(engine: str) -> None:
    """Has the engine made ready, where that takes a while, during what comes before `aggregate`."""
    if engine == "duckdb":
        _duckdb().open_ahead()


def _of_register(survey: Survey, campaign: Campaign, by: str | None, engine: str | None) -> Results:
    held = campaign.responses()
    now = standing_on(campaign, [one.response for one in held])
    coded = with_coding(survey, now.frames)
    responses = [coded_response(current.response, now.counted) for current in held]
    engines = _spark() if engine == "spark" else _duckdb()
    with engines.memory_engine(columns(coded), rows(coded, responses)) as opened:
        found = compute(coded, opened, by=by, identified=True, earlier=campaign.register.earlier_releases())
    corrected = sum(len({one.field for one in current.corrections}) for current in held)
    return replace(
        found,
        themes=now.frames,
        passages=tuple(cleared_passages(now)),
        corrected=corrected,
        remarks=tuple(coding_remarks(now)),
        simulated=campaign.simulated,
    )


def _over_table(survey: Survey, source: Table, by: str | None, engine: str | None) -> AbstractContextManager[OverTable]:
    needed = needed_columns(survey, by)
    opened: AbstractContextManager[OverTable]
    if isinstance(source, str | Path):
        opened = (_spark() if engine == "spark" else _duckdb()).parquet_engine(source, needed)
    elif type(source).__module__.startswith("pyspark."):
        if engine == "duckdb":
            raise UsageError("a Spark DataFrame is computed by Spark: leave `engine` out")
        opened = _spark().frame_engine(source, needed)
    else:
        if engine == "spark":
            raise UsageError("Spark computes a register, Parquet files or a Spark DataFrame, not a DuckDB relation")
        opened = _duckdb().relation_engine(source, needed)
    return opened


# The two engines are imported late: each takes longer than all the rest, and most commands compute nothing.
def _duckdb() -> ModuleType:
    from surveykit.engines import duckdb  # noqa: PLC0415

    return duckdb


def _spark() -> ModuleType:
    try:
        from surveykit.engines import spark  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "pyspark":
            raise
        raise MissingExtra.of("the engine 'spark'", "pyspark", "spark") from error
    return spark
