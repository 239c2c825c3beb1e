"""Answers put into sentences: how a message shows a number, a choice, or that there is no answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import assert_never

from surveykit.expressions import Evaluate, to_python
from surveykit.expressions.syntax import Scalar
from surveykit.ids import FieldId, OptionCode
from surveykit.model import Survey
from surveykit.responses import (
    Answer,
    Answered,
    Blank,
    Missing,
    NonResponse,
    NonResponseReason,
    NothingToSay,
    Unreadable,
    Value,
    written_as,
)
from surveykit.texts import squeezed
from surveykit.words import Room, Slots, notation

_SLOT = re.compile(r"\{([^{}]*)\}")
_LONGEST = 120
_said = Room("answer")
_NOTHING = _said.word("no answer")
_ABSTENTIONS = {
    NonResponseReason.NOT_COMMUNICATED: _said.word("not communicated"),
    NonResponseReason.NOT_APPLICABLE: _said.word("not applicable"),
}


class Wording:
    """How one survey's answers are said in its language."""

    def __init__(self, survey: Survey) -> None:
        self._language = survey.language
        self._labels = {
            field.code: {option.code: option.label for option in field.facts.options} for field in survey.fields()
        }
        self._derived: dict[str, Evaluate] = {
            name: to_python(expression) for name, expression in survey.derived_expressions.items()
        }

    def filled(self, message: str, answers: Mapping[FieldId, Answer], row: Mapping[str, Value | None]) -> str:
        """A rule's message, each `{field}` in it replaced by the answer or by the derived value."""
        return _SLOT.sub(self._replacement(answers, row), message)

    def slots(self, message: str, answers: Mapping[FieldId, Answer], row: Mapping[str, Value | None]) -> Slots:
        """The words that replace each `{field}` of a rule's message, by the name between the braces."""
        shown = self._replacement(answers, row)
        return {slot.group(1): shown(slot) for slot in _SLOT.finditer(message)}

    def _replacement(
        self, answers: Mapping[FieldId, Answer], row: Mapping[str, Value | None]
    ) -> Callable[[re.Match[str]], str]:
        def replacement(slot: re.Match[str]) -> str:
            name = FieldId(slot.group(1))
            if name in self._derived:
                return self._plain(self._derived[name](row))
            return self.said(name, answers.get(name, Blank()))

        return replacement

    def said(self, field: FieldId, answer: Answer) -> str:
        """An answer in words."""
        match answer:
            case Answered(value=value):
                return self._value(field, value)
            case NothingToSay():
                return self._short(written_as(answer, self._language))
            case NonResponse(reason=reason):
                return _said(self._language, _ABSTENTIONS[reason])
            case Unreadable(raw=raw):
                return self.quoted(raw)
            case Blank() | Missing():
                return _said(self._language, _NOTHING)
            case _:
                assert_never(answer)

    def _value(self, field: FieldId, value: Value) -> str:
        match value:
            case frozenset() as codes:
                return self._options(field, codes)
            case str() as text:
                return self._short(self.option(field, OptionCode(text)))
            case int():
                return self._plain(value)
            case _:
                raise AssertionError(f"not a value of an answer: a {type(value).__name__}")

    def _options(self, field: FieldId, codes: frozenset[OptionCode]) -> str:
        """The labels of chosen options in the order of the form, then the codes that the form does not have."""
        known = [code for code in self._labels.get(field, {}) if code in codes]
        return ", ".join(self.option(field, code) for code in (*known, *sorted(codes.difference(known))))

    def option(self, field: FieldId, code: OptionCode) -> str:
        """The label of a list's option; of any other field, the text itself."""
        return self._labels.get(field, {}).get(code, code)

    def quoted(self, text: str) -> str:
        """A text between the quotation marks of the language, unless it has its own, shortened to one line."""
        line = self._short(text)
        return line if line.startswith("«") else _said(self._language, "“{label}”", label=line)

    @staticmethod
    def _short(text: str) -> str:
        line = squeezed(text)
        return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"

    def _plain(self, value: Scalar) -> str:
        if value is None:
            return _said(self._language, _NOTHING)
        if isinstance(value, bool):
            return _said(self._language, "Yes") if value else _said(self._language, "No")
        if isinstance(value, str):
            return value
        return notation(self._language).as_number(value, 0 if value == int(value) else 2)
