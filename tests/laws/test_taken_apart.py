"""What comes by mail: whatever the bytes, only arrivals come of them; of sound messages, each enclosure whole."""

from __future__ import annotations

import mailbox
import unicodedata
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP, default
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from outlook_files import compound_file, outlook_attachment, outlook_folder, packed, tnef
from saved_messages import message, zipped
from surveykit.mailbox import Arrival
from taken_apart import DOCX, arrived, enclosed, refused

NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="/\\.~"), min_size=1, max_size=30
)
FORMS = st.sampled_from([b"PK\x03\x04", b"%PDF-1.7\n", b"<!doctype html>\n", b"{", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
CONTENTS = st.builds(lambda start, rest: start + rest, FORMS, st.binary(min_size=1, max_size=3_000))
FILES = st.dictionaries(NAMES.map(lambda name: f"{name}.form"), CONTENTS, min_size=1, max_size=4)


def _apart(data: bytes, name: str) -> list[Arrival]:
    with TemporaryDirectory() as folder:
        return arrived(Path(folder), data, name)


def _clear(files: dict[str, bytes]) -> EmailMessage:
    return message(files)


WRITERS: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    "lf": lambda files: _clear(files).as_bytes(policy=default),
    "crlf": lambda files: _clear(files).as_bytes(policy=SMTP),
    "zip": zipped,
    "zip in a message": lambda files: bytes(message({"retours.zip": zipped(files)})),
    "message in a zip": lambda files: zipped({"réponse.eml": bytes(_clear(files))}),
    "outlook": lambda files: compound_file(
        outlook_folder(attachments=[outlook_attachment(name, data) for name, data in files.items()])
    ),
    "outlook in a message": lambda files: bytes(
        message({"réponse.msg": WRITERS["outlook"](files)}),
    ),
    "winmail": lambda files: tnef(
        attachments=[
            (name, packed((0x3707, 0x1F, name.encode("utf-16-le")), (0x3701, 0x102, data)))
            for name, data in files.items()
        ],
        packed_ones=True,
    ),
}
SOUND = {
    **{one: WRITERS[one]({"a.docx": DOCX, "b.docx": DOCX * 3_000}) for one in WRITERS if "in a" not in one},
    "mailbox": b"From a@b.example Fri Sep  5 10:00:00 2014\n" + bytes(_clear({"a.docx": DOCX})) + b"\n",
    "nested": bytes(message({"m.eml": bytes(message({"a.zip": zipped({"a.docx": DOCX})}))})),
    "page": b"From: a@b.example\nTo: c@d.example\nContent-Type: text/html\n\n<a href='https://we.tl/x'>ici</a>",
    "receipt": b"From: a\nTo: b\nContent-Type: multipart/report; boundary=x\n\n--x\n\n--x\nContent-Type: message/x\n\n",
}  # fmt: skip


@given(st.sampled_from(sorted(WRITERS)), FILES)
@settings(max_examples=150)
def test_of_sound_messages_each_enclosure_comes_back_whole(writer: str, files: dict[str, bytes]) -> None:
    """The same bytes twice in one message are one enclosure; in an archive each file arrives by itself."""
    found = _apart(WRITERS[writer](files), "reponse")
    held = [one for arrival in found for one in arrival.enclosures]
    assert {one.data for one in held} == set(files.values())
    assert {one.name.rpartition("/")[2] for one in held} <= set(files)
    if writer == "zip":
        assert {one.name.rpartition("/")[2]: one.data for one in held} == files


@given(st.lists(FILES, min_size=1, max_size=4), st.lists(st.sampled_from(["From a\n", ">From b\n", "\n", "c\n"])))
@settings(max_examples=60)
def test_of_a_sound_mailbox_each_message_comes_back(mails: list[dict[str, bytes]], lines: list[str]) -> None:
    with TemporaryDirectory() as folder:
        box = mailbox.mbox(Path(folder) / "boite")
        for files in mails:
            mail = _clear(files)
            mail.get_body().set_content("".join(lines) or "\n")  # type: ignore[union-attr]
            box.add(mail)
        box.close()
        found = arrived(Path(folder), (Path(folder) / "boite").read_bytes(), "boite")
    assert len(found) == len(mails)
    for one, files in zip(found, mails, strict=True):
        assert {each.data for each in one.enclosures} == set(files.values())


def _is_legible(text: str) -> bool:
    """Whether nothing in a text moves a terminal's cursor or turns its direction."""
    return not {unicodedata.category(sign) for sign in text} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


def _only_arrivals(data: bytes, name: str) -> None:
    for one in _apart(data, name):
        assert isinstance(one, Arrival)
        for told, why in one.refused:
            assert _is_legible(told)
            assert str(why)
        assert all(_is_legible(each.name) for each in one.enclosures)
        if one.message is not None:
            assert _is_legible(one.message.sender + one.message.subject + one.message.words.replace("\n", ""))
            assert one.message.sent_at is None or one.message.sent_at.utcoffset() is not None


STARTS = st.sampled_from([
    b"", b"From: a\nTo: b\n", b"From a 1:23 2014\nFrom: a\nTo: b\n\n", b"PK\x03\x04", b"x\x9f>\"", b"!BDN",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"From: a\nTo: b\nContent-Type: multipart/mixed; boundary=x\n\n--x\n",
    b"From: a\nTo: b\nContent-Type: text/html\n\n", b"From: a\nTo: b\nContent-Transfer-Encoding: base64\n\n",
    b"From: a\nTo: b\n\nbegin 644 a\n",
])  # fmt: skip


@given(STARTS, st.binary(max_size=600), st.sampled_from(["r", "r.eml", "r.msg", "r.zip", "winmail.dat", "r.docx"]))
@settings(max_examples=400)
def test_whatever_the_bytes_only_arrivals_come_of_them(start: bytes, rest: bytes, name: str) -> None:
    _only_arrivals(start + rest, name)


@given(st.sampled_from(sorted(SOUND)), st.data())
@settings(max_examples=500)
def test_of_damaged_messages_only_arrivals_come(kind: str, data: st.DataObject) -> None:
    mutated = bytearray(SOUND[kind])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(mutated) - 1))
        match data.draw(st.sampled_from(["set", "cut", "copy", "drop", "fill"])):
            case "set":
                mutated[at] = data.draw(st.integers(0, 255))
            case "cut":
                del mutated[max(at, 40) :]
            case "copy":
                mutated[at:at] = mutated[at : at + data.draw(st.integers(1, 200))]
            case "drop":
                del mutated[at : at + data.draw(st.integers(1, 200))]
            case _:
                mutated[at : at + 4] = data.draw(
                    st.sampled_from([b"\xff" * 4, bytes(4), b"\x00\x00\x00\x80", b"\n\n\n\n"])
                )
        mutated = mutated or bytearray(b"x")
    _only_arrivals(bytes(mutated), "r")


def test_the_sound_ones_are_sound() -> None:
    """Or the law on damaged ones would say nothing."""
    for kind, data in SOUND.items():
        found = _apart(data, "r")
        assert enclosed(found) or refused(found) or kind == "receipt", kind
