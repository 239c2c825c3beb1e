"""The page on the architecture names files and functions that exist: who follows it finds what it promises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "architecture.md"
WHERE_TO_ADD = PAGE.read_text("utf-8").partition("## Where to add what")[2]


def missing_in(text: str) -> list[str]:
    """The paths that a text names in code (`src/…`, `docs/…`, `tests/…`) and that do not exist, but for `ROOM`."""
    named = re.findall(r"`((?:src|docs|tests|renderers)/[^`\s]+|[a-z_]+\.(?:py|toml))`", text)
    return [name for name in named if "ROOM" not in name and not (ROOT / name).exists()]


def defined(name: str, file: str) -> bool:
    return re.search(rf"^(?:def |class |){name}\b", (ROOT / file).read_text("utf-8"), re.MULTILINE) is not None


def test_the_files_exist() -> None:
    assert WHERE_TO_ADD
    assert missing_in(WHERE_TO_ADD) == []
    assert missing_in("`src/surveykit/nothing.py` and `docs/architecture.md`") == ["src/surveykit/nothing.py"]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("AnyPart", "src/surveykit/model/questions.py"),
        ("facts_of", "src/surveykit/model/facts.py"),
        ("kind_words", "src/surveykit/compose/kind_words.py"),
        ("ExportFormat", "src/surveykit/pipeline/outputs/answers.py"),
        ("FIGURE_FORMATS", "src/surveykit/pipeline/outputs/figures.py"),
        ("figures_file", "src/surveykit/pipeline/outputs/figures.py"),
        ("Dissemination", "src/surveykit/model/dissemination.py"),
        ("refusal", "src/surveykit/disclosure/policy.py"),
        ("is_safe", "src/surveykit/disclosure/breakdown.py"),
        ("more_to_withhold", "src/surveykit/disclosure/breakdown.py"),
        ("Ruling", "src/surveykit/release/audit.py"),
        ("protection", "src/surveykit/compose/report/words.py"),
        ("Room", "src/surveykit/words/room.py"),
    ],
)
def test_the_functions_stand_where_the_page_says(name: str, file: str) -> None:
    assert f"`{name}`" in WHERE_TO_ADD or f'{name}("' in WHERE_TO_ADD
    assert f"`{file}`" in WHERE_TO_ADD
    assert defined(name, file)
    assert not defined(f"{name}_elsewhere", file)
