"""Tables that a session holds, of whatever library: the same figures as from Parquet, or a refusal that says why."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from msgspec.structs import replace

import surveykit as sk
from small_survey import small_survey
from surveykit.aggregation import Column
from surveykit.engines.duckdb import table_engine
from surveykit.errors import UsageError
from surveykit.ids import FieldId
from surveykit.pipeline import ExportFormat, export
from surveykit.rehearsal import simulated
from surveykit.responses import Blank, Response

COLUMNS = (Column("respondent", "VARCHAR"), Column("n", "INTEGER"), Column("ok", "BOOLEAN"))
ALL = 'SELECT "respondent", "n", "ok" FROM responses ORDER BY "respondent"'
ROWS = {"respondent": ["a", "b"], "n": [1, None], "ok": [None, True]}


class Once:
    """A table that can be read a single time, and is of no library that anybody knows."""

    def __init__(self, table: pa.Table) -> None:
        self._table: pa.Table | None = table

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        assert self._table is not None, "read a second time"
        table, self._table = self._table, None
        return table.__arrow_c_stream__(requested_schema)


def survey() -> sk.Survey:
    return small_survey()


def answered(asked: sk.Survey) -> list[Response]:
    """A return of all but one; a number is blank in some, and two questions in all."""
    nobody = {FieldId("q3_satisfaction"): Blank(), FieldId("q5_charte"): Blank()}
    some = {FieldId("q1_ateliers"): Blank(), **nobody}
    found = [one for _, one in simulated(asked, seed=8)][:-1]
    # As if people had given them: a CSV, unlike a Parquet file, does not say that answers are simulated.
    return [
        replace(one, answers={**one.answers, **(nobody if n % 3 else some)}, simulated=False)
        for n, one in enumerate(found)
    ]


def exported(to: ExportFormat) -> bytes:
    asked = survey()
    return export(asked, answered(asked), to).data


def parquet() -> io.BytesIO:
    return io.BytesIO(exported(ExportFormat.PARQUET))


def comma() -> io.BytesIO:
    return io.BytesIO(exported(ExportFormat.CSV))


def relation() -> duckdb.DuckDBPyRelation:
    return duckdb.from_arrow(pq.read_table(parquet()))


SOURCES: dict[str, Callable[[], Any]] = {
    "pyarrow.Table": lambda: pq.read_table(parquet()),
    "pyarrow.RecordBatch": lambda: pq.read_table(parquet()).combine_chunks().to_batches()[0],
    "pyarrow.RecordBatchReader": lambda: pq.read_table(parquet()).to_reader(),
    "read once": lambda: Once(pq.read_table(parquet())),
    "polars, of Parquet": lambda: pl.read_parquet(parquet()),
    "pandas, of Parquet": lambda: pd.read_parquet(parquet()),
    "pandas, of CSV": lambda: pd.read_csv(comma()),
    "pandas, of PyArrow's types": lambda: pd.read_parquet(parquet(), dtype_backend="pyarrow"),
    "pandas, of NumPy's nullable types": lambda: pd.read_parquet(parquet(), dtype_backend="numpy_nullable"),
    "duckdb": relation,
}


@pytest.mark.parametrize("source", SOURCES)
def test_a_table_of_any_library_gives_the_figures_of_the_file(tmp_path: Path, source: str) -> None:
    path = tmp_path / "answers.parquet"
    path.write_bytes(exported(ExportFormat.PARQUET))
    expected = sk.aggregate(survey(), path, by="bord")
    assert expected.returned == 5
    assert {one.base.answered for one in expected.figures if one.group is None} >= {0, 3, 5}
    assert sk.aggregate(survey(), SOURCES[source](), by="bord") == expected


WITHOUT_PYARROW = """
import sys

sys.modules["pyarrow"] = None
from {library} import DataFrame

from surveykit.aggregation import Column
from surveykit.engines.duckdb import table_engine

