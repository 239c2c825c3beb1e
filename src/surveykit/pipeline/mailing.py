"""Drafts of the messages of a campaign: the form sent, chased, asked back about. Nothing is ever sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from surveykit import plugins
from surveykit.brief import Discreet, number_of
from surveykit.compose.letter import Received, letter, points
from surveykit.compose.mail_words import attached_files, untouched_form
from surveykit.compose.message import message
from surveykit.document import Document
from surveykit.errors import UsageError
from surveykit.ids import RespondentCode
from surveykit.messages import Attachment, MessageDraft, to_eml, to_text
from surveykit.model import ADDRESS_PATTERN, Purpose, Respondent, Survey
from surveykit.pipeline.asking import found_in
from surveykit.pipeline.campaign import Campaign
from surveykit.pipeline.forms import render, render_copies
from surveykit.register import Returns
from surveykit.responses import Response
from surveykit.words.marks import simulated_name

TEXT = "txt"
"""The letter's format that no renderer writes."""

_NAMES = {
    Purpose.SENDING: "envoi",
    Purpose.REMINDER: "rappel",
    Purpose.OVERDUE: "relance",
    Purpose.CORRECTIONS: "verification",
}


class Mailing(Struct, frozen=True):
    """The settings of a mailing: its purpose, its day, its attachments.

    `formats` are those of the form, or of the letter of corrections; `forms` those in which corrections also carry the
    form with the respondent's own answers. `addresses` come before those of the definition; `prefilled` are the answers
    that stand in the copies sent. `simulated` when it is a rehearsal, whose forms say so too.
    """

    purpose: Purpose
    day: date
    formats: Sequence[str] = ()
    forms: Sequence[str] = ()
    addresses: Mapping[RespondentCode, tuple[str, ...]] = field(default_factory=dict)
    prefilled: Mapping[RespondentCode, Response] | None = None
    simulated: bool = False


class DraftFile(Discreet, frozen=True):
    """One draft: whom it is for, the name of its file, its bytes, whether an address is known.

    `simulated` when its name, its subject and what it carries say that it is about simulated returns, or a rehearsal.
    """

    respondent: Respondent
    name: str
    data: bytes
    addressed: bool
    simulated: bool = False

    def _counts(self) -> str:
        return f"of {number_of(len(self.data), 'byte')}"


class Recipient(Struct, frozen=True):
    """One who is written to, with what they returned when that is what it is about.

    `untouched` is the sentence on a form that came back without an answer, empty when none did. `simulated` when the
    register that says so holds a simulated return.
    """

    respondent: Respondent
    received: Received | None = None
    untouched: str = ""
    simulated: bool = False


def recipients(survey: Survey, mailing: Mailing, campaign: Campaign | None) -> tuple[Recipient, ...]:
    """Who is written to: everyone, those who returned nothing, or those with something left to verify.

    Raises UsageError when a reminder would come after the deadline or a message of delay before it, and without a
    register where one is needed.
    """
    if mailing.purpose is Purpose.SENDING:
        return tuple(map(Recipient, survey.population.respondents))
    if campaign is None:
        raise UsageError(f"{mailing.purpose.value} needs the register: it says who has returned the form")
    _check_day(survey, mailing)
    if mailing.purpose is Purpose.CORRECTIONS:
        return tuple(_asked_back(survey, campaign))
    return tuple(_awaited(survey, campaign))


def _asked_back(survey: Survey, campaign: Campaign) -> Iterator[Recipient]:
    """Those who returned the form with something left to verify."""
    returned, simulated = received(campaign), campaign.simulated
    for one in survey.population.respondents:
        whole = returned.get(one.code)
        if whole is not None and whole.asked:
            yield Recipient(one, whole, simulated=simulated)


def _awaited(survey: Survey, campaign: Campaign) -> Iterator[Recipient]:
    """Those who returned nothing, or nothing but untouched forms."""
    held, simulated = {one.respondent: one for one in campaign.returns()}, campaign.simulated
    for one in survey.population.respondents:
        theirs = held.get(one.code)
        if theirs is None or theirs.counting is None:
            yield Recipient(one, untouched="" if theirs is None else _untouched(survey, theirs), simulated=simulated)


def _untouched(survey: Survey, theirs: Returns) -> str:
    """The sentence on the form that came back without an answer last."""
    *_, last = theirs.untouched
    day = last.record.sent_at.astimezone(survey.collection.zone).date()
    return untouched_form(survey.language, last.file_name, day)


def _check_day(survey: Survey, mailing: Mailing) -> None:
    deadline = survey.collection.deadline
    if mailing.purpose is Purpose.REMINDER and mailing.day >= deadline:
        raise UsageError(f"the deadline ({deadline}) has passed on {mailing.day}: write with --for overdue")
    if mailing.purpose is Purpose.OVERDUE and mailing.day < deadline:
        raise UsageError(f"nobody is late on {mailing.day} (deadline {deadline}): write with --for reminder")


