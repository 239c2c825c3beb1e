"""A copy of the source tree that a test may change, and what mypy says of it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_ERROR = re.compile(r"^(?P<file>[^:]+):(?P<line>\d+): error: (?P<said>.*)$")


class TypedCopy:
    """The sources in a folder of their own, checked by mypy under this project's own settings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("src", "renderers", "surveys"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", folder)
        if (ROOT / ".mypy_cache").is_dir():
            shutil.copytree(ROOT / ".mypy_cache", folder / ".mypy_cache")

    def change(self, path: str, *changes: tuple[str, str]) -> None:
        """Replaces text in a file, once each; a text that is not there exactly once is a mistake of the test."""
        file = self.folder / path
        text = file.read_text("utf-8")
        for before, after in changes:
            assert text.count(before) == 1, f"{path} holds {before!r} {text.count(before)} times"
            text = text.replace(before, after)
        file.write_text(text, "utf-8")

    def errors(self) -> list[tuple[str, str]]:
        """What mypy refuses: file and message, in the order in which it says them."""
        said = subprocess.run(
            [sys.executable, "-m", "mypy"], cwd=self.folder, capture_output=True, text=True, check=False
        )
        found = [match for line in said.stdout.splitlines() if (match := _ERROR.match(line))]
        assert said.returncode == (1 if found else 0), said.stdout + said.stderr
        return [(Path(one["file"]).as_posix(), one["said"]) for one in found]

    def run(self, script: str) -> str:
        """What a Python script that imports the copy prints."""
        said = subprocess.run(
            [sys.executable, "-c", self._bootstrap() + script],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert said.returncode == 0, said.stderr
        return said.stdout

    def _bootstrap(self) -> str:
        folders: Iterable[str] = (str(self.folder / name) for name in ("src", "renderers", "surveys"))
        return f"import sys; sys.path[:0] = {list(folders)!r}\n"
