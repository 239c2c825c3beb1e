"""Fields mixed up with others: whose control it is by its title, and the other field called as the form calls it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from surveykit.document import Control
from surveykit.filled import Entry, FilledForm, Words
from surveykit.ids import FieldId

_TELLING_TITLE = 5
"""Characters: a shorter title of a control is compared with no name."""


def naming_others(code: FieldId, filled: FilledForm, by_field: Mapping[FieldId, Control]) -> Entry | None:
    """The entry of a field, the other one that it is mixed up with called by the words that the form has for it.

    It is also mixed up when its control has the title of another field, and nothing else says where it stands. None
    when the file has no such field.
    """
    entry, titled = filled.entries.get(code), _titled(filled.titles.get(code, ""), by_field, but=code)
    if entry is None:
        return None
    return replace(entry, words=tuple(_naming_other(words, titled, by_field) for words in entry.words))


def _naming_other(words: Words, titled: Control | None, by_field: Mapping[FieldId, Control]) -> Words:
    other = titled if words.mixed is None else by_field.get(words.mixed, titled)
    return words if other is None else replace(words, mixed=FieldId(other.name))


def _titled(title: str, by_field: Mapping[FieldId, Control], *, but: FieldId) -> Control | None:
    """The control that has a title, which may be cut short; None when it is that of the field, or nobody's."""
    begins = title.rstrip("…")
    if len(begins) < _TELLING_TITLE or by_field[but].name.startswith(begins):
        return None
    return next((one for one in by_field.values() if one.name.startswith(begins)), None)
