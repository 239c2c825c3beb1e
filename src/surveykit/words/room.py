"""Rooms: the sentences that one kind of document says, each written where it is said."""

from __future__ import annotations

from typing import Final

from surveykit.words.catalogue import say, say_counted
from surveykit.words.slots import Slot


class Room:
    """The sentences of one kind of document, which a catalogue holds under the name of the room.

    A module makes its own, `_said = Room("guide")`, and says a sentence in a language with its slots:

        _said("fr", "Question {number}", number="3") == "Question\u00a03"
        _said.counted("fr", 2, "{count} file received", "{count} files received") == "2\u00a0fichiers reçus"

    English stands where it is said, as a literal, so that the test of the catalogues finds it. Words that stand in a
    table are marked there (`_said.word("Yes")`) and said later.
    Raises LookupError when the language has no catalogue or its catalogue not the sentence, KeyError when a slot is not
    given.
    """

    def __init__(self, context: str) -> None:
        self.context: Final = context

    def __call__(self, language: str, sentence: str, /, **slots: Slot) -> str:
        """The sentence in the language, its slots filled."""
        return say(language, self.context, sentence, slots=slots)

    def counted(self, language: str, count: int, one: str, several: str, /, **slots: Slot) -> str:
        """The form of a sentence that the language uses for a number, which fills its slot `count`."""
        return say_counted(language, self.context, (one, several), count, slots)

    def word(self, sentence: str, /) -> str:
        """The sentence as it is in English, to be said later: it marks a sentence for the catalogues."""
        return sentence
