"""A campaign in Word by the command line, as an analyst runs it."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

import surveykit as sk
from surveykit.aggregation import columns, rows
from surveykit.cli import surveykit
from word_returns import commented, control_deleted, copied, fill, paragraph_added, revised
from word_wrecks import ole

Run = Callable[..., Result]
SURVEY = "reseaux_2014"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in an empty folder and checks its exit code."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SURVEYKIT_REGISTER", raising=False)

    def call(*words: str, code: int = 0) -> Result:
        result = CliRunner().invoke(surveykit, list(words), standalone_mode=False)
        assert result.exception is None or isinstance(result.exception, sk.SurveykitError), result.exception
        found = 2 if result.exception else result.return_value or 0
        assert found == code, f"{words}: {found}\n{result.output}\n{result.exception}"
        return result

    return call


def test_personal_forms_are_filled_sent_back_and_consolidated(run: Run) -> None:
    run("render", SURVEY, "--to", "docx", "--all", "-o", "forms")
    forms = {path.stem: path.read_bytes() for path in Path("forms").iterdir()}
    assert len(forms) == 26
    returns = Path("returns")
    returns.mkdir()
    for rank, code in enumerate(["bretagne", "corse", "alsace", "limousin"], 1):
        answers = {"q1_diagnostic": str(20 + rank), "q2_aujourdhui": str(10 * rank), "q6_cpom": "Oui"}
        answers |= {
            "q9_appui_coordination": "5",
            "q3_coherence_guide": str(rank),
            "q4_methodologie#lettre_mission": True,
        }
        (returns / f"{code}.docx").write_bytes(fill(forms[code], answers))
    output = run("collect", SURVEY, "returns").output
    assert "bretagne" in output
    figures = _figures(run("aggregate", SURVEY).stdout)
    assert figures["reseaux_aujourdhui"]["value"] == 10 + 20 + 30 + 40
    assert figures["reseaux_aujourdhui"]["answered"] == 4
    assert figures["taux_reponse"]["numerator"], figures["taux_reponse"]["denominator"] == (4, 26)
    assert figures["coherence_guide"]["mean"] == 2.5
    assert figures["cpom"]["value"] == 1.0
    assert figures["stade"]["status"] == "undefined"
    assert "bretagne" in run("status", SURVEY).stdout


def _figures(text: str) -> dict[str, dict[str, object]]:
    return {one["id"]: one for one in json.loads(text)["figures"] if one["group"] is None}


def test_collecting_twice_changes_nothing_and_a_second_sending_supersedes(run: Run) -> None:
    form = sk.render(sk.load_survey(SURVEY), "docx", respondent="bretagne")
    first, second = Path("first.docx"), Path("second.docx")
    first.write_bytes(fill(form, {"q2_aujourdhui": "10"}))
    second.write_bytes(fill(form, {"q2_aujourdhui": "12"}))
    run("collect", SURVEY, "first.docx")
    run("collect", SURVEY, "second.docx")
    run("collect", SURVEY, "first.docx")
    rows = _confidential(run)
    assert _networks(run) == 12
    assert rows["reseaux_aujourdhui"]["returned"] == 1
    copied_name = Path("renamed copy.docx")
    copied_name.write_bytes(second.read_bytes())
    assert "already known" in run("collect", SURVEY, "renamed copy.docx").output


def _confidential(run: Run) -> dict[str, dict[str, object]]:
    result = run("aggregate", SURVEY, "--before-disclosure")
    assert "CONFIDENTIEL" in result.stderr
    assert "CONFIDENTIEL" in result.stdout
    return _figures(result.stdout)


def _networks(run: Run) -> int:
    """The sum of what was answered to question 2, whatever else was."""
    text = run("export", SURVEY, "--to", "csv", "--confidential").stdout
    rows = csv.DictReader(text.lstrip("\ufeff").splitlines())
    return sum(int(row["q2_aujourdhui"]) for row in rows if row["q2_aujourdhui"])


def test_two_files_of_one_respondent_in_one_folder_are_both_named(run: Run) -> None:
    form = sk.render(sk.load_survey(SURVEY), "docx", respondent="bretagne")
    folder = Path("returns")
    folder.mkdir()
    for age, name, value in ((2, "avant.docx", "10"), (1, "après.docx", "12")):
        path = folder / name
        path.write_bytes(fill(form, {"q2_aujourdhui": value}))
        os.utime(path, (1_400_000_000 - age, 1_400_000_000 - age))
    run("collect", SURVEY, "returns")
    assert _networks(run) == 12
    found = [one for one in _findings(run) if one["code"] == "two_files"]
    assert len(found) == 1
    assert "avant.docx" in found[0]["message"]
    assert "après.docx" in found[0]["message"]


def _findings(run: Run, *more: str, code: int = 0) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run("findings", SURVEY, "--to", "csv", *more, code=code).stdout)))


def test_clumsy_answers_are_findings_that_name_file_question_and_text(run: Run) -> None:
    form = sk.render(sk.load_survey(SURVEY), "docx", respondent="corse")
    data = fill(form, {"q1_diagnostic": "environ 12", "q9_appui_coordination": "10 à 15", "q10_stade": "3"})
    data = control_deleted(data, "q14_anciens", beside="7")
    data = revised(data, "q2_aujourdhui", "40", "42")
    data = paragraph_added(data, "q15_cesses", "voir courrier joint")
    data = copied(data, "q12_plurithematiques_terme", "9")
    data = commented(data, "q16_documents", "M. Dupont", "à valider")
    Path("corse v2 (1).docx").write_bytes(data)
    run("collect", SURVEY, "corse v2 (1).docx", code=1)
    found = {(one["field"] or one["question"], one["code"]): one for one in _findings(run, code=1)}
    assert found["q1_diagnostic", "approximate"]["severity"] == "warning"
    assert found["q1_diagnostic", "approximate"]["raw"] == "environ 12"
    assert "question 1" in found["q1_diagnostic", "approximate"]["message"]
    assert found["q9_appui_coordination", "several_numbers"]["severity"] == "error"
    assert found["q14_anciens", "control_missing"]["severity"] == "error"
    assert "40" in found["q2_aujourdhui", "revisions_accepted"]["message"]
    stray = [one["message"] for one in found.values() if one["code"] == "stray_text"]
    assert any("7" in message for message in stray)
    assert {one["file"] for one in found.values()} == {"corse v2 (1).docx"}
    assert {one["respondent"] for one in found.values()} == {"corse"}
    figures = _confidential(run)
    assert figures["reseaux_diagnostic"]["value"] == 12
    assert _networks(run) == 42
    assert figures["anciens_reseaux"]["status"] == "undefined"


def test_refused_files_are_recorded_with_what_to_ask(run: Run) -> None:
    survey = sk.load_survey(SURVEY)
    good = fill(sk.render(survey, "docx", respondent="alsace"), {"q2_aujourdhui": "5"})
    folder = Path("returns")
    folder.mkdir()
    (folder / "alsace.docx").write_bytes(good)
    (folder / "vieux.docx").write_bytes(ole("WordDocument"))
    (folder / "chiffré.docx").write_bytes(ole("EncryptedPackage"))
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4\n")
    (folder / "photo.docx").write_bytes(b"\x89PNG\r\n")
    (folder / "coupé.docx").write_bytes(good[: len(good) // 2])
    (folder / "vide.docx").write_bytes(b"")
    (folder / "~$alsace.docx").write_bytes(b"lock")
    with zipfile.ZipFile(folder / "archive.zip", "w") as archive:
        archive.writestr("alsace.docx", good)
    output = run("collect", SURVEY, "returns", code=1).output
    assert "~$" not in output
    refused = {one["file"]: one for one in _findings(run, code=1) if not one["respondent"]}
    told = {path.name for path in folder.iterdir()} - {"alsace.docx", "~$alsace.docx", "archive.zip"}
    assert set(refused) == told
    assert all(one["severity"] == "error" and one["message"] for one in refused.values())
    with sk.open_register(f"{SURVEY}.sqlite", survey) as campaign:
        kept = {file.name: campaign.register.content(file.sha256) for file in campaign.register.files()}
    assert kept["coupé.docx"] == good[: len(good) // 2]


def test_a_blank_form_says_who_answers_by_its_list(run: Run) -> None:
    blank = sk.render(sk.load_survey(SURVEY), "docx")
    Path("a.docx").write_bytes(fill(blank, {"respondent": "ARS Bretagne", "q2_aujourdhui": "8"}))
    Path("b.docx").write_bytes(fill(blank, {"q2_aujourdhui": "9"}))
    run("collect", SURVEY, "a.docx")
    run("collect", SURVEY, "b.docx", code=1)
    assert _networks(run) == 8
    assert "1 returns without a respondent" in run("status", SURVEY).output


def test_a_file_without_a_respondent_can_be_given_one(run: Run) -> None:
    blank = sk.render(sk.load_survey(SURVEY), "docx")
    Path("b.docx").write_bytes(fill(blank, {"q2_aujourdhui": "9"}))
    run("collect", SURVEY, "b.docx", code=1)
    run("collect", SURVEY, "b.docx", "--respondent", "corse")
    assert _networks(run) == 9


def test_a_correction_is_signed_and_counts(run: Run) -> None:
    form = sk.render(sk.load_survey(SURVEY), "docx", respondent="corse")
    Path("corse.docx").write_bytes(fill(form, {"q2_aujourdhui": "10 à 15"}))
    run("collect", SURVEY, "corse.docx", code=1)
    run("correct", SURVEY, "corse", "q2_aujourdhui", "12", "--why", "confirmé par téléphone", "--who", "A. Analyste")
    assert _networks(run) == 12
    assert not [one for one in _findings(run) if one["field"] == "q2_aujourdhui"]
    run("correct", SURVEY, "corse", "q2_aujourdhui", "environ 12", "--why", "x", code=2)
    run("correct", SURVEY, "corse", "q2_aujourdui", "12", "--why", "x", code=2)
    survey = sk.load_survey(SURVEY)
    with sk.open_register(f"{SURVEY}.sqlite", survey) as campaign:
        (correction,) = campaign.register.corrections()
        (current,) = campaign.responses()
    assert (correction.who, correction.why) == ("A. Analyste", "confirmé par téléphone")
    assert current.original.value(correction.field) is None


def test_other_editions_and_surveys_are_refused(run: Run, tmp_path: Path) -> None:
    run("new", "autre_enquete")
    Path("autre.docx").write_bytes(sk.render(sk.load_survey(tmp_path / "autre_enquete"), "docx"))
    Path("json").mkdir()
    former = {"survey": SURVEY, "edition": "2013", "respondent": "corse", "answers": {}}
    Path("json/former.json").write_text(json.dumps(former))
    run("collect", SURVEY, "autre.docx", "json", code=1)
    assert {one["code"] for one in _findings(run, code=1)} == {"other_survey", "other_edition"}


def test_answers_in_json_and_word_come_in_by_the_same_door(run: Run) -> None:
    run("simulate", SURVEY, "--to", "docx", "--seed", "5", "-n", "9", "-o", "word")
    run("simulate", SURVEY, "--to", "json", "--seed", "5", "-n", "9", "-o", "json")
    run("collect", SURVEY, "word", "--register", "word.sqlite")
    run("collect", SURVEY, "json", "--register", "json.sqlite")
    one = run("aggregate", SURVEY, "--by", "ensemble", "--register", "word.sqlite").stdout
    assert one == run("aggregate", SURVEY, "--by", "ensemble", "--register", "json.sqlite").stdout
    assert len(json.loads(one)["figures"]) == 30 * 3
    objects = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(Path("json").iterdir())]
    Path("all.jsonl").write_text("".join(json.dumps(one) + "\n" for one in objects), encoding="utf-8")
    run("collect", SURVEY, "all.jsonl", "--register", "lines.sqlite")
    assert one == run("aggregate", SURVEY, "--by", "ensemble", "--register", "lines.sqlite").stdout


@pytest.mark.parametrize("to", ["docx", "html"])
def test_the_report_names_no_agency_and_gives_no_answer_that_is_withheld(run: Run, to: str) -> None:
    run("simulate", SURVEY, "--to", "json", "--seed", "8", "-n", "2", "-o", "json")
    run("collect", SURVEY, "json")
    run("report", SURVEY, "--to", to, "-o", f"bilan.{to}")
    data = Path(f"bilan.{to}").read_bytes()
    text = data.decode() if to == "html" else zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    survey = sk.load_survey(SURVEY)
    assert not [one.name for one in survey.population.respondents if one.name in text]
    assert "couvert par le secret" in text
    figures = _figures(run("aggregate", SURVEY).stdout)
    assert {one["status"] for key, one in figures.items() if key != "taux_reponse"} <= {"withheld", "undefined"}


def test_misuse_is_one_line_that_says_what_to_do(run: Run) -> None:
    for words in (
        ["render", "reseau_2014", "--to", "docx"],
        ["render", SURVEY, "--to", "docxx", "-o", "x"],
        ["render", SURVEY, "--to", "docx", "--respondent", "bretange", "-o", "x"],
        ["render", SURVEY, "--to", "docx", "--all"],
        ["status", SURVEY, "--register", "none.sqlite"],
        ["simulate", SURVEY, "--to", "json", "--seed", "1", "-n", "27", "-o", "x"],
    ):
        error = run(*words, code=2).exception
        assert isinstance(error, sk.SurveykitError)
        assert "\n" not in str(error)
    assert "did you mean 'reseaux_2014'" in str(run("check", "reseau_2014", code=2).exception)


def test_figures_come_from_a_parquet_table_too(run: Run) -> None:
    run("simulate", SURVEY, "--to", "json", "--seed", "5", "-o", "json")
    run("collect", SURVEY, "json")
    survey = sk.load_survey(SURVEY)
    with sk.open_register(f"{SURVEY}.sqlite", survey) as campaign:
        responses = [one.response for one in campaign.responses()]
    header = columns(survey)
    with duckdb.connect() as connection:
        shape = ", ".join(f'"{column.name}" {column.type}' for column in header)
        connection.execute(f"CREATE TABLE t ({shape})")
        connection.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(header))})", rows(survey, responses))
        connection.execute("COPY t TO 'answers.parquet' (FORMAT parquet)")
    from_table = json.loads(run("aggregate", SURVEY, "--by", "ensemble", "--from", "answers.parquet").stdout)
    from_register = json.loads(run("aggregate", SURVEY, "--by", "ensemble").stdout)
    assert from_register.pop("simulated") is True  # which that table does not say
    assert from_table == from_register


def test_collecting_the_working_folder_takes_no_harm(run: Run) -> None:
    """The forms as sent stand there too, and the register itself: neither replaces an answer."""
    run("render", SURVEY, "--to", "docx", "--respondent", "corse", "-o", "forms/corse.docx")
    sent = Path("forms/corse.docx")
    Path("retour.docx").write_bytes(fill(sent.read_bytes(), {"q2_aujourdhui": "12"}))
    os.utime("retour.docx", (1_400_000_000, 1_400_000_000))
    output = run("collect", SURVEY, ".").output
    assert "sqlite" not in output
    assert _networks(run) == 12
    found = [(one["code"], one["severity"]) for one in _findings(run) if one["file"] == "forms/corse.docx"]
    assert found == [("untouched_form", "info")]


def test_copies_in_every_format_come_back_into_one_register(run: Run) -> None:
    run("render", SURVEY, "--all", "--to", "docx", "--to", "pdf", "--to", "html", "-o", "forms")
    assert len(list(Path("forms").iterdir())) == 3 * 26
    for to in ("docx", "pdf", "html", "json"):
        run("simulate", SURVEY, "--to", to, "--seed", "6", "-n", "8", "-o", to)
        run("collect", SURVEY, to, "--register", f"{to}.sqlite")
    figures = {
        to: run("aggregate", SURVEY, "--register", f"{to}.sqlite").stdout for to in ("docx", "pdf", "html", "json")
    }
    assert len(set(figures.values())) == 1


def test_a_ministry_gives_the_page_its_own_look(run: Run) -> None:
    Path("own.css").write_text("h1 { color: #000091 }", encoding="utf-8")
    run("render", SURVEY, "--to", "html", "--css", "own.css", "-o", "form.html")
    assert "#000091" in Path("form.html").read_text(encoding="utf-8")
    Path("own.css").write_text("@import url(https://example.org/x.css)", encoding="utf-8")
    run("render", SURVEY, "--to", "html", "--css", "own.css", "-o", "form.html", code=2)
