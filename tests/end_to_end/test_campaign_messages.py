"""The bureau's summer by the command line: sending, chasing, asking back, and the status of it all."""

from __future__ import annotations

import csv
import email
import io
import json
import os
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

import surveykit as sk
from surveykit.cli import surveykit
from surveykit.plugins import readers
from word_returns import fill

Run = Callable[..., Result]
SURVEY = "reseaux_2014"
AFTER, BEFORE = "2014-09-10", "2014-08-10"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in an empty folder and checks its exit code."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SURVEYKIT_REGISTER", raising=False)

    def call(*words: str, code: int = 0, says: str = "") -> Result:
        result = CliRunner().invoke(surveykit, list(words), standalone_mode=False)
        assert result.exception is None or isinstance(result.exception, sk.SurveykitError), result.exception
        found = 2 if result.exception else result.return_value or 0
        said = f"{result.stderr}\n{result.exception or ''}"
        assert found == code, f"{words}: {found}\n{said}"
        assert says in said
        return result

    return call


@pytest.fixture
def returned(run: Run) -> None:
    """Brittany came back with a doubt, late; Corsica in time with nothing to ask; Alsace with an error, twice."""
    survey = sk.load_survey(SURVEY)
    asked = [one for one in survey.population.respondents if one.code in _WHO]
    forms = {one.code: data for one, data in sk.render_copies(survey, "docx", asked)}
    folder = Path("returns")
    folder.mkdir()
    for name, code, day, answers in (
        ("bretagne.docx", "bretagne", 8, {"q9_appui_coordination": "environ 6", "q2_aujourdhui": "20"}),
        ("corse.docx", "corse", 1, {"q1_diagnostic": "3"}),
        ("alsace 1.docx", "alsace", 1, {"q1_diagnostic": "4"}),
        ("alsace 2.docx", "alsace", 2, {"q1_diagnostic": "10 à 15"}),
    ):
        path = folder / name
        path.write_bytes(fill(forms[code], answers))
        saved = datetime(2014, 9, day, 12, tzinfo=UTC).timestamp()
        os.utime(path, (saved, saved))
    run("collect", SURVEY, "returns", code=1)


_WHO = ("bretagne", "corse", "alsace")


def _drafts(folder: str) -> dict[str, EmailMessage]:
    found = {}
    for path in sorted(Path(folder).iterdir()):
        message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
        assert isinstance(message, EmailMessage)
        assert message["X-Unsent"] == "1"
        found[path.name] = message
    return found


def _files(message: EmailMessage) -> dict[str | None, bytes]:
    return {one.get_filename(): one.get_payload(decode=True) for one in message.iter_attachments()}  # type: ignore[misc]


def test_the_forms_are_sent_to_everyone_each_with_its_own(run: Run) -> None:
    Path("a.csv").write_text("code,email\nbretagne,a@ars.example b@ars.example\n", encoding="utf-8")
    words = ("mail", SURVEY, "--for", "sending", "--all", "--to", "docx", "--to", "html", "--date", "2014-06-12")
    said = run(*words, "--addresses", "a.csv", "-o", "mail").stderr
    assert "nothing was sent" in said
    assert said.count("\n") == 2
    assert "no address for alsace, " in said
    assert "bretagne" not in said
    drafts = _drafts("mail")
    assert len(drafts) == 26
    mine = drafts["envoi_bretagne.eml"]
    assert mine["To"] == "a@ars.example, b@ars.example"
    assert "To" not in drafts["envoi_corse.eml"]
    survey = sk.load_survey(SURVEY)
    assert _files(mine) == {
        "bretagne.docx": sk.render(survey, "docx", respondent="bretagne"),
        "bretagne.html": sk.render(survey, "html", respondent="bretagne"),
    }
    run(*words, "--addresses", "a.csv", "-o", "again")
    assert all(path.read_bytes() == Path("again", path.name).read_bytes() for path in Path("mail").iterdir())


