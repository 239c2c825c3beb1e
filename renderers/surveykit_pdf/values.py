"""What the fields of a form record, in whatever way a program wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pikepdf import Array, Name, Object, Stream, String

from surveykit_pdf.fields import OFF
from surveykit_pdf.leaves import Leaf
from surveykit_pdf.reading import entry, items, said

_WRITTEN = 100
_LINE_END = re.compile("\r\n|\r")


def typed(leaf: Leaf) -> str:
    """What was typed or chosen; several choices are one per line."""
    value = leaf.own("/V")
    if value is None:
        value = next((found for kid in leaf.buttons if (found := entry(kid, "/V")) is not None), None)
    texts = [said(one) for one in value] if isinstance(value, Array) else [said(value)]
    return _LINE_END.sub("\n", "\n".join(text for text in texts if text))


def no_text(leaf: Leaf) -> str:
    """What a field records that is no text, as the file writes it; empty when it records a text or nothing."""
    value = next((one.get("/V") for one in leaf.line if "/V" in one), None)
    parts = list(value) if isinstance(value, Array) else [value]
    if value is None or all(isinstance(one, String | Name | Stream) for one in parts):
        return ""
    written = value.unparse(resolved=True) if isinstance(value, Object) else str(value).encode()
    return written.decode("latin-1")[:_WRITTEN]


def state_of(leaf: Leaf) -> str:
    """The state that a button or a group of them records: empty when it is off.

    The field's own value; else a value that a program left on one of the buttons; else the button that is on.
    Some programs write a state as a string, with the stroke of a name before it.
    """
    own = said(leaf.own("/V"))
    on = _first_on([own, *(said(entry(button, "/V")) for button in leaf.buttons)])
    if not on and own is None:
        on = _first_on([said(entry(button, "/AS")) for button in (*leaf.buttons, leaf.line[0])])
    return exported(leaf, on) if on else ""


def _first_on(states: Iterable[str | None]) -> str:
    """The first state that is not off, empty when there is none."""
    told = (state.removeprefix("/") for state in states if state is not None)
    return next((state for state in told if state and state != OFF), "")


def exported(leaf: Leaf, state: str) -> str:
    """The value that a state stands for: in a raw group a rank in the list of values, in ours itself."""
    values = [said(one) for one in items(leaf.line[0], "/Opt")]
    if state.isdecimal() and len(state) < 4 and int(state) < len(values):
        return values[int(state)] or state
    return state
