"""Notation: the signs with which a language writes numbers, percentages and quotations."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache

from msgspec import Struct

from surveykit.texts import NBSP, squeezed

QUOTED_LENGTH = 160
"""How many characters of a received text a sentence quotes; the finding keeps the whole of it."""

_EVERY_DIGIT = Context(prec=1000)
"""As many digits as any number has, the largest double with all that stand before and after its point."""

_ALL_HELD = 10**15
"""The magnitude from which a double may have fewer digits than stand before its point."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SAMPLE = re.compile(r"(\D+)1(\D*)234(\D+)5")


class Notation(Struct, frozen=True):
    """How a language writes numbers and quotations, each said by a sample; those of English stand here.

    A catalogue says them in the context `CONTEXT`: `−1,234.5` shows the signs of a negative number, between thousands
    and before decimals.

        Notation(number="−1.234,5", percent="{number} %").as_percent(-12.345, 1) == "−1.234,5 %"
    """

    number: str = "−1,234.5"
    percent: str = "{number}%"
    power: str = "{digits}\u00a0×\u00a010{power}"
    quotation: str = "“{text}”"

    def as_number(self, value: float | Decimal, decimals: int = 0) -> str:
        """A number, half rounded up: `1 234,5` in French.

        A double that has fewer digits than stand before its point is written with those that it has: `7,2 × 10¹⁷`.
        Raises LookupError when the sample of the language has not the digits of the English one.
        """
        if isinstance(value, float) and abs(value) >= _ALL_HELD:
            return self._scientific(Decimal(str(value)))
        exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _EVERY_DIGIT)
        return f"{exact:,f}".translate(_signs(self.number))

    def as_quantity(self, value: float | Decimal, unit: str) -> str:
        """A number of things, `unit` being their plural noun: `12 réseaux`, and `1` or `0` alone.

        The noun is left out where it would have to be a singular, which it may not show. Raises LookupError as
        `as_number` does.
        """
        number = self.as_number(value)
        return f"{number}{NBSP}{unit}" if unit and value > 1 else number

    def as_percent(self, fraction: float | Decimal, decimals: int = 0) -> str:
        """A fraction as a percentage: 0.42 is `42 %` in French. Raises LookupError as `as_number` does."""
        percents = _EVERY_DIGIT.multiply(Decimal(str(fraction)), Decimal(100))
        if isinstance(fraction, float) and abs(percents) >= _ALL_HELD:
            return self.percent.format(number=self._scientific(percents))
        return self.percent.format(number=self.as_number(percents, decimals))

    def as_it_is(self, value: float) -> str:
        """A number that stands in a formula: all its digits, none rounded and no thousands apart."""
        return str(value).translate(_signs(self.number))

    def quoted(self, text: str) -> str:
        """A text on one line between quotation marks, cut at `QUOTED_LENGTH` characters."""
        line = squeezed(text)
        if len(line) > QUOTED_LENGTH:
            line = line[: QUOTED_LENGTH - 1].rstrip() + "…"
        return self.quotation.format(text=line)

    def is_quoted(self, text: str) -> bool:
        """Whether a text begins with a quotation mark, of this language or the French one."""
        return text.startswith((self.quotation.partition("{")[0].strip(), "«"))

    def _scientific(self, number: Decimal) -> str:
        """A number with the digits that it has and a power of ten."""
        power = number.adjusted()
        digits = f"{_EVERY_DIGIT.scaleb(number, -power).normalize(_EVERY_DIGIT):f}".translate(_signs(self.number))
        return self.power.format(digits=digits, power=str(power).translate(_RAISED))


CONTEXT = "mark"
"""In what context a catalogue says the samples."""
ENGLISH = Notation()


@cache
def _signs(sample: str) -> dict[int, str]:
    """The signs of a sample, each in the place of Python's."""
    found = _SAMPLE.fullmatch(sample)
    if found is None:
        raise LookupError(
            f"{sample!r} does not show how a number is written: {ENGLISH.number} in the signs of its language"
        )
    minus, group, decimal = found.groups()
    return str.maketrans({"-": minus, ",": group, ".": decimal})
