"""Which figures rest on the same respondents: those who answered all of a set of indicators."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import Struct

from surveykit.ids import IndicatorId
from surveykit.model.outline import Outline


class CommonBase(Struct, frozen=True):
    """Indicators that are all computed over those who answered all of them, in the order of the report.

    `key_figures` tells whether the first page's are among them, `themes` the places in the outline (from 0) of the
    themes that are.
    """

    indicators: tuple[IndicatorId, ...]
    key_figures: bool
    themes: tuple[int, ...]


def common_bases(outline: Outline | None, known: Collection[IndicatorId]) -> tuple[CommonBase, ...]:
    """The common bases that an outline declares, of the indicators that are known.

    A figure has one value in a report, and so one base: two sets that share an indicator have one base together.
    """
    found: list[CommonBase] = []
    for one in () if outline is None else _declared(outline, known):
        alike = [other for other in found if not set(one.indicators).isdisjoint(other.indicators)]
        found = [other for other in found if other not in alike]
        found.append(_together([*alike, one]))
    return tuple(found)


def _declared(outline: Outline, known: Collection[IndicatorId]) -> Iterator[CommonBase]:
    if outline.headline.base == "common":
        yield CommonBase(_kept(outline.key_figures, known), key_figures=True, themes=())
    for place, theme in enumerate(outline.themes):
        if theme.base == "common":
            yield CommonBase(_kept(theme.indicators, known), key_figures=False, themes=(place,))


def _kept(indicators: tuple[IndicatorId, ...], known: Collection[IndicatorId]) -> tuple[IndicatorId, ...]:
    return tuple(one for one in dict.fromkeys(indicators) if one in known)


def _together(bases: list[CommonBase]) -> CommonBase:
    return CommonBase(
        tuple(dict.fromkeys(one for base in bases for one in base.indicators)),
        any(base.key_figures for base in bases),
        tuple(sorted(place for base in bases for place in base.themes)),
    )