@pytest.mark.usefixtures("returned")
def test_reminders_go_to_those_who_returned_nothing(run: Run) -> None:
    run("mail", SURVEY, "--for", "reminder", "--all", "--date", BEFORE, "-o", "mail")
    run("mail", SURVEY, "--for", "overdue", "--all", "--date", AFTER, "--to", "docx", "-o", "mail")
    drafts = _drafts("mail")
    assert len(drafts) == 2 * 23
    assert not any(code in name for name in drafts for code in _WHO)
    assert not list(drafts["rappel_paca.eml"].iter_attachments())
    assert [*_files(drafts["relance_paca.eml"])] == ["paca.docx"]
    run("mail", SURVEY, "--for", "reminder", "--all", "--date", AFTER, "-o", "x", code=2, says="--for overdue")
    run("mail", SURVEY, "--for", "overdue", "--all", "--date", BEFORE, "-o", "x", code=2, says="--for reminder")
    run("mail", SURVEY, "--for", "overdue", "--respondent", "corse", "--date", AFTER, "-o", "x", says="concerns nobody")
    assert not Path("x").exists()


@pytest.mark.usefixtures("returned")
def test_corrections_go_to_those_with_something_left(run: Run) -> None:
    run("mail", SURVEY, "--for", "corrections", "--all", "--date", AFTER, "--form", "docx", "-o", "mail")
    drafts = _drafts("mail")
    # Corse has nothing to correct, and is asked for what the key figures wait for.
    assert [*drafts] == ["verification_alsace.eml", "verification_bretagne.eml", "verification_corse.eml"]
    mine = drafts["verification_bretagne.eml"]
    body = mine.get_body()
    assert body is not None
    text = body.get_content()
    assert "environ 6" in text
    assert "positionnés prioritairement sur l’appui à la coordination" in text
    files = _files(mine)
    assert [*files] == ["points_a_verifier_bretagne.docx", "bretagne.docx"]
    letter = zipfile.ZipFile(io.BytesIO(files["points_a_verifier_bretagne.docx"])).read("word/document.xml").decode()
    assert "environ 6" in letter
    own = readers().ready["docx"].read(files["bretagne.docx"])
    assert own.entries["q2_aujourdhui"].words[0].text == "20"
    assert own.prefilled == {}
    run("findings", SURVEY, "--respondent", "bretagne", "--to", "docx", "--date", AFTER, "-o", "letter.docx")
    assert Path("letter.docx").read_bytes() == files["points_a_verifier_bretagne.docx"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--for", "sending"), "--respondent CODE or --all"),
        (("--for", "sending", "--all", "--respondent", "corse"), "--respondent CODE or --all"),
        (("--for", "sending", "--respondent", "corsica"), "did you mean 'corse'"),
        (("--for", "sending", "--all", "--form", "docx"), "--for corrections"),
        (("--for", "overdue", "--all", "--prefill", "a.csv"), "--for sending"),
        (("--for", "sending", "--all", "--to", "docxx"), "did you mean 'docx'"),
        (("--for", "overdue", "--all"), "There is no register"),
        (("--for", "sending", "--all", "--addresses", "a.csv"), "a.csv:2:1: no respondent 'nobody'"),
    ],
)
def test_misuse_says_what_would_do(run: Run, words: tuple[str, ...], says: str) -> None:
    Path("a.csv").write_text("code,email\nnobody,a@b.example\n", encoding="utf-8")
    run("mail", SURVEY, *words, "-o", "mail", code=2, says=says)


@pytest.mark.usefixtures("returned")
def test_the_letter_in_every_format(run: Run) -> None:
    words = ("findings", SURVEY, "--respondent", "alsace", "--date", AFTER)
    text = run(*words, "--to", "txt", code=1).stdout
    page = run(*words, "--to", "html", code=1).stdout
    for needed in (
        "10 à 15",
        "Combien de réseaux de santé étaient présents",
        "25\u00a0septembre 2014",
    ):
        assert needed in text
        assert needed in page
    run(*words, "-o", "letter.pdf", code=1)
    assert Path("letter.pdf").read_bytes().startswith(b"%PDF")
    assert "question" in run(*words, "--to", "csv", code=1).stdout
    run("findings", SURVEY, "--respondent", "paca", "--to", "txt", code=2, says="nothing to ask back")
    run("findings", SURVEY, "--to", "docx", "-o", "x.docx", code=2, says="add --respondent CODE")


