"""Walking a story's XML once, from start to end, without recursion: what comes out is a flat `Story`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from surveykit_docx.dialects import MATH, MC, W
from surveykit_docx.naming import question_of_bookmark
from surveykit_docx.refusals import refusal
from surveykit_docx.revisions import ADDED, REMOVED, Fate, cell_or_row_removed, mark_removed
from surveykit_docx.story import Bookmark, Fragment, Story, control_of
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
_SKIPPED = (f"{W}rPr", f"{W}sectPr", f"{W}tblPr", f"{W}tblGrid", f"{W}instrText", f"{W}delInstrText")
PIECE_LIMIT = 400_000
"""Stretches of text and paragraphs in one story."""
_OBJECTS = (f"{W}drawing", f"{W}pict", f"{W}object", f"{W}contentPart")
_OBJECT = "\ufffc"
"""What stands for a picture or another object that has no text: a scanned answer is not an empty one."""
_DEFAULT_SYMBOLS = "Wingdings"


def story_of(root: etree._Element, question: str | None = None) -> Story:
    """The story under an element; `question` is what its first paragraphs stand under."""
    return _Walk(question).along(root)


class _Walk:
    """Where the walk stands: inside which revisions, which paragraph, under which question."""

    def __init__(self, question: str | None) -> None:
        self._story = Story(questions=[question])
        self._question = question
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
            f"{W}pPr": self._paragraph_properties,
            f"{W}bookmarkStart": self._bookmark_start,
            f"{W}bookmarkEnd": self._bookmark_end,
            f"{W}commentRangeStart": self._comment,
            f"{W}commentReference": self._comment,
            f"{W}footnoteReference": self._note,
            f"{W}endnoteReference": self._note,
            **dict.fromkeys(_SIGNS, self._sign),
            **dict.fromkeys(_SKIPPED, _skipped),
        }
        self._scopes: dict[str, Callable[[etree._Element], _Leave | None]] = {
            f"{W}p": self._paragraph,
            f"{W}sdt": self._control,
            f"{W}tr": self._row_or_cell,
            f"{W}tc": self._row_or_cell,
            **dict.fromkeys(_OBJECTS, self._object),
            f"{MC}Choice": _alternative,
            f"{MC}Fallback": _alternative,
            **dict.fromkeys(ADDED, self._addition),
            **dict.fromkeys(REMOVED, self._removal),
        }

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
        self._story.pieces.append(Fragment(text, fate, self._paragraphs[-1]))

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
            self._add(_OBJECT)
            return None
        return _nothing_more

    # Paragraphs and revisions

    def _paragraph(self, _element: etree._Element) -> _Leave:
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
        if self._ends_removed:
            self._ends_removed[-1] = mark_removed(element)

    def _leave_paragraph(self) -> None:
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

    # What stands around the text

    @property
    def _here(self) -> int:
        return len(self._story.pieces)

    def _control(self, element: etree._Element) -> _Leave:
        if self._removed:
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
        self._story.comments.setdefault(element.get(f"{W}id", ""), self._question)

    def _note(self, element: etree._Element) -> None:
        if not self._removed:
            kind = "footnote" if element.tag == f"{W}footnoteReference" else "endnote"
            self._story.notes.setdefault((kind, element.get(f"{W}id", "")), self._question)


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
    """What is done at the end of an element that only holds others."""
