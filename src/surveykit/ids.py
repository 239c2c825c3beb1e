"""The names by which surveys, fields, respondents and copies are known, in files and in code."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import NewType

from msgspec import Struct

FieldId = NewType("FieldId", str)
OptionCode = NewType("OptionCode", str)
RespondentCode = NewType("RespondentCode", str)
IndicatorId = NewType("IndicatorId", str)

CODE_PATTERN = r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
"""What a code may look like: lower-case words joined by single underscores (two part a field from its option)."""

RESPONDENT_FIELD = FieldId("respondent")
"""The list by which the holder of a blank form says who answers; not a question."""


class FormRef(Struct, frozen=True):
    """Which form a file is: the survey, its edition, and a digest of the fields that it holds.

    `digest` is 12 hexadecimal digits that change when a field, an option or a kind changes, and do not
    when only words change: a form sent before a wording was corrected can still be read.
    """

    survey: str
    edition: str
    digest: str

    def __str__(self) -> str:
        return f"{self.survey}/{self.edition}/{self.digest}"

    @classmethod
    def parse(cls, text: str) -> FormRef | None:
        """The reference written as `survey/edition/digest`, or None if the text is not one."""
        parts = text.strip().split("/")
        return cls(*parts) if len(parts) == 3 and all(parts) else None


class CopyRef(Struct, frozen=True):
    """Which respondent a personal copy was made for, with a check so that a mistyped one is not believed."""

    survey: str
    edition: str
    respondent: RespondentCode

    @property
    def check(self) -> str:
        """Four hexadecimal digits that follow from the rest."""
        whole = f"{self.survey}/{self.edition}/{self.respondent}"
        return hashlib.sha256(whole.encode()).hexdigest()[:4]

    def __str__(self) -> str:
        return f"{self.survey}/{self.edition}/{self.respondent}/{self.check}"

    @classmethod
    def parse(cls, text: str) -> CopyRef | None:
        """The reference written as `survey/edition/respondent/check`, or None if it is not one."""
        parts = text.strip().split("/")
        if len(parts) != 4 or not all(parts):
            return None
        found = cls(parts[0], parts[1], RespondentCode(parts[2]))
        return found if found.check == parts[3] else None

    @classmethod
    def find(cls, text: str) -> CopyRef | None:
        """The first reference that stands anywhere in a text, such as a page header."""
        candidates = (cls.parse("/".join((*parts, check[:4]))) for *parts, check in _in_fours(text))
        return next((found for found in candidates if found is not None), None)


def _in_fours(text: str) -> Iterator[list[str]]:
    """Every four parts in a row, between slashes, of the words of a text."""
    for word in text.split():
        parts = word.split("/")
        yield from (parts[at : at + 4] for at in range(len(parts) - 3))
