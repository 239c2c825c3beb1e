"""What a note is about: the question, the field, and what sentences name of the field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import msgspec
from msgspec import Struct

from surveykit.collect.codes import Note
from surveykit.findings import Finding, Place
from surveykit.ids import FieldId
from surveykit.model import AnyPart, SurveyField
from surveykit.words import Slots


class Subject(Struct, frozen=True):
    """A question and a field, each None where a note is on more, with the field's label and unit."""

    question: str | None = None
    field: FieldId | None = None
    names: Slots = msgspec.field(default_factory=dict)

    @classmethod
    def of(cls, field: SurveyField) -> Self:
        """A field with its question."""
        return cls(field.question.number, field.code, field.names)

    @classmethod
    def of_contact(cls, line: AnyPart) -> Self:
        """A line of the contact."""
        return cls(None, line.code, {"label": line.label})

    @classmethod
    def of_question(cls, number: str | None, fields: Sequence[SurveyField]) -> Self:
        """A question, and its field if there is only one."""
        return cls.of(fields[0]) if len(fields) == 1 else cls(number)

    def finding(self, told: Note) -> Finding:
        """The note as a finding about this."""
        place = Place(question=self.question, field=self.field)
        return Finding(told.code, told.severity, None, place, told.raw, {**self.names, **told.slots})
