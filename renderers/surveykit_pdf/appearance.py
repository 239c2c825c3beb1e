"""The text that a field shows: that of its look, as far as its font gives the letters of its codes."""

from __future__ import annotations

import unicodedata
import warnings
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace
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
_INKED = f"{_OPERATORS} g rg k Tr f F f* B B* b b* sh Do q Q"
_SMALLEST = 1.0
"""Points: nobody sees letters that are smaller."""
_PAINTING = "Tj TJ ' \" f F f* B B* b b* S s sh Do BI ID EI"
_WRITING = frozenset({"Tj", "TJ", "'", '"'})
_FILLING = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do"})
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


def is_without_ink(look: Stream) -> bool:
    """Whether a drawing has text and leaves none of it to be seen: white, without ink, or too small.

    White is seen on what is painted under it: a drawing that paints anything else is taken to be seen.
    """
    try:
        shown = [*_inks(look)] if len(look.read_bytes()) <= _LIMIT else [True]
    except DAMAGE:
        return False
    return bool(shown) and not any(shown)


def _inks(look: Stream) -> Iterator[bool]:
    """Whether each text of a drawing, or anything else that it paints, is seen."""
    ink, kept = _Ink(), [_Ink()]
    for one in painted(look, _INKED):
        operator, operands = str(one.operator), list(one.operands)
        if operator == "q":
            kept.append(ink)
        elif operator == "Q":
            ink = kept.pop() if len(kept) > 1 else ink
        elif operator in _WRITING:
            yield ink.is_seen
        elif operator in _FILLING:
            yield True
        else:
            ink = ink.after(operator, operands)


class _Ink(Struct, frozen=True):
    """What letters are drawn with: whether in white, whether not at all, how large."""

    white: bool = False
    none: bool = False
    size: float = 10.0

    @property
    def is_seen(self) -> bool:
        return not (self.white or self.none) and self.size >= _SMALLEST

    def after(self, operator: str, operands: Sequence[object]) -> _Ink:
        """The ink after an operator that changes it."""
        numbers = [float(one) for one in operands if not isinstance(one, Object)]  # type: ignore[arg-type]
        match operator, numbers:
            case (("g" | "rg"), [_, *_]):
                return replace(self, white=min(numbers) >= 1)
            case "k", [_, *_]:
                return replace(self, white=max(numbers) <= 0)
            case "Tr", [mode]:
                return replace(self, none=mode in {3, 7})
            case "Tf", [size]:
                return replace(self, size=abs(size) if size else 10.0)
            case "Tm", [_, _, _, _, _, _]:
                return replace(self, size=self.size if numbers[0] or numbers[1] else 0.0)
            case _:
                return self


def painted(content: Page | Stream, operators: str = "") -> list[ContentStreamInstruction | ContentStreamInlineImage]:
    """The instructions of a content stream, of these operators only if there are any, up to where it breaks off."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # that it breaks off
        return [*parse_content_stream(content, operators)]


def paints(look: Stream) -> bool:
    """Whether a drawing leaves anything on the page; True when it cannot be read."""
    try:
        return bool(painted(look, _PAINTING)) if len(look.read_bytes()) <= _LIMIT else True
    except DAMAGE:
        return True


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
    return not _is_plain(text) and _has_in_order(seen, list(_plain_parts(text)))


def _plain_parts(text: str) -> Iterator[str]:
    """The parts of a text between the letters that common fonts do not draw."""
    for is_plain, part in groupby(text, _is_plain):
        if is_plain and (letters := _letters("".join(part))):
            yield letters


def _has_in_order(seen: str, parts: Sequence[str]) -> bool:
    """Whether parts of a text follow one another in what is seen, which may be cut where the field ends."""
    place = 0
    for part in parts:
        found = seen.find(part, place)
        if found < 0:
            return len(seen) >= _CUT_FROM and part.startswith(seen[place:])
        place = found + len(part)
    return True


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
