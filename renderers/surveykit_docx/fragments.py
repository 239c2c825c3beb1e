"""The stretches of text of a story, each with what tracked changes made of it and what is seen of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from surveykit_docx.revisions import Fate
from surveykit_docx.sight import APART, CODE, HIDDEN, LOWERED, STRUCK, UNREAD

_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


class Fragment(Struct, frozen=True):
    """A stretch of text: what tracked changes made of it, its paragraph, and what is seen of it (`sight`)."""

    text: str
    fate: Fate
    paragraph: int
    look: int = 0

    @property
    def is_read(self) -> bool:
        """Whether it belongs to an answer: not removed, struck, hidden or a field's code."""
        return self.fate is not Fate.DELETED and not self.look & UNREAD

    @property
    def shown(self) -> str:
        """Its characters, raised and lowered digits as such."""
        if not self.look & APART:
            return self.text
        return self.text.translate(_LOWERED if self.look & LOWERED else _RAISED)


def looks(pieces: Iterable[Fragment]) -> int:
    """Every look of these pieces together."""
    found = 0
    for piece in pieces:
        found |= piece.look
    return found


def is_deleted(piece: Fragment) -> bool:
    """Whether tracked changes removed it."""
    return piece.fate is Fate.DELETED


def is_struck(piece: Fragment) -> bool:
    """Whether it is struck out, and seen."""
    return piece.fate is not Fate.DELETED and piece.look & (STRUCK | HIDDEN | CODE) == STRUCK


def is_hidden(piece: Fragment, hides: int) -> bool:
    """Whether one of these looks hides it."""
    return piece.fate is not Fate.DELETED and bool(piece.look & hides)


def stretches(pieces: Iterable[Fragment], chosen: Callable[[Fragment], bool]) -> list[str]:
    """The texts of the pieces chosen, those that follow one another together."""
    stretches: list[list[str]] = []
    apart = True
    for piece in pieces:
        if not chosen(piece):
            apart = True
        elif apart:
            stretches.append([piece.text])
            apart = False
        else:
            stretches[-1].append(piece.text)
    return ["".join(stretch) for stretch in stretches]
