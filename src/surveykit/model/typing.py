"""The type that each kind of field has in expressions."""

from __future__ import annotations

from typing import assert_never

from surveykit.expressions import BOOLEAN, INTEGER, TEXT, Choice, Choices, Type
from surveykit.model.questions import AnyPart, Count, FreeText, ManyChoices, OneChoice, Scale, YesNo


def type_of(part: AnyPart) -> Type:
    """A field's type: counts and scales are integers, yes/no boolean, choices the list of their codes."""
    match part:
        case Count() | Scale():
            return INTEGER
        case YesNo():
            return BOOLEAN
        case OneChoice():
            return Choice(tuple(option.code for option in part.options))
        case ManyChoices():
            return Choices(tuple(option.code for option in part.options))
        case FreeText():
            return TEXT
        case _:
            assert_never(part)