@pytest.mark.usefixtures("returned")
def test_the_status_says_who_when_how_and_how_late(run: Run) -> None:
    table = run("status", SURVEY, "--date", AFTER).stdout
    assert "response rate 12%: 3 of 26 returned, 1 of them late" in table
    assert "missing: aquitaine, auvergne" in table
    whole = json.loads(run("status", SURVEY, "--date", AFTER, "--json").stdout)
    assert (whole["surveyed"], whole["returned"], len(whole["missing"]), len(whole["late"])) == (26, 3, 23, 23)
    rows = {one["respondent"]: one for one in whole["respondents"]}
    brittany, alsace = rows["bretagne"], rows["alsace"]
    assert (brittany["days_late"], brittany["format"], brittany["version"]) == (4, "docx", 1)
    assert (alsace["version"], alsace["errors"], alsace["file"]) == (2, 1, "alsace 2.docx")
    assert alsace["returned_at"] == "2014-09-02T12:00:00+00:00"
    assert (rows["paca"]["returned"], rows["paca"]["file"], rows["paca"]["days_late"]) == (False, None, 6)
    assert [one["code"] for one in json.loads(run("findings", SURVEY, "--json", code=1).stdout)]
    listed = list(csv.DictReader(io.StringIO(run("status", SURVEY, "--to", "csv", "--date", AFTER).stdout)))
    assert {row["respondent"] for row in listed if row["returned"] == "true"} == set(_WHO)
    page = run("status", SURVEY, "--to", "html", "--date", AFTER).stdout
    assert "3 sur 26 (12\u00a0%)" in page
    assert "non reçu" in page
    run("status", SURVEY, "--date", AFTER, "-o", "status.xlsx")
    book = openpyxl.load_workbook("status.xlsx")
    assert book["Par répondant"].max_row == 27
    run("status", SURVEY, "--json", "--to", "csv", code=2, says="exclude each other")


def test_earlier_answers_stand_in_the_copies_and_come_back_told(run: Run) -> None:
    run("simulate", SURVEY, "--to", "json", "--seed", "4", "-n", "1", "-o", "earlier")
    said = run("render", SURVEY, "--to", "docx", "--all", "--prefill", "earlier/alsace.json", "-o", "forms").stderr
    assert "prefilled: 1 of 26 copies" in said
    assert "DONNÉES SIMULÉES: 1 copies hold simulated answers" in said
    says = "answers were left as they had been filled in beforehand"
    run("collect", SURVEY, "forms/alsace.docx", says=says)
    run("findings", SURVEY, says=says)
    rows = {one["respondent"]: one for one in json.loads(run("status", SURVEY, "--json").stdout)["respondents"]}
    assert rows["alsace"]["left_as_prefilled"] > 20
    found = json.loads(run("findings", SURVEY, "--respondent", "alsace", "--json").stdout)
    assert sum(one["code"] == "left_as_prefilled" for one in found) == rows["alsace"]["left_as_prefilled"]
    words = ("mail", SURVEY, "--for", "sending", "--respondent", "alsace", "--prefill", "earlier/alsace.json")
    assert "prefilled: 1 of 1 copies" in run(*words, "-o", "mail").stderr
    sent = _files(_drafts("mail")["envoi_alsace-donnees-simulees.eml"])
    assert sent == {"alsace-donnees-simulees.docx": Path("forms/alsace.docx").read_bytes()}
    run("render", SURVEY, "--to", "docx", "--prefill", "earlier/alsace.json", "-o", "x.docx", code=2, says="or --all")


def test_collect_tells_scripts_in_json(run: Run) -> None:
    run("simulate", SURVEY, "--to", "json", "--seed", "4", "-n", "1", "-o", "returns")
    Path("returns/scan.png").write_bytes(b"\x89PNG")
    told = json.loads(run("collect", SURVEY, "returns", "--json", code=1).stdout)
    assert (told["read"], told["refused"]) == (1, 1)
    outcomes = {one["file"]: one for one in told["files"]}
    assert outcomes["alsace.json"]["respondents"] == ["alsace"]
    assert outcomes["scan.png"]["refusals"][0]["code"] == "image"
