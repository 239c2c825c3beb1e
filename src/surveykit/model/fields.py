"""The typed columns of the data, each with the question that it answers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from surveykit.ids import FieldId, OptionCode
from surveykit.model.facts import CodesValue, FieldFacts, facts_of
from surveykit.model.questions import AnyPart, Condition, Detail, FreeText, Option, Question
from surveykit.words import Room, Slots

_said = Room("answer")


class SurveyField(Struct, frozen=True, dict=True):
    """One column of the data: a field with the question that it answers.

    A detail ("précisez") is a field too: `detail_of` then holds the field and the option that ask for it.
    """

    part: AnyPart
    question: Question
    detail_of: tuple[FieldId, OptionCode] | None = None

    @cached_property
    def facts(self) -> FieldFacts:
        """What the field's kind is lowered to: the type of its values, its bounds, its control."""
        return facts_of(self.part)

    @cached_property
    def code(self) -> FieldId:
        """The field's code."""
        return self.part.code

    @property
    def label(self) -> str:
        """The field's own name."""
        return self.part.label

    @property
    def names(self) -> Slots:
        """What a sentence names of the field: its `label`, and the `unit` of its numbers where that is a noun."""
        unit = self.facts.unit
        return {"label": self.label, "unit": unit} if unit[:1].isalpha() else {"label": self.label}

    @property
    def condition(self) -> Condition | None:
        """When the field is to be answered, None for always."""
        return self.part.condition


def fields_of(question: Question, language: str) -> Iterator[SurveyField]:
    """The fields of a question in order, each detail right after the list that asks for it.

    `language` is that of the condition of a detail, in words.
    """
    for part in question.fields:
        field = SurveyField(part, question)
        yield field
        for option in field.facts.options:
            if option.detail is not None:
                yield SurveyField(_detail(field, option, option.detail, language), question, (part.code, option.code))


def _detail(field: SurveyField, option: Option, detail: Detail, language: str) -> FreeText:
    many = isinstance(field.facts.value, CodesValue)
    chosen = f"has({field.code}, '{option.code}')" if many else f"{field.code} = '{option.code}'"
    condition = Condition(when=chosen, label=_said(language, "“{label}”", label=option.label))
    return FreeText(code=detail.code, label=detail.label, prompt=option.label, condition=condition, lines=1)
