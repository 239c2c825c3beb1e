"""How far two coders agree, beyond what chance would give.

Each coder either finds a theme in a text or does not. Over the texts that both read, for one theme, with `both` the
texts in which both found it, `neither` those in which none did and n all of them:

- Po = (both + neither) / n is the agreement observed;
- Pe = p1 p2 + (1 - p1)(1 - p2), with p1 and p2 the shares of texts in which each coder found the theme, is the
  agreement that two coders who answer at random, each with their own frequency, would show;
- kappa = (Po - Pe) / (1 - Pe). It does not exist when Pe = 1: both found the theme everywhere, or both nowhere.

Source: J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960),
p. 37-46. A text may have several themes, so a question has a kappa per theme, and for all of them the pooled kappa:
(mean Po - mean Pe) / (1 - mean Pe), the means being over the themes of the frame. Source: H. de Vries, M. N. Elliott,
D. E. Kanouse, S. S. Teleki, "Using Pooled Kappa to Summarize Interrater Agreement across Many Items", Field Methods 20
(2008), p. 272-282. Unlike the mean of the kappas it exists when a theme has none, and rare themes do not unsettle it.

`NO_THEME` is not among the themes: it is found exactly where no other is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from msgspec import Struct

from surveykit.coded import Reading
from surveykit.coding.standings import FieldStanding
from surveykit.ids import FieldId, OptionCode


class ThemeAgreement(Struct, frozen=True):
    """One theme as two coders found it: in how many texts the one, the other, both; of how many texts."""

    theme: OptionCode
    label: str
    first: int
    second: int
    both: int
    texts: int

    @property
    def observed(self) -> Fraction:
        """Po, the share of texts on which they agree."""
        neither = self.texts - self.first - self.second + self.both
        return Fraction(self.both + neither, self.texts)

    @property
    def expected(self) -> Fraction:
        """Pe, the share on which chance alone would have them agree."""
        one, other = Fraction(self.first, self.texts), Fraction(self.second, self.texts)
        return one * other + (1 - one) * (1 - other)

    @property
    def kappa(self) -> Fraction | None:
        """Cohen's kappa of the theme, None when it does not exist."""
        return _kappa(self.observed, self.expected)


class Agreement(Struct, frozen=True):
    """Two coders over the texts of one field that both read; `alike` are those to which they gave the same themes."""

    field: FieldId
    coders: tuple[str, str]
    texts: int
    alike: int
    themes: tuple[ThemeAgreement, ...]

    @property
    def kappa(self) -> Fraction | None:
        """The pooled kappa of the field, None when it does not exist."""
        number = len(self.themes)
        observed = sum((one.observed for one in self.themes), Fraction(0)) / number
        expected = sum((one.expected for one in self.themes), Fraction(0)) / number
        return _kappa(observed, expected)


def agreements(standing: FieldStanding) -> Iterator[Agreement]:
    """The agreement of every two coders who read a text of a field in common, in the order of their names."""
    coders = sorted({name for found in standing.by_coder.values() for name in found})
    for first, second in combinations(coders, 2):
        pairs = [(found[first], found[second]) for found in standing.by_coder.values() if {first, second} <= set(found)]
        if pairs:
            alike = sum(one.themes == other.themes for one, other in pairs)
            themes = tuple(_theme(code, label, pairs) for code, label in standing.frame.items())
            yield Agreement(standing.field, (first, second), len(pairs), alike, themes)


def _theme(code: OptionCode, label: str, pairs: Sequence[tuple[Reading, Reading]]) -> ThemeAgreement:
    found = [(code in one.themes, code in other.themes) for one, other in pairs]
    first, second = sum(one for one, _ in found), sum(other for _, other in found)
    return ThemeAgreement(code, label, first, second, sum(one and other for one, other in found), len(found))


def _kappa(observed: Fraction, expected: Fraction) -> Fraction | None:
    return None if expected == 1 else (observed - expected) / (1 - expected)
