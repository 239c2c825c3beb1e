"""The parts of a message (MIME), as places in its bytes: nothing is copied before a part is asked for."""

from __future__ import annotations

import binascii
import re
import string
from collections.abc import Iterator

from msgspec import Struct

from surveykit.mailbox.bounds import MOST_NESTED, MOST_PARTS
from surveykit.mailbox.heads import Head, head_at
from surveykit.mailbox.kinds import OLE

_GUESSED = re.compile(rb"^--([^\s-][^\r\n]{0,99}?)[ \t\r]{0,9}$", re.MULTILINE)
_BASE64 = string.ascii_letters.encode() + string.digits.encode() + b"+/="
_OTHERS = bytes(one for one in range(256) if one not in _BASE64)
_KNOWN = (b"PK\x03\x04", b"%PDF", OLE)
_KNOWN_IN_BASE64 = (b"UEsDB", b"JVBER", b"0M8R4K")
"""How forms begin, and how they begin in base64: what a part says of its own encoding may be wrong."""


class MimePart(Struct, frozen=True):
    """A part that has no parts: its head, where its body stands, and the kinds of the parts that it lies in."""

    head: Head
    start: int
    end: int
    within: tuple[str, ...] = ()


class PartsExceeded(Exception):
    """A message has more parts, or more in each other, than are taken apart."""


def mime_parts(data: bytes) -> Iterator[MimePart]:
    """The parts of a message that have none, in order; the first is the whole when there are no others.

    Raises PartsExceeded after as many as are taken.
    """
    head, start = head_at(data, 0, len(data))
    for number, one in enumerate(_within(data, MimePart(head, start, len(data))), 1):
        if number > MOST_PARTS:
            raise PartsExceeded
        yield one


def _within(data: bytes, part: MimePart) -> Iterator[MimePart]:
    kind = part.head.media_type
    if not kind.startswith("multipart/"):
        yield part
        return
    if len(part.within) >= MOST_NESTED:
        raise PartsExceeded
    within = (*part.within, kind)
    for start, end in _sections(data, part.start, part.end, _boundary(data, part)):
        head, body = head_at(data, start, end)
        yield from _within(data, MimePart(head, body, end, within))


def _boundary(data: bytes, part: MimePart) -> bytes:
    """What stands between the parts: what the head says if that is found, else what looks like it, else nothing."""
    said = part.head.parameter("content-type", "boundary").rstrip().encode("utf-8", "replace")
    if said and next(_marks(data, part.start, part.end, said), None) is not None:
        return said
    found = _GUESSED.search(data, part.start, part.end)
    return found[1].removesuffix(b"--") if found else b""


def _sections(data: bytes, start: int, end: int, boundary: bytes) -> Iterator[tuple[int, int]]:
    """Where each part begins and ends; the last may lack its end. The whole, when nothing stands between parts."""
    if not boundary:
        yield start, end
        return
    begun: int | None = None
    for at, after, last in _marks(data, start, end, boundary):
        if begun is not None:
            yield begun, max(begun, at - 1 if data[at - 1 : at] == b"\r" else at)
        begun = after
        if last:
            return
    if begun is not None:
        yield begun, end


def _marks(data: bytes, start: int, end: int, boundary: bytes) -> Iterator[tuple[int, int, bool]]:
    """The lines between parts: the line end before each, where the next line begins, and whether it is the last."""
    mark = b"\n--" + boundary
    found = start - 1 if data.startswith(mark[1:], start, end) else data.find(mark, max(start - 1, 0), end)
    while found >= 0:
        after = found + len(mark)
        stop = data.find(b"\n", after, end) + 1 or end
        tail = data[after:stop].strip(b" \t\r\n")
        if tail in {b"", b"--"}:
            yield found, stop, tail == b"--"
        found = data.find(mark, max(after, stop - 1), end)


def content(data: bytes, part: MimePart) -> bytes:
    """The bytes of a part as they were before they were sent."""
    raw = data[part.start : part.end]
    encoding = part.head.value("content-transfer-encoding")
    if encoding == "base64":
        return raw if raw.startswith(_KNOWN) else from_base64(raw)
    if raw.lstrip()[:6].startswith(_KNOWN_IN_BASE64):
        return from_base64(raw)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(raw)
    if encoding in {"x-uuencode", "uuencode", "x-uue", "uue"}:
        return b"".join(found for _, found in uuencoded(raw)[1]) or raw
    return raw


def from_base64(raw: bytes) -> bytes:
    """What base64 stands for, whatever else stands between its letters; a last letter alone is no byte.

    Pieces that each end with `=` are joined, unless something else than base64 stands among them: then what follows
    the first of them is no longer it.
    """
    letters = raw.translate(None, _OTHERS)
    joined = not raw.translate(None, _BASE64 + b" \t\r\n")
    several = [one for one in letters.split(b"=") if one]
    return b"".join(_quads(one) for one in (several if joined else several[:1]))


def _quads(letters: bytes) -> bytes:
    left = len(letters) % 4
    whole = letters[:-1] if left == 1 else letters
    return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))


_UU_BEGIN = re.compile(rb"begin [0-7]{3,4} ([^\r\n]{1,300})$")


def uuencoded(text: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """A text without the files that are written in it as letters (uuencode), and these, each with its name."""
    if b"begin " not in text:
        return text, []
    kept: list[bytes] = []
    files: list[tuple[bytes, bytes]] = []
    name: bytes | None = None
    lines: list[bytes] = []
    held: list[bytes] = []
    for line in text.split(b"\n"):
        plain = line.rstrip(b"\r")
        found = _UU_BEGIN.match(plain)
        if found is not None:
            kept += lines
            name, lines, held = found[1], [line], []
        elif name is None:
            kept.append(line)
        elif plain.strip() == b"end":
            files.append((name, b"".join(held)))
            name, lines = None, []
        elif (bytes_of := _uu_line(plain)) is not None:
            lines.append(line)
            held.append(bytes_of)
        else:
            kept += [*lines, line]
            name, lines = None, []
    return b"\n".join((*kept, *lines)), files


def _uu_line(line: bytes) -> bytes | None:
    """The bytes of a line; None when it is none of an encoded file."""
    if not line or line == b"`":
        return b""
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        if not 32 <= line[0] <= 96:
            return None
    try:  # some programs add a letter to each line
        return binascii.a2b_uu(line[: ((((line[0] - 32) & 63) * 4 + 5) // 3 + 1)])
    except binascii.Error:
        return None
