"""What a file is called and what stands in it agree, whichever command writes it; `-o -` is no file."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import surveykit as sk
from surveykit.cli import surveykit
from surveykit.pipeline import check_name

SURVEY = "reseaux_2014"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with an empty register."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SURVEYKIT_REGISTER", raising=False)
    sk.open_register(f"{SURVEY}.sqlite", sk.load_survey(SURVEY)).close()
    return tmp_path


def run(command: str, *words: str) -> Result:
    first, *more = command.split()
    if first == "code":
        first, more = "code", [more[0], SURVEY, *more[1:]]
    else:
        more = [SURVEY, *more]
    return CliRunner().invoke(surveykit, [first, *more, *words], standalone_mode=False)


WRONG = [
    ("render --to docx", "x.pdf"),
    ("render --to html --respondent alsace", "x.DOCX"),
    ("guide --to pdf", "x.html"),
    ("codebook --to csv", "x.xlsx"),
    ("report --to docx", "x.pdf"),
    ("report --to html", "reseaux.sqlite"),
    ("aggregate", "x.csv"),
    ("aggregate --to xlsx", "x.json"),
    ("export --to sav --confidential", "x.parquet"),
    ("status", "x.docx"),
    ("status --json", "x.csv"),
    ("findings", "x.docx"),
    ("findings --json", "x.html"),
    ("code export", "x.csv"),
    ("aggregate --audit y.csv", "x.json"),
]


@pytest.mark.parametrize(("command", "name"), WRONG)
def test_a_file_is_not_called_as_another_format(folder: Path, command: str, name: str) -> None:
    before = {path.name for path in folder.iterdir()}
    result = run(command, "-o", name)
    assert isinstance(result.exception, sk.UsageError)
    assert "has the ending of" in str(result.exception)
    assert {path.name for path in folder.iterdir()} == before


@pytest.mark.parametrize(
    ("path", "to"),
    [("x.html", "html"), ("x.HTM", "html"), ("x.truc", "docx"), ("x", "pdf"), ("v1.2", "csv"), ("x.pdf.docx", "docx")],
)
def test_other_names_are_the_users_choice(path: str, to: str) -> None:
    check_name(path, to)


@pytest.mark.parametrize("command", ["render --to html", "codebook --to csv", "aggregate"])
def test_a_dash_is_standard_output(folder: Path, command: str) -> None:
    assert run(command, "-o", "-").stdout_bytes == run(command).stdout_bytes != b""
    assert not (folder / "-").exists()


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("render --to html --all -o -", "-o DIR"),
        ("mail --for sending --all -o -", "standard output"),
        ("simulate --to json --seed 1 -o -", "standard output"),
        ("publish --to html --yes -o -", "standard output"),
        ("aggregate --audit -", "standard output"),
    ],
)
def test_what_is_never_written_to_standard_output_says_so(folder: Path, command: str, told: str) -> None:
    assert told in str(run(command).exception)
    assert not (folder / "-").exists()
