"""Silence, JSON and completion: what scripts and shells rely on."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import CompletionItem, ShellComplete

from surveykit.cli import surveykit


def _run(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "surveykit", *words], cwd=folder, capture_output=True, check=False)


@pytest.mark.parametrize("place", [0, 1])
def test_quiet_says_nothing_but_errors(tmp_path: Path, place: int) -> None:
    def words(*all_words: str) -> list[str]:
        return [*all_words[:place], "--quiet", *all_words[place:]]

    done = _run(tmp_path, *words("check", "reseaux_2014", "--json"))
    assert (done.returncode, done.stderr) == (0, b"")
    assert all(one["severity"] == "info" for one in json.loads(done.stdout))
    failed = _run(tmp_path, *words("render", "reseaux_2014", "--to", "docxx", "-o", "x"))
    assert failed.returncode == 2
    assert b"no format 'docxx'" in failed.stderr
    misused = _run(tmp_path, *words("render", "reseaux_2014"))
    assert misused.returncode == 2
    assert b"Missing option" in misused.stderr
    loud = _run(tmp_path, "check", "reseaux_2014")
    assert b"0 errors" in loud.stderr


def test_what_is_installed_as_json(tmp_path: Path) -> None:
    surveys = json.loads(_run(tmp_path, "surveys", "--json").stdout)
    assert "reseaux_2014" in [one["name"] for one in surveys]
    plugins = json.loads(_run(tmp_path, "plugins", "--json").stdout)
    assert {"kind": "renderer", "name": "docx"}.items() <= plugins[0].items()


def test_no_bar_is_drawn_where_there_is_no_terminal(tmp_path: Path) -> None:
    done = _run(tmp_path, "simulate", "reseaux_2014", "--to", "json", "--seed", "1", "-n", "2", "-o", "returns")
    assert done.stderr.decode().splitlines() == ["wrote 2 files in returns"]


def _completed(words: str) -> list[str]:
    *before, last = words.split(" ")
    complete = ShellComplete(surveykit, {}, "surveykit", "_SURVEYKIT_COMPLETE")
    found: list[CompletionItem] = complete.get_completions(before, last)
    return [str(one.value) for one in found]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("render re", ["reseaux_2014"]),
        ("check reseaux", ["reseaux_2014"]),
        ("render reseaux_2014 --respondent al", ["alsace"]),
        ("render --respondent al", []),
        ("collect reseaux_2014 --respondent nord", ["nord_pas_de_calais"]),
        ("correct reseaux_2014 bre", ["bretagne"]),
        ("correct reseaux_2014 bretagne q1_", ["q1_diagnostic"]),
        ("render reseaux_2014 --to p", ["pdf"]),
        ("findings reseaux_2014 --to ", ["docx", "html", "pdf", "csv", "xlsx", "txt"]),
        ("mail reseaux_2014 --for over", ["overdue"]),
        ("render nothing --respondent al", []),
    ],
)
def test_the_shell_completes_names_and_codes(words: str, expected: list[str]) -> None:
    assert _completed(words) == expected


def test_surveys_of_the_working_folder_are_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _run(tmp_path, "new", "mon_enquete").returncode == 0
    monkeypatch.chdir(tmp_path)
    assert _completed("render mon") == ["mon_enquete"]


def test_nothing_slow_is_imported_to_complete(tmp_path: Path) -> None:
    script = (
        "import sys; from click.shell_completion import ShellComplete; from surveykit.cli import surveykit; "
        "words = ['render', 'reseaux_2014', '--respondent']; "
        "done = ShellComplete(surveykit, {}, 'surveykit', '_X').get_completions(words, 'a'); "
        "assert len(done) == 3, done; "
        "assert not {'duckdb', 'docx', 'lxml', 'jinja2', 'weasyprint', 'pikepdf', 'surveykit_docx'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