def drafts(survey: Survey, mailing: Mailing, chosen: Sequence[Recipient]) -> Iterator[DraftFile]:
    """A draft for each of those chosen, in order; the copies of the form are stamped from one rendering."""
    copies = _copies(survey, mailing, chosen)
    for one in chosen:
        if one.received is None:
            attached = _next_copies(one.respondent, mailing.formats, copies)
        else:
            attached = [*_of_corrections(survey, mailing, one.received)]
        if _is_simulated(mailing, one):
            attached = [replace(file, name=simulated_name(file.name)) for file in attached]
        yield _draft(survey, mailing, one, attached)


_Copies = list[Iterator[tuple[Respondent, bytes]]]
"""For each format, the copies of those written to, in order."""


def _copies(survey: Survey, mailing: Mailing, chosen: Sequence[Recipient]) -> _Copies:
    """The copies to attach; none to a letter of corrections."""
    if mailing.purpose is Purpose.CORRECTIONS:
        return []
    people = [one.respondent for one in chosen]
    drawn = mailing.simulated or any(one.simulated for one in chosen)
    return [render_copies(survey, to, people, mailing.prefilled, simulated=drawn) for to in mailing.formats]


def _next_copies(respondent: Respondent, formats: Sequence[str], copies: _Copies) -> list[Attachment]:
    """The respondent's own copy in each format, which is the next one."""
    return [_attachment(respondent.code, to, next(made)[1]) for to, made in zip(formats, copies, strict=True)]


def _is_simulated(mailing: Mailing, one: Recipient) -> bool:
    """Whether what is written to somebody is of a rehearsal, of a register with simulated returns, or holds such."""
    held = (mailing.prefilled or {}).get(one.respondent.code)
    return mailing.simulated or one.simulated or (held is not None and held.simulated)


def _of_corrections(survey: Survey, mailing: Mailing, whole: Received) -> Iterator[Attachment]:
    code = whole.respondent.code
    for to in mailing.formats:
        yield _attachment(f"points_a_verifier_{code}", to, letter_file(survey, whole, mailing.day, to))
    for to in mailing.forms:
        yield _attachment(code, to, render(survey, to, response=whole.response))


def _attachment(stem: str, to: str, data: bytes) -> Attachment:
    if to == TEXT:
        return Attachment(f"{stem}.txt", "text/plain", data)
    renderer = plugins.renderer(to)
    return Attachment(f"{stem}{renderer.suffix}", renderer.media_type, data)


def _draft(survey: Survey, mailing: Mailing, one: Recipient, attached: Sequence[Attachment]) -> DraftFile:
    to, whole = one.respondent, one.received
    questions = "" if whole is None else to_text(points(survey, whole), survey.language).rstrip("\n")
    simulated = _is_simulated(mailing, one)
    names = [file.name for file in attached]
    said = attached_files(survey.language, names, alike=mailing.purpose is not Purpose.CORRECTIONS)
    written = message(
        survey,
        mailing.purpose,
        to,
        mailing.day,
        files=said,
        received=whole,
        questions=questions,
        untouched=one.untouched,
        simulated=simulated,
    )
    sender, replies = _from(survey)
    name = _NAMES[mailing.purpose]
    addresses = mailing.addresses.get(to.code, to.email)
    draft = MessageDraft(
        sender=sender,
        reply_to=replies,
        to=addresses,
        subject=written.subject,
        text=written.text,
        day=mailing.day,
        topic=f"{survey.id}.{survey.edition}.{to.code}.{name}",
        attachments=tuple(attached),
    )
    file = f"{name}_{to.code}.eml"
    name_of_file = simulated_name(file) if simulated else file
    return DraftFile(to, name_of_file, to_eml(draft), addressed=bool(addresses), simulated=simulated)


def _from(survey: Survey) -> tuple[str, tuple[str, ...]]:
    """The sender, and the addresses to which one replies; raises UsageError when there is no mail address."""
    replies = tuple(found for found in survey.collection.addresses if re.fullmatch(ADDRESS_PATTERN, found))
    sender = survey.mail.sender or next(iter(replies), None)
    if sender is None:
        raise UsageError("no return address is a mail address: name a `sender` under `mail` in survey.yaml")
    return sender, replies


def received(campaign: Campaign) -> Mapping[RespondentCode, Received]:
    """What each respondent returned, as it counts, with what was found in it."""
    held: dict[RespondentCode, Received] = {}
    found = found_in(campaign)
    simulated = campaign.simulated
    for current in campaign.responses():
        whose = campaign.survey.population.find(current.respondent)
        if whose is not None:
            day = current.sent_at.astimezone(campaign.survey.collection.zone).date()
            mine = found[current.respondent]
            held[whose.code] = Received(whose, current.response, current.file_name, day, mine, simulated)
    return held


def letter_file(survey: Survey, whole: Received, day: date, to: str) -> bytes:
    """The letter that asks a respondent back, in a renderer's format or as text ("txt")."""
    document: Document = letter(survey, whole, day)
    if to != TEXT:
        return plugins.renderer(to).render(document)
    first = f"{document.mark}\n\n" if document.marks else ""
    return (first + to_text(document.blocks, document.language)).encode()
