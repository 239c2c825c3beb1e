"""JSON Lines, one line at a time: each is an answer of its own, however many its file has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from io import TextIOWrapper
from itertools import islice
from json import JSONDecodeError
from typing import BinaryIO, TypeVar

from surveykit.interchange.syntax import Object, encoding_of, parse

LARGEST = 20 * 1024 * 1024
"""Bytes: a larger object of answers is refused unread."""
_Line = TypeVar("_Line", bytes, str)
_PIECE = 1024 * 1024
"""Bytes that are read at a time where lines are only counted."""
MOST_REFUSED = 100
"""Lines that are no answers, at most, before the rest of their file is refused; an object is looked for in as many."""


def holds_lines(stream: BinaryIO) -> bool:
    """Whether a file holds an object on each line: more than one line, and one of the first is an object.

    A file that is one object on several lines holds no lines. The stream is left at its beginning.
    """
    first = [line for _, line in islice(by_line(stream), 2)]
    stream.seek(0)
    if len(first) < 2:
        return False
    if _is_object(first[0]):
        return True
    whole = stream.read(LARGEST + 1)
    stream.seek(0)
    if len(whole) <= LARGEST and _is_object(whole):
        return False
    found = any(_is_object(line) for _, line in islice(by_line(stream), MOST_REFUSED))
    stream.seek(0)
    return found


def by_line(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Each line that is not blank with its number (from 1), in UTF-8; of a longer one than may be, its beginning."""
    encoding = encoding_of(stream.read(4))
    stream.seek(0)
    lines = _limited(stream.readline, b"\n") if encoding.startswith("utf-8") else _decoded_lines(stream, encoding)
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield number, line.rstrip(b"\r\n")


def count_lines(stream: BinaryIO) -> int:
    """The number of lines in a file, roughly where it is not in UTF-8; the stream is left at its beginning."""
    stream.seek(0)
    number = sum(piece.count(b"\n") for piece in iter(partial(stream.read, _PIECE), b""))
    stream.seek(0)
    return number + 1


def _decoded_lines(stream: BinaryIO, encoding: str) -> Iterator[bytes]:
    """The lines of a text in another encoding, which is decoded as it is read."""
    text = TextIOWrapper(stream, encoding, errors="replace", newline="\n")
    try:
        yield from (line.encode() for line in _limited(text.readline, "\n"))
    finally:
        text.detach()


def _limited(readline: Callable[[int], _Line], end: _Line) -> Iterator[_Line]:
    """The lines of a text; the rest of one that is too long is passed over."""
    while line := readline(LARGEST + 1):
        rest = line
        while rest and not rest.endswith(end) and len(rest) > LARGEST:
            rest = readline(LARGEST + 1)
        yield line


def _is_object(line: bytes) -> bool:
    try:
        text = line.decode(encoding_of(line))
        return text.lstrip().startswith("{") and isinstance(parse(text), Object)
    except (JSONDecodeError, UnicodeDecodeError, RecursionError):
        return False
