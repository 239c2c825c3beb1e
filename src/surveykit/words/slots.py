"""Filling the slots of a sentence: `{name}`, and how a value is shown in a language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from string import Formatter

from surveykit.words.notation import Notation

Slot = str | int | bool | Sequence[str | bool]
"""What fills a slot: words, a number, whether a box is ticked, or several of them."""
Slots = Mapping[str, Slot]

_ASPIRATED = "a(?!b|le|llu|lo|rmo)|ern|iér|ors|uit|éros"
_ELIDES = re.compile(rf"[aeiouéèêàâîôûœ]|y(?![aeiou])|h(?!{_ASPIRATED})", re.IGNORECASE)
"""A French noun before which « de » is « d’ »: « d’heures », and not « d’handicapés » or « d’yaourts »."""

TICKED, NOT_TICKED = "ticked", "not ticked"
"""How a truth is said in English; a catalogue says it in the context of its sentence, where it agrees with its noun."""


def filled(sentence: str, slots: Slots, notation: Callable[[], Notation], word: Callable[[str], str]) -> str:
    """A sentence with its slots filled; what fills them is never looked at for other slots.

    `{name}` shows words as they are, a number as the notation writes it and several words parted by commas.
    `{name!q}` quotes: on one line, between the notation's quotation marks, cut at `QUOTED_LENGTH` characters;
    `{name!l}` quotes a label unless it has such marks itself. `{name!c}` begins with a capital, `{name!m}` is in the
    middle of a sentence (`Réseaux` as `réseaux`, an acronym as it is), and `{name!d}` follows a French `de` (`d’ARS`,
    `de villes`). `word` says `TICKED` and `NOT_TICKED` in the language.

        slots = {"text": "3,0", "value": 1234}
        filled("{text!q} read {value}", slots, lambda: notation("fr"), str) == "« 3,0 » read 1 234"

    Raises KeyError when a slot of the sentence is not given.
    """
    return _Filler(notation, word).vformat(sentence, (), slots)


def slots_of(sentence: str) -> frozenset[str]:
    """The names of the slots of a sentence."""
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)


def chosen(sentences: Iterable[str], slots: Slots) -> str:
    """The first sentence whose slots are all given.

    Raises KeyError when there is none.
    """
    known = frozenset(slots)
    for sentence in sentences:
        if slots_of(sentence) <= known:
            return sentence
    raise KeyError(f"no sentence has these slots only: {sorted(known)}")


class _Filler(Formatter):
    def __init__(self, notation: Callable[[], Notation], word: Callable[[str], str]) -> None:
        self._notation = notation
        self._word = word

    def convert_field(self, value: Slot, conversion: str | None) -> str:
        """The value as words, in the form that the conversion asks for."""
        if isinstance(value, bool):
            value = self._word(TICKED if value else NOT_TICKED)
        if isinstance(value, int):
            return self._notation().as_number(value)
        if isinstance(value, str):
            return self._as(value, conversion)
        return ", ".join(self.convert_field(one, conversion) for one in value)

    def _as(self, text: str, conversion: str | None) -> str:
        match conversion:
            case "q":
                return self._notation().quoted(text)
            case "l":
                return text if self._notation().is_quoted(text) else self._notation().quoted(text)
            case "c":
                return text[:1].upper() + text[1:]
            case "m":
                return text if text[1:2].isupper() else text[:1].lower() + text[1:]
            case "d":
                return f"d’{text}" if _ELIDES.match(text) else f"de {text}"
            case _:
                return text
