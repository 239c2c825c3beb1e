"""The words that a page shows, as far as its fonts say which letters they draw: what no program takes off a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pikepdf import Array, Dictionary, Object, Page, Pdf, Stream, String, parse_content_stream

from surveykit_pdf.glyphs import parts_of
from surveykit_pdf.guard import DAMAGE
from surveykit_pdf.reading import dictionary, entry

_SHOWING = "Tf Tj TJ"
_LETTER = re.compile(rb"<([0-9a-fA-F]{4})>\s*<((?:[0-9a-fA-F]{4})+)>")
_PAGES = 50
_FONT_LIMIT = 2**18


def printed_lines(pdf: Pdf) -> Iterator[str]:
    """The text of each drawing on the first pages; none of a page, or of a font, that cannot be read."""
    for page in list(pdf.pages)[:_PAGES]:
        try:
            yield from [*_lines(page)]
        except DAMAGE:
            continue


def _lines(page: Page) -> Iterator[str]:
    fonts = dictionary(dictionary(page.obj, "/Resources"), "/Font")
    known: dict[str, Mapping[bytes, str]] = {}
    letters: Mapping[bytes, str] = {}
    for one in parse_content_stream(page, _SHOWING):
        if not one.operands:
            continue
        first = one.operands[0]
        if str(one.operator) == "Tf":
            name = str(first)
            if name not in known:
                known[name] = _letters(entry(fonts, name))
            letters = known[name]
        else:
            drawn = first if isinstance(first, Array) else [first]
            yield "".join(_decoded(bytes(piece), letters) for piece in drawn if isinstance(piece, String))


def _letters(font: Object | None) -> Mapping[bytes, str]:
    """The letters of a font's glyphs, by their two bytes."""
    told = entry(font, "/ToUnicode") if isinstance(font, Dictionary) else None
    if not isinstance(told, Stream):
        return {}
    parts = (part for kind, part in parts_of(told.read_bytes()[:_FONT_LIMIT]) if kind == b"char")
    pairs = (pair for part in parts for pair in _LETTER.findall(part))
    return {bytes.fromhex(glyph.decode()): bytes.fromhex(said.decode()).decode("utf-16-be") for glyph, said in pairs}


def _decoded(drawn: bytes, letters: Mapping[bytes, str]) -> str:
    return "".join(letters.get(drawn[place : place + 2], "") for place in range(0, len(drawn), 2))
