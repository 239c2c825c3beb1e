"""From what was found to what may be said: the gate that every figure passes before anyone sees it.

What it holds: no figure on fewer answers than the policy's minimum, no sum that one respondent dominates, no
breakdown of which a hidden group follows from the total by subtraction, never a smallest or a largest value,
never words. What it does not hold: of two published sums, when one leaves out a few respondents of the other
(who left an item blank, are outside a `where`, or came after an earlier release), those few follow by
subtraction; several respondents who join, or who know more from outside, may learn more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from surveykit import release
from surveykit.disclose.content import content
from surveykit.disclose.policy import WHOLE_BREAKDOWN, refusal, unanimous
from surveykit.errors import UsageError
from surveykit.ids import IndicatorId, OptionCode
from surveykit.model import AnyIndicator, ManyChoices, Multiple, ResponseRate, Survey
from surveykit.release import Published, Release, Withheld
from surveykit.results import Figure, Group, Results

__all__ = ["Confidential", "disclose", "unprotected"]


@dataclass(frozen=True, slots=True)
class Confidential:
    """Every figure before disclosure control: for those who made the survey, never for a report."""

    survey: str
    edition: str
    surveyed: int
    returned: int
    figures: tuple[Published, ...]


def disclose(survey: Survey, results: Results) -> Release:
    """What the survey's policy allows to say of its results; what it does not is there with the reason.

    When a group of an indicator, or its total, may not be said, no group of that indicator is.
    Raises UsageError when the results are not of this survey.
    """
    _refuse_other(survey, results)
    figures: list[Published] = []
    for _, together in groupby(results.figures, key=lambda figure: figure.id):
        figures += _whole_breakdown(tuple(_said(survey, figure) for figure in together))
    return Release(results.survey, results.edition, results.surveyed, results.returned, tuple(figures))


def unprotected(survey: Survey, results: Results) -> Confidential:
    """Every figure, whatever the policy. Raises UsageError when the results are not of this survey."""
    _refuse_other(survey, results)
    figures = tuple(
        _published(survey, figure, content(figure.result, figure.base.answered, _labels(survey, figure.id)))
        for figure in results.figures
    )
    return Confidential(results.survey, results.edition, results.surveyed, results.returned, figures)


def _said(survey: Survey, figure: Figure) -> Published:
    policy = survey.dissemination
    refused = refusal(policy, figure.base, figure.result)
    said = refused or content(
        figure.result,
        figure.base.answered,
        _labels(survey, figure.id),
        median_minimum=policy.median_minimum_units,
    )
    return _published(survey, figure, said)


def _whole_breakdown(together: tuple[Published, ...]) -> Iterator[Published]:
    """The figures of one indicator, its groups withheld whole when one of the figures is."""
    hidden = any(isinstance(figure.content, Withheld) for figure in together)
    for figure in together:
        shown = figure.group is not None and figure.base.answered > 0 and not isinstance(figure.content, Withheld)
        if hidden and shown:
            yield replace(figure, content=WHOLE_BREAKDOWN, unanimous=False)
        else:
            yield figure


def _published(survey: Survey, figure: Figure, said: release.Content) -> Published:
    indicator = _indicator(survey, figure.id)
    return Published(
        id=figure.id,
        kind="share" if isinstance(indicator, ResponseRate) else indicator.kind,
        label=indicator.label,
        unit=indicator.unit,
        group=None if figure.group is None else _group(survey, figure.group),
        base=figure.base,
        content=said,
        unanimous=not isinstance(said, Withheld) and unanimous(figure.base, figure.result),
    )


def _indicator(survey: Survey, wanted: IndicatorId) -> AnyIndicator:
    return next(indicator for indicator in survey.indicators if indicator.id == wanted)


def _group(survey: Survey, group: Group) -> release.Group:
    grouping = survey.population.groupings[group.by]
    return release.Group(group.by, group.value, grouping.label, grouping.values[group.value])


def _labels(survey: Survey, wanted: IndicatorId) -> Mapping[OptionCode, str]:
    """The labels of the options that an indicator counts, none for most."""
    indicator = _indicator(survey, wanted)
    part = survey.field_by_code[indicator.field].part if isinstance(indicator, Multiple) else None
    return {option.code: option.label for option in part.options} if isinstance(part, ManyChoices) else {}


def _refuse_other(survey: Survey, results: Results) -> None:
    if (survey.id, survey.edition) != (results.survey, results.edition):
        mine, theirs = f"{survey.id}/{survey.edition}", f"{results.survey}/{results.edition}"
        raise UsageError(f"these results are of {theirs}, expected {mine}: aggregate the responses of this survey")
