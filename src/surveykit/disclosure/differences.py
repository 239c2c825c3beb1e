"""Attacks by sums and differences of published numbers, this release's and the earlier ones'.

The total of 22 respondents less the total of 21 of them is the answer of one.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_

from msgspec import Struct

from surveykit.disclosure.system import Leak, Row, System
from surveykit.ids import IndicatorId, RespondentCode
from surveykit.release.audit import figure_name
from surveykit.results import EarlierRelease, Memberships, PublishedSum
from surveykit.results.memberships import UNSURE, Certain, Component, Entry, Pattern, Term, components, digest

Key = tuple[IndicatorId, str | None]
"""A figure: its indicator, and its group or None."""

_Block = tuple[tuple[tuple[int, int], ...], ...]
"""The columns of one respondent, each as pairs: the place of a sum, and the coefficient of the column in it."""


class AuditedNumber(Struct, frozen=True):
    """One number that a figure may publish: `base` tells whether it belongs to its base, `place` which one it is."""

    key: Key
    base: bool
    place: int


class Offer(Struct, frozen=True):
    """A number that is about to be published; `unanimous` says that it reveals the answer of everyone counted in it.

    `counted` is set for a head count. A count of 0, or of everybody, also reveals each answer, when `certain` says that
    it does.
    """

    number: AuditedNumber
    unanimous: bool = False
    counted: int | None = None
    certain: Certain = UNSURE

    def is_unanimous(self, respondents: int) -> bool:
        """Whether this number, which so many respondents enter, reveals the answer of each of them."""
        return self.unanimous or self.certain.tells(self.counted, respondents)


class Differences:
    """The numbers that are public, by component; refuses one that would give away an answer of `most` or fewer."""

    def __init__(
        self, memberships: Memberships, groups: Sequence[str], earlier: Sequence[EarlierRelease], most: int
    ) -> None:
        self._most = most
        self._systems: list[System] = []
        self._rows: dict[AuditedNumber, tuple[tuple[int, Row], ...]] = {}
        self._secrets: dict[int, tuple[Row, ...]] = {}
        for component in _merged(memberships, earlier):
            self._build(_Builder(memberships, component, earlier), groups)

    def _build(self, builder: _Builder, groups: Sequence[str]) -> None:
        numbers, system, rows, former = builder.built(groups)
        place = len(self._systems)
        for source, unanimous, row in former:
            system = system.add(source, row)
            if unanimous:
                system = system.reveal(row)
        self._systems.append(system)
        for number, row in zip(numbers, rows, strict=True):
            self._rows[number] = (*self._rows.get(number, ()), (place, row))

    def copy(self) -> Differences:
        """The same numbers, to try more of them."""
        made = object.__new__(Differences)
        made._most, made._rows, made._secrets = self._most, self._rows, self._secrets
        made._systems = list(self._systems)
        return made

    def protect(self, number: AuditedNumber) -> None:
        """Makes a number a secret, however many entered it: no set of public numbers may give it."""
        for place, row in self._rows.get(number, ()):
            if row:
                self._secrets[place] = (*self._secrets.get(place, ()), row)

    def publish(self, offers: Sequence[Offer]) -> Leak | None:
        """Publishes all these numbers and returns None; or publishes none, and returns how an answer would leak."""
        grown: dict[int, System] = {}
        for offer in offers:
            for place, row in self._rows.get(offer.number, ()):
                found = self._extended(offer, place, row, grown.get(place, self._systems[place]))
                if isinstance(found, Leak):
                    return Leak(found.sources - {figure_name(*offer.number.key)})
                grown[place] = found
        for place, system in grown.items():
            self._systems[place] = system
        return None

    def _extended(self, offer: Offer, place: int, row: Row, system: System) -> System | Leak:
        """The system of a component with the row of one more number; or how an answer would leak then."""
        unanimous = offer.is_unanimous(system.respondents(row))
        if system.is_known(row) or (system.computed(row) and not unanimous):
            return system
        grown = system.add(figure_name(*offer.number.key), row)
        leak = self._leak(place, grown)
        if leak is None and unanimous:
            grown = grown.reveal(row)
            leak = self._leak(place, grown)
        return leak or grown

    def _leak(self, place: int, system: System) -> Leak | None:
        told = (system.computed(row) for row in self._secrets.get(place, ()))
        return next((leak for leak in told if leak), None) or system.leak(self._most)


class _Builder:
    """One component's columns, and the row of each number over them."""

    def __init__(self, memberships: Memberships, component: Component, earlier: Sequence[EarlierRelease]) -> None:
        self._patterns = component.patterns
        self._names = memberships.atoms
        self._terms = [*_terms_in(memberships, component)]
        self._conditions = _bits_of(piece.condition for _, term, _ in self._terms for piece in term)
        self._former = [*_former_sums({self._names[atom] for atom in component.atoms}, earlier)]

    def built(
        self, groups: Sequence[str]
    ) -> tuple[list[AuditedNumber], System, list[Row], list[tuple[str, bool, Row]]]:
        """The numbers, a system without any, their rows; then name, unanimity and row of each earlier sum."""
        spread = (None, *groups)
        numbers = [
            AuditedNumber(_within(number.key, group), number.base, number.place)
            for number, _, _ in self._terms
            for group in spread
        ]
        weights = self._weights(spread)
        # Columns of many respondents come first: `System.leak` then looks only at the rows of a few.
        blocks = sorted(weights, key=lambda block: -weights[block])
        owners, rows = _rows_over(blocks, len(numbers) + len(self._former))
        former = zip(self._former, rows[len(numbers) :], strict=True)
        system = System(owners, tuple(weights[block] for block in blocks))
        return numbers, system, rows[: len(numbers)], [(name, one.unanimous, row) for (name, one), row in former]

    def _weights(self, spread: Sequence[str | None]) -> dict[_Block, int]:
        """How many respondents have each block of columns; those without a column are left out."""
        weights: dict[_Block, int] = {}
        for block, count in self._blocks(spread):
            if block:
                weights[block] = weights.get(block, 0) + count
        return weights

    def _blocks(self, spread: Sequence[str | None]) -> Iterator[tuple[_Block, int]]:
        before = self._before(len(self._terms) * len(spread))
        alike: dict[tuple[str | None, int, int], int] = {}
        weighted = any(one for _, _, one in self._terms)
        for pattern in self._patterns:
            held = None if pattern.respondent is None else before.pop(pattern.respondent, None)
            if held is None:
                same = (pattern.group, pattern.conditions & self._conditions, pattern.weight if weighted else 1)
                alike[same] = alike.get(same, 0) + pattern.count
            else:
                yield _block(self._now(pattern, spread, held)), pattern.count
        for (group, conditions, weight), count in alike.items():
            yield _block(self._now(Pattern(group, conditions, count, weight=weight), spread, {})), count
        for held in before.values():
            yield _block(held), 1

    def _now(
        self, pattern: Pattern, spread: Sequence[str | None], held: dict[tuple[str, str], Row]
    ) -> dict[tuple[str, str], Row]:
        """The columns of a pattern: those of earlier releases where the answer is still the same."""
        compared = bool(held)
        offsets = _offsets(spread, pattern.group)
        for place, (_, term, weighted) in enumerate(self._terms):
            first, weight = place * len(spread), pattern.weight if weighted else 1
            for piece in term:
                if pattern.conditions >> piece.condition & 1:
                    answer = digest(pattern.answers[piece.atom]) if compared else ""
                    column = held.setdefault((self._names[piece.atom], answer), {})
                    for offset in offsets:
                        column[first + offset] = column.get(first + offset, 0) + piece.coefficient * weight
        return held

    def _before(self, first: int) -> dict[RespondentCode, dict[tuple[str, str], Row]]:
        """The columns that earlier releases made of each respondent, their rows numbered from `first`."""
        found: dict[RespondentCode, dict[tuple[str, str], Row]] = {}
        for place, (_, one) in enumerate(self._former):
            for entry in one.entries:
                column = found.setdefault(entry.respondent, {}).setdefault((entry.atom, entry.digest), {})
                column[first + place] = column.get(first + place, 0) + entry.coefficient
        return found


