"""The command as users start it: exit codes, data on standard output, messages on standard error."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def _run(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "surveykit", *words], cwd=folder, capture_output=True, check=False)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["surveys"], 0, b""),
        (["--help"], 0, b""),
        (["check", "reseaux_2014"], 0, b"0 errors"),
        (["check", "reseau_2014"], 2, b"did you mean 'reseaux_2014'"),
        (["nothing"], 2, b"No such command"),
        (["render", "reseaux_2014"], 2, b"Missing option '--to'"),
        (["render", "reseaux_2014", "--to", "pdff", "-o", "x"], 2, b"no format 'pdff' is installed"),
        (["status", "reseaux_2014"], 2, b"reseaux_2014.sqlite"),
    ],
)
def test_exit_codes_and_messages(tmp_path: Path, words: list[str], code: int, said: bytes) -> None:
    done = _run(tmp_path, *words)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert b"Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_broken_definition_is_told_line_by_line(tmp_path: Path) -> None:
    assert _run(tmp_path, "new", "mon_enquete").returncode == 0
    definition = tmp_path / "mon_enquete" / "survey.yaml"
    definition.write_text(definition.read_text(encoding="utf-8").replace("rules:", "ruels:", 1), encoding="utf-8")
    done = _run(tmp_path, "check", "mon_enquete")
    assert done.returncode == 1
    assert b"did you mean 'rules'" in done.stdout
    place = str(Path("mon_enquete") / "survey.yaml").encode()
    assert done.stdout.startswith(place + b":")
    refused = _run(tmp_path, "render", "mon_enquete", "--to", "docx", "-o", "x.docx")
    assert refused.returncode == 2
    assert b"did you mean 'rules'" in refused.stderr
    assert place in refused.stderr


def test_a_new_survey_checks_renders_and_comes_back(tmp_path: Path) -> None:
    assert _run(tmp_path, "new", "mon_enquete").returncode == 0
    assert _run(tmp_path, "check", "mon_enquete").returncode == 0
    assert _run(tmp_path, "new", "mon_enquete").returncode == 2
    assert _run(tmp_path, "simulate", "mon_enquete", "--to", "docx", "--seed", "1", "-o", "returns").returncode == 0
    assert _run(tmp_path, "collect", "mon_enquete", "returns").returncode == 0
    figures = _run(tmp_path, "aggregate", "mon_enquete", "--to", "csv")
    assert figures.returncode == 0
    assert figures.stdout.startswith(b"id,")
    assert _run(tmp_path, "report", "mon_enquete", "--to", "html", "-o", "bilan.html").returncode == 0


def test_nothing_is_imported_to_list_what_is_installed(tmp_path: Path) -> None:
    script = (
        "import sys; from surveykit.plugins import installed; names = {one.name for one in installed()}; "
        "assert {'docx', 'html', 'reseaux_2014'} <= names, names; "
        "assert not {'surveykit_docx', 'surveykit_html', 'reseaux_2014', 'docx', 'jinja2'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
