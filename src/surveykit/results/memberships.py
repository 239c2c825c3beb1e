"""The respondents and answers behind each published number, which the audit of differences needs. Confidential."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct, field

from surveykit.bases import Base
from surveykit.brief import Discreet, number_of
from surveykit.ids import IndicatorId, RespondentCode
from surveykit.told import Published

Held = int | bool | str | None
"""One answer as an engine gives it: a whole number, a truth value, a code, or nothing."""


class Piece(Struct, frozen=True):
    """The answer number `atom`, `coefficient` times, of every respondent for whom condition number `condition` holds.

    A question with a few possible answers is one atom per answer but one: those add up to the last.
    """

    condition: int
    atom: int
    coefficient: int


Term = tuple[Piece, ...]
"""One published number, up to a constant that everyone knows: the sum of its pieces."""


class Certain(Struct, frozen=True):
    """Whether a published head count reveals each counted person's answer by itself.

    It does when it is zero (`nobody`: it counts those for whom a condition is true, and leaves out no other), or when
    it is everyone (`everybody`: all whose condition is known enter the count). Of three who answered, a count of 0 says
    that each answered no, a count of 3 that each answered yes.
    """

    nobody: bool = False
    everybody: bool = False

    def tells(self, counted: int | None, entered: int) -> bool:
        """Whether `counted`, when `entered` respondents are in the sum, reveals each one's answer."""
        return (self.nobody and counted == 0) or (self.everybody and counted == entered)


UNSURE = Certain()


class Terms(Struct, frozen=True):
    """The numbers that a figure makes public.

    `content` are its sums and counts, in the order of its result; of a scale or a distribution, one per class but the
    first. With `weighted`, each answer is multiplied by the respondent's weight.
    The others are the numbers of its base that leak answers to other questions, because its `where` or a condition of
    its fields decides who is counted: how many are concerned (`eligible`), how many answered (`answered`), for how
    many a computed value is known (`known`), and how many entered, where that is none of these (`entered`). A figure
    on the beds of public hospitals has a base of 12 concerned: so 12 said that they were public. That somebody left a
    question blank is no secret: every base shows it. `certain` says what each of these numbers reveals by itself, in
    the order of `base`.
    """

    content: tuple[Term, ...] = ()
    eligible: tuple[Term, ...] = ()
    answered: tuple[Term, ...] = ()
    known: tuple[Term, ...] = ()
    entered: tuple[Term, ...] = ()
    weighted: bool = False
    certain: tuple[Certain, ...] = ()

    @property
    def base(self) -> tuple[Term, ...]:
        """The numbers of the base, in this order."""
        return (*self.eligible, *self.answered, *self.known, *self.entered)

    def counted(self, base: Base) -> tuple[int | None, ...]:
        """The head count that a base publishes for each number of `base`; None for `known`, which it does not print."""
        return (
            *(base.eligible for _ in self.eligible),
            *(base.answered for _ in self.answered),
            *(None for _ in self.known),
            *(base.answered + base.imputed for _ in self.entered),
        )


class Pattern(Discreet, frozen=True):
    """`count` respondents of one group for whom the same conditions hold (bit n of `conditions`: condition n).

    All have the same `weight`, a whole number in a unit that all patterns share. Known by name when `respondent` is
    set: then `count` is 1 and `answers` has the value of every atom.
    """

    group: str | None
    conditions: int
    count: int
    respondent: RespondentCode | None = None
    answers: tuple[Held, ...] = ()
    weight: int = 1


class Component(Discreet, frozen=True):
    """Atoms linked by the sums that they share, with the respondents' patterns over the conditions of those sums."""

    atoms: frozenset[int]
    patterns: tuple[Pattern, ...]

    def _counts(self) -> str:
        return f"of {number_of(len(self.atoms), 'atom')}"


class Memberships(Discreet, frozen=True):
    """Which respondents enter which number: `atoms` by their names, each in exactly one of the `components`.

    `terms` are those of each indicator, and of each answer that it is broken down by (`Group.key`); those of a group of
    the population are its indicator's, of the respondents in it. `identified` when every pattern is one respondent,
    known by name.
    """

    atoms: tuple[str, ...]
    terms: Mapping[tuple[IndicatorId, str | None], Terms]
    components: tuple[Component, ...]
    identified: bool

    def of(self, indicator: IndicatorId, group: str | None) -> tuple[Terms, str | None]:
        """The terms of a figure, and the group of the population that they are restricted to."""
        own = self.terms.get((indicator, group))
        return (own, None) if own is not None else (self.terms.get((indicator, None), Terms()), group)

    def _counts(self) -> str:
        return f"of {number_of(len(self.terms), 'figure')}: {number_of(len(self.atoms), 'atom')}"


class Entry(Discreet, frozen=True):
    """An answer that entered a published sum: whose, to what, a digest of its value, how many times."""

    respondent: RespondentCode
    atom: str
    digest: str
    coefficient: int


class PublishedSum(Discreet, frozen=True):
    """A sum that was published in the figure `figure`; `unanimous` when it told the answer of all who entered it."""

    figure: str
    unanimous: bool
    entries: tuple[Entry, ...]

    def _counts(self) -> str:
        return f"in {self.figure}"


class EarlierRelease(Discreet, frozen=True):
    """An earlier release of the same survey: its name, its sums, its day, and its figures as published.

    `meanings` has a digest of the definition of each indicator at the time (`model.meanings_of`): the figure of an
    indicator that was defined otherwise since is not an earlier value of it.
    """

    name: str
    sums: tuple[PublishedSum, ...]
    day: date | None = None
    figures: tuple[Published, ...] = ()
    meanings: Mapping[IndicatorId, str] = field(default_factory=dict)

    def _counts(self) -> str:
        return f"{self.name}: {number_of(len(self.sums), 'sum')}"


def digest(answer: Held) -> str:
    """Twelve hexadecimal digits that change with an answer: enough to see that it was corrected."""
    return hashlib.sha256(f"{type(answer).__name__}:{answer}".encode()).hexdigest()[:12]


def components(sums: Iterable[frozenset[int]]) -> tuple[frozenset[int], ...]:
    """The atoms in groups, two atoms of one sum in one group; groups are ordered by their first atom."""
    part: dict[int, set[int]] = {}
    for atoms in sums:
        whole = set(atoms).union(*(part.get(atom, ()) for atom in atoms))
        for atom in whole:
            part[atom] = whole
    found = {min(atoms): frozenset(atoms) for atoms in part.values()}
    return tuple(found[first] for first in sorted(found))
