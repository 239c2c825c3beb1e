"""Texts made comparable: without accents, capitals, invisible characters or typographic variants."""

from __future__ import annotations

import re
import unicodedata

from surveykit.texts import squeezed, visible

_SIGNS = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "œ": "oe", "æ": "ae"} | dict.fromkeys("‐‑‒–—−", "-"),
)
_WORD = re.compile(r"[a-z0-9]+")


def folded(text: str) -> str:
    """The text in lower case, without accents, on one line, its apostrophes and dashes made plain."""
    lower = visible(text).casefold().translate(_SIGNS)
    if not lower.isascii():
        apart = unicodedata.normalize("NFD", lower)
        lower = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return squeezed(lower)


def words_of(text: str) -> list[str]:
    """The words and plain numbers of a folded text, in order."""
    return _WORD.findall(text)
