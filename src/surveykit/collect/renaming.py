"""Fields that a program renamed, all by one rule: words put before each name, after it, or both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from surveykit.collect.codes import Code, Note, note
from surveykit.filled import Entry, FilledForm, OutsideMark, Placed
from surveykit.ids import FieldId, OptionCode

_LOOKED_AT = 40
_TRIED = 40
_FEWEST = 3
_QUOTED = 200
"""Characters: no more of a name that a program gave is told."""


class Renaming(Struct, frozen=True):
    """One rule by which fields were renamed: the text put before and after each name."""

    before: str
    after: str

    def original(self, name: str) -> str | None:
        """The name as it was; None for one that was not renamed in this way."""
        bare = len(name) - len(self.before) - len(self.after)
        if bare <= 0 or not (name.startswith(self.before) and name.endswith(self.after)):
            return None
        return name[len(self.before) : len(self.before) + bare]


def renaming_of(entries: Mapping[FieldId, Entry], known: Collection[FieldId]) -> Renaming | None:
    """The one rule by which all fields of a file were renamed; None when they were not.

    A file that has fields under their own names too holds two forms, perhaps of two people, and has no such rule.
    """
    names = [name for name, entry in entries.items() if entry.words and name not in known]
    if len(names) < _FEWEST or any(entry.words for name, entry in entries.items() if name in known):
        return None
    counted = Counter(_candidates(names[:_LOOKED_AT], known))
    best = max(
        (one for one, _ in counted.most_common(_TRIED)),
        key=lambda one: (_explained(one, names, known), -len(one.before + one.after)),
        default=None,
    )
    if best is None or _explained(best, names, known) < max(_FEWEST, len(names) // 2 + 1):
        return None
    return best


def _candidates(names: Iterable[str], known: Iterable[FieldId]) -> Iterator[Renaming]:
    for name in names:
        for code in known:
            before, found, after = name.partition(code)
            if found:
                yield Renaming(before, after)


def _explained(rule: Renaming, names: Iterable[str], known: Collection[FieldId]) -> int:
    """How many names a rule leads back to one that is known."""
    return sum(rule.original(name) in known for name in names)


def under_own_names(filled: FilledForm, known: Collection[FieldId]) -> tuple[FilledForm, tuple[Note, ...]]:
    """The form with its fields under the names that they had, where a program renamed all of them by one rule."""
    rule = renaming_of(filled.entries, known)
    if rule is None:
        return filled, ()
    name = next((code for code in filled.entries if rule.original(code) in known), "")
    told = note(Code.FIELDS_RENAMED, name=name[:_QUOTED], near=rule.original(name) or "")
    marks = tuple(_unrenamed(one, rule, known) for one in filled.marks)
    placed = tuple(_unrenamed(one, rule, known) for one in filled.placed)
    entries = _entries(filled.entries, rule, known)
    return replace(filled, entries=entries, marks=marks, placed=placed), (told,)


_Standing = TypeVar("_Standing", OutsideMark, Placed)


def _unrenamed(mark: _Standing, rule: Renaming, known: Collection[FieldId]) -> _Standing:
    """A mark or a control with the own name of its field, and of its option."""
    own = FieldId(rule.original(mark.field) or "") if mark.field is not None else None
    option = None if mark.option is None else _option(mark.option, rule)
    return replace(mark, field=own if own in known else mark.field, option=option)


def _entries(entries: Mapping[FieldId, Entry], rule: Renaming, known: Collection[FieldId]) -> dict[FieldId, Entry]:
    """The entries by the names that they had; those that the rule does not explain keep theirs."""
    found: dict[FieldId, Entry] = {}
    for name, entry in entries.items():
        bare = FieldId(rule.original(name) or _without_before(name, rule))
        own = bare if bare in known else name
        before = found.get(own, Entry())
        ticks = {option: ticked for code, ticked in entry.ticks.items() for option in (_option(code, rule),)}
        found[own] = replace(before, words=(*before.words, *entry.words), ticks={**before.ticks, **ticks})
    return found


def _without_before(name: str, rule: Renaming) -> str:
    """The name of a list of boxes, of which each box has what was put after it."""
    return name.removeprefix(rule.before)


def _option(option: OptionCode, rule: Renaming) -> OptionCode:
    return OptionCode(option.removesuffix(rule.after))
