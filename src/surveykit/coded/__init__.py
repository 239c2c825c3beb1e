"""What was understood: texts that respondents wrote, and the themes that coders recognised in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct, field

from surveykit.ids import FieldId, OptionCode, RespondentCode

__all__ = ["Coding", "Place", "Quotable", "Reading", "RecordedCoding", "WrittenText"]

Place = tuple[RespondentCode, FieldId]
"""Where a text stands: whose it is, and the field that it answers."""


class WrittenText(Struct, frozen=True):
    """A text as it stands in a respondent's current response."""

    respondent: RespondentCode
    field: FieldId
    text: str

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.respondent, self.field


class Quotable(Struct, frozen=True):
    """A passage that may be quoted: who cleared it, by name."""

    text: str
    cleared_by: str


class Reading(Struct, frozen=True):
    """What one coder understood of one text, to the letter: of another text it says nothing.

    `themes` holds at least one code; `NO_THEME` alone when no theme was found.
    """

    respondent: RespondentCode
    field: FieldId
    text: str
    themes: frozenset[OptionCode]
    quotation: Quotable | None = None

    @property
    def place(self) -> Place:
        """Where the text stands."""
        return self.respondent, self.field


class Coding(Struct, frozen=True):
    """One act of coding: who read, what they read, and the themes that they added to the declared ones.

    `reconciled` says that these readings settle what coders see differently.
    """

    coder: str
    reconciled: bool
    readings: tuple[Reading, ...]
    added: Mapping[FieldId, Mapping[OptionCode, str]] = field(default_factory=dict)


class RecordedCoding(Struct, frozen=True):
    """An act of coding as the register keeps it: its number, when it was recorded, and the name of the file."""

    id: int
    recorded_at: datetime
    file_name: str
    coding: Coding
