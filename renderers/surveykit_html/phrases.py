"""Words that several sentences have in common, written once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from string import ascii_letters

NAMES = ascii_letters.replace("v", "")
"""Of the phrases, in order; `v` is that of the values."""

_PIECE = re.compile(r"\\u[0-9a-f]{4}|\\.|\{\d*\}|\w+|.", re.DOTALL)
"""What is never cut: an escaped character, a slot, a word."""

_NAME = len("${a}")
_DEFINITION = len(",a=``")
_WORTH = 6
"""Bytes that a phrase must save."""

Line = Sequence[str]
Place = tuple[int, int]
"""A line and a piece in it."""


@lru_cache(maxsize=8)
def shared(sentences: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The phrases that are worth a name, and the sentences with `${a}`, `${b}`… for the first, the second….

    A phrase may hold those before it. The sentences come as they stand between the backquotes of JavaScript.
    """
    lines: list[Line] = [_PIECE.findall(sentence) for sentence in sentences]
    phrases: list[str] = []
    for letter in NAMES:
        best = _best(lines)
        if not best:
            break
        phrases.append("".join(best))
        lines = [_renamed(line, best, f"${{{letter}}}") for line in lines]
    return tuple(phrases), tuple("".join(line) for line in lines)


def _best(lines: Sequence[Line]) -> Line:
    """The phrase that saves most, the first of several; none when none is worth it."""
    best: Line = ()
    most = _WORTH - 1
    alive: list[Sequence[Place]] = [[(row, start) for row, line in enumerate(lines) for start in range(len(line))]]
    length = 0
    while alive:
        alive = [longer for places in alive for longer in _longer(lines, places, length)]
        length += 1
        for places in alive:
            row, start = places[0]
            phrase = lines[row][start : start + length]
            saved = (len(places) - 1) * len("".join(phrase).encode()) - len(places) * _NAME - _DEFINITION
            if saved > most:
                best, most = phrase, saved
    return best


def _longer(lines: Sequence[Line], places: Sequence[Place], length: int) -> list[Sequence[Place]]:
    """Where the phrase of that length at each of the places goes on alike, at two of them at least."""
    found: dict[str, list[Place]] = defaultdict(list)
    for row, start in places:
        if start + length < len(lines[row]):
            found[lines[row][start + length]].append((row, start))
    return [alike for alike in found.values() if len(alike) > 1]


def _renamed(line: Line, phrase: Line, name: str) -> Line:
    made: list[str] = []
    place = 0
    while place < len(line):
        met = line[place : place + len(phrase)] == phrase
        made.append(name if met else line[place])
        place += len(phrase) if met else 1
    return made
