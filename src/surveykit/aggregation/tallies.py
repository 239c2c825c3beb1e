"""The engine's counts and sums by group, stratum and weight, and the sums of several of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct, field

from surveykit.aggregation.sample import Sample, Stratum, name_of
from surveykit.aggregation.sql import EVERYONE, WORD, All, Number, Scan
from surveykit.errors import UsageError
from surveykit.ports import SqlValue
from surveykit.results import Exact, Moments

EXACT = 2**53
"""The magnitude up to which a double is what was counted, and not the nearest that there is."""
Key = tuple[SqlValue, SqlValue, SqlValue]
"""Group, stratum and weight, as an engine gives them."""


class Frequencies(Struct, frozen=True):
    """How many gave each number of a value, and how many hold which conditions of a set (bit n: its condition n)."""

    numbers: dict[Number, dict[int, int]] = field(default_factory=dict)
    together: dict[tuple[All, ...], dict[int, int]] = field(default_factory=dict)


class Tally(Struct):
    """The counts and sums over the returns of one group, stratum and weight.

    `units` is how many units of the population each of them stands for.
    """

    group: str | None
    stratum: Stratum
    units: Fraction
    frequencies: Frequencies
    counts: dict[All, int]
    sums: dict[Number, int]
    peaks: dict[Number, int]
    products: dict[tuple[Number, Number], int]

    @property
    def rows(self) -> int:
        """The number of returns."""
        return self.counts[EVERYONE]


def frequencies(scan: Scan, rows: Iterable[Sequence[SqlValue]]) -> Mapping[Key, Frequencies]:
    """The frequencies by group, stratum and weight, from the rows of `sql.frequencies_text`."""
    found: dict[Key, Frequencies] = {}
    for which, group, stratum, weight, count, *words in rows:
        here = found.setdefault((group, stratum, weight), Frequencies())
        number, counted = whole_number(which), whole_number(count)
        if number >= len(scan.many):
            held = sum(whole_number(word) << WORD * place for place, word in enumerate(words))
            here.together.setdefault(scan.together[number - len(scan.many)], {})[held] = counted
        elif words[0] is not None:
            here.numbers.setdefault(scan.many[number], {})[whole_number(words[0])] = counted
    return found


def every_tally(
    scan: Scan, rows: Iterable[Sequence[SqlValue]], sample: Sample, told: Mapping[Key, Frequencies]
) -> list[Tally]:
    """One tally for each group, stratum and weight, from the rows of `sql.moments_text`."""
    reading = _Reading(scan)
    found: dict[Key, Tally] = {}
    for row in rows:
        group, stratum, weight = row[:3]
        key = group, stratum, weight
        if key not in found:
            units = sample.units(stratum, weight)
            found[key] = reading.nothing(name_of(group), name_of(stratum), units, told.get(key, Frequencies()))
        reading.add(row[3:], found[key])
    return [*found.values()]


class _Reading:
    """Column offsets of each count, sum and product in a row of `sql.moments_text`, its keys left out.

    Beside each offset are the conditions of `apart` that must be true in the row for it to be added.
    """

    def __init__(self, scan: Scan) -> None:
        self._scan, self._apart = scan, scan.apart
        first = len(self._apart)
        counted = {one: place for place, one in enumerate((EVERYONE, *scan.counted), start=first)}
        first += len(counted)
        summed = {one: first + 2 * place for place, one in enumerate(scan.summed)}
        first += 2 * len(summed)
        conditions = dict.fromkeys((EVERYONE, *scan.conditions))
        self._counts = [(one, self._needed(one), counted[one.without(self._apart)]) for one in conditions]
        self._values = [(one, self._needed(one.among), summed[one.without(self._apart)]) for one in scan.values]
        self._products = [
            (pair, self._needed(pair[0].among, pair[1].among), place)
            for place, pair in enumerate(scan.products, start=first)
        ]

    def nothing(self, group: str | None, stratum: Stratum, units: Fraction, told: Frequencies) -> Tally:
        """A tally of no return."""
        scan = self._scan
        counts = dict.fromkeys((EVERYONE, *scan.conditions), 0)
        sums, peaks = dict.fromkeys(scan.values, 0), dict.fromkeys(scan.values, 0)
        return Tally(group, stratum, units, told, counts, sums, peaks, dict.fromkeys(scan.products, 0))

    def add(self, row: Sequence[SqlValue], tally: Tally) -> None:
        """Adds a row, from the conditions of `apart` on, to what was counted before."""
        missed = {one for one, held in zip(self._apart, row, strict=False) if not held}
        self._add_counts(row, missed, tally)
        self._add_sums(row, missed, tally)
        self._add_products(row, missed, tally)

    def _add_counts(self, row: Sequence[SqlValue], missed: set[str], tally: Tally) -> None:
        for condition, needed, place in self._counts:
            if missed.isdisjoint(needed):
                tally.counts[condition] += whole_number(row[place])

    def _add_sums(self, row: Sequence[SqlValue], missed: set[str], tally: Tally) -> None:
        for value, needed, place in self._values:
            if missed.isdisjoint(needed):
                tally.sums[value] += whole_number(row[place])
                tally.peaks[value] = max(tally.peaks[value], whole_number(row[place + 1]))

    def _add_products(self, row: Sequence[SqlValue], missed: set[str], tally: Tally) -> None:
        for pair, needed, place in self._products:
            if missed.isdisjoint(needed):
                tally.products[pair] += whole_number(row[place])

    def _needed(self, *conditions: All) -> tuple[str, ...]:
        return tuple(one for one in self._apart if any(one in each.conditions for each in conditions))


def whole_number(cell: SqlValue) -> int:
    """The whole number of a cell, 0 for the NULL of a sum over no row; UsageError for any other value."""
    if cell is None:
        return 0
    if isinstance(cell, str) or int(cell) != cell or (isinstance(cell, float) and abs(cell) > EXACT):
        raise UsageError(f"the engine found {cell}, expected a whole number, exactly")
    return int(cell)


class Tallies(Struct, frozen=True):
    """Several tallies as one: what was counted over all their returns, weighted where `weighted`."""

    every: Sequence[Tally]
    weighted: bool

    @property
    def rows(self) -> int:
        """The number of returns."""
        return sum(one.rows for one in self.every)

    def respondents(self, condition: All) -> int:
        """How many returns hold a condition."""
        return sum(one.counts[condition] for one in self.every)

    def count(self, condition: All) -> Exact:
        """The same, weighted."""
        return self._sum(lambda one: one.counts[condition])

    def units(self, condition: All) -> Fraction:
        """How many units of the population those who hold a condition stand for."""
        return sum((one.units * one.counts[condition] for one in self.every), Fraction(0))

    def moments(self, count: int, value: Number, *, observed: bool = False) -> Moments:
        """The sum and the largest contribution of a value, weighted unless `observed`."""
        if observed or not self.weighted:
            peak = max((one.peaks[value] for one in self.every), default=0)
            return Moments(count, sum(one.sums[value] for one in self.every), peak)
        heaviest = max((one.units * one.peaks[value] for one in self.every), default=0)
        return Moments(count, self._sum(lambda one: one.sums[value]), heaviest)

    def numbers(self, value: Number) -> Mapping[int, Exact]:
        """How many returns gave each number, weighted, in increasing order."""
        found: dict[int, Exact] = {}
        for one in self.every:
            times: Exact = one.units if self.weighted else 1
            for number, count in one.frequencies.numbers.get(value, {}).items():
                found[number] = found.get(number, 0) + times * count
        return dict(sorted(found.items()))

    def _sum(self, part: Callable[[Tally], int]) -> Exact:
        if not self.weighted:
            return sum(part(one) for one in self.every)
        return sum((one.units * part(one) for one in self.every), Fraction(0))
