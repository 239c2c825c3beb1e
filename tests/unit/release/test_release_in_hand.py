"""A release in a Python session: a sequence of figures, and a data frame of any library with the columns of the CSV."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from msgspec.structs import replace

from every_figure import DAY, FIGURES, RELEASE, figure
from surveykit.errors import UsageError
from surveykit.release import Release, Total
from surveykit.tables import figures_sheet, to_csv

TESTS = Path(__file__).parents[2] / "helpers"


def test_a_release_is_a_sequence_of_its_figures() -> None:
    assert len(RELEASE) == len(FIGURES)
    assert tuple(RELEASE) == FIGURES
    assert "share" in RELEASE
    assert FIGURES[0] in RELEASE
    assert "shares" not in RELEASE
    assert replace(FIGURES[0], label="") not in RELEASE


def test_a_release_is_told_in_one_line() -> None:
    said = "<Release of reseaux/2014: 16 figures, 12 published, 1 withheld, 1 undefined, 2 earlier>"
    assert repr(RELEASE) == str(RELEASE) == said
    assert repr(Release("reseaux", "2014", 26, 0, (), "fr")) == "<Release of reseaux/2014: 0 figures>"


def of_csv() -> list[dict[str, Any]]:
    """The rows of the CSV, with the types that the columns of a data frame have."""
    text = to_csv(figures_sheet("Chiffres", FIGURES)).decode()
    types = RELEASE.to_polars().schema
    read = {
        pl.Float64: float,
        pl.Int64: int,
        pl.String: str,
        pl.Boolean: "true".__eq__,
        pl.Date: type(DAY).fromisoformat,
    }
    return [
        {name: None if cell == "" else read[types[name].base_type()](cell) for name, cell in row.items()}
        for row in csv.DictReader(io.StringIO(text, newline=""))
    ]


def test_a_data_frame_has_the_rows_of_the_csv_with_real_types() -> None:
    found = RELEASE.to_polars()
    assert found.to_dicts() == of_csv()
    numbers = {name for name, kind in found.schema.items() if kind == pl.Float64}
    assert {"value", "numerator", "share", "from", "to", "interval_low"} <= numbers
    assert {name for name, kind in found.schema.items() if kind == pl.Int64} == {
        "answered",
        "eligible",
        "returned",
        "surveyed",
    }
    assert (found.schema["unanimous"], found.schema["as_of"]) == (pl.Boolean, pl.Date)


def test_a_distribution_has_a_row_for_each_class_and_shares_are_fractions() -> None:
    found = RELEASE.to_polars()
    wanted = found.filter(pl.col("id") == "multiple").select("class", "class_label", "value", "count", "share").rows()
    assert wanted == [
        (None, None, None, None, None),
        ("lettre", "Lettre de <mission>", None, 11.0, 11 / 23),
        ("autre", "Autre", None, 0.0, 0.0),
    ]
    scale = found.filter(pl.col("id") == "scale").select("class", "value", "median", "count").rows()
    assert scale == [(None, 0.75, None, None), ("0", None, None, 1.0), ("1", None, None, 3.5)]
    assert found.filter(pl.col("id") == "change")["value"].to_list() == [-0.05]


def test_what_is_not_told_has_no_value_and_its_reason() -> None:
    found = {row["id"]: row for row in RELEASE.to_polars().to_dicts()}
    secret = found["secret"]
    assert (secret["value"], secret["answered"], secret["status"], secret["reason"]) == (
        None,
        None,
        "withheld",
        "moins de 3 répondants",
    )
    assert [(found[one]["value"], found[one]["as_of"]) for one in ("before", "elsewhere")] == [
        (394.0, DAY),
        (None, DAY),
    ]


def test_every_library_reads_a_release_by_itself() -> None:
    wanted = RELEASE.to_polars()
    assert pl.DataFrame(RELEASE).equals(wanted)
    assert pa.table(RELEASE).to_pylist() == wanted.to_dicts()
    assert pa.RecordBatchReader.from_stream(RELEASE).read_all().num_rows == len(wanted)
    release = RELEASE
    told = duckdb.sql("SELECT sum(value)::BIGINT, count(*) FROM release WHERE status = 'published'").fetchall()
    assert told == [(round(sum(one.value or 0 for one in RELEASE if one.status == "published")), 18)]
    assert len(release) == len(FIGURES)
    in_pandas = RELEASE.to_pandas()
    assert list(in_pandas.columns) == wanted.columns
    assert [None if pd.isna(cell) else cell for cell in in_pandas["value"]] == wanted["value"].to_list()
    assert in_pandas.query("status == 'published' and by.isna()")["id"].nunique() == 11


def test_an_empty_release_has_the_columns() -> None:
    empty = Release("reseaux", "2014", 26, 0, (), "fr")
    assert empty.to_polars().schema == RELEASE.to_polars().schema == pl.DataFrame(empty).schema
    assert list(empty.to_pandas().columns) == RELEASE.to_polars().columns


ALONE = """
import sys

for other in ("pyarrow", "pandas", {missing!r}):
    sys.modules[other] = None
from every_figure import RELEASE as release

import duckdb
print(duckdb.sql("SELECT count(*), sum(value)::INT FROM release WHERE id = 'total'").fetchall())
if {missing!r} != "polars":
    import polars
    print(polars.DataFrame(release).height)
"""


@pytest.mark.parametrize(("missing", "said"), [("polars", ""), ("numpy", f"{len(RELEASE.to_polars())}\n")])
def test_a_release_needs_no_other_package_than_what_reads_it(missing: str, said: str) -> None:
    command = [sys.executable, "-c", ALONE.format(missing=missing)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=TESTS)
    assert (done.stdout, done.stderr) == (f"[(2, 524)]\n{said}", "")


def test_a_total_that_a_column_of_numbers_would_round_is_refused() -> None:
    huge = replace(RELEASE, figures=(figure("total", "total", Total(2**53 + 1)),))
    assert huge["total"].value == 2**53 + 1
    for read in (Release.to_pandas, Release.to_polars, Release.__arrow_c_stream__):
        with pytest.raises(UsageError, match="would round 9007199254740993"):
            read(huge)
