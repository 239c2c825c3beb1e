"""The text of a definition's file, and where in it each character stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from surveykit.findings import Finding, Place, Severity

_LINE_END = re.compile(r"\r\n|[\r\n]")
# Those that YAML forbids, one by one: a pattern of those that it allows takes thirty times longer to compile.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


class Source(Struct, frozen=True, dict=True):
    """A file's text (without its byte order mark), under the name that messages give it."""

    file: str
    text: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def spot(self, index: int) -> tuple[int, int]:
        """The line and column, both from 1, of a character."""
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1

    def place(self, index: int) -> Place:
        """The place of a character."""
        line, column = self.spot(index)
        return Place(file=self.file, line=line, column=column)

    def problem(self, code: str, index: int, message: str, raw: str | None = None) -> Finding:
        """An error found at a character."""
        return Finding(code, Severity.ERROR, message, self.place(index), raw)


def file_problem(code: str, file: str, message: str) -> Finding:
    """An error that concerns a whole file."""
    return Finding(code, Severity.ERROR, message, Place(file=file))


def read_bytes(path: Path, file: str, limit: int) -> bytes | Finding:
    """A regular file's bytes, or why there are none; `limit` is the largest size accepted, in bytes."""
    try:
        if not path.is_file():
            return file_problem("file_missing", file, f"there is no file '{file}' in the definition's folder")
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        return file_problem("file_unreadable", file, f"cannot be read: {error.strerror}")
    if len(data) > limit:
        return file_problem("file_too_large", file, f"expected at most {limit:,} bytes, found more")
    return data


def decode(data: bytes, file: str) -> Source | Finding:
    """The bytes as UTF-8, with or without a byte order mark; another encoding is refused."""
    for mark, name in ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16")):
        if data.startswith(mark):
            return file_problem("encoding", file, f"expected UTF-8, found {name}: save the file as UTF-8")
    bare = data.removeprefix(b"\xef\xbb\xbf")
    try:
        source = Source(file, bare.decode("utf-8"))
    except UnicodeDecodeError as error:
        before = Source(file, bare[: error.start].decode("utf-8"))
        message = f"expected UTF-8, found the byte 0x{bare[error.start]:02X}: save the file as UTF-8"
        return before.problem("encoding", len(before.text), message)
    return source


def forbidden_character(source: Source) -> Finding | None:
    """The first character that no definition may hold (control characters), or None."""
    match = _FORBIDDEN.search(source.text)
    if match is None:
        return None
    message = f"found the control character U+{ord(match.group()):04X}: remove it"
    return source.problem("character", match.start(), message)
