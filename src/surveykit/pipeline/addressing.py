"""Who is written to for a purpose, about what; and who is not, because a file of theirs cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from msgspec import Struct, field

from surveykit.compose.letter import Received
from surveykit.compose.mail_words import FileNotRead, unreadable_files, untouched_form
from surveykit.errors import UsageError
from surveykit.findings import Finding
from surveykit.ids import RespondentCode
from surveykit.messages import identifier_of
from surveykit.model import Purpose, Respondent, Survey
from surveykit.pipeline.asking import found_in
from surveykit.pipeline.campaign import Campaign
from surveykit.pipeline.senders import address_of, sent_name
from surveykit.pipeline.unread_files import Unread, unread
from surveykit.register import MessageRecord, ReturnRecord, Returns
from surveykit.responses import Response

_ABOUT_RETURNS = {Purpose.CORRECTIONS, Purpose.RECEIPT}


class Mailing(Struct, frozen=True):
    """The settings of a mailing: its purpose, its day, its attachments.

    `formats` are those of the form, of the letter of corrections, or of the document of a receipt; `forms` those in
    which corrections also carry the form with the respondent's own answers. `addresses` come before those of the
    definition; `prefilled` are the answers that stand in the copies sent. `simulated` when it is a rehearsal, whose
    forms say so too.
    """

    purpose: Purpose
    day: date
    formats: Sequence[str] = ()
    forms: Sequence[str] = ()
    addresses: Mapping[RespondentCode, tuple[str, ...]] = field(default_factory=dict)
    prefilled: Mapping[RespondentCode, Response] | None = None
    simulated: bool = False


class InReplyTo(Struct, frozen=True):
    """The message that is answered: its subject, its identifier where it is known, and the address to answer."""

    subject: str
    identifier: str | None
    address: str | None


class Recipient(Struct, frozen=True):
    """One who is written to, with what they returned when that is what it is about.

    `respondent` is None for the sender, of whom nobody knows for whom alone they answer, of files that cannot be read;
    `name` is what the message calls either, and `about` whose those files are. `untouched` is the sentence on a form
    that came back without an answer, `unreadable` the paragraphs on files that cannot be read: each empty when there is
    none. `reply` is the message that is answered, None when it is none. `simulated` when the register that says so
    holds a simulated return.
    """

    respondent: Respondent | None
    name: str
    received: Received | None = None
    untouched: str = ""
    unreadable: str = ""
    reply: InReplyTo | None = None
    about: frozenset[RespondentCode] = frozenset()
    simulated: bool = False

    def concerns(self, code: str) -> bool:
        """Whether it is written to a respondent, or about a file of that one."""
        return code in self.about or (self.respondent is not None and self.respondent.code == code)


def recipients(survey: Survey, mailing: Mailing, campaign: Campaign | None) -> tuple[Recipient, ...]:
    """Who is written to: everyone, those who returned nothing, those who did, or those whose file cannot be read.

    Raises UsageError when a reminder would come after the deadline or a message of delay before it, and without a
    register where one is needed.
    """
    if mailing.purpose is Purpose.SENDING:
        return tuple(Recipient(one, one.name) for one in survey.population.respondents)
    if campaign is None:
        raise UsageError(f"{mailing.purpose.value} needs the register: it says who has returned the form")
    _check_day(survey, mailing)
    if mailing.purpose in _ABOUT_RETURNS:
        return tuple(_answering(campaign, mailing.purpose))
    if mailing.purpose is Purpose.UNREADABLE:
        return tuple(_to_send_again(campaign))
    return tuple(_awaited(campaign))


def left_out(mailing: Mailing, campaign: Campaign) -> tuple[Unread, ...]:
    """The files that cannot be read for which nobody is written to, although one might expect it.

    When those are reminded or chased who returned nothing: the files whose respondents are not, because something came
    from them, and those of nobody known. When files that cannot be read are written about: those about which a sender
    can do nothing, or whose sender nobody knows.
    """
    files = unread(campaign.survey, campaign.register)
    if mailing.purpose is Purpose.UNREADABLE:
        return tuple(one for one in files if not _has_addressee(one) or not one.for_sender)
    if mailing.purpose in {Purpose.REMINDER, Purpose.OVERDUE}:
        counted = {one.respondent for one in campaign.responses()}
        return tuple(one for one in files if one.respondent not in counted)
    return ()


def _check_day(survey: Survey, mailing: Mailing) -> None:
    deadline = survey.collection.deadline
    if mailing.purpose is Purpose.REMINDER and mailing.day >= deadline:
        raise UsageError(f"the deadline ({deadline}) has passed on {mailing.day}: write with --for overdue")
    if mailing.purpose is Purpose.OVERDUE and mailing.day < deadline:
        raise UsageError(f"nobody is late on {mailing.day} (deadline {deadline}): write with --for reminder")


def _answering(campaign: Campaign, purpose: Purpose) -> Iterator[Recipient]:
    """Those whose return counts, or of them those who left something to verify."""
    held = {one.respondent: one.counting for one in campaign.returns()}
    returned, simulated = received(campaign), campaign.simulated
    for one in campaign.survey.population.respondents:
        whole, counting = returned.get(one.code), held.get(one.code)
        if whole is None or counting is None:
            continue
        if purpose is Purpose.RECEIPT:
            yield Recipient(one, one.name, whole, reply=_reply(campaign, counting.message), simulated=simulated)
        elif whole.asked:
            yield Recipient(one, one.name, whole, simulated=simulated)


def _awaited(campaign: Campaign) -> Iterator[Recipient]:
    """Those who returned nothing, or nothing but untouched forms; not those who sent a file that cannot be read."""
    survey, simulated = campaign.survey, campaign.simulated
    held = {one.respondent: one for one in campaign.returns()}
    tried = {one.respondent for one in unread(survey, campaign.register, tuple(held.values()))}
    for one in survey.population.respondents:
        theirs = held.get(one.code)
        if one.code not in tried and (theirs is None or theirs.counting is None):
            untouched = "" if theirs is None else _untouched(survey, theirs)
            yield Recipient(one, one.name, untouched=untouched, simulated=simulated)


def _untouched(survey: Survey, theirs: Returns) -> str:
    """The sentence on the form that came back without an answer last."""
    *_, last = theirs.untouched
    day = last.record.sent_at.astimezone(survey.collection.zone).date()
    return untouched_form(survey.language, sent_name(last.file_name), day)


def _to_send_again(campaign: Campaign) -> Iterator[Recipient]:
    """Whoever sent files that cannot be read, once each: known respondents in their order, then all others."""
    files = unread(campaign.survey, campaign.register)
    groups = _by_sender([one for one in files if one.for_sender and _has_addressee(one)])
    simulated = campaign.simulated
    made = [_sender_of(campaign, group, simulated=simulated) for group in groups]
    rank = {one.code: rank for rank, one in enumerate(campaign.survey.population.respondents)}
    yield from sorted(made, key=lambda one: len(rank) if one.respondent is None else rank[one.respondent.code])


def _has_addressee(one: Unread) -> bool:
    return one.address is not None or one.respondent is not None


def _by_sender(files: Sequence[Unread]) -> Sequence[Sequence[Unread]]:
    """The files by the address that sent them; one without goes to an address that sent others of its respondent's."""
    groups: dict[str, list[Unread]] = {}
    writes: dict[RespondentCode | None, str] = {}
    for one in sorted(files, key=lambda one: one.address is None):
        if one.address is not None:
            key = one.address.lower()
            writes.setdefault(one.respondent, key)
        else:
            key = writes.get(one.respondent, f" {one.respondent}")
        groups.setdefault(key, []).append(one)
    return tuple(sorted(several, key=lambda one: one.sent_at) for several in groups.values())


