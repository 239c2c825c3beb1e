"""Whom a figure rests on: shared by what was found and what may be said."""

from __future__ import annotations

from msgspec import Struct


class Base(Struct, frozen=True, tag=True):
    """Numbers of respondents: asked, returned a form, concerned by the question, answered it usably.

    `imputed` are those concerned who did not answer and count as zero in the figure, which declares it.
    """

    surveyed: int
    returned: int
    eligible: int
    answered: int
    imputed: int = 0


class HiddenBase(Struct, frozen=True, tag=True):
    """A base of which only what everyone knows may be said: who is concerned would tell an answer."""

    surveyed: int
    returned: int

    @property
    def eligible(self) -> None:
        """None: it may not be said."""
        return None

    @property
    def answered(self) -> None:
        """None: it may not be said."""
        return None
