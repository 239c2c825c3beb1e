"""The answers of a form, from the values of its fields, whichever program filled it in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct, field
from pikepdf import Array, Dictionary, Object

from surveykit.filled import Entry, Tick, Words
from surveykit.ids import CODE_PATTERN, FieldId, OptionCode
from surveykit_pdf.fields import OFF
from surveykit_pdf.reading import entry, items, number, said
from surveykit_pdf.refusals import refusal

FIELD_LIMIT = 20_000
"""Fields and buttons in a file."""
DEPTH_LIMIT = 16
"""Fields in one another."""

_OPTION = "__"
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

    def flags(self) -> int:
        """The field's flags."""
        return next((number(one, "/Ff") for one in self.line if "/Ff" in one), 0)


class Answers(Struct):
    """What was found: entries by field, and whether any name was one of ours."""

    entries: dict[FieldId, Entry] = field(default_factory=dict)
    ours: bool = False

    def add(self, leaf: _Leaf) -> None:
        """Take up one field; signatures and push buttons are no answers."""
        kind = said(leaf.own("/FT"))
        self.ours = self.ours or _OURS.match(leaf.name) is not None
        if kind in {"Tx", "Ch"}:
            self._words(leaf.name, _typed(leaf))
        elif kind == "Btn" and not leaf.flags() & _PUSHBUTTON:
            code, _, option = leaf.name.partition(_OPTION)
            if option and not leaf.flags() & _RADIO:
                self._tick(FieldId(code), OptionCode(option), ticked=bool(_state(leaf)))
            else:
                self._words(leaf.name, _state(leaf))

    def _words(self, name: str, text: str) -> None:
        before = self.entries.get(FieldId(name), Entry())
        self.entries[FieldId(name)] = Entry((*before.words, Words(text)), before.ticks)

    def _tick(self, code: FieldId, option: OptionCode, *, ticked: bool) -> None:
        before = self.entries.get(code, Entry())
        ticks = (*before.ticks.get(option, ()), Tick(ticked, ""))
        self.entries[code] = Entry(before.words, {**before.ticks, option: ticks})


def answers_in(form: Dictionary) -> Answers:
    """The answers in an interactive form.

    A field with several values that differ (a raw tree lists a group and its buttons) has the first that is
    not off. Raises UnreadableFile when there are too many fields, or too deep.
    """
    found = Answers()
    tree = _Tree()
    for root in items(form, "/Fields"):
        for leaf in tree.leaves(root, "", ()):
            found.add(leaf)
    return found


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


def _typed(leaf: _Leaf) -> str:
    """What was typed or chosen; several choices are one per line."""
    value = leaf.own("/V")
    if value is None:
        value = next((found for kid in leaf.buttons if (found := entry(kid, "/V")) is not None), None)
    texts = [said(one) for one in value] if isinstance(value, Array) else [said(value)]
    return _LINE_END.sub("\n", "\n".join(text for text in texts if text))


def _state(leaf: _Leaf) -> str:
    """The state of a button or of a group of them: empty when it is off.

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
