"""Tables that a session holds: whatever gives an Arrow stream, and pandas DataFrames by what their values are."""

from __future__ import annotations

from typing import Any, Protocol, TypeGuard

from surveykit.errors import UsageError


class Streamed(Protocol):
    """A table that other libraries can read by the Arrow PyCapsule interface: one of PyArrow or Polars.

    A reader can be read once: a second time it gives no rows.
    """

    def __arrow_c_stream__(self, requested_schema: object | None, /) -> object:
        """A capsule with the table's rows."""


def is_streamed(given: object) -> TypeGuard[Streamed]:
    """Whether something is a table of that sort, and not the class of one."""
    return hasattr(given, "__arrow_c_stream__") and not isinstance(given, type)


def is_pandas(given: object) -> bool:
    """Whether something is a pandas DataFrame, which needs no PyArrow to be read by DuckDB."""
    kind = type(given)
    return kind.__name__ == "DataFrame" and kind.__module__.partition(".")[0] == "pandas"


def named(given: object) -> str:
    """How a message calls a table: `the DataFrame`, `the RecordBatchReader`."""
    return f"the {type(given).__name__}"


def typed(frame: Any) -> Any:
    """A copy of a pandas DataFrame in which each column has the type of its values.

    pandas makes floats of whole numbers among which one is blank, and floats or objects of a column where all are.
    Raises UsageError when two columns have one name.
    """
    twice = [str(name) for name in frame.columns[frame.columns.duplicated()]]
    if twice:
        raise UsageError(f"{named(frame)} cannot be used: two columns are named {', '.join(map(repr, twice))}")
    found = frame.convert_dtypes()
    blank = [name for name in found.columns if found[name].isna().all()]
    found[blank] = None
    return found
