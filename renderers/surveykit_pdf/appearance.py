"""The text that a field shows: that of its look, as far as its font gives the letters of its codes."""

from __future__ import annotations

import unicodedata
import warnings
from collections.abc import Iterator, Sequence

from pikepdf import (
    Array,
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Object,
    Page,
    Stream,
    String,
    parse_content_stream,
)

from surveykit_pdf.glyphs import Glyphs, glyphs_of
from surveykit_pdf.guard import DAMAGE
from surveykit_pdf.reading import dictionary, entry

_OPERATORS = "Tf Tj TJ ' \" Td TD T* Tm"
_SHOWING = (b"Tj", b"TJ", b"'", b'"')
_LIMIT = 2**17
_CUT_FROM = 20
_GAP = -180


def text_shown(widget: Dictionary, resources: Dictionary | None) -> str | None:
    """The text that a widget's look shows, empty when it shows none; None when nobody can tell.

    `resources` are the form's own, for a look that names no fonts.
    """
    look = entry(dictionary(widget, "/AP"), "/N")
    if not isinstance(look, Stream):
        return None
    try:
        return drawn_text(look, resources)
    except DAMAGE:
        return None


def drawn_text(look: Stream, resources: Dictionary | None) -> str | None:
    """The text that a drawing shows, its lines parted; None when a letter of it is not known."""
    data = look.read_bytes()
    if len(data) > _LIMIT:
        return None
    if not any(one in data for one in _SHOWING):
        return ""
    fonts = [dictionary(one, "/Font") for one in (dictionary(look, "/Resources"), resources)]
    pieces = list(_pieces(look, [one for one in fonts if one is not None]))
    if any(one is None for one in pieces):
        return None
    return "".join(one for one in pieces if one is not None).strip()


def painted(content: Page | Stream, operators: str = "") -> list[ContentStreamInstruction | ContentStreamInlineImage]:
    """The instructions of a content stream, of these operators only if there are any, up to where it breaks off."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # that it breaks off
        return [*parse_content_stream(content, operators)]


def _pieces(look: Stream, fonts: Sequence[Dictionary]) -> Iterator[str | None]:
    glyphs: Glyphs | None = None
    for one in painted(look, _OPERATORS):
        operator, operands = str(one.operator), list(one.operands)
        if operator == "Tf" and operands:
            glyphs = glyphs_of(next((found for held in fonts if (found := entry(held, str(operands[0])))), None))
        elif operator in {"T*", "Tm"} or (operator in {"Td", "TD"} and len(operands) == 2 and operands[1] != 0):
            yield "\n"
        elif operator in {"Tj", "TJ", "'", '"'} and operands:
            yield "\n" if operator in {"'", '"'} else ""
            yield said_in(operands[-1], glyphs)


def said_in(drawn: object, glyphs: Glyphs | None) -> str | None:
    """The text that an operand draws in a font, a wide gap as a space; None when its letters are unknown."""
    if glyphs is None:
        return None
    found: list[str | None] = []
    for piece in drawn if isinstance(drawn, Array) else (drawn,):
        if isinstance(piece, String):
            found.append(glyphs.text(bytes(piece)))
        elif not isinstance(piece, Object) and isinstance(drawn, Array) and float(piece) < _GAP:  # type: ignore[arg-type]
            found.append(" ")
    return None if any(one is None for one in found) else "".join(one for one in found if one is not None)


def is_shown(text: str, shown: str) -> bool:
    """Whether a look shows a text, wherever its lines break, and perhaps cut where the field ends."""
    whole, seen = _letters(text), _letters(shown)
    if seen == whole or (len(seen) >= _CUT_FROM and (whole.startswith(seen) or whole.endswith(seen))):
        return True
    return not _is_plain(text)


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return "".join(one for one in plain if not one.isspace() and unicodedata.category(one) not in {"Cf", "Cc"})


def _is_plain(text: str) -> bool:
    """Whether every letter is one that common fonts draw: another may be shown as anything."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
