"""Word's fields: which characters are code and which are shown, and the form fields of the old kind."""

from __future__ import annotations

from lxml import etree
from msgspec import Struct

from surveykit_docx.dialects import W, switched_on, value_of

_UNSEEN = frozenset({
    "", "XE", "TC", "TA", "RD", "SET", "ASK", "ADVANCE", "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "TOC", "INDEX",
    "SEQ", "HYPERLINK", "PAGEREF", "NOTEREF", "PRIVATE", "LISTNUM", "AUTONUM", "BIDIOUTLINE", "FORMTEXT",
    "FORMCHECKBOX", "FORMDROPDOWN", "ADDIN", "BIBLIOGRAPHY", "COMMENTS",
})  # fmt: skip
"""The fields that show nothing of a respondent's when they have no result."""
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
