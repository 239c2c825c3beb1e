"""The form's own words for its places, where they came into an answer: a control was lost, or its mark grew."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from msgspec.structs import replace

from surveykit.collect.itself import Itself
from surveykit.document import Answer, Document, TickList, walked
from surveykit.filled import Entry, Words
from surveykit.ids import FieldId

_ENDS = (":", "?")
"""How a label ends behind which one answers."""


def labels_of(shown: Document) -> PlaceLabels:
    """The labels of a form; they are made once, as long as the same form is shown."""
    return _labels(Itself(shown))


@lru_cache(maxsize=4)
def _labels(shown: Itself[Document]) -> PlaceLabels:
    return PlaceLabels(shown.value)


class PlaceLabels:
    """The words that a form has before its places: cut from the beginning of an answer, and from its end."""

    def __init__(self, shown: Document) -> None:
        answers = (block for block in walked(shown.blocks) if isinstance(block, Answer))
        labels = {
            one.control.field: r"\s*".join(map(re.escape, one.label.split()))
            for one in answers
            if not isinstance(one.control, TickList) and one.label.endswith(_ENDS)
        }
        self._before: Mapping[FieldId, re.Pattern[str]] = {
            field: re.compile(rf"\s*{label}\s*") for field, label in labels.items()
        }
        self._after = [re.compile(rf"(?<!\S){label}\s*\Z") for label in sorted(set(labels.values()), key=len)]

    def cut_from(self, entry: Entry | None, field: FieldId) -> Entry | None:
        """The entry of a field without the words before its place, or before the next one."""
        if entry is None:
            return None
        return replace(entry, words=tuple(self._cut(words, field) for words in entry.words))

    def _cut(self, words: Words, field: FieldId) -> Words:
        text = words.text
        if (before := self._before.get(field)) is not None and (found := before.match(text)) is not None:
            text = text[found.end() :]
        if text.rstrip().endswith(_ENDS):
            ends = [found.start() for label in self._after if (found := label.search(text)) is not None]
            text = text[: min(ends)].rstrip() if ends else text
        return words if text == words.text else replace(words, text=text)
