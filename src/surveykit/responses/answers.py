"""One response per return, and the six things that an answer can be."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from surveykit.brief import Discreet
from surveykit.ids import FieldId, OptionCode, RespondentCode
from surveykit.silence import NOTHING

Value = int | bool | str | frozenset[OptionCode]
"""Counts and scales are int, yes/no bool, one choice its code, texts str, many choices a set of codes."""
_STATE = "state"
"""What says, in JSON, which of the six an answer is."""


class Answered(Discreet, frozen=True, tag_field=_STATE, gc=False, tag="answered"):
    """A value, with the text that it was read from; `to_confirm` says that the respondent must be asked.

    The same value read from other words is the same answer.
    """

    value: Value
    raw: str | None = None
    to_confirm: bool = False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Answered) and self._told() == other._told()

    def __hash__(self) -> int:
        return hash(self._told())

    def _told(self) -> tuple[Value, bool]:
        return self.value, self.to_confirm


def as_sure(answer: Answer) -> Answer:
    """The answer, of which nothing is to be confirmed any more."""
    return replace(answer, to_confirm=False) if isinstance(answer, Answered) and answer.to_confirm else answer


class Blank(Struct, frozen=True, tag_field=_STATE, gc=False, tag="blank"):
    """The place for the answer was there, and empty."""


class NonResponseReason(StrEnum):
    """Why a respondent says that there is no answer."""

    NOT_COMMUNICATED = "NC"
    NOT_APPLICABLE = "SO"


class NonResponse(Discreet, frozen=True, tag_field=_STATE, gc=False, tag="non_response"):
    """The respondent wrote that there is no answer ("NC", "sans objet"): neither zero nor blank.

    The same reason in other words is the same answer.
    """

    reason: NonResponseReason
    raw: str | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NonResponse) and self.reason == other.reason

    def __hash__(self) -> int:
        return hash(self.reason)


class NothingToSay(Discreet, frozen=True, tag_field=_STATE, gc=False, tag="nothing_to_say"):
    """The respondent wrote, in the place of a text, that there is nothing to say ("néant", "RAS"): that is an answer.

    The same in other words is the same answer. Its value is the empty text, which no other answer has.
    """

    raw: str | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NothingToSay)

    def __hash__(self) -> int:
        return hash(NothingToSay)


class Unreadable(Discreet, frozen=True, tag_field=_STATE, gc=False, tag="unreadable"):
    """Something was answered that has no one value; the raw text is kept for whoever asks back."""

    raw: str


class Missing(Struct, frozen=True, tag_field=_STATE, gc=False, tag="missing"):
    """The file had no place for the answer: its control was deleted."""


Answer = Answered | NothingToSay | Blank | NonResponse | Unreadable | Missing


class Response(Discreet, frozen=True):
    """One respondent's answers to one edition; `contact` says whom to call and never reaches a figure.

    Every field of the survey is a key of `answers`. `simulated` when nobody gave these answers: they were drawn, for a
    rehearsal, or stood in a form that was made in one.
    """

    survey: str
    edition: str
    respondent: RespondentCode | None
    answers: Mapping[FieldId, Answer]
    contact: Mapping[FieldId, str] = field(default_factory=dict)
    simulated: bool = False

    def value(self, code: FieldId) -> Value | None:
        """The value answered, or None for blank, non-response, unreadable and missing alike."""
        answer = self.answers.get(code)
        if isinstance(answer, Answered):
            return answer.value
        return None if answer is None else _value(answer)

    def values(self) -> dict[str, Value]:
        """Every value that was answered, by field code: what expressions are evaluated on."""
        found: dict[str, Value] = {}
        for code, answer in self.answers.items():
            if isinstance(answer, Answered):
                found[code] = answer.value
            elif (value := _value(answer)) is not None:
                found[code] = value
        return found

    def _counts(self) -> str:
        return f"to {self.survey}/{self.edition}: {len(self.values())} of {len(self.answers)} fields answered"


def _value(answer: Answer) -> Value | None:
    """The value of an answer: `NOTHING` where there is nothing to say, None where there is no value."""
    match answer:
        case Answered(value=value):
            return value
        case NothingToSay():
            return NOTHING
        case Blank() | NonResponse() | Unreadable() | Missing():
            return None
        case _:
            assert_never(answer)


def is_untouched(response: Response) -> bool:
    """Whether a form holds nothing of its respondent's: no contact was typed, and no field has an answer."""
    if any(text.strip() for text in response.contact.values()):
        return False
    return all(isinstance(one, Blank | Missing) for one in response.answers.values())
