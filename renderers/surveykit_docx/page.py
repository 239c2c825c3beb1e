"""The body of a Word document while it is being written: paragraphs, bookmarks, what stays together."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.shared import Length, Pt, Twips
from docx.text.paragraph import Paragraph

from surveykit.document import Numbering
from surveykit.texts import NBSP
from surveykit_docx.elements import Element, element, exactly, raw, run, valued
from surveykit_docx.styles import Look

MARGINS = 2 * 1134
"""Left and right of the base document's page, in twentieths of a point."""

FRAME_SPACE = Pt(12)


class PageSetup:
    """Appends paragraphs and tables to a document in reading order."""

    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self.text_width = _twentieths(document.sections[0].page_width) - MARGINS
        """Between the margins, in twentieths of a point."""
        self._paragraphs: list[Paragraph] = []
        self._bookmarks: set[str] = set()
        self._break_is_due = False
        self._table_is_last = False
        self._last_row = 1

    def break_page(self) -> None:
        """Makes the next paragraph begin a page, unless it is the first."""
        self._break_is_due = bool(self._paragraphs)

    def paragraph(self, look: Look, text: str = "") -> Paragraph:
        """A new paragraph with the style of its look, and its text if it has any."""
        made = self._document.add_paragraph()
        self._dress(made, look, text)
        if self._break_is_due:
            made.paragraph_format.page_break_before = True
            self._break_is_due = False
        self._table_is_last = False
        return made

    def caption(self, numbering: Numbering | None, text: str) -> None:
        """The caption of what follows: its word, its number as a field that Word counts, its text."""
        paragraph = self.paragraph(Look.CAPTION, "" if numbering else text)
        if numbering is not None:
            parts = (run(numbering.word), exactly(NBSP), _counted(numbering), exactly(" – "), run(text))
            raw(paragraph).extend(parts)

    def apart(self, whole: Element) -> None:
        """Adds an element that holds paragraphs of its own and stands between those of the body."""
        self._document.element.body[-1].addprevious(whole)
        self._table_is_last = False

    def moved_paragraph(self, look: Look, text: str) -> Element:
        """A new paragraph that begins a page if one is due, for the element that is going to be added."""
        return raw(self.paragraph(look, text))

    def cell_paragraph(self, look: Look, text: str) -> Element:
        """A new paragraph for a cell of the table that is going to be added."""
        made = self._document.add_paragraph()
        self._dress(made, look, text)
        return raw(made)

    def _dress(self, made: Paragraph, look: Look, text: str) -> None:
        raw(made).append(element("w:pPr", None, valued("w:pStyle", look.value)))
        if text:
            raw(made).append(run(text))
        self._paragraphs.append(made)

    def table(self, table: Element, last_row: int = 1) -> None:
        """Adds a table, whose last row has so many paragraphs.

        Two in a row, or one on a new page, have a paragraph of two points before them.
        """
        if self._table_is_last or self._break_is_due:
            self.paragraph(Look.TABLE_END)
        self._document.element.body[-1].addprevious(table)
        self._table_is_last = True
        self._last_row = last_row

    @property
    def length(self) -> int:
        """The number of paragraphs so far, those in cells included."""
        return len(self._paragraphs)

    def keep_with_next(self, start: int) -> None:
        """Asks that each paragraph from number `start` on stays on the page of the next one."""
        for paragraph in self._paragraphs[start:]:
            paragraph.paragraph_format.keep_with_next = True

    def keep_together(self, start: int) -> None:
        """Asks that the paragraphs from number `start` on stay on one page, each of them whole.

        A table at the end holds on to nothing behind it: by its last row LibreOffice would take what follows along.
        """
        for paragraph in self._paragraphs[start:]:
            paragraph.paragraph_format.keep_together = True
        end = self.length - (self._last_row if self._table_is_last else 1)
        for paragraph in self._paragraphs[start:end]:
            paragraph.paragraph_format.keep_with_next = True

    def frame(self, start: int) -> None:
        """Sets the paragraphs from number `start` on apart from what is before and after them."""
        framed = self._paragraphs[start:]
        for paragraph in framed[:1]:
            paragraph.paragraph_format.space_before = FRAME_SPACE
        for paragraph in framed[-1:]:
            paragraph.paragraph_format.space_after = FRAME_SPACE
        self.keep_together(start)

    def indent(self, start: int, by: int) -> None:
        """Moves the paragraphs from number `start` on to the right, in twentieths of a point."""
        for paragraph in self._paragraphs[start:] if by else ():
            own = paragraph.style.paragraph_format.left_indent if paragraph.style is not None else None
            paragraph.paragraph_format.left_indent = Twips(by) + (own or 0)

    def bookmarked(self, name: str, *content: Element) -> tuple[Element, ...]:
        """The content between the start and the end of a new bookmark.

        Raises ValueError if the name was given before: Word would drop one of the two, and the answer's
        second mark with it.
        """
        if name in self._bookmarks:
            raise ValueError(f"two controls or headings of the document have the bookmark {name!r}")
        self._bookmarks.add(name)
        number = str(len(self._bookmarks))
        start = element("w:bookmarkStart", {"w:id": number, "w:name": name})
        return (start, *content, element("w:bookmarkEnd", {"w:id": number}))

    def close(self) -> None:
        """Ends the body: Word wants a paragraph after a table."""
        self._break_is_due = False
        if self._table_is_last:
            self.paragraph(Look.TABLE_END)


def _twentieths(width: Length | None) -> int:
    if width is None:
        raise ValueError("the base document's section has no page width")
    return width // Twips(1)


def _counted(numbering: Numbering) -> Element:
    instruction = {"w:instr": f" SEQ {numbering.word} \\* ARABIC "}
    return element("w:fldSimple", instruction, run(str(numbering.rank)))
