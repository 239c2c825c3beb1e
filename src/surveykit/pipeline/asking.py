"""Questions for the respondents: findings of the returns, and blanks that keep a key figure from being published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from surveykit.compose.remedy_words import asked_of, remedy_told
from surveykit.disclosure import disclose
from surveykit.findings import Finding, Place, Severity
from surveykit.ids import RespondentCode
from surveykit.model import Survey
from surveykit.pipeline.campaign import Campaign
from surveykit.pipeline.figures import results_of_register
from surveykit.pipeline.remedies import remedies
from surveykit.pipeline.statuses import Status, status_of
from surveykit.pipeline.successions import answered_in_waiting
from surveykit.pipeline.unread_files import unread
from surveykit.register import ReturnRecord, Returns
from surveykit.responses import Succession, Unreadable, is_said
from surveykit.results.remedies import Remedy

BLANK_COSTS_A_FIGURE = "blank_costs_a_figure"
"""The code of the finding that says that a blank keeps a key figure from being told."""


def standing_remedies(campaign: Campaign, returns: Iterable[Returns] | None = None) -> tuple[Remedy, ...]:
    """The missing answers that would let key figures be told, as the register stands; none without key figures.

    `returns` are those of `Campaign.returns` when they are at hand, else the register is read.
    """
    survey = campaign.survey
    if survey.report is None or not survey.report.key_figures:
        return ()
    held = campaign.responses(returns)
    results = results_of_register(survey, campaign, held=held)
    return remedies(survey, held, disclose(survey, results), results.earlier)


def findings(campaign: Campaign, respondent: str | None = None) -> tuple[Finding, ...]:
    """Findings of the returns (`Campaign.findings`), and the blanks that keep a key figure from being published.

    With a respondent, only what concerns that one. The gravest come first for each respondent.
    """
    held = campaign.returns()
    asked = _asked(campaign.survey, standing_remedies(campaign, held), held)
    mine = (one for code, every in asked.items() if respondent in {None, code} for one in every)
    return _joined(campaign.findings(respondent, held), mine)


def status(campaign: Campaign, today: date, returns: Sequence[Returns] | None = None) -> Status:
    """A campaign's status (`Campaign.status`), with the blanks that keep key figures from being published.

    `returns` are those of `Campaign.returns` when they are at hand, else the register is read.
    """
    held = campaign.returns() if returns is None else returns
    found = standing_remedies(campaign, held)
    counts = _found_in(campaign, found, held)
    still = unread(campaign.survey, campaign.register, held)
    now = status_of(campaign.survey, held, counts, today, unread=still, simulated=campaign.simulated)
    return replace(now, remedies=found)


def found_in(campaign: Campaign) -> Mapping[RespondentCode, tuple[Finding, ...]]:
    """The result of `findings` for each respondent who returned."""
    held = campaign.returns()
    return _found_in(campaign, standing_remedies(campaign, held), held)


def _found_in(
    campaign: Campaign, remedies: Sequence[Remedy], returns: Sequence[Returns]
) -> Mapping[RespondentCode, tuple[Finding, ...]]:
    asked = _asked(campaign.survey, remedies, returns)
    every = campaign.findings_by_respondent(returns)
    return {code: _joined(found, asked.get(code, ())) for code, found in every.items()}


class _Asked(Struct, frozen=True):
    """A warning about a missing answer that keeps a key figure from being published, and the reason alone."""

    finding: Finding
    why: str


def _joined(found: Iterable[Finding], asked: Iterable[_Asked]) -> tuple[Finding, ...]:
    """The findings, then the warnings on blanks; a finding on the same field gets the reason instead."""
    left = {(one.finding.place.respondent, one.finding.place.field): one for one in asked}
    told: list[Finding] = []
    for one in found:
        also = left.pop((one.place.respondent, one.place.field), None) if one.asked_back else None
        told.append(one if also is None else replace(one, why=also.why))
    return (*told, *(one.finding for one in left.values()))


def _asked(
    survey: Survey, found: Sequence[Remedy], returns: Iterable[Returns]
) -> Mapping[RespondentCode, tuple[_Asked, ...]]:
    """By respondent, a warning for each question whose missing answer keeps a key figure from being published.

    None where a return that waits for a decision has the answer, nor of a form without any: the whole of it is asked.
    """
    asked = dict.fromkeys(request.respondent for one in found for request in one.requests)
    held = {one.respondent: one for one in returns if one.respondent in asked}
    theirs = {code: held.get(code, Returns(code, (), Succession())) for code in asked}
    mine = _by_respondent(found)
    return {code: tuple(_wanted(survey, mine[code], one)) for code, one in theirs.items() if not _is_empty(one)}


def _by_respondent(found: Iterable[Remedy]) -> Mapping[RespondentCode, Sequence[Remedy]]:
    """The remedies that ask something of each respondent, each without what it asks of others."""
    held: defaultdict[RespondentCode, list[Remedy]] = defaultdict(list)
    for remedy in found:
        for request in remedy.requests:
            held[request.respondent].append(replace(remedy, requests=(request,)))
    return held


def _is_empty(theirs: Returns) -> bool:
    """Whether the return that counts has no answer at all."""
    counting = theirs.counting
    return counting is not None and not any(map(is_said, counting.response.answers.values()))


def _wanted(survey: Survey, found: Sequence[Remedy], theirs: Returns) -> Iterator[_Asked]:
    waiting = answered_in_waiting(theirs)
    told = _findings(survey, theirs.respondent, found, theirs.counting)
    return (one for one in told if one.finding.place.field not in waiting)


def _findings(
    survey: Survey, respondent: RespondentCode, found: Sequence[Remedy], held: ReturnRecord | None
) -> Iterator[_Asked]:
    answers = {} if held is None else held.response.answers
    unreadable = {code for code, answer in answers.items() if isinstance(answer, Unreadable)}
    for one in asked_of(survey, respondent, found, unreadable):
        file = None if held is None else held.file_name
        place = Place(file, survey.field_by_code[one.field].question.number, one.field, respondent)
        language = survey.language
        told = Finding(BLANK_COSTS_A_FIGURE, Severity.WARNING, one.message, place, language=language, ask=one.ask)
        yield _Asked(told, one.why)


def remedies_told(survey: Survey, found: Iterable[Remedy]) -> tuple[str, ...]:
    """Remedies in sentences, for the analyst: they name who left what blank."""
    return tuple(remedy_told(survey, one) for one in found)
