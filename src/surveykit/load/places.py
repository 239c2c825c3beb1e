"""Where each part of a definition stands: in the YAML file, or in the table of respondents."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from surveykit.findings import Place
from surveykit.load.composed import Composed, Mark, Plain
from surveykit.load.composed import Path as Keys
from surveykit.load.scalars import spots

FILE = "survey.yaml"
_FIELD_OWNERS = ("sections", "contact", "derived")


class Places(Struct, frozen=True):
    """The places of a definition's parts by path; `table` holds those that a CSV file gave."""

    composed: Composed | None
    table: Mapping[Keys, Place]

    def find(self, path: Keys, *, offset: int | None = None, key: bool = False) -> Place:
        """The place of a value, or of the nearest part around it that is written.

        Of an object, a list or nothing, the place of its key; of any value too, with `key`. `offset` counts
        characters in a text, for the place of a word inside it.
        """
        if self.composed is not None:
            path = _as_written(self.composed.data, path)
        for length in range(len(path), -1, -1):
            known = path[:length]
            if known in self.table:
                return self.table[known]
            if self.composed is not None and known in self.composed.marks:
                inside = offset if length == len(path) else None
                return self._written(self.composed, known, inside, key=key)
        return Place(file=FILE)

    def _written(self, composed: Composed, path: Keys, offset: int | None, *, key: bool) -> Place:
        mark = composed.marks[path]
        value = value_at(composed.data, path)
        if mark.key is not None and (key or isinstance(value, dict | list | None)):
            return composed.source.place(mark.key)
        return composed.source.place(mark.start + _within(composed, mark, value, offset))

    def earlier(self, path: Keys) -> Place | None:
        """Where a code that stands twice stood first."""
        if self.composed is None:
            return None
        data, marks = self.composed.data, self.composed.marks
        value = str(value_at(data, path))
        same = (one for one in sorted(marks, key=self._start) if one != path and str(value_at(data, one)) == value)
        first = next((one for one in same if _family(one) == _family(path)), None)
        return None if first is None else self.find(first)

    def _start(self, path: Keys) -> int:
        return self.composed.marks[path].start if self.composed is not None else 0


def _within(composed: Composed, mark: Mark, value: Plain, offset: int | None) -> int:
    if offset is None or not isinstance(value, str):
        return 0
    found = spots(composed.source.text[mark.start : mark.end], value)
    return found[offset] if offset < len(found) else 0


def _family(path: Keys) -> tuple[object, ...]:
    """What a code must be alone of its sort in: the options of a list, the fields of a survey."""
    if path[-3:-2] == ("options",):
        return (*path[:-2], path[-1])
    owner = "fields" if path[:1] and path[0] in _FIELD_OWNERS else path[:-2]
    return owner, path[-1:]


def value_at(data: Plain, path: Keys) -> Plain:
    """The part of plain data at a path, None if there is none."""
    here = data
    for step in _as_written(data, path):
        here = _inside(here, step)
    return here


def _as_written(data: Plain, path: Keys) -> Keys:
    """A path without the keys that a list leaves out which stands for an object: `key_figures: [a, b]`."""
    kept: list[str | int] = []
    here = data
    for step in path:
        if not (isinstance(here, list) and isinstance(step, str)):
            kept.append(step)
            here = _inside(here, step)
    return tuple(kept)


def _inside(held: Plain, step: str | int) -> Plain:
    if isinstance(held, dict) and isinstance(step, str):
        return held.get(step)
    if isinstance(held, list) and isinstance(step, int) and step < len(held):
        return held[step]
    return None
