"""How much each return counts for, and how exact an estimate is: the returns as a sample of the population.

The formulas are those of linearised estimators under stratified simple random sampling without replacement, as the
R package `survey` computes them: with u the linearised variable, w the weight and z = w u for every return (0 outside
the figure), the variance is the sum over the strata of (1 - n / N) n / (n - 1) times the sum of (z - mean z)².
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import TypeGuard

from msgspec import Struct, field

from surveykit.errors import UsageError
from surveykit.model import Sampling, Survey
from surveykit.ports import SqlValue
from surveykit.results import Precision

Stratum = str | None
_NO_SUMS = Fraction(0), Fraction(0)
MOST_WEIGHTS = 100_000
"""With more combinations of stratum and weight than this, the weights are refused: they tell each return apart."""


class Sample(Struct, frozen=True):
    """The returns of each stratum (one, None, when there are no strata) and the units that they stand for."""

    sampling: Sampling | None = None
    sizes: Mapping[Stratum, int] = field(default_factory=dict)
    returned: Mapping[Stratum, int] = field(default_factory=dict)
    every_weight: frozenset[Fraction] = frozenset({Fraction(1)})

    @property
    def weighted(self) -> bool:
        """Whether estimates are weighted."""
        return self.sampling is not None and self.sampling.weighted

    def weight(self, stratum: SqlValue, weight: SqlValue) -> Fraction:
        """How many units a return counts for in a weighted estimate; 1 when estimates are not weighted."""
        return self.units(stratum, weight) if self.weighted else Fraction(1)

    def units(self, stratum: SqlValue, weight: SqlValue) -> Fraction:
        """How many units of the population a return stands for; 1 when that is not declared."""
        if self.sampling is None:
            return Fraction(1)
        if self.sampling.weights is not None:
            return _declared(self.sampling.weights, weight)
        name = name_of(stratum)
        return Fraction(self.sizes[name], self.returned[name])

    @property
    def misses_a_stratum(self) -> bool:
        """Whether nobody returned a form in some stratum: nothing stands for it."""
        return any(self.sizes[name] and not self.returned.get(name) for name in self.sizes)

    def precision(self, cells: Iterable[tuple[Stratum, Fraction, Fraction]]) -> Precision | None:
        """The precision of an estimate, from z and z² summed over the returns of each part of a stratum.

        None when it is unknown: a stratum has no return, or only one of several; and when everyone returned a form:
        there is then nothing to estimate.
        """
        drawn = {name: n for name, n in self.returned.items() if n}
        degrees = sum(drawn.values()) - len(drawn)
        if self._is_whole(drawn) or not self._is_estimated(drawn) or degrees < 1:
            return None
        sums = _sums_by_stratum(cells)
        parts = (self._variance(name, n, *sums.get(name, _NO_SUMS)) for name, n in drawn.items())
        return Precision(sum(parts, Fraction(0)), degrees)

    def _is_whole(self, drawn: Mapping[Stratum, int]) -> bool:
        """Whether everyone returned a form."""
        return all(n == self.sizes[name] for name, n in drawn.items())

    def _is_estimated(self, drawn: Mapping[Stratum, int]) -> bool:
        """Whether each stratum that is not whole has two returns or more, of which the spread can be estimated."""
        if self.sampling is None or self.misses_a_stratum:
            return False
        return all(n > 1 or n == self.sizes[name] for name, n in drawn.items())

    def _variance(self, name: Stratum, n: int, first: Fraction, second: Fraction) -> Fraction:
        """The part of one stratum in the variance, from the sums of z and z² over its n returns."""
        rest = 1 - Fraction(n, self.sizes[name])
        return rest * Fraction(n, n - 1) * (second - first**2 / n) if rest else Fraction(0)


def sample(survey: Survey, rows: Sequence[tuple[SqlValue, SqlValue, int]]) -> Sample:
    """The sample that the returns are, from rows of stratum, weight and number of returns.

    Raises UsageError for a return without its stratum or weight, and for more returns than units.
    """
    sampling = survey.sampling
    if sampling is None:
        return Sample()
    if len(rows) > MOST_WEIGHTS:
        raise UsageError(
            f"the responses have more than {MOST_WEIGHTS} combinations of stratum and weight: "
            f"round the weights, column '{sampling.weights}'"
        )
    sizes = _sizes(survey, sampling)
    returned = _returned_by_stratum(sampling, sizes, rows)
    _refuse_more_than_sizes(sizes, returned)
    made = Sample(sampling, sizes, returned)
    return Sample(sampling, sizes, returned, frozenset(made.weight(stratum, weight) for stratum, weight, _ in rows))


def _returned_by_stratum(
    sampling: Sampling, sizes: Mapping[Stratum, int], rows: Iterable[tuple[SqlValue, SqlValue, int]]
) -> dict[Stratum, int]:
    returned: dict[Stratum, int] = {}
    for stratum, _, count in rows:
        name = name_of(stratum)
        if name not in sizes:
            known = ", ".join(str(one) for one in sizes)
            what = f"no {sampling.strata}" if name is None else f"{sampling.strata} '{name}'"
            raise UsageError(f"{count} of the responses have {what}, expected one of {known}")
        returned[name] = returned.get(name, 0) + count
    return returned


def _refuse_more_than_sizes(sizes: Mapping[Stratum, int], returned: Mapping[Stratum, int]) -> None:
    for name, n in returned.items():
        if n > sizes[name]:
            where = "" if name is None else f" of '{name}'"
            raise UsageError(f"there are {n} responses{where} for {sizes[name]} units: correct the sizes in `sampling`")


def _sums_by_stratum(cells: Iterable[tuple[Stratum, Fraction, Fraction]]) -> dict[Stratum, tuple[Fraction, Fraction]]:
    """The sums of z and of z² of each stratum."""
    sums: dict[Stratum, tuple[Fraction, Fraction]] = {}
    for stratum, one, square in cells:
        first, second = sums.get(stratum, _NO_SUMS)
        sums[stratum] = first + one, second + square
    return sums


def _sizes(survey: Survey, sampling: Sampling) -> dict[Stratum, int]:
    if sampling.strata is None:
        return {None: sampling.size or len(survey.population)}
    if sampling.sizes:
        return {name: size for name, size in sampling.sizes.items()}  # noqa: C416 (a stratum may be None elsewhere)
    found = Counter(one.attributes.get(sampling.strata) for one in survey.population.respondents)
    return {value: found[value] for value in survey.population.groupings[sampling.strata].values}


def _declared(name: str, cell: SqlValue) -> Fraction:
    if _is_finite(cell) and (weight := Fraction(cell)) > 0:
        return weight
    found = "none" if cell is None else str(cell)
    raise UsageError(f"column '{name}': expected a weight above 0 for each response, found {found}")


def _is_finite(cell: SqlValue) -> TypeGuard[int | Decimal | float]:
    return isinstance(cell, int | Decimal) or (isinstance(cell, float) and isfinite(cell))


def name_of(cell: SqlValue) -> str | None:
    """A group or a stratum as an engine gives it, by its name; None for none."""
    return None if cell is None else str(cell)
