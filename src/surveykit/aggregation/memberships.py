"""Which respondents enter which published number: its conditions and answers first, then the respondents' patterns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import lcm
from typing import TypeVar, assert_never

from msgspec import Struct

from surveykit.aggregation.atoms import Part, entering
from surveykit.aggregation.base_parts import base_parts
from surveykit.aggregation.classes import Classed, class_tests, lows_of
from surveykit.aggregation.exact import exact_rows
from surveykit.aggregation.joint import combinations
from surveykit.aggregation.linear import parts
from surveykit.aggregation.plan import Ask
from surveykit.aggregation.sample import Sample, name_of
from surveykit.aggregation.sql import EVERYONE, All, Keys, all_of, any_of, respondents_text
from surveykit.aggregation.tallies import Tally
from surveykit.errors import TooLarge
from surveykit.expressions import as_recorded
from surveykit.ids import IndicatorId, RespondentCode
from surveykit.model import (
    Change,
    Distribution,
    ExtrapolatedTotal,
    Mean,
    Median,
    Multiple,
    Ratio,
    ResponseRate,
    ScaleSummary,
    Share,
    Survey,
    Total,
)
from surveykit.ports import Engine, SqlValue
from surveykit.results.memberships import Component, Held, Memberships, Pattern, Piece, Term, Terms, components

Name = TypeVar("Name", str, All)


class _Numbered(dict[Name, int]):
    """Names by number, in the order in which they were asked for."""

    def __missing__(self, name: Name) -> int:
        self[name] = len(self)
        return self[name]


class Entering(Struct, frozen=True):
    """The conditions and answers (`atoms`) that decide who enters which number; `terms` refers to them by their place.

    `linked` groups the atoms: two atoms of one sum are in one group. `sets` has the conditions of each group, without
    `EVERYONE`.
    """

    conditions: tuple[All, ...]
    atoms: tuple[str, ...]
    terms: Mapping[tuple[IndicatorId, str | None], Terms]
    linked: tuple[frozenset[int], ...]
    sets: tuple[tuple[All, ...], ...]


def who_enters(survey: Survey, asked: Iterable[Ask]) -> Entering:
    """The published numbers of the indicators as sums, with the conditions and answers that these need."""
    conditions, atoms = _Numbered[All](), _Numbered[str]()
    terms = {_key(ask): _terms_of(survey, ask, conditions, atoms) for ask in asked}
    every = [*filter(None, chain.from_iterable((*one.base, *one.content) for one in terms.values()))]
    linked = components(frozenset(piece.atom for piece in term) for term in every)
    names = tuple(conditions)
    sets = tuple(tuple(names[one] for one in _conditions_with(every, atoms)) for atoms in linked)
    return Entering(names, tuple(atoms), terms, linked, tuple(map(_without_everyone, sets)))


def _key(ask: Ask) -> tuple[IndicatorId, str | None]:
    return ask.indicator.id, None if ask.group is None else ask.group.key


def _terms_of(survey: Survey, ask: Ask, conditions: _Numbered[All], atoms: _Numbered[str]) -> Terms:
    """The numbers of one figure as sums, their conditions and answers numbered."""
    base = base_parts(survey, ask)
    content, eligible, answered, settled, entered = (
        tuple(_term(one, conditions, atoms) for one in every)
        for every in (_content(survey, ask), base.eligible, base.answered, base.known, base.entered)
    )
    weighted = survey.sampling is not None and survey.sampling.weighted and not isinstance(ask.indicator, Total)
    return Terms(content, eligible, answered, settled, entered, weighted, base.certain)


def _conditions_with(terms: Iterable[Term], atoms: Container[int]) -> list[int]:
    """The conditions of some answers, in order."""
    return sorted({piece.condition for piece in chain.from_iterable(terms) if piece.atom in atoms})


def _without_everyone(conditions: Iterable[All]) -> tuple[All, ...]:
    return tuple(one for one in conditions if one != EVERYONE)


def named_rows(asked: Entering, engine: Engine, keys: Keys) -> Sequence[Sequence[SqlValue]]:
    """One row per response, by name, with its conditions and answers, from one query.

    When a computed answer is too large for somebody, each answer is computed only for those who enter a sum with it.
    """
    try:
        return exact_rows(engine, respondents_text(asked.conditions, asked.atoms, keys))
    except TooLarge:
        return exact_rows(engine, respondents_text(asked.conditions, _where_they_enter(asked), keys))


def _where_they_enter(asked: Entering) -> list[str]:
    """The SQL of each answer, NULL for the respondents whose answer enters no number."""
    every = chain.from_iterable((*terms.base, *terms.content) for terms in asked.terms.values())
    entered: dict[int, set[int]] = {}
    for piece in chain.from_iterable(every):
        entered.setdefault(piece.atom, set()).add(piece.condition)
    whom = (any_of(sorted(asked.conditions[one].text for one in entered[atom])) for atom in range(len(asked.atoms)))
    return [f"CASE WHEN {one} THEN {answer} END" for one, answer in zip(whom, asked.atoms, strict=True)]


def named_memberships(asked: Entering, rows: Iterable[Sequence[SqlValue]], sample: Sample) -> Memberships:
    """Who enters which number, each respondent by name, from the rows of `named_rows`."""
    unit, size = _unit(sample), len(asked.conditions)
    found = tuple(
        Pattern(
            name_of(group),
            sum(1 << bit for bit, cell in enumerate(cells[:size]) if cell),
            1,
            RespondentCode(str(who)),
            tuple(_held(cell) for cell in cells[size:]),
            int(sample.weight(stratum, weight) * unit),
        )
        for who, group, stratum, weight, *cells in rows
    )
    whole = tuple(Component(one, found) for one in asked.linked)
    return Memberships(_recorded(asked.atoms), asked.terms, whole, identified=True)


def counted_memberships(asked: Entering, tallies: Sequence[Tally], sample: Sample) -> Memberships:
    """How many respondents enter which number, from the tallies: no respondent is named."""
    bits = {one: 1 << number for number, one in enumerate(asked.conditions)}
    unit = _unit(sample)
    weighed = [(tally, int((tally.units if sample.weighted else 1) * unit)) for tally in tallies]
    whole = tuple(
        Component(atoms, _patterns(conditions, bits, weighed))
        for atoms, conditions in zip(asked.linked, asked.sets, strict=True)
    )
    return Memberships(_recorded(asked.atoms) if whole else (), asked.terms, whole, identified=False)


def _patterns(
    conditions: tuple[All, ...], bits: Mapping[All, int], tallies: Iterable[tuple[Tally, int]]
) -> tuple[Pattern, ...]:
    """How many of each group and weight fulfil which of some conditions; `bits` has each condition's bit."""
    always, here = bits.get(EVERYONE, 0), [bits[one] for one in conditions]
    counts: Counter[tuple[str | None, int, int]] = Counter()
    for tally, weight in tallies:
        for held, count in combinations(tally, conditions).items():
            counts[tally.group, always | _spread(held, here), weight] += count
    ordered = sorted(counts.items(), key=lambda one: (one[0][0] or "", *one[0][1:]))
    return tuple(Pattern(group, held, count, weight=weight) for (group, held, weight), count in ordered)


