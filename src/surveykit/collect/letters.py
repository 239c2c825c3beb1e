"""Whole numbers in French letters, up to 999 999, as they are spelt in France, Belgium and Switzerland."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
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


def _compounds(name: str, ten: int) -> Iterator[tuple[Spelling, int]]:
    """The spellings of a ten and of the numbers that follow it: `("vingt", "et", "une")` is 21."""
    head = tuple(name.split("+"))
    yield head, ten
    for unit in range(1, 20 if name in _ON_TWENTIES else 10):
        for tail in _unit_spellings(unit):
            yield (*head, *tail), ten + unit
            if unit in {1, 11}:
                yield (*head, "et", *tail), ten + unit


def _unit_spellings(unit: int) -> tuple[Spelling, ...]:
    spelt = tuple(_SMALL[unit].split("+"))
    return (spelt, ("une",)) if unit == 1 else (spelt,)


def _under_hundred() -> dict[Spelling, int]:
    spelt = {tuple(word.split("+")): value for value, word in enumerate(_SMALL)}
    spelt[("une",)] = 1
    for name, ten in _TENS.items():
        spelt.update(_compounds(name, ten))
    return spelt | {("quatre", "vingts"): 80}


_UNDER_HUNDRED: Mapping[Spelling, int] = _under_hundred()
_HUNDRED = frozenset({"cent", "cents"})
_BEFORE_HUNDRED = frozenset(range(2, 20)) - {10}
_THOUSAND = frozenset({"mille", "mil"})
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
        run = _run(words[at:])
        if run:
            runs.append(run)
        at += len(run) + 1
    return runs


def _run(words: Sequence[str]) -> Spelling:
    """The run of numerals that words begin with, parts joined by "et" too."""
    run = tuple(takewhile(is_numeral, words))
    while run and _goes_on(words[len(run) :]):
        run += ("et", *takewhile(is_numeral, words[len(run) + 1 :]))
    return run


def _goes_on(words: Sequence[str]) -> bool:
    return len(words) > 1 and words[0] == "et" and is_numeral(words[1])


def number_in_letters(words: Spelling) -> int | None:
    """The number that words spell, or None if they are no one number: `("vingt", "et", "un")` is 21."""
    where = _first(words, _THOUSAND)
    if where is None:
        return _under_thousand(words)
    thousands, rest = _thousands(words[:where]), _rest(words[where + 1 :], _under_thousand)
    return None if thousands is None or rest is None else thousands * 1000 + rest


def _first(words: Spelling, multipliers: frozenset[str]) -> int | None:
    """The place of the first word that is one of the multipliers, or None."""
    return next((at for at, word in enumerate(words) if word in multipliers), None)


def _thousands(words: Spelling) -> int | None:
    """How many thousands the words before "mille" say: one if there are none; nobody says "un mille"."""
    if not words:
        return 1
    said = _under_thousand(words)
    return said if said is not None and said > 1 else None


def _rest(words: Spelling, read: Callable[[Spelling], int | None]) -> int | None:
    """The number after the thousands or the hundreds: 0 without words, None if the words are no number from 1."""
    return (read(words) or None) if words else 0


def _under_thousand(words: Spelling) -> int | None:
    where = _first(words, _HUNDRED)
    if where is None:
        return _UNDER_HUNDRED.get(words)
    hundreds, rest = _hundreds(words[:where]), _rest(words[where + 1 :], _UNDER_HUNDRED.get)
    return None if hundreds is None or rest is None else hundreds * 100 + rest


def _hundreds(words: Spelling) -> int | None:
    """How many hundreds the words before "cent" say: one if there are none, or 2 to 19 but 10."""
    said = _UNDER_HUNDRED.get(words) if words else 1
    return said if not words or said in _BEFORE_HUNDRED else None
