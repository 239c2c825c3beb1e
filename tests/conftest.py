"""Which tests can run here: those that need LibreOffice or Chromium are left out, and named, where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.vendor import pretty
from msgspec import Struct

from surveykit.brief import Brief, in_full

EVERYTHING = os.environ.get("CI") == "true"
BRIDGE = Path("/usr/bin/python3")
NEEDS = {
    "libreoffice": "LibreOffice Writer with its Python bridge (apt-get install libreoffice-writer-nogui python3-uno)",
    "chromium": "Chromium (apt-get install chromium)",
    "node": "Node.js and the packages of tests/js (apt-get install nodejs npm, then make setup)",
    "pdf_tools": "qpdf and pdftoppm (apt-get install qpdf poppler-utils)",
    "spark": "Java 17 or later (apt-get install openjdk-17-jre-headless)",
}

settings.register_profile(
    "surveykit",
    deadline=None,
    derandomize=EVERYTHING,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("surveykit")


# What tests hold is invented: a test that fails shows it whole.
pretty.for_type_by_name(Brief.__module__, Brief.__name__, lambda value, printer, _: printer.text(in_full(value)))


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Of values that are shown in one line, what they hold."""
    if op != "==" or not all(isinstance(one, Struct | tuple | list | dict) for one in (left, right)):
        return None
    one, other = in_full(left), in_full(right)
    return None if (one, other) == (repr(left), repr(right)) else ["two values that differ in full:", one, other]


@cache
def _present(need: str) -> bool:
    if need == "chromium":
        return shutil.which("chromium") is not None
    if need == "node":
        return shutil.which("node") is not None and (Path(__file__).parent / "js" / "node_modules").is_dir()
    if need == "pdf_tools":
        return shutil.which("qpdf") is not None and shutil.which("pdftoppm") is not None
    if need == "spark":
        return shutil.which("java") is not None
    if shutil.which("soffice") is None or not BRIDGE.exists():
        return False
    return subprocess.run([BRIDGE, "-c", "import uno"], capture_output=True, check=False).returncode == 0


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what cannot run here; in CI leave nothing out: a missing tool must fail the run."""
    for need in _left_out():
        wanting = [item for item in items if item.get_closest_marker(need)]
        items[:] = [item for item in items if item not in wanting]
        config.hook.pytest_deselected(items=wanting)


def _left_out() -> list[str]:
    return [] if EVERYTHING else [need for need in NEEDS if not _present(need)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line which tests were left out."""
    for need in _left_out():
        terminalreporter.write_line(f"left out: the tests marked {need!r}, which need {NEEDS[need]}", yellow=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if EVERYTHING and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
