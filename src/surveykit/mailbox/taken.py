"""What is taken out of a message, whatever format it was saved in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from surveykit.brief import Discreet, number_of


class Attached(Discreet, frozen=True):
    """What a part of a message holds: its bytes, the name and the media type that the message gives, each perhaps "".

    `shown` says that it is shown in the text, where a reader sees it: a picture of a signature. `message` says that it
    is a message itself, whatever its bytes look like; one of Outlook in another has no bytes of its own and is
    `letter`.
    """

    data: bytes
    name: str = ""
    media_type: str = ""
    shown: bool = False
    message: bool = False
    modified: datetime | None = None
    letter: Letter | None = None

    def _counts(self) -> str:
        return f"of {number_of(len(self.data), 'byte')}"


class Letter(Discreet, frozen=True):
    """A message taken apart: who sent it and when, its text and its page (HTML), and what is attached, in order.

    `attached` is read once. `texts` names the parts that are the message's own text. `automatic` says that a program
    sent it by itself, `sealed` that what it encloses lies in an encryption or a signature, `deleted` that whoever
    received it has deleted it, `whole` that all its parts were looked at.
    """

    format: str
    attached: Iterable[Attached]
    sender: str = ""
    sent_at: datetime | None = None
    subject: str = ""
    plain: str = ""
    page: str = ""
    texts: tuple[str, ...] = ()
    automatic: bool = False
    sealed: bool = False
    deleted: bool = False
    whole: bool = True
