"""Texts that answer nothing: a sign that fills a blank ("-", "x"), or words that there is nothing to say ("néant").

`docs/texts.md` shows analysts the same rows; a test reads each, in Python and in the script of a form.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

NOTHING: Final = ""
"""What expressions and tables hold of a text that says that there is nothing to say: no other answer is empty."""

_LONGEST = 120
_SIGN = r"[x×=~|^ ]{0,9}"
_NOTHING = (
    "((non |il n y a |nous n avons |je n ai )?(r ?a ?s|ø|∅|neant|sans objet|rien|aucune?s?|"
    "(pas|sans|ni|ou|et|aucune?s?)( de?| e| autres?)* "
    "(remarque|commentaire|observation|precision|suggestion|question|complement|element)s?)"
    r"( (de?|e|autres?|plus|particuli\w+|special|(sup|com)plementaires?|pour (le moment|l instant)|actuellement|"
    "a (signaler|ajouter|declarer|mentionner|preciser|formuler|communiquer|dire|ce jour|ce stade)))*( |$))+"
)
_HAS_NOTHING_TO_SAY = re.compile(_NOTHING)
_FILLS_A_BLANK = re.compile(_SIGN)

SCRIPT: Final = (
    r'(t,s)=>/^\W*(n.ant|r\W?a\W?s|sans objet|rien|aucune?s?)( remarques?| . signaler)?\W*$/i.test(t)?"":'
    r"/^[\s\p{P}x]*$/iu.test(t)||s(t)?null:t.trim()"
)
"""The function in JavaScript from what a text box holds to what expressions see of it: null for a blank.

Its second argument says whether a text states that there is no answer. It knows the commonest ways to say nothing, and
no other: a form must stay small.
"""
SCRIPT_WITHOUT: Final = "(t,s)=>s(t)?null:t.trim()"
"""The same, for a form where nothing rests on a text."""


def fills_a_blank(text: str) -> bool:
    """Whether a whole text is a sign that stands for no answer: punctuation, dots, underscores, or an x alone."""
    return len(text) <= _LONGEST and _FILLS_A_BLANK.fullmatch(_words(text)) is not None


def has_nothing_to_say(text: str) -> bool:
    """Whether a whole text says that there is nothing to say ("néant", "RAS", "aucune remarque"), and no more."""
    return len(text) <= _LONGEST and _HAS_NOTHING_TO_SAY.fullmatch(_words(text)) is not None


def _words(text: str) -> str:
    """The words of a text, parted by single spaces: without accents, capitals, punctuation and what nobody sees."""
    apart = unicodedata.normalize("NFD", text.casefold())
    seen = ((sign, unicodedata.category(sign)) for sign in apart)
    kept = (" " if kind[0] in "PZ" else sign for sign, kind in seen if kind[0] != "M" and kind != "Cf")
    return " ".join("".join(kept).split())
