"""LibreOffice Writer, driven without a screen: a form filled as a person would, or saved in another format.

Each call has its own process, profile and pipe, ends within `LIMIT` seconds, and leaves no process behind.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from surveykit_docx.naming import Key

LIMIT = 120
ATTEMPTS = 2
SYSTEM_PYTHON = "/usr/bin/python3"
TYPIST = Path(__file__).with_name("libreoffice_typist.py")
DOCX_FILTERS = ("MS Word 2007 XML", "Office Open XML Text")
"""What Writer calls « Word 2010-365 » and « Office Open XML (transitional) »."""


class LibreOfficeError(Exception):
    """LibreOffice did not do what it was asked to, in every attempt."""


def typed(docx: bytes, answers: Mapping[str, str | bool], folder: Path, save_as: str = DOCX_FILTERS[0]) -> bytes:
    """The form opened in Writer, its controls (by id) filled or ticked, and saved as .docx.

    A list's answer is the label of its entry; without answers the form is only opened and saved.
    """
    source, target = folder / "before.docx", folder / "after.docx"
    source.write_bytes(docx)
    order = {
        "source": str(source),
        "target": str(target),
        "profile": str(folder / "profile"),
        "filter": save_as,
        "answers": [[Key.parse(control).bookmark, answer] for control, answer in answers.items()],
    }
    _run([SYSTEM_PYTHON, str(TYPIST)], target, json.dumps(order))
    return target.read_bytes()


def converted(data: bytes, before: str, after: str, folder: Path) -> bytes:
    """A file of one suffix saved with another (`odt`, `doc`, `docx`…)."""
    source = folder / f"converted.{before}"
    source.write_bytes(data)
    out = folder / "out"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--norestore", "--convert-to", after, "--outdir", str(out)]
    target = out / f"converted.{after}"
    _run([*command, str(source)], target, "")
    return target.read_bytes()


def _run(command: Sequence[str], target: Path, text: str) -> None:
    """Runs a command in a group of processes of its own until it makes its target."""
    said = ""
    for _ in range(ATTEMPTS):
        target.unlink(missing_ok=True)
        said = _attempt(command, text)
        if target.exists():
            return
    raise LibreOfficeError(said)


def _attempt(command: Sequence[str], text: str) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=clean,
        start_new_session=True,
    )
    try:
        said, _ = process.communicate(text, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        said = f"nothing within {LIMIT} seconds"
    finally:
        _end_group(process)
    return said


def _end_group(process: subprocess.Popen[str]) -> None:
    """Ends what is left of the group: soffice leaves children when it fails."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        process.communicate()
