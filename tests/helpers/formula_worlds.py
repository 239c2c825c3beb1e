"""An attack by exhaustion on shares of any formula over questions with yes or no, alone or on common bases.

The attacker knows the definition, who returned a form and who answered which question. Every way in which the answers
could have been given is tried against every published number: an answer is found when it is the same in all that are
left. Sets of such ways are whole numbers, one bit for each. What a number may say of three or more respondents together
(all of them said so, or none) is no secret, nor is what follows from such facts; `told_of_many` has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import permutations, product

from msgspec import Struct

from surveykit.bases import Base
from surveykit.expressions import BOOLEAN, Evaluate, parse, to_python
from surveykit.release import Published, Release, Share

QUESTIONS = ("c", "d", "e")
Answers = Mapping[str, bool]
Returns = Mapping[str, Answers]
Cell = tuple[str, str]
"""Whose answer, to what."""
Test = Callable[[Answers], bool]
"""Whether something is true of a respondent, given all that he answered."""


class Asked(Struct, frozen=True):
    """A share: what it counts, the conditions that must all hold, whether a blank counts as a no."""

    of: str
    where: tuple[str, ...] = ()
    zero: bool = False


class Counted(Struct, frozen=True):
    """A published number: so many of these respondents hold all of the tests."""

    among: frozenset[str]
    tests: tuple[tuple[str, Test], ...]
    number: int


class Fact(Struct, frozen=True):
    """So many of these are true, each said of another respondent of whom nothing is known but what he answered.

    What is said of one is the number of the set of ways in which it is true (`Worlds.ways`), however it is written.
    """

    of: frozenset[int]
    yes: int


@cache
def compute(text: str) -> Evaluate:
    return to_python(parse(text, dict.fromkeys(QUESTIONS, BOOLEAN)))


def holds(text: str) -> tuple[str, Test]:
    return text, lambda row: compute(text)(row) is True


def known(text: str) -> tuple[str, Test]:
    return f"known: {text}", lambda row: compute(text)(row) is not None


def concerned(text: str) -> tuple[str, Test]:
    """Whether a formula is known, or one of its questions was left blank: each was put to everyone."""
    fields = parse(text, dict.fromkeys(QUESTIONS, BOOLEAN)).names
    return f"concerned: {text}", lambda row: compute(text)(row) is not None or not fields <= row.keys()


def numbers(figure: Published, asked: Mapping[str, Asked], base: Sequence[str], here: Returns) -> Iterator[Counted]:
    """What a figure publishes; `base` are the shares that it is on a common base with, itself among them."""
    mine = asked[str(figure.id)]
    together = [mine, *(asked[one] for one in base if one != str(figure.id))]
    where = [holds(text) for one in together for text in one.where]
    if figure.group is not None and figure.group.answered:
        by = figure.group.by
        where.append(holds(by if figure.group.value == "oui" else f"not {by}"))
    entering = [concerned(one.of) if one.zero else known(one.of) for one in together]
    everyone = frozenset(here)
    if isinstance(figure.base, Base):
        yield Counted(everyone, (*where, *(concerned(one.of) for one in together)), figure.base.eligible)
        yield Counted(everyone, (*where, *entering, known(mine.of)), figure.base.answered)
        yield Counted(everyone, (*where, *entering), figure.base.answered + figure.base.imputed)
    if isinstance(figure.content, Share):
        yield Counted(everyone, (*where, *entering), round(figure.content.denominator))
        yield Counted(everyone, (*where, *entering, holds(mine.of)), round(figure.content.numerator))


class Worlds:
    """Every way in which the answers can have been given that agrees with what was told so far."""

    def __init__(self, returns: Returns) -> None:
        self.returns = returns
        self.cells = tuple((who, question) for who, one in returns.items() for question in one)
        self.every = (1 << (1 << len(self.cells))) - 1
        self._yes = {cell: self._where(place) for place, cell in enumerate(self.cells)}
        self._masks: dict[tuple[str, str], int] = {}
        self.left = self.every
        self.facts: list[Fact] = []
        self.ways: list[int] = []
        self._numbers: dict[int, int] = {}

    def _where(self, place: int) -> int:
        found, width = ((1 << (1 << place)) - 1) << (1 << place), 2 << place
        while width < 1 << len(self.cells):
            found |= found << width
            width *= 2
        return found

    def holding(self, who: str, name: str, test: Test) -> int:
        """The ways in which a respondent holds a test."""
        if (who, name) not in self._masks:
            given = [question for question in QUESTIONS if question in self.returns[who]]
            found = 0
            for answers in product((False, True), repeat=len(given)):
                row = dict(zip(given, answers, strict=True))
                if test(row):
                    ways = self.every
                    for question, yes in row.items():
                        ways &= self._yes[who, question] if yes else self.every ^ self._yes[who, question]
                    found |= ways
            self._masks[who, name] = found
        return self._masks[who, name]

    def found(self) -> dict[Cell, bool]:
        """The answers that are the same in every way left."""
        return {cell: bool(self.left & yes) for cell, yes in self._yes.items() if self.left & yes in {0, self.left}}

    def rest(self, fact: Fact, ways: Sequence[int]) -> Fact:
        """What a fact says of those of whom it is not certain yet."""
        unsure = frozenset(one for one in fact.of if self.left & ways[one] not in {0, self.left})
        return Fact(unsure, fact.yes - sum(self.left & ways[one] == self.left for one in fact.of - unsure))

    def hear(self, told: Counted, returns: Returns) -> None:
        """Keeps the ways that agree with a number; `returns` are the answers that it was computed from."""
        masks = []
        for who in told.among:
            ways = self.every
            for name, test in told.tests:
                ways &= self.holding(who, name, test)
            masks.append(ways)
        self.left &= exactly(masks, told.number, self.every)
        assert told.number == sum(all(test(returns[who]) for _, test in told.tests) for who in told.among)
        self.facts += self._facts(told, returns)

    def _facts(self, told: Counted, returns: Returns) -> Iterator[Fact]:
        """A number as it is to whoever has found out who holds all its tests but one."""
        for name, test in told.tests:
            others = [other for label, other in told.tests if label != name]
            inside = {who for who in told.among if all(other(returns[who]) for other in others)}
            ways = {who: self.holding(who, name, test) for who in inside}
            unsure = {who: self._number(held) for who, held in ways.items() if held not in {0, self.every}}
            yield Fact(frozenset(unsure.values()), sum(test(returns[who]) for who in unsure))

    def _number(self, ways: int) -> int:
        if ways not in self._numbers:
            self._numbers[ways] = len(self.ways)
            self.ways.append(ways)
        return self._numbers[ways]


def exactly(masks: Iterable[int], count: int, every: int) -> int:
    """Where so many of the masks hold."""
    held = [every]
    for mask in masks:
        without = [one & ~mask for one in held]
        held = [one | other & mask for one, other in zip([*without, 0], [0, *held], strict=True)]
    return held[count] if count < len(held) else 0


def told_of_many(worlds: Worlds, least: int) -> set[Cell]:
    """The answers that follow from what numbers tell of `least` respondents or more at once.

    A number does that is the least or the most it can be, and a difference of two numbers that is.
    """
    many = Worlds(worlds.returns)
    facts = [*dict.fromkeys(worlds.facts)]
    rests = facts
    while True:
        before = many.left
        for true, false in (*_ends(rests), *_ends_of_differences(rests)):
            if len(true | false) >= least:
                for number in true:
                    many.left &= worlds.ways[number]
                for number in false:
                    many.left &= many.every ^ worlds.ways[number]
        if many.left == before:
            return set(many.found())
        rests = [many.rest(one, worlds.ways) for one in facts]


_Told = Iterator[tuple[frozenset[int], frozenset[int]]]
"""What is true, and what is not."""


def _ends(facts: Iterable[Fact]) -> _Told:
    for one in facts:
        if one.yes in {0, len(one.of)}:
            yield (one.of, frozenset()) if one.yes else (frozenset(), one.of)


def _ends_of_differences(facts: Iterable[Fact]) -> _Told:
    """All that is only in the one is true, and nothing that is only in the other."""
    for one, other in permutations(dict.fromkeys(facts), 2):
        if one.yes - other.yes == len(one.of - other.of):
            yield one.of - other.of, other.of - one.of


def heard(releases: Iterable[tuple[Release, Returns]], asked: Mapping[str, Asked], bases: Mapping[str, Sequence[str]],
          groups: Mapping[str, str]) -> Worlds:  # fmt: skip
    """What is possible once every release is known, each with the answers that it was computed from."""
    every = [*releases]
    worlds = Worlds(every[-1][1])
    for release, returns in every:
        for figure in release.figures:
            group = figure.group.value if figure.group is not None and not figure.group.answered else None
            here = {who: one for who, one in returns.items() if group in {None, groups[who]}}
            for told in numbers(figure, asked, bases.get(str(figure.id), ()), here):
                worlds.hear(told, returns)
    return worlds
