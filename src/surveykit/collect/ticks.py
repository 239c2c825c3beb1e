"""Tick boxes: the state that a file records against what it displays, and several boxes for one answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from surveykit.collect.choices import Choices, Several
from surveykit.collect.codes import Code, Note, note
from surveykit.collect.folding import folded
from surveykit.collect.readings import Reading, unknown_options, unreadable
from surveykit.filled import Tick
from surveykit.ids import OptionCode
from surveykit.responses import Answered, Blank, Missing, Unreadable
from surveykit.texts import canonical

_EMPTY = "☐□◻▢❏❑❐❒○◯⬜\uf0a8\uf06f\uf071\uf0a3"
_BOXED = "☒☑⊠🗹🗷🗵■●◉⬛✅\uf0fe\uf0fd\uf052\uf054"
_MARKS = "✔✓✗✘✖✕×xX*\uf0fc\uf0fb"
_SAID = {"oui": True, "yes": True, "vrai": True, "true": True, "1": True, "ok": True}
_UNSAID = {"non": False, "no": False, "faux": False, "false": False, "0": False, "-": False}


class Box(Struct, frozen=True):
    """Whether one option is ticked (None when nobody can tell), and what must be said about its box."""

    ticked: bool | None
    notes: tuple[Note, ...] = ()


Ticks = Mapping[OptionCode, Sequence[Tick]]


def read_ticks(choices: Choices, ticks: Ticks, *, complete: bool, single: bool) -> Reading:
    """What a list of boxes says: the set of its ticked options, or the one of a `single` choice.

    `complete` means that the format has a box for every option, so that an absent one was deleted.
    """
    asked = [entry.code for entry in choices.entries]
    unknown = tuple(canonical(option) for option in sorted(set(ticks).difference(asked)))
    if unknown:
        raw = canonical("; ".join(choices.in_order(ticks)))
        return unknown_options(choices, raw, Several((), unknown, exact=True))
    present = [option for option in asked if not _is_gone(ticks.get(option, ()))]
    if complete and not present:
        return Reading(Missing(), (note(Code.CONTROL_MISSING),))
    boxes = {option: _copies(choices.label(option), ticks[option]) for option in present}
    notes = [mark for box in boxes.values() for mark in box.notes]
    if complete and len(present) < len(asked):
        notes.append(note(Code.BOX_MISSING, boxes=choices.labels(set(asked).difference(present))))
    if any(box.ticked is None for box in boxes.values()):
        return Reading(Unreadable(_displayed(choices, ticks)), tuple(notes))
    ticked = [option for option, box in boxes.items() if box.ticked]
    text = "; ".join(choices.label(option) for option in ticked)
    if single and len(ticked) > 1:
        fault = unreadable(text, Code.SEVERAL_MARKS, marks=choices.labels(ticked))
        return Reading(fault.answer, (*notes, *fault.notes))
    if not ticked:
        return Reading(Blank(), tuple(notes))
    value = ticked[0] if single else frozenset(ticked)
    return Reading(Answered(value, text, to_confirm=bool(notes)), tuple(notes))


def _is_gone(found: Sequence[Tick]) -> bool:
    return all(tick.recorded is None and not tick.shown.strip() and not tick.struck for tick in found)


def _displayed(choices: Choices, ticks: Ticks) -> str:
    shown = ((option, canonical(tick.shown)) for option in choices.in_order(ticks) for tick in ticks[option])
    return "; ".join(f"{choices.label(option)} {text}".strip() for option, text in shown)


def _copies(label: str, found: Sequence[Tick]) -> Box:
    """One box, or the several copies of it that the respondent made."""
    boxes = [_box(label, tick) for tick in found if not _is_gone((tick,))]
    notes = tuple(mark for box in boxes for mark in box.notes)
    if len(boxes) == 1:
        return boxes[0]
    copies = len(boxes)
    if len({box.ticked for box in boxes}) > 1:
        shown = [canonical(tick.shown) or bool(tick.recorded) for tick in found]
        return Box(None, (*notes, note(Code.DUPLICATE_DIFFERS, label, copies=copies, texts=shown)))
    return Box(boxes[0].ticked, (*notes, note(Code.DUPLICATE_CONTROL, label, copies=copies)))


def _box(label: str, tick: Tick) -> Box:
    text = canonical(tick.shown)
    if not text:
        return _struck_box(label, tick) if tick.struck else Box(tick.recorded)
    displayed = _displays(text)
    if displayed is None:
        return Box(None, (note(Code.BOX_UNREADABLE, text, box=label, shown=text),))
    if tick.recorded is None:
        if len(_signs(text)) == 1 and _signs(text) <= set(_EMPTY + _BOXED):
            return Box(displayed)
        return Box(displayed, (note(Code.BOX_REPLACED, text, box=label, value=displayed),))
    if displayed == tick.recorded:
        return Box(displayed)
    told = note(Code.BOX_DISAGREEMENT, text, box=label, recorded=tick.recorded, shown=text)
    return Box(displayed, (told,))


def _struck_box(label: str, tick: Tick) -> Box:
    """A box struck out with its label: what was empty stays so, what was ticked may have been taken back."""
    struck = canonical(tick.struck)
    if _displays(struck) is False and not tick.recorded:
        return Box(ticked=False)
    return Box(None, (note(Code.BOX_STRUCK, struck, box=label),))


def _signs(shown: str) -> set[str]:
    return set("".join(shown.split())) - {"\ufe0e", "\ufe0f"}


def _displays(shown: str) -> bool | None:
    """Whether what is displayed is a ticked box or a mark (True), an empty box (False), or neither (None)."""
    signs = _signs(shown)
    if not signs:
        return None
    if signs <= set(_EMPTY):
        return False
    if signs <= set(_EMPTY + _BOXED + _MARKS):
        return True
    return (_SAID | _UNSAID).get(folded(shown))
