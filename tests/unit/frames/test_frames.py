"""Typed tables as data frames: the same cells in each library, no cell rounded, and a line that installs what lacks."""

from __future__ import annotations

import gc
import sys
from datetime import date
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.errors import MissingExtra, UsageError
from surveykit.frames import EXACT, Cell, Column, Frame, to_arrow, to_pandas, to_polars

COLUMNS = (
    Column("id", "text"),
    Column("from", "number"),
    Column("group", "whole"),
    Column("true", "truth"),
    Column("jour de l’été", "day"),
)
TYPES = {"id": pl.String, "from": pl.Float64, "group": pl.Int64, "true": pl.Boolean, "jour de l’été": pl.Date}
ROWS: tuple[tuple[Cell, ...], ...] = (
    ("a", 0.1, 2**53 + 1, True, date(2014, 9, 17)),
    (0, 3, -1, False, None),
    (None, None, None, None, None),
)


class Streamed:
    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return to_arrow(self._frame, requested_schema)


def test_a_table_is_the_same_in_polars_and_as_an_arrow_stream() -> None:
    found = to_polars(Frame(COLUMNS, ROWS))
    assert dict(found.schema) == TYPES
    assert found.rows() == [
        ("a", 0.1, 2**53 + 1, True, date(2014, 9, 17)),
        ("0", 3.0, -1, False, None),
        (None, None, None, None, None),
    ]
    assert pl.DataFrame(Streamed(Frame(COLUMNS, ROWS))).equals(found)
    assert pa.table(Streamed(Frame(COLUMNS, ROWS))).to_pylist() == found.to_dicts()


def test_a_table_keeps_its_types_in_pandas() -> None:
    found = to_pandas(Frame(COLUMNS, ROWS))
    types = pd.api.types
    assert [
        check(kind)
        for check, kind in zip(
            (
                types.is_string_dtype,
                types.is_float_dtype,
                types.is_integer_dtype,
                types.is_bool_dtype,
                types.is_datetime64_dtype,
            ),
            found.dtypes,
            strict=True,
        )
    ] == [True] * 5
    assert found.isna().sum().tolist() == [1, 1, 1, 1, 2]
    assert found["group"].tolist()[:2] == [2**53 + 1, -1]
    assert found["jour de l’été"][0] == pd.Timestamp(2014, 9, 17)


def test_a_table_without_rows_keeps_its_types() -> None:
    empty = Frame(COLUMNS, ())
    assert dict(to_polars(empty).schema) == dict(pl.DataFrame(Streamed(empty)).schema) == TYPES
    assert to_pandas(empty).dtypes.tolist() == to_pandas(Frame(COLUMNS, ROWS)).dtypes.tolist()


@given(
    st.lists(
        st.tuples(
            st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\0")),
            st.none() | st.floats(allow_nan=False) | st.integers(-EXACT, EXACT),
            st.none() | st.integers(-(2**63), 2**63 - 1),
            st.none() | st.booleans(),
            st.none() | st.dates(date(1700, 1, 1), date(2200, 1, 1)),
        ),
        max_size=20,
    )
)
def test_every_library_has_the_same_cells(rows: list[tuple[Cell, ...]]) -> None:
    frame = Frame(COLUMNS, tuple(rows))
    wanted = to_polars(frame)
    assert pl.DataFrame(Streamed(frame)).equals(wanted)
    in_pandas = to_pandas(frame)
    for name in TYPES:
        held = [None if pd.isna(cell) else cell for cell in in_pandas[name]]
        assert [cell.date() if isinstance(cell, pd.Timestamp) else cell for cell in held] == wanted[name].to_list()


def test_a_stream_outlives_what_made_it_and_may_never_be_read() -> None:
    rows: tuple[tuple[Cell, ...], ...] = tuple((str(n), n, n, True, None) for n in range(5000))
    never, once = to_arrow(Frame(COLUMNS, rows)), to_arrow(Frame(COLUMNS, rows))
    gc.collect()
    del never
    gc.collect()
    with duckdb.connect() as connection:
        assert connection.from_arrow(once).aggregate('count(*), sum("group")').fetchall() == [(5000, 12_497_500)]


def test_a_consumer_may_ask_for_other_types() -> None:
    only = Streamed(Frame(COLUMNS[:1], tuple(row[:1] for row in ROWS)))
    asked = pa.table(only, schema=pa.schema([("id", pa.large_string())]))
    assert (asked.schema.field("id").type, asked["id"].to_pylist()) == (pa.large_string(), ["a", "0", None])


def test_a_whole_number_is_never_rounded() -> None:
    column = (Column("value", "number"),)
    assert to_polars(Frame(column, ((EXACT,), (-EXACT,))))["value"].to_list() == [EXACT, -EXACT]
    for convert in (to_pandas, to_polars, to_arrow):
        with pytest.raises(UsageError, match=f"the column 'value' of a data frame would round {EXACT + 1}"):
            convert(Frame(column, ((EXACT + 1,),)))


@pytest.mark.parametrize(("library", "convert"), [("pandas", to_pandas), ("polars", to_polars)])
def test_a_library_that_lacks_is_told_with_the_line_that_installs_it(
    library: str, convert: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(
        MissingExtra, match=rf"a data frame of {library} needs .* run pip install \"surveykit\[{library}\]\"$"
    ):
        convert(Frame(COLUMNS, ROWS))
