"""Values that a session shows by their name and by counts: those that are confidential, and those that are long.

A prompt, a notebook, a debugger and a traceback with its variables show values that nobody asked to read, and what they
show is copied into messages and logs. So a value that holds an answer, or says whose it is, is a `Discreet`.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from msgspec import Struct


class Brief(Struct, frozen=True):
    """A value that is shown in one line: `<CollectReport of 26 files: 25 read, 1 refused>`.

    What it holds is in its attributes. The line is `repr`, `str`, what rich prints and what a notebook shows.
    """

    def _in_short(self) -> str:
        """The line after the name of the class: names and counts; empty by default."""
        return ""

    def __repr__(self) -> str:
        return f"<{f'{type(self).__name__} {self._in_short()}'.rstrip()}>"

    def __rich_repr__(self) -> list[Any]:
        """The same line for rich, which would list every attribute."""
        said = self._in_short()
        return [_Bare(said)] if said else []

    __rich_repr__.angular = True  # type: ignore[attr-defined]  # rich's way to ask for <…>

    def _repr_html_(self) -> str:
        return f"<code>{escape(repr(self))}</code>"


class Discreet(Brief, frozen=True):
    """A confidential value: its line has no answer, no text, and nothing that says whose they are.

    `<Results of reseaux_2014/2014: 30 indicators, 24 of 26 returned; confidential>`
    """

    def _counts(self) -> str:
        """The facts that are not confidential: names of the definition, numbers of things; empty by default."""
        return ""

    def _in_short(self) -> str:
        return "; ".join(filter(None, (self._counts(), "confidential")))


class _Bare:
    """Words that rich prints without quotation marks."""

    def __init__(self, words: str) -> None:
        self._words = words

    def __repr__(self) -> str:
        return self._words


def number_of(number: int, singular: str, plural: str = "") -> str:
    """A number and its noun, in English: `1 figure`, `3 figures`, `2 entries`."""
    return f"{number} {singular if number == 1 else plural or f'{singular}s'}"


def in_full(value: object) -> str:
    """A value with all that it holds, as Python would write it: to tell invented answers apart, never real ones."""
    match value:
        case Struct():
            held = (f"{name}={in_full(getattr(value, name))}" for name in value.__struct_fields__)
            return f"{type(value).__name__}({', '.join(held)})"
        case Mapping():
            return "{" + ", ".join(f"{in_full(key)}: {in_full(one)}" for key, one in value.items()) + "}"
        case list():
            return f"[{', '.join(map(in_full, value))}]"
        case tuple():
            return f"({', '.join(map(in_full, value))}{',' if len(value) == 1 else ''})"
        case set() | frozenset() if value:
            return f"{type(value).__name__}({{{', '.join(sorted(map(in_full, value)))}}})"
        case _:
            return repr(value)
