"""From responses, or a table of them, to results."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from msgspec.structs import replace

from surveykit.aggregation import aggregate as compute
from surveykit.aggregation import needed_columns, rows
from surveykit.engines.given import is_pandas, is_streamed
from surveykit.errors import MissingExtra, UsageError
from surveykit.model import Survey, with_coding
from surveykit.pipeline.campaign import Campaign
from surveykit.pipeline.coded import cleared_passages, coded_response, coding_remarks, standing_on
from surveykit.pipeline.earlier import earlier_releases
from surveykit.register import CurrentResponse
from surveykit.responses import Response
from surveykit.results import EarlierRelease, Results

if TYPE_CHECKING:
    from surveykit.engines.duckdb import DuckDBEngine, Relation
    from surveykit.engines.given import Streamed
    from surveykit.engines.spark import Frame, SparkEngine

    Table = str | Path | Relation | Frame | Streamed
    Source = Campaign | Table
    OverTable = DuckDBEngine | SparkEngine

ENGINES = ("duckdb", "spark")


def aggregate(survey: Survey, source: Source, *, by: str | None = None, engine: str | None = None) -> Results:
    """Computes the survey's indicators over a register or a table of responses, before disclosure control.

    The results are confidential: `disclose` decides what may be published of them.

    A table is a path or glob of Parquet files, a DuckDB relation, a Spark DataFrame, a pandas DataFrame, or anything
    with `__arrow_c_stream__` (of PyArrow, Polars…; a reader can be read once), with the columns that `surveykit export`
    writes, one row for each response. `by` names a grouping of the population, or two crossed (`"region*size"`): each
    indicator is then computed for each group too.

    `engine` is "duckdb" or "spark". DuckDB computes everything but a Spark DataFrame, which Spark computes on its own
    session; `engine="spark"` has Spark compute a register or Parquet files too. The figures are exact numbers, whole or
    fractions, and the same whatever the engine.

    From a register, the results say who is in which figure and what was published before, so that `disclose` compares
    them with it; and they count the themes of coded texts. They are simulated when any response in the register is,
    superseded ones included, or when the table has the column `_simulated`.

    Raises UsageError for an unknown grouping or engine, for what is no table, for a table without a column of the
    survey or with one of another type, and for a sum of more than 38 digits; MissingExtra when Spark is not installed.

    ```python
    import polars

    results = sk.aggregate(survey, register, by="ensemble")
    answers = polars.DataFrame({"respondent": ["bretagne"]})
    try:
        results = sk.aggregate(survey, answers)
    except sk.UsageError as error:
        print(error)  # the columns that the table lacks
    ```
    """
    if engine is not None and engine not in ENGINES:
        raise UsageError(f"unknown engine {engine!r}, expected one of {', '.join(ENGINES)}")
    if isinstance(source, Campaign):
        return results_of_register(survey, source, by=by, engine=engine)
    with _over_table(survey, source, by, engine) as opened:
        return replace(compute(survey, opened, by=by), simulated=opened.simulated)


def results_of_register(
    survey: Survey,
    campaign: Campaign,
    *,
    by: str | None = None,
    engine: str | None = None,
    held: Sequence[CurrentResponse] | None = None,
) -> Results:
    """The results of a register; `held` are the responses that count when they are at hand, else it is read."""

    def as_it_was(by: str | None, earlier: tuple[EarlierRelease, ...]) -> Results:
        return _as_it_stands(campaign, campaign.responses(), by, engine, earlier)

    told = earlier_releases(survey, campaign.register, as_it_was)
    return _as_it_stands(campaign, campaign.responses() if held is None else held, by, engine, told)


def _as_it_stands(
    campaign: Campaign,
    held: Sequence[CurrentResponse],
    by: str | None,
    engine: str | None,
    earlier: tuple[EarlierRelease, ...],
) -> Results:
    now = standing_on(campaign, [one.response for one in held])
    coded = with_coding(campaign.survey, now.frames)
    responses = [coded_response(current.response, now.counted) for current in held]
    found = results_over(coded, responses, earlier, by=by, engine=engine)
    corrected = sum(len({one.field for one in current.corrections}) for current in held)
    return replace(
        found,
        themes=now.frames,
        passages=tuple(cleared_passages(now)),
        corrected=corrected,
        remarks=tuple(coding_remarks(now)),
        simulated=campaign.simulated,
    )


def results_over(
    survey: Survey,
    responses: Sequence[Response],
    earlier: tuple[EarlierRelease, ...],
    *,
    by: str | None = None,
    engine: str | None = None,
) -> Results:
    """The indicators of a survey over responses in memory, who entered each by name, compared with earlier releases."""
    engines = _spark() if engine == "spark" else _duckdb()
    needed = needed_columns(survey, by)
    with engines.memory_engine(needed, rows(survey, responses, needed)) as opened:
        return compute(survey, opened, by=by, identified=True, earlier=earlier)


def _over_table(survey: Survey, source: Table, by: str | None, engine: str | None) -> AbstractContextManager[OverTable]:
    needed = needed_columns(survey, by)
    opened: AbstractContextManager[OverTable]
    if isinstance(source, str | Path):
        opened = (_spark() if engine == "spark" else _duckdb()).parquet_engine(source, needed)
    elif _is_of_spark(source):
        if engine == "duckdb":
            raise UsageError("a Spark DataFrame is computed by Spark: leave `engine` out")
        opened = _spark().frame_engine(source, needed)
    elif isinstance(source, _duckdb().Relation):
        _refuse_spark(engine, "a DuckDB relation")
        opened = _duckdb().relation_engine(source, needed)
    elif is_pandas(source) or is_streamed(source):
        _refuse_spark(engine, _kind(source))
        opened = _duckdb().table_engine(source, needed)
    else:
        raise UsageError(
            f"{_kind(source)} is no table of responses: give an open register, a path of Parquet files, "
            "a DuckDB relation, a DataFrame of pandas, Polars or Spark, or an Arrow table"
        )
    return opened


def _is_of_spark(source: object) -> bool:
    return type(source).__module__.startswith("pyspark.") and isinstance(source, _spark().Frame)


def _kind(source: object) -> str:
    """How a message calls a table: `a dict`, `a LazyFrame of polars`."""
    of = type(source).__module__.partition(".")[0]
    return f"a {type(source).__name__}" + ("" if of == "builtins" else f" of {of}")


def _refuse_spark(engine: str | None, what: str) -> None:
    if engine == "spark":
        raise UsageError(f"Spark computes a register, Parquet files or a Spark DataFrame, not {what}")


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
