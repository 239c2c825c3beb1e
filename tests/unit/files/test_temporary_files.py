"""Libraries that write to a path only: their files are private, gone at the end, and their refusals are told."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from surveykit.errors import UsageError
from surveykit.files.scratch import room_for_temporary_files, scratch

LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
from surveykit.errors import UsageError
{0}
try:
    {1}
except UsageError as error:
    print(error)
"""
"""No file grows beyond 3,000 bytes: a full disk, as far as whoever writes can tell."""

LIBRARIES = {
    "DuckDB": (
        "from surveykit.aggregation import Column\nfrom surveykit.engines.duckdb import to_parquet",
        "to_parquet([Column('a', 'VARCHAR')], [(str(one) * 9,) for one in range(9000)])",
    ),
    "pyreadstat, SPSS": (
        "import pandas\nfrom surveykit.labelled.writing import saved, write_sav",
        "saved(pandas.DataFrame({'a': range(9000)}), '.sav', lambda frame, path: write_sav(frame, str(path)))",
    ),
    "pyreadstat, Stata": (
        "import pandas\nfrom surveykit.labelled.writing import saved, write_dta",
        "saved(pandas.DataFrame({'a': range(9000)}), '.dta', lambda frame, path: write_dta(frame, str(path)))",
    ),
    "WeasyPrint": (
        "from surveykit_pdf.press import print_page, style",
        "print_page(f'<style>{style(form=False)}</style><p>x</p>', form=False)",
    ),
}


def temporary_in(folder: Path) -> dict[str, str]:
    return {**os.environ, "TMPDIR": str(folder)}


@pytest.mark.parametrize("library", LIBRARIES)
def test_no_room_for_temporary_files_is_told_and_none_is_left(tmp_path: Path, library: str) -> None:
    script = LIMITED.format(*LIBRARIES[library])
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env=temporary_in(tmp_path), capture_output=True, text=True, check=False)
    assert done.stdout.startswith("a temporary file cannot be written"), done.stderr
    assert "TMPDIR" in done.stdout
    assert not [*tmp_path.iterdir()]


def test_a_pdf_leaves_no_font_behind(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "surveykit", "render", "reseaux_2014", "--to", "pdf"]
    done = subprocess.run(command, env=temporary_in(tmp_path), capture_output=True, check=True)
    assert done.stdout.startswith(b"%PDF")
    assert not [*tmp_path.iterdir()]


def test_the_folder_is_private_and_goes_with_what_is_in_it() -> None:
    with scratch() as folder:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        (folder / "answers").write_bytes(b"x")
    assert not folder.exists()


class _OfALibraryError(Exception):
    pass


def test_only_what_is_meant_is_taken_for_a_refusal() -> None:
    with pytest.raises(UsageError, match="a temporary file cannot be written"), scratch(_OfALibraryError) as folder:
        raise _OfALibraryError
    assert not folder.exists()
    with pytest.raises(_OfALibraryError), room_for_temporary_files():
        raise _OfALibraryError
    with pytest.raises(OSError, match="no such font"), room_for_temporary_files():
        raise OSError("no such font")  # what the system did not say
