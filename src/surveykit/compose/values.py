"""A response as the values of the form's controls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from surveykit.compose import words
from surveykit.document import ControlValue
from surveykit.ids import RESPONDENT_FIELD, FieldId
from surveykit.model import CodesValue, CodeValue, Survey, SurveyField, TextValue, TruthValue, WholeValue
from surveykit.responses import (
    Answer,
    Answered,
    Blank,
    Missing,
    NonResponse,
    NothingToSay,
    Response,
    Unreadable,
    Value,
    written_as,
)


def control_values(survey: Survey, response: Response) -> Mapping[FieldId, ControlValue]:
    """The value of each control when a form shows a response; a control that shows nothing is left out.

    A non-response, an unreadable answer and that there is nothing to say are shown by a text box as they were written;
    a list cannot show them.
    """
    values: dict[FieldId, ControlValue] = {code: text for code, text in response.contact.items() if text}
    if response.respondent is not None:
        values[RESPONDENT_FIELD] = response.respondent
    for field in survey.fields():
        value = _value(field, response.answers.get(field.code, Blank()), survey.language)
        if value:
            values[field.code] = value
    return values


def _value(field: SurveyField, answer: Answer, language: str) -> ControlValue | None:
    if isinstance(answer, Answered):
        return _answered(field, answer.value)
    return in_place_of_value(answer, language) if field.facts.takes_words else None


def in_place_of_value(answer: NothingToSay | NonResponse | Unreadable | Blank | Missing, language: str) -> str | None:
    """What is written where an answer has no value: "NC" or "SO", or the text received; None when nothing is."""
    match answer:
        case NothingToSay():
            return written_as(answer, language)
        case NonResponse(reason=reason):
            return reason.value
        case Unreadable(raw=raw):
            return raw
        case Blank() | Missing():
            return None
        case _:
            assert_never(answer)


def _answered(field: SurveyField, value: Value) -> ControlValue:
    match field.facts.value:
        case CodesValue():
            return value if isinstance(value, frozenset) else frozenset()
        case TruthValue():
            return words.YES_CODE if value else words.NO_CODE
        case WholeValue() | CodeValue() | TextValue():
            return str(value)
        case _:
            assert_never(field.facts.value)
