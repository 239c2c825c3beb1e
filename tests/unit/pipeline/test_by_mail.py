"""Returns that come by mail: whose they are, when they were sent, what came with them, and what is no return."""

from __future__ import annotations

import json
import mailbox
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from saved_messages import message, zipped
from small_survey import small_survey
from surveykit.findings import Severity
from surveykit.pipeline import Campaign, FileOutcome, Signature, open_register, read_otherwise, render, returns_data
from surveykit.register import Outcome
from word_returns import fill

SURVEY = small_survey()
SENT = datetime(2014, 9, 5, 8, tzinfo=UTC)


@pytest.fixture
def campaign(tmp_path: Path) -> Campaign:
    return open_register(tmp_path / "r.sqlite", SURVEY)


def answers(respondent: str, **given: object) -> bytes:
    held = {"survey": SURVEY.id, "edition": SURVEY.edition, "respondent": respondent, "answers": given}
    return json.dumps(held).encode()


def put(tmp_path: Path, name: str, data: bytes | EmailMessage) -> Path:
    path = tmp_path / "in" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else bytes(data))
    return path


def outcomes(campaign: Campaign, *paths: Path) -> dict[str, FileOutcome]:
    return {one.name: one for one in campaign.collect(*paths).files}


def test_a_form_in_a_message_was_sent_when_the_message_was(campaign: Campaign, tmp_path: Path) -> None:
    form = fill(render(SURVEY, "docx", respondent="brest"), {"q1_ateliers": "12"})
    path = put(tmp_path, "reponse.eml", message({"brest.docx": form}))
    told = outcomes(campaign, path)
    (name,) = told
    assert name == "reponse.eml/brest.docx"
    assert told[name].outcome is Outcome.READ
    ((one,),) = [theirs.records for theirs in campaign.returns()]
    assert one.record.sent_at == SENT
    assert one.message is not None
    assert (one.message.sender, one.message.subject) == ("a.martin@ars.example", "Réponse")
    (held,) = returns_data(SURVEY, campaign.returns())
    assert (held["sender"], held["subject"]) == ("a.martin@ars.example", "Réponse")
    assert campaign.register.content(one.message.file) == path.read_bytes()


def test_what_a_message_says_stands_beside_the_findings_and_is_asked_of_nobody(
    campaign: Campaign, tmp_path: Path
) -> None:
    mail = message({"brest.json": answers("brest", q1_ateliers=12)})
    told = outcomes(campaign, put(tmp_path, "reponse.eml", mail))
    for found in (campaign.findings("brest"), told["reponse.eml/brest.json"].findings):
        (words,) = [one for one in found if one.code == "covering_words"]
        assert "Bonjour, ci-joint notre réponse." in words.message
        assert (words.severity, words.asked) == (Severity.INFO, None)


def test_beside_a_form_what_is_none_is_listed_and_not_kept(campaign: Campaign, tmp_path: Path) -> None:
    others = {"annexe.xlsx": zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), "note.txt": b"Note"}
    mail = message({"brest.json": answers("brest", q1_ateliers=12), **others})
    told = outcomes(campaign, put(tmp_path, "reponse.eml", mail))
    assert {name: one.outcome.value for name, one in told.items()} == {
        "reponse.eml/brest.json": "read",
        "reponse.eml/annexe.xlsx": "listed",
        "reponse.eml/note.txt": "listed",
    }
    assert all(each.reason for piece in told["reponse.eml/note.txt"].pieces for each in piece.listed)
    assert "reponse.eml/logo.png" in told["reponse.eml/brest.json"].passed_over
    assert {one.name for one in campaign.register.files()} == {"reponse.eml", "reponse.eml/brest.json"}


def test_without_a_form_what_may_be_one_is_refused_and_kept_with_its_message(
    campaign: Campaign, tmp_path: Path
) -> None:
    told = outcomes(campaign, put(tmp_path, "scan.eml", message({"brest.pdf": b"%PDF-1.4 scan"})))
    assert told["scan.eml/brest.pdf"].outcome is Outcome.REFUSED
    (refused,) = campaign.register.refused_files()
    (carrier,) = campaign.register.carriers(refused.sha256)
    assert (carrier.sender, carrier.sent_at) == ("a.martin@ars.example", SENT)


def test_a_message_of_a_stranger_that_encloses_nothing_is_listed_and_not_kept(
    campaign: Campaign, tmp_path: Path
) -> None:
    told = outcomes(campaign, put(tmp_path, "lettre.eml", message({}, logo=False)))
    assert [one.outcome for one in told.values()] == [Outcome.LISTED]
    assert campaign.register.files() == ()
    assert campaign.findings() == ()


