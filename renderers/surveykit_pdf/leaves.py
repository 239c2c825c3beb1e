"""The fields of a form that have a value: those that its list leads to, and those that only its pages show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from pikepdf import Dictionary, Object, Pdf

from surveykit_pdf.reading import dictionary, entry, items, number, said
from surveykit_pdf.refusals import refusal
from surveykit_pdf.seats import DEPTH_LIMIT, PAGE_LIMIT, Seat, edges_of, is_on

FIELD_LIMIT = 20_000
"""Fields and buttons in a file."""


class Leaf(Struct, frozen=True):
    """A field that has a value: its full name, its dictionaries from itself to the root, its buttons."""

    name: str
    line: tuple[Dictionary, ...]
    buttons: tuple[Dictionary, ...]

    def own(self, key: str) -> Object | None:
        """An entry of the field, or the nearest that it inherits."""
        return inherited(self.line, key)

    def widgets(self) -> tuple[Dictionary, ...]:
        """Its widgets: its buttons, or itself."""
        return self.buttons or self.line[:1]

    def numbers(self) -> Iterator[tuple[int, int]]:
        """The numbers of the field's own object and of its widgets."""
        return (one.objgen for one in (self.line[0], *self.buttons) if one.is_indirect)

    def stands_among(self, placed: set[tuple[int, int]]) -> bool:
        """Whether a widget of the field is one of these, which are on pages."""
        return not placed.isdisjoint(self.numbers())

    def flags(self) -> int:
        """The field's flags."""
        return next((number(one, "/Ff") for one in self.line if "/Ff" in one), 0)


def leaves_in(form: Dictionary | None) -> list[Leaf]:
    """The fields that a form lists. Raises UnreadableFile when there are too many, or too deep."""
    tree = Tree()
    return [leaf for root in items(form, "/Fields") for leaf in tree.leaves(root, "", ())]


def paired(listed: Sequence[Leaf], seats: Sequence[Seat]) -> Iterator[tuple[Leaf, Leaf]]:
    """The fields of the pages, each with the field of the list that records it, which is itself or a copy of it.

    A copy of a field that is both on its page and in the list is a second field of that name.
    """
    present, elsewhere = _parted(listed, {seat.widget.objgen for seat in seats if seat.widget.is_indirect})
    for leaf in present:
        yield from ((one, one) for one in (leaf, *elsewhere.pop(leaf.name, ())))
    for leaf in _unlisted(_unclaimed(seats, present)):
        yield from ((leaf, copy) for copy in elsewhere.pop(leaf.name, ()) or (leaf,))


def former_seats(pdf: Pdf, listed: Iterable[Leaf], seats: Sequence[Seat]) -> Iterator[Seat]:
    """Where the texts stood that the form lists and whose widgets are no more on a page that they name.

    What has taken the place of one that is gone is told by it.
    """
    pages = {page.obj.objgen: (rank, page) for rank, page in enumerate(list(pdf.pages)[:PAGE_LIMIT], 1)}
    names = {seat.name() for seat in seats}
    for leaf in listed:
        named = dictionary(leaf.line[0], "/P")
        if named is not None and named.objgen in pages and leaf.name not in names:
            rank, page = pages[named.objgen]
            edges = edges_of(entry(leaf.line[0], "/Rect"))
            seat = Seat(rank, leaf.line, edges, seen=False, on_page=is_on(page, edges), seen_in_part=False)
            yield from () if seat.is_button else (seat,)


def _parted(listed: Iterable[Leaf], placed: set[tuple[int, int]]) -> tuple[list[Leaf], dict[str, list[Leaf]]]:
    """The fields that have a widget among those placed on pages, and by name those that have none."""
    present: list[Leaf] = []
    elsewhere: dict[str, list[Leaf]] = {}
    for leaf in listed:
        others = present if leaf.stands_among(placed) else elsewhere.setdefault(leaf.name, [])
        others.append(leaf)
    return present, elsewhere


def _unclaimed(seats: Iterable[Seat], leaves: Iterable[Leaf]) -> list[Seat]:
    """The widgets that belong to none of these fields."""
    claimed = {number for leaf in leaves for number in leaf.numbers()}
    return [seat for seat in seats if seat.widget.objgen not in claimed]


def _unlisted(seats: Sequence[Seat]) -> Iterator[Leaf]:
    """The fields of widgets that no list of the form leads to: round buttons of one name are one field."""
    if len(seats) > FIELD_LIMIT:
        raise refusal("unsafe")
    groups: dict[object, list[Seat]] = {}
    for rank, seat in enumerate(seats):
        if seat.name():
            groups.setdefault(_group_of(seat, rank), []).append(seat)
    for group in groups.values():
        yield Leaf(group[0].name(), group[0].field_line(), tuple(seat.widget for seat in group))


def _group_of(seat: Seat, rank: int) -> object:
    """What the widgets of one field have in common: the name of buttons, the field of others."""
    if seat.is_button:
        return seat.name()
    field = seat.field_line()[0]
    return field.objgen if field.is_indirect else rank


class Tree:
    """The tree of a form's fields, each of its nodes met once."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, int]] = set()

    def leaves(self, node: Object, above: str, line: tuple[Dictionary, ...]) -> Iterator[Leaf]:
        """The fields that have a value, below a node whose parents have a full name and dictionaries."""
        if not isinstance(node, Dictionary) or self._is_seen(node):
            return
        if len(line) > DEPTH_LIMIT or len(self._seen) > FIELD_LIMIT:
            raise refusal("unsafe")
        self._see([node])
        group = (node, *line)
        name = _full_name(node, above)
        kids = _kids(node)
        if _holds_fields(group, kids):
            for kid in kids:
                yield from self.leaves(kid, name, group)
        elif said(entry(node, "/T")) is not None:
            self._see(kids)
            yield Leaf(name, group, tuple(kids))

    def _is_seen(self, node: Dictionary) -> bool:
        return node.is_indirect and node.objgen in self._seen

    def _see(self, nodes: Iterable[Dictionary]) -> None:
        self._seen.update(node.objgen for node in nodes if node.is_indirect)


def _full_name(node: Dictionary, above: str) -> str:
    """The name of a node with those of its parents before it; a node without a name has that of its parents."""
    own = said(entry(node, "/T"))
    return above if own is None else f"{above}.{own}" if above else own


def _holds_fields(group: tuple[Dictionary, ...], kids: Iterable[Dictionary]) -> bool:
    """Whether a node groups fields, and is not one itself whose kids are its buttons."""
    return said(inherited(group, "/FT")) != "Btn" and any("/T" in kid for kid in kids)


def _kids(node: Dictionary) -> list[Dictionary]:
    return [kid for kid in items(node, "/Kids") if isinstance(kid, Dictionary)]


def inherited(line: tuple[Dictionary, ...], key: str) -> Object | None:
    """An entry of the first of these dictionaries that has it."""
    return next((found for one in line if (found := entry(one, key)) is not None), None)
