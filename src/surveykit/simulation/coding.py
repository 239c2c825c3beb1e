"""What a coder could have understood of simulated texts: the same seed always gives the same readings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from random import Random

from surveykit.coded import Quotable, Reading, WrittenText
from surveykit.ids import OptionCode
from surveykit.model import NO_THEME, CodedTheme, Survey

NO_THEME_SHARE = 0.06
QUOTED_SHARE = 0.05
_MOST = 3
_STEM = 6
"""The letters by which a word of a theme is recognised in a text."""


def simulated_readings(
    survey: Survey,
    texts: Iterable[WrittenText],
    coder: str,
    seed: int,
    *,
    hesitation: float = 0.1,
    cleared_by: str = "",
) -> Iterator[Reading]:
    """A plausible reading of every text by a coder, in order.

    Coders look for the same words, so they mostly agree; with a probability of `hesitation` each drops a theme or adds
    one. With `cleared_by`, that person clears the quotation of one text in twenty.
    """
    themes = {one.field: frame.themes for frame in survey.coding for one in frame.fields}
    for text in texts:
        place = f"{survey.id}/{seed}/{text.respondent}/{text.field}"
        shared = Random(place)  # noqa: S311 (a rehearsal, not a secret)
        own = Random(f"{place}/{coder}")  # noqa: S311
        found = _found(themes[text.field], text.text, shared)
        if own.random() < hesitation:
            found = _hesitating(themes[text.field], found, own)
        quoted = _cleared(text, cleared_by, shared) if cleared_by else None
        yield Reading(text.respondent, text.field, text.text, found or frozenset([NO_THEME]), quoted)


def _cleared(text: WrittenText, cleared_by: str, random: Random) -> Quotable | None:
    """The whole text as a quotation, for one text in twenty."""
    return Quotable(text.text, cleared_by) if random.random() < QUOTED_SHARE else None


def _found(themes: tuple[CodedTheme, ...], text: str, random: Random) -> frozenset[OptionCode]:
    """The themes that have a word in the text, a few at most; without any, one by chance or none."""
    written = _stems(text)
    met = [one.code for one in themes if written & _stems(f"{one.label} {one.hint}")]
    if met:
        return frozenset(random.sample(met, min(len(met), random.randint(1, _MOST))))
    if random.random() < NO_THEME_SHARE:
        return frozenset()
    return frozenset([random.choice(themes).code])


def _stems(text: str) -> set[str]:
    """The beginnings of the words of a text, by which forms of one word are alike."""
    return {word[:_STEM] for word in _words(text)}


def _hesitating(themes: tuple[CodedTheme, ...], found: frozenset[OptionCode], random: Random) -> frozenset[OptionCode]:
    others = [one.code for one in themes if one.code not in found]
    if found and random.random() < 1 / 2:
        return found - {random.choice(sorted(found))}
    return found | {random.choice(others)} if others else found


def _words(text: str) -> list[str]:
    bare = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(char for char in bare if not unicodedata.combining(char))
    return [word for word in re.findall(r"[a-z]+", plain) if len(word) >= _STEM]
