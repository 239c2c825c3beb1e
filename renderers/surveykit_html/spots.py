"""The controls of a page, each where it stands, and what they say together: entries by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from surveykit.filled import Entry, Placed, Tick, Words
from surveykit.ids import FieldId, OptionCode

_TICKED, _UNTICKED = "\N{BALLOT BOX WITH X}", "\N{BALLOT BOX}"


class Spot(Struct):
    """A control: what it holds (of a button, the value that it stands for), and what is seen of it.

    `kind` is "text", "list", "radio" or "checkbox". `off` that the page switched it off, so that it says nothing;
    `hidden` that nobody sees it; `aside` that the page itself says that it left the answer aside; `cut` that the page
    ends amid it. `before` is what is written before it, and `words` all that its label says.
    """

    name: str
    kind: str
    value: str
    on: bool = True
    off: bool = False
    hidden: bool = False
    aside: bool = False
    cut: bool = False
    question: str | None = None
    before: str = ""
    words: list[str] = field(default_factory=list)
    labels: tuple[tuple[str, str], ...] = ()

    def placed(self) -> Iterable[Placed]:
        """Where it stands, and the entries of a list with what the page shows for each."""
        said = "".join(self.words)
        if self.kind in {"radio", "checkbox"}:
            yield Placed(FieldId(self.name), OptionCode(self.value), said, self.question)
        else:
            yield Placed(FieldId(self.name), None, self.before or said, self.question)
            yield from (Placed(FieldId(self.name), OptionCode(code), label) for code, label in self.labels if code)


def entries_of(spots: Iterable[Spot]) -> dict[FieldId, Entry]:
    """What the controls of each name say."""
    named: dict[str, list[Spot]] = {}
    for spot in spots:
        named.setdefault(spot.name, []).append(spot)
    return {FieldId(name): _entry(held) for name, held in named.items()}


def _entry(spots: Sequence[Spot]) -> Entry:
    words = [_words(one) for one in spots if one.kind in {"text", "list"}]
    ticks: dict[OptionCode, tuple[Tick, ...]] = {}
    for one in spots:
        if one.kind == "checkbox":
            option = OptionCode(one.value)
            ticks[option] = (*ticks.get(option, ()), _tick(one))
    radios = [one for one in spots if one.kind == "radio"]
    chosen = dict.fromkeys(one.value for one in radios if one.on and not one.off)
    if len(chosen) > 1:
        return Entry(tuple(words), {**ticks, **_several(radios)})
    if radios:
        words.append(_chosen(radios))
    return Entry(tuple(words), ticks)


def _words(spot: Spot) -> Words:
    """A text as the page records it, and as it is seen."""
    if spot.off:
        return _left_out(spot.value, hidden=spot.hidden and not spot.aside, seen=not spot.hidden)
    if spot.hidden:
        return Words(spot.value, shown="") if spot.value else Words("", gone=True)
    return Words(spot.value, cut=spot.cut)


def _left_out(value: str, *, hidden: bool, seen: bool) -> Words:
    """What a page does not say, for it was switched off: seen all the same, hidden, or left aside by the page."""
    return Words("", hidden=value if hidden else "", shown=value if seen and value else None)


def _tick(spot: Spot) -> Tick:
    recorded = spot.on and not spot.off
    if not spot.on:
        return Tick(recorded=None if spot.hidden and not spot.off else False, shown="")
    if spot.hidden and spot.off:
        return Tick(recorded=False, shown="", struck="" if spot.aside else _TICKED)
    seen = "" if recorded and not spot.hidden else _UNTICKED if spot.hidden else _TICKED
    return Tick(recorded, seen)


def _several(radios: Iterable[Spot]) -> Mapping[OptionCode, tuple[Tick, ...]]:
    """Round buttons of which several are chosen, as if they were boxes."""
    states: dict[OptionCode, bool] = {}
    for one in radios:
        states[OptionCode(one.value)] = (one.on and not one.off) or states.get(OptionCode(one.value), False)
    return {option: (Tick(recorded, ""),) for option, recorded in states.items()}


def _chosen(radios: Sequence[Spot]) -> Words:
    """The value of the round button that is chosen, and of the one that is seen to be."""
    on = [one for one in radios if one.on]
    value = next((one.value for one in on), "")
    if any(not one.off for one in on):
        recorded = next(one.value for one in on if not one.off)
        shown = "\n".join(dict.fromkeys(one.value for one in on if not one.hidden))
        return Words(recorded, shown=None if shown == recorded else shown)
    if on:
        unseen = all(one.hidden for one in on)
        return _left_out(value, hidden=unseen and not any(one.aside for one in on), seen=not unseen)
    return Words("", gone=all(one.hidden and not one.off for one in radios))
