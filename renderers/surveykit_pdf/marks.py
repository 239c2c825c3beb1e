"""Things that somebody put on the pages beside the fields: annotations, attached files, a second form."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from html import unescape
from itertools import chain, islice

from pikepdf import NameTree, Object, Pdf, Stream

from surveykit.filled import Comment, MarkKind, OutsideMark
from surveykit_pdf.appearance import drawn_text, is_without_ink, paints
from surveykit_pdf.guard import DAMAGE
from surveykit_pdf.overprint import Known, overprinted
from surveykit_pdf.reading import dictionary, entry, items, said
from surveykit_pdf.seats import PAGE_LIMIT, Seat, beside, edges_of, stands_for
from surveykit_pdf.template import DEFINITION

MARK_LIMIT = 200
"""Marks in a file."""
WORDS_LIMIT = 2_000
"""Characters of a mark's words."""

KINDS: Mapping[str, MarkKind] = {
    "FreeText": MarkKind.TYPED,
    "Caret": MarkKind.TYPED,
    "Ink": MarkKind.DRAWN,
    "Line": MarkKind.DRAWN,
    "Square": MarkKind.DRAWN,
    "Circle": MarkKind.DRAWN,
    "Polygon": MarkKind.DRAWN,
    "PolyLine": MarkKind.DRAWN,
    "Projection": MarkKind.DRAWN,
    "Stamp": MarkKind.STAMPED,
    "Watermark": MarkKind.STAMPED,
    "Highlight": MarkKind.HIGHLIGHTED,
    "Underline": MarkKind.UNDERLINED,
    "Squiggly": MarkKind.UNDERLINED,
    "StrikeOut": MarkKind.STRUCK,
    "Redact": MarkKind.REDACTED,
    "FileAttachment": MarkKind.ATTACHED,
    "Sound": MarkKind.RECORDED,
    "Movie": MarkKind.RECORDED,
    "Screen": MarkKind.RECORDED,
    "RichMedia": MarkKind.RECORDED,
    "3D": MarkKind.RECORDED,
}
"""The kind of mark for each kind of annotation; one that is neither here nor below counts as drawn."""
NOTES = frozenset({"Text", "Popup"})
"""The annotations that count as comments, when they have words."""
FURNITURE = frozenset({"Widget", "Link", "PrinterMark", "TrapNet"})
"""The annotations that say nothing: fields, links, and what printers' works put there."""

_TAG = re.compile(r"<[^<>]*>")


Numbers = Collection[tuple[int, int]]
"""The numbers of widgets."""


def outside_marks(pdf: Pdf, seats: Sequence[Seat], read: Numbers) -> tuple[OutsideMark, ...]:
    """The marks on the pages beside the fields, after those attached to the file as a whole.

    `read` are the widgets that gave an answer: any other that shows something is a mark.
    """
    return tuple(islice(chain(_second_form(pdf), _attached(pdf), _on_pages(pdf, seats, read)), MARK_LIMIT))


def notes_in(pdf: Pdf, seats: Sequence[Seat]) -> tuple[Comment, ...]:
    """The sticky notes of the pages, each with the field that it stands nearest to."""
    return tuple(islice(_notes(pdf, seats), MARK_LIMIT))


def _notes(pdf: Pdf, seats: Sequence[Seat]) -> Iterator[Comment]:
    for page, note, kind in _annotations(pdf):
        text = said(entry(note, "/Contents")) or ""
        if kind in NOTES and text.strip() and not (kind == "Popup" and _repeats(note, text)):
            near, _ = beside(seats, page, edges_of(entry(note, "/Rect")))
            yield Comment(said(entry(note, "/T")) or "", text[:WORDS_LIMIT], None, near)


def _repeats(popup: Object, text: str) -> bool:
    """Whether a pop-up window says what the annotation says that it belongs to."""
    return said(entry(dictionary(popup, "/Parent"), "/Contents")) == text


def _annotations(pdf: Pdf) -> Iterator[tuple[int, Object, str]]:
    """Every annotation, with its page (from 1) and its kind."""
    for number, page in enumerate(list(pdf.pages)[:PAGE_LIMIT], 1):
        for one in items(page.obj, "/Annots"):
            yield number, one, said(entry(one, "/Subtype")) or ""


