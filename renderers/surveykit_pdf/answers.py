"""The answers of a form, from the values of its fields, whichever program filled it in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field
from pikepdf import Array, Dictionary, Object

from surveykit.filled import Entry, Tick, Words
from surveykit.ids import CODE_PATTERN, FieldId, OptionCode
from surveykit_pdf.appearance import is_shown, text_shown
from surveykit_pdf.fields import OFF
from surveykit_pdf.reading import dictionary, entry, items, number, said
from surveykit_pdf.refusals import refusal
from surveykit_pdf.seats import DEPTH_LIMIT, OPTION_MARK, Seat

FIELD_LIMIT = 20_000
"""Fields and buttons in a file."""

_SHARING = 200
_TICKED, _UNTICKED = "\N{BALLOT BOX WITH X}", "\N{BALLOT BOX}"
_PUSHBUTTON = 1 << 16
_RADIO = 1 << 15
_LINE_END = re.compile("\r\n|\r")
_OURS = re.compile(rf"{CODE_PATTERN[:-1]}(__[a-z0-9_]+)?$")


class _Leaf(Struct, frozen=True):
    """A field that has a value: its full name, its dictionaries from itself to the root, its buttons."""

    name: str
    line: tuple[Dictionary, ...]
    buttons: tuple[Dictionary, ...]

    def own(self, key: str) -> Object | None:
        """An entry of the field, or the nearest that it inherits."""
        return _inherited(self.line, key)

    def numbers(self) -> Iterator[tuple[int, int]]:
        """The numbers of the field's own object and of its widgets."""
        return (one.objgen for one in (self.line[0], *self.buttons) if one.is_indirect)

    def stands_among(self, placed: set[tuple[int, int]]) -> bool:
        """Whether a widget of the field is one of these, which are on pages."""
        return not placed.isdisjoint(self.numbers())

    def flags(self) -> int:
        """The field's flags."""
        return next((number(one, "/Ff") for one in self.line if "/Ff" in one), 0)


class _ShownTexts:
    """The texts that the fields of a form show, unless it asks its viewer to draw their looks anew."""

    def __init__(self, form: Dictionary | None, leaves: Sequence[_Leaf]) -> None:
        self._resources = dictionary(form, "/DR")
        self._redrawn = _is_redrawn(form)
        self._sharing: dict[tuple[int, int], list[_Leaf]] = {}
        self._read: dict[tuple[int, int], str | None] = {}
        for leaf in leaves:
            for widget in leaf.buttons or leaf.line[:1]:
                look = entry(dictionary(widget, "/AP"), "/N")
                if look is not None and look.is_indirect:
                    sharing = self._sharing.setdefault(look.objgen, [])
                    sharing += [leaf] if len(sharing) < _SHARING else []

    def otherwise(self, leaf: _Leaf, text: str) -> str | None:
        """The text that a look shows instead of its value; None when it shows the value or none, or is unknown."""
        if self._redrawn:
            return None
        labels = dict(_labels(leaf))
        for widget in leaf.buttons or leaf.line[:1]:
            shown = self._text(widget)
            if not shown or _says(text, labels, shown) or self._is_of_another(widget, shown):
                continue
            return next((code for code, label in labels.items() if is_shown(label, shown)), shown)
        return None

    def _text(self, widget: Dictionary) -> str | None:
        """The text of a widget's look; a look that many widgets share is read once."""
        look = entry(dictionary(widget, "/AP"), "/N")
        if look is None or not look.is_indirect:
            return text_shown(widget, self._resources)
        if look.objgen not in self._read:
            self._read[look.objgen] = text_shown(widget, self._resources)
        return self._read[look.objgen]

    def _is_of_another(self, widget: Dictionary, shown: str) -> bool:
        """Whether a look that several fields share was drawn for one of them: some programs write over it in place."""
        look = entry(dictionary(widget, "/AP"), "/N")
        sharing = () if look is None else self._sharing.get(look.objgen, ())
        return any(text and _says(text, dict(_labels(one)), shown) for one in sharing for text in (_typed(one),))


def _says(text: str, labels: Mapping[str, str], shown: str) -> bool:
    """Whether what is shown is a text, or the entry of a list that it stands for."""
    return is_shown(text, shown) or is_shown(labels.get(text, text), shown)


