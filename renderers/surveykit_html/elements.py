"""Each kind of block as an element."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count
from typing import Protocol, assert_never

from markupsafe import Markup

from surveykit.document import (
    Answer,
    Block,
    Chart,
    Contents,
    Facts,
    Group,
    Heading,
    KeyFigures,
    Listing,
    Masthead,
    PageBreak,
    Paragraph,
    Role,
    Table,
    Title,
    listed,
)
from surveykit.texts import canonical
from surveykit_html.charts import chart_svg
from surveykit_html.style import column_class
from surveykit_html.writing import fill, lined

_ROLES: Mapping[Role, str] = {
    Role.BODY: "body",
    Role.LEAD: "lead",
    Role.QUESTION: "question",
    Role.HINT: "hint",
    Role.NOTE: "note",
    Role.LEGEND: "legend",
    Role.WARNING: "warning",
}


class Answers(Protocol):
    """Writes answers, to be filled in or only to be read."""

    def element(self, answer: Answer, asked: str, /) -> Markup:
        """An answer; `asked` is the anchor of the text of the question above it, empty when there is none."""


class Elements:
    """Writes blocks from templates; the anchors of its headings and tables are numbered in their order."""

    def __init__(
        self, answers: Answers, blocks: tuple[Block, ...], prefix: str = "section-", chart_family: str = ""
    ) -> None:
        """`blocks` are those of the whole document, which a table of contents lists.

        `prefix` begins the anchors of headings; `chart_family` is the font of charts, the page's when empty.
        """
        self._answers = answers
        self._blocks = blocks
        self._prefix = prefix
        self._chart_family = chart_family
        self._charts = count(1)
        self._headings = count(1)
        self._tables = count(1)
        self._question = ""
        self._asked = ""

    def all(self, blocks: Iterable[Block]) -> Markup:
        """The blocks one after the other."""
        return Markup("").join(self._element(block) for block in blocks)

    def _element(self, block: Block) -> Markup:
        match block:
            case Contents():
                made = self._contents(block)
            case Heading():
                made = self._heading(block)
            case Paragraph():
                made = self._paragraph(block)
            case Table():
                made = self._table(block)
            case Chart():
                made = self._chart(block)
            case Answer():
                made = self._answers.element(block, self._asked)
            case Group():
                made = self._group(block)
            case Masthead() | Title() | Listing() | Facts() | KeyFigures() | PageBreak():
                made = _of_words(block)
            case _:
                assert_never(block)
        return made

    def _contents(self, contents: Contents) -> Markup:
        entries = [
            (heading.level, f"{self._prefix}{rank}", lined(heading.text))
            for rank, heading in listed(contents, self._blocks)
        ]
        return fill("contents", anchor="contents", title=lined(contents.title), entries=entries)

    def _chart(self, chart: Chart) -> Markup:
        anchor = f"chart-{next(self._charts)}"
        drawing = chart_svg(chart, anchor, self._chart_family)
        return fill("chart", anchor=anchor, caption=lined(chart.caption), drawing=drawing)

    def _heading(self, heading: Heading) -> Markup:
        anchor = f"{self._prefix}{next(self._headings)}"
        self._question = anchor if heading.question is not None else ""
        self._asked = ""
        return headed(heading, anchor)

    def _paragraph(self, paragraph: Paragraph) -> Markup:
        anchor = ""
        if paragraph.role is Role.QUESTION and self._question and not self._asked:
            anchor = self._asked = f"{self._question}-q"
        return said(paragraph, anchor)

    def _group(self, group: Group) -> Markup:
        """A group; that of a question is named by the question's heading and text."""
        blocks = self.all(group.blocks)
        name = f"{self._question} {self._asked}".strip() if any(map(is_question, group.blocks)) else ""
        return fill("group", blocks=blocks, name=name)

    def _table(self, table: Table) -> Markup:
        return fill(
            "table",
            anchor=f"table-{next(self._tables)}",
            caption=lined(table.title),
            description=canonical(table.description),
            columns=[column_class(table, column) for column in range(len(table.widths))],
            header=[(cell, lined(cell.text)) for cell in table.header],
            rows=[[(cell, lined(cell.text)) for cell in row] for row in table.rows],
        )


def headed(heading: Heading, anchor: str = "") -> Markup:
    """A heading; level 1 is under the title, which alone is `h1`."""
    level = min(max(heading.level, 1), 5) + 1
    return fill("heading", level=level, anchor=anchor, text=lined(heading.text))


def said(paragraph: Paragraph, anchor: str = "") -> Markup:
    """A paragraph with the look of its role."""
    return fill("paragraph", role=_ROLES[paragraph.role], anchor=anchor, text=lined(paragraph.text))


def is_question(block: Block) -> bool:
    """Whether a block opens a question."""
    return isinstance(block, Heading) and block.question is not None


def _of_words(block: Masthead | Title | Listing | Facts | KeyFigures | PageBreak) -> Markup:
    """A block that is only words: no anchor leads to it and it holds no other block."""
    match block:
        case Masthead():
            made = fill("masthead", lines=_each(block.issuer))
        case Title():
            made = fill("title", text=lined(block.text), subtitle=lined(block.subtitle))
        case Listing():
            made = fill("listing", items=_each(block.items))
        case Facts():
            made = fill("facts", rows=[_each(row) for row in block.rows])
        case KeyFigures():
            made = fill("key_figures", figures=[_each(figure) for figure in block.figures])
        case PageBreak():
            made = fill("page_break")
        case _:
            assert_never(block)
    return made


def _each(texts: Iterable[str]) -> list[Markup]:
    return [lined(text) for text in texts]


def opening(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The masthead that a document opens with, if it does, and the rest."""
    if blocks and isinstance(blocks[0], Masthead):
        return blocks[:1], blocks[1:]
    return (), blocks
