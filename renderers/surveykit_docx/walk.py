"""Walking a story's XML once, from start to end, without recursion: what comes out is a flat `Story`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from lxml import etree

from surveykit_docx.dialects import DRAWING, DRAWING_2010, MATH, MC, W, value_of
from surveykit_docx.fields import OpenField, shown_by
from surveykit_docx.naming import question_of_bookmark
from surveykit_docx.refusals import refusal
from surveykit_docx.revisions import ADDED, REMOVED, Fate, cell_or_row_removed, mark_removed
from surveykit_docx.sight import CODE, FORMULA, PLAIN, RAISED, RunLooks, shade_of
from surveykit_docx.story import Anchor, Bookmark, Fragment, Story, control_of
from surveykit_docx.symbols import has_private, shown_in, symbol

_Leave = Callable[[], None]

_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}
_CONTENT = f"{W}sdtContent"
_SKIPPED = (
    f"{W}sectPr",
    f"{W}tblPr",
    f"{W}tblGrid",
    f"{W}sdtPr",
    f"{W}sdtEndPr",
    f"{W}rubyPr",
    f"{W}fldData",
    f"{W}delInstrText",
    f"{MATH}rPr",
    f"{MATH}ctrlPr",
)
PIECE_LIMIT = 400_000
"""Stretches of text and paragraphs in one story."""
_OBJECTS = (f"{W}drawing", f"{W}pict", f"{W}object", f"{W}contentPart")
OBJECT = "\ufffc"
"""The character for a picture or another object without text: a scanned answer is not an empty one."""
_CODE_LIMIT = 1_000
"""Characters of a field's code that are kept."""
_DEFAULT_SYMBOLS = "Wingdings"
_PARAGRAPH_STYLE, _SHADING, _RUN_PROPERTIES = f"{W}pStyle", f"{W}shd", f"{W}rPr"
_CHUNKS = (f"{W}altChunk", f"{W}subDoc")
"""The elements that insert a whole document."""
_FORMULA_SIGNS = {f"{MATH}den": "/", f"{MATH}sup": "^", f"{MATH}sub": "_", f"{MATH}deg": "√", f"{MATH}rad": "√"}
"""The sign before each part of a formula that is written on one line: `a/b` for a fraction."""
_PLAIN_MATH = frozenset({"oMath", "oMathPara", "oMathParaPr", "r", "t", "rPr", "ctrlPr", "sty", "nor", "jc"})
"""The elements of a formula that is a line of characters."""
FURNITURE = frozenset({
    *_SKIPPED,
    *(
        f"{W}{name}"
        for name in (
            "lastRenderedPageBreak", "footnoteRef", "endnoteRef", "annotationRef", "separator", "continuationSeparator",
            "pgNum", "dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong",
        )
    ),
    *(f"{DRAWING}{name}" for name in ("posOffset", "align")),
    *(f"{DRAWING_2010}{name}" for name in ("pctWidth", "pctHeight", "pctPosHOffset", "pctPosVOffset")),
})  # fmt: skip
"""The elements with text, or in a run, that show nothing which a respondent may have said. A closed list: whatever else
shows something is read, or a test fails."""
TRANSPARENT = frozenset({f"{MC}AlternateContent", f"{W}ruby", f"{W}rubyBase"})
"""The elements in a run that only hold others."""
_NO_LOOKS = RunLooks()


def story_of(root: etree._Element, looks: RunLooks = _NO_LOOKS) -> Story:
    """The story under an element, its runs seen by the styles of `looks`."""
    return _Walk(looks).along(root)


def elements_read() -> frozenset[str]:
    """The elements that are read where they stand: as text, as an object, or for what they say of others."""
    walk = _Walk(_NO_LOOKS)
    return frozenset(walk.handled) - FURNITURE


class _Dress(NamedTuple):
    """The looks that runs take from their paragraph: its style, its look without properties, its own shade."""

    style: str
    plain: int
    shade: int = PLAIN