def _on_pages(pdf: Pdf, seats: Sequence[Seat], read: Numbers) -> Iterator[OutsideMark]:
    for page, one, kind in _annotations(pdf):
        if kind not in NOTES | FURNITURE:
            field, option = beside(seats, page, edges_of(entry(one, "/Rect")))
            yield OutsideMark(KINDS.get(kind, MarkKind.DRAWN), _words(one), page, None, field, option)
    yield from _without_answer(seats, read)
    known: Known = {}
    for number, page_ in enumerate(list(pdf.pages)[:PAGE_LIMIT], 1):
        for told in overprinted(page_, known):
            field, option = beside(seats, number, told.edges)
            kind_ = MarkKind.TYPED if told.text else MarkKind.DRAWN
            yield OutsideMark(kind_, told.text[:WORDS_LIMIT], number, None, field, option)


def _without_answer(seats: Sequence[Seat], read: Numbers) -> Iterator[OutsideMark]:
    """The widgets of which anything is seen and that give no answer, which a form of ours has none of.

    Push buttons, on which some programs put pictures and words; signatures; what has no name, or no type that is
    known. A second one of a field, or one whose type is lost, stands at its own field.
    """
    others = [seat for seat in seats if _is_read(seat, read)]
    names = {seat.name() for seat in others}
    for seat in seats:
        if seat.seen_in_part and not _is_read(seat, read) and (seat.is_pushed or _is_painted(seat)):
            own = seat.name() in names or (seat.kind is None and seat.name())
            field, option = stands_for(seat) if own else beside(others, seat.page, seat.edges)
            words = _caption(seat.widget)
            yield OutsideMark(_kind_of(seat, words), words, seat.page, None, field, option)


def _is_read(seat: Seat, read: Numbers) -> bool:
    """Whether a widget gave an answer; of one that has no number, whether it is of a field that holds one."""
    if seat.is_pushed or seat.widget.is_indirect:
        return not seat.is_pushed and seat.widget.objgen in read
    return bool(seat.name()) and seat.kind in {"Tx", "Ch", "Btn"}


def _is_painted(seat: Seat) -> bool:
    """Whether a widget's look leaves anything to be seen."""
    look = seat.drawing()
    return isinstance(look, Stream) and paints(look) and not is_without_ink(look)


def _kind_of(seat: Seat, words: str) -> MarkKind:
    if seat.kind == "Sig":
        return MarkKind.STAMPED
    return MarkKind.TYPED if words or seat.is_pushed else MarkKind.DRAWN


def _words(annotation: Object) -> str:
    """The words of an annotation: its contents, else its rich text, else the text it shows; a file's name."""
    file = dictionary(annotation, "/FS")
    typed = said(entry(annotation, "/Subtype")) == "FreeText"
    told = (
        _shown(annotation) if typed else None,
        said(entry(annotation, "/Contents")),
        _TAG.sub(" ", unescape(said(entry(annotation, "/RC")) or "")),
        _shown(annotation),
        said(entry(file, "/UF")) or said(entry(file, "/F")),
    )
    return next((one.strip() for one in told if one and one.strip()), "")[:WORDS_LIMIT]


def _caption(button: Object) -> str:
    """The words that a widget shows, or that its button is given."""
    said_on = said(entry(dictionary(button, "/MK"), "/CA")) or ""
    return (_shown(button).strip() or said_on.strip())[:WORDS_LIMIT]


def _shown(annotation: Object) -> str:
    look = entry(dictionary(annotation, "/AP"), "/N")
    try:
        return (drawn_text(look, None) or "") if isinstance(look, Stream) else ""
    except DAMAGE:
        return ""


def _attached(pdf: Pdf) -> Iterator[OutsideMark]:
    """The files that the form did not bring."""
    files = dictionary(dictionary(pdf.Root, "/Names"), "/EmbeddedFiles")
    if files is None:
        return
    for name, file in NameTree(files).items():
        if name != DEFINITION:
            called = said(entry(file, "/UF")) or said(entry(file, "/F")) or str(name)
            yield OutsideMark(MarkKind.ATTACHED, called[:WORDS_LIMIT])


def _second_form(pdf: Pdf) -> Iterator[OutsideMark]:
    form = dictionary(pdf.Root, "/AcroForm")
    if entry(form, "/XFA") is not None:
        yield OutsideMark(MarkKind.OTHER_FORM)
