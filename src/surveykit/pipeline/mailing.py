"""Drafts of the messages of a campaign: the form sent, chased, acknowledged, asked back about. Nothing is sent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import assert_never

from msgspec.structs import replace

from surveykit import plugins
from surveykit.brief import Discreet, number_of
from surveykit.compose.form import form
from surveykit.compose.letter import Received, letter, points
from surveykit.compose.mail_words import attached_files
from surveykit.compose.message import Written, message
from surveykit.compose.receipt import Receipts
from surveykit.document import Document
from surveykit.errors import UsageError
from surveykit.messages import Attachment, MessageDraft, to_eml, to_text
from surveykit.model import ADDRESS_PATTERN, Purpose, Respondent, Survey
from surveykit.pipeline.addressing import Mailing, Recipient
from surveykit.pipeline.forms import render, render_copies
from surveykit.pipeline.senders import each_once
from surveykit.words.marks import simulated_name

TEXT = "txt"
"""The letter's format that no renderer writes."""

_NAMES = {
    Purpose.SENDING: "envoi",
    Purpose.REMINDER: "rappel",
    Purpose.OVERDUE: "relance",
    Purpose.CORRECTIONS: "verification",
    Purpose.RECEIPT: "accuse_de_reception",
    Purpose.UNREADABLE: "illisible",
}
_NO_NAME = re.compile(r"[^a-z0-9]+")


class DraftFile(Discreet, frozen=True):
    """One draft: whom it is for, the name of its file, its bytes, whether an address is known.

    `respondent` is None when it is for somebody of whom nobody knows for which respondent they answer. `simulated` when
    its name, its subject and what it carries say that it is about simulated returns, or a rehearsal.
    """

    respondent: Respondent | None
    name: str
    data: bytes
    addressed: bool
    simulated: bool = False

    def _counts(self) -> str:
        return f"of {number_of(len(self.data), 'byte')}"


def drafts(survey: Survey, mailing: Mailing, chosen: Sequence[Recipient]) -> Iterator[DraftFile]:
    """A draft for each of those chosen, in order; the copies of the form are stamped from one rendering."""
    attach, taken = _attachments(survey, mailing, chosen), Counter[str]()
    for one in chosen:
        attached = attach(one)
        if _is_simulated(mailing, one):
            attached = [replace(file, name=simulated_name(file.name)) for file in attached]
        stem = _stem(one)
        taken[stem] += 1
        whose = stem if taken[stem] == 1 else f"{stem}-{taken[stem]}"
        yield _draft(survey, mailing, one, whose, attached)


_Attach = Callable[[Recipient], Sequence[Attachment]]
"""Makes what is attached to the message to somebody; those chosen are asked for in order."""


def _attachments(survey: Survey, mailing: Mailing, chosen: Sequence[Recipient]) -> _Attach:
    match mailing.purpose:
        case Purpose.SENDING | Purpose.REMINDER | Purpose.OVERDUE | Purpose.UNREADABLE:
            return _forms(survey, mailing, chosen)
        case Purpose.CORRECTIONS:
            return lambda one: [*_of_corrections(survey, mailing, one)]
        case Purpose.RECEIPT:
            return _receipts(survey, mailing)
        case _:
            assert_never(mailing.purpose)


def _forms(survey: Survey, mailing: Mailing, chosen: Sequence[Recipient]) -> _Attach:
    """The copies of those known, and the blank form for a sender of whom nobody knows for whom alone they answer."""
    people = [one.respondent for one in chosen if one.respondent is not None]
    drawn = mailing.simulated or any(one.simulated for one in chosen)
    copies = {to: render_copies(survey, to, people, mailing.prefilled, simulated=drawn) for to in mailing.formats}

    @cache
    def blank(to: str) -> bytes:
        return plugins.renderer(to).render(form(survey, simulated=drawn))

    def attach(one: Recipient) -> list[Attachment]:
        if one.respondent is None:
            return [_attachment(survey.id, to, blank(to)) for to in mailing.formats]
        return [_attachment(one.respondent.code, to, next(made)[1]) for to, made in copies.items()]

    return attach


def _is_simulated(mailing: Mailing, one: Recipient) -> bool:
    """Whether what is written to somebody is of a rehearsal, of a register with simulated returns, or holds such."""
    held = None if one.respondent is None else (mailing.prefilled or {}).get(one.respondent.code)
    return mailing.simulated or one.simulated or (held is not None and held.simulated)


