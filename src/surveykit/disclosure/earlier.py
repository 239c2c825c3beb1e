"""The figures that earlier releases told: what was public stays public.

Of 21 returns the total was 394. One late return comes in: the total of 22, less 394, is the answer of one respondent,
and so the new total may not be said. But 394 may: everyone has read it. It stands with its day and its base.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from surveykit.disclosure.differences import Key
from surveykit.ids import IndicatorId
from surveykit.model import Survey, is_meant, meanings_of
from surveykit.release.audit import figure_name
from surveykit.results import EarlierRelease, Figure, PublishedSum
from surveykit.told import Group, Published, Undefined, Withheld

_WITHOUT_VALUE = (Withheld, Undefined)
"""The contents of a figure that publish no value."""

Place = tuple[IndicatorId, str | None, str | None]
"""A figure among all that a survey may ever tell: its indicator, what it is broken down by, its group."""


def key_told(figure: Published) -> Key:
    """The key of a figure of a release: its indicator, and its group or answer, or None."""
    return figure.id, None if figure.group is None else key_of_group(figure.group)


def key_of_group(group: Group) -> str:
    """The key of a group of a release among those of its indicator (`results.Group.key`)."""
    return f"{group.by}={group.value}" if group.answered else group.value


def place_of(figure: Figure | Published) -> Place:
    """The key of a figure in every release, with its grouping: two groupings may have a value of the same name."""
    group = figure.group
    if group is None:
        return figure.id, None, None
    return figure.id, group.by, key_of_group(group) if isinstance(group, Group) else group.key


def told_before(survey: Survey, earlier: Iterable[EarlierRelease]) -> Mapping[Place, Published]:
    """The last value of each figure that earlier releases told, with its day (`as_of`).

    Left out are the figures of indicators that were defined otherwise then: those were other figures.
    """
    found: dict[Place, Published] = {}
    for release, figure, meant in _earlier_figures(survey, earlier):
        if meant:
            found[place_of(figure)] = replace(figure, as_of=figure.as_of or release.day)
    return found


def defined_otherwise(survey: Survey, earlier: Iterable[EarlierRelease]) -> tuple[IndicatorId, ...]:
    """The indicators that earlier releases told as another figure than they are now, in the order of the survey.

    The mean of ten was told; since then each of the ten has a weight, and no mean of them was told before.
    """
    same = {figure.id: meant for _, figure, meant in _earlier_figures(survey, earlier) if figure.group is None}
    return tuple(one.id for one in survey.indicators if not same.get(one.id, True))


def _earlier_figures(
    survey: Survey, earlier: Iterable[EarlierRelease]
) -> Iterator[tuple[EarlierRelease, Published, bool]]:
    """Each figure with a value of earlier releases, with its release, and whether it is the same figure as now.

    It is another one when its indicator was defined otherwise then; when the release did not record its definition, it
    counts as the same. Indicators that the survey no longer has are left out.
    """
    meanings = meanings_of(survey)
    known: dict[tuple[IndicatorId, str], bool] = dict.fromkeys(meanings.items(), True)
    for release in earlier:
        for figure in release.figures:
            if figure.id not in meanings or not _tells(figure):
                continue
            then = release.meanings.get(figure.id, meanings[figure.id])
            if (figure.id, then) not in known:
                known[figure.id, then] = is_meant(survey, figure.id, then)
            yield release, figure, known[figure.id, then]


def sums_told_before(earlier: Iterable[EarlierRelease], repeated: Iterable[Published]) -> tuple[PublishedSum, ...]:
    """The sums of the earlier values that are repeated, as the last release told them that did.

    A release that repeats an earlier value tells it too: if the earlier one is withdrawn, the value is still public.
    """
    wanted = {place_of(figure): figure_name(*key_told(figure)) for figure in repeated}
    found: dict[str, list[PublishedSum]] = {}
    for release in earlier:
        found |= _sums_of(release, wanted)
    return tuple(one for name in sorted(found) for one in found[name])


def _tells(figure: Published) -> bool:
    """Whether a figure has a content, neither withheld nor undefined."""
    return not isinstance(figure.content, _WITHOUT_VALUE)


def _sums_of(release: EarlierRelease, wanted: Mapping[Place, str]) -> dict[str, list[PublishedSum]]:
    """The sums of each figure, of some by their names, that a release told."""
    told = set(map(place_of, filter(_tells, release.figures)))
    found: dict[str, list[PublishedSum]] = {name: [] for place, name in wanted.items() if place in told}
    for one in release.sums:
        if one.figure in found:
            found[one.figure].append(one)
    return found
