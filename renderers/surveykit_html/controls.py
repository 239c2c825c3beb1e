"""What the controls of the screen and those of paper have in common."""

from __future__ import annotations

from typing import assert_never

from surveykit.document import Control, ListBox, TextBox, TickList
from surveykit.expressions import Boolean, Integer

MOST_RADIOS = 7
"""Entries: a longer list is a drop-down, unless it is compact."""


def kind(control: Control) -> str:
    """How a control is read: n(umber), t(ext), i(nteger), b(oolean), c(ode), m(any codes)."""
    match control:
        case TextBox(numeric=numeric):
            return "n" if numeric else "t"
        case ListBox(holds=Integer()):
            return "i"
        case ListBox(holds=Boolean()):
            return "b"
        case ListBox():
            return "c"
        case TickList():
            return "m"
        case _:
            assert_never(control)
