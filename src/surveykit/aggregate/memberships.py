"""Who enters which number: from indicators to conditions and answers, and from an engine's rows to patterns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import assert_never

from surveykit.aggregate.base_parts import base_parts
from surveykit.aggregate.linear import Part, entering, parts, scale_value
from surveykit.aggregate.plan import Ask, expressions, many_choices, scale
from surveykit.aggregate.sql import all_of, batched, patterns_text, quoted, respondents_text
from surveykit.aggregate.table import option_column
from surveykit.ids import IndicatorId, RespondentCode
from surveykit.model import Change, Multiple, Ratio, ResponseRate, ScaleSummary, Share, Survey, Total
from surveykit.ports import Engine, SqlValue
from surveykit.results.memberships import Component, Held, Memberships, Pattern, Piece, Term, Terms, components


class _Numbered(dict[str, int]):
    """Texts by number, in the order in which they were asked for."""

    def __missing__(self, text: str) -> int:
        self[text] = len(self)
        return self[text]


def memberships(survey: Survey, asked: Iterable[Ask], engine: Engine, by: str | None, *, known: bool) -> Memberships:
    """Who enters which number of the indicators, by one query; each respondent by name if `known`."""
    conditions, atoms = _Numbered(), _Numbered()
    terms: dict[IndicatorId, Terms] = {}
    for ask in asked:
        base = base_parts(survey, ask)
        told = (_content(survey, ask), base.eligible, base.answered, base.known)
        numbered = (tuple(_terms(one, conditions, atoms) for one in every) for every in told)
        terms[ask.indicator.id] = Terms(*numbered)
    every = [term for one in terms.values() for term in (*one.base, *one.content) if term]
    linked = components(frozenset(piece.atom for piece in term) for term in every)
    if not linked:
        return Memberships((), terms, (), known)
    names, asked_for = tuple(atoms), tuple(conditions)
    if known:
        rows = engine.rows(respondents_text(asked_for, names, by))
        found = tuple(_respondent(row, len(asked_for)) for row in rows)
        return Memberships(names, terms, tuple(Component(one, found) for one in linked), known)
    sets = [sorted({piece.condition for term in every for piece in term if piece.atom in one}) for one in linked]
    distinct = list(dict.fromkeys(map(tuple, sets)))
    met = _patterns(engine.rows(patterns_text(asked_for, distinct, by)), distinct)
    whole = (Component(one, met[distinct.index(tuple(needed))]) for one, needed in zip(linked, sets, strict=True))
    return Memberships(names, terms, tuple(whole), known)


def _terms(found: Iterable[Part], conditions: _Numbered, atoms: _Numbered) -> Term:
    return tuple(Piece(conditions[all_of(part.conditions)], atoms[part.answer], part.coefficient) for part in found)


def _respondent(row: Sequence[SqlValue], conditions: int) -> Pattern:
    held = sum(1 << bit for bit, cell in enumerate(row[2 : 2 + conditions]) if cell)
    answers = tuple(_held(cell) for cell in row[2 + conditions :])
    return Pattern(_text(row[1]), held, 1, RespondentCode(str(row[0])), answers)


def _held(cell: SqlValue) -> Held:
    return int(cell) if isinstance(cell, float | Decimal) and cell == int(cell) else _plain(cell)


def _plain(cell: SqlValue) -> Held:
    return cell if cell is None or isinstance(cell, bool | int | str) else str(cell)


def _text(cell: SqlValue) -> str | None:
    return None if cell is None else str(cell)


def _patterns(rows: Iterable[Sequence[SqlValue]], sets: Sequence[Sequence[int]]) -> tuple[tuple[Pattern, ...], ...]:
    found: list[list[Pattern]] = [[] for _ in sets]
    for row in rows:
        number, count, words = int(row[0] or 0), int(row[2] or 0), row[3:]
        held = 0
        for word, part in zip(words, batched(sets[number]), strict=False):
            held |= sum(1 << one for bit, one in enumerate(part) if int(word or 0) >> bit & 1)
        found[number].append(Pattern(_text(row[1]), held, count))
    return tuple(tuple(sorted(one, key=lambda pattern: (pattern.group or "", pattern.conditions))) for one in found)


def _content(survey: Survey, ask: Ask) -> Iterator[tuple[Part, ...]]:
    """The numbers that a figure makes public, as the sums that they are."""
    match ask.indicator:
        case ResponseRate():
            pass
        case Total() | Ratio() | Change() | Share():
            for expression in expressions(survey, ask.indicator):
                yield entering(parts(survey, expression.root), ask.answered)
        case ScaleSummary(field=code):
            part = scale(survey, code)
            for value in range(part.minimum + 1, part.maximum + 1):
                yield (Part(scale_value(code, value), 1, (ask.answered,)),)
        case Multiple(field=code):
            for option in many_choices(survey, code).options:
                yield (Part(quoted(option_column(code, option.code)), 1, (ask.answered,)),)
        case _:
            assert_never(ask.indicator)
