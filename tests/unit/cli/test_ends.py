"""A command ends at once, and not before what it said is written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

NO_ROOM = Path("/dev/full")
COMMAND = (sys.executable, "-m", "surveykit")


def test_all_that_was_said_is_written_before_the_end() -> None:
    done = subprocess.run([*COMMAND, "plugins", "--json"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stdout.rstrip().endswith("]")


def test_what_others_left_for_the_end_is_done() -> None:
    code = (
        "import atexit, sys; atexit.register(print, 'left for the end'); sys.argv = ['surveykit', '--version']; "
        "from surveykit.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "left for the end"


@pytest.mark.skipif(not NO_ROOM.exists(), reason="a disk without room can be had on Linux only")
def test_what_cannot_be_written_is_no_success() -> None:
    with NO_ROOM.open("w") as full:
        done = subprocess.run([*COMMAND, "surveys"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode
    assert "No space left" in done.stderr
