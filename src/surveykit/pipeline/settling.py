"""Which of a respondent's returns a person names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from surveykit.errors import UsageError
from surveykit.register import ReturnRecord, Returns
from surveykit.texts import canonical

_SHORTEST = 4
"""Digits: a shorter beginning of a reference names no return."""


def named_return(theirs: Returns, name: str) -> int:
    """The return that is named by its reference, its number in the order of sending, or a name of its file.

    A copy of the file names it too, and so does a path that ends with its name.

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
    """The returns of that name: by its number if it can be one, else by the first way in which it names any."""
    if name.isdecimal() and len(name) < _SHORTEST:
        return [one for number, one in real if number == int(name)]
    ways = (_is_exact, _is_last_part, _begins)
    found = ([one for _, one in real if way(one, name)] for way in ways)
    return next(filter(None, found), [])


def _is_exact(one: ReturnRecord, name: str) -> bool:
    """Whether a text is the reference of a return, or a name of its file."""
    return name.lower() == one.record.reference or _is_name(name, one.names)


def _is_last_part(one: ReturnRecord, name: str) -> bool:
    return _is_name(PurePath(name).name, (PurePath(each).name for each in one.names))


def _is_name(name: str, names: Iterable[str]) -> bool:
    return _as_compared(name) in map(_as_compared, names)


def _as_compared(name: str) -> str:
    """A name with its letters as macOS and other systems write them alike."""
    return unicodedata.normalize("NFC", canonical(name))


def _begins(one: ReturnRecord, name: str) -> bool:
    return len(name) >= _SHORTEST and _full(one).startswith(name.lower())


def _full(one: ReturnRecord) -> str:
    """The whole digest with the line, in which every reference is a beginning."""
    return f"{one.record.file}:{one.record.part}" if one.record.part else one.record.file
