"""Spark as an engine: the same texts, on the session that the user hands over or on a local one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self, assert_never

from py4j.protocol import Py4JJavaError
from pyspark.errors import ArithmeticException, PySparkException, PySparkRuntimeError
from pyspark.logger import PySparkLogger
from pyspark.sql import DataFrame, SparkSession

from surveykit.aggregation import Column
from surveykit.aggregation.sql import RELATION
from surveykit.aggregation.table import SqlType
from surveykit.engines.fitting import fitted, is_simulated, parquet_files
from surveykit.errors import TooLarge, UsageError
from surveykit.ports import SqlValue

Frame = DataFrame
Row = tuple[SqlValue, ...]

_FAILURES = (PySparkException, Py4JJavaError)
_INTEGERS = frozenset({"tinyint", "smallint", "int", "bigint"})
_UNTYPED = "void"
_ANSI = "spark.sql.ansi.enabled"
_TYPES = {"VARCHAR": "STRING", "INTEGER": "INT", "BOOLEAN": "BOOLEAN", "DECIMAL(24,12)": "DECIMAL(24,12)"}
_QUOTED = re.compile(r"'[^']*'|\"((?:[^\"]|\"\")*)\"")
_numbers = itertools.count()


class SparkEngine:
    """Queries over one DataFrame of responses; leaving its `with` block removes the view made for them.

    `simulated` says that it comes of a register with simulated returns (`SIMULATED`).
    """

    def __init__(self, frame: DataFrame, *, simulated: bool = False) -> None:
        self.simulated = simulated
        self._session = frame.sparkSession
        self._view = f"surveykit_given_responses_{next(_numbers)}"
        frame.createOrReplaceTempView(self._view)

    def rows(self, sql: str, /) -> Sequence[Row]:
        """Every row that a query yields.

        Raises UsageError when it cannot be computed on these responses; TooLarge when a number is too large.
        """
        text = f"WITH {RELATION} AS (FROM {self._view}) {in_backticks(sql)}"
        before = self._session.conf.get(_ANSI)
        try:
            # Without it Spark answers NULL where a number is too large: an error is better than a wrong figure.
            self._session.conf.set(_ANSI, "true")
            with _unlogged():
                return [tuple(row) for row in self._session.sql(text).collect()]
        except ArithmeticException as error:
            raise TooLarge(f"cannot compute on the responses: {_first_line(error)}") from error
        except _FAILURES as error:
            raise UsageError(f"cannot compute on the responses: {_first_line(error)}") from error
        finally:
            self._session.conf.set(_ANSI, before or "true")

    def close(self) -> None:
        """Removes the view; the session stays."""
        self._session.catalog.dropTempView(self._view)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def frame_engine(frame: DataFrame, columns: Sequence[Column]) -> SparkEngine:
    """An engine over a DataFrame of the user's own session, which is neither changed nor stopped.

    Raises UsageError when one of the columns is missing or of another kind.
    """
    return _engine(frame, columns, simulated=is_simulated(frame.columns))


def _engine(frame: DataFrame, columns: Sequence[Column], *, simulated: bool) -> SparkEngine:
    selected = [_selected(column, kind) for column, kind in fitted("the DataFrame", frame.dtypes, columns, _fits)]
    return SparkEngine(frame.selectExpr(*selected), simulated=simulated)


def parquet_engine(path: str | Path, columns: Sequence[Column]) -> SparkEngine:
    """An engine over a Parquet file, or over all those that a glob names, on a local session.

    `columns` are those that will be read. Raises UsageError when no file is found, or one is not Parquet or lacks a
    column.
    """
    files = [Path(name).as_uri() for name in parquet_files(str(path))]
    session = local_session()
    try:
        simulated = False
        for name in files:
            one = session.read.parquet(name)
            fitted(name, one.dtypes, columns, _fits)
            simulated = simulated or is_simulated(one.columns)
        return _engine(session.read.parquet(*files), columns, simulated=simulated)
    except _FAILURES as error:
        raise UsageError(f"cannot read {path} as Parquet: {_first_line(error)}") from error


def memory_engine(columns: Sequence[Column], rows: Iterable[Row]) -> SparkEngine:
    """An engine over rows in the shape of `columns`, on a local session.

    Raises UsageError when a value does not have its column's type.
    """
    shape = ", ".join(f"`{column.name}` {_TYPES[column.type]}" for column in columns)
    try:
        return SparkEngine(local_session().createDataFrame([*rows], shape))
    except _FAILURES as error:
        raise UsageError(f"a response does not fit its column: {_first_line(error)}") from error


def local_session() -> SparkSession:
    """The session that is active, or a new one on this machine.

    Raises UsageError when it cannot start, most often for want of Java.
    """
    active = SparkSession.getActiveSession()
    if active is not None:
        return active
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "OFF",  # what fails is raised, in one line
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.shuffle.partitions": "8",
    }
    builder = SparkSession.builder.master("local[*]").appName("surveykit")
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except PySparkRuntimeError as error:
        raise UsageError(
            f"Spark did not start ({_first_line(error)}): it needs Java 17 or later, of which JAVA_HOME is the folder"
        ) from error


@contextmanager
def _unlogged() -> Iterator[None]:
    """A while in which the failure of a query is raised and not also written, with Java's account of where."""
    logger = PySparkLogger.getLogger("SQLQueryContextLogger")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def in_backticks(sql: str) -> str:
    """A text with its names between backticks, as Spark quotes them; what is between simple quotes stays."""
    return _QUOTED.sub(_in_backticks, sql)


def _in_backticks(found: re.Match[str]) -> str:
    return found[0] if found[1] is None else "`" + found[1].replace('""', '"').replace("`", "``") + "`"


def _fits(wanted: SqlType, kind: str) -> bool:
    if kind == _UNTYPED:
        return True
    match wanted:
        case "VARCHAR":
            return kind == "string"
        case "INTEGER":
            return _is_whole(kind)
        case "BOOLEAN":
            return kind == "boolean"
        case "DECIMAL(24,12)":
            return kind in _INTEGERS or kind in {"float", "double"} or kind.startswith("decimal(")
        case _:
            assert_never(wanted)


def _is_whole(kind: str) -> bool:
    """Whether a type has no decimals."""
    return kind in _INTEGERS or (kind.startswith("decimal(") and kind.endswith(",0)"))


def _selected(column: Column, kind: str) -> str:
    as_it_is = kind != _UNTYPED
    name = f"`{column.name}`"
    return f"{name} AS {name}" if as_it_is else f"CAST({name} AS {_TYPES[column.type]}) AS {name}"


def _first_line(error: Exception) -> str:
    """What happened, without Java's account of where."""
    told = error.java_exception.getMessage() if isinstance(error, Py4JJavaError) else error
    return str(told).partition("\n")[0]
