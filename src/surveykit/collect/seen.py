"""An answer as a person sees it: without what is struck out or hidden, and with raised characters told apart."""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct
from msgspec.structs import replace

from surveykit.collect.codes import Code, Note, note
from surveykit.filled import Words
from surveykit.findings import Severity
from surveykit.texts import canonical, squeezed, visible

_OVERLAY = "\\u0334-\\u0338\\u20d2\\u20d3\\u20d8-\\u20da\\u20e5-\\u20eb"
_OVERLAID = re.compile(f"(?:[^{_OVERLAY}][{_OVERLAY}]+)+")
"""Characters each followed by one that is drawn over it: struck out without formatting."""
_TURNED = re.compile("[\u202b\u202e\u2067]")
"""The signs after which what comes is shown from right to left."""


class Seen(Struct, frozen=True):
    """The words to be read, what was seen of them, whether they are to be confirmed, or cannot be read at all."""

    words: Words
    notes: tuple[Note, ...] = ()
    doubtful: bool = False
    refused: bool = False


def as_seen(words: Words, prompt: str, *, free: bool) -> Seen:
    """The words of a control that are to be read; a `free` text keeps its raised characters and formulas.

    It also keeps the signs that are drawn over others or turn them round: whoever reads it sees the same.
    """
    words = words if free else _without_overlaid(words)
    notes = (*_left_aside(Code.STRUCK_TEXT, words.struck, prompt), *_left_aside(Code.HIDDEN_TEXT, words.hidden, prompt))
    doubtful = bool(notes)
    if not free and _is_turned(words.text):
        return Seen(words, (*notes, note(Code.BACKWARDS, canonical(visible(words.text)))), refused=True)
    if words.formula:
        told = note(Code.FORMULA, canonical(words.text))
        told = replace(told, severity=Severity.WARNING) if free else told
        return Seen(words, (*notes, told), doubtful=True, refused=not free)
    if free or not words.raised:
        return Seen(words, notes, doubtful)
    return _with_raised(words, notes, prompt)


def _with_raised(words: Words, notes: tuple[Note, ...], prompt: str) -> Seen:
    """The words on the line, to be confirmed; all of them where the raised ones are all that was typed."""
    raised = [canonical(one) for one in words.raised]
    level = canonical(words.level)
    if squeezed(level) in {"", squeezed(prompt)}:
        return Seen(words, (*notes, note(Code.RAISED_TEXT, None, text=level, raised=raised)), doubtful=True)
    apart = note(Code.RAISED_TEXT, canonical(words.text), text=level, raised=raised)
    return Seen(replace(words, text=words.level), (*notes, apart), doubtful=True)


def _without_overlaid(words: Words) -> Words:
    """The words, what is struck out with characters drawn over others among what is struck out."""
    if words.text.isascii():
        return words
    text = unicodedata.normalize("NFC", words.text)
    struck = _OVERLAID.findall(text)
    if not struck:
        return words
    plain = (_plain(one) for one in struck)
    return replace(words, text=_OVERLAID.sub("", text), struck=" ".join(filter(None, (words.struck, *plain))))


def _plain(overlaid: str) -> str:
    """Characters without those that are drawn over them."""
    return re.sub(f"[{_OVERLAY}]", "", overlaid)


def _is_turned(text: str) -> bool:
    """Whether more than one character is shown from right to left by a sign that says so."""
    found = None if text.isascii() else _TURNED.search(text)
    return found is not None and len(visible(text[found.end() :]).strip()) > 1


def _left_aside(code: Code, text: str, prompt: str) -> tuple[Note, ...]:
    said = canonical(text)
    return () if squeezed(said) in {"", squeezed(prompt)} else (note(code, said, text=said),)
