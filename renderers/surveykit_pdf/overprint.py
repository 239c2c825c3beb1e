"""Text painted on a page after the form was made: all of the form's own is marked and set in its own fonts."""

from __future__ import annotations

from msgspec import Struct
from pikepdf import (
    Array,
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Matrix,
    Name,
    Object,
    Page,
    Stream,
)

from surveykit_pdf.appearance import painted, said_in
from surveykit_pdf.fonts import FAMILY, FIELD_FAMILY
from surveykit_pdf.glyphs import Glyphs, glyphs_of
from surveykit_pdf.guard import DAMAGE
from surveykit_pdf.header import HEADER_NAME
from surveykit_pdf.reading import dictionary, entry, items, said
from surveykit_pdf.seats import Edges

PAINTED_LIMIT = 60
"""Places of one page where something was painted."""

CONTENT_LIMIT = 4 * 2**20
"""Bytes of a page's content: a larger one counts as drawn upon, unread."""

_WRITING = {"Tj", "TJ", "'", '"'}
_PAINTING = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh"}
_READ = " ".join(["BDC BMC EMC Do BI ID EI q Q cm BT Tm Td TD Tf", *sorted(_WRITING), *sorted(_PAINTING)])
"""The operators that are looked at."""
_DEEPEST = 64
_LONGEST = 2_000
_NESTED = 4
"""Drawings in one another."""


class Overprint(Struct):
    """Something painted on a page that the form had not: its words if it has any, and where it begins."""

    text: str
    edges: Edges | None


Known = dict[tuple[int, int], Glyphs]
"""The fonts of a file that were read, by their numbers."""


def overprinted(page: Page, known: Known) -> list[Overprint]:
    """The texts and drawings on a page that the form did not have, in order; none of a page that cannot be read.

    `known` are the fonts that other pages had. Text counts when it is outside the form's marked content or set in a
    font that is not the form's; drawings and pictures count when they are outside it. Of a page whose marks a program
    took out, text in other fonts counts.
    """
    try:
        return _Painting(page, known).found()[:PAINTED_LIMIT] if _size(page) <= CONTENT_LIMIT else [Overprint("", None)]
    except DAMAGE:
        return []


def _size(page: Page) -> int:
    """Bytes of the content of a page."""
    content = entry(page.obj, "/Contents")
    streams = [content] if isinstance(content, Stream) else list(items(page.obj, "/Contents"))
    return sum(len(one.read_bytes()) for one in streams[:CONTENT_LIMIT] if isinstance(one, Stream))


class _Call(Struct, frozen=True):
    """Where a drawing is called: its place, how deep it is in others, and the drawings of the page looked into."""

    place: Matrix
    depth: int
    calls: list[str]


