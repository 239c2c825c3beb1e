"""`export`, `codebook` and `guide` as users start them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from exported_files import csv_rows, read_labelled
from surveykit import load_survey
from surveykit.compose.codebook import column_headings


def run(folder: Path, *words: str, code: int = 0) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run([sys.executable, "-m", "surveykit", *words], cwd=folder, capture_output=True, check=False)
    assert done.returncode == code, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    return done


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the register of a collected campaign, in which some answers are no plain values."""
    folder = tmp_path_factory.mktemp("campaign")
    run(folder, "simulate", "reseaux_2014", "--to", "json", "--seed", "5", "-n", "20", "-o", "returns")
    awkward = {"q1_diagnostic": "environ 12", "q2_terme": "10 à 15", "q9_appui_coordination": "NC", "q14_anciens": "SO"}
    answers = {"survey": "reseaux_2014", "edition": "2014", "respondent": "rhone_alpes", "answers": awkward}
    (folder / "returns" / "rhone_alpes.json").write_text(json.dumps(answers), encoding="utf-8")
    run(folder, "collect", "reseaux_2014", "returns", code=1)
    return folder


def test_without_confidential_nothing_is_written(campaign: Path, tmp_path: Path) -> None:
    target = tmp_path / "answers.csv"
    done = run(campaign, "export", "reseaux_2014", "--to", "csv", "-o", str(target), code=2)
    assert b"add --confidential" in done.stderr
    assert b"surveykit aggregate reseaux_2014" in done.stderr
    assert not target.exists()
    assert done.stdout == b""


@pytest.mark.parametrize("by", [(), ("--by", "ensemble")])
def test_figures_from_the_exported_table_are_those_of_the_register(
    campaign: Path, tmp_path: Path, by: tuple[str, ...]
) -> None:
    target = str(tmp_path / "answers.parquet")
    run(campaign, "export", "reseaux_2014", "--to", "parquet", "--confidential", "-o", target)
    for more in ((), ("--before-disclosure",)):
        from_register = run(campaign, "aggregate", "reseaux_2014", *by, *more).stdout
        from_table = run(campaign, "aggregate", "reseaux_2014", *by, *more, "--from", target).stdout
        assert json.loads(from_table) == json.loads(from_register)
    in_folder = str(tmp_path / "*.parquet")  # the statuses beside it are no answers
    assert run(campaign, "aggregate", "reseaux_2014", *by, "--from", in_folder).stdout


@pytest.mark.parametrize("to", ["parquet", "csv", "sav", "dta"])
def test_why_an_answer_has_no_value_stands_beside_it(campaign: Path, tmp_path: Path, to: str) -> None:
    target = tmp_path / f"answers.{to}"
    done = run(campaign, "export", "reseaux_2014", "--to", to, "--confidential", "-o", str(target))
    assert b"CONFIDENTIEL" in done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {f"answers.{to}", "answers.statuses.csv"}
    lines = csv_rows((tmp_path / "answers.statuses.csv").read_bytes())
    told = {row["field"]: (row["status"], row["received"]) for row in lines if row["respondent"] == "rhone_alpes"}
    assert told["q1_diagnostic"] == ("to_confirm", "environ 12")
    assert told["q2_terme"] == ("unreadable", "10 à 15")
    assert told["q9_appui_coordination"] == ("NC", "NC")
    assert told["q14_anciens"] == ("SO", "SO")
    assert told["q15_cesses"][0] == "blank"


def test_a_workbook_has_answers_labels_and_statuses(campaign: Path, tmp_path: Path) -> None:
    target = tmp_path / "answers.xlsx"
    run(campaign, "export", "reseaux_2014", "--to", "xlsx", "--confidential", "-o", str(target))
    assert [path.name for path in tmp_path.iterdir()] == ["answers.xlsx"]
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["Réponses", "Libellés", "Statuts", "Notes"]
    assert tuple(cell.value for cell in book["Libellés"][1]) == column_headings("fr")
    assert book["Réponses"].max_row == 22
    statuses = [[cell.value for cell in row] for row in book["Statuts"].iter_rows()]
    assert ["rhone_alpes", "q2_terme", "Illisible", "10 à 15"] in statuses
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_answers_on_standard_output_say_what_is_not_there(campaign: Path) -> None:
    done = run(campaign, "export", "reseaux_2014", "--to", "csv", "--confidential")
    assert len(csv_rows(done.stdout)) == 21
    assert b"give -o FILE to have the reason of each" in done.stderr


def test_long_names_are_told(campaign: Path, tmp_path: Path) -> None:
    target = tmp_path / "answers.dta"
    done = run(campaign, "export", "reseaux_2014", "--to", "dta", "--confidential", "-o", str(target))
    assert b"q4_methodologie__groupes_thematiques is called q4_methodologie__groupes_th_" in done.stderr
    held, metadata = read_labelled(target.read_bytes(), "dta")
    assert metadata.number_rows == 21
    assert held["q2_terme"][held["respondent"].index("rhone_alpes")] == "b"


@pytest.mark.parametrize("package", ["pyreadstat", "pandas"])
def test_without_its_library_the_command_that_installs_it_is_given(
    campaign: Path, tmp_path: Path, package: str
) -> None:
    script = (
        f"import sys; sys.modules[{package!r}] = None; from surveykit.cli import main; "
        "sys.argv = ['surveykit', 'export', 'reseaux_2014', '--confidential', *sys.argv[1:]]; main()"
    )
    target = tmp_path / "answers"
    for to, code in (("sav", 2), ("dta", 2), ("csv", 0)):
        words = [sys.executable, "-c", script, "--to", to, "-o", str(target)]
        done = subprocess.run(words, cwd=campaign, capture_output=True, check=False)
        assert done.returncode == code, done.stderr.decode()
        assert (b'run pip install "surveykit[labels]"' in done.stderr) == (code == 2)
        assert target.exists() == (code == 0)


def test_the_codebook_as_csv(tmp_path: Path) -> None:
    rows = csv_rows(run(tmp_path, "codebook", "reseaux_2014", "--to", "csv").stdout)
    survey = load_survey("reseaux_2014")
    assert tuple(rows[0]) == column_headings("fr")
    codes = [field.code for field in survey.fields()] + [derived.code for derived in survey.derived]
    assert [row["Code"] for row in rows] == codes


@pytest.mark.parametrize(
    ("command", "title"), [("codebook", "Dictionnaire des données"), ("guide", "Guide de remplissage")]
)
def test_the_codebook_and_the_guide_in_each_format(tmp_path: Path, command: str, title: str) -> None:
    for to, start in (("docx", b"PK"), ("pdf", b"%PDF-"), ("html", b"<!DOCTYPE html>")):
        target = tmp_path / f"x.{to}"
        run(tmp_path, command, "reseaux_2014", "--to", to, "-o", str(target))
        assert target.read_bytes().startswith(start)
    assert f"<h1>{title}</h1>".encode() in (tmp_path / "x.html").read_bytes()


def test_an_unknown_format_is_named(tmp_path: Path) -> None:
    assert b"no format 'htm'" in run(tmp_path, "guide", "reseaux_2014", "--to", "htm", "-o", "x", code=2).stderr
    assert b"'xml' is not one of" in run(tmp_path, "export", "reseaux_2014", "--to", "xml", code=2).stderr
