"""The types of the language: a small closed union."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from msgspec import Struct


class Integer(Struct, frozen=True):
    """Whole numbers: counts and scales, of magnitude at most 2**53, and what is computed of them, of 38 digits."""


class Number(Struct, frozen=True):
    """Finite double-precision numbers of magnitude at most 2**53."""


class Boolean(Struct, frozen=True):
    """Yes or no."""


class Text(Struct, frozen=True):
    """Free text, compared code point by code point."""


class Null(Struct, frozen=True):
    """The type of the literal `null`, which is a value of every type."""


class Choice(Struct, frozen=True):
    """One code of a list; ValueError when the list is empty or repeats a code."""

    codes: tuple[str, ...]

    def __post_init__(self) -> None:
        _check_codes(self.codes)


class Choices(Struct, frozen=True):
    """Several codes of a list, possibly none; ValueError when the list is empty or repeats a code."""

    codes: tuple[str, ...]

    def __post_init__(self) -> None:
        _check_codes(self.codes)


Type = Integer | Number | Boolean | Text | Null | Choice | Choices

GREATEST_WHOLE = 10**38 - 1
"""The magnitude up to which whole numbers are computed: that of a DECIMAL(38, 0)."""

INTEGER = Integer()
NUMBER = Number()
BOOLEAN = Boolean()
TEXT = Text()
NULL = Null()


def _check_codes(codes: tuple[str, ...]) -> None:
    if not codes or len(set(codes)) != len(codes):
        raise ValueError(f"a list of options needs at least one code and no code twice, found {codes!r}")


def described(kind: Type) -> str:
    """The type in words, for messages about what was found; an integer is `a number` there."""
    match kind:
        case Integer() | Number():
            return "a number"
        case Boolean():
            return "a boolean"
        case Text():
            return "a text"
        case Null():
            return "null"
        case Choice(codes):
            return f"one option of ({listed(codes)})"
        case Choices(codes):
            return f"several options of ({listed(codes)})"
        case _:
            assert_never(kind)


def wanted(kind: Type) -> str:
    """The type in words, for messages about what was expected."""
    return "an integer" if isinstance(kind, Integer) else described(kind)


def listed(codes: Iterable[str]) -> str:
    """The first twelve codes, separated by commas and on one line."""
    every = ["".join(c if c.isprintable() else " " for c in code) for code in codes]
    return ", ".join(every[:12]) + (", …" if len(every) > 12 else "")


def is_numeric(kind: Type) -> bool:
    """Whether values of this type are numbers."""
    return isinstance(kind, Integer | Number)


def is_textual(kind: Type) -> bool:
    """Whether values of this type are texts: free text, or one code of a list."""
    return isinstance(kind, Text | Choice)


def fits(found: Type, expected: Type) -> bool:
    """Whether every value of the first type is a value of the second."""
    match found, expected:
        case Null(), _:
            return True
        case Integer(), Number():
            return True
        case Choice(), Text():
            return True
        case Choice(some), Choice(codes):
            return set(some) <= set(codes)
        case _:
            return found == expected
