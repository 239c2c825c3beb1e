"""What became of a question, in one word: the state of an answer, as tables of answers tell it."""

from __future__ import annotations

from enum import StrEnum
from typing import assert_never

from surveykit.responses.answers import (
    Answer,
    Answered,
    Blank,
    Missing,
    NonResponse,
    NothingToSay,
    Unreadable,
)
from surveykit.words import Room

_said = Room("answer")


class Status(StrEnum):
    """The state of an answer; the first three have a value, the third the empty text."""

    ANSWERED = "answered"
    TO_CONFIRM = "to_confirm"
    NOTHING_TO_SAY = "nothing_to_say"
    BLANK = "blank"
    NOT_COMMUNICATED = "NC"
    NOT_APPLICABLE = "SO"
    UNREADABLE = "unreadable"
    MISSING = "missing"

    def words(self, language: str) -> str:
        """The status as the readers of a table are told it, in a language."""
        return _said(language, _WORDS[self])


_WORDS = {
    Status.ANSWERED: _said.word("Answer"),
    Status.TO_CONFIRM: _said.word("Answer to confirm"),
    Status.NOTHING_TO_SAY: _said.word("Nothing to say"),
    Status.BLANK: _said.word("No answer"),
    Status.NOT_COMMUNICATED: _said.word("Not communicated (NC)"),
    Status.NOT_APPLICABLE: _said.word("Not applicable (SO)"),
    Status.UNREADABLE: _said.word("Unreadable"),
    Status.MISSING: _said.word("Field missing from the file"),
}


def status_of(answer: Answer) -> Status:
    """The state of an answer."""
    match answer:
        case Answered(to_confirm=to_confirm):
            return Status.TO_CONFIRM if to_confirm else Status.ANSWERED
        case NothingToSay():
            return Status.NOTHING_TO_SAY
        case Blank():
            return Status.BLANK
        case NonResponse(reason=reason):
            return Status(reason)
        case Unreadable():
            return Status.UNREADABLE
        case Missing():
            return Status.MISSING
        case _:
            assert_never(answer)


def received(answer: Answer) -> str | None:
    """The text that an answer was read from, where it is known."""
    match answer:
        case Answered(raw=raw) | NothingToSay(raw=raw) | NonResponse(raw=raw) | Unreadable(raw=raw):
            return raw
        case Blank() | Missing():
            return None
        case _:
            assert_never(answer)


def written_as(answer: NothingToSay, language: str) -> str:
    """How it is written that there is nothing to say: as the respondent did, else as one does in a language."""
    return answer.raw or _said(language, "nothing to say")
