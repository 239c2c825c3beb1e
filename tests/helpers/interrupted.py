"""The command line where the disk is full, or where the process is killed, at a moment of the writing of a file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_SCRIPT = """
import errno, os, signal, sys

def full(*_):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

def killed(*_):
    os.kill(os.getpid(), signal.SIGKILL)

happens, moment = {"full": full, "killed": killed}[sys.argv[1]], sys.argv[2]
write, replace, fsync = os.write, os.replace, os.fsync

def half(descriptor, data):
    write(descriptor, data[: len(data) // 2])
    happens()

def replaced(*names):
    replace(*names)
    happens()

if moment == "half":
    os.write = half
elif moment == "flushing":
    os.fsync = happens
elif moment == "placing":
    os.replace = happens
elif moment == "placed":
    os.replace = replaced
sys.argv = ["surveykit", *sys.argv[3:]]
from surveykit.cli import main
main()
"""


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    """The command, undisturbed."""
    return subprocess.run([sys.executable, "-m", "surveykit", *words], cwd=folder, capture_output=True, check=False)


def interrupted(folder: Path, what: str, moment: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    """The command, where the disk is "full" or it is "killed" when a file is half written, flushed, placed…"""
    command = [sys.executable, "-c", _SCRIPT, what, moment, *words]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False)


def limited(folder: Path, largest: int, *words: str) -> subprocess.CompletedProcess[bytes]:
    """The command, where no file may grow beyond so many bytes: the system itself refuses."""
    script = (
        f"import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({largest}, {largest})); "
        "sys.argv[0] = 'surveykit'; from surveykit.cli import main; main()"
    )
    return subprocess.run([sys.executable, "-c", script, *words], cwd=folder, capture_output=True, check=False)
