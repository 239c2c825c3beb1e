"""The messages by which a survey is sent, chased, acknowledged and asked back about."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from surveykit.model.problem import Path, Problem, unknown
from surveykit.model.questions import Strict, Words

_WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
ADDRESS_PATTERN = rf"^{_WORD}(\.{_WORD})*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"
"""What a mail address may look like: `name@domain`, without quotes, spaces, comments or letters with accents."""

MailAddress = Annotated[str, Field(pattern=ADDRESS_PATTERN, max_length=254)]

_SLOT = re.compile(r"\{([^{}]*)\}")


class Purpose(StrEnum):
    """What a message is for: the form is sent, awaited or overdue; it came back, to verify, or nobody can read it."""

    SENDING = "sending"
    REMINDER = "reminder"
    OVERDUE = "overdue"
    CORRECTIONS = "corrections"
    RECEIPT = "receipt"
    UNREADABLE = "unreadable"


_EVERYWHERE = ("respondent", "title", "edition", "reference", "deadline", "addresses", "files")
SLOTS: Mapping[Purpose, tuple[str, ...]] = {
    Purpose.SENDING: _EVERYWHERE,
    Purpose.REMINDER: (*_EVERYWHERE, "days_left"),
    Purpose.OVERDUE: (*_EVERYWHERE, "days_late"),
    Purpose.CORRECTIONS: (*_EVERYWHERE, "received", "points", "questions", "answer_by"),
    Purpose.RECEIPT: (*_EVERYWHERE, "received", "to_verify"),
    Purpose.UNREADABLE: (*_EVERYWHERE, "unreadable"),
}
"""By purpose, the names that a message may have between braces; words replace them when it is sent."""


class Message(Strict):
    """The subject and the paragraphs of a message, with `{slots}`; a paragraph left empty is left out."""

    subject: Words
    body: Annotated[tuple[Words, ...], Field(min_length=1)]


class Mail(Strict):
    """The sender of messages, the signature, and the survey's own words where those of the package do not suit.

    `sender` is by default the first return address, `signature` the issuing bodies. Corrections are asked for within
    `answer_days` days.
    """

    sender: MailAddress | None = None
    signature: tuple[Words, ...] = ()
    answer_days: Annotated[int, Field(ge=1, le=366)] = 15
    sending: Message | None = None
    reminder: Message | None = None
    overdue: Message | None = None
    corrections: Message | None = None
    receipt: Message | None = None
    unreadable: Message | None = None

    def message(self, purpose: Purpose) -> Message | None:
        """The survey's own message for a purpose, None where it leaves it to the package."""
        own = {
            Purpose.SENDING: self.sending,
            Purpose.REMINDER: self.reminder,
            Purpose.OVERDUE: self.overdue,
            Purpose.CORRECTIONS: self.corrections,
            Purpose.RECEIPT: self.receipt,
            Purpose.UNREADABLE: self.unreadable,
        }
        return own[purpose]


def mail_problems(mail: Mail) -> Iterator[Problem]:
    """Each slot of a message that nothing fills, at its place in the text."""
    for purpose in Purpose:
        message = mail.message(purpose)
        if message is None:
            continue
        at: Path = ("mail", purpose.value)
        texts = [((*at, "subject"), message.subject), *(((*at, "body", i), one) for i, one in enumerate(message.body))]
        for path, text in texts:
            for found in _SLOT.finditer(text):
                if found.group(1) not in SLOTS[purpose]:
                    said = unknown("slot", found.group(1), SLOTS[purpose])
                    known = ", ".join(SLOTS[purpose])
                    yield Problem("unknown_slot", path, f"{said}; a message has {known}", found.start())
