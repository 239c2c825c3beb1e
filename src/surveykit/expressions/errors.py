"""What is wrong with an expression, and where."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_SHOWN = 40


class ExpressionError(ValueError):
    """An expression that cannot be accepted: one English line, and the place of the token at fault.

    `position` is a 0-based offset in the text and `length` a number of characters (0 at the end of the text).
    """

    def __init__(self, message: str, position: int, length: int) -> None:
        super().__init__(message, position, length)
        self.message = message
        self.position = position
        self.length = length

    def __str__(self) -> str:
        return f"{self.message} at column {self.position + 1}"


def shown(text: str) -> str:
    """The text between single quotes, on one line, cut after 40 characters."""
    cut = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return "'" + "".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in cut) + "'"


def nearest(name: str, candidates: Iterable[str]) -> str:
    """`; did you mean 'q2a'?` when one of the candidates looks like the name, otherwise nothing."""
    close = difflib.get_close_matches(name, sorted(candidates), n=1)
    return f"; did you mean {shown(close[0])}?" if close else ""
