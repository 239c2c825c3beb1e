"""The places of the fields: the widgets of the pages, each with the field that it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from pikepdf import Array, Dictionary, Object, Pdf

from surveykit.ids import FieldId, OptionCode
from surveykit_pdf.reading import dictionary, entry, items, said

PAGE_LIMIT = 500
"""Pages: the fields on further ones are not read."""
DEPTH_LIMIT = 16
"""Fields in one another."""

OPTION_MARK = "__"
"""The text between a field's name and the option of a tick box."""

Edges = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""

_FAR = 300.0
_ROW = 3.0


class Seat(Struct, frozen=True):
    """A widget on a page (from 1): its dictionaries from itself to its root, and its place (None: nobody can tell)."""

    page: int
    line: tuple[Dictionary, ...]
    edges: Edges | None

    @property
    def widget(self) -> Dictionary:
        """The widget itself."""
        return self.line[0]

    def field_line(self) -> tuple[Dictionary, ...]:
        """The dictionaries of its field: of a button, those of the group that it is one of."""
        own = said(entry(self.widget, "/T"))
        grouped = own is not None and len(self.line) > 1 and own == said(entry(self.line[1], "/T"))
        skipped = next((at for at, one in enumerate(self.line) if "/T" in one), 0)
        return self.line[1:] if grouped else self.line[skipped:]

    def name(self) -> str:
        """The full name of its field."""
        names = (said(entry(one, "/T")) for one in reversed(self.field_line()))
        return ".".join(name for name in names if name is not None)


def seats_in(pdf: Pdf) -> list[Seat]:
    """The widgets of all pages, in order, each once."""
    found: list[Seat] = []
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(_pages(pdf), 1):
        for widget in items(page, "/Annots"):
            if not isinstance(widget, Dictionary) or str(entry(widget, "/Subtype")) != "/Widget":
                continue
            if not widget.is_indirect or widget.objgen not in seen:
                seen.add(widget.objgen)
                found.append(Seat(number, tuple(_line(widget)), edges_of(entry(widget, "/Rect"))))
    return found


def _pages(pdf: Pdf) -> Iterable[Object]:
    return (page.obj for page in list(pdf.pages)[:PAGE_LIMIT])


def _line(widget: Dictionary) -> Iterator[Dictionary]:
    """A widget and the fields that it is in, from itself to the root."""
    one: Dictionary | None = widget
    for _ in range(DEPTH_LIMIT):
        if one is None:
            return
        yield one
        one = dictionary(one, "/Parent")


def edges_of(rectangle: Object | None) -> Edges | None:
    """The edges of a rectangle, whatever corners it is given by; None for what is no rectangle."""
    if not isinstance(rectangle, Array) or len(rectangle) != 4:
        return None
    try:
        x0, y0, x1, y1 = (float(one) for one in rectangle)
    except (TypeError, ValueError):
        return None
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def beside(seats: Sequence[Seat], page: int, edges: Edges | None) -> tuple[FieldId | None, OptionCode | None]:
    """The field that stands nearest to a place on a page, and the option if it is one of a list.

    What is on the same row is nearer than what is above or below; both are None when nothing is near.
    """
    near = [
        (_distance(one.edges, edges), rank)
        for rank, one in enumerate(seats)
        if edges and one.page == page and one.edges
    ]
    distance, rank = min(near, default=((_FAR, 0.0, 0.0), 0))
    if distance[0] >= _FAR:
        return None, None
    return _named(seats[rank], by_option=distance[1] == 0)


def _named(seat: Seat, *, by_option: bool) -> tuple[FieldId | None, OptionCode | None]:
    code, _, option = seat.name().partition(OPTION_MARK)
    state = option or _state(seat)
    return FieldId(code), OptionCode(state) if state and by_option else None


def _state(seat: Seat) -> str:
    """The option that a round button chooses, empty for any other widget."""
    if not any(said(entry(one, "/FT")) == "Btn" for one in seat.line):
        return ""
    looks = dictionary(dictionary(seat.widget, "/AP"), "/N")
    states = [key.removeprefix("/") for key in map(str, looks or ()) if key != "/Off"]
    return states[0] if len(states) == 1 else ""


def _distance(one: Edges, other: Edges) -> tuple[float, float, float]:
    """How far apart two places are, in points: in all, above or below, and between their middles.

    In all, what is not on one row counts three times.
    """
    across = max(one[0] - other[2], other[0] - one[2], 0.0)
    along = max(one[1] - other[3], other[1] - one[3], 0.0)
    return across + _ROW * along, along, abs(one[1] + one[3] - other[1] - other[3]) / 2
