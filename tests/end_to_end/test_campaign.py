"""A whole campaign as a bureau runs it, with every command, from sending to a second release."""

from __future__ import annotations

import email
import json
import os
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from email import policy
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

import surveykit as sk
from exported_files import read_labelled
from surveykit.cli import surveykit
from surveykit.register import EventKind
from surveykit.rehearsal import coded_workbook

SURVEY = "reseaux_2014"
CLEARED_BY = "Mme Petit"
BEFORE, AFTER = "2014-08-25", "2014-09-08"
FORMATS = ("docx", "pdf", "html", "json")
TYPED = 12
"""How many returns are no JSON files."""

TWICE = "basse_normandie"
LATE, SILENT = ("aquitaine", "auvergne", "bretagne"), ("corse", "lorraine")

Run = Callable[..., Result]


def call(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(surveykit, list(words), standalone_mode=False)
    assert result.exception is None or isinstance(result.exception, sk.SurveykitError), result.exception
    assert (2 if result.exception else result.return_value or 0) == code, f"{words}\n{result.output}"
    return result


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a bureau after its campaign: each command as it would be typed, in order."""
    made = tmp_path_factory.mktemp("bureau")
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(made)
        patched.delenv("SURVEYKIT_REGISTER", raising=False)
        send()
        receive()
        settle()
        code_texts("1")
        publish("bilan-1.docx", "docx", audit="audit-1.json")
        call("collect", SURVEY, "late")
        code_texts("2")
        release()
    return made


def send() -> None:
    call("check", SURVEY)
    earlier = [{"respondent": "alsace", "answers": {"q1_diagnostic": 12}}, {"respondent": "corse", "answers": {}}]
    Path("earlier.jsonl").write_text("\n".join(map(json.dumps, earlier)), encoding="utf-8")
    prefill = ("--prefill", "earlier.jsonl")
    call("render", SURVEY, "--to", "docx", "--to", "pdf", "--to", "html", "--all", *prefill, "-o", "forms")
    call("mail", SURVEY, "--for", "sending", "--all", *prefill, "--date", "2014-06-13", "-o", "mail")
    call("guide", SURVEY, "--to", "pdf", "-o", "guide.pdf")
    call("codebook", SURVEY, "--to", "csv", "-o", "codebook.csv")


def receive() -> None:
    """Returns in every format, one twice, one clumsy, one unreadable; three come late and two never."""
    for to in FORMATS:
        some = () if to == "json" else ("-n", str(TYPED))
        call("simulate", SURVEY, "--to", to, "--seed", "5", *some, "-o", f"all_{to}")
    for name in ("returns", "late"):
        Path(name).mkdir()
    codes = [one.code for one in sk.load_survey(SURVEY).population.respondents]
    for rank, code in enumerate(codes):
        to = FORMATS[rank % len(FORMATS)] if rank < TYPED else "json"
        (file,) = Path(f"all_{to}").glob(f"{code}.*")
        if code not in SILENT:
            arrive(file.read_bytes(), Path("late" if code in LATE else "returns", file.name), 20 if code in LATE else 1)
    call("simulate", SURVEY, "--to", "docx", "--seed", "6", "-n", "4", "-o", "again")
    arrive(Path("again", f"{TWICE}.docx").read_bytes(), Path("returns", f"{TWICE} (2).docx"), 3)
    arrive(b"%PDF-1.4 scan", Path("returns", "scan.pdf"), 1)
    call("collect", SURVEY, "returns", code=1)
    whole = json.loads(Path("all_json", "alsace.json").read_text(encoding="utf-8"))
    whole["answers"] |= {"q1_diagnostic": "10 à 15", "q2_terme": "12 ou 14", "q9_appui_coordination": "environ 6"}
    arrive(json.dumps(whole).encode(), Path("returns", "alsace_corrige.json"), 4)
    call("mail", SURVEY, "--for", "reminder", "--all", "--date", BEFORE, "-o", "mail")
    told = call("collect", SURVEY, "returns", code=1)
    assert "1 refused" in told.stderr
    call("mail", SURVEY, "--for", "overdue", "--all", "--date", AFTER, "-o", "mail")


def arrive(data: bytes, path: Path, day: int) -> None:
    path.write_bytes(data)
    when = datetime(2014, 9, day, 9, tzinfo=UTC).timestamp()
    os.utime(path, (when, when))


def settle() -> None:
    call("status", SURVEY, "--date", AFTER, "--json", "-o", "status.json")
    call("findings", SURVEY, "--to", "csv", "-o", "findings.csv", code=1)
    call("findings", SURVEY, "--respondent", "alsace", "--to", "docx", "-o", "letter.docx", code=1)
    call("mail", SURVEY, "--for", "corrections", "--all", "--form", "docx", "--date", AFTER, "-o", "mail")
    (waiting,) = [one for one in json.loads(call("returns", SURVEY, "--json").stdout) if one["state"] == "waits"]
    assert (waiting["respondent"], any(one["lost"] for one in waiting["differs"])) == (TWICE, True)
    call("settle", SURVEY, TWICE, "--keep", waiting["return"], "--why", "c’est le bon", "--who", "C. Martin")
    for field, value in (("q1_diagnostic", "30"), ("q2_terme", "13"), ("q2_terme", "14")):
        why = "confirmé par téléphone le 9 septembre"
        call("correct", SURVEY, "alsace", field, value, "--who", "C. Martin", "--why", why)


def code_texts(stage: str) -> None:
    """Two coders, their agreement, and who settles and clears quotations."""
    survey = sk.load_survey(SURVEY)
    for coder in ("claire", "hugo", CLEARED_BY):
        reconciled = ("--reconciled",) if coder == CLEARED_BY else ()
        path = f"{coder}-{stage}.xlsx"
        call("code", "export", SURVEY, "--coder", coder, *reconciled, "-o", path)
        with sk.open_register(f"{SURVEY}.sqlite", survey) as campaign:
            settling = {"hesitation": 0.0, "cleared_by": CLEARED_BY, "reconciled": True}
            filled = coded_workbook(campaign, coder, 7, **(settling if reconciled else {}))  # type: ignore[arg-type]
        Path(path).write_bytes(filled)
        call("code", "import", SURVEY, path, "--coder", coder, *reconciled)
        if coder == "hugo":
            assert "claire / hugo" in call("code", "agreement", SURVEY, code=1).stdout
    call("code", "agreement", SURVEY)


def publish(output: str, *formats: str, audit: str = "audit.json") -> Result:
    chosen = [word for to in formats for word in ("--to", to)]
    sure = ("--yes", "--simulated")
    return call("publish", SURVEY, *chosen, "--by", "ensemble", "--audit", audit, "-o", output, *sure)


def release() -> None:
    for to in ("docx", "pdf"):
        call("report", SURVEY, "--to", to, "--by", "ensemble", "-o", f"draft.{to}")
    call("aggregate", SURVEY, "--by", "ensemble", "-o", "figures.json")
    publish("bilan.docx", "docx", "pdf", "html", "xlsx", audit="audit-2.json")
    for to in ("sav", "dta", "xlsx"):
        call("export", SURVEY, "--to", to, "--confidential", "-o", f"answers.{to}")


def told(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_text(encoding="utf-8"))


def test_every_return_is_counted_and_nobody_is_forgotten(folder: Path) -> None:
    status = told(folder, "status.json")
    assert (status["returned"], status["surveyed"]) == (21, 26)
    rows = {one["respondent"]: one for one in status["respondents"]}
    assert {code for code, one in rows.items() if not one["returned_at"]} == {*LATE, *SILENT}
    assert (rows["alsace"]["version"], rows["alsace"]["waiting"]) == (2, 0)
    assert (rows[TWICE]["version"], rows[TWICE]["waiting"]) == (1, 1), "the second one leaves blank what was answered"
    figures = told(folder, "figures.json")
    assert (figures["surveyed"], figures["returned"]) == (26, 24)
    with sk.open_register(folder / f"{SURVEY}.sqlite", sk.load_survey(SURVEY)) as campaign:
        kinds = [one.kind for one in campaign.register.events()]
        assert kinds.count(EventKind.RELEASED) == 2, "drafts are none, and four formats are one"
        assert kinds.count(EventKind.CORRECTED) == 3
        assert kinds.count(EventKind.SETTLED) == 1
        (held,) = campaign.returns(TWICE)
        assert held.counting is not None
        assert held.counting.file_name == f"{TWICE} (2).docx"


def test_messages_can_be_opened_and_go_to_those_concerned(folder: Path) -> None:
    drafts = {
        path.name: email.message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in (folder / "mail").glob("*.eml")
    }
    number = {kind: sum(name.startswith(kind) for name in drafts) for kind in ("envoi", "rappel", "relance")}
    assert number == {"envoi": 26, "rappel": 5, "relance": 5}
    told = {name: name.endswith("-donnees-simulees.eml") for name in drafts}
    assert told == {name: not name.startswith("envoi") for name in drafts}  # a blank form holds no answer
    letter = drafts["verification_alsace-donnees-simulees.eml"]
    body = letter.get_body(("plain",))
    assert body is not None
    assert "10 à 15" in body.get_content()
    assert len(list(letter.iter_attachments())) == 2
    assert all(draft["Subject"] and draft["Date"] for draft in drafts.values())


def test_the_second_release_is_compared_with_the_first(folder: Path) -> None:
    first, second = told(folder, "audit-1.json"), told(folder, "audit-2.json")
    assert first["earlier_releases"] == []
    assert second["differences"] == "releases"
    assert len(second["earlier_releases"]) >= 1
    assert second["published"] > len(second["withheld"])
    for one in second["withheld"]:
        assert one["rule"] in {"too_few", "dominance", "secondary", "differences"}
    told_from = [name for one in second["withheld"] for name in one["against"]]
    assert any(name.startswith("release 1 of ") for name in told_from)


def test_the_report_counts_corrections_quotes_and_names_nobody(folder: Path) -> None:
    page = (folder / "bilan.html").read_text(encoding="utf-8")
    assert "2\u00a0réponses ont été corrigées par le bureau après échange avec les ARS." in page
    quotations = told(folder, "figures.json")["quotations"]
    assert quotations
    assert all(one["cleared_by"] == CLEARED_BY for one in quotations)
    assert " ".join(quotations[0]["text"].split()) in page
    assert CLEARED_BY not in page
    assert "C. Martin" not in page
    names = [one.name for one in sk.load_survey(SURVEY).population.respondents]
    assert not [name for name in names if name in page]
    for name in ("bilan-1.docx", "bilan.docx"):
        with zipfile.ZipFile(folder / name) as archive:
            body = archive.read("word/document.xml").decode()
        assert "par le bureau après échange" in body
        assert CLEARED_BY not in body
        assert not [one for one in names if one in body]


def test_workbooks_and_exports_open(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "bilan.xlsx")
    titles = book.sheetnames
    assert "Extraits" in titles
    assert any(title.endswith("Réponses en texte libre") for title in titles)
    answers = openpyxl.load_workbook(folder / "answers.xlsx")
    assert answers["Réponses"].max_row == 25
    for to in ("sav", "dta"):
        held, metadata = read_labelled((folder / f"answers.{to}").read_bytes(), to)
        assert metadata.number_rows == 24
        assert held["q2_terme"][held["respondent"].index("alsace")] == 14
    assert (folder / "bilan.pdf").read_bytes().startswith(b"%PDF-")
    assert (folder / "guide.pdf").read_bytes().startswith(b"%PDF-")


def test_doing_it_all_again_changes_nothing(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.delenv("SURVEYKIT_REGISTER", raising=False)
    again = call("collect", SURVEY, "returns", "late", code=1)
    assert f"{len([*Path('returns').iterdir()]) + 3} files" in again.stderr
    target = str(tmp_path / "bilan.docx")
    assert "the same as release 2" in publish(target, "docx").stderr
