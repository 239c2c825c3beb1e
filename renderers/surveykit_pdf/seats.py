"""The places of the fields: the widgets of the pages, each with the field that it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from pikepdf import Array, Dictionary, Object, Page, Pdf

from surveykit.filled import Placed
from surveykit.ids import FieldId, OptionCode
from surveykit_pdf.layers import Layers
from surveykit_pdf.reading import dictionary, entry, items, labels, said
from surveykit_pdf.reading import number as count

PAGE_LIMIT = 500
"""Pages: the fields on further ones are not read."""
DEPTH_LIMIT = 16
"""Fields in one another."""

OPTION_MARK = "__"
"""The text between a field's name and the option of a tick box."""

Edges = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""

PUSHBUTTON = 1 << 16
"""The flag of a button that is pushed, and keeps no state."""
_HIDDEN = 2 | 32
"""The flags of a widget that is not shown on the screen."""
_ENOUGH = 0.5
"""The share of a widget that makes it one of its page."""
_FAR = 300.0
_ROW = 3.0


class Seat(Struct, frozen=True):
    """A widget on a page (from 1): its dictionaries from itself to its root, and its place (None: nobody can tell).

    `on_page` unless it is off the page or has no size; `seen` unless it is cropped away too, or hidden, by a flag
    of its own or with its layer. For both, half of it is enough; `seen_in_part` when any of it is seen.
    """

    page: int
    line: tuple[Dictionary, ...]
    edges: Edges | None
    seen: bool = True
    on_page: bool = True
    seen_in_part: bool = True

    @property
    def widget(self) -> Dictionary:
        """The widget itself."""
        return self.line[0]

    @property
    def kind(self) -> str | None:
        """The type of its field, as the file names it; None when it tells none."""
        return next((found for one in self.line if (found := said(entry(one, "/FT"))) is not None), None)

    @property
    def is_button(self) -> bool:
        """Whether it is a round button, a tick box or a push button."""
        return any(said(entry(one, "/FT")) == "Btn" for one in self.line)

    @property
    def is_pushed(self) -> bool:
        """Whether it is a push button."""
        return self.is_button and any(count(one, "/Ff") & PUSHBUTTON for one in self.line)

    def drawing(self) -> Object | None:
        """Its look: of a button, that of its state."""
        return _look(self.widget)

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
    met: set[tuple[int, int]] = set()
    layers = Layers(pdf)
    for number, page in enumerate(list(pdf.pages)[:PAGE_LIMIT], 1):
        shown = _shown_part(page)
        for widget in _widgets(page):
            if not widget.is_indirect or widget.objgen not in met:
                met.add(widget.objgen)
                edges = edges_of(entry(widget, "/Rect"))
                off = layers.hide(widget) or layers.hide(_look(widget)) or count(widget, "/F") & _HIDDEN
                share = 0.0 if off else _share_within(edges, shown)
                line = tuple(_line(widget))
                found.append(Seat(number, line, edges, share >= _ENOUGH, is_on(page, edges), share > 0))
    return found


def _widgets(page: Page) -> Iterator[Dictionary]:
    for one in items(page.obj, "/Annots"):
        if isinstance(one, Dictionary) and str(entry(one, "/Subtype")) == "/Widget":
            yield one


def _shown_part(page: Page) -> Edges | None:
    """The part of a page that is shown; None when nobody can tell."""
    whole, cropped = edges_of(page.mediabox), edges_of(page.cropbox)
    if whole is None or cropped is None:
        return whole
    left, bottom, right, top = zip(whole, cropped, strict=True)
    return max(left), max(bottom), min(right), min(top)


def is_on(page: Page, edges: Edges | None) -> bool:
    """Whether a place is on a page, by half of it at least."""
    return _share_within(edges, edges_of(page.mediabox)) >= _ENOUGH


def _share_within(edges: Edges | None, shown: Edges | None) -> float:
    """How much of a place, from 0 to 1, is in the part of a page that is shown; nothing of one without a size."""
    if edges is None or shown is None:
        return float(edges is not None)
    width = min(edges[2], shown[2]) - max(edges[0], shown[0])
    height = min(edges[3], shown[3]) - max(edges[1], shown[1])
    size = (edges[2] - edges[0]) * (edges[3] - edges[1])
    return width * height / size if width > 0 and height > 0 and size > 0 else 0.0


def _look(widget: Dictionary) -> Object | None:
    """The look of a widget: of a button, that of its state."""
    look = entry(dictionary(widget, "/AP"), "/N")
    return entry(look, f"/{said(entry(widget, '/AS'))}") if isinstance(look, Dictionary) else look


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
    field, option = stands_for(seats[rank])
    return field, option if distance[1] == 0 else None


def stands_for(seat: Seat) -> tuple[FieldId, OptionCode | None]:
    """The field of a widget, and the option that it is the button of."""
    code, _, option = seat.name().partition(OPTION_MARK)
    state = option or _state(seat)
    return FieldId(code), OptionCode(state) if state else None


def _state(seat: Seat) -> str:
    """The option that a round button chooses; empty for any other widget, and where the state is but a rank."""
    if not seat.is_button:
        return ""
    looks = None if any("/Opt" in one for one in seat.line) else dictionary(dictionary(seat.widget, "/AP"), "/N")
    states = [key.removeprefix("/") for key in map(str, looks or ()) if key != "/Off"]
    return states[0] if len(states) == 1 else ""


def placed_at(seats: Iterable[Seat]) -> Iterator[Placed]:
    """The controls, seen or not, page by page from the top, those of one row from the left."""
    pages: dict[int, list[tuple[Edges, Seat]]] = {}
    for seat in seats:
        if seat.on_page and seat.edges is not None:
            pages.setdefault(seat.page, []).append((seat.edges, seat))
    for held in pages.values():
        for seat in _by_rows(held):
            yield from _placed(seat)


def _placed(seat: Seat) -> Iterator[Placed]:
    """The place of a control, then those of the entries of a list."""
    field, option = stands_for(seat)
    yield Placed(field, option, page=seat.page)
    entries = labels(seat.widget)
    yield from (Placed(field, OptionCode(value), label, page=seat.page) for value, label in entries if value)


def _by_rows(held: Iterable[tuple[Edges, Seat]]) -> list[Seat]:
    """What is on a page, row by row: a row goes on as long as the middle of what comes is in the first of it."""
    rows: list[list[tuple[Edges, Seat]]] = []
    for edges, seat in sorted(held, key=lambda one: -one[0][1] - one[0][3]):
        first = rows[-1][0][0] if rows else None
        if first is not None and 2 * first[1] < edges[1] + edges[3]:
            rows[-1].append((edges, seat))
        else:
            rows.append([(edges, seat)])
    return [seat for row in rows for _, seat in sorted(row, key=lambda one: one[0][0])]


def _distance(one: Edges, other: Edges) -> tuple[float, float, float]:
    """How far apart two places are, in points: in all, above or below, and between their middles.

    In all, what is not on one row counts three times.
    """
    across = max(one[0] - other[2], other[0] - one[2], 0.0)
    along = max(one[1] - other[3], other[1] - one[3], 0.0)
    return across + _ROW * along, along, abs(one[1] + one[3] - other[1] - other[3]) / 2
