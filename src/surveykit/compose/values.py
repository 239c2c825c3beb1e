"""A response as the values of the form's controls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from surveykit.compose import words
from surveykit.document import ControlValue
from surveykit.ids import RESPONDENT_FIELD, FieldId
from surveykit.model import AnyPart, Count, FreeText, ManyChoices, OneChoice, Scale, Survey, YesNo
from surveykit.responses import Answer, Answered, Blank, Missing, NonResponse, Response, Unreadable, Value


def control_values(survey: Survey, response: Response) -> Mapping[FieldId, ControlValue]:
    """What each control holds when a form shows a response; a control that shows nothing is left out.

    A non-response and an unreadable answer are shown by a text box as they were written; a list cannot show them.
    """
    values: dict[FieldId, ControlValue] = {code: text for code, text in response.contact.items() if text}
    if response.respondent is not None:
        values[RESPONDENT_FIELD] = response.respondent
    for field in survey.fields():
        value = _value(field.part, response.answers.get(field.code, Blank()))
        if value:
            values[field.code] = value
    return values


def _value(part: AnyPart, answer: Answer) -> ControlValue | None:
    match answer:
        case Answered(value=value):
            return _answered(part, value)
        case NonResponse(reason=reason):
            return reason.value if isinstance(part, Count | FreeText) else None
        case Unreadable(raw=raw):
            return raw if isinstance(part, Count | FreeText) else None
        case Blank() | Missing():
            return None
        case _:
            assert_never(answer)


def _answered(part: AnyPart, value: Value) -> ControlValue:
    match part:
        case ManyChoices():
            return value if isinstance(value, frozenset) else frozenset()
        case YesNo():
            return words.YES_CODE if value else words.NO_CODE
        case Count() | Scale() | OneChoice() | FreeText():
            return str(value)
        case _:
            assert_never(part)
