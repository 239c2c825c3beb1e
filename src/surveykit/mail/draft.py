"""A message as an .eml file (RFC 5322), marked as not sent: the same draft always gives the same bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from surveykit.errors import UsageError


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message; `name` is in plain ASCII."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """A message before anyone sends it. `to` is empty when no address is known; `topic` begins its identifier."""

    sender: str
    reply_to: tuple[str, ...]
    to: tuple[str, ...]
    subject: str
    text: str
    day: date
    topic: str
    attachments: tuple[Attachment, ...] = ()


def to_eml(draft: Draft) -> bytes:
    """The draft as a file, lines ended by CR LF; dated at noon (UTC) of its day.

    Raises UsageError for an address or a subject that a header cannot hold.
    """
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = Address(addr_spec=draft.sender)
        if draft.to:
            message["To"] = tuple(Address(addr_spec=one) for one in draft.to)
        if draft.reply_to:
            message["Reply-To"] = tuple(Address(addr_spec=one) for one in draft.reply_to)
        message["Subject"] = draft.subject
    except (ValueError, IndexError) as error:
        raise UsageError(f"a message cannot have this address or subject: {error}") from error
    message["Date"] = format_datetime(datetime.combine(draft.day, time(12), UTC))
    digest = _digest(draft)
    message["Message-ID"] = f"<{draft.topic}.{digest}@{draft.sender.rpartition('@')[2]}>"
    message["X-Unsent"] = "1"
    message.set_content(draft.text, charset="utf-8", cte="quoted-printable")
    for one in draft.attachments:
        main, _, sub = one.media_type.partition("/")
        message.add_attachment(one.data, maintype=main, subtype=sub, filename=one.name, cte="base64")
    if draft.attachments:
        # "=_" is in no line of quoted-printable or base64, so that a boundary never stands in what it bounds.
        message.set_boundary(f"=_{digest}")
    return message.as_bytes()


def _digest(draft: Draft) -> str:
    """What identifies a draft by all that it holds."""
    found = hashlib.sha256()
    parts = [draft.sender, *draft.reply_to, *draft.to, draft.subject, draft.text, draft.day.isoformat(), draft.topic]
    held = [part.encode() for part in parts] + [
        part for one in draft.attachments for part in (one.name.encode(), one.media_type.encode(), one.data)
    ]
    for part in held:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()[:32]
