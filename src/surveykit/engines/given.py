"""Tables that a session holds: whatever gives an Arrow stream, and pandas DataFrames by what their values are."""

from __future__ import annotations

from typing import Any, Protocol, TypeGuard

from surveykit.errors import UsageError


class Streamed(Protocol):
    """A table that other libraries read through the Arrow PyCapsule interface, such as one of PyArrow or Polars.

    A table can be read many times, a reader of record batches (`pyarrow.RecordBatchReader`) once: a second time it has
    no rows. The interface is Arrow's: https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html.

    ```python
    import polars
    from surveykit.engines.given import is_streamed

    assert is_streamed(polars.DataFrame({"respondent": ["bretagne"]}))
    assert not is_streamed([("bretagne",)])
    ```
    """

    def __arrow_c_stream__(self, requested_schema: object | None, /) -> object:
        """Returns the table's rows as a capsule named `arrow_array_stream`.

        `requested_schema` is a capsule of the schema that the caller prefers, None for the table's own. Raises whatever
        the table's library raises.
        """


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
