"""Messages of Outlook (.msg): attachments and messages in them, and what is said by properties of many kinds."""

from __future__ import annotations

import os
import struct
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from outlook_files import Folder, compound_file, outlook_attachment, outlook_folder
from saved_messages import message, zipped
from surveykit.mailbox import Arrival, ReceivedMessage, bounds
from taken_apart import DOCX, arrived, enclosed, passed, refused

LARGE = b"%PDF" + os.urandom(9_000)
SENT = datetime(2014, 9, 5, 8, tzinfo=UTC)
PLACE = "/O=EXCHANGE/OU=GROUP/CN=RECIPIENTS/CN=AMARTIN"
FROM = {0x0042: "A. Martin", 0x5D02: "a.martin@ars.example"}


def _message(found: list[Arrival]) -> ReceivedMessage:
    assert found[0].message is not None
    return found[0].message


def _said(folder: Path, texts: Mapping[int, str] = {}, **given: object) -> ReceivedMessage:
    return _message(arrived(folder, compound_file(outlook_folder(texts, **given)), "r.msg"))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["r.msg", "r", "r.doc", "r.docx"])
def test_a_message_gives_what_it_encloses_and_what_it_says(tmp_path: Path, name: str) -> None:
    data = compound_file(
        outlook_folder(
            {**FROM, 0x0037: "Réponse", 0x1000: "Bonjour, ci-joint.\r\n"},
            moments={0x0039: SENT},
            attachments=[outlook_attachment("corse.docx", DOCX), outlook_attachment("annexe.pdf", LARGE)],
        )
    )
    found = arrived(tmp_path, data, name)
    assert enclosed(found) == {f"{name}/corse.docx": DOCX, f"{name}/annexe.pdf": LARGE}
    one = _message(found)
    assert (one.name, one.data, one.format) == (name, data, "msg")
    assert (one.sender, one.sent_at) == ("A. Martin <a.martin@ars.example>", SENT)
    assert (one.subject, one.words) == ("Réponse", "Bonjour, ci-joint.")
    assert passed(found) == [f"{name}/message.txt"]


def test_a_message_in_a_message_arrives_by_itself(tmp_path: Path) -> None:
    """One that Outlook puts in another has no bytes of its own: it is a folder, and its table begins elsewhere."""
    inner = outlook_folder(
        {0x0037: "Réponse", 0x0042: "B", 0x5D02: "b@c.example"},
        moments={0x0039: SENT},
        attachments=[outlook_attachment("b.docx", LARGE)],
        begin=24,
    )
    data = compound_file(
        outlook_folder(FROM, attachments=[outlook_attachment("Réponse", inner), outlook_attachment("a.docx", DOCX)])
    )
    outer, other = arrived(tmp_path, data, "r.msg")
    assert enclosed([outer]) == {"r.msg/a.docx": DOCX}
    assert enclosed([other]) == {"r.msg/Réponse.msg/b.docx": LARGE}
    assert other.message is not None
    assert (other.message.sender, other.message.sent_at) == ("B <b@c.example>", SENT)
    assert other.message.data == data


def test_messages_in_each_other_are_opened_in_bounds(tmp_path: Path) -> None:
    inner: Folder = outlook_folder(FROM, attachments=[outlook_attachment("0.docx", DOCX)], begin=24)
    for number in range(1, 10):
        own = outlook_attachment(f"{number}.docx", DOCX + b"%d" % number)
        begin = 32 if number == 9 else 24
        inner = outlook_folder(FROM, attachments=[own, outlook_attachment("", inner)], begin=begin)
    found = arrived(tmp_path, compound_file(inner), "r.msg")
    assert len(found) == bounds.DEEPEST
    assert list(refused(found).values()) == ["archive"]


@pytest.mark.parametrize(
    ("texts", "sender"),
    [
        ({0x0042: "A", 0x0064: "EX", 0x0065: PLACE, 0x5D02: "a@b.example"}, "A <a@b.example>"),
        ({0x0042: "A", 0x0065: PLACE, 0x0C1A: "A", 0x0C1F: PLACE, 0x5D01: "a@b.example"}, "A <a@b.example>"),
        ({0x0C1A: "A", 0x0C1F: PLACE, 0x39FE: "a@b.example"}, "A <a@b.example>"),
        ({0x0C1A: "A", 0x0C1E: "SMTP", 0x0C1F: "a@b.example"}, "A <a@b.example>"),
        ({0x0042: "A", 0x5D02: "a@b.example", 0x0C1A: "C", 0x5D01: "c@d.example"}, "A <a@b.example>"),
        ({0x0C1A: "A", 0x0C1F: PLACE, 0x007D: "From: =?utf-8?Q?=C3=89?= <e@f.example>\r\n"}, "É <e@f.example>"),
        ({0x0C1A: "A. Martin", 0x0C1F: PLACE}, "A. Martin"),
        ({0x0C1A: PLACE, 0x0C1F: PLACE}, ""),
        ({0x0C1A: "a\x1b[2J\u202eb", 0x0C1F: "a@b.example"}, "a␛[2Jb <a@b.example>"),
        ({}, ""),
    ],
)
def test_a_sender_is_an_address_and_never_a_place_in_exchange(
    tmp_path: Path, texts: dict[int, str], sender: str
) -> None:
    assert _said(tmp_path, texts).sender == sender


