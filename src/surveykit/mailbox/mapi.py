"""The properties by which Outlook says everything (MAPI), wherever they are kept."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import UTC, datetime, timedelta

from surveykit.mailbox.bounds import LONGEST_TEXT
from surveykit.mailbox.heads import Head, as_text, head_at, moment_of, person
from surveykit.texts import legible

SUBJECT, BODY, PAGE, HEADERS, CLASS, SENT, DELIVERED = 0x0037, 0x1000, 0x1013, 0x007D, 0x001A, 0x0039, 0x0E06
DATA, NAMES, MEDIA, CONTENT_ID = 0x3701, (0x3707, 0x3704, 0x3001), 0x370E, 0x3712
FLAGS, SHOWN, PATH, MODIFIED = 0x3714, 0x4, 0x370D, 0x3008
"""The numbers of properties, those of a message and those of an attachment."""

_FROM = (0x0042, (0x5D02, 0x0065))
_SENDER = (0x0C1A, (0x5D01, 0x39FE, 0x0C1F))
_CODE_PAGES = (0x3FFD, 0x3FDE)
_BEGINNING = datetime(1601, 1, 1, tzinfo=UTC)
_LETTERS = {
    1200: "utf-16-le", 20127: "ascii", 20866: "koi8-r", 21866: "koi8-u", 50220: "cp932", 50221: "cp932", 50222: "cp932",
    51932: "euc-jp", 51949: "euc-kr", 65000: "utf-7", 65001: "utf-8",
}  # fmt: skip


class Properties(ABC):
    """The properties of a message or of an attachment, by their numbers.

    `letters` names the character set of texts that are none of Unicode; empty when nothing says which.
    """

    def __init__(self, letters: str = "") -> None:
        self.letters = letters or letters_of_page(next(filter(None, map(self.number, _CODE_PAGES)), 0))

    @abstractmethod
    def fixed(self, number: int) -> bytes:
        """A value of eight bytes at most; empty when there is none."""

    @abstractmethod
    def wide(self, number: int) -> bytes | None:
        """A text in UTF-16, as it is."""

    @abstractmethod
    def narrow(self, number: int) -> bytes | None:
        """A text in `letters`, as it is."""

    @abstractmethod
    def binary(self, number: int) -> bytes | None:
        """Bytes as they are."""

    def number(self, number: int) -> int:
        """A whole number; 0 when there is none."""
        return int.from_bytes(self.fixed(number)[:4], "little")

    def moment(self, number: int) -> datetime | None:
        """A date in UTC; None when there is none, or a program's zero."""
        try:
            return moment_of(_BEGINNING + timedelta(microseconds=int.from_bytes(self.fixed(number), "little") // 10))
        except OverflowError:
            return None

    def text(self, *numbers: int) -> str:
        """The first of these texts that is there and not empty."""
        return next(filter(None, map(self._text, numbers)), "")

    def _text(self, number: int) -> str:
        wide = self.wide(number)
        if wide is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        return as_text(self.narrow(number) or b"", self.letters).rstrip("\0")

    @property
    def page(self) -> str:
        """The page (HTML) of a message, in bounds."""
        page = self.binary(PAGE)
        return (self.text(PAGE) if page is None else as_text(page, self.letters))[: 4 * LONGEST_TEXT]

    @property
    def head(self) -> Head:
        """The head of the message on its way, where Outlook has kept it."""
        text = self.text(HEADERS).encode("utf-8", "replace")
        begin = text.find(b"\n") + 1 if text.startswith(b"Microsoft Mail") else 0
        return head_at(text, begin, len(text))[0]

    @property
    def sender(self) -> str:
        """Whom the message is from: an address of the mail, never a place in a directory of Exchange (X.500)."""
        for name, addresses in (_FROM, _SENDER):
            known = [one for one in map(self.text, addresses) if "@" in one and not one.startswith("/")]
            if known:
                return person(_no_place(self.text(name)), legible(known[0]))
        return self.head.sender or _no_place(self.text(_FROM[0], _SENDER[0]))

    @property
    def sent_at(self) -> datetime | None:
        """When the message was sent, else delivered."""
        return self.moment(SENT) or self.head.sent_at or self.moment(DELIVERED)


def letters_of_page(page: int) -> str:
    """The character set that Windows numbers so; empty for 0."""
    if 28591 <= page <= 28605:
        return f"iso-8859-{page - 28590}"
    return _LETTERS.get(page, f"cp{page}") if page else ""


def _no_place(name: str) -> str:
    return "" if name.lower().startswith("/o=") else legible(name)
