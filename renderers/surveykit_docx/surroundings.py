"""What stands around the text of a story: content controls, bookmarks, and where comments and notes are attached."""

from __future__ import annotations

from lxml import etree

from surveykit_docx.dialects import W
from surveykit_docx.naming import BOOKMARK_PREFIX, question_of_bookmark
from surveykit_docx.sheet import Leave, Sheet, nothing_more
from surveykit_docx.story import Anchor, Bookmark, ContentControl, control_of
from surveykit_docx.vocabulary import CONTENT, OBJECT


class Surroundings:
    """What these elements add to the story of a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._open: dict[str, list[Bookmark]] = {}
        self._around: list[Bookmark] = []
        self._controls: list[ContentControl] = []

    def control(self, element: etree._Element) -> Leave:
        """A content control; one without content, or removed by tracked changes, is none."""
        sheet = self._sheet
        if sheet.removed or next(element.iterchildren(CONTENT), None) is None:
            return nothing_more
        control = control_of(element.find(f"{W}sdtPr"), sheet.here)
        control.bookmark = self._around[-1] if self._around else None
        control.holder = self._controls[-1] if self._controls else None
        sheet.story.controls.append(control)
        self._controls.append(control)

        def leave() -> None:
            control.end = sheet.here
            self._controls.pop()

        return leave

    def content(self, element: etree._Element) -> Leave:
        """What a control holds; a second content is one that no program shows."""
        before = element.getprevious()
        if before is not None and before.tag == CONTENT:
            self._sheet.add(OBJECT)
        return nothing_more

    def bookmark_start(self, element: etree._Element) -> None:
        """A bookmark begins; that of a heading says under which question one stands."""
        sheet, name = self._sheet, element.get(f"{W}name", "")
        question = question_of_bookmark(name)
        if question is not None:
            sheet.ask(question)
        bookmark = Bookmark(name, len(sheet.story.pieces))
        sheet.story.bookmarks.append(bookmark)
        self._open.setdefault(element.get(f"{W}id", ""), []).append(bookmark)
        if name.startswith(BOOKMARK_PREFIX):
            self._around.append(bookmark)

    def bookmark_end(self, element: etree._Element) -> None:
        """A bookmark ends."""
        opened = self._open.get(element.get(f"{W}id", ""))
        if opened:
            bookmark = opened.pop()
            bookmark.end = self._sheet.here
            if self._around and self._around[-1] is bookmark:
                self._around.pop()
            else:
                self._around = [one for one in self._around if one is not bookmark]

    def comment(self, element: etree._Element) -> None:
        """The range of a comment begins."""
        number = element.get(f"{W}id", "")
        self._sheet.story.comments.setdefault(number, Anchor(self._sheet.here, self._sheet.nearest_paragraph))

    def comment_end(self, element: etree._Element) -> None:
        """The range of a comment ends."""
        anchor = self._sheet.story.comments.get(element.get(f"{W}id", ""))
        if anchor is not None:
            anchor.end = self._sheet.here

    def comment_mark(self, element: etree._Element) -> None:
        """The sign of a comment, in the paragraph that it is about."""
        self.comment(element)
        self._sheet.story.comments[element.get(f"{W}id", "")].paragraph = self._sheet.nearest_paragraph

    def note(self, element: etree._Element) -> None:
        """The sign of a footnote or an endnote."""
        if not self._sheet.removed:
            kind = "footnote" if element.tag == f"{W}footnoteReference" else "endnote"
            place = (kind, element.get(f"{W}id", ""))
            self._sheet.story.notes.setdefault(place, self._sheet.nearest_paragraph)