def _spread(held: int, bits: Sequence[int]) -> int:
    """The bits that `held` selects: bit n of it selects `bits[n]`."""
    return sum(bit for place, bit in enumerate(bits) if held >> place & 1)


def _recorded(atoms: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(as_recorded, atoms))


def _term(found: Iterable[Part], conditions: _Numbered[All], atoms: _Numbered[str]) -> Term:
    return tuple(Piece(conditions[all_of(*part.conditions)], atoms[part.answer], part.coefficient) for part in found)


def _unit(sample: Sample) -> int:
    """How many units make 1, so that each weight is a whole number of units: 6 for weights of 1/2 and 5/3."""
    return lcm(*(weight.denominator for weight in sample.every_weight))


def _held(cell: SqlValue) -> Held:
    match cell:
        case None | int() | str():
            return cell
        case _:
            return int(cell) if cell == int(cell) else str(cell)


def _content(survey: Survey, ask: Ask) -> Iterator[tuple[Part, ...]]:
    """The numbers that a figure makes public, as the sums that they are; an order statistic is none."""
    match ask.indicator:
        case ResponseRate() | Median():
            pass
        case Total() | ExtrapolatedTotal() | Mean() | Ratio() | Change() | Share():
            for expression in survey.expressions_of(ask.indicator):
                yield entering(parts(survey, expression.root), ask.answered)
        case ScaleSummary() | Multiple() | Distribution():
            for test in _tests_apart(survey, ask.indicator):
                yield (Part(test, 1, ask.answered.conditions),)
        case _:
            assert_never(ask.indicator)


def _tests_apart(survey: Survey, indicator: Classed) -> list[str]:
    """The SQL of the classes that do not follow from the others.

    Of classes that exclude each other one follows from the others; of yes and no it is no.
    """
    tests = class_tests(survey.field_by_code[indicator.field], lows_of(indicator))
    if isinstance(indicator, Multiple):
        return tests
    return tests[:1] if len(tests) == 2 else tests[1:]