@pytest.mark.parametrize(
    ("moments", "texts", "sent"),
    [
        ({0x0039: SENT}, {}, SENT),
        ({0x0039: 0}, {}, None),
        ({0x0039: 2**64 - 1}, {}, None),
        ({0x0039: 0, 0x0E06: SENT}, {}, SENT),
        ({0x0039: 0}, {0x007D: "Date: Fri, 05 Sep 2014 10:00:00 +0200\r\n"}, SENT),
        ({0x0039: datetime(1999, 12, 31, tzinfo=UTC)}, {}, None),
        ({}, {}, None),
    ],
)
def test_a_date_before_2000_is_none(
    tmp_path: Path, moments: dict[int, datetime | int], texts: dict[int, str], sent: datetime | None
) -> None:
    assert _said(tmp_path, texts, moments=moments).sent_at == sent


@pytest.mark.parametrize(
    ("text", "letters", "pages"),
    [
        ("アンケートの回答", "cp932", {0x3FFD: 932}),
        ("アンケートの回答", "cp932", {0x3FFD: 932, 0x3FDE: 65001}),
        ("アンケートの回答", "cp932", {0x3FDE: 50220}),
        ("Réponse à l’enquête", "cp1252", {0x3FFD: 1252}),
        ("Réponse à l’enquête", "cp1252", {}),
        ("Réponse à l’enquête", "utf-8", {0x3FFD: 65001}),
        ("Réponse", "utf-8", {0x3FFD: 99_999}),
        ("Réponse", "iso-8859-15", {0x3FFD: 28605}),
    ],
)
def test_texts_are_read_in_the_letters_that_the_message_says(
    tmp_path: Path, text: str, letters: str, pages: dict[int, int]
) -> None:
    said = _said(tmp_path, coded={0x0037: text.encode(letters), 0x1000: text.encode(letters)}, numbers=pages)
    assert (said.subject, said.words) == (text, text)


def test_the_page_is_read_where_there_is_no_text(tmp_path: Path) -> None:
    page = "<html><p>Été&nbsp;: provisoire</p></html>"
    assert _said(tmp_path, binary={0x1013: page.encode()}).words == "Été : provisoire"
    assert _said(tmp_path, {0x1013: page}).words == "Été : provisoire"


def test_a_picture_that_is_shown_in_the_text_is_passed_over(tmp_path: Path) -> None:
    picture = b"\x89PNG" + bytes(40_000)
    attachments = [
        outlook_attachment("logo.png", picture, content_id="logo@x"),
        outlook_attachment("scan.png", picture + b"1"),
        {**outlook_folder({0x3707: "i.png"}, binary={0x3701: picture + b"2"}, numbers={0x3714: 4}, begin=8)},
    ]
    data = compound_file(outlook_folder(binary={0x1013: b"<img src=cid:logo@x>"}, attachments=attachments))
    found = arrived(tmp_path, data, "r.msg")
    assert list(enclosed(found)) == ["r.msg/scan.png"]
    assert passed(found) == ["r.msg/message.html", "r.msg/logo.png", "r.msg/i.png"]


@pytest.mark.parametrize(
    "names", [{0x3704: "CORSE~1.DOC"}, {0x3001: "CORSE~1.DOC"}, {0x3707: "", 0x3704: "CORSE~1.DOC"}]
)
def test_an_attachment_has_the_best_name_there_is(tmp_path: Path, names: dict[int, str]) -> None:
    attachment = outlook_folder(names, binary={0x3701: DOCX}, moments={0x3008: SENT}, begin=8)
    (one,) = arrived(tmp_path, compound_file(outlook_folder(attachments=[attachment])), "r.msg")
    assert list(enclosed([one])) == ["r.msg/CORSE~1.DOC"]
    assert one.enclosures[0].modified == SENT


def test_a_link_to_a_drive_is_told(tmp_path: Path) -> None:
    """Outlook attaches a file of OneDrive as a link: there is nothing to read."""
    link = outlook_folder(
        {0x3707: "corse.docx", 0x370D: "https://ars-my.sharepoint.com/x"}, numbers={0x3705: 7}, begin=8
    )
    found = arrived(tmp_path, compound_file(outlook_folder({0x1000: "Voici."}, attachments=[link])), "r.msg")
    assert refused(found) == {"r.msg": "linked_file"}


def test_an_object_in_the_text_is_the_file_that_it_is(tmp_path: Path) -> None:
    found = arrived(
        tmp_path,
        compound_file(outlook_folder(attachments=[outlook_attachment("corse.docx", {"Package": LARGE})])),
        "r.msg",
    )
    assert enclosed(found) == {"r.msg/corse.docx": LARGE}


