"""The head of a message or of one of its parts: the few fields that are read, and their words."""

from __future__ import annotations

import binascii
import codecs
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import decode_params, parseaddr, parsedate_to_datetime

from msgspec import Struct

from surveykit.mailbox.bounds import LONGEST_FIELD
from surveykit.texts import legible

_READ = {
    b"from", b"sender", b"date", b"subject", b"content-type", b"content-disposition", b"content-transfer-encoding",
    b"content-id", b"auto-submitted", b"x-autoreply", b"x-autorespond", b"precedence", b"x-mozilla-status",
}  # fmt: skip
_FIELD = re.compile(rb"([!-9;-~]{1,76})[ \t]*:")
_ENCODED = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_ASIDE = re.compile("\ue000([0-9]+)\ue001")
_PARAMETER = re.compile(r';\s*([^\s=;"]{1,80})\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)', re.DOTALL)
_TYPE = re.compile(r"\s*([a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,80})", re.IGNORECASE)
_NO_TEXT = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
"""Codecs of Python that are no character sets of messages."""
_DATE_ERRORS = (ValueError, TypeError, OverflowError, IndexError)
FIRST_YEAR = 2000
"""A date before it is a program's zero, and nobody's."""


class Head(Struct, frozen=True):
    """The fields of a head that are read, by their names in lower case; each as its first bytes stand there."""

    fields: Mapping[bytes, bytes]

    def text(self, name: str) -> str:
        """A field in words, on one line, nothing hidden in it; empty when there is none."""
        return legible(in_words(self._raw(name)))

    def value(self, name: str) -> str:
        """The first word of a field in lower case, as programs write it: `base64`."""
        return self._raw(name).partition(";")[0].strip().lower()

    @property
    def media_type(self) -> str:
        """What the part is said to be: `application/pdf`; empty when nothing is said."""
        found = _TYPE.match(self._raw("content-type"))
        return found[1].lower() if found else ""

    def parameter(self, field: str, name: str) -> str:
        """A parameter of a field, in words: RFC 2231, RFC 2047 or plain; empty when there is none."""
        return _parameters(self._raw(field)).get(name, "")

    @property
    def file_name(self) -> str:
        """The name that a part gives its file; empty when it gives none."""
        return self.parameter("content-disposition", "filename") or self.parameter("content-type", "name")

    @property
    def sender(self) -> str:
        """Who sent a message: `Name <address>`, one of the two, or what stands there instead."""
        return next(filter(None, (_person(self._raw(one)) for one in ("from", "sender"))), "")

    @property
    def sent_at(self) -> datetime | None:
        """When a message says that it was sent, in UTC; None when it says nothing that can be."""
        return _moment(self._raw("date"))

    def _raw(self, name: str) -> str:
        return as_text(self.fields.get(name.encode("ascii"), b""), "")


def head_at(data: bytes, start: int, end: int) -> tuple[Head, int]:
    """The head of a part that begins there, and where its body begins.

    The head ends with a blank line, or before the first line that is none of a head.
    """
    fields: dict[bytes, bytes] = {}
    name, at = b"", start
    while at < end:
        stop = data.find(b"\n", at, end) + 1 or end
        line = data[at : min(stop, at + LONGEST_FIELD)].rstrip(b"\r\n")
        if not line:
            at = stop
            break
        if line[:1] in {b" ", b"\t"}:
            if len(fields.get(name, b"")) < LONGEST_FIELD and name in fields:
                fields[name] += b" " + line.lstrip()
        else:
            found = _FIELD.match(line)
            if found is None:
                break
            name = found[1].lower()
            if name in _READ and name not in fields:
                fields[name] = line[found.end() :].strip()
            else:
                name = b""
        at = stop
    return Head({one: value[:LONGEST_FIELD] for one, value in fields.items()}), at


def as_text(data: bytes, charset: str) -> str:
    """Bytes as text, in the character set that is named if it holds, else in UTF-8, else in that of Windows."""
    for one in (charset, "utf-8"):
        try:
            if one and codecs.lookup(one).name not in _NO_TEXT:
                return data.decode(one)
        except (LookupError, ValueError):
            continue
    return data.decode("cp1252", "replace")


def in_words(text: str) -> str:
    """A field with its encoded words (RFC 2047) as_text; those that follow each other are one text."""
    said: list[str] = []
    at, charset, held = 0, "", b""
    for found in _ENCODED.finditer(text):
        between = text[at : found.start()]
        own = found[1].partition("*")[0].lower()
        if held and (between.strip() or own != charset):
            said.append(as_text(held, charset))
            held = b""
        if between.strip() or not at:
            said.append(between)
        charset, held, at = own, held + _word(found[2], found[3]), found.end()
    return "".join((*said, as_text(held, charset), text[at:]))


def moment_of(value: datetime) -> datetime | None:
    """A date in UTC, or None when it is a program's zero."""
    return value if value.year >= FIRST_YEAR else None


def _word(encoding: str, text: str) -> bytes:
    data = text.encode("utf-8")
    try:
        if encoding in "bB":
            return binascii.a2b_base64(data.rstrip(b"=") + b"==")
        return binascii.a2b_qp(data, header=True)
    except binascii.Error:
        return data


def _parameters(text: str) -> dict[str, str]:
    pairs = [(one[1].lower(), _unquoted(one[2])) for one in _PARAMETER.finditer(text)]
    first: dict[str, str] = {}
    for name, value in pairs:
        first.setdefault(name, value)
    return {name: in_words(value) for name, value in first.items() if "*" not in name} | dict(_continued(first))


def _continued(pairs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The parameters that RFC 2231 writes in pieces or with a character set."""
    starred = [("", ""), *((name, value) for name, value in pairs.items() if "*" in name)]
    try:
        joined = decode_params(starred)[1:]
    except (ValueError, LookupError, TypeError):
        return
    for name, value in joined:
        if isinstance(value, str):
            yield name, _unquoted(value)
        else:
            yield name, _unquoted(as_text(value[2].encode("latin-1", "replace"), value[0] or ""))


def _unquoted(value: str) -> str:
    value = value.strip()
    if not value.startswith('"'):
        return value
    return re.sub(r"\\(.)", r"\1", value[1:].removesuffix('"'), flags=re.DOTALL)


def _person(text: str) -> str:
    """Who a field names first; encoded words, which may hold an address, are set aside while that is looked for."""
    words: list[str] = []

    def aside(found: re.Match[str]) -> str:
        words.append(found[0])
        return f"\ue000{len(words) - 1}\ue001"

    def back(part: str) -> str:
        return legible(in_words(_ASIDE.sub(lambda found: words[int(found[1])], part)))

    try:
        name, address = parseaddr(_ENCODED.sub(aside, text.replace("\ue000", "")))
    except (ValueError, IndexError, RecursionError):
        return legible(in_words(text))
    return person(back(name), back(address)) if "@" in address else legible(in_words(text))


def person(name: str, address: str) -> str:
    """`Name <address>`, or the one of both that there is."""
    plain = " ".join(name.replace("<", " ").replace(">", " ").split())
    if not address:
        return plain
    return f"{plain} <{address}>" if plain and plain != address else address


def _moment(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text[:100])
        known = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except _DATE_ERRORS:
        return None
    return moment_of(known)
