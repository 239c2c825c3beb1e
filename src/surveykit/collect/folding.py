"""Texts made comparable: without accents, capitals, invisible characters or typographic variants."""

from __future__ import annotations

import re
import unicodedata

from surveykit.texts import squeezed

_SIGNS = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "œ": "oe", "æ": "ae"} | dict.fromkeys("‐‑‒–—−", "-"),
)
_SEEN = re.compile("[\0-\xac\xae-\u05ff\u2000-\u200a\u2010-\u2029\u202f-\u205f\u20a0-\u2fff]*")
"""Characters among which none is invisible: nearly all of what is typed in European languages."""
_WORD = re.compile(r"[a-z0-9]+")


def visible(text: str) -> str:
    """The text without the characters that nobody sees: zero-width spaces, direction marks, soft hyphens."""
    if _SEEN.fullmatch(text):
        return text
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


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
