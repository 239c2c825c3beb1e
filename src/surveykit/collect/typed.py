"""The text that a respondent typed in a control, without the form's own prompt."""

from __future__ import annotations

import re

from msgspec import Struct

from surveykit.collect.codes import Code, Note, note
from surveykit.document import NO_ANSWER
from surveykit.filled import Words
from surveykit.texts import canonical, squeezed

PICTURE = "\ufffc"
"""What a reader puts where an answer holds a picture or another object without text."""

_UNREAD = re.compile(f"[{PICTURE}\uf000-\uf0ff]")
"""An object, or a sign that only a font of pictures can show."""
_TELLING = 8
"""Characters: a shorter prompt is never recognised in part."""


class Typed(Struct, frozen=True):
    """The typed text, canonical, empty when nothing was typed; `doubt` says why it is to be confirmed or refused.

    `refused` means that the text is no answer at all. `marks` are things to know that change no answer.
    """

    text: str
    raw: str
    doubt: Note | None = None
    refused: bool = False
    marks: tuple[Note, ...] = ()

    @property
    def has_object(self) -> bool:
        """Whether something in it was not read: a picture, an object, a sign of a font of pictures."""
        return _UNREAD.search(self.text) is not None


def typed(words: Words, prompt: str) -> Typed:
    """The text of a control without its prompt, whether or not the file still marks the prompt as one."""
    raw = canonical(words.text)
    line, asked = squeezed(raw), squeezed(prompt)
    if line in {"", asked, NO_ANSWER}:
        return Typed("", raw, marks=_revisions(words, asked))
    marks = (*_revisions(words, asked), *_spilled(words, raw), *_pictures(raw))
    if asked and (beside := _beside(line, asked)):
        return Typed(_without(raw, asked, beside), raw, marks=(*marks, note(Code.PROMPT_KEPT, raw)))
    if words.prompt or _is_remnant(line, asked):
        return Typed(raw, raw, note(Code.PROMPT_STARTED, raw), refused=True, marks=marks)
    return Typed(raw, raw, marks=marks)


def _revisions(words: Words, prompt: str) -> tuple[Note, ...]:
    """The note that changes were tracked; the prompt does not count as deleted, since every answer replaces it."""
    deleted = canonical(words.deleted)
    if squeezed(deleted) == prompt:
        deleted = ""
    if not deleted and not words.inserted:
        return ()
    return (note(Code.REVISIONS_ACCEPTED, deleted or None, deleted=deleted or None),)


def _pictures(raw: str) -> tuple[Note, ...]:
    return (note(Code.PICTURE),) if _UNREAD.search(raw) else ()


def _spilled(words: Words, raw: str) -> tuple[Note, ...]:
    return (note(Code.OVERFLOW, raw),) if words.spilled else ()


def _beside(line: str, prompt: str) -> str:
    """The text that was typed before, after or inside the prompt, which is whole; empty when the prompt is not.

    `Type 12 a number` gives `12` for the prompt `Type a number`.
    """
    extra = len(line) - len(prompt)
    if extra <= 0 or len(prompt) < _TELLING:
        return ""
    head = _shared(line, prompt)
    tail = _shared(line[::-1], prompt[::-1])
    if head + tail < len(prompt):
        return ""
    return squeezed(line[head : head + extra])


def _shared(one: str, other: str) -> int:
    """How many first characters two texts have in common."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _without(raw: str, prompt: str, beside: str) -> str:
    """The text as it was typed, its lines kept where the prompt can be cut out of it."""
    return canonical(raw.replace(prompt, "", 1)) if prompt in raw else beside


def _is_remnant(line: str, prompt: str) -> bool:
    """Whether a line is what is left of a prompt cut at one end, by a key struck in it by mistake."""
    if len(prompt) < _TELLING or 2 * len(line) < len(prompt):
        return False
    return prompt.startswith(line) or prompt.endswith(line)
