"""What is no line of characters: fields, formulas, objects, inserted documents, and what is written in two ways."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from lxml import etree

from surveykit_docx.dialects import MATH, MC, PICTURES, SHAPES, VML, W
from surveykit_docx.fields import shown_by
from surveykit_docx.fragments import Fragment
from surveykit_docx.manuscript import Leave, Manuscript, nothing_more
from surveykit_docx.sight import CODE, FORMULA, PLAIN, RAISED
from surveykit_docx.vocabulary import FORMULA_SIGNS, OBJECT, PLAIN_MATH

_KNOWN = frozenset({"wps", "wpg", "wpc", "wpi", "wne", "w14", "w15", "w16se", "w16cid", "w16", "w16cex", "a14", "v"})
"""The prefixes under which Word asks for what it knows itself: it then shows the choice, else the fallback."""
_FALLBACK = f"{MC}Fallback"
_TEXTS = (f"{W}t", f"{MATH}t")
_DRAWN = (
    f"{PICTURES}pic",
    f"{SHAPES}wsp",
    f"{W}control",
    *(f"{VML}{name}" for name in ("shape", "rect", "roundrect", "oval", "line", "polyline", "arc", "curve", "image")),
)
"""What is drawn in a group, each by itself."""


class Shapes:
    """What these elements add to a manuscript."""

    def __init__(self, manuscript: Manuscript) -> None:
        self._manuscript = manuscript
        self._in_math = False

    # Fields

    def field_mark(self, element: etree._Element) -> None:
        """The beginning, the middle or the end of a field."""
        kind = element.get(f"{W}fldCharType", "")
        if kind == "begin":
            self._begin_field(element.find(f"{W}ffData"))
        elif kind == "separate":
            self._manuscript.fields.separate()
        elif kind == "end" and self._manuscript.fields.depth:
            self._end_field()

    def _begin_field(self, old: etree._Element | None) -> None:
        manuscript = self._manuscript
        if old is not None:
            manuscript.story.old_fields.append(manuscript.here)
        shown = shown_by(old)
        if shown is not None:
            manuscript.add(shown)
        manuscript.fields.begin(manuscript.here, settled=shown is not None)

    def _end_field(self) -> None:
        if self._manuscript.fields.end():
            self._manuscript.add(OBJECT)

    def simple_field(self, element: etree._Element) -> Leave:
        """A field that holds its result."""
        fields = self._manuscript.fields
        fields.begin_simple(self._manuscript.here, element.get(f"{W}instr", ""))
        depth = fields.depth

        def leave() -> None:
            if fields.depth == depth:
                self._end_field()

        return leave

    def instruction(self, element: etree._Element) -> None:
        """A part of a field's code."""
        self._manuscript.fields.note_code(element.text or "")

    def close_fields(self) -> None:
        """A field without end is no field: what stands after its beginning is shown."""
        pieces = self._manuscript.story.pieces
        for rank in range(self._manuscript.fields.first_start(len(pieces)), len(pieces)):
            piece = pieces[rank]
            pieces[rank] = Fragment(piece.text, piece.fate, piece.paragraph, piece.look & ~CODE)

    # Formulas and small text

    def small_text(self, _element: etree._Element) -> Leave:
        """The small text over another one (ruby) is raised."""
        return self._manuscript.force(RAISED)

    def formula(self, element: etree._Element) -> Leave:
        """A formula, which is a plain line of characters or not."""
        if self._in_math:
            return nothing_more
        shaped = any(
            name not in PLAIN_MATH
            for space, _, name in (str(one.tag).rpartition("}") for one in element.iter(etree.Element))
            if space == MATH[:-1]
        )
        restore = self._manuscript.force(FORMULA if shaped else PLAIN)
        self._in_math = True

        def leave() -> None:
            self._in_math = False
            restore()

        return leave

    def part_of_formula(self, element: etree._Element) -> Leave:
        """A part of a formula that stands above, below or under a root."""
        self._manuscript.add(FORMULA_SIGNS[element.tag])
        return nothing_more

    # Objects, and what is written twice

    def object(self, element: etree._Element) -> Leave | None:
        """A picture or another object: the text in it is read, and something stands for what else it shows."""
        if next(element.iter(f"{W}t"), None) is None:
            self._manuscript.add(OBJECT)
            return None
        if any(_is_wordless(one) for one in element.iter(*_DRAWN)):
            self._manuscript.add(OBJECT)
        look = self._manuscript.look

        def leave() -> None:
            self._manuscript.look = look

        return leave

    def chunk(self, element: etree._Element) -> None:
        """An inserted document: what it is stands on a line of its own, where it would show."""
        leave = self._manuscript.begin_paragraph(element)
        part = next((str(value) for name, value in element.items() if str(name).endswith("}id")), "")
        self._manuscript.story.chunks[self._manuscript.paragraph] = part
        self._manuscript.add(OBJECT)
        leave()

    def alternative(self, element: etree._Element) -> Leave | None:
        """Goes into the version that Word shows; when the other one says something else, it is an object unread."""
        both = element.getparent()
        if both is None:
            return nothing_more
        if element is not _shown(both):
            return None
        if len({said for each in _versions(both) if (said := _said(each))}) > 1:
            self._manuscript.add(OBJECT)
        return nothing_more

    def backwards(self, element: etree._Element) -> Leave:
        """What stands in it is shown against the direction of its characters: the Unicode signs that say so are added.

        They change nothing when the direction is from left to right.
        """
        if next((str(value) for name, value in element.items() if str(name).endswith("}val")), "") != "rtl":
            return nothing_more
        self._manuscript.add("\u202e")

        def leave() -> None:
            self._manuscript.add("\u202c")

        return leave


def _is_wordless(drawn: etree._Element) -> bool:
    """Whether a shape shows something without a word in it."""
    return next(drawn.iter(f"{W}t"), None) is None


def _versions(both: etree._Element) -> Iterable[etree._Element]:
    return both.iterchildren(f"{MC}Choice", _FALLBACK)


def _shown(both: etree._Element) -> etree._Element | None:
    """The first choice that Word knows, else the fallback; one without text when another version has some is passed."""
    versions = list(_versions(both))
    known = (one for one in versions if _is_known(one))
    speaking = filter(_said, (*known, *versions))
    return next(chain(speaking, both.iterchildren(_FALLBACK), versions), None)


def _is_known(version: etree._Element) -> bool:
    return version.tag == _FALLBACK or set(version.get("Requires", "").split()) <= _KNOWN


def _said(version: etree._Element) -> str:
    return "".join("".join(one.text or "" for one in version.iter(*_TEXTS)).split())
