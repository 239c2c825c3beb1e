"""A mailbox (mbox), message by message, as it streams from the disk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from msgspec import Struct

from surveykit.mailbox.bounds import LARGEST_MESSAGE

_READ_AT_ONCE = 65_536
_QUOTED = re.compile(rb">{1,80}From ")
_FIELD = re.compile(rb"([!-9;-~]{1,76})[ \t]*:")
_TIME = re.compile(rb"\d:\d\d")
_YEAR = re.compile(rb"(?:19|20)\d\d")
_ASCTIME = re.compile(
    rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? (?:[A-Z][a-z]{2} [ 0-3]?\d|[ 0-3]?\d [A-Z][a-z]{2})[ ,].{0,20}?\d:\d\d"
)
_USUAL = {
    b"from", b"to", b"subject", b"date", b"received", b"message-id", b"return-path", b"delivered-to", b"status",
    b"x-uidl", b"mime-version", b"content-type", b"x-mozilla-status", b"x-gm-thrid", b"x-gmail-labels",
}  # fmt: skip


class Mailed(Struct, frozen=True):
    """A message of a mailbox: its number from 1, its bytes (None when too many), and whether it is the only one."""

    number: int
    data: bytes | None
    alone: bool = False


def messages(file: IO[bytes]) -> Iterator[Mailed]:
    """The messages of a mailbox, each when the next begins: never more than one is held.

    A line `From ` begins a message where a line of a head follows and a date stands in it, or the usual fields follow;
    `>From ` at the beginning of a line is what a mail program made of `From `.
    """
    number, held, size = 0, list[bytes](), 0
    fresh, blank, line = True, True, file.readline(_READ_AT_ONCE)
    while line:
        following = file.readline(_READ_AT_ONCE)
        if fresh and line.startswith(b"From ") and _begins(line, following, blank=blank):
            if number:
                yield Mailed(number, _joined(held, size))
            number, held, size = number + 1, [], 0
        elif number:
            size += len(line)
            if size <= LARGEST_MESSAGE:
                held.append(line[1:] if fresh and line.startswith(b">") and _QUOTED.match(line) else line)
            else:
                held.clear()
        blank = fresh and not line.strip()
        fresh = line.endswith(b"\n")
        line = following
    if number:
        yield Mailed(number, _joined(held, size), alone=number == 1)


def _joined(held: list[bytes], size: int) -> bytes | None:
    """The bytes of a message, without the blank line that a mailbox has after each."""
    if size > LARGEST_MESSAGE:
        return None
    if held and not held[-1].strip():
        held.pop()
    return b"".join(held)


def _begins(line: bytes, following: bytes, *, blank: bool) -> bool:
    found = _FIELD.match(following)
    if found is None and not _QUOTED.match(following):
        return False
    if _ASCTIME.search(line, 0, 500):
        return True
    dated = _TIME.search(line, 0, 500) is not None and _YEAR.search(line, 0, 500) is not None
    return blank and (dated or (found is not None and found[1].lower() in _USUAL))
