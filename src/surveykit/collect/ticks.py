"""Tick boxes: the state that a file records against what it displays, and several boxes for one answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

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
    """The answer of a list of boxes: the set of its ticked options, or the one option of a `single` choice.

    `complete` means that the format has a box for every option, so that an absent one was deleted.
    """
    if unknown := _not_asked(choices, ticks):
        raw = canonical("; ".join(choices.in_order(ticks)))
        return unknown_options(choices, raw, Several((), unknown, exact=True))
    present = _present(choices, ticks)
    if complete and not present:
        return Reading(Missing(), (note(Code.CONTROL_MISSING),))
    boxes = {option: _copies(choices, choices.label(option), ticks[option]) for option in present}
    notes = (*_marks(boxes.values()), *(_deleted(choices, present) if complete else ()))
    if any(box.ticked is None for box in boxes.values()):
        return Reading(Unreadable(_displayed(choices, ticks)), notes)
    return _answer(choices, _ticked(boxes), notes, single=single)


def _not_asked(choices: Choices, ticks: Ticks) -> tuple[str, ...]:
    """The boxes of the file that the form does not have."""
    asked = (entry.code for entry in choices.entries)
    return tuple(canonical(option) for option in sorted(set(ticks).difference(asked)))


def _present(choices: Choices, ticks: Ticks) -> list[OptionCode]:
    """The options whose box the file still has, in the form's order."""
    return [entry.code for entry in choices.entries if not _is_gone(ticks.get(entry.code, ()))]


def _deleted(choices: Choices, present: Sequence[OptionCode]) -> tuple[Note, ...]:
    """A note that names the boxes that were deleted, if any."""
    deleted = {entry.code for entry in choices.entries}.difference(present)
    return (note(Code.BOX_MISSING, boxes=choices.labels(deleted)),) if deleted else ()


def _marks(boxes: Iterable[Box]) -> tuple[Note, ...]:
    """What must be said of boxes: that several were copied is said once, with all their labels."""
    found = [mark for box in boxes for mark in box.notes]
    copied = [one for one in found if one.code is Code.DUPLICATE_CONTROL]
    if len(copied) < 2:
        return tuple(found)
    labels = "; ".join(one.raw or "" for one in copied)
    together = replace(max(copied, key=_how_often), raw=labels)
    return (*(one for one in found if one.code is not Code.DUPLICATE_CONTROL), together)


def _how_often(copied: Note) -> int:
    often = copied.slots["copies"]
    return often if isinstance(often, int) else 0


def _ticked(boxes: Mapping[OptionCode, Box]) -> list[OptionCode]:
    return [option for option, box in boxes.items() if box.ticked]


def _answer(choices: Choices, ticked: Sequence[OptionCode], notes: tuple[Note, ...], *, single: bool) -> Reading:
    """The ticked options as an answer; a single choice takes no more than one."""
    if not ticked:
        return Reading(Blank(), notes)
    text = "; ".join(choices.label(option) for option in ticked)
    if not single:
        return Reading(Answered(frozenset(ticked), text, to_confirm=bool(notes)), notes)
    if len(ticked) > 1:
        fault = unreadable(text, Code.SEVERAL_MARKS, marks=choices.labels(ticked))
        return Reading(fault.answer, (*notes, *fault.notes))
    return Reading(Answered(ticked[0], text, to_confirm=bool(notes)), notes)


def _is_gone(found: Sequence[Tick]) -> bool:
    return all(tick.recorded is None and not tick.shown.strip() and not tick.struck for tick in found)


def _displayed(choices: Choices, ticks: Ticks) -> str:
    shown = ((option, canonical(tick.shown)) for option in choices.in_order(ticks) for tick in ticks[option])
    return "; ".join(f"{choices.label(option)} {text}".strip() for option, text in shown)


def _copies(choices: Choices, label: str, found: Sequence[Tick]) -> Box:
    """One box, or the several copies of it that the respondent made."""
    boxes = [_told(choices, label, tick) for tick in found if not _is_gone((tick,))]
    return boxes[0] if len(boxes) == 1 else _duplicated(label, found, boxes)


def _duplicated(label: str, found: Sequence[Tick], boxes: Sequence[Box]) -> Box:
    """Several copies of one box, which agree or which nobody can tell."""
    notes, copies = _marks(boxes), len(boxes)
    if len({box.ticked for box in boxes}) > 1:
        shown = [canonical(tick.shown) or bool(tick.recorded) for tick in found]
        return Box(None, (*notes, note(Code.DUPLICATE_DIFFERS, label, copies=copies, texts=shown, box=label)))
    if boxes[0].ticked is False:
        return Box(ticked=False, notes=notes)  # nothing is said of a text box that is empty in every copy either
    return Box(boxes[0].ticked, (*notes, note(Code.DUPLICATE_CONTROL, label, copies=copies)))


def _told(choices: Choices, label: str, tick: Tick) -> Box:
    """One box, with what was done to it besides being ticked or not."""
    box, notes = _box(label, tick), []
    if tick.marked and box.ticked is False:
        notes.append(note(Code.BOX_MARKED, box=label))
    if tick.mixed is not None:
        notes.append(note(Code.BOX_MIXED_UP, box=label, other=choices.label(OptionCode(tick.mixed))))
    return Box(box.ticked if tick.mixed is None else None, (*box.notes, *notes))


def _box(label: str, tick: Tick) -> Box:
    """One box: the state that it records against the sign that it displays."""
    text = canonical(tick.shown)
    if not text:
        return _struck_box(label, tick) if tick.struck else _signless_box(label, tick)
    displayed = _displays(text)
    if displayed is None:
        return Box(None, (note(Code.BOX_UNREADABLE, text, box=label, shown=text),))
    if tick.recorded is None:
        return _typed_box(label, text, displayed=displayed)
    if displayed == tick.recorded:
        return Box(displayed)
    told = note(Code.BOX_DISAGREEMENT, text, box=label, recorded=tick.recorded, shown=text)
    return Box(displayed, (told,))


def _typed_box(label: str, text: str, *, displayed: bool) -> Box:
    """A box that records nothing: the sign of a box is taken as it is, another mark is noted."""
    signs = _signs(text)
    if len(signs) == 1 and signs <= set(_EMPTY + _BOXED):
        return Box(displayed)
    return Box(displayed, (note(Code.BOX_REPLACED, text, box=label, value=displayed),))


def _signless_box(label: str, tick: Tick) -> Box:
    """A box of which only the state is known: its format shows no sign, or its sign was removed."""
    notes = (note(Code.BOX_EMPTY, box=label),) if tick.unseen and tick.recorded else ()
    return Box(tick.recorded, notes)


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