def _sender_of(campaign: Campaign, files: Sequence[Unread], *, simulated: bool) -> Recipient:
    survey = campaign.survey
    codes = frozenset(one.respondent for one in files if one.respondent is not None)
    respondent = survey.population.find(next(iter(codes))) if len(codes) == 1 else None
    message = next((one.message for one in reversed(files) if one.address is not None), None)
    sender = "" if message is None else message.sender
    return Recipient(
        respondent,
        sender if respondent is None else respondent.name,
        unreadable=unreadable_files(survey.language, [_told(survey, one) for one in files]),
        reply=_reply(campaign, message),
        about=codes,
        simulated=simulated,
    )


def _told(survey: Survey, one: Unread) -> FileNotRead:
    reasons = tuple((each.line, each.reason, each.request) for each in one.for_sender)
    return FileNotRead(sent_name(one.name), _day(survey, one.sent_at), reasons)


def _reply(campaign: Campaign, message: MessageRecord | None) -> InReplyTo | None:
    if message is None:
        return None
    identifier = identifier_of(campaign.register.content(message.file))
    return InReplyTo(message.subject, identifier, address_of(campaign.survey, message))


def received(campaign: Campaign) -> Mapping[RespondentCode, Received]:
    """What each respondent returned, as it counts, with what was found in it."""
    held: dict[RespondentCode, Received] = {}
    found, simulated = found_in(campaign), campaign.simulated
    for theirs in campaign.returns():
        whose, counting = campaign.survey.population.find(theirs.respondent), theirs.counting
        if whose is not None and counting is not None:
            held[whose.code] = _received(campaign.survey, whose, counting, found[whose.code], simulated=simulated)
    return held


def _received(
    survey: Survey, whose: Respondent, counting: ReturnRecord, found: tuple[Finding, ...], *, simulated: bool
) -> Received:
    message = counting.message
    return Received(
        whose,
        counting.response,
        sent_name(counting.file_name),
        _day(survey, counting.record.sent_at),
        found,
        simulated,
        corrected={one.field: _day(survey, one.corrected_at) for one in counting.corrections},
        subject="" if message is None else message.subject,
        sender="" if message is None else message.sender,
    )


def _day(survey: Survey, moment: datetime) -> date:
    """The day of a moment in the survey's time zone."""
    return moment.astimezone(survey.collection.zone).date()
