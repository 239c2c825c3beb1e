"""The holder of a copy, on the right of every page's header: one drawing that all its pages share."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from surveykit.document import Copy, Document
from surveykit.texts import canonical
from surveykit.words import Room
from surveykit_pdf.fonts import field_font
from surveykit_pdf.looks import FONT_NAME, wrapped
from surveykit_pdf.syntax import literal, number

_said = Room("copy")

HEADER_NAME = "SkHeader"
"""The name of the drawing in every page's resources."""

_MILLIMETRE = 72 / 25.4
WIDTH = 78 * _MILLIMETRE
HEIGHT = 24 * _MILLIMETRE
_MARGIN = 18 * _MILLIMETRE
_SIZES = (8.0, 7.0, 6.0)
_LINES = 4
_LEADING = 1.2


def header_words(document: Document, copy: Copy | None) -> str:
    """The text of the header: the copy's holder and reference, or the form's reference."""
    if copy is None:
        return "" if document.form is None else str(document.form)
    holder = canonical(copy.holder).replace("\n", " ")
    return _said(document.language, "{holder} — copy {reference}", holder=holder, reference=str(copy.reference))


def drawing(words: str) -> bytes:
    """The words aligned right in `WIDTH` by `HEIGHT`, in smaller letters when they are many."""
    size, lines = _set(words)
    font = field_font()
    y = HEIGHT / 2 + (len(lines) * _LEADING / 2) * size - font.ascent * size / 1000
    shown = [f"BT /{FONT_NAME} {number(size)} Tf 0.25 g".encode()]
    for rank, line in enumerate(lines):
        x = WIDTH - font.width(line, size)
        place = f"1 0 0 1 {number(x)} {number(y - rank * _LEADING * size)} Tm "
        shown.append(place.encode() + literal(line) + b" Tj")
    return b" ".join([*shown, b"ET"])


def _set(words: str) -> tuple[float, list[bytes]]:
    for size in _SIZES:
        lines = wrapped(words, WIDTH, size, _LINES + 1)
        if len(lines) <= _LINES:
            return size, lines
    return _SIZES[-1], [*lines[: _LINES - 1], *wrapped(words.rpartition(" — ")[2], WIDTH, _SIZES[-1], 1)]


def add_header(pdf: Pdf, words: str, font: Object, kept: bytes) -> None:
    """Draw the words on every page, as an artifact; `kept` are entries that the drawing keeps beside its own."""
    made = pdf.make_stream(
        drawing(words),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, round(WIDTH, 2), round(HEIGHT, 2)]),
        Resources=Dictionary(Font=Dictionary({f"/{FONT_NAME}": font})),
        **{key.removeprefix("/"): value for key, value in Object.parse(b"<<%b>>" % kept).items()},
    )
    for page in pdf.pages:
        _draw(pdf, page, made)


def _draw(pdf: Pdf, page: Page, made: Object) -> None:
    _, _, width, height = (float(one) for one in page.mediabox)
    x, y = width - _MARGIN - WIDTH, height - HEIGHT
    call = (
        "/Artifact <</Type/Pagination/Subtype/Header>> BDC"
        f" q 1 0 0 1 {number(x)} {number(y)} cm /{HEADER_NAME} Do Q EMC\n"
    )
    page.contents_add(pdf.make_stream(call.encode()), prepend=True)
    if "/XObject" not in page.obj.Resources:
        page.obj.Resources.XObject = Dictionary()
    page.obj.Resources.XObject[f"/{HEADER_NAME}"] = made
