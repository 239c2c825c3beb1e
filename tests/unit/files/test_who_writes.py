"""Nothing but surveykit.files opens a file for writing."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from writing_calls import writing_calls

PACKAGES = ("surveykit", "surveykit_docx", "surveykit_html", "surveykit_pdf", "reseaux_2014")

MEANT = {
    ("surveykit/cli/quiet.py", "open"): "what is not to be said goes nowhere",
    ("surveykit/register/opening.py", "sqlite3.connect"): "SQLite writes whole or not at all, in a file made for it",
    ("surveykit/register/schema.py", "sqlite3.connect"): "in memory",
    ("surveykit/register/soundness.py", "sqlite3.connect"): "in memory",
    ("surveykit/engines/duckdb.py", "writer.table(RELATION).write_parquet"): "in a scratch folder",
    ("surveykit/labelled/writing.py", "save"): "in a scratch folder",
    ("surveykit/labelled/spss.py", "write_sav"): "in a scratch folder",
    ("surveykit/labelled/stata.py", "write_dta"): "in a scratch folder",
}
"""What else writes, and why it may; `surveykit/files` is what all others call."""


def sources() -> list[tuple[str, Path]]:
    found: list[tuple[str, Path]] = []
    for package in PACKAGES:
        spec = find_spec(package)
        assert spec is not None and spec.origin is not None
        root = Path(spec.origin).parent
        found += ((path.relative_to(root.parent).as_posix(), path) for path in sorted(root.rglob("*.py")))
    return found


def test_nothing_else_opens_a_file_for_writing() -> None:
    assert len(sources()) > 200
    found = {
        (name, call)
        for name, path in sources()
        if not name.startswith("surveykit/files/")
        for _, call in writing_calls(path.read_text(encoding="utf-8"))
    }
    assert found == set(MEANT)


def test_the_module_that_writes_is_seen_to_write() -> None:
    held = {call for name, path in sources() for _, call in writing_calls(path.read_text("utf-8")) if "/files/" in name}
    assert {"os.open", "folder.mkdir", "os.link", "tempfile"} <= held


@pytest.mark.parametrize(
    "line",
    [
        "path.write_bytes(data)",
        "Path('a').write_text('b', encoding='utf-8')",
        "open('a', 'w')",
        "open('a', mode='ab')",
        "open('a', mode)",
        "path.open('x', encoding='utf-8')",
        "path.open(mode='r+b')",
        "os.open(path, os.O_WRONLY)",
        "os.replace(a, b)",
        "os.fdopen(3, 'wb')",
        "io.open('a', 'w')",
        "folder.mkdir(parents=True)",
        "os.makedirs('a')",
        "import shutil",
        "from shutil import copyfile",
        "import tempfile",
        "from tempfile import NamedTemporaryFile",
        "word.save(path)",
        "word.save('a.docx')",
        "zipfile.ZipFile(path, 'w')",
        "xlsxwriter.Workbook(str(path))",
        "sqlite3.connect(path)",
        "frame.write_parquet('a.parquet')",
        "pyreadstat.write_sav(frame, 'a.sav')",
    ],
)
def test_every_way_of_writing_is_seen(line: str) -> None:
    assert [*writing_calls(line)], line


@pytest.mark.parametrize(
    "lines",
    [
        "open('a')",
        "open('a', 'rb')",
        "path.open('rb')",
        "path.open(encoding='utf-8')",
        "archive.open(name)",
        "pikepdf.open(io.BytesIO(data))",
        "saved = io.BytesIO()\nword.save(saved)",
        "with io.BytesIO() as saved:\n    pdf.save(saved)",
        "written = BytesIO()\nxlsxwriter.Workbook(written, OPTIONS)",
        "zipfile.ZipFile(path)",
        "text.replace('a', 'b')",
        "os.fsync(3)",
        "path.read_bytes()",
    ],
)
def test_what_reads_or_stays_in_memory_is_not(lines: str) -> None:
    assert not [*writing_calls(lines)], lines
