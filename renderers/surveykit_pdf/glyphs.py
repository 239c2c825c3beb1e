"""The letters that a font draws: what a string of a content stream says, where the font tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from fontTools.agl import toUnicode  # type: ignore[import-untyped]  # it ships no types
from msgspec import Struct
from pikepdf import Array, Dictionary, Object, Stream

from surveykit_pdf.reading import dictionary, entry, said

_BOUND = re.compile(rb"(begin|end)bf(char|range)")
_PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
_SPAN = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*(?:<([0-9a-fA-F]+)>|\[([^\[\]]*)\])")
_WORD = re.compile(rb"<([0-9a-fA-F]+)>")
_SUBSET = re.compile(r"[A-Z]{6}\+")
_FONT_LIMIT = 2**18
_SPAN_LIMIT = 2**12
_USUAL = {39, 96}
"""Codes that viewers' own encoding names anew: quotation marks."""
_ENCODINGS = {"WinAnsiEncoding": "cp1252", "MacRomanEncoding": "mac-roman", "PDFDocEncoding": "pdfdoc"}


class Glyphs(Struct, frozen=True):
    """The letters that a font gives for its codes, each `width` bytes long.

    `letters` are the characters of codes, and a code that they have not is read in `encoding`; when there is none
    either, nobody can tell.
    """

    name: str
    width: int
    letters: Mapping[bytes, str]
    encoding: str | None

    def text(self, drawn: bytes) -> str | None:
        """The text that a string draws; None when one of its codes is not known."""
        found: list[str] = []
        for place in range(0, len(drawn), self.width):
            code = drawn[place : place + self.width]
            letter = self.letters.get(code)
            if letter is None and self.encoding is not None:
                letter = code.decode(self.encoding, "replace")
            if letter is None:
                return None
            found.append(letter)
        return "".join(found)


def glyphs_of(font: Object | None) -> Glyphs:
    """The glyphs of a font; one that the file lacks is taken to be a common one of a viewer's."""
    wide = said(entry(font, "/Subtype")) == "Type0"
    width = 2 if wide else 1
    name = said(entry(font, "/BaseFont")) or ""
    return Glyphs(name, width, _letters(font, width), None if wide else _encoding(font, name))


def _letters(font: Object | None, width: int) -> dict[bytes, str]:
    told = entry(font, "/ToUnicode")
    letters = dict(_renamed(entry(entry(font, "/Encoding"), "/Differences"))) if width == 1 else {}
    if not isinstance(told, Stream):
        return letters
    for kind, part in parts_of(told.read_bytes()[:_FONT_LIMIT]):
        if kind == b"char":
            letters |= {_code(code, width): _unicode(text) for code, text in _PAIR.findall(part)}
        else:
            for span in _SPAN.findall(part):
                letters |= _spanned(*span, width=width)
    return letters


def parts_of(told: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of a font's table of letters that end: what each lists, `char` or `range`, and its bytes."""
    begun: tuple[bytes, int] | None = None
    for bound in _BOUND.finditer(told):
        sign, kind = bound.groups()
        if sign == b"begin":
            begun = begun or (kind, bound.end())
        elif begun is not None:
            yield begun[0], told[begun[1] : bound.start()]
            begun = None


def _spanned(first: bytes, last: bytes, start: bytes, each: bytes, *, width: int) -> dict[bytes, str]:
    low, high = int(first, 16), min(int(last, 16), int(first, 16) + _SPAN_LIMIT)
    if each:
        texts = [_unicode(one) for one in _WORD.findall(each)]
    else:
        head, tail = _unicode(start)[:-1], ord(_unicode(start)[-1:] or "\0")
        texts = [head + chr(min(tail + rank, 0x10FFFF)) for rank in range(high - low + 1)]
    codes = range(low, high + 1)
    return {code.to_bytes(max(width, 4), "big")[-width:]: text for code, text in zip(codes, texts, strict=False)}


def _code(digits: bytes, width: int) -> bytes:
    return bytes.fromhex(digits.decode().rjust(2 * width, "0"))[-width:]


def _unicode(digits: bytes) -> str:
    return bytes.fromhex(digits.decode() + "0" * (len(digits) % 2)).decode("utf-16-be", "replace")


def _encoding(font: Object | None, name: str) -> str | None:
    """The encoding of a simple font; None for one with letters in an order of its own."""
    told = entry(font, "/Encoding")
    if isinstance(told, Dictionary):
        if isinstance(entry(told, "/Differences"), Array) and _is_renumbered(told):
            return None
        told = entry(told, "/BaseEncoding")
    spoken = _ENCODINGS.get(said(told) or "")
    if spoken is not None:
        return spoken
    own = _SUBSET.match(name) is not None and dictionary(font, "/FontDescriptor") is not None
    return None if own or told is not None else "cp1252"


def _renamed(differences: Object | None) -> Iterator[tuple[bytes, str]]:
    """The letters that an encoding gives codes by their usual names; a name that is not one is passed over."""
    code = 0
    for one in list(differences)[:_SPAN_LIMIT] if isinstance(differences, Array) else ():
        if isinstance(one, int):
            code = one
        elif 0 <= code < 256:
            if letter := toUnicode(said(one) or ""):
                yield bytes([code]), letter
            code += 1


def _is_renumbered(encoding: Dictionary) -> bool:
    """Whether an encoding names other letters than the usual ones for the codes of plain ones."""
    found = entry(encoding, "/Differences")
    numbers = [one for one in found if isinstance(one, int)] if isinstance(found, Array) else []
    return any(32 < one < 127 and one not in _USUAL for one in numbers)
