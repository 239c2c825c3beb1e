"""The sums that a release published, with the names of who entered them: kept to compare later releases with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec.structs import astuple, replace

from surveykit.bases import HiddenBase
from surveykit.disclosure.content import is_known_to_all
from surveykit.disclosure.differences import Key
from surveykit.disclosure.earlier import Place, key_told, place_of, sums_told_before
from surveykit.disclosure.gate import key_of
from surveykit.disclosure.policy import discloses_nothing, unanimous_numbers
from surveykit.disclosure.saying import as_allowed
from surveykit.errors import UsageError
from surveykit.model import Survey, with_coding
from surveykit.release import Release, Withheld
from surveykit.release.audit import figure_name
from surveykit.results import Figure, Memberships, PublishedSum, Results
from surveykit.results.memberships import Entry, Pattern, Term, digest
from surveykit.told import Elsewhere, Published


def published_sums(results: Results, release: Release) -> tuple[PublishedSum, ...]:
    """Each sum that a release of these results publishes, with the respondents and answers that enter it. Confidential.

    The sums of the earlier values that it repeats are among them, as they were recorded. Raises UsageError when the
    results do not name the respondents: those of a table do not.
    """
    memberships = results.memberships
    if memberships is None or not memberships.identified:
        raise UsageError("a release can be recorded when its figures come from the register, not from a table")
    told = {key_told(one): one for one in release.figures if one.as_of is None}
    found = chain.from_iterable(_sums_told(memberships, figure, told.get(key_of(figure))) for figure in results.figures)
    repeated = (one for one in release.figures if one.as_of is not None)
    return (*_with_entries(found), *sums_told_before(results.earlier, repeated))


def _with_entries(sums: Iterable[PublishedSum]) -> list[PublishedSum]:
    """The sums that somebody enters."""
    return [one for one in sums if one.entries]


def _sums_told(memberships: Memberships, figure: Figure, told: Published | None) -> Iterable[PublishedSum]:
    """The sums of a figure's content and of its base, each unless it was withheld or an earlier value repeated."""
    if told is None or is_known_to_all(figure.result):
        return ()
    content = not isinstance(told.content, Withheld) and not discloses_nothing(figure.base, figure.result)
    return _sums(memberships, figure, content=content, base=not isinstance(told.base, HiddenBase))


def still_told(survey: Survey, results: Results, before: Mapping[Place, Published]) -> frozenset[Key]:
    """The figures that earlier releases told and that are still the same: nothing about them may be a secret.

    Their sums are those recorded when they were last told (`before`): the same answers, by their digests, of the same
    respondents, so that value and base follow from what is public. Of six respondents in two groups one corrected an
    answer in the north: the south is what it was, and is told as it is now, not as of then. A median has no sums, and
    nothing proves it.
    """
    memberships = results.memberships
    if memberships is None or not memberships.identified or not before:
        return frozenset()
    same = {
        figure_name(*key_of(figure)): figure
        for figure in results.figures
        if _says_the_same(survey, figure, before.get(place_of(figure)))
    }
    recorded = _by_figure(sums_told_before(results.earlier, [before[place_of(figure)] for figure in same.values()]))
    proven = (figure for name, figure in same.items() if _rests_on(memberships, figure, recorded.get(name, ())))
    return frozenset(map(key_of, proven))


def _says_the_same(survey: Survey, figure: Figure, then: Published | None) -> bool:
    """Whether a figure, if it were published now, would have the value that it had then."""
    if then is None or discloses_nothing(figure.base, figure.result):
        return False
    return _says(as_allowed(survey, figure)) == _says(then)


def _by_figure(sums: Iterable[PublishedSum]) -> Mapping[str, list[PublishedSum]]:
    found: dict[str, list[PublishedSum]] = {}
    for one in sums:
        found.setdefault(one.figure, []).append(one)
    return found


def _rests_on(memberships: Memberships, figure: Figure, recorded: Iterable[PublishedSum]) -> bool:
    """Whether the sums of a figure are those recorded; never of a figure without sums of its own."""
    if not _with_entries(_sums(memberships, figure, content=True, base=False)):
        return False
    return _sorted(_sums(memberships, figure, content=True, base=True)) == _sorted(recorded)


def _says(figure: Published) -> tuple[object, ...]:
    return figure.content, figure.unanimous, figure.interval


def _sorted(sums: Iterable[PublishedSum]) -> list[str]:
    return sorted(repr(_in_order(one)) for one in _with_entries(sums))


