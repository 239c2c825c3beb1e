"""An attack by exhaustion on what is published of a few questions with yes or no, written without what it attacks.

The attacker knows the definition, who returned a form and who answered which question. Every way in which the answers
could have been given is tried against every published number: an answer is found when it is the same in all that are
left. Sets of such ways are whole numbers, one bit for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations

from msgspec import Struct

from surveykit.bases import HiddenBase
from surveykit.release import Release, Share

Answers = Mapping[str, bool]
Returns = Mapping[str, Answers]
Cell = tuple[str, str]
"""Whose answer, to what."""


Condition = tuple[tuple[str, bool], ...]
"""Questions, and the answer to each that is enough for it to hold."""


class Asked(Struct, frozen=True):
    """A share, and the conditions of its `where`, which must all hold."""

    of: str
    where: tuple[Condition, ...] = ()


class Fact(Struct, frozen=True):
    """A published number as an attacker sees it who has found out who is counted: of these, so many said yes."""

    question: str
    of: frozenset[str]
    yes: int


class Worlds:
    """Every way in which the answers can have been given that agrees with what was told so far."""

    def __init__(self, returns: Returns) -> None:
        self.cells = tuple((who, question) for who, one in returns.items() for question in one)
        self._every = (1 << (1 << len(self.cells))) - 1
        self._yes = {cell: self._where(place) for place, cell in enumerate(self.cells)}
        self._left = self._every
        self.facts: list[Fact] = []

    def _where(self, place: int) -> int:
        found, width = ((1 << (1 << place)) - 1) << (1 << place), 2 << place
        while width < 1 << len(self.cells):
            found |= found << width
            width *= 2
        return found

    def found(self) -> dict[Cell, bool]:
        """The answers that are the same in every way left."""
        return {cell: bool(self._left & yes) for cell, yes in self._yes.items() if self._left & yes in {0, self._left}}

    def hear(self, release: Release, asked: Mapping[str, Asked], returns: Returns, groups: Mapping[str, str]) -> None:
        """Keeps the ways that agree with a release; `returns` are the answers that it was computed from."""
        for figure in release.figures:
            if figure.as_of is not None:
                continue  # it was heard when an earlier release told it (`telling.left_behind`)
            one = asked[str(figure.id)]
            where, group = one.where, None
            if figure.group is not None and figure.group.answered:
                where = (*where, ((figure.group.by, figure.group.value == "oui"),))
            elif figure.group is not None:
                group = figure.group.value
            here = {who: given for who, given in returns.items() if group in {None, groups[who]}}
            concerned = {who: given for who, given in here.items() if all(_may_hold(known, given) for known in where)}
            entered = {who: given for who, given in concerned.items() if one.of in given}
            if where and not isinstance(figure.base, HiddenBase):
                self._hear(concerned, where, None, figure.base.eligible)
                self._hear(entered, where, None, figure.base.answered)
            if isinstance(figure.content, Share):
                self._hear(entered, where, None, round(figure.content.denominator))
                self._hear(entered, where, one.of, round(figure.content.numerator))

    def _hear(self, among: Returns, where: Sequence[Condition], of: str | None, told: int) -> None:
        conditions = [*where, *([] if of is None else [((of, True),)])]
        self._left &= _exactly((self._in(who, one, conditions) for who, one in among.items()), told, self._every)
        counted = {who for who, one in among.items() if all(_holds(each, one) for each in conditions)}
        assert told == len(counted)
        for condition in conditions if of is None else conditions[-1:]:
            others = [other for other in conditions if other != condition]
            for question, answer in condition:
                beside = tuple(other for other in condition if other != (question, answer))
                inside = frozenset(
                    who
                    for who, one in among.items()
                    if question in one and not _holds(beside, one) and all(_holds(other, one) for other in others)
                )
                yes = told - len(counted - inside)
                self.facts.append(Fact(question, inside, yes if answer else len(inside) - yes))

    def _in(self, who: str, given: Answers, conditions: Iterable[Condition]) -> int:
        """The ways in which a respondent is counted."""
        mask = self._every
        for condition in conditions:
            held = 0
            for question, answer in condition:
                if question in given:
                    held |= self._yes[who, question] if answer else self._every ^ self._yes[who, question]
            mask &= held
        return mask


def _may_hold(condition: Condition, given: Answers) -> bool:
    return any(question in given for question, _ in condition)


def _holds(condition: Condition, given: Answers) -> bool:
    return any(given.get(question) is answer for question, answer in condition)


def _exactly(masks: Iterable[int], count: int, every: int) -> int:
    """Where so many of the masks hold."""
    held = [every]
    for mask in masks:
        without = [one & ~mask for one in held]
        held = [one | other & mask for one, other in zip([*without, 0], [0, *held], strict=True)]
    return held[count] if count < len(held) else 0


def told_of_many(facts: Iterable[Fact], answers: Returns, least: int) -> tuple[frozenset[Cell], bool]:
    """The answers of `least` respondents or more that a number tells together, being the least or the most it can be.

    And whether it took the difference of two numbers to tell some of them.
    """
    known: frozenset[Cell] = frozenset()
    by_difference = False
    while True:
        left = {_without(fact, known, answers) for fact in facts}
        told = {(fact.question, fact.of) for fact in left if fact.yes in {0, len(fact.of)}}
        new = _of_many(told, least)
        if not new:
            new = _of_many({(one.question, one.of ^ other.of) for one, other in _extremes(left)}, least)
            by_difference |= bool(new)
        if not new:
            return known, by_difference
        known |= new


def _extremes(facts: Iterable[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Two numbers that differ as much as they can: all who are only in the one said yes, and in the other no."""
    for one, other in permutations(facts, 2):
        if one.question == other.question and one.yes - other.yes == len(one.of - other.of):
            yield one, other


def _of_many(told: Iterable[tuple[str, frozenset[str]]], least: int) -> frozenset[Cell]:
    return frozenset((who, question) for question, of in told if len(of) >= least for who in of)


def _without(fact: Fact, known: frozenset[Cell], answers: Returns) -> Fact:
    told = frozenset(who for who in fact.of if (who, fact.question) in known)
    return Fact(fact.question, fact.of - told, fact.yes - sum(answers[who][fact.question] for who in told))
