"""Words and numbers as people write them: canonical text, French numbers, the nearest name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

NBSP = "\u00a0"
NARROW_NBSP = "\u202f"

_EVERY_DIGIT = Context(prec=1000)
"""As many digits as any number has, the largest double with all that stand before and after its point."""

_ALL_HELD = 10**15
"""The magnitude from which a double may have fewer digits than stand before its point."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

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


def french_number(value: float | Decimal, decimals: int = 0) -> str:
    """A number as French prints it: `1 234,5`, narrow no-break spaces between thousands, half rounded up.

    A double that has fewer digits than stand before its point is printed with those that it has: `7,2 × 10¹⁷`.
    """
    if isinstance(value, float) and abs(value) >= _ALL_HELD:
        return _scientific(Decimal(str(value)))
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _EVERY_DIGIT)
    return f"{exact:,f}".replace(",", NARROW_NBSP).replace(".", ",").replace("-", "\u2212")


def french_percent(fraction: float | Decimal, decimals: int = 0) -> str:
    """A fraction as a French percentage: 0.42 is `42 %`, with a no-break space."""
    percents = _EVERY_DIGIT.multiply(Decimal(str(fraction)), Decimal(100))
    if isinstance(fraction, float) and abs(percents) >= _ALL_HELD:
        return _scientific(percents) + NBSP + "%"
    return french_number(percents, decimals) + NBSP + "%"


def _scientific(number: Decimal) -> str:
    """A number with the digits that it has and a power of ten."""
    power = number.adjusted()
    digits = f"{_EVERY_DIGIT.scaleb(number, -power).normalize(_EVERY_DIGIT):f}".replace(".", ",").replace("-", "\u2212")
    return f"{digits}{NBSP}×{NBSP}10{str(power).translate(_RAISED)}"
