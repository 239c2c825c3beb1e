"""Whole numbers in French letters, up to 999 999, as they are spelt in France, Belgium and Switzerland."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile

_SMALL = (
    *("zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    *("onze", "douze", "treize", "quatorze", "quinze", "seize", "dix+sept", "dix+huit", "dix+neuf"),
)
_TENS: Mapping[str, int] = {
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "septante": 70,
    "quatre+vingt": 80,
    "huitante": 80,
    "octante": 80,
    "nonante": 90,
}
_ON_TWENTIES = {"soixante": 60, "quatre+vingt": 80}
Spelling = tuple[str, ...]


def _under_hundred() -> dict[Spelling, int]:
    spelt = {tuple(word.split("+")): value for value, word in enumerate(_SMALL)}
    spelt[("une",)] = 1
    for name, ten in _TENS.items():
        head = tuple(name.split("+"))
        spelt[head] = ten
        for unit in range(1, 20 if name in _ON_TWENTIES else 10):
            tails = [tuple(_SMALL[unit].split("+"))]
            if unit == 1:
                tails.append(("une",))
            for tail in tails:
                spelt[(*head, *tail)] = ten + unit
                if unit in {1, 11}:
                    spelt[(*head, "et", *tail)] = ten + unit
    return spelt | {("quatre", "vingts"): 80}


_UNDER_HUNDRED: Mapping[Spelling, int] = _under_hundred()
_HUNDRED = {"cent", "cents"}
_THOUSAND = {"mille", "mil"}
_SMALL_WORDS = {word for spelling in _UNDER_HUNDRED for word in spelling}
_NUMERALS = frozenset(_SMALL_WORDS | _HUNDRED | _THOUSAND) - {"et"}


def is_numeral(word: str) -> bool:
    """Whether a folded word belongs to the name of a number ("et" does only between two others)."""
    return word in _NUMERALS


def numeral_runs(words: Sequence[str]) -> list[Spelling]:
    """The longest runs of words that belong to names of numbers, in order."""
    runs: list[Spelling] = []
    at = 0
    while at < len(words):
        run = tuple(takewhile(is_numeral, words[at:]))
        end = at + len(run)
        while run and end + 1 < len(words) and words[end] == "et" and is_numeral(words[end + 1]):
            run += ("et", *takewhile(is_numeral, words[end + 1 :]))
            end = at + len(run)
        if run:
            runs.append(run)
        at = end + 1 if run else at + 1
    return runs


def number_in_letters(words: Spelling) -> int | None:
    """The number that words spell, or None if they are no one number: `("vingt", "et", "un")` is 21."""
    where = next((at for at, word in enumerate(words) if word in _THOUSAND), None)
    if where is None:
        return _under_thousand(words)
    thousands = _under_thousand(words[:where]) if where else 1
    rest = _under_thousand(words[where + 1 :]) if words[where + 1 :] else 0
    if thousands is None or rest is None or (where and thousands < 2) or (words[where + 1 :] and not rest):
        return None
    return thousands * 1000 + rest


def _under_thousand(words: Spelling) -> int | None:
    where = next((at for at, word in enumerate(words) if word in _HUNDRED), None)
    if where is None:
        return _UNDER_HUNDRED.get(words)
    hundreds = _UNDER_HUNDRED.get(words[:where]) if where else 1
    rest = _UNDER_HUNDRED.get(words[where + 1 :]) if words[where + 1 :] else 0
    if hundreds is None or rest is None or (words[where + 1 :] and not rest):
        return None
    if where and (hundreds not in range(2, 20) or hundreds == 10):
        return None
    return hundreds * 100 + rest
