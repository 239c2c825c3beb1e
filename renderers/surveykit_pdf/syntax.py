"""Values written as PDF syntax."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ESCAPES = {b"\\": b"\\\\", b"(": b"\\(", b")": b"\\)", b"\r": b"\\r", b"\n": b"\\n"}
_ESCAPED = re.compile(rb"[\\()\r\n]")
_REGULAR = re.compile(r"[A-Za-z0-9_.-]+")


def literal(data: bytes) -> bytes:
    """Bytes as a literal string."""
    return b"(" + _ESCAPED.sub(lambda found: _ESCAPES[found.group()], data) + b")"


def text_string(text: str) -> bytes:
    """A text as a string object: ASCII as it is, anything else in UTF-16 with its mark."""
    if text.isascii():
        return literal(text.encode("ascii"))
    return b"<FEFF" + text.encode("utf-16-be").hex().encode("ascii") + b">"


def name(text: str) -> bytes:
    """A name object; what a name cannot hold as it is becomes its number."""
    if _REGULAR.fullmatch(text):
        return b"/" + text.encode("ascii")
    return b"/" + b"".join(
        bytes([one]) if _REGULAR.fullmatch(chr(one)) and one < 0x80 else b"#%02x" % one for one in text.encode()
    )


def number(value: float) -> str:
    """A number with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def stream(entries: bytes, data: bytes) -> bytes:
    """A stream object, not compressed."""
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (entries, len(data), data)


def update(original: bytes, objects: Iterable[tuple[int, bytes]], trailer: bytes, number_of_table: int) -> bytes:
    """The bytes to append to a file for new or changed objects, with their cross-reference stream.

    `objects` come in increasing order of their numbers; `trailer` holds the entries that the last table had
    (/Root, /Info, /ID, /Prev), and `number_of_table` is above every other number.
    """
    pieces = [b"\n"]
    offset = len(original) + 1
    runs: list[list[int]] = []
    offsets: list[int] = []
    for number_, body in objects:
        piece = b"%d 0 obj\n%b\nendobj\n" % (number_, body)
        _extend(runs, number_)
        offsets.append(offset)
        pieces.append(piece)
        offset += len(piece)
    _extend(runs, number_of_table)
    offsets.append(offset)
    table = b"".join([b"\x01" + one.to_bytes(4, "big") for one in offsets])
    index = b" ".join([b"%d %d" % (first, count) for first, count in runs])
    entries = b"/Type/XRef/W[1 4 0]/Index[%b]/Size %d%b" % (index, number_of_table + 1, trailer)
    pieces.append(b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number_of_table, stream(entries, table), offset))
    return b"".join(pieces)


def _extend(runs: list[list[int]], number_: int) -> None:
    if runs and sum(runs[-1]) == number_:
        runs[-1][1] += 1
    else:
        runs.append([number_, 1])
