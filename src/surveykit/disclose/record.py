"""What a release made public, sum by sum and by name: confidential, kept to compare later releases with."""

from __future__ import annotations

from collections.abc import Iterator

from surveykit.bases import HiddenBase
from surveykit.disclose.content import is_public
from surveykit.disclose.gate import key_of
from surveykit.disclose.policy import flat_numbers, says_nothing
from surveykit.errors import UsageError
from surveykit.release import Release, Withheld
from surveykit.release.audit import figure_name
from surveykit.results import Figure, Group, Memberships, PublishedSum, Results
from surveykit.results.memberships import Entry, Term, digest


def published_sums(results: Results, release: Release) -> tuple[PublishedSum, ...]:
    """Whose answers entered each sum that a release of these results tells.

    Raises UsageError when the results do not say it by name: those of a table do not.
    """
    memberships = results.memberships
    if memberships is None or not memberships.identified:
        raise UsageError("a release can be recorded when its figures come from the register, not from a table")
    told = {
        (one.id, None if one.group is None else Group(one.group.by, one.group.value, one.group.answered).key): (
            not isinstance(one.content, Withheld),
            not isinstance(one.base, HiddenBase),
        )
        for one in release.figures
    }
    found: list[PublishedSum] = []
    for figure in results.figures:
        content, base = told.get(key_of(figure), (False, False))
        if not is_public(figure.result):
            told_too = content and not says_nothing(figure.base, figure.result)
            found += _sums(memberships, figure, content=told_too, base=base)
    return tuple(one for one in found if one.entries)


def _sums(memberships: Memberships, figure: Figure, *, content: bool, base: bool) -> Iterator[PublishedSum]:
    key = key_of(figure)
    terms, group = memberships.of(*key)
    name = figure_name(*key)
    if base and terms.base:
        for term, counted, certain in zip(terms.base, terms.counted(figure.base), terms.certain, strict=True):
            entries = _entries(memberships, term, group)
            entered = len({entry.respondent for entry in entries})
            yield PublishedSum(name, certain.tells(counted, entered), entries)
    if content:
        for term, unanimous in zip(terms.content, flat_numbers(figure.result), strict=True):
            yield PublishedSum(name, unanimous, _entries(memberships, term, group, weighted=terms.weighted))


def _entries(memberships: Memberships, term: Term, group: str | None, *, weighted: bool = False) -> tuple[Entry, ...]:
    """Each respondent's answers in a term; what cancels out is left out."""
    found: list[Entry] = []
    for pattern in memberships.components[0].patterns:
        if group not in {None, pattern.group} or pattern.respondent is None:
            continue
        times: dict[int, int] = {}
        for piece in term:
            if pattern.conditions >> piece.condition & 1:
                once = piece.coefficient * (pattern.weight if weighted else 1)
                times[piece.atom] = times.get(piece.atom, 0) + once
        for atom, coefficient in times.items():
            if coefficient:
                answer = digest(pattern.answers[atom])
                found.append(Entry(pattern.respondent, memberships.atoms[atom], answer, coefficient))
    return tuple(found)
