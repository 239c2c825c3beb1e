"""`surveykit demo` is a whole campaign, and the same one each time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from surveykit.pipeline import demo


def _run(folder: Path) -> dict[str, bytes]:
    said: list[str] = []
    written = demo(folder, 2014, said.append)
    assert all(path.exists() for path, _ in written)
    assert any("4 refused" in line for line in said)
    files = (path for path in folder.rglob("*") if path.is_file() and ".sqlite" not in path.name)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return _run(tmp_path_factory.mktemp("demo"))


def test_it_writes_everything_a_campaign_has(first: dict[str, bytes]) -> None:
    for suffix in (".docx", ".pdf", ".html"):
        assert len([name for name in first if name.startswith("forms/") and name.endswith(suffix)]) == 26
    returned = [name for name in first if name.startswith("returns/")]
    assert len(returned) == 24 + 2 + 4
    written = [f"{name}.{suffix}" for name in ("questionnaire", "bilan") for suffix in ("docx", "pdf", "html")]
    for name in (*written, "findings.csv", "findings.html", "figures.xlsx", "status.html"):
        assert len(first[name]) > 2000, name
    drafts = [name for name in first if name.startswith("messages/")]
    assert len([name for name in drafts if "relance" in name]) == 2
    assert len([name for name in drafts if "verification" in name]) >= 4
    figures = json.loads(first["figures.json"])
    assert (figures["surveyed"], figures["returned"]) == (26, 24)
    assert len(figures["figures"]) == 30 * 3


def test_it_shows_clumsy_answers_and_their_messages(first: dict[str, bytes]) -> None:
    findings = first["findings.csv"].decode()
    for code in (
        "approximate",
        "several_numbers",
        "decimal",
        "two_files",
        "word_97",
        "other_edition",
        "flattened",
        "no_answer",
    ):
        assert f",{code}," in findings, code


def test_it_is_the_same_each_time(first: dict[str, bytes], tmp_path: Path) -> None:
    again = _run(tmp_path)
    assert {name for name in first if first[name] != again.get(name)} == set()
    assert _run(tmp_path) == again
