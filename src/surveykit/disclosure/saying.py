"""A figure as it is said: its numbers divided, its labels beside them, with or without its base."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from surveykit import told
from surveykit.bases import HiddenBase
from surveykit.disclosure.content import content
from surveykit.disclosure.interval import interval_of
from surveykit.disclosure.policy import unanimous
from surveykit.ids import FieldId, IndicatorId
from surveykit.model import CROSSED, AnyIndicator, Distribution, Multiple, Ratio, ResponseRate, Survey, answer_labels
from surveykit.results import Figure, Group
from surveykit.told import Interval, Published, Withheld

TIMES = " × "


def as_it_is(survey: Survey, figure: Figure) -> Published:
    """A figure whatever the policy."""
    said = content(survey.language, figure.result, figure.base.answered, _labels(survey, figure.id))
    return _published(survey, figure, said, interval=interval_of(figure.precision, said))


def as_allowed(survey: Survey, figure: Figure) -> Published:
    """A figure that may be said, its median and its interval where there are enough answers for them."""
    policy = survey.dissemination
    said = content(
        survey.language,
        figure.result,
        figure.base.answered,
        _labels(survey, figure.id),
        median_minimum=policy.median_units,
    )
    known = figure.base.answered >= policy.interval_minimum_units
    return _published(survey, figure, said, interval=interval_of(figure.precision, said) if known else None)


def as_withheld(survey: Survey, figure: Figure, withheld: Withheld, *, hidden: bool) -> Published:
    """A figure that may not be said, and why; its base too may not when `hidden`."""
    return _published(survey, figure, withheld, hidden=hidden)


def _published(
    survey: Survey,
    figure: Figure,
    said: told.Content,
    *,
    hidden: bool = False,
    interval: Interval | None = None,
) -> Published:
    indicator = _indicator(survey, figure.id)
    return Published(
        id=figure.id,
        kind="share" if isinstance(indicator, ResponseRate) else indicator.kind,
        label=indicator.label,
        unit=indicator.unit,
        group=None if figure.group is None else _group(survey, figure.group),
        base=HiddenBase(figure.base.surveyed, figure.base.returned) if hidden else figure.base,
        content=_in_percent(indicator, said),
        unanimous=not isinstance(said, Withheld) and unanimous(figure.base, figure.result),
        interval=None if hidden else interval,
    )


def _in_percent(indicator: AnyIndicator, said: told.Content) -> told.Content:
    """A ratio in percent where its indicator asks for it; any other content as it is."""
    if isinstance(indicator, Ratio) and isinstance(said, told.Ratio):
        return replace(said, percent=indicator.percent)
    return said


def _indicator(survey: Survey, wanted: IndicatorId) -> AnyIndicator:
    return next(indicator for indicator in survey.indicators if indicator.id == wanted)


def _group(survey: Survey, group: Group) -> told.Group:
    if group.answered:
        field = survey.field_by_code[FieldId(group.by)]
        label = answer_labels(field.facts, survey.language)[group.value]
        return told.Group(group.by, group.value, field.label, label, answered=True)
    crossed = [survey.population.groupings[name] for name in group.by.split(CROSSED)]
    values = zip(crossed, group.value.split(CROSSED), strict=True)
    label = TIMES.join(grouping.values[value] for grouping, value in values)
    return told.Group(group.by, group.value, TIMES.join(one.label for one in crossed), label)


def _labels(survey: Survey, wanted: IndicatorId) -> Mapping[str, str]:
    """The labels of the answers that an indicator counts, none for most."""
    indicator = _indicator(survey, wanted)
    if not isinstance(indicator, Multiple | Distribution):
        return {}
    lows = indicator.classes if isinstance(indicator, Distribution) else ()
    return answer_labels(survey.field_by_code[indicator.field].facts, survey.language, lows)
