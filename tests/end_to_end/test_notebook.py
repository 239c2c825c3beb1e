"""The README's Python example in a notebook that is run, where ipywidgets is installed and where it is not."""

from __future__ import annotations

import re
from ast import literal_eval
from pathlib import Path

import pytest

import surveykit as sk
from notebooks import run, text_of
from surveykit.rehearsal import filled_form, simulated

README = Path(__file__).parents[2] / "README.md"
WITHOUT_WIDGETS = "import sys\nsys.modules['ipywidgets'] = None"
WITH_WIDGETS = "import ipywidgets"
FRAMES = """
import duckdb, polars, pyarrow
frames = release.to_pandas(), release.to_polars(), polars.DataFrame(release), pyarrow.table(release)
[*map(len, frames), len(duckdb.sql("FROM release"))]
"""
FROM_TABLES = """
import io, pandas
from surveykit.pipeline import ExportFormat, export
with sk.open_register("bilan.sqlite", survey) as register:
    answers = export(survey, [one.response for one in register.responses()], ExportFormat.PARQUET)
tables = [read(io.BytesIO(answers.data)) for read in (polars.read_parquet, pandas.read_parquet)]
[sk.aggregate(survey, table).figures == results.figures for table in tables]
"""
PROGRESS = """
from surveykit.aggregation import columns
from surveykit.engines.duckdb import memory_engine
with memory_engine(columns(survey), []) as engine:
    bar = engine.rows("SELECT current_setting('enable_progress_bar')")
bar
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    survey = sk.load_survey("reseaux_2014")
    (tmp_path / "returns").mkdir()
    for respondent, response in simulated(survey, seed=3, number=24):
        (tmp_path / "returns" / f"{respondent.code}.json").write_bytes(filled_form(survey, response, "json"))
    return tmp_path


@pytest.mark.parametrize("first", [WITHOUT_WIDGETS, WITH_WIDGETS], ids=["bare", "with widgets"])
def test_the_example_of_the_readme_runs_in_a_notebook(folder: Path, first: str) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    cells = [first, example, "results", "report", "release", FRAMES, FROM_TABLES, PROGRESS]
    shown = run(cells, folder)
    _, value, results, report, release, lengths, equal, bar = shown
    assert int(text_of(value)) > 0
    told = re.fullmatch(
        r"<Results of reseaux_2014/2014: (\d+) indicators, 24 of 26 returned; confidential>", text_of(results)
    )
    assert told is not None
    assert text_of(results, "text/html") == f"<code>{told[0].replace('<', '&lt;').replace('>', '&gt;')}</code>"
    assert text_of(report) == "<CollectReport of 24 files: 24 read>"
    table = text_of(release, "text/html")
    assert table.count("<tr>") == 1 + int(told[1])
    assert ">Réseaux identifiés et financés aujourd’hui</th>" in table
    assert len(set(literal_eval(text_of(lengths)))) == 1
    assert text_of(equal) == "[True, True]"
    assert text_of(bar) == "[(False,)]"
    # Nothing else is shown: no warning, no bar.
    assert [[one["output_type"] for one in cell] for cell in shown] == [[], *[["execute_result"]] * 7]
