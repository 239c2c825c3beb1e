"""The figures that earlier releases told: what was public stays public.

Of 21 returns the total was 394. One late return comes in: the total of 22, less 394, is the answer of one respondent,
and so the new total may not be said. But 394 may: everyone has read it. It stands with its day and its base.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from surveykit.disclosure.differences import Key
from surveykit.model import Survey, meaning_of
from surveykit.results import EarlierRelease, PublishedSum
from surveykit.told import Group, Published, Undefined, Withheld

TELLS_NOTHING = (Withheld, Undefined)


def key_told(figure: Published) -> Key:
    """What a figure of a release is known by: its indicator, and its group or answer or None."""
    return figure.id, None if figure.group is None else key_of_group(figure.group)


def key_of_group(group: Group) -> str:
    """What a group of a release is known by among those of its indicator (`results.Group.key`)."""
    return f"{group.by}={group.value}" if group.answered else group.value


def told_before(survey: Survey, earlier: Iterable[EarlierRelease]) -> Mapping[Key, Published]:
    """The last value of each figure that earlier releases told, with its day (`as_of`).

    Left out are the figures of indicators that were defined otherwise then: those were other figures.
    """
    meanings = {one.id: meaning_of(survey, one) for one in survey.indicators}
    found: dict[Key, Published] = {}
    for release in earlier:
        for figure in release.figures:
            then = release.meanings.get(figure.id)
            if figure.id in meanings and then in {None, meanings[figure.id]}:
                _keep(found, figure, release)
    return found


def _keep(found: dict[Key, Published], figure: Published, release: EarlierRelease) -> None:
    if not isinstance(figure.content, TELLS_NOTHING):
        found[key_told(figure)] = replace(figure, as_of=figure.as_of or release.day)


def sums_told_before(earlier: Iterable[EarlierRelease], names: Iterable[str]) -> tuple[PublishedSum, ...]:
    """The sums of some figures, by their names, as the last release told them that did.

    A release that repeats an earlier value tells it too: if the earlier one is withdrawn, the value is still public.
    """
    wanted = {*names}
    found: dict[str, list[PublishedSum]] = {}
    for release in earlier:
        here: dict[str, list[PublishedSum]] = {}
        for one in release.sums:
            if one.figure in wanted:
                here.setdefault(one.figure, []).append(one)
        found |= here
    return tuple(one for name in sorted(found) for one in found[name])
