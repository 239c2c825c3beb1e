"""The cost of a release: the figures that could not be brought up to date when late returns come in.

The total of 21 respondents is published. If one more returns, the total of 22 would reveal that answer, so the total of
21 stays; if three more return, only their sum is revealed, and the total is brought up to date.

An answer decides who enters the total of those who have a charter. If three more return, nobody knows how many of them
have one: whether that total can be brought up to date is not predicted.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from msgspec.structs import replace

from surveykit.bases import Base
from surveykit.disclosure.differences import Key
from surveykit.disclosure.earlier import key_told, told_before
from surveykit.disclosure.gate import decide, key_of
from surveykit.disclosure.record import published_sums, still_told
from surveykit.ids import IndicatorId, RespondentCode
from surveykit.model import Survey, with_coding
from surveykit.release import Release
from surveykit.results import EarlierRelease, Figure, Memberships, Results
from surveykit.results.memberships import Pattern

THIS = "this release"


def kept_by_late_returns(
    survey: Survey, results: Results, release: Release, late: Sequence[tuple[RespondentCode, str | None]]
) -> tuple[Key, ...]:
    """The figures of a release that would keep their value if, after it, these respondents returned complete answers.

    `late` has each respondent's code and group (None where figures are not broken down). What the late answers are is
    not known: a sum that they would dominate is not foreseen, and all are taken to enter each figure, which those that
    are `decided_by_answers` do not promise. Raises UsageError when the results do not name who entered them.
    """
    told = EarlierRelease(THIS, published_sums(results, release), figures=release.figures)
    if results.memberships is None:
        return ()
    later = _with_late_returns(results, results.memberships, told, late)
    coded = with_coding(survey, results.themes)
    current = still_told(coded, later, told_before(coded, later.earlier))
    decisions, _ = decide(coded, later, current)
    published = {key_told(figure) for figure in release.figures if figure.status == "published"}
    return tuple(key for key in map(key_of, results.figures) if key in decisions and key in published)


def _with_late_returns(
    results: Results,
    memberships: Memberships,
    told: EarlierRelease,
    late: Sequence[tuple[RespondentCode, str | None]],
) -> Results:
    """The results that there would be after a release, once those who are late have returned."""
    groups = [group for _, group in late]
    return replace(
        results,
        returned=results.returned + len(late),
        figures=tuple(_with_late(one, groups) for one in results.figures),
        memberships=_with_newcomers(memberships, late),
        earlier=(*results.earlier, told),
    )


def _with_newcomers(memberships: Memberships, late: Sequence[tuple[RespondentCode, str | None]]) -> Memberships:
    """The memberships where those who are late enter every number, with answers that are not known."""
    every = _every_condition(memberships)
    nothing = (None,) * len(memberships.atoms)
    newcomers = tuple(Pattern(group, every, 1, code, nothing) for code, group in late)
    components = tuple(replace(one, patterns=(*one.patterns, *newcomers)) for one in memberships.components)
    return replace(memberships, components=components)


def _every_condition(memberships: Memberships) -> int:
    """The number that has the bit of each condition."""
    terms = chain.from_iterable((*one.base, *one.content) for one in memberships.terms.values())
    return (1 << 1 + max((piece.condition for piece in chain.from_iterable(terms)), default=0)) - 1


def decided_by_answers(results: Results) -> frozenset[IndicatorId]:
    """The indicators of which an answer to another question decides who is in the figure, or in how it is made up."""
    memberships = results.memberships
    if memberships is None:
        return frozenset()
    return frozenset(indicator for (indicator, answer), terms in memberships.terms.items() if not answer and terms.base)


def _with_late(figure: Figure, groups: Sequence[str | None]) -> Figure:
    """A figure on a base that has grown: by all who are late, or by those of its group."""
    group = figure.group
    if group is not None and group.answered:
        return figure
    more = sum(group is None or group.value == one for one in groups)
    base = figure.base
    return replace(
        figure,
        base=Base(base.surveyed, base.returned + more, base.eligible + more, base.answered + more, base.imputed),
    )
