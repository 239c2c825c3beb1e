"""What Outlook wraps for others (winmail.dat, MS-OXTNEF): objects one after the other, and properties in some."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from msgspec import Struct

from surveykit.mailbox import mapi
from surveykit.mailbox.bounds import LONGEST_TEXT, MOST_PARTS
from surveykit.mailbox.furniture import file_name
from surveykit.mailbox.heads import as_text, moment_of, person
from surveykit.mailbox.mapi import Properties, letters_of_page
from surveykit.mailbox.taken import Attached, Letter
from surveykit.texts import legible

_SIGNATURE = b"\x78\x9f\x3e\x22"
_BEGIN, _OBJECT, _CHECKED = 6, struct.Struct("<BHHI"), 2
_FROM, _SUBJECT, _SENT, _BODY, _PROPERTIES, _CODE_PAGE = 0x8000, 0x8004, 0x8005, 0x800C, 0x9003, 0x9007
_NEXT, _DATA, _TITLE, _MODIFIED, _OF_ATTACHMENT = 0x9002, 0x800F, 0x8010, 0x8013, 0x9005
_OF_ATTACHMENTS = 2
"""The level of the objects of attachments."""
_NARROW, _WIDE, _OBJECT_TYPE, _BINARY, _SEVERAL, _NAMED = 0x001E, 0x001F, 0x000D, 0x0102, 0x1000, 0x8000
_SIZES = {
    0x0002: 2, 0x000B: 2, 0x0003: 4, 0x0004: 4, 0x000A: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x0014: 8, 0x0040: 8,
    0x0048: 16,
}  # fmt: skip
_INTERFACE = 16
"""Bytes before an object, which say how it is to be opened."""


class _Values(Properties):
    """The properties in one object of the wrapping."""

    def __init__(self, data: bytes, letters: str) -> None:
        self._values = dict(_properties(data))
        super().__init__(letters)

    def _of(self, number: int, *kinds: int) -> bytes | None:
        kind, value = self._values.get(number, (0, b""))
        return value if kind in kinds else None

    def fixed(self, number: int) -> bytes:
        return self._of(number, *_SIZES) or b""

    def wide(self, number: int) -> bytes | None:
        return self._of(number, _WIDE)

    def narrow(self, number: int) -> bytes | None:
        return self._of(number, _NARROW)

    def binary(self, number: int) -> bytes | None:
        return self._of(number, _BINARY)

    def object(self, number: int) -> bytes | None:
        """The bytes of an object, without those that say how it is to be opened."""
        found = self._of(number, _OBJECT_TYPE)
        return found[_INTERFACE:] if found is not None else None


class _Objects(Struct, frozen=True):
    """The objects of the message, and those of each attachment, by their numbers."""

    own: dict[int, bytes]
    attached: list[dict[int, bytes]]


def unwrapped(data: bytes) -> Letter:
    """The message, or what it encloses, that these bytes wrap; raises nothing, whatever they are."""
    found = _objects(data)
    letters = letters_of_page(int.from_bytes(found.own.get(_CODE_PAGE, b"")[:4], "little"))
    own = _Values(found.own.get(_PROPERTIES, b""), letters)
    body = own.text(mapi.BODY) or as_text(found.own.get(_BODY, b""), own.letters).rstrip("\0")
    texts = [name for name, text in (("message.txt", body), ("message.html", own.page)) if text.strip()]
    subject = own.text(mapi.SUBJECT) or as_text(found.own.get(_SUBJECT, b""), own.letters).rstrip("\0")
    return Letter(
        "tnef",
        (_attached(one, own.letters, own.page) for one in found.attached[:MOST_PARTS]),
        own.sender or _person(found.own.get(_FROM, b""), own.letters),
        own.sent_at or _moment(found.own.get(_SENT, b"")),
        legible(subject),
        body[: 4 * LONGEST_TEXT],
        own.page,
        tuple(texts),
        automatic=own.head.is_automatic,
        whole=len(found.attached) <= MOST_PARTS,
    )


def _objects(data: bytes) -> _Objects:
    found = _Objects({}, [])
    at = _BEGIN
    while at + _OBJECT.size <= len(data):
        level, number, _, size = _OBJECT.unpack_from(data, at)
        at += _OBJECT.size
        content = data[at : at + size]
        at += size + _CHECKED
        if number == _NEXT or (level == _OF_ATTACHMENTS and not found.attached):
            found.attached.append({})
        if level == _OF_ATTACHMENTS:
            found.attached[-1].setdefault(number, content)
        else:
            found.own.setdefault(number, content)
    return found


def _attached(objects: Mapping[int, bytes], letters: str, page: str) -> Attached:
    own = _Values(objects.get(_OF_ATTACHMENT, b""), letters)
    name = file_name(own.text(*mapi.NAMES) or as_text(objects.get(_TITLE, b""), letters).rstrip("\0"))
    inside = own.object(mapi.DATA)
    message = inside is not None and inside.startswith(_SIGNATURE)
    content = own.text(mapi.CONTENT_ID).strip("<> ")
    return Attached(
        (inside if message else objects.get(_DATA) or inside or own.binary(mapi.DATA)) or b"",
        name,
        own.text(mapi.MEDIA).lower(),
        shown=bool(own.number(mapi.FLAGS) & mapi.SHOWN) or bool(content and f"cid:{content}" in page),
        message=message,
        modified=own.moment(mapi.MODIFIED) or _moment(objects.get(_MODIFIED, b"")),
    )


def _properties(data: bytes) -> Iterator[tuple[int, tuple[int, bytes]]]:
    """Each property with its kind and its first value; what follows a damaged one is not looked at."""
    at, left = 4, int.from_bytes(data[:4], "little")
    while left and at + 4 <= len(data):
        kind, number = struct.unpack_from("<HH", data, at)
        at = _after_name(data, at + 4, number)
        several = bool(kind & _SEVERAL)
        kind &= ~_SEVERAL
        size = _SIZES.get(kind)
        if size is None:
            value, at = _long(data, at)
        else:
            count = int.from_bytes(data[at : at + 4], "little") if several else 1
            at += 4 if several else 0
            value = data[at : at + size]
            at += -(-count * size // 4) * 4
        yield number, (kind, value)
        left -= 1


def _after_name(data: bytes, at: int, number: int) -> int:
    """Where a property goes on after the name that those of programs have."""
    if number < _NAMED:
        return at
    kind, length = (int.from_bytes(data[one : one + 4], "little") for one in (at + 16, at + 20))
    return at + 24 + (-(-length // 4) * 4 if kind else 0)


def _long(data: bytes, at: int) -> tuple[bytes, int]:
    """The first of the values of any length, and where they end."""
    count = int.from_bytes(data[at : at + 4], "little")
    at += 4
    first = b""
    for number in range(count):
        if at + 4 > len(data):
            break
        length = int.from_bytes(data[at : at + 4], "little")
        if not number:
            first = data[at + 4 : at + 4 + length]
        at += 4 + -(-length // 4) * 4
    return first, at


def _person(data: bytes, letters: str) -> str:
    """A name and an address, as older programs write them."""
    if len(data) < 8:
        return ""
    name, address = struct.unpack_from("<HH", data, 4)
    parts = (data[8 : 8 + name], data[8 + name : 8 + name + address])
    said = [legible(as_text(one, letters).rstrip("\0")) for one in parts]
    return person(said[0], said[1].rpartition(":")[2] if "@" in said[1] else "")


def _moment(data: bytes) -> datetime | None:
    try:
        year, month, day, hour, minute, second = struct.unpack_from("<6H", data)
        return moment_of(datetime(year, month, day, hour, minute, second, tzinfo=UTC))
    except (ValueError, struct.error):
        return None
