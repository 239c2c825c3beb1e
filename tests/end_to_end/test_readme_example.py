"""The Python example of the README runs as it stands, on simulated returns."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import surveykit as sk
from surveykit.rehearsal import filled_form, simulated

README = Path(__file__).parents[2] / "README.md"


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
    (example,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    exec(example, names)
    report, release = names["report"], names["release"]
    assert isinstance(report, sk.CollectReport)
    assert isinstance(release, sk.Release)
    assert len(report.read) == 26
    assert not report.refused
    # The key figures rest on those who answered questions 1, 2 and 9.
    answers = [response.values() for _, response in simulated(sk.load_survey("reseaux_2014"), seed=3)]
    common = [one for one in answers if {"q1_diagnostic", "q2_aujourdhui", "q9_appui_coordination"} <= one.keys()]
    assert len(common) < len(answers)
    assert release["reseaux_aujourdhui"].value == sum(int(str(one["q2_aujourdhui"])) for one in common)
    assert bytes(names["form"])[:2] == bytes(names["document"])[:2] == b"PK"  # type: ignore[call-overload]
