r"""The one door to a terminal: a name or an answer that came from outside moves no cursor and turns no line around.

Control characters and those that change the direction of writing are shown by their code, `\x1b`, `\u202e`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

_ACTS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]|\r(?!\n)"
)
"""C0 but tabulation and the end of a line, DEL, C1, separators of lines, directions, invisible tags."""


def shown(text: str) -> str:
    """A text as a terminal may have it."""
    return _ACTS.sub(_code, text)


def _code(found: re.Match[str]) -> str:
    number = ord(found.group())
    return f"\\x{number:02x}" if number <= 0xFF else f"\\u{number:04x}"


class Shown:
    """A stream of text whose writing goes through `shown`; bytes written to its buffer are data, and stay so."""

    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        """Writes a text; how many characters of it."""
        self.stream.write(shown(text))
        return len(text)

    def fileno(self) -> int:
        """The stream's number; none on Windows, where click would write to the console past this door."""
        return -1 if sys.platform == "win32" else self.stream.fileno()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def for_rich(stream: IO[str]) -> IO[str]:
    """Where rich writes, which moves the cursor itself: what rich is given has to be shown before."""
    return stream.stream if isinstance(stream, Shown) else stream


@contextmanager
def through_the_door() -> Iterator[None]:
    """Inside, all that is written to standard output and standard error as text goes through the door."""
    former = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (one if isinstance(one, Shown) else Shown(one) for one in former)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = former
