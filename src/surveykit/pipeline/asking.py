"""What is to be asked back: what was found in the returns, and the blanks without which a key figure is not told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from surveykit.compose.remedy_words import asked_of, remedy_told
from surveykit.disclosure import disclose
from surveykit.findings import Finding, Place, Severity
from surveykit.ids import RespondentCode
from surveykit.model import Survey
from surveykit.pipeline.campaign import Campaign
from surveykit.pipeline.figures import aggregate
from surveykit.pipeline.remedies import remedies
from surveykit.pipeline.statuses import Status, status_of
from surveykit.results.remedies import Remedy

BLANK_COSTS_A_FIGURE = "blank_costs_a_figure"
"""The code of the finding that says that a blank keeps a key figure from being told."""


def standing_remedies(campaign: Campaign) -> tuple[Remedy, ...]:
    """The missing answers that would let key figures be told, as the register stands; none without key figures."""
    survey = campaign.survey
    if survey.report is None or not survey.report.key_figures:
        return ()
    results = aggregate(survey, campaign)
    return remedies(campaign, disclose(survey, results), results.earlier)


def findings(campaign: Campaign, respondent: str | None = None) -> tuple[Finding, ...]:
    """What was found in the returns (`Campaign.findings`), and the blanks that keep a key figure from being told.

    With a respondent, only what concerns that one. The gravest come first for each respondent.
    """
    found = campaign.findings(respondent)
    asked = blanks_asked(campaign)
    return (*found, *(one for code, every in asked.items() if respondent in {None, code} for one in every))


def status(campaign: Campaign, today: date) -> Status:
    """Where a campaign stands (`Campaign.status`), with the blanks that keep key figures from being told."""
    found = standing_remedies(campaign)
    blanks = _blanks(campaign, found)
    held = campaign.responses()
    counts = {one.respondent: (*campaign.findings_of(one), *blanks.get(one.respondent, ())) for one in held}
    return replace(status_of(campaign.survey, held, counts, today, simulated=campaign.simulated), remedies=found)


def blanks_asked(campaign: Campaign) -> Mapping[RespondentCode, tuple[Finding, ...]]:
    """By respondent, a warning for each question left blank without which a key figure is not told."""
    return _blanks(campaign, standing_remedies(campaign))


def _blanks(campaign: Campaign, found: Sequence[Remedy]) -> Mapping[RespondentCode, tuple[Finding, ...]]:
    files = {one.respondent: one.file_name for one in campaign.responses()}
    asked = dict.fromkeys(request.respondent for one in found for request in one.requests)
    return {code: tuple(_findings(campaign.survey, code, found, files.get(code))) for code in asked}


def _findings(
    survey: Survey, respondent: RespondentCode, found: Sequence[Remedy], file: str | None
) -> Iterator[Finding]:
    for field, message in asked_of(survey, respondent, found):
        place = Place(file, survey.field_by_code[field].question.number, field, respondent)
        yield Finding(BLANK_COSTS_A_FIGURE, Severity.WARNING, message, place)


def remedies_told(survey: Survey, found: Iterable[Remedy]) -> tuple[str, ...]:
    """Remedies in sentences, for the analyst: they name who left what blank."""
    return tuple(remedy_told(survey, one) for one in found)
