"""What a file is by its first bytes, whatever its name: a message, a mailbox, an archive, or one that may be a form."""

from __future__ import annotations

import re
import struct
from enum import StrEnum

from surveykit.mailbox.bounds import HEAD


class Container(StrEnum):
    """What holds other files, by how it is taken apart; FILE holds none."""

    FILE = "file"
    MESSAGE = "eml"
    MAILBOX = "mbox"
    OUTLOOK = "msg"
    ENVELOPE = "tnef"
    ZIP = "zip"
    ARCHIVE = "archive"
    OUTLOOK_DATA = "pst"


_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK00PK\x03\x04")
_OTHER_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"MSCF")
_TAR_AT, _TAR = 257, b"ustar"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file of Windows begins."""
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
    b"reply-to", b"in-reply-to", b"mime-version", b"x-mozilla-status", b"x-unsent",
}  # fmt: skip
_SAVED_PAGE = re.compile(rb"^(snapshot-content-location:|from:[ \t]{0,9}[\"<]?saved by )", re.IGNORECASE | re.MULTILINE)


def container(data: bytes, *, claimed: bool = False) -> Container:
    """What these bytes are: of a message or an archive their first `HEAD` do, of a file of Outlook all are needed.

    `claimed` says that a reader takes files of this name that begin so: then a message in clear or an archive is its
    own to judge.
    """
    if data.startswith(_PST):
        return Container.OUTLOOK_DATA
    if data.startswith(_TNEF):
        return Container.ENVELOPE
    if _is_outlook(data):
        return Container.OUTLOOK
    return Container.FILE if claimed else _in_clear(data)


def _in_clear(data: bytes) -> Container:
    if data.startswith(_ZIP):
        return Container.ZIP
    if data.startswith(_OTHER_ARCHIVES) or data.startswith(_TAR, _TAR_AT):
        return Container.ARCHIVE
    plain = without_mark(data[:HEAD])
    if plain.startswith(_MBOX):
        return Container.MAILBOX if _is_message(plain.partition(b"\n")[2]) else Container.FILE
    return Container.MESSAGE if _is_message(own_start(plain)) else Container.FILE


def without_mark(data: bytes) -> bytes:
    """The bytes after a mark of UTF-8 and blank lines."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")


def own_start(data: bytes) -> bytes:
    """The start of a message, after the quoted line of an mbox or the number of Apple Mail."""
    first, _, rest = data[:200].partition(b"\n")
    if first.startswith((_MBOX, b">From ")) or first.strip().isdigit():
        return data[data.index(b"\n") + 1 :] if rest else data.partition(b"\n")[2]
    return data


def _is_message(head: bytes) -> bool:
    """Whether the first lines are the header of a message (RFC 5322), and not of a page that a browser saved."""
    lines = re.split(rb"\r\n|\n|\r", head)
    block = lines[: lines.index(b"")] if b"" in lines else lines[:-1]
    fields = [_FIELD.match(line) for line in block if line[:1] not in {b" ", b"\t"}]
    names = {one.group(1).lower() for one in fields if one is not None}
    return None not in fields and len(names & _ENVELOPE) > 1 and _SAVED_PAGE.search(head) is None


def _is_outlook(data: bytes) -> bool:
    """Whether a compound file is a message of Outlook, and not a document that one is put in."""
    if not data.startswith(OLE) or len(data) < 512:
        return False
    (shift,) = struct.unpack_from("<H", data, 30)
    (sector,) = struct.unpack_from("<I", data, 48)
    root = (sector + 1) << min(shift, 16)
    if data[root + 80 : root + 96] == _OUTLOOK_CLASS:
        return True
    return _MAPI in data and not any(name in data for name in _OFFICE)
