"""The two texts of a kind of finding: what the analyst is told, and what its respondent is asked, or why nothing is."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

Sentences = tuple[str, ...]
"""Sentences in English of which the first whose slots are all known is said."""


class Unasked(StrEnum):
    """Why a respondent is not asked about a finding."""

    ANSWERED = "the answer is clear as it was given"
    OF_FILE = "it is about the file, which its respondent filled in and did not make"
    OF_OFFICE = "those who run the survey know it, or decide it"
    ASKED_ELSEWHERE = "another finding asks about its cause"
    NOT_NEEDED = "an answer may be left out; where a figure depends on it, another finding asks"


class Topic(StrEnum):
    """What a request is about: of those on one field, some make others needless."""

    ANSWER = "which answer counts"
    AWAITED = "an answer that did not come"
    BESIDE = "what stands beside the answer"
    FILE = "which of several files counts"
    OTHER = "what a rule of the survey, or nobody here, says"


class TwoTexts(Struct, frozen=True):
    """How one kind of finding is worded.

    `told` is for the analyst. What the respondent is asked is two sentences: what we `met` in the answer, left out when
    its slots are not known, and the question; the last sentence of `asks` has no slot. Without `asks`, `unasked` says
    why nothing is asked.
    """

    told: Sentences
    met: Sentences = ()
    asks: Sentences = ()
    topic: Topic = Topic.OTHER
    unasked: Unasked | None = None

    def sentences(self) -> Iterator[str]:
        """Those that the respondent may read."""
        yield from self.met
        yield from self.asks


WROTE = ("You wrote {raw!q}.",)
"""What was met, where the text received says it."""


def doubt(*told: str, met: Sentences = WROTE, asks: Sentences) -> TwoTexts:
    """The answer is there, and only its author can say which one it is."""
    return TwoTexts(told, met, asks, Topic.ANSWER)


def awaited(*told: str, met: Sentences, asks: Sentences) -> TwoTexts:
    """The answer did not come."""
    return TwoTexts(told, met, asks, Topic.AWAITED)


def put_beside(*told: str, met: Sentences, asks: Sentences) -> TwoTexts:
    """Something stands beside the answer, and only its author can say what it means."""
    return TwoTexts(told, met, asks, Topic.BESIDE)


def between_files(*told: str, met: Sentences, asks: Sentences) -> TwoTexts:
    """Several files came, and only their author can say which one counts."""
    return TwoTexts(told, met, asks, Topic.FILE)


def unasked(why: Unasked, *told: str) -> TwoTexts:
    """The respondent is asked nothing."""
    return TwoTexts(told, unasked=why)
