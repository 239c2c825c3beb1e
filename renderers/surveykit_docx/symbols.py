"""The tick marks of symbol fonts, as the Unicode characters that they look like."""

from __future__ import annotations

import re
from collections.abc import Mapping

_WINGDINGS = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "☐",
    0x70: "☐",
    0x71: "☐",
    0x72: "☐",
    0x78: "☒",
    0xA1: "○",
    0xA8: "☐",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐"}
_WEBDINGS = {0x61: "✓", 0x63: "☐", 0x72: "✗"}
_FONTS: Mapping[str, Mapping[int, str]] = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "webdings": _WEBDINGS,
}
MARKS = frozenset("☒☑☐✗✓✔✘❌✅")
"""The signs with which people tick."""
SYMBOL_FONTS = (*_FONTS, "wingdings 3", "symbol", "marlett", "zapfdingbats", "zapf dingbats", "monotype sorts")
"""The fonts that show other signs than the characters, in small letters."""
_UNKNOWN = "\ufffc"
"""What stands for a sign that is not known: an object."""
_AS_WRITTEN = re.compile(r"[\s0-9.,:;()\[\]/+-]")
"""The characters that the font Symbol shows as they are."""
_PRIVATE = re.compile("[\uf000-\uf0ff]")


def symbol(font: str, code: int) -> str:
    """The character that a symbol font shows at a code (0xF0FE and 0xFE are one), or that of the code."""
    sign = chr(code) if code in range(0xD800) or code in range(0xE000, 0x110000) else "\ufffd"
    return _FONTS.get(font.lower(), {}).get(code - 0xF000 if _PRIVATE.match(sign) else code, sign)


def has_private(text: str) -> bool:
    """Whether a text holds characters that only a symbol font can show."""
    return _PRIVATE.search(text) is not None


def shown_in(font: str, text: str, *, whole: bool = False) -> str:
    """The text as a symbol font shows it: only the characters that need one change, or all of it when it is `whole`."""
    if whole:
        return "".join(_pictured(font, sign) for sign in text)
    return _PRIVATE.sub(lambda sign: symbol(font, ord(sign.group())), text)


def _pictured(font: str, sign: str) -> str:
    """What a symbol font shows for a character; other alphabets, of which it has nothing, are shown as they are."""
    if sign.isspace() or ord(sign) > 0xFF or (font == "symbol" and _AS_WRITTEN.fullmatch(sign)):
        return sign if not _PRIVATE.match(sign) else symbol(font, ord(sign))
    return _FONTS.get(font, {}).get(ord(sign), _UNKNOWN)
