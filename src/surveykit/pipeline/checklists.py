"""What there is to know before a release is published: what is awaited, open, uncoded, withheld, and what it costs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct

from surveykit.disclosure.cost import decided_by_answers, kept_by_late_returns
from surveykit.disclosure.earlier import defined_otherwise
from surveykit.findings import Finding, Severity
from surveykit.ids import IndicatorId
from surveykit.model import CROSSED, Respondent, Survey, with_coding
from surveykit.pipeline.campaign import Campaign
from surveykit.pipeline.coded import coding_standing
from surveykit.pipeline.publishing import results_behind
from surveykit.pipeline.remedies import remedies
from surveykit.pipeline.unread_files import unread
from surveykit.release import Published, Release
from surveykit.results import Results
from surveykit.results.remedies import Remedy


class Uncoded(Struct, frozen=True):
    """The texts of one field that are not in the figures: how many wait, changed since, or are in dispute."""

    field: str
    waiting: int
    changed: int
    disputes: int


class Cost(Struct, frozen=True):
    """The figures that a later release could not update, if `late` respondents more returned and left nothing blank.

    `kept` of the `published` national figures, key figures among them, would keep the value of this release. For
    `unsure` of the others nobody can predict it, because an answer decides who is in them.
    """

    late: int
    kept: int
    published: int
    kept_key_figures: tuple[IndicatorId, ...]
    unsure: int = 0


class Checklist(Struct, frozen=True):
    """Facts to know before a release is published; none of them forbids it.

    `awaited` returned nothing, `unattributed` returns have no known respondent, `refused` is how many files cannot be
    read and still matter. `unsettled` are the findings that are errors, `doubts` is how many are warnings.
    `key_figures` are those that have no new value: withheld, not renewed, or that do not exist. `remedies` say which
    missing answers would give them one. `redefined` are the indicators that were told before and are another figure
    since: defined or weighted otherwise, they have no earlier value.
    """

    awaited: tuple[Respondent, ...]
    unattributed: int
    refused: int
    unsettled: tuple[Finding, ...]
    doubts: int
    uncoded: tuple[Uncoded, ...]
    key_figures: tuple[Published, ...]
    remedies: tuple[Remedy, ...]
    costs: tuple[Cost, ...]
    redefined: tuple[IndicatorId, ...] = ()


def checklist(campaign: Campaign, release: Release) -> Checklist:
    """Returns what somebody should know before this release of a register is published.

    Nothing in the result forbids to publish. It says how many respondents returned nothing, which findings are errors,
    which texts wait for coders, which key figures have no new value and which answers would give them one, and what the
    release costs a later one: numbers of respondents, findings and figures, each in an attribute of its own.
    Raises UsageError when the register no longer gives this release: an answer, a coding or another release came in
    since, or the release comes from a table.

    ```python
    before = sk.checklist(register, release)
    print(len(before.awaited), "respondents returned nothing")
    print([figure.label for figure in before.key_figures])
    ```
    """
    survey = campaign.survey
    results = results_behind(campaign, release)
    awaited = _awaited(campaign)
    found = campaign.findings()
    return Checklist(
        awaited=awaited,
        unattributed=len(campaign.unattributed()),
        refused=len(unread(survey, campaign.register)),
        unsettled=tuple(one for one in found if one.severity is Severity.ERROR),
        doubts=sum(one.severity is Severity.WARNING for one in found),
        uncoded=tuple(_uncoded(campaign)),
        key_figures=tuple(release[one] for one in _key_figures(survey) if release[one].status != "published"),
        remedies=remedies(survey, campaign.responses(), release, results.earlier),
        costs=tuple(_costs(survey, results, release, awaited)),
        redefined=defined_otherwise(with_coding(survey, results.themes), results.earlier),
    )


def _awaited(campaign: Campaign) -> tuple[Respondent, ...]:
    """The respondents who returned nothing."""
    returned = {one.respondent for one in campaign.responses()}
    return tuple(one for one in campaign.survey.population.respondents if one.code not in returned)


def _key_figures(survey: Survey) -> Sequence[IndicatorId]:
    return () if survey.report is None else survey.report.key_figures


def _group(release: Release, respondent: Respondent) -> str | None:
    """The group of a respondent in the breakdown of a release."""
    by = next((one.group.by for one in release.figures if one.group is not None and not one.group.answered), None)
    if by is None:
        return None
    return CROSSED.join(respondent.attributes.get(name, "") for name in by.split(CROSSED))


def _costs(survey: Survey, results: Results, release: Release, awaited: Sequence[Respondent]) -> Iterator[Cost]:
    """The cost if one of those awaited returns later, then two, up to the fewest that a figure may rest on."""
    late = [(one.code, _group(release, one)) for one in awaited]
    decided = decided_by_answers(results) if late else frozenset()
    for number in range(1, min(len(late), survey.dissemination.minimum_units) + 1):
        kept = kept_by_late_returns(survey, results, release, late[:number])
        national = {indicator for indicator, group in kept if group is None}
        yield _cost(survey, release, national, number, decided)


def _cost(
    survey: Survey, release: Release, kept: AbstractSet[IndicatorId], late: int, decided: Collection[IndicatorId]
) -> Cost:
    """The cost of late returns with which the national figures `kept` would keep their value."""
    published = [one.id for one in release.figures if one.group is None and one.status == "published"]
    unsure = sum(one in decided and one not in kept for one in published)
    key_figures = tuple(one for one in _key_figures(survey) if one in kept)
    return Cost(late, len(kept), len(published), key_figures, unsure)


def _uncoded(campaign: Campaign) -> Iterator[Uncoded]:
    for one in coding_standing(campaign).fields:
        if one.waiting or one.changed or one.disputes:
            yield Uncoded(one.field, len(one.waiting), len(one.changed), len(one.disputes))
