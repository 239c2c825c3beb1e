"""Each benchmark runs with what `make setup` installs, and its last lines are its ratios."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "benchmarks"
RUNS = {
    "aggregate_26": ("",),
    "aggregate_26, a large table": ("2000",),
    "aggregate_large": ("",),
    "aggregate_large, copies": ("0.01", "2"),
    "collect_scale": ("",),
    "help_time": ("",),
    "html_weight": ("",),
    "pdf_copies": ("",),
    "who_answers": ("",),
    "word_copies": ("",),
    "word_reading": ("",),
}
"""Every benchmark, with the sizes that it is given besides its short ones."""

RATIO = re.compile(r"  (\S.*?) +× (\d+\.\d\d)")


def test_none_is_left_out() -> None:
    there = {path.stem for path in FOLDER.glob("*.py")} - {"measuring"}
    assert there == {name.partition(",")[0] for name in RUNS}


@pytest.mark.parametrize("name", RUNS)
def test_it_runs_and_ends_in_its_ratios(tmp_path: Path, name: str) -> None:
    given = [one for one in RUNS[name] if one]
    command = [sys.executable, FOLDER / f"{name.partition(',')[0]}.py", *given, "--short"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert not [*tmp_path.iterdir()]
    before, _, last = done.stdout.rpartition("\nratios to: ")
    assert before
    base, *lines = last.splitlines()
    told = {found[1]: float(found[2]) for found in map(RATIO.fullmatch, lines) if found is not None}
    assert len(told) == len(lines) >= 2
    assert told[base] == 1
