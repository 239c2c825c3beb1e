"""What a style makes of what stands in an element: hidden, struck out, marked."""

from __future__ import annotations

import re

_END = r"\s*(?:[;!]|$)"
_NOTHING = r"0(?:\.0*)?(?:[a-z]+|%)?" + _END
HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|(?<![\w-])(?:opacity|font-size|zoom|(?:max-)?(?:width|height))\s*:\s*"
    + _NOTHING
    + r"|(?<![\w-])opacity\s*:\s*0?\.0*"
    + _END
    + r"|(?:left|top|text-indent|translate[xy]?\()\s*(?::\s*)?-\d{3,}"
    r"|(?<![\w-])clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)"
    r"|clip-path\s*:\s*(?:inset\(\s*(?:[5-9]\d|100)%|circle\(\s*0)|scale[xy]?\(\s*0(?:\.0*)?\s*[,)]"
    r"|(?<![\w-])color\s*:\s*transparent|text-security\s*:\s*(?:disc|circle|square)",
    re.IGNORECASE,
)
"""The declarations that leave nothing to be seen."""
_DECORATION = r"(?<![\w-])(?:-[a-z]+-)?text-decoration[a-z-]*\s*:[^;:]*"
STRIKING = re.compile(_DECORATION + "line-through", re.IGNORECASE)
"""The declarations that strike out."""
_MARKING = re.compile(r"(?:background(?:-color)?|border|outline)\s*:|" + _DECORATION + "underline", re.IGNORECASE)
_COLOUR = re.compile(r"(?<![\w-])(color|background(?:-color)?)\s*:([^;!]+)", re.IGNORECASE)
_IN_A_LINE = frozenset({"b", "em", "font", "i", "span", "strong"})


def hides(style: str) -> bool:
    """Whether nothing is seen of what stands there: it has no place, no size or no colour of its own."""
    return bool(style) and (says(HIDING, style) or _is_of_one_colour(style))


def strikes(style: str) -> bool:
    """Whether what stands there is struck out."""
    return says(STRIKING, style)


def marks(style: str) -> bool:
    """Whether what stands there is highlighted, framed or underlined."""
    return says(_MARKING, style)


def marking_of(name: str, style: str) -> bool:
    """Whether a rule of a style sheet marks the elements of a name: those in a line of text only."""
    return name in _IN_A_LINE and marks(style)


def says(wanted: re.Pattern[str], style: str) -> bool:
    """Whether a style has one of the declarations."""
    return bool(style) and wanted.search(style) is not None


def _is_of_one_colour(style: str) -> bool:
    told = {key.lower()[:5]: value.strip().lower() for key, value in _COLOUR.findall(style)}
    return "color" in told and told["color"] == told.get("backg")
