"""What the engine counted, by group, stratum and weight, and what comes of putting several together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from surveykit.aggregate.sample import Sample, Stratum
from surveykit.aggregate.sql import Scan
from surveykit.errors import UsageError
from surveykit.ports import SqlValue
from surveykit.results import Exact, Moments


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted over the returns of one group, stratum and weight.

    `units` is how many units of the population each of them stands for. `numbers` are the frequencies of each of the
    values of which every number is counted.
    """

    stratum: Stratum
    units: Fraction
    rows: int
    counts: Mapping[str, int]
    sums: Mapping[str, int]
    peaks: Mapping[str, int]
    products: Mapping[tuple[str, str], int]
    numbers: Mapping[str, Mapping[int, int]]


Numbers = Mapping[tuple[SqlValue, SqlValue, SqlValue], Mapping[str, Mapping[int, int]]]


def numbers(scan: Scan, rows: Iterable[Sequence[SqlValue]]) -> Numbers:
    """The frequencies of each value by group, stratum and weight, from the rows of `sql.frequencies_text`."""
    found: dict[tuple[SqlValue, SqlValue, SqlValue], dict[str, dict[int, int]]] = {}
    for which, group, stratum, weight, number, count in rows:
        if number is not None:
            place = found.setdefault((group, stratum, weight), {})
            place.setdefault(scan.many[whole_number(which)], {})[whole_number(number)] = whole_number(count)
    return found


def tally(scan: Scan, row: Sequence[SqlValue], sample: Sample, told: Numbers) -> Tally:
    """One row of `sql.moments_text`, with its frequencies."""
    cells = [whole_number(cell) for cell in row[3:]]
    rows, rest = cells[0], cells[1:]
    counts, rest = rest[: len(scan.conditions)], rest[len(scan.conditions) :]
    pairs, products = rest[: 2 * len(scan.values)], rest[2 * len(scan.values) :]
    return Tally(
        None if row[1] is None else str(row[1]),
        sample.units(row[1], row[2]),
        rows,
        dict(zip(scan.conditions, counts, strict=True)),
        dict(zip(scan.values, pairs[0::2], strict=True)),
        dict(zip(scan.values, pairs[1::2], strict=True)),
        dict(zip(scan.products, products, strict=True)),
        told.get((row[0], row[1], row[2]), {}),
    )


def whole_number(cell: SqlValue) -> int:
    """The whole number of a cell, 0 for the NULL of a sum over no row."""
    if cell is None:
        return 0
    if isinstance(cell, str) or int(cell) != cell:
        raise UsageError(f"the engine found {cell}, expected a whole number")
    return int(cell)


@dataclass(frozen=True, slots=True)
class Tallies:
    """Several tallies as one: what was counted over all their returns, weighted where `weighted`."""

    every: Sequence[Tally]
    weighted: bool

    @property
    def rows(self) -> int:
        """The number of returns."""
        return sum(one.rows for one in self.every)

    def respondents(self, condition: str) -> int:
        """How many returns hold a condition."""
        return sum(one.counts[condition] for one in self.every)

    def count(self, condition: str) -> Exact:
        """The same, weighted."""
        return self._sum(lambda one: one.counts[condition])

    def units(self, condition: str) -> Fraction:
        """How many units of the population those who hold a condition stand for."""
        return sum((one.units * one.counts[condition] for one in self.every), Fraction(0))

    def moments(self, count: int, value: str, *, observed: bool = False) -> Moments:
        """The sum and the largest contribution of a value, weighted unless `observed`."""
        if observed or not self.weighted:
            peak = max((one.peaks[value] for one in self.every), default=0)
            return Moments(count, sum(one.sums[value] for one in self.every), peak)
        heaviest = max((one.units * one.peaks[value] for one in self.every), default=0)
        return Moments(count, self._sum(lambda one: one.sums[value]), heaviest)

    def numbers(self, value: str) -> Mapping[int, Exact]:
        """How many returns gave each number, weighted, in increasing order."""
        found: dict[int, Exact] = {}
        for one in self.every:
            times: Exact = one.units if self.weighted else 1
            for number, count in one.numbers.get(value, {}).items():
                found[number] = found.get(number, 0) + times * count
        return dict(sorted(found.items()))

    def _sum(self, part: Callable[[Tally], int]) -> Exact:
        if not self.weighted:
            return sum(part(one) for one in self.every)
        return sum((one.units * part(one) for one in self.every), Fraction(0))
