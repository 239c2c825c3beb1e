"""What a definition says, before it is known to hold together."""

import datetime
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator, model_validator

from surveykit.expressions import Type
from surveykit.ids import CODE_PATTERN, FieldId
from surveykit.model.coding import CodeFrame
from surveykit.model.dissemination import Dissemination
from surveykit.model.fields import SurveyField, fields_of
from surveykit.model.indicators import AnyIndicator
from surveykit.model.mail import Mail
from surveykit.model.outline import Outline
from surveykit.model.population import Population
from surveykit.model.prose import PROSE, set_prose
from surveykit.model.questions import (
    FreeText,
    Number,
    Question,
    Section,
    Strict,
    Words,
)
from surveykit.model.rules import Derived, Rule
from surveykit.model.sampling import Sampling


class Issuer(Strict):
    """Who asks: the bodies from the widest to the narrowest, and the text that orders the survey."""

    bodies: Annotated[tuple[Words, ...], Field(min_length=1)]
    reference: Words
    reference_details: tuple[str, ...] = ()


class Collection(Strict):
    """How answers come back: by when, to which addresses, and what the respondent is told about it.

    Returns are due before `deadline`, that day excluded. `submit` is a web address (https) to which an
    interactive form may post its answers as JSON. Days are those of `timezone`, a name of the IANA database such as
    "Europe/Paris".
    """

    deadline: datetime.date
    addresses: Annotated[tuple[Words, ...], Field(min_length=1)]
    instructions: tuple[Words, ...] = ()
    submit: Annotated[str, Field(pattern=r"^https://[^\s\"'<>]+$")] | None = None
    timezone: str = "Europe/Paris"

    @field_validator("timezone")
    @classmethod
    def _check_timezone(cls, name: str) -> str:
        if not _is_timezone(name):
            raise ValueError(f"{name!r} is no time zone of the IANA database: write one such as Europe/Paris")
        return name

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the survey's days."""
        return ZoneInfo(self.timezone)


def _is_timezone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # what a name that is a folder or no name gives
        return False
    return True


class ToConfirm(StrEnum):
    """Whether a value that a respondent must confirm is in the figures meanwhile, or waits until it is confirmed."""

    COUNTS = "counts"
    WAITS = "waits"


class Draft(Strict):
    """Everything that is asked, of whom, under which rules, and what is made of the answers: unchecked."""

    id: Annotated[str, Field(pattern=CODE_PATTERN, max_length=48)]
    edition: Annotated[Number, Field(pattern=r"^[A-Za-z0-9_.-]+$", max_length=24)]
    title: Words
    language: Annotated[str, Field(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")] = "fr"
    issuer: Issuer
    scope: Words
    introduction: tuple[Words, ...] = ()
    collection: Collection
    to_confirm: ToConfirm = ToConfirm.COUNTS
    contact: tuple[FreeText, ...] = ()
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    coding: tuple[CodeFrame, ...] = ()
    derived: tuple[Derived, ...] = ()
    rules: tuple[Rule, ...] = ()
    indicators: tuple[AnyIndicator, ...] = ()
    population: Population
    sampling: Sampling | None = None
    dissemination: Dissemination = Dissemination()
    report: Outline | None = None
    mail: Mail = Mail()

    @model_validator(mode="after")
    def _set_typography(self) -> Self:
        """What people read has the typography of the survey's language, whatever keyboard its author had."""
        held = {name: getattr(self, name) for name in type(self).model_fields}
        set_ = {name: set_prose(one, self.language, read=name in PROSE) for name, one in held.items()}
        self.__dict__.update(set_)  # the value is frozen from here on
        return self

    def questions(self) -> Iterator[Question]:
        """Returns an iterator over the questions of every section, in the order of the form.

        Raises nothing.
        """
        return (question for section in self.sections for question in section.questions)

    def fields(self) -> Iterator[SurveyField]:
        """Returns an iterator over the fields of every question, in the order of the form.

        Each field is a column of the data; the lines of contact are no fields. Raises nothing.
        """
        return iter(self._fields)

    @cached_property
    def _fields(self) -> tuple[SurveyField, ...]:
        """The fields, made once: what is derived of each is kept with it."""
        return tuple(field for question in self.questions() for field in fields_of(question, self.language))

    @cached_property
    def schema_types(self) -> Mapping[str, Type]:
        """The type that each field has in expressions, by the field's code."""
        return {field.code: field.facts.type for field in self.fields()}

    @cached_property
    def field_by_code(self) -> Mapping[FieldId, SurveyField]:
        """Every field by its code, in the order of the form."""
        return {field.code: field for field in self.fields()}

    @cached_property
    def indicator_by_id(self) -> Mapping[str, AnyIndicator]:
        """Every indicator by its identifier, in the order of the definition."""
        return {indicator.id: indicator for indicator in self.indicators}
