"""The signs and words around a number that say what it is: rough, a limit, a percentage, a multiple."""

from __future__ import annotations

import re

from surveykit.collect.codes import Code
from surveykit.collect.folding import words_of

_ROUGHLY = re.compile(
    r"[~≈±?]|\+ ?/ ?-|\b(?:environ|env|approx\w*|a peu pres|a peu de chose pres|plus ou moins|pres de|"
    r"autour de|aux alentours de|alentours|de l'ordre de|grosso modo|estim\w+|circa|ca)\b"
)
_BOUND = re.compile(
    r"[<>≤≥]|[0-9] ?\+|\b(?:au moins|au plus|(?:plus|moins) d(?:e\b|')|de plus|de moins|jusqu|min|max|"
    r"minim\w*|maxim\w*|superieur\w*|inferieur\w*|a partir de|depasse\w*|plusieurs)\b"
)
_GROUPED = r"[0-9]{1,3}(?: [0-9]{3})*[0-9]*"
_PARTS = r"\b(?:demie?s?|quarts?|tiers|moitie|virgule)\b"
_COLLECTIVE = {
    "huitaine": 8,
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
    "millier": 1000,
}
_FAULTS = (
    (re.compile(rf"^[^0-9]*{_GROUPED} ?[.,] ?[0-9]+[^0-9]*$|^[.,][0-9]+$"), Code.DECIMAL),
    (re.compile(r"[0-9] ?e ?[+-]? ?[0-9]"), Code.SCIENTIFIC),
    (re.compile(r"(?:^|(?<=[ (=:]))-[0-9]|^- [0-9]|\bmoins [0-9]"), Code.NEGATIVE),
    (re.compile(r"%|\bpour ?cents?\b"), Code.PERCENTAGE),
    (re.compile(r"[0-9] ?(?:k|m|md|mds)(?:€|\b)|\b(?:millions?|milliards?|milliers)\b"), Code.MULTIPLIER),
    (re.compile(r"[0-9].*\b(?:" + "|".join(_COLLECTIVE) + r")s?\b"), Code.SEVERAL_NUMBERS),
    (re.compile(_PARTS), Code.DECIMAL),
)


def is_rough(line: str) -> bool:
    """Whether a folded text says that its number is about right: "environ", "~", "?"."""
    return _ROUGHLY.search(line) is not None


def fault(line: str) -> Code | None:
    """Why the number in a folded text is no count of anything, as far as the signs around it say."""
    sure = _ROUGHLY.sub("", line)
    return next((code for pattern, code in _FAULTS if pattern.search(sure)), None)


def limit(line: str) -> Code | None:
    """Whether a folded text gives a limit ("plus de douze") or takes away ("moins douze")."""
    sure = _ROUGHLY.sub("", line)
    if _BOUND.search(sure):
        return Code.BOUND
    return Code.NEGATIVE if "moins" in words_of(sure) else None


def collectives(line: str) -> list[int | None]:
    """The collective nouns of a folded text: 12 for "douzaine", None for "douzaines", which is no number."""
    nouns = (word.removesuffix("s") for word in words_of(line))
    found = [(noun, word) for noun, word in zip(nouns, words_of(line), strict=True) if noun in _COLLECTIVE]
    return [_COLLECTIVE[noun] if noun == word else None for noun, word in found]
