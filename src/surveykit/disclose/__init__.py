"""From what was found to what may be said: the gate that every figure passes before anyone sees it.

What it holds: no figure on fewer answers than the policy's minimum, no sum that one respondent dominates, no
withheld group that follows from its total, no smallest or largest value, no words but those that somebody cleared
by name; and no set of published figures, those of earlier releases included, of which sums and differences give the
answers of fewer respondents than the minimum. What it does not hold: respondents who join, or who know more from
outside, may learn more, and so may whoever is content with a guess.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from surveykit import release
from surveykit.bases import HiddenBase
from surveykit.disclose.content import content
from surveykit.disclose.gate import Decision, decide, key_of
from surveykit.disclose.interval import interval_of
from surveykit.disclose.policy import unanimous
from surveykit.disclose.record import published_sums
from surveykit.errors import UsageError
from surveykit.ids import FieldId, IndicatorId
from surveykit.model import (
    CROSSED,
    AnyIndicator,
    Distribution,
    Multiple,
    Ratio,
    ResponseRate,
    Survey,
    answer_labels,
    with_coding,
)
from surveykit.release import Interval, Published, Quotation, Release, Withheld
from surveykit.results import ClearedPassage, Figure, Group, Results

TIMES = " × "

__all__ = ["Confidential", "disclose", "published_sums", "unprotected"]


class Confidential(Struct, frozen=True):
    """Every figure before disclosure control: for those who made the survey, never for a report."""

    survey: str
    edition: str
    surveyed: int
    returned: int
    figures: tuple[Published, ...]
    simulated: bool = False


def disclose(survey: Survey, results: Results) -> Release:
    """What the survey's policy allows to say of its results; what it does not is there with the reason.

    The release's `audit` tells which rule withheld what. Differences between figures are looked at when the
    results say who entered each, which those of `aggregate` do. Raises UsageError when the results are not of
    this survey.
    """
    _refuse_other(survey, results)
    coded = with_coding(survey, results.themes)
    decisions, audit = decide(coded, results)
    return Release(
        survey=results.survey,
        edition=results.edition,
        surveyed=results.surveyed,
        returned=results.returned,
        figures=tuple(_said(coded, figure, decisions.get(key_of(figure))) for figure in results.figures),
        audit=audit,
        themes=results.themes,
        quotations=tuple(_quotation(survey, one) for one in results.passages),
        corrected=results.corrected,
        simulated=results.simulated,
    )


def unprotected(survey: Survey, results: Results) -> Confidential:
    """Every figure, whatever the policy. Raises UsageError when the results are not of this survey."""
    _refuse_other(survey, results)
    coded = with_coding(survey, results.themes)
    figures = tuple(_as_it_is(coded, figure) for figure in results.figures)
    return Confidential(
        results.survey, results.edition, results.surveyed, results.returned, figures, simulated=results.simulated
    )


def _as_it_is(survey: Survey, figure: Figure) -> Published:
    said = content(figure.result, figure.base.answered, _labels(survey, figure.id))
    return _published(survey, figure, said, interval=interval_of(figure.precision, said))


def _quotation(survey: Survey, passage: ClearedPassage) -> Quotation:
    number = survey.field_by_code[passage.field].question.number
    return Quotation(passage.field, number, passage.text, passage.cleared_by)


def _said(survey: Survey, figure: Figure, decision: Decision | None) -> Published:
    if decision is not None:
        return _published(survey, figure, decision.withheld, hidden=decision.base)
    said = content(
        figure.result,
        figure.base.answered,
        _labels(survey, figure.id),
        median_minimum=survey.dissemination.median_minimum_units,
    )
    known = figure.base.answered >= survey.dissemination.interval_minimum_units
    return _published(survey, figure, said, interval=interval_of(figure.precision, said) if known else None)


def _published(
    survey: Survey,
    figure: Figure,
    said: release.Content,
    *,
    hidden: bool = False,
    interval: Interval | None = None,
) -> Published:
    indicator = _indicator(survey, figure.id)
    if isinstance(indicator, Ratio) and isinstance(said, release.Ratio):
        said = replace(said, percent=indicator.percent)
    return Published(
        id=figure.id,
        kind="share" if isinstance(indicator, ResponseRate) else indicator.kind,
        label=indicator.label,
        unit=indicator.unit,
        group=None if figure.group is None else _group(survey, figure.group),
        base=HiddenBase(figure.base.surveyed, figure.base.returned) if hidden else figure.base,
        content=said,
        unanimous=not isinstance(said, Withheld) and unanimous(figure.base, figure.result),
        interval=None if hidden else interval,
    )


def _indicator(survey: Survey, wanted: IndicatorId) -> AnyIndicator:
    return next(indicator for indicator in survey.indicators if indicator.id == wanted)


def _group(survey: Survey, group: Group) -> release.Group:
    if group.answered:
        part = survey.field_by_code[FieldId(group.by)].part
        return release.Group(group.by, group.value, part.label, answer_labels(part)[group.value], answered=True)
    crossed = [survey.population.groupings[name] for name in group.by.split(CROSSED)]
    values = zip(crossed, group.value.split(CROSSED), strict=True)
    told = TIMES.join(grouping.values[value] for grouping, value in values)
    return release.Group(group.by, group.value, TIMES.join(one.label for one in crossed), told)


def _labels(survey: Survey, wanted: IndicatorId) -> Mapping[str, str]:
    """The labels of the answers that an indicator counts, none for most."""
    indicator = _indicator(survey, wanted)
    if not isinstance(indicator, Multiple | Distribution):
        return {}
    lows = indicator.classes if isinstance(indicator, Distribution) else ()
    return answer_labels(survey.field_by_code[indicator.field].part, lows)


def _refuse_other(survey: Survey, results: Results) -> None:
    if (survey.id, survey.edition) != (results.survey, results.edition):
        mine, theirs = f"{survey.id}/{survey.edition}", f"{results.survey}/{results.edition}"
        raise UsageError(f"these results are of {theirs}, expected {mine}: aggregate the responses of this survey")
