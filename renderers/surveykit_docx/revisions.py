"""Tracked changes, read as if they were all accepted."""

from __future__ import annotations

from enum import Enum, auto

from lxml import etree

from surveykit_docx.dialects import W


class Fate(Enum):
    """The fate of a stretch of text when every tracked change is accepted."""

    KEPT = auto()
    INSERTED = auto()
    DELETED = auto()


ADDED = (f"{W}ins", f"{W}moveTo")
"""Elements whose text tracked changes added."""

REMOVED = (f"{W}del", f"{W}moveFrom")
"""Elements whose text tracked changes removed."""


def mark_removed(mark: etree._Element) -> bool:
    """Whether the end of a paragraph was removed, by the properties of its mark: the next one then goes on with it."""
    return any(child.tag in REMOVED for child in mark)


def cell_or_row_removed(element: etree._Element) -> bool:
    """Whether a table's row or cell was removed as a whole."""
    return element.find(f"{W}trPr/{W}del") is not None or element.find(f"{W}tcPr/{W}cellDel") is not None
