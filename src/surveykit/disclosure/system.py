"""Sums that are public, as linear algebra: does some combination of them rest on a few respondents only?

Each public sum is a row of whole coefficients over columns; a column is one answer that nobody should learn, of one
respondent or of several who stand in the same rows. Answers that are known already do not count. All is computed
modulo the prime 2**61 - 1: a minor of a matrix of zeros and ones is below it up to 36 rows, so nothing is lost there,
and beyond it a wrong verdict would need a minor that the prime happens to divide.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_

from msgspec import Struct
from msgspec.structs import replace

PRIME = 2**61 - 1
LARGEST_SEARCH = 50_000
"""How many sets of respondents are tried before a combination is taken for possible."""

Row = dict[int, int]
"""Coefficients by column (or by source), zeros left out."""


class Reduced(Struct, frozen=True):
    """A row of the reduced echelon form, with the sums that it is a combination of."""

    pivot: int
    row: Row
    origin: Row


class Leak(Struct, frozen=True):
    """The sums, by their names, that a combination resting on a few respondents is made of."""

    sources: frozenset[str]


class System(Struct, frozen=True):
    """The sums that are public so far.

    `owners` has the owner of each column, `weights` how many respondents each owner stands for.
    """

    owners: tuple[int, ...]
    weights: tuple[int, ...]
    sources: tuple[str, ...] = ()
    raw: tuple[Row, ...] = ()
    rows: tuple[Reduced, ...] = ()
    known: tuple[Reduced, ...] = ()
    revealing: frozenset[str] = frozenset()

    def computed(self, row: Mapping[int, int]) -> Leak | None:
        """The public sums from which this one can be computed, None when it cannot."""
        rest, origin = _reduced(_reduce(dict(row), self.known), {}, self.rows)
        return None if rest else Leak(frozenset(self.sources[number] for number in origin))

    def respondents(self, row: Mapping[int, int]) -> int:
        """How many respondents enter a sum."""
        return sum(self.weights[owner] for owner in {self.owners[column] for column in row})

    def is_known(self, row: Mapping[int, int]) -> bool:
        """Whether everyone knows what each respondent brings to a sum."""
        return not _reduce(dict(row), self.known)

    def add(self, source: str, row: Mapping[int, int]) -> System:
        """The system with one more public sum."""
        grown = replace(self, sources=(*self.sources, source), raw=(*self.raw, dict(row)))
        return replace(grown, rows=_extended(self.rows, _reduce(dict(row), self.known), len(self.raw)))

    def reveal(self, row: Mapping[int, int]) -> System:
        """The system where everyone knows what each respondent brings to a sum, the one just added."""
        known = self.known
        blocks: dict[int, Row] = {}
        for column, coefficient in row.items():
            blocks.setdefault(self.owners[column], {})[column] = coefficient
        for block in blocks.values():
            known = _extended(known, block, 0)
        rows: tuple[Reduced, ...] = ()
        for number, one in enumerate(self.raw):
            rows = _extended(rows, _reduce(dict(one), known), number)
        return replace(self, rows=rows, known=known, revealing=self.revealing | {self.sources[-1]})

    def leak(self, most: int) -> Leak | None:
        """A combination of public sums that rests on `most` respondents or fewer, None when there is none.

        A combination contains the pivot of every row it uses, so only rows whose pivot has few respondents can be part
        of one. Columns of many respondents are sorted first: a row whose pivot has few has only such columns, and in a
        large survey hardly any row has.

        Three respondents gave 4, 5 and 7. Of the sums 16 (all three) and 9 (the first two), the difference is 7: with
        `most` of 1 or 2 this is a leak.
        """
        if all(self.weights[self.owners[one.pivot]] > most for one in self.rows):
            return None
        classes, weights = self._classes()
        spread = [_bits(classes[column] for column in one.row) for one in self.rows]
        pivots = [classes[one.pivot] for one in self.rows]
        for tried, (inside, mask) in enumerate(_resting_on_few(spread, pivots, weights, most), start=1):
            if tried == LARGEST_SEARCH:
                return Leak(frozenset(self.sources))
            origin = self._combination(inside, mask, spread, classes)
            if origin is not None:
                return self._leak_of(origin)
        return None

    def _leak_of(self, origin: Iterable[int]) -> Leak:
        return Leak(frozenset(self.sources[number] for number in origin) | self.revealing)

    def _classes(self) -> tuple[dict[int, int], list[int]]:
        """Columns put in classes, and how many respondents each class has.

        A class has the columns that no combination can separate, or that one respondent owns.
        """
        names: dict[Hashable, int] = {}
        classes: dict[int, int] = {}
        for column, held in sorted(self._by_column().items()):
            classes[column] = names.setdefault(self._class_name(column, held), len(names))
        weights = [0] * len(names)
        # An owner counts once, in the class of its first column.
        first = {self.owners[column]: one for column, one in reversed(classes.items())}
        for owner, one in first.items():
            weights[one] += self.weights[owner]
        return classes, weights

    def _by_column(self) -> dict[int, Row]:
        """The coefficients of each column, by the number of their row."""
        columns: dict[int, Row] = {}
        for number, one in enumerate(self.rows):
            for column, coefficient in one.row.items():
                columns.setdefault(column, {})[number] = coefficient
        return columns

    def _class_name(self, column: int, held: Row) -> Hashable:
        """The same for the columns of a class: their direction if each respondent has one column, else their owner."""
        alone = len(self.owners) == len(self.weights)
        return tuple(_monic(held).items()) if alone else self.owners[column]

    def _combination(
        self, inside: Sequence[int], mask: int, spread: Sequence[int], classes: Mapping[int, int]
    ) -> Row | None:
        """The sums whose combination, made of the rows `inside`, vanishes outside the classes of `mask`, if any."""
        outside = [spread[number] & ~mask for number in inside]
        for number, rest in zip(inside, outside, strict=True):
            if not rest:
                return self.rows[number].origin
        if len(inside) < 2 or (len(inside) == 2 and outside[0] != outside[1]):
            return None
        return self._vanishing(inside, mask, classes)

    def _vanishing(self, inside: Sequence[int], mask: int, classes: Mapping[int, int]) -> Row | None:
        """The same as `_combination`, for two rows or more."""
        kept: tuple[Reduced, ...] = ()
        for number in inside:
            one = self.rows[number]
            outside = {column: value for column, value in one.row.items() if not mask >> classes[column] & 1}
            row, origin = _reduced(outside, dict(one.origin), kept)
            if not row:
                return origin
            kept = (*kept, _pivoted(row, origin))
        return None


def _bits(numbers: Iterable[int]) -> int:
    found = 0
    for number in numbers:
        found |= 1 << number
    return found


def _resting_on_few(
    spread: Sequence[int], pivots: Sequence[int], weights: Sequence[int], most: int
) -> Iterator[tuple[list[int], int]]:
    """Sets of rows of which a combination may rest on `most` respondents or fewer, each with those classes as bits.

    `spread` has the classes (as bits) that each row has columns in, `pivots` the class of its pivot.
    """
    at = _by_pivot(pivots)
    for chosen, mask in _subsets(sorted(at), weights, most):
        inside = [number for one in chosen for number in at[one]]
        beside = reduce(or_, map(spread.__getitem__, inside)) & ~mask
        left = most - sum(weights[one] for one in chosen)
        if len(inside) == 1 and beside.bit_count() > left:
            continue  # nothing takes any class of a single row away
        yield inside, mask
        further = [one for one in _set_bits(beside) if one not in at]
        yield from ((inside, mask | more) for _, more in _subsets(further, weights, left))


def _by_pivot(pivots: Sequence[int]) -> dict[int, list[int]]:
    """The numbers of the rows whose pivot is in each class."""
    at: dict[int, list[int]] = {}
    for number, one in enumerate(pivots):
        at.setdefault(one, []).append(number)
    return at


def _set_bits(number: int) -> Iterator[int]:
    return (bit for bit in range(number.bit_length()) if number >> bit & 1)


def _subsets(classes: Sequence[int], weights: Sequence[int], most: int) -> Iterator[tuple[tuple[int, ...], int]]:
    """Every set of classes, but the empty one, that rests on `most` respondents or fewer, with its bits."""
    light = [one for one in classes if weights[one] <= most]
    stack: list[tuple[int, tuple[int, ...], int, int]] = [(0, (), 0, most)]
    while stack:
        start, chosen, mask, left = stack.pop()
        if chosen:
            yield chosen, mask
        if not left:
            continue
        for place in range(start, len(light)):
            one = light[place]
            if weights[one] <= left:
                stack.append((place + 1, (*chosen, one), mask | 1 << one, left - weights[one]))


def _extended(rows: tuple[Reduced, ...], row: Row, source: int) -> tuple[Reduced, ...]:
    """The reduced echelon form of rows and one more."""
    rest, origin = _reduced(dict(row), {source: 1}, rows)
    if not rest:
        return rows
    new = _pivoted(rest, origin)
    return (*(_without(one, new) for one in rows), new)


def _reduce(row: Row, rows: Sequence[Reduced]) -> Row:
    return _reduced(row, {}, rows)[0]


def _reduced(row: Row, origin: Row, rows: Sequence[Reduced]) -> tuple[Row, Row]:
    for one in rows:
        if factor := row.get(one.pivot):
            _subtract(row, one.row, factor)
            _subtract(origin, one.origin, factor)
    return row, origin


def _without(one: Reduced, other: Reduced) -> Reduced:
    factor = one.row.get(other.pivot)
    if not factor:
        return one
    row, origin = dict(one.row), dict(one.origin)
    _subtract(row, other.row, factor)
    _subtract(origin, other.origin, factor)
    return Reduced(one.pivot, row, origin)


def _subtract(row: Row, other: Row, factor: int) -> None:
    for place, coefficient in other.items():
        value = (row.get(place, 0) - factor * coefficient) % PRIME
        if value:
            row[place] = value
        else:
            row.pop(place, None)


def _pivoted(row: Row, origin: Row) -> Reduced:
    pivot = min(row)
    inverse = pow(row[pivot], -1, PRIME)
    return Reduced(pivot, _times(row, inverse), _times(origin, inverse))


def _monic(row: Row) -> Row:
    """The multiple of a row whose first coefficient is one, in order."""
    held = dict(sorted(row.items()))
    return _times(held, pow(next(iter(held.values())), -1, PRIME))


def _times(row: Row, factor: int) -> Row:
    return {place: coefficient * factor % PRIME for place, coefficient in row.items()}
