"""The Python example of the README runs as it stands, on simulated returns."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import surveykit as sk
from surveykit.pipeline import filled_form, simulated

EXAMPLE = """
import surveykit as sk

survey = sk.load_survey("reseaux_2014")                  # or a path, or build Survey(...) in Python
form = sk.render(survey, "docx", respondent="bretagne")  # bytes
with sk.open_register("bilan.sqlite", survey) as register:
    report = register.collect("returns/")                # what was read, refused, superseded
    results = sk.aggregate(survey, register)             # or a Parquet path, a DuckDB relation, a Spark DataFrame
release = sk.disclose(survey, results)
document = sk.report(survey, release, "docx")            # bytes
release["reseaux_aujourdhui"].value
"""


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    survey = sk.load_survey("reseaux_2014")
    folder = tmp_path / "returns"
    folder.mkdir()
    for respondent, response in simulated(survey, seed=3):
        (folder / f"{respondent.code}.docx").write_bytes(filled_form(survey, response, "docx"))
    return folder


def test_the_example_runs(returns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(returns.parent)
    names: dict[str, object] = {}
    exec(EXAMPLE, names)
    report, release = names["report"], names["release"]
    assert isinstance(report, sk.CollectReport)
    assert isinstance(release, sk.Release)
    assert len(report.read) == 26
    assert not report.refused
    expected = sum(
        value
        for _, response in simulated(sk.load_survey("reseaux_2014"), seed=3)
        if isinstance(value := response.values().get("q2_aujourdhui"), int)
    )
    assert release["reseaux_aujourdhui"].value == expected
    assert bytes(names["form"])[:2] == bytes(names["document"])[:2] == b"PK"  # type: ignore[call-overload]


def test_the_readme_holds_this_example() -> None:
    readme = Path(__file__).parents[2] / "README.md"
    blocks = re.findall(r"```python\n(.*?)```", readme.read_text(encoding="utf-8"), re.DOTALL)
    assert EXAMPLE.strip() in [block.strip() for block in blocks]
