"""A definition that holds, broken in one place at a time."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path

import pytest

Broken = Callable[..., tuple[Path, str]]
HERE = "¦"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the template's folder."""
    with as_file(files("surveykit.load") / "template") as template:
        return Path(shutil.copytree(template, tmp_path / "definition"))


@pytest.fixture
def broken(folder: Path) -> Broken:
    """Replaces `old` (which must stand once) in a file; gives the folder and the place of the `¦` in it."""

    def change(old: str, new: str, file: str = "survey.yaml") -> tuple[Path, str]:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        marked = text.replace(old, new)
        before, _, after = marked.partition(HERE)
        path.write_text(before + after, encoding="utf-8")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return folder, f"{file}:{line}:{column}" if HERE in marked else file

    return change
