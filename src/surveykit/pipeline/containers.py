"""Files that hold returns and are none: saved messages, mailboxes and archives, which whoever collects takes apart."""

from __future__ import annotations

import email
import re
import struct
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from io import BytesIO

from surveykit.collect.folding import visible
from surveykit.errors import UnreadableFile
from surveykit.texts import canonical, squeezed
from surveykit.words import Room

MESSAGE, MAILBOX, ARCHIVE = "saved_message", "saved_mailbox", "archive"
"""The codes of the refusals: the sender of such a file is asked for nothing."""

_HEAD = 65_536
"""Bytes in which a message shows what it is."""
_PARSED = 1_048_576
"""Bytes of a message, what it carries aside, in which its attachments are looked for."""
_NESTED = 20
"""Parts of parts: a message that has more is not taken apart."""
_DIRECTORY = 2 * 1_048_576
"""Bytes of an archive's directory: a longer one is not listed."""
_LISTED = 5
"""Names told of what a file holds."""

_said = Room("refusal")
_IS_MESSAGE = _said.word("This file is a saved message.")
_IS_ENVELOPE = _said.word("This file is a message or its attachments as Outlook wraps them (winmail.dat).")
_IS_MAILBOX = _said.word("This file is a mailbox, which holds saved messages.")
_OPEN_FOR_ONE = _said.word("Open it and save the attachment {names!q}, then collect what you saved.")
_OPEN_FOR_SEVERAL = _said.word("Open it and save the attachments {names!q}, then collect what you saved.")
_OPEN_FOR_MORE = _said.word("Open it and save its {count} attachments, {names!q} among them, then collect these.")
_OPEN = _said.word("Open it, save the attachments of the message, then collect these.")
_OPEN_TO_READ = _said.word("Open it and read it: it has no attachment, and the answer may stand in its text.")
_OPEN_IN_OUTLOOK = _said.word("Open the message in Outlook, save its attachments, then collect these.")
_OPEN_MAILBOX = _said.word("Open it in a mail program, save the attachments of its messages, then collect these.")
_IS_ARCHIVE = _said.word("This file is a compressed archive.")
_HOLDS = _said.word("This file is a compressed archive, which holds {names!q}.")
_HOLDS_MORE = _said.word("This file is a compressed archive of {count} files, {names!q} among them.")
_UNPACK = _said.word("Unpack it, then collect the folder that you get.")
_UNPACK_LOCKED = _said.word(
    "A password protects it: unpack it with the password, then collect the folder that you get."
)

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_END_OF_ZIP = b"PK\x05\x06"
_OTHER_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"MSCF")
_TAR_AT, _TAR = 257, b"ustar"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OUTLOOK_CLASS = bytes.fromhex("0b0d020000000000c000000000000046")
"""What an Outlook message is called inside a compound file: {00020D0B-0000-0000-C000-000000000046}."""
_MAPI = "__properties_version1.0".encode("utf-16-le")
_OFFICE = tuple(one.encode("utf-16-le") for one in ("WordDocument", "Workbook", "PowerPoint Document"))
_TNEF = b"\x78\x9f\x3e\x22"
_PST = b"!BDN"
_MBOX = b"From "

