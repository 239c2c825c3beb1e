"""The story while it is written: in which paragraph one stands, what is done to the characters that come next."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from surveykit_docx.dialects import W, value_of
from surveykit_docx.fields import OpenFields
from surveykit_docx.fragments import Fragment
from surveykit_docx.numbering import Numbers
from surveykit_docx.refusals import refusal
from surveykit_docx.revisions import Fate, mark_removed
from surveykit_docx.sight import CODE, PAPER, PLAIN, SYMBOLS, RunLooks, Setting, emphasis_of, font_of, ground_of
from surveykit_docx.story import Story
from surveykit_docx.symbols import has_private, shown_in, symbol

Leave = Callable[[], None]
"""What is done at the end of an element."""

PIECE_LIMIT = 400_000
"""Stretches of text and paragraphs in one story."""
_PARAGRAPH_STYLE, _SHADING, _RUN_PROPERTIES, _LIST = f"{W}pStyle", f"{W}shd", f"{W}rPr", f"{W}numPr"
_BORDERS = f"{W}pBdr"
_OF_PARAGRAPHS = frozenset({_PARAGRAPH_STYLE, _SHADING, _RUN_PROPERTIES, _LIST, _BORDERS})
_FONTS = ("ascii", "hAnsi", "cs")
_DEFAULT_SYMBOLS = "Wingdings"


class _Dress(NamedTuple):
    """What a paragraph gives its runs: the place where they are, the look of one without properties, its own shade."""

    place: Setting
    plain: int
    shade: int = PLAIN


class Manuscript:
    """The story as far as it is written, and the state in which what comes next is added to it."""

    def __init__(self, looks: RunLooks, numbers: Numbers) -> None:
        self.story = Story(questions=[None])
        self.question: str | None = None
        self.fields = OpenFields()
        self.look = PLAIN
        self._looks = looks
        self._numbers = numbers
        self._forced = PLAIN
        self._tables = [""]
        self._grounds = [PAPER]
        self._known: dict[tuple[str, str, int, str], _Dress] = {}
        self._usual = self._dress()
        self._dresses = [self._usual]
        self._paragraphs = [0]
        self._ends_removed: list[bool] = []
        self._joined = True
        self._resumed = False
        self.added = 0
        self.removed = 0

    @property
    def here(self) -> int:
        """The rank of the piece that comes next."""
        return len(self.story.pieces)

    @property
    def paragraph(self) -> int:
        """The paragraph that one stands in."""
        return self._paragraphs[-1]

    @property
    def nearest_paragraph(self) -> int:
        """The paragraph that one stands in, or the last one read between two."""
        return self._paragraphs[-1] if self._ends_removed else len(self.story.questions) - 1

    # Characters

    def add(self, text: str, fate: Fate | None = None) -> None:
        """Adds a stretch of text, as it is seen here."""
        if self._resumed:
            self._resumed = False
            self.add("\n")
        if fate is None:
            fate = Fate.DELETED if self.removed else Fate.INSERTED if self.added else Fate.KEPT
        if len(self.story.pieces) == PIECE_LIMIT:
            raise refusal("too_big")
        look = (self.look | self._forced) & ~SYMBOLS
        if self.fields.depth and self.fields.in_code(text):
            look |= CODE
        self.story.pieces.append(Fragment(text, fate, self._paragraphs[-1], look))

    def text(self, element: etree._Element) -> None:
        """Adds the text of an element, as the font of its run shows it."""
        text = element.text or ""
        if self.look & SYMBOLS:
            text = shown_in(font_of(self.look), text, whole=True)
        elif not text.isascii() and has_private(text):
            text = shown_in(_font_of(element), text)
        if text:
            self.add(text)

    def deleted_text(self, element: etree._Element) -> None:
        """Adds a text that tracked changes removed."""
        if element.text:
            self.add(element.text, Fate.DELETED)

    def symbol(self, element: etree._Element) -> None:
        """Adds a sign of a symbol font."""
        try:
            code = int(element.get(f"{W}char", ""), 16)
        except ValueError:
            code = -1
        self.add(symbol(element.get(f"{W}font", ""), code))

    # Looks

    def run(self, _element: etree._Element) -> Leave:
        """A run begins: it looks as its paragraph says."""
        self.look = self._dresses[-1].plain
        return nothing_more

    def run_properties(self, element: etree._Element) -> None:
        """The run looks as these properties say."""
        dress = self._dresses[-1]
        self.look = self._looks.of(element, dress.place) | dress.shade

    def force(self, look: int) -> Leave:
        """Whatever comes looks so too, up to the end of the element."""
        former, self._forced = self._forced, self._forced | look

        def leave() -> None:
            self._forced = former

        return leave

    # Tables and paragraphs

    def table(self, element: etree._Element) -> Leave:
        """A table begins: its style says how what stands in it looks."""
        self._tables.append(value_of(element.find(f"{W}tblPr/{W}tblStyle")))
        self._usual = self._dress()
        return self._leave_table

    def _leave_table(self) -> None:
        self._tables.pop()
        self._usual = self._dress()

    def cell(self, element: etree._Element) -> Leave:
        """A cell of a table begins: its shading is behind what stands in it."""
        shading = element.find(f"{W}tcPr/{W}shd")
        ground = None if shading is None else ground_of(shading)
        self._grounds.append(self._grounds[-1] if ground is None else ground)
        self._usual = self._dress()
        return self._leave_cell

    def _leave_cell(self) -> None:
        self._grounds.pop()
        self._usual = self._dress()

    def begin_paragraph(self, _element: etree._Element) -> Leave:
        """A paragraph begins."""
        self._dresses.append(self._usual)
        self.look = PLAIN
        questions = self.story.questions
        if self._joined:
            questions[-1] = self.question
            self._paragraphs.append(len(questions) - 1)
        else:
            questions.append(self.question)
            self._paragraphs.append(len(questions) - 1)
            self._resumed = False
            self.add("\n")
        self._joined = False
        self._ends_removed.append(False)
        return self._leave_paragraph

    def paragraph_properties(self, element: etree._Element) -> None:
        """The paragraph has these properties: style, shade, number, what tracked changes made of its end."""
        said = {tag: child for child in element if (tag := child.tag) in _OF_PARAGRAPHS}
        style = value_of(said.get(_PARAGRAPH_STYLE))
        self.story.styles[self._paragraphs[-1]] = style
        if len(said) < 2 and (not said or _PARAGRAPH_STYLE in said):
            self._dresses[-1] = self._dress(style)
            return
        shade = PLAIN
        for mark in (_SHADING, _BORDERS):
            shade |= emphasis_of(said[mark]) if mark in said else PLAIN
        self._dresses[-1] = self._dress(style, shade, ground_of(said[_SHADING]) if _SHADING in said else None)
        if self._ends_removed and _RUN_PROPERTIES in said:
            self._ends_removed[-1] = mark_removed(said[_RUN_PROPERTIES])
        number = self._numbers.before(said[_LIST]) if _LIST in said and not self.removed else ""
        if number:
            self.add(number)

    def _dress(self, style: str = "", shade: int = PLAIN, ground: str | None = None) -> _Dress:
        key = (style, self._tables[-1], shade, self._grounds[-1] if ground is None else ground)
        known = self._known.get(key)
        if known is None:
            place = Setting(style, self._tables[-1], key[-1])
            known = self._known[key] = _Dress(place, self._looks.of(None, place) | shade, shade)
        return known

    def _leave_paragraph(self) -> None:
        self._dresses.pop()
        self._paragraphs.pop()
        self._joined = self._ends_removed.pop()
        self._resumed = bool(self._ends_removed)

    def ask(self, question: str) -> None:
        """What comes stands under a question, and the paragraph that holds its heading too."""
        self.question = question
        if self._ends_removed:
            self.story.questions[self._paragraphs[-1]] = question

    # Revisions

    def addition(self, _element: etree._Element) -> Leave:
        """Tracked changes added what comes."""
        self.added += 1
        return self._leave_addition

    def _leave_addition(self) -> None:
        self.added -= 1

    def removal(self, _element: etree._Element) -> Leave:
        """Tracked changes removed what comes."""
        self.removed += 1
        return self._leave_removal

    def _leave_removal(self) -> None:
        self.removed -= 1


def nothing_more() -> None:
    """What is done at the end of an element that only holds others."""


def _font_of(element: etree._Element) -> str:
    """The font of the run that holds a text."""
    run = element.getparent()
    fonts = run.find(f"{W}rPr/{W}rFonts") if run is not None else None
    named = () if fonts is None else (fonts.get(f"{W}{name}") for name in _FONTS)
    return next(filter(None, named), _DEFAULT_SYMBOLS)
