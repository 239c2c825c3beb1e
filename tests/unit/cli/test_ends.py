"""A command ends at once, and not before what it said is written."""

from __future__ import annotations

import subprocess
import sys

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


def test_what_cannot_be_written_is_no_success() -> None:
    code = (
        "import io, sys\n"
        "class Full(io.RawIOBase):\n"
        "    def writable(self): return True\n"
        "    def write(self, data): raise OSError(28, 'No space left on device')\n"
        "sys.stdout = io.TextIOWrapper(io.BufferedWriter(Full()), encoding='utf-8')\n"
        "sys.argv = ['surveykit', 'surveys']\n"
        "from surveykit.cli import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode
    assert "No space left" in done.stderr
