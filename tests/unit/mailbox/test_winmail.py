"""What Outlook wraps for others (winmail.dat): unwrapped by itself and inside the message that carries it."""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from pathlib import Path

import pytest

from outlook_files import packed, ticks, tnef
from saved_messages import message
from surveykit.mailbox import ReceivedMessage
from taken_apart import DOCX, arrived, enclosed, refused

SENT = datetime(2014, 9, 5, 8, tzinfo=UTC)
IMESSAGE = bytes.fromhex("0703020000000000c000000000000046")
WIDE, NARROW, TIME, OBJECT, BINARY = 0x1F, 0x1E, 0x40, 0xD, 0x102


def _wide(number: int, text: str) -> tuple[int, int, bytes]:
    return number, WIDE, (text + "\0").encode("utf-16-le")


SAID = packed(
    _wide(0x0042, "A. Martin"),
    _wide(0x0065, "/O=X/CN=A"),
    _wide(0x5D02, "a@b.example"),
    _wide(0x0037, "Réponse"),
    (0x0039, TIME, struct.pack("<Q", ticks(SENT))),
    (0x1000, NARROW, "Provisoire : été\0".encode("cp1252")),
)


def _said(folder: Path, data: bytes) -> ReceivedMessage:
    (one,) = arrived(folder, data, "winmail.dat")
    assert one.message is not None
    return one.message


def test_it_gives_what_it_encloses_and_what_it_says(tmp_path: Path) -> None:
    data = tnef(SAID, [("corse.docx", DOCX), ("été.pdf", b"%PDF" + bytes(100))])
    found = arrived(tmp_path, data, "winmail.dat")
    assert enclosed(found) == {"winmail.dat/corse.docx": DOCX, "winmail.dat/été.pdf": b"%PDF" + bytes(100)}
    said = _said(tmp_path, data)
    assert (said.format, said.data) == ("tnef", data)
    assert (said.sender, said.sent_at, said.subject) == ("A. Martin <a@b.example>", SENT, "Réponse")
    assert said.words == "Provisoire : été"


def test_what_older_programs_say(tmp_path: Path) -> None:
    name, address = "A. Martin é\0".encode("cp1252"), b"SMTP:a@b.example\0"
    own = {
        0x8000: struct.pack("<HHHH", 4, 0, len(name), len(address)) + name + address,
        0x8004: "Réponse\0".encode("cp1252"),
        0x8005: struct.pack("<7H", 2014, 9, 5, 8, 0, 0, 5),
        0x800C: b"Voici.\0",
    }
    said = _said(tmp_path, tnef(own=own))
    assert (said.sender, said.sent_at) == ("A. Martin é <a@b.example>", SENT)
    assert (said.subject, said.words) == ("Réponse", "Voici.")
    own[0x8005] = struct.pack("<7H", 1601, 1, 1, 0, 0, 0, 1)
    assert _said(tmp_path, tnef(own=own)).sent_at is None
    own[0x8005] = bytes(14)
    assert _said(tmp_path, tnef(own=own)).sent_at is None


@pytest.mark.parametrize("name", ["winmail.dat", "ATT0001.dat"])
def test_in_a_message_it_is_what_that_encloses(tmp_path: Path, name: str) -> None:
    mail = message({}, logo=False)
    mail.add_attachment(tnef(SAID, [("a.docx", DOCX)]), maintype="application", subtype="ms-tnef", filename=name)
    (one,) = arrived(tmp_path, bytes(mail))
    assert enclosed([one]) == {f"reponse.eml/{name}/a.docx": DOCX}
    assert one.message is not None
    assert one.message.sender == "a.martin@ars.example"


def test_long_names_and_dates_are_those_of_the_properties(tmp_path: Path) -> None:
    properties = packed(
        _wide(0x3707, "Réponse de la Corse.docx"),
        (0x0E21, 3, b"\1\0\0\0"),
        (0x3008, TIME, struct.pack("<Q", ticks(SENT))),
        (0x3701, BINARY, DOCX),
    )
    (one,) = arrived(tmp_path, _with_properties(properties), "winmail.dat")
    assert enclosed([one]) == {"winmail.dat/Réponse de la Corse.docx": DOCX}
    assert one.enclosures[0].modified == SENT


def _with_properties(properties: bytes) -> bytes:
    """A winmail.dat whose one attachment has these."""
    return tnef(attachments=[("CORSE~1.DOC", properties)], packed_ones=True)


def test_names_of_programs_and_lists_are_stepped_over(tmp_path: Path) -> None:
    named = struct.pack("<HH", 3, 0x8001) + bytes(16) + struct.pack("<III", 0, 7, 9)
    spelt = struct.pack("<HH", 3, 0x8002) + bytes(16) + struct.pack("<II", 1, 6) + "abc".encode("utf-16-le") + bytes(2)
    spelt += struct.pack("<I", 9)
    several = struct.pack("<HHI", 0x1003, 0x0E00, 3) + struct.pack("<III", 1, 2, 3)
    texts = struct.pack("<HHI", 0x101E, 0x0E01, 2) + (struct.pack("<I", 2) + b"a\0\0\0") * 2
    short = struct.pack("<HHHH", 2, 0x0E02, 5, 0)
    subject = packed(_wide(0x0037, "Réponse"))[4:]
    assert (
        _said(tmp_path, tnef(struct.pack("<I", 6) + named + spelt + several + texts + short + subject)).subject
        == "Réponse"
    )


def test_a_message_in_it_arrives_by_itself(tmp_path: Path) -> None:
    inner = tnef(SAID, [("b.docx", DOCX)])
    properties = packed(_wide(0x3001, "Réponse"), (0x3701, OBJECT, IMESSAGE + inner))
    outer, other = arrived(tmp_path, _with_properties(properties), "winmail.dat")
    assert enclosed([outer]) == {}
    assert enclosed([other]) == {"winmail.dat/Réponse/b.docx": DOCX}
    assert other.message is not None
    assert other.message.sender == "A. Martin <a@b.example>"


def test_one_that_encloses_nothing_is_to_be_read(tmp_path: Path) -> None:
    assert refused(arrived(tmp_path, tnef(SAID), "winmail.dat")) == {"winmail.dat": "saved_message"}


@pytest.mark.parametrize("count", [2**32 - 1, 2**31])
@pytest.mark.parametrize("kind", [2, 3, 0x1002, 0x1003, 0x101E, 0x1102])
def test_counts_that_lie_cost_nothing(tmp_path: Path, count: int, kind: int) -> None:
    value = struct.pack("<I", count) * 3
    properties = struct.pack("<I", count) + struct.pack("<HH", kind, 0x0E00) + value
    data = tnef(properties, [("a.docx", DOCX)])
    assert list(enclosed(arrived(tmp_path, data, "winmail.dat"))) == ["winmail.dat/a.docx"]


def test_too_many_attachments_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("surveykit.mailbox.winmail.MOST_PARTS", 3)
    found = arrived(
        tmp_path, tnef(attachments=[(f"{one}.docx", DOCX + b"%d" % one) for one in range(5)]), "winmail.dat"
    )
    assert len(enclosed(found)) == 3
    assert "partiellement" in found[0].refused[0][1].reason