def _within(key: Key, group: str | None) -> Key:
    """The figure of a group; no figure is both of a group and of those who gave one answer."""
    indicator, answer = key
    return (indicator, group) if answer is None else (indicator, answer if group is None else f"{answer}@{group}")


def _block(columns: Mapping[tuple[str, str], Row]) -> _Block:
    """Columns in an order that is the same for all respondents who enter the same sums."""
    named = (
        (atom, tuple(sorted((row, value) for row, value in column.items() if value)))
        for (atom, _), column in columns.items()
    )
    return tuple(column for _, column in sorted(named) if column)


def _merged(memberships: Memberships, earlier: Sequence[EarlierRelease]) -> Sequence[Component]:
    """The components, joined where a sum of an earlier release has answers of two of them."""
    if not earlier:
        return memberships.components
    number = {name: atom for atom, name in enumerate(memberships.atoms)}
    linked = [component.atoms for component in memberships.components]
    linked += [_atoms_of(one.entries, number) for release in earlier for one in release.sums]
    patterns = memberships.components[0].patterns if memberships.components else ()
    return [Component(atoms, patterns) for atoms in components(linked)]


def _atoms_of(entries: Sequence[Entry], number: Mapping[str, int]) -> frozenset[int]:
    return frozenset(number[entry.atom] for entry in entries if entry.atom in number)


def _terms_in(memberships: Memberships, component: Component) -> Iterator[tuple[AuditedNumber, Term, bool]]:
    """The numbers that are sums of answers of a component: each with its sum, and whether this is weighted."""
    for key, terms in memberships.terms.items():
        for base, every in ((True, terms.base), (False, terms.content)):
            for place, term in enumerate(every):
                if term and term[0].atom in component.atoms:
                    yield AuditedNumber(key, base, place), term, terms.weighted and not base


def _former_sums(names: Container[str], earlier: Iterable[EarlierRelease]) -> Iterator[tuple[str, PublishedSum]]:
    """The sums of earlier releases that some answers, by their names, enter; each with the name of its source."""
    for release in earlier:
        for one in release.sums:
            if any(entry.atom in names for entry in one.entries):
                yield f"{release.name}: {one.figure}", one


def _bits_of(numbers: Iterable[int]) -> int:
    return reduce(or_, (1 << number for number in numbers), 0)


def _rows_over(blocks: Iterable[_Block], count: int) -> tuple[tuple[int, ...], list[Row]]:
    """The respondent (by the place of its block) of each column, and so many rows of coefficients by column."""
    owners: list[int] = []
    rows: list[Row] = [{} for _ in range(count)]
    for owner, block in enumerate(blocks):
        for column in block:
            for row, coefficient in column:
                rows[row][len(owners)] = coefficient
            owners.append(owner)
    return tuple(owners), rows


def _offsets(spread: Sequence[str | None], group: str | None) -> list[int]:
    """The places, in `spread`, of all respondents (None) and of a group."""
    return [offset for offset, one in enumerate(spread) if one is None or one == group]
