"""The identifier by which an answer names the message that it answers (RFC 5322, 3.6.4)."""

from __future__ import annotations

import re

_HEAD = 65_536
"""Bytes of a message in which its identifier is looked for."""
IDENTIFIER = re.compile(rb"<[!-;=?-~]{1,250}>")
"""An identifier: visible ASCII between angle brackets, short enough for a line."""
_LINE = re.compile(rb"^message-id:(?:[ \t]|\r?\n[ \t]){0,8}(<[!-;=?-~]{1,250}>)[ \t]*$", re.IGNORECASE | re.MULTILINE)


def identifier_of(message: bytes) -> str | None:
    """The identifier of a message as it came (.eml), None when its head has none that an answer could name."""
    head = message[:_HEAD].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    found = _LINE.search(head)
    return None if found is None else found.group(1).decode("ascii")
