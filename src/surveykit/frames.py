"""A table of typed columns as a data frame: of pandas, of Polars, or as the Arrow stream that every such library reads.

This door stands below the nouns and not beside the other doors, because it knows nothing of surveys: a table has
names, types and cells. So a noun may offer itself as a data frame (`Release` does), and the libraries are known here
only. Arrow streams are made by DuckDB, which is always there and needs no PyArrow for it; pandas and Polars are
imported when they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

from msgspec import Struct

from surveykit.errors import MissingExtra, UsageError

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-untyped]  # the package has no annotations
    import polars as pl

    PandasFrame: TypeAlias = pd.DataFrame
    PolarsFrame: TypeAlias = pl.DataFrame

Cell = str | int | float | bool | date | None
Type = Literal["text", "whole", "number", "truth", "day"]

EXACT = 2**53
"""Beyond it a 64-bit float does not tell every two whole numbers apart."""
_SQL: dict[Type, str] = {"text": "VARCHAR", "whole": "BIGINT", "number": "DOUBLE", "truth": "BOOLEAN", "day": "DATE"}
_PANDAS: dict[Type, str] = {
    "text": "string",
    "whole": "Int64",
    "number": "Float64",
    "truth": "boolean",
    "day": "datetime64[s]",
}


class Column(Struct, frozen=True):
    """One column: its name, and the type of all its cells that are not empty.

    `whole` is a 64-bit integer, `number` a 64-bit float, `day` a date.
    """

    name: str
    type: Type


class Frame(Struct, frozen=True):
    """A table: its columns, and its rows, each as long as they are; None is an empty cell in any column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def cells(self) -> Iterator[tuple[Column, list[Cell]]]:
        """Each column with its cells, all of its type: in a column of text a number is written out.

        Raises UsageError for a whole number that a column of numbers would round.
        """
        for place, column in enumerate(self.columns):
            yield column, [_of_type(column, row[place]) for row in self.rows]


def to_pandas(frame: Frame) -> PandasFrame:
    """The table as a pandas DataFrame, with pandas' nullable types: an empty cell is `NA`, a day without one `NaT`.

    Raises MissingExtra when pandas is not installed.
    """
    try:
        import pandas as pd  # noqa: PLC0415 (takes half a second, and is there only with the extra)
    except ModuleNotFoundError as error:
        raise _missing(error, "pandas") from error
    return pd.DataFrame({one.name: pd.array(cells, dtype=_PANDAS[one.type]) for one, cells in frame.cells()})


def to_polars(frame: Frame) -> PolarsFrame:
    """The table as a Polars DataFrame. Raises MissingExtra when Polars is not installed."""
    try:
        import polars as pl  # noqa: PLC0415 (is there only with the extra)
    except ModuleNotFoundError as error:
        raise _missing(error, "polars") from error
    types = {"text": pl.String, "whole": pl.Int64, "number": pl.Float64, "truth": pl.Boolean, "day": pl.Date}
    return pl.DataFrame([pl.Series(one.name, cells, dtype=types[one.type]) for one, cells in frame.cells()])


def to_arrow(frame: Frame, requested_schema: object | None = None) -> object:
    """The table as a capsule of the Arrow PyCapsule interface, `arrow_array_stream`; it is read once.

    `requested_schema` is what a consumer would rather have, a capsule too.
    """
    import duckdb  # noqa: PLC0415 (takes longer than all the rest, and most commands need no frame)

    columns, cells = zip(*frame.cells(), strict=True)
    unnested = ", ".join(f'unnest(?::{_SQL[one.type]}[]) AS "{one.name}"' for one in columns)
    connection = duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})
    connection.execute(f"CREATE TABLE frame AS SELECT {unnested}", list(cells))
    return connection.table("frame").__arrow_c_stream__(requested_schema)


def _of_type(column: Column, cell: Cell) -> Cell:
    if cell is None:
        return None
    match column.type:
        case "text":
            return str(cell)
        case "number":
            if isinstance(cell, int) and abs(cell) > EXACT:
                raise UsageError(
                    f"the column '{column.name}' of a data frame would round {cell}: take it from its figure, or JSON"
                )
            return float(cell) if isinstance(cell, int) else cell
        case "whole" | "truth" | "day":
            return cell
        case _:
            assert_never(column.type)


def _missing(error: ModuleNotFoundError, library: str) -> MissingExtra:
    return MissingExtra.of(f"a data frame of {library}", str(error.name), library)
