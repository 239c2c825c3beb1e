"""The entries that a form offered, and which of them a text names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from surveykit.collect.folding import folded
from surveykit.document import Control, ListBox, ListEntry, TextBox, TickList
from surveykit.ids import OptionCode
from surveykit.texts import nearest, squeezed

_COMPARED = 200
"""Characters: no more of an unknown name is compared with the known ones."""


class Matched(Struct, frozen=True):
    """The entry that a text names; not `exact` when only capitals or accents differ."""

    code: OptionCode
    exact: bool


class Unknown(Struct, frozen=True):
    """A text that names no entry."""


class Several(Struct, frozen=True):
    """A text in several pieces: the entries that they name, in the form's order, and the pieces that name none."""

    codes: tuple[OptionCode, ...]
    unknown: tuple[str, ...]
    exact: bool


class Choices:
    """The entries of one list, found by label or by code."""

    def __init__(self, entries: Iterable[ListEntry]) -> None:
        self.entries = tuple(entries)
        self._exact: dict[str, OptionCode] = {}
        self._folded: dict[str, OptionCode | None] = {}
        for entry in self.entries:
            self._exact.setdefault(squeezed(entry.label), entry.code)
        for entry in self.entries:
            self._exact.setdefault(entry.code, entry.code)
            for name in {folded(entry.label), folded(entry.code)}:
                other = self._folded.get(name, entry.code)
                self._folded[name] = entry.code if other == entry.code else None

    @classmethod
    def of(cls, control: Control) -> Choices:
        """The entries of a control; a text box has none."""
        match control:
            case ListBox(entries=entries):
                return cls(entries)
            case TickList(boxes=boxes):
                return cls(ListEntry(box.option, box.label) for box in boxes)
            case TextBox():
                return cls(())

    def match(self, text: str) -> Matched | Unknown:
        """The entry whose label or code a text is; the labels are tried before the codes."""
        if (code := self._exact.get(squeezed(text))) is not None:
            return Matched(code, exact=True)
        alike = self._folded.get(folded(text).rstrip(" .;,!"))
        return Unknown() if alike is None else Matched(alike, exact=False)

    def match_several(self, text: str) -> Several:
        """The entries named in a text, one per line or parted by semicolons."""
        codes: set[OptionCode] = set()
        unknown: list[str] = []
        exact = True
        for piece in self._pieces(text):
            match self.match(piece):
                case Matched(code=code, exact=sure):
                    codes.add(code)
                    exact = exact and sure
                case Unknown():
                    unknown.append(piece)
        return Several(self.in_order(codes), tuple(unknown), exact)

    def _pieces(self, text: str) -> Iterable[str]:
        for line in text.split("\n"):
            whole = squeezed(line)
            if isinstance(self.match(whole), Matched):
                yield whole
            else:
                yield from (piece for part in re.split("[;\t]", line) if (piece := squeezed(part)))

    def in_order(self, codes: Iterable[OptionCode]) -> tuple[OptionCode, ...]:
        """Codes in the form's order; those that it does not have come last, in alphabetical order."""
        asked = set(codes)
        known = [entry.code for entry in self.entries]
        return (*(code for code in known if code in asked), *sorted(asked.difference(known)))

    def label(self, code: OptionCode) -> str:
        """The label of a code, or the code itself if the form does not have it."""
        return next((entry.label for entry in self.entries if entry.code == code), code)

    def labels(self, codes: Iterable[OptionCode]) -> str:
        """Labels in the form's order, parted by commas."""
        return ", ".join(self.label(code) for code in self.in_order(codes))

    def nearest(self, name: str) -> str | None:
        """The label of the entry whose label or code most resembles a name, or None when none does."""
        labels = {entry.label: entry.label for entry in self.entries}
        found = nearest(name[:_COMPARED], [*labels, *(entry.code for entry in self.entries)])
        return None if found is None else labels.get(found) or self.label(OptionCode(found))
