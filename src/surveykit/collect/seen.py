"""An answer as a person sees it: without what is struck out or hidden, and with raised characters told apart."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from surveykit.collect.codes import Code, Note, note
from surveykit.filled import Words
from surveykit.findings import Severity
from surveykit.texts import canonical, squeezed


class Seen(Struct, frozen=True):
    """The words to be read, what was seen of them, whether they are to be confirmed, or cannot be read at all."""

    words: Words
    notes: tuple[Note, ...] = ()
    doubtful: bool = False
    refused: bool = False


def as_seen(words: Words, prompt: str, *, free: bool) -> Seen:
    """The words of a control that are to be read; a `free` text keeps its raised characters and formulas."""
    notes = (*_left_aside(Code.STRUCK_TEXT, words.struck, prompt), *_left_aside(Code.HIDDEN_TEXT, words.hidden, prompt))
    doubtful = bool(notes)
    if words.formula:
        told = note(Code.FORMULA, canonical(words.text))
        told = replace(told, severity=Severity.WARNING) if free else told
        return Seen(words, (*notes, told), doubtful=True, refused=not free)
    if free or not words.raised:
        return Seen(words, notes, doubtful)
    raised = [canonical(one) for one in words.raised]
    level = canonical(words.level)
    if squeezed(level) in {"", squeezed(prompt)}:
        return Seen(words, (*notes, note(Code.RAISED_TEXT, None, text=level, raised=raised)), doubtful=True)
    apart = note(Code.RAISED_TEXT, canonical(words.text), text=level, raised=raised)
    return Seen(replace(words, text=words.level), (*notes, apart), doubtful=True)


def _left_aside(code: Code, text: str, prompt: str) -> tuple[Note, ...]:
    said = canonical(text)
    return () if squeezed(said) in {"", squeezed(prompt)} else (note(code, said, text=said),)
