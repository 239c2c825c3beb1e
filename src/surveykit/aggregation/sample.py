"""How much each return counts for, and how exact an estimate is: the returns as a sample of the population.

The formulas are those of linearised estimators under stratified simple random sampling without replacement, as the
R package `survey` computes them: with u the linearised variable, w the weight and z = w u for every return (0 outside
the figure), the variance is the sum over the strata of (1 - n / N) n / (n - 1) times the sum of (z - mean z)².
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import isfinite

from msgspec import Struct, field

from surveykit.errors import UsageError
from surveykit.model import Sampling, Survey
from surveykit.ports import SqlValue
from surveykit.results import Precision

Stratum = str | None
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
        if self.sampling is None or self.misses_a_stratum:
            return None
        first: dict[Stratum, Fraction] = {}
        second: dict[Stratum, Fraction] = {}
        for stratum, one, square in cells:
            first[stratum] = first.get(stratum, Fraction(0)) + one
            second[stratum] = second.get(stratum, Fraction(0)) + square
        variance = Fraction(0)
        drawn = {name: n for name, n in self.returned.items() if n}
        for name, n in drawn.items():
            rest = 1 - Fraction(n, self.sizes[name])
            if rest and n == 1:
                return None
            if rest:
                spread = second.get(name, Fraction(0)) - first.get(name, Fraction(0)) ** 2 / n
                variance += rest * Fraction(n, n - 1) * spread
        degrees = sum(drawn.values()) - len(drawn)
        if degrees < 1 or all(n == self.sizes[name] for name, n in drawn.items()):
            return None
        return Precision(variance, degrees)


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
    returned: dict[Stratum, int] = {}
    for stratum, _, count in rows:
        name = name_of(stratum)
        if name not in sizes:
            known = ", ".join(str(one) for one in sizes)
            what = f"no {sampling.strata}" if name is None else f"{sampling.strata} '{name}'"
            raise UsageError(f"{count} of the responses have {what}, expected one of {known}")
        returned[name] = returned.get(name, 0) + count
    for name, n in returned.items():
        if n > sizes[name]:
            where = "" if name is None else f" of '{name}'"
            raise UsageError(f"there are {n} responses{where} for {sizes[name]} units: correct the sizes in `sampling`")
    made = Sample(sampling, sizes, returned)
    return Sample(sampling, sizes, returned, frozenset(made.weight(stratum, weight) for stratum, weight, _ in rows))


def _sizes(survey: Survey, sampling: Sampling) -> dict[Stratum, int]:
    if sampling.strata is None:
        return {None: sampling.size or len(survey.population)}
    if sampling.sizes:
        return {name: size for name, size in sampling.sizes.items()}  # noqa: C416 (a stratum may be None elsewhere)
    found = [one.attributes.get(sampling.strata) for one in survey.population.respondents]
    sizes: dict[Stratum, int] = {}
    for value in survey.population.groupings[sampling.strata].values:
        sizes[value] = found.count(value)
    return sizes


def _declared(name: str, cell: SqlValue) -> Fraction:
    if isinstance(cell, int | Decimal) or (isinstance(cell, float) and isfinite(cell)):
        weight = Fraction(cell)
        if weight > 0:
            return weight
    found = "none" if cell is None else str(cell)
    raise UsageError(f"column '{name}': expected a weight above 0 for each response, found {found}")


def name_of(cell: SqlValue) -> str | None:
    """A group or a stratum as an engine gives it, by its name; None for none."""
    return None if cell is None else str(cell)
