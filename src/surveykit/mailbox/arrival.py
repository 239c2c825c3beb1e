"""What arrives together: one message with what it encloses, or one file that nothing carried."""

from __future__ import annotations

from datetime import datetime

from surveykit.brief import Discreet, number_of
from surveykit.errors import UnreadableFile


class ReceivedMessage(Discreet, frozen=True):
    """A message as it came: its bytes and their format, and what its head and its own text say.

    `name` is what people know it by: its file, or its place in a mailbox (`boite.mbox/3`). `format` is `eml`, `msg` or
    `tnef`. `sender` is a name and an address (`A. Martin <a.martin@ville.example>`), `sent_at` when it was sent: None
    when the message does not say it in a way that can be. `words` is its covering text, without what it quotes; no
    answer is ever read in it. Each text is empty when there is none. A message of Outlook in another has no bytes of
    its own: `data` is the file that holds it.
    """

    name: str
    data: bytes
    format: str
    sender: str = ""
    sent_at: datetime | None = None
    subject: str = ""
    words: str = ""

    def _counts(self) -> str:
        return f"of {number_of(len(self.data), 'byte')}"


class Enclosure(Discreet, frozen=True):
    """A file that may be a return: its bytes, the name that people know it by, and when it was last saved.

    `name` begins with what it came in: `retours.zip/corse.docx`, `reponse.eml/corse.docx`. `modified` is what the disk
    or the archive says, None when neither says anything.
    """

    name: str
    data: bytes
    modified: datetime | None = None

    def _counts(self) -> str:
        return f"of {number_of(len(self.data), 'byte')}"


class Arrival(Discreet, frozen=True):
    """What arrived together, in the order of its message: the enclosures, and what is none.

    `message` is None when nothing carried the files. `refused` are those that cannot be opened or taken apart, by name,
    with what whoever collects can do. `passed_over` names what nobody takes for a return: pictures of a signature,
    calendars, the text of the message itself. A message that only forwards others may have none of the three: each of
    those arrives by itself, after it.
    """

    message: ReceivedMessage | None = None
    enclosures: tuple[Enclosure, ...] = ()
    refused: tuple[tuple[str, UnreadableFile], ...] = ()
    passed_over: tuple[str, ...] = ()

    def _counts(self) -> str:
        return f"of {number_of(len(self.enclosures), 'enclosure')}"
