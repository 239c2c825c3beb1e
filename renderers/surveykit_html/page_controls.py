"""The controls of a page, each where it stands, and what they say together: entries by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from surveykit.filled import Entry, Placed, Tick, Words
from surveykit.ids import FieldId, OptionCode

_TICKED, _UNTICKED = "\N{BALLOT BOX WITH X}", "\N{BALLOT BOX}"


class PageControl(Struct):
    """A control: what it holds (of a button, the value that it stands for), and what is seen of it.

    `kind` is "text", "list", "radio" or "checkbox". `off` that the page switched it off, so that it says nothing;
    `hidden` that nobody sees it; `aside` that the page itself says that it left the answer aside; `cut` that the page
    ends amid it; `crossed` that it is struck out. `hint` is what is seen in it as long as it holds nothing. `before` is
    what is written before it, and `words` all that its label says.
    """

    name: str
    kind: str
    value: str
    on: bool = True
    off: bool = False
    hidden: bool = False
    aside: bool = False
    cut: bool = False
    crossed: bool = False
    hint: str = ""
    question: str | None = None
    before: str = ""
    words: list[str] = field(default_factory=list)
    labels: tuple[tuple[str, str], ...] = ()

    @property
    def says(self) -> bool:
        """Whether it is chosen or ticked, and not switched off."""
        return self.on and not self.off

    @property
    def gone(self) -> bool:
        """Whether nobody sees it, though the page did not switch it off: a person has no way to answer."""
        return self.hidden and not self.off

    def placed(self) -> Iterable[Placed]:
        """Where it stands, and the entries of a list with what the page shows for each."""
        said = "".join(self.words)
        if self.kind in {"radio", "checkbox"}:
            yield Placed(FieldId(self.name), OptionCode(self.value), said, self.question)
        else:
            yield Placed(FieldId(self.name), None, self.before or said, self.question)
            yield from (Placed(FieldId(self.name), OptionCode(code), label) for code, label in self.labels if code)


def entries_of(held: Iterable[PageControl]) -> dict[FieldId, Entry]:
    """What the controls of each name say."""
    named: dict[str, list[PageControl]] = {}
    for one in held:
        named.setdefault(one.name, []).append(one)
    return {FieldId(name): _entry(held) for name, held in named.items()}


def _entry(held: Sequence[PageControl]) -> Entry:
    words = tuple(map(_words, _of_kind(held, "text", "list")))
    ticks = _ticks(_of_kind(held, "checkbox"))
    radios = _of_kind(held, "radio")
    if len({one.value for one in radios if one.says}) > 1:
        return Entry(words, {**ticks, **_several(radios)})
    return Entry((*words, _chosen(radios)) if radios else words, ticks)


def _of_kind(held: Iterable[PageControl], *kinds: str) -> list[PageControl]:
    return [one for one in held if one.kind in kinds]


def _ticks(boxes: Iterable[PageControl]) -> dict[OptionCode, tuple[Tick, ...]]:
    ticks: dict[OptionCode, tuple[Tick, ...]] = {}
    for one in boxes:
        option = OptionCode(one.value)
        ticks[option] = (*ticks.get(option, ()), _tick(one))
    return ticks


def _words(one: PageControl) -> Words:
    """A text as the page records it, and as it is seen."""
    if one.off:
        return _left_out(one.value, hidden=one.hidden and not one.aside, seen=not one.hidden)
    if one.hidden:
        return Words(one.value, shown="") if one.value else Words("", gone=True)
    if one.crossed and one.value:
        return Words("", struck=one.value)
    return Words(one.value, cut=one.cut, shown=None if one.value else one.hint.strip() or None)


def _left_out(value: str, *, hidden: bool, seen: bool) -> Words:
    """What a page does not say, for it was switched off: seen all the same, hidden, or left aside by the page."""
    return Words("", hidden=value if hidden else "", shown=value if seen and value else None)


def _tick(one: PageControl) -> Tick:
    if not one.on:
        return Tick(recorded=None if one.gone else False, shown="")
    if not one.hidden:
        return Tick(one.says, _TICKED if one.off else "")
    if not one.off:
        return Tick(recorded=True, shown=_UNTICKED)
    return Tick(recorded=False, shown="", struck="" if one.aside else _TICKED)


def _several(radios: Iterable[PageControl]) -> Mapping[OptionCode, tuple[Tick, ...]]:
    """Round buttons of which several are chosen, as if they were boxes."""
    states: dict[OptionCode, bool] = {}
    for one in radios:
        states[OptionCode(one.value)] = one.says or states.get(OptionCode(one.value), False)
    return {option: (Tick(recorded, ""),) for option, recorded in states.items()}


def _chosen(radios: Sequence[PageControl]) -> Words:
    """The value of the round button that is chosen, and of the one that is seen to be."""
    on = [one for one in radios if one.on]
    return _of_those_on(on) if on else Words("", gone=all(one.gone for one in radios))


def _of_those_on(on: Sequence[PageControl]) -> Words:
    """What the round buttons that are on record and show; there are several when some are switched off."""
    seen = dict.fromkeys(one.value for one in on if not one.hidden)
    recorded = next((one.value for one in on if one.says), None)
    if recorded is None:
        return _left_out(on[0].value, hidden=not seen and not on[0].aside, seen=bool(seen))
    return Words(recorded, shown=None if [*seen] == [recorded] else "\n".join(seen))
