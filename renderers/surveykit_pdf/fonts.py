"""The fonts of every PDF, shipped here: what the pages are set in, and what values are written with in fields."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]  # it ships no types
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # it ships no types
from msgspec import Struct

FAMILY = "Surveykit"
"""The name of the family (Arimo) in style sheets and in the PDF, so that no installed font is taken for it."""
FIELD_FAMILY = f"{FAMILY}Field"
"""The family of the fields' font, a name of its own: WeasyPrint embeds the whole of a font that controls use."""

_FACES = (
    ("Arimo-Regular.ttf", 400, "normal"),
    ("Arimo-Bold.ttf", 700, "normal"),
    ("Arimo-Italic.ttf", 400, "italic"),
)
FOLDER = Path(__file__).parent / "fonts"
_REPLACEMENT = "\ufffd"
_MARKUP = frozenset("\t\n\r")

_LOOK_ALIKES = str.maketrans(
    {
        "\u202f": "\u00a0",
        "\u2007": "\u00a0",
        "\u2009": " ",
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "–",
        "\u2015": "—",
        "\u2212": "–",
        "\u2032": "’",
        "\u2033": "”",
        "ʼ": "’",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\t": " ",
    }
)
"""Characters that the fields' font lacks, and those that look like them."""


class FieldFont(Struct, frozen=True):
    """The font of the fields: a TrueType file limited to the 218 characters of WinAnsi, and its measures.

    Lengths are in thousandths of the font's size; `widths` has 256 of them, by code.
    """

    data: bytes
    widths: tuple[int, ...]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int

    def width(self, code: bytes, size: float) -> float:
        """How long encoded text is, in points."""
        widths = self.widths
        return sum([widths[one] for one in code]) * size / 1000


@cache
def font_css() -> str:
    """The style sheet rules that declare the family."""
    rules = (
        f'@font-face {{ font-family: "{FAMILY}"; src: url("{(FOLDER / name).as_uri()}");'
        f" font-weight: {weight}; font-style: {style} }}"
        for name, weight, style in _FACES
    )
    return "\n".join(rules)


@cache
def field_font_css() -> str:
    """The style sheet rules that set controls in the fields' font."""
    data = base64.b64encode(field_font().data).decode()
    face = f'@font-face {{ font-family: "{FIELD_FAMILY}"; src: url("data:font/ttf;base64,{data}") }}'
    return f'{face}\ninput, textarea, select {{ font-family: "{FIELD_FAMILY}" !important }}'


@cache
def _covered() -> frozenset[int]:
    return frozenset.intersection(*(_characters(name) for name, _, _ in _FACES))


def _characters(name: str) -> frozenset[int]:
    with TTFont(FOLDER / name, lazy=True) as font:
        return frozenset(font.getBestCmap())


def covered(text: str) -> str:
    """The text with U+FFFD for each character that the family lacks, so that no other font is ever called upon."""
    lacking = {ord(one) for one in set(text).difference(_MARKUP)} - _covered()
    return text.translate(dict.fromkeys(lacking, _REPLACEMENT)) if lacking else text


def encoded(text: str) -> bytes:
    """One line as the fields' font writes it; a character that neither it has nor resembles is a question mark."""
    try:
        return text.encode("ascii")
    except UnicodeEncodeError:
        return text.translate(_LOOK_ALIKES).encode("cp1252", "replace")


@cache
def field_font() -> FieldFont:
    """The regular face reduced to WinAnsi; always the same bytes."""
    characters = _win_ansi()
    with TTFont(FOLDER / _FACES[0][0], recalcTimestamp=False) as font:
        options = subset.Options(
            layout_features=[], hinting=False, notdef_outline=True, glyph_names=False, recalc_timestamp=False
        )
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=characters.values())
        subsetter.subset(font)
        saved = io.BytesIO()
        font.save(saved, reorderTables=True)
        per_mille = 1000 / font["head"].unitsPerEm
        advances, names = font["hmtx"].metrics, font.getBestCmap()
        missing = advances[".notdef"][0]
        head, os2, hhea = font["head"], font["OS/2"], font["hhea"]
        return FieldFont(
            data=saved.getvalue(),
            widths=tuple(
                round((advances[names[characters[code]]][0] if code in characters else missing) * per_mille)
                for code in range(256)
            ),
            box=(
                round(head.xMin * per_mille),
                round(head.yMin * per_mille),
                round(head.xMax * per_mille),
                round(head.yMax * per_mille),
            ),
            ascent=round(hhea.ascent * per_mille),
            descent=round(hhea.descent * per_mille),
            cap_height=round(os2.sCapHeight * per_mille),
        )


def _win_ansi() -> Mapping[int, int]:
    """Each code of WinAnsi and the character that it is."""
    found = {}
    for code in range(32, 256):
        character = bytes([code]).decode("cp1252", "ignore")
        if character and character != "\x7f":
            found[code] = ord(character)
    return found
