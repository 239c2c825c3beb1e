"""Which of a respondent's returns a person names."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import PurePath

from surveykit.errors import UsageError
from surveykit.register import ReturnRecord, Returns
from surveykit.texts import canonical

_SHORTEST = 4
"""Digits: a shorter beginning of a reference names no return."""


def named_return(theirs: Returns, name: str) -> int:
    """The return that is named by its reference, its number in the order of sending, or a name of its file.

    A copy of the file names it too, and so does a path: the name is the last part of it.

    Raises UsageError when that is no return that can count, or several.
    """
    numbered = [*enumerate(theirs.records, 1)]
    real = [(number, one) for number, one in numbered if one.record.id in theirs.succession.order]
    found = _named(real, name.strip())
    if len(found) == 1:
        return found[0].record.id
    known = "; ".join(f"{number}: {one.record.reference} {one.file_name}" for number, one in real)
    said = "no return that can count" if not found else "several returns"
    raise UsageError(f"{name!r} names {said} of {theirs.respondent}; name one of them ({known or 'nothing came'})")


def _named(real: Sequence[tuple[int, ReturnRecord]], name: str) -> list[ReturnRecord]:
    """The returns of that name: by its number if it can be one, else exactly, else by how its reference begins."""
    if name.isdecimal() and len(name) < _SHORTEST:
        return [one for number, one in real if number == int(name)]
    exact = [one for _, one in real if name.lower() == one.record.reference or _as_compared(name) in _names(one)]
    return exact or [one for _, one in real if _begins(one, name)]


def _names(one: ReturnRecord) -> frozenset[str]:
    return frozenset(map(_as_compared, one.names))


def _as_compared(name: str) -> str:
    """The name of a file without its folders, its letters as macOS and other systems write them alike."""
    return unicodedata.normalize("NFC", canonical(PurePath(name).name))


def _begins(one: ReturnRecord, name: str) -> bool:
    return len(name) >= _SHORTEST and _full(one).startswith(name.lower())


def _full(one: ReturnRecord) -> str:
    """The whole digest with the line, in which every reference is a beginning."""
    return f"{one.record.file}:{one.record.part}" if one.record.part else one.record.file