class _Walk:
    """The state of the walk: the revisions, the paragraph and the question that it is in."""

    def __init__(self, looks: RunLooks) -> None:
        self._story = Story(questions=[None])
        self._question: str | None = None
        self._looks = looks
        self._look = PLAIN
        self._forced = PLAIN
        self._fields: list[OpenField] = []
        self._coding = 0
        self._in_math = False
        self._usual = _Dress("", looks.of(None, ""))
        self._dresses = [self._usual]
        self._paragraphs = [0]
        self._ends_removed: list[bool] = []
        self._joined = True
        self._resumed = False
        self._added = 0
        self._removed = 0
        self._open: dict[str, list[Bookmark]] = {}
        self._leaves: dict[str, Callable[[etree._Element], None]] = {
            f"{W}t": self._text,
            f"{MATH}t": self._text,
            f"{W}delText": self._deleted_text,
            f"{W}sym": self._symbol,
            f"{W}rPr": self._run_properties,
            f"{W}pPr": self._paragraph_properties,
            f"{W}bookmarkStart": self._bookmark_start,
            f"{W}bookmarkEnd": self._bookmark_end,
            f"{W}commentRangeStart": self._comment,
            f"{W}commentRangeEnd": self._comment_end,
            f"{W}commentReference": self._comment_mark,
            f"{W}fldChar": self._field_mark,
            f"{W}instrText": self._instruction,
            f"{W}footnoteReference": self._note,
            f"{W}endnoteReference": self._note,
            **dict.fromkeys(_SIGNS, self._sign),
            **dict.fromkeys(_SKIPPED, _skipped),
        }
        self._scopes: dict[str, Callable[[etree._Element], _Leave | None]] = {
            f"{W}p": self._paragraph,
            f"{W}r": self._run,
            f"{MATH}r": self._run,
            f"{MATH}oMath": self._formula,
            f"{W}rt": self._small_text,
            f"{W}fldSimple": self._simple_field,
            f"{W}sdt": self._control,
            f"{W}tr": self._row_or_cell,
            f"{W}tc": self._row_or_cell,
            **dict.fromkeys(_OBJECTS, self._object),
            **dict.fromkeys(_CHUNKS, self._chunk),
            **dict.fromkeys(_FORMULA_SIGNS, self._part_of_formula),
            f"{MC}Choice": _alternative,
            f"{MC}Fallback": _alternative,
            **dict.fromkeys(ADDED, self._addition),
            **dict.fromkeys(REMOVED, self._removal),
        }

    @property
    def handled(self) -> tuple[str, ...]:
        """The tags that something is done at."""
        return (*self._leaves, *self._scopes)

    def along(self, root: etree._Element) -> Story:
        """The story under an element, its own tag left aside."""
        leaves, scopes = self._leaves, self._scopes
        stack: list[tuple[Iterator[etree._Element], _Leave]] = [(iter(root), _nothing_more)]
        while stack:
            children, leave = stack[-1]
            for child in children:
                tag = child.tag
                leaf = leaves.get(tag)
                if leaf is not None:
                    leaf(child)
                    continue
                scope = scopes.get(tag)
                into = _nothing_more if scope is None else scope(child)
                if into is not None:
                    stack.append((iter(child), into))
                    break
            else:
                stack.pop()
                leave()
        self._close_fields()
        return self._story

    # Text

    def _add(self, text: str, fate: Fate | None = None) -> None:
        if self._resumed:
            self._resumed = False
            self._add("\n")
        if fate is None:
            fate = Fate.DELETED if self._removed else Fate.INSERTED if self._added else Fate.KEPT
        if len(self._story.pieces) == PIECE_LIMIT:
            raise refusal("too_big")
        look = self._look | self._forced
        if self._fields and self._in_code(text):
            look |= CODE
        self._story.pieces.append(Fragment(text, fate, self._paragraphs[-1], look))

    def _text(self, element: etree._Element) -> None:
        text = element.text or ""
        if has_private(text):
            run = element.getparent()
            fonts = run.find(f"{W}rPr/{W}rFonts") if run is not None else None
            font = _DEFAULT_SYMBOLS if fonts is None else fonts.get(f"{W}ascii", _DEFAULT_SYMBOLS)
            text = shown_in(font, text)
        if text:
            self._add(text)

    def _deleted_text(self, element: etree._Element) -> None:
        if element.text:
            self._add(element.text, Fate.DELETED)

    def _sign(self, element: etree._Element) -> None:
        self._add(_SIGNS[element.tag])

    def _symbol(self, element: etree._Element) -> None:
        try:
            code = int(element.get(f"{W}char", ""), 16)
        except ValueError:
            code = -1
        self._add(symbol(element.get(f"{W}font", ""), code))

    def _object(self, element: etree._Element) -> _Leave | None:
        if next(element.iter(f"{W}t"), None) is None:
            self._add(OBJECT)
            return None
        look = self._look

        def leave() -> None:
            self._look = look

        return leave

    def _chunk(self, element: etree._Element) -> None:
        """An inserted document: what it is stands on a line of its own, where it would show."""
        leave = self._paragraph(element)
        part = next((str(value) for name, value in element.items() if str(name).endswith("}id")), "")
        self._story.chunks[self._paragraphs[-1]] = part
        self._add(OBJECT)
        leave()

    # What is done to the characters

    def _run(self, _element: etree._Element) -> _Leave:
        self._look = self._dresses[-1].plain
        return _nothing_more

    def _run_properties(self, element: etree._Element) -> None:
        dress = self._dresses[-1]
        self._look = self._looks.of(element, dress.style) | dress.shade

    def _small_text(self, _element: etree._Element) -> _Leave:
        """The small text over another one (ruby) is raised."""
        return self._force(RAISED)

    def _formula(self, element: etree._Element) -> _Leave:
        if self._in_math:
            return _nothing_more
        shaped = any(
            name not in _PLAIN_MATH
            for space, _, name in (str(one.tag).rpartition("}") for one in element.iter(etree.Element))
            if space == MATH[:-1]
        )
        restore = self._force(FORMULA if shaped else PLAIN)
        self._in_math = True

        def leave() -> None:
            self._in_math = False
            restore()

        return leave

    def _force(self, look: int) -> _Leave:
        former, self._forced = self._forced, self._forced | look

        def leave() -> None:
            self._forced = former

        return leave

    def _part_of_formula(self, element: etree._Element) -> _Leave:
        self._add(_FORMULA_SIGNS[element.tag])
        return _nothing_more

    # Fields

    def _field_mark(self, element: etree._Element) -> None:
        kind = element.get(f"{W}fldCharType", "")
        if kind == "begin":
            self._begin_field(element.find(f"{W}ffData"))
        elif kind == "separate" and self._fields and self._fields[-1].coding and not self._fields[-1].settled:
            self._fields[-1].coding = False
            self._coding -= 1
        elif kind == "end" and self._fields:
            self._end_field()

    def _begin_field(self, old: etree._Element | None) -> None:
        if old is not None:
            self._story.old_fields.append(self._here)
        shown = shown_by(old)
        if shown is not None:
            self._add(shown)
        self._fields.append(OpenField(self._here, settled=shown is not None))
        self._coding += 1

    def _end_field(self) -> None:
        ended = self._fields.pop()
        self._coding -= ended.coding
        if ended.unread:
            self._add(OBJECT)
        elif self._fields and (ended.shown or ended.settled):
            self._fields[-1].shown = not self._fields[-1].coding or self._fields[-1].shown

    def _simple_field(self, element: etree._Element) -> _Leave:
        self._fields.append(OpenField(self._here, element.get(f"{W}instr", ""), coding=False))
        depth = len(self._fields)

        def leave() -> None:
            if len(self._fields) == depth:
                self._end_field()

        return leave

    def _instruction(self, element: etree._Element) -> None:
        if self._fields and len(self._fields[-1].code) < _CODE_LIMIT:
            self._fields[-1].code += (element.text or "")[:_CODE_LIMIT]

    def _in_code(self, text: str) -> bool:
        """Whether the text that comes is the code of some open field, which does not show it."""
        if self._coding:
            return True
        self._fields[-1].shown = self._fields[-1].shown or bool(text.strip())
        return False

    def _close_fields(self) -> None:
        """A field without an end is no field: the text after its beginning is shown."""
        start = min((one.start for one in self._fields), default=self._here)
        for rank in range(start, self._here):
            piece = self._story.pieces[rank]
            self._story.pieces[rank] = Fragment(piece.text, piece.fate, piece.paragraph, piece.look & ~CODE)

    # Paragraphs and revisions

    def _paragraph(self, _element: etree._Element) -> _Leave:
        self._dresses.append(self._usual)
        self._look = PLAIN
        if self._joined:
            self._story.questions[-1] = self._question
            self._paragraphs.append(len(self._story.questions) - 1)
        else:
            self._story.questions.append(self._question)
            self._paragraphs.append(len(self._story.questions) - 1)
            self._resumed = False
            self._add("\n")
        self._joined = False
        self._ends_removed.append(False)
        return self._leave_paragraph

    def _paragraph_properties(self, element: etree._Element) -> None:
        style, shade, removed = "", PLAIN, False
        for child in element:
            tag = child.tag
            if tag == _PARAGRAPH_STYLE:
                style = value_of(child)
            elif tag == _SHADING:
                shade = shade_of(child)
            elif tag == _RUN_PROPERTIES:
                removed = mark_removed(child)
        self._story.styles[self._paragraphs[-1]] = style
        self._dresses[-1] = _Dress(style, self._looks.of(None, style) | shade, shade)
        if self._ends_removed:
            self._ends_removed[-1] = removed

    def _leave_paragraph(self) -> None:
        self._dresses.pop()
        self._paragraphs.pop()
        self._joined = self._ends_removed.pop()
        self._resumed = bool(self._ends_removed)

    def _addition(self, _element: etree._Element) -> _Leave:
        self._added += 1
        return self._leave_addition

    def _leave_addition(self) -> None:
        self._added -= 1

    def _removal(self, _element: etree._Element) -> _Leave:
        self._removed += 1
        return self._leave_removal

    def _leave_removal(self) -> None:
        self._removed -= 1

    def _row_or_cell(self, element: etree._Element) -> _Leave:
        return self._removal(element) if cell_or_row_removed(element) else _nothing_more

    # Controls, bookmarks and comments around the text

    @property
    def _here(self) -> int:
        return len(self._story.pieces)

    def _control(self, element: etree._Element) -> _Leave:
        if self._removed or next(element.iterchildren(_CONTENT), None) is None:
            return _nothing_more
        control = control_of(element.find(f"{W}sdtPr"), self._here)
        self._story.controls.append(control)

        def leave() -> None:
            control.end = self._here

        return leave

    def _bookmark_start(self, element: etree._Element) -> None:
        name = element.get(f"{W}name", "")
        question = question_of_bookmark(name)
        if question is not None:
            self._question = question
            if self._ends_removed:
                self._story.questions[self._paragraphs[-1]] = question
        bookmark = Bookmark(name, self._here)
        self._story.bookmarks.append(bookmark)
        self._open.setdefault(element.get(f"{W}id", ""), []).append(bookmark)

    def _bookmark_end(self, element: etree._Element) -> None:
        opened = self._open.get(element.get(f"{W}id", ""))
        if opened:
            opened.pop().end = self._here

    def _comment(self, element: etree._Element) -> None:
        number = element.get(f"{W}id", "")
        self._story.comments.setdefault(number, Anchor(self._here, self._nearest_paragraph))

    def _comment_end(self, element: etree._Element) -> None:
        anchor = self._story.comments.get(element.get(f"{W}id", ""))
        if anchor is not None:
            anchor.end = self._here

    def _comment_mark(self, element: etree._Element) -> None:
        self._comment(element)
        self._story.comments[element.get(f"{W}id", "")].paragraph = self._nearest_paragraph

    def _note(self, element: etree._Element) -> None:
        if not self._removed:
            kind = "footnote" if element.tag == f"{W}footnoteReference" else "endnote"
            self._story.notes.setdefault((kind, element.get(f"{W}id", "")), self._nearest_paragraph)

    @property
    def _nearest_paragraph(self) -> int:
        """The current paragraph, or between two paragraphs the last one read."""
        return self._paragraphs[-1] if self._ends_removed else len(self._story.questions) - 1


def _alternative(element: etree._Element) -> _Leave | None:
    """Goes into the choice, or into its fallback if only that has text: both show the same thing."""
    both = element.getparent()
    if both is None:
        return _nothing_more
    choice = both.find(f"{MC}Choice")
    speaks = choice is not None and next(choice.iter(f"{W}t"), None) is not None
    chosen = choice if speaks or both.find(f"{MC}Fallback") is None else both.find(f"{MC}Fallback")
    return _nothing_more if element is chosen else None


def _skipped(_element: etree._Element) -> None:
    """A leaf that holds no text of the respondent."""


def _nothing_more() -> None:
    """Does nothing, at the end of an element that only holds others."""