_FIELD = re.compile(rb"([!-9;-~]{1,76})[ \t]*:")
_ENVELOPE = {
    b"from", b"to", b"cc", b"subject", b"date", b"received", b"message-id", b"return-path", b"delivered-to", b"sender",
    b"reply-to", b"in-reply-to",
}  # fmt: skip
_SAVED_PAGE = re.compile(rb"^(snapshot-content-location:|from:[ \t]*[\"<]?saved by )", re.IGNORECASE | re.MULTILINE)
_CARRIED = re.compile(rb"^[A-Za-z0-9+/=]{60,}\r?\n", re.MULTILINE)
_NEXT_MESSAGE = re.compile(rb"^From ", re.MULTILINE)
_OFFICE_PARTS = {"[content_types].xml", "mimetype", "word/document.xml"}
_MAC_LEFT = ("__macosx/", ".ds_store")
_ZIP_ERRORS = (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error, OSError)
_MAIL_ERRORS = (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What the standard library raises on broken headers."""


def refuse_containers(data: bytes, *, claimed: bool) -> None:
    """Refuses a saved message, a mailbox or an archive, in words for who collects it.

    `claimed` says that a reader takes files of this name that begin so: then a message in clear or an archive is its
    own to judge.
    """
    if data.startswith((_TNEF, _PST)) or _is_outlook(data):
        raise _of_outlook(data)
    if claimed:
        return
    if _is_message(data):
        raise _message(data)
    if data.startswith(_ZIP):
        _refuse_zip(data)
    if data.startswith(_OTHER_ARCHIVES) or data.startswith(_TAR, _TAR_AT):
        raise UnreadableFile.of(ARCHIVE, _IS_ARCHIVE, _UNPACK)


def _is_message(data: bytes) -> bool:
    """Whether the first lines are the header of a message (RFC 5322), and not of a page that a browser saved."""
    head = _own_start(data[:_HEAD])
    lines = re.split(rb"\r?\n", head)
    block = lines[: lines.index(b"")] if b"" in lines else lines[:-1]
    fields = [_FIELD.match(line) for line in block if line[:1] not in {b" ", b"\t"}]
    names = {one.group(1).lower() for one in fields if one is not None}
    return None not in fields and len(names & _ENVELOPE) > 1 and _SAVED_PAGE.search(head) is None


def _own_start(data: bytes) -> bytes:
    """The start of a message, after a mark of UTF-8, blank lines, the line of an mbox or the number of Apple Mail."""
    plain = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    first, _, rest = plain.partition(b"\n")
    return rest if first.startswith((_MBOX, b">From ")) or first.strip().isdigit() else plain


def _message(data: bytes) -> UnreadableFile:
    if data.startswith(_MBOX) and len(_NEXT_MESSAGE.findall(data)) > 1:
        return UnreadableFile.of(MAILBOX, _IS_MAILBOX, _OPEN_MAILBOX)
    carried = _attachments(data)
    if carried is None:
        return UnreadableFile.of(MESSAGE, _IS_MESSAGE, _OPEN)
    return UnreadableFile.of(MESSAGE, _IS_MESSAGE, _to_open(carried), names=carried[:_LISTED], count=len(carried))


def _to_open(carried: Sequence[str]) -> str:
    if not carried:
        return _OPEN_TO_READ
    if len(carried) > _LISTED:
        return _OPEN_FOR_MORE
    return _OPEN_FOR_ONE if len(carried) == 1 else _OPEN_FOR_SEVERAL


def _attachments(data: bytes) -> list[str] | None:
    """The names of what a message carries, its signature's pictures aside; None when they cannot be listed."""
    light = _CARRIED.sub(b"", _own_start(data))
    if len(light) > _PARSED or light.lower().count(b"multipart/") > _NESTED:
        return None
    try:
        return list(dict.fromkeys(_names(email.message_from_bytes(light))))
    except _MAIL_ERRORS:
        return None


def _names(message: Message) -> Iterator[str]:
    for part in message.walk():
        name = part.get_filename()
        shown_in_text = part.get_content_maintype() == "image" and part["Content-ID"] is not None
        if name and not shown_in_text:
            yield _shown(str(make_header(decode_header(name))))


def _is_outlook(data: bytes) -> bool:
    """Whether a compound file is a message of Outlook, and not a document that one is put in."""
    if not data.startswith(_OLE) or len(data) < 512:
        return False
    (shift,) = struct.unpack_from("<H", data, 30)
    (sector,) = struct.unpack_from("<I", data, 48)
    root = (sector + 1) << min(shift, 16)
    if data[root + 80 : root + 96] == _OUTLOOK_CLASS:
        return True
    return _MAPI in data and not any(name in data for name in _OFFICE)


def _of_outlook(data: bytes) -> UnreadableFile:
    if data.startswith(_PST):
        return UnreadableFile.of(MAILBOX, _IS_MAILBOX, _OPEN_MAILBOX)
    if data.startswith(_TNEF):
        return UnreadableFile.of(MESSAGE, _IS_ENVELOPE, _OPEN_IN_OUTLOOK)
    return UnreadableFile.of(MESSAGE, _IS_MESSAGE, _OPEN_IN_OUTLOOK)


def _refuse_zip(data: bytes) -> None:
    """Refuses a zip that no office program made; one that is damaged, or an office file, is for its reader."""
    at = data.rfind(_END_OF_ZIP)
    if at < 0 or at + 16 > len(data):
        return
    (directory,) = struct.unpack_from("<I", data, at + 12)
    if directory > _DIRECTORY:
        raise UnreadableFile.of(ARCHIVE, _IS_ARCHIVE, _UNPACK)
    try:
        with zipfile.ZipFile(BytesIO(data)) as opened:
            entries = opened.infolist()
    except _ZIP_ERRORS:
        return
    names = [one.filename for one in entries]
    if not any(name.lower() in _OFFICE_PARTS or name.lower().endswith(".iwa") for name in names):
        raise _archive(names, locked=any(one.flag_bits & 1 for one in entries))


def _archive(names: Iterable[str], *, locked: bool) -> UnreadableFile:
    files = [_shown(name) for name in names if not name.endswith("/") and not _is_left(name.lower())]
    reason = (_HOLDS_MORE if len(files) > _LISTED else _HOLDS) if files else _IS_ARCHIVE
    request = _UNPACK_LOCKED if locked else _UNPACK
    return UnreadableFile.of(ARCHIVE, reason, request, names=files[:_LISTED], count=len(files))


def _is_left(name: str) -> bool:
    return name.startswith(_MAC_LEFT[0]) or name.endswith(_MAC_LEFT[1])


def _shown(name: str) -> str:
    """A name as a sentence may show it: without folders, control characters or marks of direction."""
    return squeezed(canonical(visible(name.replace("\\", "/").rpartition("/")[2]))) or "?"