class Answers(Struct):
    """The entries found, by field, and whether any name was one of ours."""

    entries: dict[FieldId, Entry] = field(default_factory=dict)
    ours: bool = False

    def add(self, leaf: _Leaf, recorded: _Leaf, looks: _ShownTexts) -> None:
        """Take up one field as its page shows it and as the form's list records it, which may be a copy of it.

        Signatures and push buttons are no answers.
        """
        kind = said(leaf.own("/FT")) or said(recorded.own("/FT"))
        self.ours = self.ours or _OURS.match(leaf.name) is not None
        if kind in {"Tx", "Ch"}:
            self._words(leaf.name, _line_of(leaf, recorded, looks))
        elif kind == "Btn" and not leaf.flags() & _PUSHBUTTON:
            code, _, option = leaf.name.partition(OPTION_MARK)
            state, shown = _state(recorded), _displayed(leaf)
            if leaf is not recorded and shown is None:
                shown = _state(leaf)
            if option and not leaf.flags() & _RADIO:
                self._tick(FieldId(code), OptionCode(option), _box(state, shown))
            else:
                self._words(leaf.name, Words(state, shown=None if shown == state else shown))

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
    tree = _Tree()
    listed = [leaf for root in items(form, "/Fields") for leaf in tree.leaves(root, "", ())]
    found, looks = Answers(), _ShownTexts(form, listed)
    for leaf, recorded in _paired(listed, seats):
        found.add(leaf, recorded, looks)
    return found


def _paired(listed: Sequence[_Leaf], seats: Sequence[Seat]) -> Iterator[tuple[_Leaf, _Leaf]]:
    """The fields of the pages, each with the field of the list that records it, which is itself or a copy of it.

    A copy of a field that is both on its page and in the list is a second field of that name.
    """
    placed = _numbers_of(seats)
    present = [leaf for leaf in listed if leaf.stands_among(placed)]
    elsewhere = _by_name(leaf for leaf in listed if not leaf.stands_among(placed))
    for leaf in present:
        yield from ((one, one) for one in (leaf, *elsewhere.pop(leaf.name, ())))
    for leaf in _unlisted(_unclaimed(seats, present)):
        yield from ((leaf, copy) for copy in elsewhere.pop(leaf.name, ()) or (leaf,))


def _numbers_of(seats: Iterable[Seat]) -> set[tuple[int, int]]:
    return {seat.widget.objgen for seat in seats if seat.widget.is_indirect}


def _unclaimed(seats: Iterable[Seat], leaves: Iterable[_Leaf]) -> list[Seat]:
    """The widgets that belong to none of these fields."""
    claimed = {number for leaf in leaves for number in leaf.numbers()}
    return [seat for seat in seats if seat.widget.objgen not in claimed]


def _by_name(leaves: Iterable[_Leaf]) -> dict[str, list[_Leaf]]:
    found: dict[str, list[_Leaf]] = {}
    for leaf in leaves:
        found.setdefault(leaf.name, []).append(leaf)
    return found


def _is_redrawn(form: Dictionary | None) -> bool:
    """Whether the form asks its viewer to draw the looks anew, so that those of the file show nothing."""
    asked: object = None if form is None else form.get("/NeedAppearances")
    return asked is True


def _unlisted(seats: Sequence[Seat]) -> Iterator[_Leaf]:
    """The fields of widgets that no list of the form leads to: round buttons of one name are one field."""
    if len(seats) > FIELD_LIMIT:
        raise refusal("unsafe")
    groups: dict[object, list[Seat]] = {}
    for rank, seat in enumerate(seats):
        name, line = seat.name(), seat.field_line()
        is_button = said(_inherited(seat.line, "/FT")) == "Btn"
        if name:
            groups.setdefault(name if is_button else line[0].objgen if line[0].is_indirect else rank, []).append(seat)
    for group in groups.values():
        yield _Leaf(group[0].name(), group[0].field_line(), tuple(seat.widget for seat in group))


