"""The answers of a form, from the values of its fields, whichever program filled it in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field
from pikepdf import Dictionary

from surveykit.filled import Entry, Tick, Words
from surveykit.ids import CODE_PATTERN, FieldId, OptionCode
from surveykit_pdf.leaves import Leaf, leaves_in, paired
from surveykit_pdf.reading import said
from surveykit_pdf.seats import OPTION_MARK, PUSHBUTTON, Seat
from surveykit_pdf.shown import Looks
from surveykit_pdf.values import no_text, state_of, typed

_TICKED, _UNTICKED = "\N{BALLOT BOX WITH X}", "\N{BALLOT BOX}"
_RADIO = 1 << 15
_OURS = re.compile(rf"{CODE_PATTERN[:-1]}(__[a-z0-9_]+)?$")


class Answers(Struct):
    """The entries found, by field, whether any name was one of ours, and the numbers of the widgets that gave them.

    `listed` are the fields of the form's list.
    """

    entries: dict[FieldId, Entry] = field(default_factory=dict)
    ours: bool = False
    widgets: set[tuple[int, int]] = field(default_factory=set)
    listed: list[Leaf] = field(default_factory=list)

    def add(self, leaf: Leaf, recorded: Leaf, looks: Looks) -> None:
        """Take up one field as its page shows it and as the form's list records it, which may be a copy of it.

        Signatures and push buttons are no answers.
        """
        kind = said(leaf.own("/FT")) or said(recorded.own("/FT"))
        self.ours = self.ours or _OURS.match(leaf.name) is not None
        is_button = kind == "Btn" and not leaf.flags() & PUSHBUTTON
        if is_button or kind in {"Tx", "Ch"}:
            self.widgets.update(leaf.numbers())
        if kind in {"Tx", "Ch"} or (is_button and looks.is_one(leaf)):
            self._words(leaf.name, _line_of(leaf, recorded, looks))
        elif is_button:
            self._button(leaf, recorded, looks)

    def _button(self, leaf: Leaf, recorded: Leaf, looks: Looks) -> None:
        """Take up a tick box, or a group of round buttons; of one that nobody sees, nothing is shown."""
        code, _, option = leaf.name.partition(OPTION_MARK)
        state, seen = state_of(recorded), looks.any_seen(leaf)
        shown = _states(leaf, recorded, looks) if seen else ""
        if option and not leaf.flags() & _RADIO:
            self._tick(FieldId(code), OptionCode(option), _box(state, shown, seen=seen))
        else:
            gone = not seen and not state
            self._words(leaf.name, Words(state, shown=None if gone or shown == state else shown, gone=gone))

    def _words(self, name: str, words: Words) -> None:
        before = self.entries.get(FieldId(name), Entry())
        self.entries[FieldId(name)] = Entry((*before.words, words), before.ticks)

    def _tick(self, code: FieldId, option: OptionCode, tick: Tick) -> None:
        before = self.entries.get(code, Entry())
        ticks = (*before.ticks.get(option, ()), tick)
        self.entries[code] = Entry(before.words, {**before.ticks, option: ticks})


def answers_in(form: Dictionary | None, seats: Sequence[Seat]) -> Answers:
    """The answers in an interactive form, of the fields that stand on a page.

    `seats` are the widgets of the pages: a field that no page shows is absent, one that the form does not list is
    there. A field with several values that differ (a raw tree lists a group and its buttons) has the first that is
    not off. Raises UnreadableFile when there are too many fields, or too deep.
    """
    listed = leaves_in(form)
    found, looks = Answers(listed=listed), Looks(form, listed, {seat.widget.objgen for seat in seats if seat.seen})
    for leaf, recorded in paired(listed, seats):
        found.add(leaf, recorded, looks)
    return found


def _line_of(leaf: Leaf, recorded: Leaf, looks: Looks) -> Words:
    """What was typed or chosen as it is recorded, with what the page shows when that is another text."""
    text = typed(recorded)
    if not looks.any_seen(leaf):
        return Words(text, shown="") if text else Words("", gone=True)
    shown = (typed(leaf) if leaf is not recorded else "") or looks.otherwise(leaf, text)
    return Words(text, hidden=no_text(recorded), shown=None if shown == text else shown)


def _states(leaf: Leaf, recorded: Leaf, looks: Looks) -> str | None:
    """The states that buttons show; of a copy that does not tell, the state that it records."""
    shown = looks.states(leaf)
    return state_of(leaf) if shown is None and leaf is not recorded else shown


def _box(state: str, shown: str | None, *, seen: bool) -> Tick:
    """A tick box; what it shows is told when it is not what it records; one that nobody sees is gone unless ticked."""
    if not seen and not state:
        return Tick(recorded=None, shown="")
    if shown is None or bool(shown) == bool(state):
        return Tick(bool(state), "")
    return Tick(bool(state), _TICKED if shown else _UNTICKED)
