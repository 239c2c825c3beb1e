"""What the bureau does with the returns: collect, remind, chase, ask back, correct."""

from __future__ import annotations

from surveykit.findings import Finding, Severity
from surveykit.model import Purpose, Survey, TypedNumber
from surveykit.pipeline.asking import findings, status
from surveykit.pipeline.campaign import Campaign
from surveykit.pipeline.mailing import Mailing
from surveykit.pipeline.outputs.findings import findings_file
from surveykit.pipeline.outputs.status import status_file
from surveykit.rehearsal.returns import CHASED, REMINDED, Return, arrive, roles
from surveykit.rehearsal.sending import draft
from surveykit.rehearsal.stage import WORD, Rehearsal
from surveykit.responses import Answered, Blank
from surveykit.texts import simulated_name
from surveykit.words import Room, date_in_words

_said = Room("rehearsal")


def analyst(survey: Survey) -> str:
    """Who signs what the bureau does in a rehearsal."""
    return _said(survey.language, "Analyst of the bureau")


def collect(rehearsal: Rehearsal, campaign: Campaign, arriving: list[Return], what: str) -> None:
    """Some files come back and are read."""
    report = campaign.collect(*arrive(rehearsal, arriving))
    rehearsal.list(rehearsal.folder / "returns", f"{len(arriving)} files as they come back: {what}")
    rehearsal.tell(
        f"collected: {len(report.read)} files read, {len(report.refused)} refused, "
        f"{len(report.superseded)} superseding an earlier one"
    )


def remind(rehearsal: Rehearsal, campaign: Campaign, arrived: list[Return]) -> None:
    """The first returns are in, and the others are reminded before the deadline."""
    collect(rehearsal, campaign, [one for one in arrived if one.day < REMINDED], "the first ones")
    draft(rehearsal, Mailing(Purpose.REMINDER, rehearsal.today), campaign, "a reminder to those still awaited")


def chase(rehearsal: Rehearsal, campaign: Campaign, arrived: list[Return]) -> None:
    """The deadline has passed: the rest is read, who is late is chased, and what is doubtful is asked back."""
    here = [one for one in arrived if REMINDED <= one.day < CHASED]
    collect(rehearsal, campaign, here, "good, clumsy, sent twice, unreadable")
    tell_status(rehearsal, campaign, "status.html")
    draft(rehearsal, Mailing(Purpose.OVERDUE, rehearsal.today), campaign, "to those who are late")
    found = findings(campaign)
    for to in ("csv", "html"):
        data = findings_file(campaign.survey, found, to, simulated=campaign.simulated)
        rehearsal.write(simulated_name(f"findings.{to}"), data, "what was found in the returns", confidential=True)
    grave = sum(one.severity is Severity.ERROR for one in found)
    rehearsal.tell(f"found: {len(found)} points, of which {grave} must be settled")
    mailing = Mailing(Purpose.CORRECTIONS, rehearsal.today, (WORD,), (WORD,))
    draft(rehearsal, mailing, campaign, "what is to be verified, as a letter, and the answered form")


def correct(rehearsal: Rehearsal, campaign: Campaign) -> None:
    """Those who were asked back have replied, but for one: their answers are corrected, each signed."""
    asked, survey = roles(rehearsal).clumsy[:-1], rehearsal.survey
    day = date_in_words(rehearsal.today, survey.language)
    why = _said(survey.language, "confirmed by mail on {day}", day=day)
    number = 0
    for current in campaign.responses():
        if current.respondent not in asked:
            continue
        doubtful = [one for one in campaign.findings_of(current) if one.severity is not Severity.INFO]
        for field, text in _replies(rehearsal, current.respondent, doubtful).items():
            campaign.correct(current.respondent, field, text, who=analyst(survey), why=why)
            number += 1
    rehearsal.tell(f"corrected: {number} answers of {len(asked)} respondents, each signed and with its reason")


def _replies(rehearsal: Rehearsal, code: str, doubtful: list[Finding]) -> dict[str, str]:
    """What a respondent says of the numbers that are in doubt, as it would be typed."""
    truth = next(one for who, one in rehearsal.truth.items() if who == code)
    replies: dict[str, str] = {}
    for field in rehearsal.survey.fields():
        answer = truth.answers[field.code]
        if isinstance(field.facts.asked, TypedNumber) and field.code in {one.place.field for one in doubtful}:
            if isinstance(answer, Answered):
                replies[field.code] = str(answer.value)
            elif isinstance(answer, Blank):
                replies[field.code] = ""
    return replies


def tell_status(rehearsal: Rehearsal, campaign: Campaign, name: str) -> None:
    """Who returned what, on this day."""
    now = status(campaign, rehearsal.today)
    rehearsal.tell(f"status: {now.returned} of {len(now.rows)} returned ({now.rate:.0%}); {len(now.late)} late")
    data = status_file(campaign.survey, now, len(campaign.unattributed()), "html")
    what = f"who returned what, when and how, on {now.today}"
    rehearsal.write(simulated_name(name), data, what, confidential=True)
