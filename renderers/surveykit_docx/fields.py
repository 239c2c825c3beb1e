"""Word's fields: which characters are code and which are shown, and the form fields of the old kind."""

from __future__ import annotations

from lxml import etree
from msgspec import Struct

from surveykit_docx.dialects import W, switched_on, value_of

_UNSEEN = frozenset({
    "", "XE", "TC", "TA", "RD", "SET", "ASK", "ADVANCE", "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "TOC", "INDEX",
    "SEQ", "HYPERLINK", "PAGEREF", "NOTEREF", "PRIVATE", "BIDIOUTLINE", "FORMTEXT", "FORMCHECKBOX",
    "FORMDROPDOWN", "ADDIN", "BIBLIOGRAPHY", "COMMENTS",
})  # fmt: skip
"""The fields that show nothing of a respondent's when they have no result."""
_CODE_LIMIT = 1_000
"""Characters of a field's code that are kept."""
_TICKED, _UNTICKED = "\u2612", "\u2610"


class OpenField(Struct):
    """A field whose end is not reached: the piece that it begins at, its code so far, and what it has shown.

    `coding` says that what comes is its code; `settled` that its old form field has said what it shows.
    """

    start: int
    code: str = ""
    coding: bool = True
    settled: bool = False
    shown: bool = False

    @property
    def unread(self) -> bool:
        """Whether it shows something that its result does not say: an equation, a button."""
        return not self.shown and not self.settled and _kind_of(self.code) not in _UNSEEN


class OpenFields:
    """The fields that are open at a place of a story, the innermost last."""

    def __init__(self) -> None:
        self._open: list[OpenField] = []
        self._coding = 0
        self.depth = 0
        """How many are open."""

    def begin(self, start: int, *, settled: bool = False) -> None:
        """A field begins before a piece; what comes is its code."""
        self._open.append(OpenField(start, settled=settled))
        self.depth += 1
        self._coding += 1

    def begin_simple(self, start: int, code: str) -> None:
        """A field begins whose code is known; what comes is shown."""
        self._open.append(OpenField(start, code, coding=False))
        self.depth += 1

    def separate(self) -> None:
        """The code of the innermost field ends; what comes is its result."""
        if self._open and self._open[-1].coding and not self._open[-1].settled:
            self._open[-1].coding = False
            self._coding -= 1

    def end(self) -> bool:
        """The innermost field ends. Returns whether it shows something that its result does not say."""
        ended = self._open.pop()
        self.depth -= 1
        self._coding -= ended.coding
        if ended.unread:
            return True
        if self._open and (ended.shown or ended.settled):
            self._open[-1].shown = not self._open[-1].coding or self._open[-1].shown
        return False

    def note_code(self, text: str) -> None:
        """Adds to the code of the innermost field."""
        if self._open and len(self._open[-1].code) < _CODE_LIMIT:
            self._open[-1].code += text[:_CODE_LIMIT]

    def in_code(self, text: str) -> bool:
        """Whether the text that comes is the code of some open field, which does not show it."""
        if self._coding:
            return True
        self._open[-1].shown = self._open[-1].shown or bool(text.strip())
        return False

    def first_start(self, default: int) -> int:
        """The piece before which the first of the open fields begins."""
        return min((one.start for one in self._open), default=default)


def _kind_of(code: str) -> str:
    """The first word of a field's code, in capitals; "" for an empty code."""
    words = code.split(None, 1)
    return words[0].upper() if words else ""


def shown_by(data: etree._Element | None) -> str | None:
    """What a drop-down or a tick box of the old kind (`w:ffData`) shows; None for anything else."""
    if data is None:
        return None
    box = data.find(f"{W}checkBox")
    if box is not None:
        state = box.find(f"{W}checked")
        state = box.find(f"{W}default") if state is None else state
        return _TICKED if switched_on(state) else _UNTICKED
    listed = data.find(f"{W}ddList")
    return None if listed is None else _entry(listed)


def _entry(listed: etree._Element) -> str:
    chosen = listed.find(f"{W}result")
    chosen = listed.find(f"{W}default") if chosen is None else chosen
    entries = [value_of(one) for one in listed.iterchildren(f"{W}listEntry")]
    rank = value_of(chosen, "0")
    return entries[int(rank)] if rank.isdecimal() and len(rank) < 6 and int(rank) < len(entries) else ""