def test_a_message_of_a_respondent_that_encloses_nothing_is_told(campaign: Campaign, tmp_path: Path) -> None:
    mail = message({}, logo=False)
    mail.replace_header("From", "Ville de Brest <contact@brest.example>")
    outcomes(campaign, put(tmp_path, "lettre.eml", mail))
    (found,) = campaign.findings()
    assert found.severity is Severity.ERROR
    assert campaign.register.messages()[0].sender == "Ville de Brest <contact@brest.example>"


def test_a_mailbox_is_its_messages_and_an_archive_its_files(campaign: Campaign, tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "boite.mbox")
    for code in ("brest", "caen"):
        box.add(message({f"{code}.json": answers(code, q1_ateliers=7)}))
    box.close()
    inner = bytes(message({"dijon.json": answers("dijon", q1_ateliers=9)}))
    lot = put(tmp_path, "lot.zip", zipped({"a/amiens.json": answers("amiens", q1_ateliers=8), "dijon.eml": inner}))
    told = outcomes(campaign, tmp_path / "boite.mbox", lot)
    assert {name: one.respondents for name, one in told.items()} == {
        "boite.mbox/1/brest.json": ("brest",),
        "boite.mbox/2/caen.json": ("caen",),
        "lot.zip/a/amiens.json": ("amiens",),
        "lot.zip/dijon.eml/dijon.json": ("dijon",),
    }


def test_a_second_time_changes_nothing(campaign: Campaign, tmp_path: Path) -> None:
    mail = message({"brest.json": answers("brest", q1_ateliers=12), "note.txt": b"Note"})
    path = put(tmp_path, "reponse.eml", mail)
    first = outcomes(campaign, path)
    before = campaign.register.events()
    again = outcomes(campaign, path)
    assert campaign.register.events() == before
    assert {name: one.outcome for name, one in again.items()} == {name: one.outcome for name, one in first.items()}
    assert again["reponse.eml/brest.json"].already


def test_the_first_message_that_carried_a_form_says_when_it_was_sent(campaign: Campaign, tmp_path: Path) -> None:
    data = answers("brest", q1_ateliers=12)
    later = message({"brest.json": data})
    later.replace_header("Date", "Fri, 12 Sep 2014 10:00:00 +0200")
    campaign.collect(put(tmp_path, "transfert.eml", later))
    campaign.collect(put(tmp_path, "reponse.eml", message({"brest.json": data})))
    ((one,),) = [theirs.records for theirs in campaign.returns()]
    assert one.record.sent_at == SENT
    assert len(one.messages) == 2


def test_a_message_of_tomorrow_does_not_say_when_it_was_sent(campaign: Campaign, tmp_path: Path) -> None:
    mail = message({"brest.json": answers("brest", q1_ateliers=12)})
    mail.replace_header("Date", "Fri, 12 Sep 2094 10:00:00 +0200")
    campaign.collect(put(tmp_path, "reponse.eml", mail))
    ((one,),) = [theirs.records for theirs in campaign.returns()]
    assert one.record.sent_at == one.record.received_at


def test_a_sender_who_is_another_respondent_is_told(campaign: Campaign, tmp_path: Path) -> None:
    mail = message({"reponse.json": answers("brest", q1_ateliers=12)})
    mail.replace_header("From", "Ville de Caen <contact@caen.example>")
    campaign.collect(put(tmp_path, "reponse.eml", mail))
    (found,) = [one for one in campaign.findings() if one.code == "another_named"]
    assert "Caen" in found.message
    assert read_otherwise(SURVEY, campaign.register, None) == ()


def test_lines_are_kept_as_lines_and_read_again_as_lines(campaign: Campaign, tmp_path: Path) -> None:
    lines = [answers("brest", q1_ateliers=12), b"{oups", answers("caen", q1_ateliers=9)]
    told = outcomes(campaign, put(tmp_path, "reponses.jsonl", b"\n".join(lines)))
    (one,) = told.values()
    assert (one.respondents, [each.line for each in one.refusals]) == (("brest", "caen"), [2])
    held = {campaign.register.content(file.sha256): file.line for file in campaign.register.files()}
    assert held == {lines[0]: 1, lines[1]: 2, lines[2]: 3}
    assert [theirs.records[0].record.reference[-2:] for theirs in campaign.returns()] == [":1", ":3"]
    assert read_otherwise(SURVEY, campaign.register, Signature("moi", "essai")) == ()


def test_a_stray_file_that_nothing_carried_is_told_and_not_kept(campaign: Campaign, tmp_path: Path) -> None:
    told = outcomes(campaign, put(tmp_path, "notes.txt", b"Notes"))
    assert [(one.outcome, len(one.refusals)) for one in told.values()] == [(Outcome.REFUSED, 1)]
    assert campaign.register.files() == ()
