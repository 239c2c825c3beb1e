"""What was published from a register, with its values: those of a release recorded without them are computed again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import permutations, product

from msgspec.structs import replace

from surveykit.disclosure import told_by
from surveykit.model import CROSSED, Survey
from surveykit.register import Register
from surveykit.results import EarlierRelease, PublishedSum, Results

Compute = Callable[[str | None, tuple[EarlierRelease, ...]], Results]
"""The results of the register as it stands, by a grouping or none, and compared with earlier releases."""


def earlier_releases(survey: Survey, register: Register, compute: Compute) -> tuple[EarlierRelease, ...]:
    """The releases that count, in order, each with the figures that it told.

    Of a release that was recorded with its sums only, by the first version, the figures are computed again from what
    the register held then; those whose sums are still the same are the ones that it told.
    """
    return tuple(_with_figures(survey, register, compute))


def _with_figures(survey: Survey, register: Register, compute: Compute) -> Iterator[EarlierRelease]:
    kept = {one.id: one for one in register.releases() if one.counts}
    for record, earlier in zip(kept.values(), register.earlier_releases(), strict=True):
        if record.told is not None:
            yield earlier
            continue
        with register.as_it_was(record.id):
            results = compute(_grouping_of(survey, record.sums), ())
        yield replace(earlier, figures=tuple(told_by(survey, results, record.sums)))


def _grouping_of(survey: Survey, sums: Iterable[PublishedSum]) -> str | None:
    """The grouping by which the figures of some sums are broken down, None when they are not."""
    groups = {one.figure.partition("[")[2].removesuffix("]") for one in sums}
    names = {one for one in groups if one and "=" not in one}
    if not names:
        return None
    groupings = survey.population.groupings
    every = [(one,) for one in groupings] + [*permutations(groupings, 2)]
    return next((CROSSED.join(by) for by in every if names <= _groups(survey, by)), None)


def _groups(survey: Survey, by: Sequence[str]) -> set[str]:
    """The names of the groups of a grouping, or of two that are crossed."""
    values = (survey.population.groupings[name].values for name in by)
    return {CROSSED.join(group) for group in product(*values)}