def _of_corrections(survey: Survey, mailing: Mailing, one: Recipient) -> Iterator[Attachment]:
    """The letter, and the form with the respondent's own answers."""
    if one.received is None:
        return
    code = one.received.respondent.code
    for to in mailing.formats:
        yield _attachment(f"points_a_verifier_{code}", to, letter_file(survey, one.received, mailing.day, to))
    for to in mailing.forms:
        yield _attachment(code, to, render(survey, to, response=one.received.response))


def _receipts(survey: Survey, mailing: Mailing) -> _Attach:
    made = Receipts(survey)

    def attach(one: Recipient) -> list[Attachment]:
        if one.received is None:
            return []
        stem, document = f"accuse_de_reception_{one.received.respondent.code}", made.receipt(one.received, mailing.day)
        return [_attachment(stem, to, _written_as(document, to)) for to in mailing.formats]

    return attach


def _attachment(stem: str, to: str, data: bytes) -> Attachment:
    if to == TEXT:
        return Attachment(f"{stem}.txt", "text/plain", data)
    renderer = plugins.renderer(to)
    return Attachment(f"{stem}{renderer.suffix}", renderer.media_type, data)


def _stem(one: Recipient) -> str:
    """What the name of a draft says of whom it is for: the code of a respondent, else the address."""
    if one.respondent is not None:
        return one.respondent.code
    address = "" if one.reply is None else one.reply.address or ""
    return _NO_NAME.sub("-", address.lower()).strip("-") or "?"


def _draft(survey: Survey, mailing: Mailing, one: Recipient, whose: str, attached: Sequence[Attachment]) -> DraftFile:
    simulated = _is_simulated(mailing, one)
    written = _words(survey, mailing, one, [file.name for file in attached], simulated=simulated)
    sender, replies = _from(survey)
    name = _NAMES[mailing.purpose]
    addresses = _addresses(mailing, one)
    draft = MessageDraft(
        sender=sender,
        reply_to=replies,
        to=addresses,
        subject=written.subject,
        text=written.text,
        day=mailing.day,
        topic=f"{survey.id}.{survey.edition}.{whose}.{name}",
        attachments=tuple(attached),
        answers="" if one.reply is None else one.reply.identifier or "",
    )
    file = f"{name}_{whose}.eml"
    name_of_file = simulated_name(file) if simulated else file
    return DraftFile(one.respondent, name_of_file, to_eml(draft), addressed=bool(addresses), simulated=simulated)


def _words(survey: Survey, mailing: Mailing, one: Recipient, names: Sequence[str], *, simulated: bool) -> Written:
    """The message to somebody; one about a file that cannot be read has the subject of the message that it answers."""
    purpose, whole = mailing.purpose, one.received
    ask_back = purpose is Purpose.CORRECTIONS and whole is not None
    again = purpose is Purpose.UNREADABLE and one.reply is not None and one.reply.identifier is not None
    return message(
        survey,
        purpose,
        one.name,
        mailing.day,
        files=attached_files(survey.language, names, alike=whole is None),
        received=whole,
        questions=to_text(points(survey, whole), survey.language).rstrip("\n") if ask_back and whole else "",
        untouched=one.untouched,
        unreadable=one.unreadable,
        answered=one.reply.subject if again and one.reply else "",
        simulated=simulated,
    )


def _addresses(mailing: Mailing, one: Recipient) -> tuple[str, ...]:
    """Whoever sent what is written about; those known of the respondent too, but for what only the sender can do."""
    sender = () if one.reply is None or one.reply.address is None else (one.reply.address,)
    known = () if one.respondent is None else mailing.addresses.get(one.respondent.code, one.respondent.email)
    if mailing.purpose is Purpose.UNREADABLE:
        return sender or known
    return each_once((*sender, *known))


def _from(survey: Survey) -> tuple[str, tuple[str, ...]]:
    """The sender, and the addresses to which one replies; raises UsageError when there is no mail address."""
    replies = tuple(found for found in survey.collection.addresses if re.fullmatch(ADDRESS_PATTERN, found))
    sender = survey.mail.sender or next(iter(replies), None)
    if sender is None:
        raise UsageError("no return address is a mail address: name a `sender` under `mail` in survey.yaml")
    return sender, replies


def letter_file(survey: Survey, whole: Received, day: date, to: str) -> bytes:
    """The letter that asks a respondent back, in a renderer's format or as text ("txt")."""
    return _written_as(letter(survey, whole, day), to)


def _written_as(document: Document, to: str) -> bytes:
    """A document in a renderer's format, or as text."""
    if to != TEXT:
        return plugins.renderer(to).render(document)
    first = f"{document.mark}\n\n" if document.marks else ""
    return (first + to_text(document.blocks, document.language)).encode()
