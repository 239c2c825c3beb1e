"""What the bureau does with the returns: collect, remind, chase, ask back, correct."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from surveykit.findings import Finding, Severity
from surveykit.model import Purpose, Survey, TypedNumber
from surveykit.pipeline.addressing import Mailing
from surveykit.pipeline.asking import findings, status
from surveykit.pipeline.campaign import Campaign
from surveykit.pipeline.outputs.findings import findings_file
from surveykit.pipeline.outputs.status import status_file
from surveykit.register import CurrentResponse, Returns
from surveykit.rehearsal.posting import each_apart, in_mailbox
from surveykit.rehearsal.returns import CHASED, REMINDED, Return, roles
from surveykit.rehearsal.sending import draft
from surveykit.rehearsal.stage import WORD, Rehearsal
from surveykit.responses import Answer, Answered, Blank
from surveykit.words import Room, date_in_words
from surveykit.words.marks import simulated_name

_said = Room("rehearsal")


def analyst(survey: Survey) -> str:
    """The name that signs the bureau's acts in a rehearsal."""
    return _said(survey.language, "Analyst of the bureau")


Saving = Callable[[Rehearsal, list[Return]], list[Path]]
"""How returns are saved: as messages, as a mailbox, as an archive."""


def collect(rehearsal: Rehearsal, campaign: Campaign, arriving: list[Return], what: str, saved: Saving) -> None:
    """Some messages come with files, and these are read."""
    report = campaign.collect(*saved(rehearsal, arriving))
    rehearsal.list(rehearsal.folder / "returns", f"{len(arriving)} files as they come back, by mail: {what}")
    rehearsal.tell(
        f"collected: {len(report.read)} files read, {len(report.refused)} refused, "
        f"{len(report.superseded)} superseding an earlier one"
    )


def remind(rehearsal: Rehearsal, campaign: Campaign, arrived: list[Return]) -> None:
    """The first returns are in, and the others are reminded before the deadline."""
    collect(rehearsal, campaign, [one for one in arrived if one.day < REMINDED], "the first ones", in_mailbox)
    draft(rehearsal, Mailing(Purpose.REMINDER, rehearsal.today), campaign, "a reminder to those still awaited")


def chase(rehearsal: Rehearsal, campaign: Campaign, arrived: list[Return]) -> None:
    """The deadline has passed: the rest is read and acknowledged, who is late is chased, doubts are asked back."""
    here = [one for one in arrived if REMINDED <= one.day < CHASED]
    collect(rehearsal, campaign, here, "good, clumsy, sent twice, unreadable", each_apart)
    rehearsal.tell(f"waiting: {len(_undecided(campaign))} return that would lose answers, until somebody decides")
    tell_status(rehearsal, campaign, "status.html")
    draft(rehearsal, Mailing(Purpose.OVERDUE, rehearsal.today), campaign, "to those who are late")
    draft(rehearsal, Mailing(Purpose.UNREADABLE, rehearsal.today), campaign, "to whoever sent a file that is not read")
    found = findings(campaign)
    for to in ("csv", "html"):
        data = findings_file(campaign.survey, found, to, simulated=campaign.simulated)
        rehearsal.write(simulated_name(f"findings.{to}"), data, "what was found in the returns", confidential=True)
    grave = sum(one.severity is Severity.ERROR for one in found)
    rehearsal.tell(f"found: {len(found)} points, of which {grave} must be settled")
    mailing = Mailing(Purpose.CORRECTIONS, rehearsal.today, (WORD,), (WORD,))
    draft(rehearsal, mailing, campaign, "what is to be verified, as a letter, and the answered form")
    mailing = Mailing(Purpose.RECEIPT, rehearsal.today, (WORD,))
    draft(rehearsal, mailing, campaign, "what was read, question by question, to each who answered")


def _undecided(campaign: Campaign) -> list[Returns]:
    return [one for one in campaign.returns() if one.waiting]


def settle_returns(rehearsal: Rehearsal, campaign: Campaign) -> None:
    """Where a return waits, its respondent was asked which one counts: the whole one does."""
    for theirs in _undecided(campaign):
        language, counting = rehearsal.survey.language, theirs.counting
        why = _said(language, "asked by telephone: the first questionnaire is the whole one")
        if counting is not None:
            campaign.settle(theirs.respondent, counting.record.reference, who=analyst(rehearsal.survey), why=why)
            rehearsal.tell(f"settled: {counting.file_name} counts for {theirs.respondent}, signed and with its reason")


def correct(rehearsal: Rehearsal, campaign: Campaign) -> None:
    """Those who were asked back have replied, but for one: their answers are corrected, each signed."""
    asked = roles(rehearsal).clumsy[:-1]
    number = 0
    for current in campaign.responses():
        if current.respondent in asked:
            number += _correct_one(rehearsal, campaign, current)
    rehearsal.tell(f"corrected: {number} answers of {len(asked)} respondents, each signed and with its reason")


def _correct_one(rehearsal: Rehearsal, campaign: Campaign, current: CurrentResponse) -> int:
    """Corrects what a respondent replied, and returns how many answers that is."""
    doubtful = [one for one in campaign.findings_of(current) if one.severity is not Severity.INFO]
    replies = _replies(rehearsal, current.respondent, doubtful)
    survey = rehearsal.survey
    why = _said(survey.language, "confirmed by mail on {day}", day=date_in_words(rehearsal.today, survey.language))
    for field, text in replies.items():
        campaign.correct(current.respondent, field, text, who=analyst(survey), why=why)
    return len(replies)


def _replies(rehearsal: Rehearsal, code: str, doubtful: list[Finding]) -> dict[str, str]:
    """What a respondent says of the numbers that are in doubt, as it would be typed."""
    truth = next(one for who, one in rehearsal.truth.items() if who == code)
    in_doubt = {one.place.field for one in doubtful}
    replies: dict[str, str] = {}
    for field in rehearsal.survey.fields():
        if field.code in in_doubt and isinstance(field.facts.asked, TypedNumber):
            replies |= _reply(field.code, truth.answers[field.code])
    return replies


def _reply(field: str, answer: Answer) -> dict[str, str]:
    """An answer as it would be typed, by its field; nothing when its respondent has no number to give."""
    match answer:
        case Answered(value=value):
            return {field: str(value)}
        case Blank():
            return {field: ""}
        case _:
            return {}


def tell_status(rehearsal: Rehearsal, campaign: Campaign, name: str) -> None:
    """Who returned what, on this day."""
    now = status(campaign, rehearsal.today)
    rehearsal.tell(f"status: {now.returned} of {len(now.rows)} returned ({now.rate:.0%}); {len(now.late)} late")
    data = status_file(campaign.survey, now, len(campaign.unattributed()), "html")
    what = f"who returned what, when and how, on {now.today}"
    rehearsal.write(simulated_name(name), data, what, confidential=True)
