"""One response per return, and the five things that an answer can be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from surveykit.ids import FieldId, OptionCode, RespondentCode

Value = int | bool | str | frozenset[OptionCode]
"""Counts and scales are int, yes/no bool, one choice its code, texts str, many choices a set of codes."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A value, with the text that it was read from; `to_confirm` says that the respondent must be asked."""

    value: Value
    raw: str | None = field(default=None, compare=False)
    to_confirm: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """The place for the answer was there, and empty."""


class NonResponseReason(StrEnum):
    """Why a respondent says that there is no answer."""

    NOT_COMMUNICATED = "NC"
    NOT_APPLICABLE = "SO"


@dataclass(frozen=True, slots=True)
class NonResponse:
    """The respondent wrote that there is no answer ("NC", "sans objet"): neither zero nor blank."""

    reason: NonResponseReason
    raw: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something was answered that has no one value; the raw text is kept for whoever asks back."""

    raw: str


@dataclass(frozen=True, slots=True)
class Missing:
    """The file had no place for the answer: its control was deleted."""


Answer = Answered | Blank | NonResponse | Unreadable | Missing


@dataclass(frozen=True, slots=True)
class Response:
    """One respondent's answers to one edition; `contact` says whom to call and never reaches a figure.

    Every field of the survey is a key of `answers`.
    """

    survey: str
    edition: str
    respondent: RespondentCode | None
    answers: Mapping[FieldId, Answer]
    contact: Mapping[FieldId, str] = field(default_factory=dict)

    def value(self, code: FieldId) -> Value | None:
        """The value answered, or None for blank, non-response, unreadable and missing alike."""
        answer = self.answers.get(code)
        return answer.value if isinstance(answer, Answered) else None

    def values(self) -> dict[str, Value]:
        """Every value that was answered, by field code: what expressions are evaluated on."""
        return {code: answer.value for code, answer in self.answers.items() if isinstance(answer, Answered)}
