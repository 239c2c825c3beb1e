"""The form's own words for its places, where they came into an answer: a control was lost, or its mark grew."""

from __future__ import annotations

import re
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
        labels = [(one.control.field, _pattern(one)) for one in answers]
        after = [label for _, label in labels[1:]]
        self._before = {field: re.compile(rf"\s*{label}\s*") for field, label in labels if label}
        self._after = {
            field: re.compile(rf"(?<!\S){label}\s*\Z")
            for (field, _), label in zip(labels, after, strict=False)
            if label
        }

    def cut_from(self, entry: Entry | None, field: FieldId) -> Entry | None:
        """The entry of a field without the words before its place, or before the next one."""
        if entry is None:
            return None
        return replace(entry, words=tuple(self._cut(words, field) for words in entry.words))

    def _cut(self, words: Words, field: FieldId) -> Words:
        text, before, after = words.text, self._before.get(field), self._after.get(field)
        if before is not None and (found := before.match(text)) is not None:
            text = text[found.end() :]
        if after is not None and text.rstrip().endswith(_ENDS) and (found := after.search(text)) is not None:
            text = text[: found.start()].rstrip()
        return words if text == words.text else replace(words, text=text)


def _pattern(one: Answer) -> str:
    """What finds the label of a place, however it is spaced; empty when one does not answer right behind it."""
    if isinstance(one.control, TickList) or not one.label.endswith(_ENDS):
        return ""
    return r"\s*".join(map(re.escape, one.label.split()))
