"""Saved messages and archives: known by their bytes, told to who collects them, never asked of a respondent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from saved_messages import OUTLOOK, WORD, compound, locked, message, zipped
from small_survey import small_survey
from surveykit import plugins
from surveykit.compose.form import form
from surveykit.errors import UnreadableFile
from surveykit.model import Purpose
from surveykit.pipeline import Mailing, collect_data, open_register, recipients
from surveykit.pipeline.recognition import read
from word_wrecks import ole

SURVEY = small_survey()
DOCX = plugins.renderer("docx").render(form(SURVEY))
MAIL = bytes(message({"brest.docx": DOCX}))
SENT = re.compile("Renvoyez|Demandez|renvoyer")
"""How a request to a respondent begins."""


def _refusal(data: bytes, name: str) -> UnreadableFile:
    ((number, part),) = read(data, name, plugins.readers())
    assert number == 0
    assert isinstance(part, UnreadableFile)
    return part


@pytest.mark.parametrize(
    "name", ["réponse.eml", "réponse", "réponse.txt", "réponse.html", "réponse.docx", "réponse.msg"]
)
def test_a_saved_message_is_known_under_any_name(name: str) -> None:
    refusal = _refusal(MAIL, name)
    assert refusal.code == "saved_message"
    assert str(refusal) == (
        "Ce fichier est un message enregistré. Collectez-le tel quel\u00a0: ce qu’il contient en sera extrait."
    )
    assert not refusal.asks_sender


@pytest.mark.parametrize(
    "data",
    [
        MAIL.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + MAIL,
        b"\n\n" + MAIL,
        b">From a.martin@ars.example Fri Sep  5 10:00:00 2014\n" + MAIL,
        b"%d\n" % len(MAIL) + MAIL,
        b"Received: from a (b)\n\tby c; Fri, 5 Sep 2014 10:00:00 +0200\nX-Spam: " + b"x" * 20_000 + b"\n" + MAIL,
        MAIL[: len(MAIL) // 3],
        b"From: a\nTo: b\n" + b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" * 5_000,
        b"From: a\nTo: b\n\n" + b"a\n" * 2_000_000,
    ],
    ids=["crlf", "mark", "blank lines", "quoted mbox line", "Apple Mail", "long header", "cut", "nested", "long"],
)
def test_a_message_is_known_however_its_program_saves_it(data: bytes) -> None:
    assert _refusal(data, "x.eml").code == "saved_message"


def test_a_mailbox_is_told_from_a_message() -> None:
    start = b"From a@b.example Fri Sep  5 10:00:00 2014\n"
    for data in (start + MAIL + b"\n" + start + MAIL, start + MAIL, b"!BDN" + bytes(600)):
        refusal = _refusal(data, "boîte")
        assert (refusal.code, refusal.asks_sender) == ("saved_mailbox", False)
        assert ("dans un logiciel de messagerie" in refusal.request) is data.startswith(b"!BDN")


@pytest.mark.parametrize("name", ["x.msg", "x.doc", "x.docx", "winmail.dat"])
@pytest.mark.parametrize(
    "data",
    [
        compound(OUTLOOK, "__nameid_version1.0", "WordDocument"),
        compound(bytes(16), "__nameid_version1.0", "__properties_version1.0"),
        b"\x78\x9f\x3e\x22" + bytes(100),
    ],
    ids=["with a Word attachment", "without a class", "winmail"],
)
def test_what_outlook_saves_is_known_under_any_name(data: bytes, name: str) -> None:
    refusal = _refusal(data, name)
    assert (refusal.code, refusal.asks_sender) == ("saved_message", False)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (compound(WORD, "WordDocument", "ObjectPool", "__properties_version1.0"), "word_97"),
        (ole("WordDocument"), "word_97"),
        (ole("EncryptedPackage"), "encrypted"),
        (ole("Workbook"), "excel"),
    ],
)
def test_an_old_office_file_is_no_message(data: bytes, code: str) -> None:
    refusal = _refusal(data, "x.doc")
    assert refusal.code == code
    assert refusal.asks_sender


@pytest.mark.parametrize(
    "data",
    [
        b"From: <Saved by Blink>\nSnapshot-Content-Location: https://x.example\nSubject: Form\nDate: 5 Sep 2014\n\n",
        b"From: Bonjour\n\nvoici nos notes\n",
        b"Note: Bonjour\nDate: 5 septembre\nvoici nos notes\n",
        "Bonjour,\nvous trouverez ci-joint nos réponses.\n".encode(),
    ],
    ids=["saved page", "one line", "prose", "letter"],
)
def test_what_is_no_message_stays_what_it_is(data: bytes) -> None:
    assert _refusal(data, "x.txt").code in {"unknown_format", "web_archive"}


@pytest.mark.parametrize("name", ["retours.zip", "retours", "retours.docx"])
@pytest.mark.parametrize("files", [{"alsace.docx": DOCX}, {}], ids=["one", "none"])
def test_a_zip_of_returns_is_known_under_any_name(files: dict[str, bytes], name: str) -> None:
    refusal = _refusal(zipped(files), name)
    assert refusal.code in {"archive", "zip"}
    assert not refusal.asks_sender


def test_a_locked_zip_is_an_archive() -> None:
    assert _refusal(locked(zipped({"alsace.docx": DOCX})), "x.zip").code == "archive"


def test_a_zip_of_very_many_files_is_an_archive() -> None:
    assert _refusal(zipped({f"{rank:0200}.docx": b"" for rank in range(30_000)}), "x.zip").code == "archive"


@pytest.mark.parametrize(
    "start", [b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\0", b"(\xb5/\xfd", b"MSCF"]
)
def test_other_archives_are_to_be_unpacked(start: bytes) -> None:
    refusal = _refusal(start + bytes(300), "retours.zip")
    assert (refusal.code, refusal.asks_sender) == ("archive", False)


def test_a_tar_is_an_archive() -> None:
    assert _refusal(b"alsace.docx".ljust(257, b"\0") + b"ustar\x0000" + bytes(300), "retours.tar").code == "archive"


def test_office_packages_are_for_their_reader() -> None:
    for parts, code in (
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "odt"),
        ({"[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<Relationships/>"}, "not_word"),
        ({"word/document.xml": b"<x/>"}, "damaged"),
    ):
        refusal = _refusal(zipped(parts), "x.zip")
        assert (refusal.code, refusal.asks_sender) == (code, True)
    ((_, part),) = read(DOCX, "x.zip", plugins.readers())
    assert not isinstance(part, UnreadableFile)


def test_a_respondent_is_asked_for_nothing(tmp_path: Path) -> None:
    """Neither a draft nor a letter is made of such a refusal, even when it is collected as somebody's."""
    returns = tmp_path / "returns"
    returns.mkdir()
    files = {
        "réponse.msg": compound(OUTLOOK),
        "fermé.zip": locked(zipped({"caen.docx": DOCX})),
        "retours.7z": b"7z\xbc\xaf\x27\x1c" + bytes(50),
    }
    for name, data in files.items():
        (returns / name).write_bytes(data)
    with open_register(tmp_path / "r.sqlite", SURVEY) as campaign:
        report = campaign.collect(returns, respondent="brest")
        told = [one for file in collect_data(report)["files"] for one in file["refusals"]]  # type: ignore[attr-defined]
        assert len(told) == len(files)
        assert not any(one["asks_sender"] for one in told)
        assert not any(SENT.search(f"{one['reason']} {one['request']}") for one in told)
        found = campaign.findings()
        assert len(found) == len(files)
        assert not any(one.asked_back for one in found)
        assert campaign.findings("brest") == ()
        day = SURVEY.collection.deadline
        assert recipients(SURVEY, Mailing(Purpose.CORRECTIONS, day), campaign) == ()
