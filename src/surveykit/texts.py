"""Words as people write them: canonical text, one line of it, the nearest name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

NBSP = "\u00a0"
NARROW_NBSP = "\u202f"

_LINE_ENDS = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")
_SEEN = re.compile("[\0-\xac\xae-\u05ff\u2000-\u200a\u2010-\u2029\u202f-\u205f\u20a0-\u2fff]*")
"""Characters among which none is invisible: nearly all of what is typed in European languages."""
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def canonical(text: str) -> str:
    """A text with one sort of line end, no blank border, and no character that a file format cannot hold.

    Control characters become their visible pictures (U+2400…) and lone surrogates U+FFFD, so that nothing
    disappears without a trace; every other character is kept as it is.
    """
    return _UNPRINTABLE.sub(_picture, _LINE_ENDS.sub("\n", text)).strip()


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def visible(text: str) -> str:
    """The text without the characters that nobody sees: zero-width spaces, direction marks, soft hyphens."""
    if _SEEN.fullmatch(text):
        return text
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


def legible(text: str) -> str:
    """The text on one line in which nothing hides: no control character, no mark of direction, no lone surrogate."""
    return squeezed(canonical(visible(text)))


def joined(marks: Iterable[str]) -> str:
    """What a page says of itself, as one line: `PROJET – DONNÉES SIMULÉES`; empty without any."""
    return " – ".join(marks)


def squeezed(text: str) -> str:
    """The text with every run of white space (no-break spaces too) made one space, and trimmed."""
    return " ".join(text.split())


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The known name that most resembles an unknown one, or None when nothing does."""
    from difflib import get_close_matches  # noqa: PLC0415 (only who mistypes a name needs it)

    close = get_close_matches(name, list(names), n=1, cutoff=0.6)
    return close[0] if close else None