class _Tree:
    """The tree of a form's fields, each of its nodes met once."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, int]] = set()

    def leaves(self, node: Object, above: str, line: tuple[Dictionary, ...]) -> Iterator[_Leaf]:
        """The fields that have a value, below a node whose parents have a full name and dictionaries."""
        if not isinstance(node, Dictionary) or (node.is_indirect and node.objgen in self._seen):
            return
        if len(line) > DEPTH_LIMIT or len(self._seen) > FIELD_LIMIT:
            raise refusal("unsafe")
        self._see([node])
        group = (node, *line)
        name = _full_name(node, above)
        kids = [kid for kid in items(node, "/Kids") if isinstance(kid, Dictionary)]
        if _holds_fields(group, kids):
            for kid in kids:
                yield from self.leaves(kid, name, group)
        elif said(entry(node, "/T")) is not None:
            self._see(kids)
            yield _Leaf(name, group, tuple(kids))

    def _see(self, nodes: Iterable[Dictionary]) -> None:
        self._seen.update(node.objgen for node in nodes if node.is_indirect)


def _full_name(node: Dictionary, above: str) -> str:
    """The name of a node with those of its parents before it; a node without a name has that of its parents."""
    own = said(entry(node, "/T"))
    return above if own is None else f"{above}.{own}" if above else own


def _holds_fields(group: tuple[Dictionary, ...], kids: Iterable[Dictionary]) -> bool:
    """Whether a node groups fields, and is not one itself whose kids are its buttons."""
    return said(_inherited(group, "/FT")) != "Btn" and any("/T" in kid for kid in kids)


def _inherited(line: tuple[Dictionary, ...], key: str) -> Object | None:
    return next((found for one in line if (found := entry(one, key)) is not None), None)


def _line_of(leaf: _Leaf, recorded: _Leaf, looks: _ShownTexts) -> Words:
    """The recorded text of a field, with the text that the page shows when it is another one."""
    text = _typed(recorded)
    shown = _typed(leaf) if leaf is not recorded else None
    if shown is None or (not shown and text):
        shown = looks.otherwise(leaf, text)
    return Words(text, shown=None if shown is None or shown == text else shown)


def _labels(leaf: _Leaf) -> Iterator[tuple[str, str]]:
    """The values of a list's entries, each with what is shown for it."""
    for one in items(leaf.line[0], "/Opt"):
        pair = [said(part) or "" for part in one] if isinstance(one, Array) else []
        if len(pair) == 2:
            yield pair[0], pair[1]


def _typed(leaf: _Leaf) -> str:
    """The text typed or chosen in a field; several choices are one per line."""
    value = leaf.own("/V")
    if value is None:
        value = next((found for kid in leaf.buttons if (found := entry(kid, "/V")) is not None), None)
    texts = [said(one) for one in value] if isinstance(value, Array) else [said(value)]
    return _LINE_END.sub("\n", "\n".join(text for text in texts if text))


def _box(state: str, shown: str | None) -> Tick:
    """A tick box, with the state that it shows when it records another."""
    if shown is None or bool(shown) == bool(state):
        return Tick(bool(state), "")
    return Tick(bool(state), _TICKED if shown else _UNTICKED)


def _displayed(leaf: _Leaf) -> str | None:
    """The states that the buttons of a field show, empty when all are off; None when nobody can tell."""
    shown: list[str] = []
    told = False
    for button in leaf.buttons or leaf.line[:1]:
        state = said(entry(button, "/AS"))
        told = told or state is not None
        looks = dictionary(dictionary(button, "/AP"), "/N")
        if state and state != OFF and (looks is None or f"/{state}" in looks):
            shown.append(_exported(leaf, state))
    return "\n".join(dict.fromkeys(shown)) if told else None


def _state(leaf: _Leaf) -> str:
    """The state that a button or a group of them records: empty when it is off.

    The field's own value; else a value that a program left on one of the buttons; else the button that is on.
    Some programs write a state as a string, with the stroke of a name before it.
    """
    own = said(leaf.own("/V"))
    values = (own, *(said(entry(button, "/V")) for button in leaf.buttons))
    states = [None if value is None else value.removeprefix("/") for value in values]
    on = next((state for state in states if state and state != OFF), None)
    if on is None and own is None:
        shown = (said(entry(button, "/AS")) for button in (*leaf.buttons, leaf.line[0]))
        on = next((state for state in shown if state and state != OFF), None)
    return "" if on is None else _exported(leaf, on)


def _exported(leaf: _Leaf, state: str) -> str:
    """The value that a state stands for: in a raw group a rank in the list of values, in ours itself."""
    values = [said(one) for one in items(leaf.line[0], "/Opt")]
    if state.isdecimal() and len(state) < 4 and int(state) < len(values):
        return values[int(state)] or state
    return state
