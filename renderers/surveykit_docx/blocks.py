"""From the blocks of a document to paragraphs and tables."""

from __future__ import annotations

from typing import assert_never

from surveykit.document import (
    Answer,
    Block,
    Chart,
    Contents,
    Facts,
    Group,
    Heading,
    KeyFigures,
    ListBox,
    Listing,
    Masthead,
    PageBreak,
    Paragraph,
    Table,
    TextBox,
    TickList,
    Title,
    children,
    listed,
)
from surveykit_docx.charts import Charts
from surveykit_docx.contents import contents_table, heading_bookmark
from surveykit_docx.controls import Controls
from surveykit_docx.elements import Element, raw, run, space, tab
from surveykit_docx.naming import question_bookmark
from surveykit_docx.page import PageSetup
from surveykit_docx.styles import Look, heading_look, look_of
from surveykit_docx.tables import add_figures, add_table

STEP = 397
"""How far an answer that depends on another is moved to the right, in twentieths of a point."""
_FEW_WORDS = 600
"""Characters of the paragraphs between a heading and a group that stay on the page of the group."""


class Blocks:
    """Writes blocks on a page, and the answers' controls in them."""

    def __init__(self, page: PageSetup, charts: Charts, blocks: tuple[Block, ...]) -> None:
        """`blocks` are those of the whole document, which a table of contents lists."""
        self._page = page
        self._charts = charts
        self._blocks = blocks
        tables = [block for block in blocks if isinstance(block, Contents)]
        self._listed = {rank for table in tables for rank, _ in listed(table, blocks)}
        self._headings = 0
        self.controls = Controls(page)

    def add_all(self, blocks: tuple[Block, ...]) -> None:
        """Writes blocks in order; a heading, and few words after it, stay on the page of the group that follows."""
        opened, words = None, 0
        for block, following in zip(blocks, (*blocks[1:], None), strict=True):
            if isinstance(block, Heading):
                opened, words = self._page.length, 0
            self.add(block)
            words += len(block.text) if isinstance(block, Paragraph) else 0
            if not isinstance(block, Heading | Paragraph) or words > _FEW_WORDS:
                opened = None
            if opened is not None and following is not None and children(following):
                self._page.keep_with_next(opened)

    def add(self, block: Block) -> None:
        """Writes one block, with all that is in it."""
        match block:
            case Masthead() | Title() | Heading() | Paragraph() | Listing():
                self._add_text(block)
            case Facts() | KeyFigures() | Table() | Chart():
                self._add_data(block)
            case Contents():
                self._contents(block)
            case Answer():
                self._answer(block)
            case Group():
                self._group(block)
            case PageBreak():
                self._page.break_page()
            case _:
                assert_never(block)

    def _add_text(self, block: Masthead | Title | Heading | Paragraph | Listing) -> None:
        match block:
            case Masthead():
                self._masthead(block)
            case Title():
                self._words((Look.TITLE, block.text), (Look.SUBTITLE, block.subtitle))
            case Heading():
                self._heading(block)
            case Paragraph():
                self._words((look_of(block.role), block.text))
            case Listing():
                self._words(*((Look.BULLET, item) for item in block.items))
            case _:
                assert_never(block)

    def _add_data(self, block: Facts | KeyFigures | Table | Chart) -> None:
        match block:
            case Facts():
                self._facts(block)
            case KeyFigures():
                add_figures(self._page, block)
            case Table():
                add_table(self._page, block)
            case Chart():
                self._page.caption(block.numbering, block.title)
                raw(self._page.paragraph(Look.CHART)).append(self._charts.run(block))
            case _:
                assert_never(block)

    def _words(self, *paragraphs: tuple[Look, str]) -> None:
        for look, text in paragraphs:
            if text:
                self._page.paragraph(look, text)

    def _masthead(self, masthead: Masthead) -> None:
        self._words(*((Look.ISSUER, line) for line in masthead.issuer[:-1]))
        self._words(*((Look.ISSUER_LAST, line) for line in masthead.issuer[-1:]))

    def _contents(self, contents: Contents) -> None:
        title = self._page.moved_paragraph(Look.CONTENTS_TITLE, contents.title)
        listing = listed(contents, self._blocks)
        entries = [(heading.level, heading_bookmark(rank), heading.text) for rank, heading in listing]
        self._page.apart(contents_table(title, entries, contents.depth))

    def _heading(self, heading: Heading) -> None:
        self._headings += 1
        paragraph = self._page.paragraph(heading_look(heading.level))
        words: tuple[Element, ...] = (run(heading.text),)
        if heading.question is not None:
            words = self._page.bookmarked(question_bookmark(heading.question), *words)
        if self._headings in self._listed:
            words = self._page.bookmarked(heading_bookmark(self._headings), *words)
        raw(paragraph).extend(words)

    def _facts(self, facts: Facts) -> None:
        start = self._page.length
        for term, said in facts.rows:
            self._words((Look.FACT_TERM, term), *((Look.FACT, line) for line in said.split("\n")))
        self._page.frame(start)

    def _group(self, group: Group) -> None:
        start = self._page.length
        self.add_all(children(group))
        self._page.keep_together(start)

    def _answer(self, answer: Answer) -> None:
        start = self._page.length
        match answer.control:
            case TextBox(lines=1) | ListBox():
                self._line(answer, answer.control)
            case TextBox() | TickList():
                self._area(answer, answer.control)
            case _:
                assert_never(answer.control)
        self._page.keep_together(start)
        self._page.indent(start, STEP * answer.depth)

    def _area(self, answer: Answer, control: TextBox | TickList) -> None:
        """Label, control and what follows it, each on its own lines."""
        self._words((Look.ANSWER, answer.label))
        if isinstance(control, TextBox):
            self.controls.text(self._page.paragraph(Look.AREA), control)
        else:
            self._boxes(control)
        self._words((Look.HINT, answer.after))

    def _line(self, answer: Answer, control: TextBox | ListBox) -> None:
        """Label, control and what follows it, on one line."""
        paragraph = self._page.paragraph(Look.ANSWER, answer.label)
        if answer.label:
            raw(paragraph).append(space())
        if isinstance(control, TextBox):
            self.controls.text(paragraph, control)
        else:
            self.controls.choice(paragraph, control)
        if answer.after:
            raw(paragraph).extend((space(), run(answer.after)))

    def _boxes(self, ticks: TickList) -> None:
        for box in ticks.boxes:
            paragraph = self._page.paragraph(Look.TICK)
            self.controls.tick(paragraph, ticks.field, box)
            raw(paragraph).extend((tab(), run(box.label)))
            if box.detail is not None:
                raw(paragraph).append(space())
                self.controls.text(paragraph, box.detail)
