"""Marks of the values that a copy was filled with beforehand, one per field, to recognise a value that comes back."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from surveykit.document.controls import ControlValue
from surveykit.ids import FieldId
from surveykit.texts import canonical, squeezed

_ONE = re.compile(r"([a-z][a-z0-9_]*+)(?:=([0-9a-f]{8}))?")
"""A mark, or a word without one: no letter is looked at twice."""


def mark_of(field: FieldId, value: ControlValue) -> str:
    """Eight hexadecimal digits that follow from a field and what it holds, however its white space is kept."""
    held = value if isinstance(value, str) else ",".join(sorted(value))
    return hashlib.sha256(f"{field}={squeezed(canonical(held))}".encode()).hexdigest()[:8]


def written_marks(values: Mapping[FieldId, ControlValue]) -> tuple[str, ...]:
    """The words that a copy's file keeps of what it was filled with: `FIELD=MARK`, in the order of the codes."""
    return tuple(f"{field}={mark_of(field, values[field])}" for field in sorted(values))


def read_marks(text: str) -> dict[FieldId, str]:
    """The mark of each field among words that a file kept; what is no mark is passed over."""
    return {FieldId(field): mark for field, mark in _ONE.findall(text) if mark}
