"""DuckDB as an engine, inside the process: over memory, Parquet files or a relation of the user."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Self, assert_never

import duckdb

from surveykit.aggregation import Column
from surveykit.aggregation.sql import RELATION, quoted
from surveykit.aggregation.table import SqlType
from surveykit.engines.fitting import fitted, is_simulated, parquet_files
from surveykit.engines.given import Streamed, is_pandas, named, typed
from surveykit.errors import TooLarge, UsageError
from surveykit.files.scratch import scratch
from surveykit.ports import SqlValue

Relation = duckdb.DuckDBPyRelation
Row = tuple[SqlValue, ...]

_NO_EXTENSIONS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
_SETTINGS = {"enable_external_access": "false", "lock_configuration": "true"}
_SIGNED = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"})
_INTEGERS = _SIGNED | {f"U{name}" for name in _SIGNED}
_FLOATING = frozenset({"FLOAT", "DOUBLE"})
_NUMBERS = ("INTEGER", "DECIMAL(24,12)")
_HELD: dict[SqlType, type[SqlValue] | tuple[type[SqlValue], ...]] = {
    "VARCHAR": str,
    "INTEGER": int,
    "BOOLEAN": bool,
    "DECIMAL(24,12)": (Decimal, int),
}
"""What the cells of a column may hold in Python, None aside."""
FEW = 5_000
"""Fewer rows than this are counted by one thread sooner than several are set to work."""
_GIVEN = "surveykit_given_responses"
_UNTYPED = '"NULL"'


class DuckDBEngine:
    """Queries over one relation of responses; leaving its `with` block closes what it opened.

    `simulated` says that the relation comes of a register with simulated returns (`SIMULATED`).
    """

    def __init__(
        self, run: Callable[[str], Sequence[Row]], close: Callable[[], None] | None = None, *, simulated: bool = False
    ) -> None:
        self._run = run
        self._close = close
        self.simulated = simulated

    def rows(self, sql: str, /) -> Sequence[Row]:
        """Every row that a query yields.

        Raises UsageError when it cannot be computed on these responses; TooLarge when a number is too large.
        """
        try:
            return self._run(sql)
        except duckdb.Error as error:
            told = f"cannot compute on the responses: {_first_line(error)}"
            raise (TooLarge(told) if _is_too_large(error) else UsageError(told)) from error

    def close(self) -> None:
        """Frees what the engine opened; a relation that the user gave stays open."""
        if self._close is not None:
            self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def memory_engine(columns: Sequence[Column], rows: Iterable[Row]) -> DuckDBEngine:
    """An engine over rows in the shape of `columns`, copied into memory; it can reach no file and no network.

    Raises UsageError when a value does not have its column's type.
    """
    given = [*rows]
    connection = _closed([], threads=1 if len(given) < FEW else None)
    try:
        _fill(connection, columns, given)
    except UsageError:
        connection.close()
        raise
    return DuckDBEngine(lambda sql: connection.execute(sql).fetchall(), connection.close)


def to_parquet(columns: Sequence[Column], rows: Iterable[Row]) -> bytes:
    """Rows in the shape of `columns` as a Parquet file, which `parquet_engine` reads; the same rows, the same bytes.

    Raises UsageError when a value does not have its column's type, and when no temporary file can be written.
    """
    with scratch(duckdb.IOException) as folder, duckdb.connect(config=_NO_EXTENSIONS) as writer:
        path = folder / "responses.parquet"
        writer.execute("SET threads = 1")
        _fill(writer, columns, rows)
        writer.table(RELATION).write_parquet(str(path), compression="zstd")
        return path.read_bytes()


def _fill(connection: duckdb.DuckDBPyConnection, columns: Sequence[Column], rows: Iterable[Row]) -> None:
    """Makes the table of responses, and copies the rows into it."""
    cells = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in columns]
    for column, held in zip(columns, cells, strict=True):
        _check_types(column, held)
    unnested = ", ".join(f"unnest(?::{column.type}[]) AS {quoted(column.name)}" for column in columns)
    try:
        connection.execute(f"CREATE TABLE {RELATION} AS SELECT {unnested}", cells)
    except duckdb.Error as error:
        raise UsageError(f"a response does not fit its column: {_first_line(error)}") from error


def _check_types(column: Column, held: Iterable[SqlValue]) -> None:
    """Raises UsageError for a value of another type, which DuckDB would cast: 40.11 to 40 in a column of INTEGER."""
    wanted = _HELD[column.type]
    for found in {type(value) for value in held if value is not None}:
        if not issubclass(found, wanted) or (found is bool and column.type != "BOOLEAN"):
            what = f"{column.name} is {column.type}, found a value of type {found.__name__}"
            raise UsageError(f"a response does not fit its column: {what}")


def parquet_engine(path: str | Path, columns: Sequence[Column]) -> DuckDBEngine:
    """An engine over a Parquet file, or over all those that a glob names; it can read no other file.

    `columns` are those that will be read, all when none is named: every file must have them, with values of their
    kind (any integer type for INTEGER). Raises UsageError when no file is found, or one is not Parquet or lacks a
    column.
    """
    files = parquet_files(str(path))
    connection = _closed(files)
    try:
        simulated = False
        for name in files:
            one = connection.read_parquet(name)
            _selection(name, one, columns)
            simulated = simulated or is_simulated(one.columns)
        whole = connection.read_parquet(files)
        relation = whole.project(_selection(str(path), whole, columns)) if columns else whole
    except duckdb.Error as error:
        connection.close()
        raise UsageError(f"cannot read {path} as Parquet: {_first_line(error)}") from error
    except UsageError:
        connection.close()
        raise
    return DuckDBEngine(lambda sql: _query(relation, sql), connection.close, simulated=simulated)


def parquet_rows(path: Path) -> tuple[tuple[str, ...], Sequence[Row]]:
    """The columns' names and every row of a Parquet file; no other file can be read.

    Raises UsageError when it cannot be read as Parquet.
    """
    with parquet_engine(path, ()) as engine:
        described = engine.rows(f"SELECT column_name FROM (DESCRIBE FROM {RELATION})")  # noqa: S608 (a constant)
        return tuple(str(row[0]) for row in described), engine.rows(f"FROM {RELATION}")


def relation_engine(relation: Relation, columns: Sequence[Column] = ()) -> DuckDBEngine:
    """An engine over a relation of the user's own connection, which is neither changed nor closed.

    With `columns`, those are checked first. Raises UsageError when one is missing or of another kind.
    """
    source = relation.project(_selection("the relation", relation, columns)) if columns else relation
    return DuckDBEngine(lambda sql: _query(source, sql), simulated=is_simulated(relation.columns))


def table_engine(table: Streamed, columns: Sequence[Column]) -> DuckDBEngine:
    """An engine over a table that the session holds, copied into memory: a reader can be read once only.

    The table is a pandas DataFrame or anything with `__arrow_c_stream__`; the engine can reach nothing else. Raises
    UsageError when one of the columns is missing or of another kind, and when the table cannot be read.
    """
    connection = _closed([])
    try:
        given = connection.from_df(typed(table)) if is_pandas(table) else _streamed(connection, table)
        simulated = is_simulated(given.columns)
        given.project(_selection(named(table), given, columns)).create(RELATION)
    except duckdb.Error as error:
        connection.close()
        raise UsageError(f"cannot read {named(table)}: {_first_line(error)}") from error
    except UsageError:
        connection.close()
        raise
    return DuckDBEngine(lambda sql: connection.execute(sql).fetchall(), connection.close, simulated=simulated)


def _streamed(connection: duckdb.DuckDBPyConnection, table: Streamed) -> Relation:
    # The capsule, and not the table: DuckDB would import PyArrow for those classes that it knows.
    return connection.from_arrow(table.__arrow_c_stream__(None))


def _closed(files: Sequence[str], threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """A connection that reaches these files and nothing else, and prints nothing."""
    connection = duckdb.connect(config=_NO_EXTENSIONS)
    if threads is not None:
        connection.execute(f"SET threads = {threads}")
    # The progress bar of a query that takes seconds goes to standard output, where the figures go. In a notebook
    # without ipywidgets it is off, and DuckDB refuses to be told so.
    if connection.execute("SELECT current_setting('enable_progress_bar')").fetchone() == (True,):
        connection.execute("SET enable_progress_bar = false")
    connection.execute("SET allowed_paths = ?", [files])
    for name, value in _SETTINGS.items():
        connection.execute(f"SET {name} = {value}")
    return connection


def _query(relation: Relation, sql: str) -> Sequence[Row]:
    # In two steps: a table of the user's that is called `responses` too would win over the relation's name.
    found = relation.query(_GIVEN, f"WITH {RELATION} AS NOT MATERIALIZED (FROM {_GIVEN}) {sql}")
    return [] if found is None else found.fetchall()


def _selection(source: str, relation: Relation, wanted: Sequence[Column]) -> str:
    """The list of columns to select, each under its own name and with a type that the queries expect."""
    found = zip(relation.columns, (str(kind) for kind in relation.types), strict=True)
    return ", ".join(_selected(column, kind) for column, kind in fitted(source, found, wanted, _fits))


def _fits(wanted: SqlType, kind: str) -> bool:
    if kind == _UNTYPED:
        return True
    match wanted:
        case "VARCHAR":
            return kind == "VARCHAR" or kind.startswith("ENUM")
        case "INTEGER":
            return _is_whole(kind)
        case "BOOLEAN":
            return kind == "BOOLEAN"
        case "DECIMAL(24,12)":
            return kind in _INTEGERS or kind in _FLOATING or kind.startswith("DECIMAL(")
        case _:
            assert_never(wanted)


def _is_whole(kind: str) -> bool:
    """Whether a type has no decimals."""
    return kind in _INTEGERS or (kind.startswith("DECIMAL(") and kind.endswith(",0)"))


def _selected(column: Column, kind: str) -> str:
    name = quoted(column.name)
    as_it_is = column.type in _NUMBERS and kind != _UNTYPED
    held = "NULL" if kind == _UNTYPED else name
    return f"{name} AS {name}" if as_it_is else f"CAST({held} AS {column.type}) AS {name}"


def _is_too_large(error: duckdb.Error) -> bool:
    """Whether a number was too large for the type of a result, or for the one that it should be cast to."""
    if isinstance(error, duckdb.ConversionException):
        return "out of range" in str(error) or "cast decimal value" in str(error)
    return isinstance(error, duckdb.OutOfRangeException)


def _first_line(error: duckdb.Error) -> str:
    return str(error).partition("\n")[0]
