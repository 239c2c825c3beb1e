"""Which of a respondent's returns a person names."""

from __future__ import annotations

from surveykit.errors import UsageError
from surveykit.register import ReturnRecord, Returns

_SHORTEST = 4
"""Digits: a shorter beginning of a reference names no return."""


def chosen(theirs: Returns, name: str) -> int:
    """The return that is named by its reference, its number in the order of sending, or the name of its file.

    Raises UsageError when that is no return that can count, or several.
    """
    real = [one for one in theirs.records if one.record.id in theirs.succession.order]
    found = _named(real, name.strip())
    if len(found) == 1:
        return found[0].record.id
    known = "; ".join(f"{number}: {one.record.reference} {one.file_name}" for number, one in enumerate(real, 1))
    said = "no return" if not found else "several returns"
    raise UsageError(f"{name!r} names {said} of {theirs.respondent}; name one of them ({known or 'nothing came'})")


def _named(real: list[ReturnRecord], name: str) -> list[ReturnRecord]:
    if name.isdecimal() and len(name) < _SHORTEST:
        return real[int(name) - 1 : int(name)] if int(name) else []
    by_file = [one for one in real if one.file_name == name]
    exact = [one for one in real if one.record.reference == name]
    begun = [one for one in real if len(name) >= _SHORTEST and _full(one).startswith(name.lower())]
    return exact or by_file or begun


def _full(one: ReturnRecord) -> str:
    """The whole digest with the line, in which every reference is a beginning."""
    return f"{one.record.file}:{one.record.part}" if one.record.part else one.record.file