def test_a_message_signed_in_clear_gives_what_it_encloses(tmp_path: Path) -> None:
    signed = bytes(message({"a.docx": DOCX}, logo=False))
    attachment = outlook_attachment("smime.p7m", signed, media="multipart/signed")
    folder = outlook_folder({0x001A: "IPM.Note.SMIME.MultipartSigned"}, attachments=[attachment])
    assert enclosed(arrived(tmp_path, compound_file(folder), "r.msg")) == {"r.msg/a.docx": DOCX}


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("IPM.Note", {"r.msg": "saved_message"}),
        ("REPORT.IPM.Note.NDR", {"r.msg": "saved_message"}),
        ("REPORT.IPM.Note.IPNRN", {}),
        ("IPM.Note.Rules.OofTemplate.Microsoft", {}),
    ],
)
def test_what_outlook_sent_by_itself_is_passed_over(tmp_path: Path, kind: str, told: dict[str, str]) -> None:
    assert refused(arrived(tmp_path, compound_file(outlook_folder({0x001A: kind})), "r.msg")) == told


def test_the_message_that_a_report_is_on_is_our_own(tmp_path: Path) -> None:
    sent = outlook_folder(attachments=[outlook_attachment("vierge.docx", DOCX)], begin=24)
    folder = outlook_folder({0x001A: "REPORT.IPM.Note.NDR"}, attachments=[outlook_attachment("Envoi", sent)])
    found = arrived(tmp_path, compound_file(folder), "r.msg")
    assert enclosed(found) == {}
    assert passed(found) == ["r.msg/Envoi"]


def test_a_sealed_message_is_told(tmp_path: Path) -> None:
    folder = outlook_folder({0x001A: "IPM.Note.SMIME"}, attachments=[outlook_attachment("smime.p7m", b"0\x80")])
    ((_, why),) = arrived(tmp_path, compound_file(folder), "r.msg")[0].refused
    assert "chiffré" in why.reason


def test_a_zip_and_a_saved_message_are_opened_too(tmp_path: Path) -> None:
    inside = [
        outlook_attachment("r.zip", zipped({"a.docx": DOCX})),
        outlook_attachment("m.eml", bytes(message({"b.docx": DOCX + b"2"}, logo=False))),
        outlook_attachment("n.msg", compound_file(outlook_folder(attachments=[outlook_attachment("c.docx", LARGE)]))),
    ]
    found = arrived(tmp_path, compound_file(outlook_folder(attachments=inside)), "r.msg")
    assert list(enclosed(found)) == ["r.msg/r.zip/a.docx", "r.msg/m.eml/b.docx", "r.msg/n.msg/c.docx"]


def test_a_message_that_is_attached_to_one_in_clear(tmp_path: Path) -> None:
    inner = compound_file(outlook_folder(FROM, attachments=[outlook_attachment("a.docx", DOCX)]))
    _, other = arrived(tmp_path, bytes(message({"n.msg": inner})))
    assert enclosed([other]) == {"reponse.eml/n.msg/a.docx": DOCX}


@pytest.mark.parametrize("cut", [600, 1_024, 2_000, 5_000])
def test_a_damaged_message_is_told(tmp_path: Path, cut: int) -> None:
    whole = compound_file(outlook_folder(FROM, attachments=[outlook_attachment("a.pdf", LARGE)]))
    begin = 512 + struct.unpack_from("<I", whole, 48)[0] * 512
    directory = whole[begin : begin + 128]
    moved = bytearray(whole[:cut])
    struct.pack_into("<I", moved, 48, 0)
    moved[512:640] = directory
    found = arrived(tmp_path, bytes(moved), "r.msg")
    assert refused(found) == {"r.msg": "saved_message"}


def test_too_many_attachments_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("surveykit.mailbox.outlook.MOST_PARTS", 3)
    some = [outlook_attachment(f"{one}.docx", DOCX + b"%d" % one) for one in range(5)]
    found = arrived(tmp_path, compound_file(outlook_folder(attachments=some)), "r.msg")
    assert len(enclosed(found)) == 3
    assert "partiellement" in found[0].refused[0][1].reason


def test_streams_that_share_bytes_are_read_only_so_often(tmp_path: Path) -> None:
    """A small file of many attachments that are all the same sectors."""
    data = bytearray(
        compound_file(outlook_folder(attachments=[outlook_attachment("0.pdf", LARGE * 50)] + [
            outlook_attachment(f"{one}.pdf", b"%PDF" * 2_000 + b"%d" % one) for one in range(1, 100)
        ]))
    )  # fmt: skip
    name = "__substg1.0_37010102".encode("utf-16-le")
    places = [at for at in range(512, len(data), 128) if data[at : at + len(name)] == name]
    start, size = max((struct.unpack_from("<II", data, at + 116) for at in places), key=lambda one: one[1])
    for at in places:
        struct.pack_into("<II", data, at + 116, start, size)
    assert sum(map(len, enclosed(arrived(tmp_path, bytes(data), "r.msg")).values())) <= 2 * len(data)
