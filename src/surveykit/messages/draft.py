"""A message as an .eml file (RFC 5322), marked as not sent: the same draft always gives the same bytes."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from msgspec import Struct

from surveykit.errors import UsageError
from surveykit.messages.identifier import IDENTIFIER

_LINE_ENDS = "\x7f\x85\u2028\u2029"


class Attachment(Struct, frozen=True):
    """A file that goes with a message; `name` is in plain ASCII, and a text in UTF-8."""

    name: str
    media_type: str
    data: bytes


class MessageDraft(Struct, frozen=True):
    """A message before anyone sends it. `to` is empty when no address is known; `topic` begins its identifier.

    `answers` is the identifier of the message that it answers, between its angle brackets; empty when it answers none.
    """

    sender: str
    reply_to: tuple[str, ...]
    to: tuple[str, ...]
    subject: str
    text: str
    day: date
    topic: str
    attachments: tuple[Attachment, ...] = ()
    answers: str = ""


def to_eml(draft: MessageDraft) -> bytes:
    """The draft as a file, lines ended by CR LF; dated at noon (UTC) of its day.

    Raises UsageError for an address, a subject or a file name that a header cannot hold.
    """
    digest = _digest(draft)
    try:
        return _subject(draft.subject) + _thread(draft.answers) + _whole(draft, digest).as_bytes()
    except (ValueError, IndexError) as error:
        raise UsageError(f"a message cannot have this address, subject or file name: {error}") from error


def _whole(draft: MessageDraft, digest: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(addr_spec=draft.sender)
    if draft.to:
        message["To"] = tuple(Address(addr_spec=one) for one in draft.to)
    if draft.reply_to:
        message["Reply-To"] = tuple(Address(addr_spec=one) for one in draft.reply_to)
    message["Date"] = format_datetime(datetime.combine(draft.day, time(12), UTC))
    message["Message-ID"] = f"<{draft.topic}.{digest}@{draft.sender.rpartition('@')[2]}>"
    message["X-Unsent"] = "1"
    message.set_content(draft.text, charset="utf-8", cte="quoted-printable")
    for one in draft.attachments:
        main, _, sub = one.media_type.partition("/")
        params = {"charset": "utf-8"} if main == "text" else None
        message.add_attachment(one.data, maintype=main, subtype=sub, filename=one.name, cte="base64", params=params)
    if draft.attachments:
        # "=_" is in no line of quoted-printable or base64, so that a boundary never stands in what it bounds.
        message.set_boundary(f"=_{digest}")
    return message


def _subject(text: str) -> bytes:
    """The line (or lines) of the subject: EmailMessage loses a space here and there where it folds a long one."""
    if any(one < " " or one in _LINE_ENDS for one in text):
        raise ValueError(f"the subject {text!r} is not one line")
    folded = Header(text, "utf-8", maxlinelen=75, header_name="Subject").encode(linesep="\r\n")
    return f"Subject: {folded}\r\n".encode("ascii")


def _thread(answers: str) -> bytes:
    """The lines that name the message that is answered: EmailMessage encodes a long identifier, which then is none."""
    if not answers:
        return b""
    if not IDENTIFIER.fullmatch(answers.encode()):
        raise ValueError(f"{answers!r} is no identifier of a message")
    return f"In-Reply-To: {answers}\r\nReferences: {answers}\r\n".encode("ascii")


def _digest(draft: MessageDraft) -> str:
    """What identifies a draft by all that it holds."""
    found = hashlib.sha256()
    parts = [draft.sender, *draft.reply_to, *draft.to, draft.subject, draft.text, draft.day.isoformat(), draft.topic]
    parts += [draft.answers] if draft.answers else []
    held = [part.encode() for part in parts] + [
        part for one in draft.attachments for part in (one.name.encode(), one.media_type.encode(), one.data)
    ]
    for part in held:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()[:32]