class _Painting:
    """A page, or a drawing on it, as it is painted."""

    def __init__(self, content: Page | Stream, shared: Known, within: _Call | None = None) -> None:
        """`within` is what calls a drawing, of which all is another program's unless it is a page of the form."""
        resources = dictionary(content.obj if isinstance(content, Page) else content, "/Resources")
        self._fonts, self._drawings = dictionary(resources, "/Font"), dictionary(resources, "/XObject")
        self._instructions = painted(content, _READ)
        self._foreign = within is not None and f"/{HEADER_NAME}" not in (self._drawings or ())
        self._marked = self._foreign or self._has_marks()
        self._depth = 0 if within is None else within.depth
        self._calls: list[str] = [] if within is None else within.calls
        self._known: dict[str, Glyphs] = {}
        self._shared = shared
        self._glyphs = Glyphs("", 1, {}, "cp1252")
        self._places: list[Matrix] = []
        self._place = self._line = Matrix() if within is None else _of(content) @ within.place
        self._inside: list[bool] = []
        self._properties = dictionary(resources, "/Properties")
        self._found: list[Overprint] = []
        self._goes_on = False

    def found(self) -> list[Overprint]:
        for one in self._instructions:
            self._take(_operator(one), one)
        return self._found

    def _has_marks(self) -> bool:
        """Whether the form's marks are here, or in a drawing that a program made of a page of it."""
        if any(_operator(one) == "BDC" for one in self._instructions):
            return True
        called = {str(one.operands[0]) for one in self._instructions if _operator(one) == "Do" and one.operands}
        return any(_is_page(entry(self._drawings, name)) for name in called)

    def _take(self, operator: str, one: ContentStreamInstruction | ContentStreamInlineImage) -> None:
        if operator in {"BDC", "BMC"}:
            self._inside.append(self._is_within and not self._is_anothers(list(one.operands)))
        elif operator == "EMC":
            self._inside[-1:] = []
        elif operator in _WRITING:
            self._write(one)
        elif operator in _PAINTING or operator == "INLINE IMAGE":
            self._draw()
        elif operator == "Do":
            self._put(str(one.operands[0]))
        else:
            self._move(operator, one)

    @property
    def _is_ours(self) -> bool:
        """Whether what is painted here stands in marks of the form's own."""
        return not self._foreign and bool(self._inside) and self._inside[-1]

    @property
    def _is_within(self) -> bool:
        """Whether no mark of another program's is open here."""
        return not self._inside or self._inside[-1]

    def _is_anothers(self, operands: list[Object]) -> bool:
        """Whether a mark is one that the form has not: of a layer, or of a kind of furniture that is no header."""
        told = operands[1] if len(operands) > 1 else None
        held = entry(self._properties, str(told)) if isinstance(told, Name) else told
        kind = said(entry(held, "/Subtype"))
        return bool(operands) and (str(operands[0]) == "/OC" or kind not in {None, "Header"})

    def _move(self, operator: str, one: ContentStreamInstruction | ContentStreamInlineImage) -> None:
        if operator == "q":
            self._places = [*self._places[-_DEEPEST:], self._place]
        elif operator == "Q":
            self._place = self._places.pop() if self._places else self._place
        elif operator == "Tf":
            self._glyphs = self._font(str(one.operands[0])) if one.operands else self._glyphs
        else:
            self._turn(operator, [float(part) for part in one.operands if not isinstance(part, Object)])

    def _turn(self, operator: str, numbers: list[float]) -> None:
        match operator, numbers:
            case "cm", [_, _, _, _, _, _]:
                self._place = Matrix(*numbers) @ self._place
            case "BT", _:
                self._line, self._goes_on = Matrix(), False
            case "Tm", [_, _, _, _, _, _]:
                self._line = Matrix(*numbers)
            case (("Td" | "TD"), [x, y]):
                self._line = Matrix(1, 0, 0, 1, x, y) @ self._line
            case _:
                pass

    def _font(self, name: str) -> Glyphs:
        if name not in self._known:
            self._known[name] = self._read(entry(self._fonts, name))
        return self._known[name]

    def _read(self, font: Object | None) -> Glyphs:
        """The glyphs of a font, which the pages of a file have in common."""
        if font is None or not font.is_indirect:
            return glyphs_of(font)
        if font.objgen not in self._shared:
            self._shared[font.objgen] = glyphs_of(font)
        return self._shared[font.objgen]

    def _write(self, one: ContentStreamInstruction | ContentStreamInlineImage) -> None:
        """Text of another font, or outside the marks; what goes on where it began is one text."""
        if (self._is_ours or not self._marked) and _is_of_form(self._glyphs.name):
            return
        text = said_in(one.operands[-1], self._glyphs) if one.operands else None
        if self._goes_on and self._found and text:
            self._found[-1].text += f" {text}" if len(self._found[-1].text) < _LONGEST else ""
        elif text is None or text.strip():
            self._begin(text or "")

    def _begin(self, text: str) -> None:
        """A new text, which begins here."""
        at = self._line @ self._place
        self._found.append(Overprint(text, (at.e, at.f, at.e, at.f)))
        self._goes_on = bool(text)

    def _put(self, name: str) -> None:
        """A picture or a drawing by its name; the form has none but its header, which is on every page."""
        drawing = entry(self._drawings, name)
        if name == f"/{HEADER_NAME}":
            return
        inner = self._inner(drawing, name) if isinstance(drawing, Stream) else []
        self._found += inner
        if self._marked and not inner and not _is_page(drawing):
            self._paint("")
        self._goes_on = False

    def _inner(self, drawing: Stream, name: str) -> list[Overprint]:
        """What is painted in a drawing that is no picture; a page looks into a bounded number of them."""
        is_form = said(entry(drawing, "/Subtype")) == "Form"
        if not is_form or self._depth >= _NESTED or len(self._calls) >= PAINTED_LIMIT or not self._marked:
            return []
        self._calls.append(name)
        data = drawing.read_bytes()
        call = _Call(self._place, self._depth + 1, self._calls)
        return _Painting(drawing, self._shared, call).found() if len(data) <= CONTENT_LIMIT else []

    def _draw(self) -> None:
        """A line or an area outside the marks."""
        if self._marked and not self._is_ours:
            self._paint("")

    def _paint(self, text: str) -> None:
        """One drawing for what is painted in a row."""
        edges = self._place.e, self._place.f, self._place.e, self._place.f
        if text or not self._found or self._found[-1].text:
            self._found.append(Overprint(text, edges))
        self._goes_on = False


def _is_page(drawing: Object | None) -> bool:
    """Whether a drawing is a page of the form, which some programs put whole in another page."""
    return f"/{HEADER_NAME}" in (dictionary(dictionary(drawing, "/Resources"), "/XObject") or ())


def _of(drawing: Page | Stream) -> Matrix:
    """The place of a drawing's own coordinates."""
    told = entry(drawing, "/Matrix") if isinstance(drawing, Stream) else None
    numbers = [float(one) for one in told] if isinstance(told, Array) and len(told) == 6 else []
    return Matrix(*numbers) if numbers else Matrix()


def _operator(one: ContentStreamInstruction | ContentStreamInlineImage) -> str:
    return str(one.operator)


def _is_of_form(font: str) -> bool:
    return font.rpartition("+")[2].partition("-")[0] in {FAMILY, FIELD_FAMILY}
