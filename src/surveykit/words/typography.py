"""Typography: what a keyboard does not have, set for its author."""

from __future__ import annotations

import re

from surveykit.texts import NARROW_NBSP, NBSP

_STRAIGHT = re.compile('"([^"]+)"')
_SPACE = "[ \u00a0\u202f]"
_SPACES = f"(?<!{_SPACE}){_SPACE}+"
"""A run of spaces, which is tried once, from where it begins."""
_BEFORE_COLON = re.compile(f"{_SPACES}:")
_BEFORE_HIGH = re.compile(f"{_SPACES}([;?!])")
_AFTER_OPENING = re.compile(f"«{_SPACE}*")
_BEFORE_CLOSING = re.compile(f"(?:{_SPACES})?»")
_BEFORE_UNIT = re.compile(f"(?<=[0-9}}]){_SPACE}+(?=[%€])")


def language_of(tag: str) -> str:
    """The language of a tag, without its country: `fr` of `fr-BE`."""
    return tag.partition("-")[0]


def typeset(text: str, language: str) -> str:
    """A sentence with the apostrophes, quotation marks and no-break spaces of its language; others stay as they are.

    French: `'` becomes `’`, two `"` become `«` and `»`; the space before `:`, inside `« »` and before `%` and `€` is a
    no-break one, that before `;`, `?` and `!` a narrow one. A space that is not there is not added, so that `12:30` and
    an address stay whole.
    Text that is set already stays the same. Source: Imprimerie nationale, Lexique des règles typographiques.

        typeset("C'est « oui » : pourquoi ?", "fr") == "C’est «\u00a0oui\u00a0»\u00a0: pourquoi\u202f?"
    """
    if language_of(language) != "fr":
        return text
    text = _STRAIGHT.sub("«\\1»", text)
    text = _BEFORE_COLON.sub(f"{NBSP}:", text.replace("'", "’"))
    text = _BEFORE_HIGH.sub(f"{NARROW_NBSP}\\1", text)
    text = _BEFORE_CLOSING.sub(f"{NBSP}»", _AFTER_OPENING.sub(f"«{NBSP}", text))
    return _BEFORE_UNIT.sub(NBSP, text)
