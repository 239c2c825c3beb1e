"""Words as people write them: canonical text, one line of it, the nearest name."""

from __future__ import annotations

import re
from collections.abc import Iterable

NBSP = "\u00a0"
NARROW_NBSP = "\u202f"

_LINE_ENDS = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")
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