def told_by(survey: Survey, results: Results, recorded: Iterable[PublishedSum]) -> Iterator[Published]:
    """The figures that a release told of which only the sums were recorded, if these results are those it told.

    A figure is proven by its sums: the same answers (their digests) of the same respondents. Where there are sums of
    the same answers, and of others than those respondents, the definition has changed since: it was told, and its
    value is not known any more.
    """
    memberships = results.memberships
    if memberships is None:
        return
    coded = with_coding(survey, results.themes)
    held = _by_figure(recorded)
    for figure in results.figures:
        if not discloses_nothing(figure.base, figure.result):
            yield from _told_by(coded, memberships, figure, held.get(figure_name(*key_of(figure)), []))


def _told_by(
    survey: Survey, memberships: Memberships, figure: Figure, recorded: Sequence[PublishedSum]
) -> Iterator[Published]:
    """A figure as those recorded sums prove it, if they do."""
    content = _with_entries(_sums(memberships, figure, content=True, base=False))
    base = _sums(memberships, figure, content=False, base=True)
    if content and _all_in(content, recorded):
        yield as_allowed(survey, figure)
    elif not _answers(recorded).isdisjoint(_answers(content) - _answers(base)):
        yield replace(
            as_allowed(survey, figure),
            content=Elsewhere(),
            base=HiddenBase(figure.base.surveyed, figure.base.returned),
            unanimous=False,
            interval=None,
        )


def _all_in(sums: Iterable[PublishedSum], recorded: Iterable[PublishedSum]) -> bool:
    """Whether sums of the same answers of the same respondents were recorded; what else was does not matter.

    The sums that a base tells of may have been others: each version looks at them in its own way.
    """
    left = [_in_order(one) for one in recorded]
    for one in map(_in_order, sums):
        if one not in left:
            return False
        left.remove(one)
    return True


def _in_order(one: PublishedSum) -> tuple[bool, list[tuple[object, ...]]]:
    return one.unanimous, sorted((astuple(entry) for entry in one.entries), key=repr)


def _answers(sums: Iterable[PublishedSum]) -> set[frozenset[str]]:
    """The answers that each sum is made of, without the respondents."""
    return {frozenset(entry.atom for entry in one.entries) for one in sums}


def _sums(memberships: Memberships, figure: Figure, *, content: bool, base: bool) -> Iterator[PublishedSum]:
    if base:
        yield from _base_sums(memberships, figure)
    if content:
        yield from _content_sums(memberships, figure)


def _base_sums(memberships: Memberships, figure: Figure) -> Iterator[PublishedSum]:
    key = key_of(figure)
    terms, group = memberships.of(*key)
    if not terms.base:
        return
    for term, counted, certain in zip(terms.base, terms.counted(figure.base), terms.certain, strict=True):
        entries = _entries(memberships, term, group)
        entered = len({entry.respondent for entry in entries})
        yield PublishedSum(figure_name(*key), certain.tells(counted, entered), entries)


def _content_sums(memberships: Memberships, figure: Figure) -> Iterator[PublishedSum]:
    key = key_of(figure)
    terms, group = memberships.of(*key)
    for term, unanimous in zip(terms.content, unanimous_numbers(figure.result), strict=True):
        entries = _entries(memberships, term, group, weighted=terms.weighted)
        yield PublishedSum(figure_name(*key), unanimous, entries)


def _entries(memberships: Memberships, term: Term, group: str | None, *, weighted: bool = False) -> tuple[Entry, ...]:
    """Each respondent's answers in a term, without those that cancel out."""
    found: list[Entry] = []
    for pattern in memberships.components[0].patterns:
        if group in {None, pattern.group} and pattern.respondent is not None:
            for atom, coefficient in _coefficients(pattern, term, weighted=weighted).items():
                answer = digest(pattern.answers[atom])
                found.append(Entry(pattern.respondent, memberships.atoms[atom], answer, coefficient))
    return tuple(found)


def _coefficients(pattern: Pattern, term: Term, *, weighted: bool) -> dict[int, int]:
    """How many times each answer of a respondent enters a term, zeros left out."""
    once = pattern.weight if weighted else 1
    times: dict[int, int] = {}
    for piece in term:
        if pattern.conditions >> piece.condition & 1:
            times[piece.atom] = times.get(piece.atom, 0) + piece.coefficient * once
    return {atom: coefficient for atom, coefficient in times.items() if coefficient}
