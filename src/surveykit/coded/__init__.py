"""Texts that respondents wrote, and the themes that coders recognised in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec import field

from surveykit.brief import Discreet, number_of
from surveykit.ids import FieldId, OptionCode, RespondentCode

__all__ = ["Coding", "Place", "Quotable", "Reading", "RecordedCoding", "WrittenText"]

Place = tuple[RespondentCode, FieldId]
"""The place of a text: its respondent, and the field that it answers."""


class WrittenText(Discreet, frozen=True):
    """A text of a respondent's current response."""

    respondent: RespondentCode
    field: FieldId
    text: str

    @property
    def place(self) -> Place:
        """The respondent and the field of the text."""
        return self.respondent, self.field

    def _counts(self) -> str:
        return f"in answer to {self.field}"


class Quotable(Discreet, frozen=True):
    """A passage that may be quoted: who cleared it, by name."""

    text: str
    cleared_by: str


class Reading(Discreet, frozen=True):
    """One coder's themes for one exact text; a reading does not apply once the text changes.

    `themes` holds at least one code; `NO_THEME` alone when no theme was found.
    """

    respondent: RespondentCode
    field: FieldId
    text: str
    themes: frozenset[OptionCode]
    quotation: Quotable | None = None

    @property
    def place(self) -> Place:
        """The respondent and the field of the text that was read."""
        return self.respondent, self.field

    def _counts(self) -> str:
        return f"of an answer to {self.field}"


class Coding(Discreet, frozen=True):
    """One act of coding: who read, what they read, and the themes that they added to the declared ones.

    `reconciled` says that these readings settle what coders see differently.
    """

    coder: str
    reconciled: bool
    readings: tuple[Reading, ...]
    added: Mapping[FieldId, Mapping[OptionCode, str]] = field(default_factory=dict)

    def _counts(self) -> str:
        return f"by {self.coder}: {number_of(len(self.readings), 'reading')}"


class RecordedCoding(Discreet, frozen=True):
    """An act of coding as the register keeps it: its number, when it was recorded, and the name of the file."""

    id: int
    recorded_at: datetime
    file_name: str
    coding: Coding

    def _counts(self) -> str:
        return f"{self.id} of {self.recorded_at:%Y-%m-%d}"
