"""What comes by mail and cannot be read is answered, and what can be is acknowledged: by the command line."""

from __future__ import annotations

import email
import json
import stat
from collections.abc import Callable, Mapping
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import surveykit as sk
from surveykit.cli import surveykit
from word_returns import fill

Run = Callable[..., Result]
SURVEY, AFTER = "reseaux_2014", "2014-09-10"
IMAGE = b"\x89PNG\r\n\x1a\n" + bytes(60_000)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in an empty folder and checks its exit code."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SURVEYKIT_REGISTER", raising=False)

    def call(*words: str, code: int = 0) -> Result:
        result = CliRunner().invoke(surveykit, list(words), standalone_mode=False)
        assert result.exception is None, result.exception
        assert (result.return_value or 0) == code, result.stderr
        return result

    return call


def _message(sender: str, subject: str, day: int, files: Mapping[str, bytes]) -> None:
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, "DGOS-PF3@sante.gouv.fr", subject
    mail["Date"], mail["Message-ID"] = f"{day:02} Sep 2014 10:00:00 +0200", f"<{day}@ars.example>"
    mail.set_content("Bonjour, ci-joint notre réponse ; le chiffre de la question 2 est provisoire.\n")
    for name, data in files.items():
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    Path("boite").mkdir(exist_ok=True)
    Path("boite", f"{day}.eml").write_bytes(mail.as_bytes())


@pytest.fixture
def collected(run: Run) -> None:
    """Brittany's form came by mail; Corsica sent a photograph of it, Alsace an archive that nobody can unpack here."""
    form = sk.render(sk.load_survey(SURVEY), "docx", respondent="bretagne")
    filled = fill(form, {"q1_diagnostic": "14", "q2_aujourdhui": "10 à 15"})
    _message("Anne Martin <anne.martin@ars-bretagne.example>", "Réponse", 1, {"questionnaire.docx": filled})
    _message("Paul Orsini <p.orsini@ars-corse.example>", "Questionnaire", 2, {"questionnaire photo.png": IMAGE})
    archive = b"Rar!\x1a\x07\x01\x00" + bytes(40)
    _message("Secrétariat <secretariat@ars-alsace.example>", "Retour", 4, {"questionnaire.rar": archive})
    Path("boite/photo.png").write_bytes(IMAGE + b"1")
    run("collect", SURVEY, "boite", code=1)


def _drafts(folder: str) -> dict[str, EmailMessage]:
    found = {}
    for path in sorted(Path(folder).iterdir()):
        message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
        assert isinstance(message, EmailMessage)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        found[path.name] = message
    return found


def _text(message: EmailMessage) -> str:
    body = message.get_body()
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


@pytest.mark.usefixtures("collected")
def test_whose_file_cannot_be_read_is_answered_and_not_chased(run: Run) -> None:
    said = run("mail", SURVEY, "--for", "overdue", "--all", "--date", AFTER, "-o", "late").stderr
    assert "left out: corse (2.eml/questionnaire photo.png): a file came that cannot be read" in said
    assert "left out: alsace (4.eml/questionnaire.rar): only you can settle it. " in said
    assert "photo.png cannot be read, and nobody knows whose it is: perhaps of somebody who is written to here" in said
    assert not {"relance_corse.eml", "relance_alsace.eml", "relance_bretagne.eml"} & {*_drafts("late")}
    said = run("mail", SURVEY, "--for", "unreadable", "--all", "--date", AFTER, "-o", "mail").stderr
    assert "no draft about 4.eml/questionnaire.rar: only you can settle it. " in said
    assert "no draft about photo.png: nobody knows who sent it; find out, and write to them." in said
    assert "nothing was sent" in said
    ((name, mine),) = _drafts("mail").items()
    assert (name, mine["To"], mine["Subject"]) == (
        "illisible_corse.eml",
        "p.orsini@ars-corse.example",
        "Re: Questionnaire",
    )
    assert mine["In-Reply-To"] == "<2@ars.example>"
    assert (
        "«\u00a0questionnaire photo.png\u00a0», reçu le 2\u00a0septembre 2014\u00a0:\nCe fichier est une image"
        in _text(mine)
    )
    said = run("mail", SURVEY, "--for", "unreadable", "--respondent", "bretagne", "-o", "none").stderr
    assert said == "unreadable concerns nobody: no draft was written\n"


@pytest.mark.usefixtures("collected")
def test_the_status_and_the_checks_before_publishing_say_it(run: Run) -> None:
    table = run("status", SURVEY, "--date", AFTER).stdout
    assert "sent a file that cannot be read (surveykit mail --for unreadable): alsace, corse" in table
    told = json.loads(run("status", SURVEY, "--date", AFTER, "--json").stdout)
    assert told["unreadable"] == ["alsace", "corse"]
    rows = {one["respondent"]: one for one in told["respondents"]}
    assert rows["corse"]["returned"] is False
    assert rows["corse"]["unreadable_at"] == "2014-09-02T08:00:00+00:00"
    assert rows["corse"]["unreadable"] == "2.eml/questionnaire photo.png"


@pytest.mark.usefixtures("collected")
def test_a_return_is_acknowledged_with_what_was_read(run: Run) -> None:
    words = ("--for", "receipt", "--all", "--date", AFTER)
    run("mail", SURVEY, *words, "--to", "docx", "--to", "txt", "-o", "mail")
    ((name, mine),) = _drafts("mail").items()
    assert (name, mine["To"]) == ("accuse_de_reception_bretagne.eml", "anne.martin@ars-bretagne.example")
    assert "«\u00a0questionnaire.docx\u00a0», reçu le 1er\u00a0septembre 2014" in _text(mine)
    whole = {one.get_filename(): one for one in mine.iter_attachments()}
    assert [*whole] == ["accuse_de_reception_bretagne.docx", "accuse_de_reception_bretagne.txt"]
    text = whole["accuse_de_reception_bretagne.txt"].get_content()
    assert "Réponse lue\u00a0: 14\u00a0réseaux" in text
    assert "non lu\u00a0: «\u00a010 à 15\u00a0»" in text
    assert [text.count(f"\nQuestion\u00a0{number}\n") for number in range(1, 23)] == [1] * 22
    assert "provisoire" not in text
    run("mail", SURVEY, *words, "-o", "again")
    again = _drafts("again")[name]
    assert [one.get_filename() for one in again.iter_attachments()] == ["accuse_de_reception_bretagne.docx"]


@pytest.mark.usefixtures("collected")
def test_a_form_that_comes_later_settles_it(run: Run) -> None:
    form = sk.render(sk.load_survey(SURVEY), "docx", respondent="corse")
    _message("Paul Orsini <p.orsini@ars-corse.example>", "Suite", 3, {"q.docx": fill(form, {"q1_diagnostic": "3"})})
    run("collect", SURVEY, "boite", code=1)
    run("mail", SURVEY, "--for", "unreadable", "--all", "--date", AFTER, "-o", "mail")
    assert not Path("mail").exists()
    assert "cannot be read (surveykit mail --for unreadable): alsace\n" in run("status", SURVEY).stdout
