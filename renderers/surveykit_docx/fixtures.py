"""What stands around the text of a story: content controls, bookmarks, and where comments and notes are attached."""

from __future__ import annotations

from lxml import etree

from surveykit_docx.dialects import W14, W, switched_on, value_of
from surveykit_docx.manuscript import Leave, Manuscript, nothing_more
from surveykit_docx.naming import BOOKMARK_PREFIX, question_of_bookmark
from surveykit_docx.story import Anchor, Bookmark, ContentControl
from surveykit_docx.vocabulary import CONTENT, OBJECT

_TAG, _PROMPT = f"{W}tag", f"{W}showingPlcHdr"
_BOX, _OLD_BOX = f"{W14}checkbox", f"{W}checkbox"
_CHECKED = (f"{W14}checked", f"{W}checked")
_ALIAS = f"{W}alias"
_BINDING = f"{W}dataBinding"
_LISTS = (f"{W}dropDownList", f"{W}comboBox")


class Fixtures:
    """What these elements add to the story of a manuscript."""

    def __init__(self, manuscript: Manuscript) -> None:
        self._manuscript = manuscript
        self._open: dict[str, list[Bookmark]] = {}
        self._around: list[Bookmark] = []
        self._controls: list[ContentControl] = []

    def control(self, element: etree._Element) -> Leave:
        """A content control; one without content, or removed by tracked changes, is none."""
        manuscript = self._manuscript
        if manuscript.removed or next(element.iterchildren(CONTENT), None) is None:
            return nothing_more
        control = _control_of(element.find(f"{W}sdtPr"), manuscript.here)
        control.bookmark = self._around[-1] if self._around else None
        control.holder = self._controls[-1] if self._controls else None
        manuscript.story.controls.append(control)
        self._controls.append(control)

        def leave() -> None:
            control.end = manuscript.here
            self._controls.pop()

        return leave

    def content(self, element: etree._Element) -> Leave:
        """What a control holds; a second content is one that no program shows."""
        before = element.getprevious()
        if before is not None and before.tag == CONTENT:
            self._manuscript.add(OBJECT)
        return nothing_more

    def bookmark_start(self, element: etree._Element) -> None:
        """A bookmark begins; that of a heading says under which question one stands."""
        manuscript, name = self._manuscript, element.get(f"{W}name", "")
        question = question_of_bookmark(name)
        if question is not None:
            manuscript.ask(question)
        bookmark = Bookmark(name, len(manuscript.story.pieces))
        manuscript.story.bookmarks.append(bookmark)
        self._open.setdefault(element.get(f"{W}id", ""), []).append(bookmark)
        if name.startswith(BOOKMARK_PREFIX):
            self._around.append(bookmark)

    def bookmark_end(self, element: etree._Element) -> None:
        """A bookmark ends."""
        opened = self._open.get(element.get(f"{W}id", ""))
        if opened:
            bookmark = opened.pop()
            bookmark.end = self._manuscript.here
            if self._around and self._around[-1] is bookmark:
                self._around.pop()
            else:
                self._around = [one for one in self._around if one is not bookmark]

    def comment(self, element: etree._Element) -> None:
        """The range of a comment begins."""
        number = element.get(f"{W}id", "")
        self._manuscript.story.comments.setdefault(
            number, Anchor(self._manuscript.here, self._manuscript.nearest_paragraph)
        )

    def comment_end(self, element: etree._Element) -> None:
        """The range of a comment ends."""
        anchor = self._manuscript.story.comments.get(element.get(f"{W}id", ""))
        if anchor is not None:
            anchor.end = self._manuscript.here

    def comment_mark(self, element: etree._Element) -> None:
        """The sign of a comment, in the paragraph that it is about."""
        self.comment(element)
        self._manuscript.story.comments[element.get(f"{W}id", "")].paragraph = self._manuscript.nearest_paragraph

    def note(self, element: etree._Element) -> None:
        """The sign of a footnote or an endnote."""
        if not self._manuscript.removed:
            kind = "footnote" if element.tag == f"{W}footnoteReference" else "endnote"
            place = (kind, element.get(f"{W}id", ""))
            self._manuscript.story.notes.setdefault(place, self._manuscript.nearest_paragraph)


def _control_of(properties: etree._Element | None, start: int) -> ContentControl:
    """The content control that begins at a piece, by its properties, in whatever order they were written."""
    if properties is None:
        return ContentControl(start)
    found = {child.tag: child for child in properties}
    box = found.get(_BOX, found.get(_OLD_BOX))
    return ContentControl(
        start,
        tag=value_of(found.get(_TAG)),
        alias=value_of(found.get(_ALIAS)),
        prompt=switched_on(found.get(_PROMPT)),
        is_list=not found.keys().isdisjoint(_LISTS),
        is_box=box is not None,
        recorded=None if box is None else _is_checked(box),
        bound=None if _BINDING not in found else _bound(found[_BINDING]),
    )


def _bound(binding: etree._Element) -> tuple[str, str]:
    return binding.get(f"{W}storeItemID", ""), binding.get(f"{W}xpath", "")


def _is_checked(box: etree._Element) -> bool:
    return any(switched_on(child) for child in box if child.tag in _CHECKED)
