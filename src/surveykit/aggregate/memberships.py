"""Who enters which number: from indicators to conditions and answers, and from an engine's rows to patterns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from math import lcm
from typing import assert_never

from surveykit.aggregate.base_parts import base_parts
from surveykit.aggregate.classes import class_tests, lows_of
from surveykit.aggregate.linear import Part, entering, parts
from surveykit.aggregate.plan import Ask, expressions
from surveykit.aggregate.sample import Sample
from surveykit.aggregate.sql import Keys, all_of, batched, patterns_text, respondents_text
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


class _Numbered(dict[str, int]):
    """Texts by number, in the order in which they were asked for."""

    def __missing__(self, text: str) -> int:
        self[text] = len(self)
        return self[text]


def memberships(
    survey: Survey, asked: Iterable[Ask], engine: Engine, keys: Keys, sample: Sample, *, known: bool
) -> Memberships:
    """Who enters which number of the indicators, by one query; each respondent by name if `known`."""
    conditions, atoms = _Numbered(), _Numbered()
    terms: dict[tuple[IndicatorId, str | None], Terms] = {}
    read = _Reading(sample)
    for ask in asked:
        base = base_parts(survey, ask)
        told = (_content(survey, ask), base.eligible, base.answered, base.known)
        content, eligible, answered, settled = (
            tuple(_terms(one, conditions, atoms) for one in every) for every in told
        )
        key = ask.indicator.id, None if ask.group is None else ask.group.key
        weighted = sample.weighted and not isinstance(ask.indicator, Total)
        terms[key] = Terms(content, eligible, answered, settled, weighted)
    every = [term for one in terms.values() for term in (*one.base, *one.content) if term]
    linked = components(frozenset(piece.atom for piece in term) for term in every)
    if not linked:
        return Memberships((), terms, (), known)
    names, asked_for = tuple(atoms), tuple(conditions)
    if known:
        rows = engine.rows(respondents_text(asked_for, names, keys))
        found = tuple(read.respondent(row, len(asked_for)) for row in rows)
        return Memberships(names, terms, tuple(Component(one, found) for one in linked), known)
    sets = [sorted({piece.condition for term in every for piece in term if piece.atom in one}) for one in linked]
    distinct = list(dict.fromkeys(map(tuple, sets)))
    met = read.patterns(engine.rows(patterns_text(asked_for, distinct, keys)), distinct)
    whole = (Component(one, met[distinct.index(tuple(needed))]) for one, needed in zip(linked, sets, strict=True))
    return Memberships(names, terms, tuple(whole), known)


def _terms(found: Iterable[Part], conditions: _Numbered, atoms: _Numbered) -> Term:
    return tuple(Piece(conditions[all_of(part.conditions)], atoms[part.answer], part.coefficient) for part in found)


class _Reading:
    """From an engine's rows to patterns, each with its weight in a unit that all share."""

    def __init__(self, sample: Sample) -> None:
        self._sample = sample
        weights = sample.every_weight
        self._unit = lcm(*(weight.denominator for weight in weights))

    def _weight(self, row: Sequence[SqlValue]) -> int:
        """The weight in the second and third of the cells after the group's."""
        return int(self._sample.weight(row[0], row[1]) * self._unit)

    def respondent(self, row: Sequence[SqlValue], conditions: int) -> Pattern:
        """The pattern of one respondent: who, group, stratum, weight, conditions, answers."""
        held = sum(1 << bit for bit, cell in enumerate(row[4 : 4 + conditions]) if cell)
        answers = tuple(_held(cell) for cell in row[4 + conditions :])
        return Pattern(_text(row[1]), held, 1, RespondentCode(str(row[0])), answers, self._weight(row[2:4]))

    def patterns(
        self, rows: Iterable[Sequence[SqlValue]], sets: Sequence[Sequence[int]]
    ) -> tuple[tuple[Pattern, ...], ...]:
        """The patterns of each set, from rows of: set, group, stratum, weight, how many, words of conditions."""
        found: list[list[Pattern]] = [[] for _ in sets]
        for row in rows:
            number, count, words = int(row[0] or 0), int(row[4] or 0), row[5:]
            held = 0
            for word, part in zip(words, batched(sets[number]), strict=False):
                held |= sum(1 << one for bit, one in enumerate(part) if int(word or 0) >> bit & 1)
            found[number].append(Pattern(_text(row[1]), held, count, weight=self._weight(row[2:4])))
        return tuple(tuple(sorted(one, key=_order)) for one in found)


def _order(pattern: Pattern) -> tuple[str, int, int]:
    return pattern.group or "", pattern.conditions, pattern.weight


def _held(cell: SqlValue) -> Held:
    return int(cell) if isinstance(cell, float | Decimal) and cell == int(cell) else _plain(cell)


def _plain(cell: SqlValue) -> Held:
    return cell if cell is None or isinstance(cell, bool | int | str) else str(cell)


def _text(cell: SqlValue) -> str | None:
    return None if cell is None else str(cell)


def _content(survey: Survey, ask: Ask) -> Iterator[tuple[Part, ...]]:
    """The numbers that a figure makes public, as the sums that they are."""
    match ask.indicator:
        case ResponseRate():
            pass
        case Median():
            pass  # an order statistic is no sum
        case Total() | ExtrapolatedTotal() | Mean() | Ratio() | Change() | Share():
            for expression in expressions(survey, ask.indicator):
                yield entering(parts(survey, expression.root), ask.answered)
        case ScaleSummary() | Multiple() | Distribution():
            tests = class_tests(survey.field_by_code[ask.indicator.field].part, lows_of(ask.indicator))
            # Of classes that exclude each other one follows from the others; of yes and no it is no.
            apart = tests[:1] if len(tests) == 2 else tests[1:]
            for test in tests if isinstance(ask.indicator, Multiple) else apart:
                yield (Part(test, 1, (ask.answered,)),)
        case _:
            assert_never(ask.indicator)