wanted = (Column("respondent", "VARCHAR"), Column("n", "INTEGER"), Column("ok", "BOOLEAN"))
for n, ok in (([1, None], [None, True]), ([None, None], [None, None])):
    with table_engine(DataFrame({{"respondent": ["a", "b"], "n": n, "ok": ok}}), wanted) as engine:
        print(engine.rows("SELECT * FROM responses ORDER BY respondent"))
"""


@pytest.mark.parametrize("library", ["polars", "pandas"])
def test_a_data_frame_is_read_without_pyarrow(library: str) -> None:
    script = WITHOUT_PYARROW.format(library=library)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout == "[('a', 1, None), ('b', None, True)]\n[('a', None, None), ('b', None, None)]\n", done.stderr


def test_a_data_frame_of_pandas_is_left_as_it_was() -> None:
    frame = pd.DataFrame({**ROWS, "n": [1.0, None], "more": [None, None]})
    before = frame.copy(deep=True)
    with table_engine(frame, COLUMNS) as engine:
        assert engine.rows(ALL) == [("a", 1, None), ("b", None, True)]
    pd.testing.assert_frame_equal(frame, before)


def test_a_table_that_lives_in_memory_reaches_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "other.csv"
    secret.write_text("secret")
    with table_engine(pl.DataFrame(ROWS), COLUMNS) as engine, pytest.raises(UsageError):
        engine.rows(f"SELECT * FROM read_text('{secret}')")


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (pl.DataFrame({"respondents": ["a"], "n": [1], "ok": [True]}), "the DataFrame cannot be used: no column 'resp"),
        (pl.DataFrame({**ROWS, "n": [1.0, 2.5]}), "column 'n' is DOUBLE, expected INTEGER"),
        (pd.DataFrame({**ROWS, "n": [1.5, None]}), "column 'n' is DOUBLE, expected INTEGER"),
        (pd.DataFrame({**ROWS, "ok": ["oui", None]}), "column 'ok' is VARCHAR, expected BOOLEAN"),
        (pa.table({**ROWS, "n": [[1], [2]]}), r"column 'n' is (?i:bigint|int64)\[\], expected INTEGER"),
        (pd.DataFrame([["a", 1, 2]], columns=["respondent", "n", "n"]), "two columns are named 'n'"),
        (pl.Series("n", [1]), "the Series cannot be used: no column 'respondent'"),
    ],
)
def test_a_table_that_does_not_fit_is_refused_by_its_columns(table: Any, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        table_engine(table, COLUMNS)


def test_a_reader_that_breaks_is_refused_in_one_line() -> None:
    def batches() -> Iterator[pa.RecordBatch]:
        yield pa.record_batch({"respondent": ["a"], "n": [1], "ok": [True]})
        raise ValueError("the line went dead")

    schema = pa.schema({"respondent": pa.string(), "n": pa.int64(), "ok": pa.bool_()})
    with pytest.raises(UsageError, match=r"cannot read the RecordBatchReader: .*the line went dead") as caught:
        table_engine(pa.RecordBatchReader.from_batches(schema, batches()), COLUMNS)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ({"respondent": ["amiens"]}, "a dict"),
        ([("amiens", 1)], "a list"),
        (None, "a NoneType"),
        (pl.LazyFrame(ROWS), "a LazyFrame of polars"),
        (pl.DataFrame, "a type"),
        (pa.schema({"n": pa.int64()}), "a Schema of pyarrow"),
    ],
)
def test_what_is_no_table_is_refused_and_told_what_is(source: Any, kind: str) -> None:
    with pytest.raises(UsageError, match=rf"^{kind} is no table of responses: give an open register, a path"):
        sk.aggregate(survey(), source)


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda: pl.DataFrame(ROWS), "a DataFrame of polars"),
        (lambda: pd.DataFrame(ROWS), "a DataFrame of pandas"),
        (lambda: pa.table(ROWS), "a Table of pyarrow"),
        (relation, "a DuckDB relation"),
    ],
)
def test_spark_is_not_asked_for_a_table_that_is_not_its_own(make: Callable[[], Any], kind: str) -> None:
    with pytest.raises(UsageError, match=f"Spark computes .*, not {kind}"):
        sk.aggregate(survey(), make(), engine="spark")
