"""Walking a document: its controls, and the words that it shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from surveykit.document.blocks import (
    Answer,
    Block,
    Contents,
    Document,
    Facts,
    Group,
    Heading,
    KeyFigures,
    Listing,
    Masthead,
    PageBreak,
    Paragraph,
    Table,
    Title,
)
from surveykit.document.charts import Chart
from surveykit.document.controls import Control, ListBox, TextBox, TickList
from surveykit.document.tree import children, walked


def answers(blocks: tuple[Block, ...]) -> Iterator[Answer]:
    """Every answer block, in reading order."""
    return (block for block in walked(blocks) if isinstance(block, Answer))


def headings(blocks: tuple[Block, ...]) -> Iterator[Heading]:
    """Every heading, in reading order."""
    return (block for block in walked(blocks) if isinstance(block, Heading))


def listed(contents: Contents, blocks: tuple[Block, ...]) -> Iterator[tuple[int, Heading]]:
    """The headings of a document that a table of contents lists, each with its rank among all headings, from 1."""
    for rank, heading in enumerate(headings(blocks), start=1):
        if heading.level <= contents.depth:
            yield rank, heading


def controls(document: Document) -> Iterator[Control]:
    """Every control of a form, in reading order; the detail of a tick box comes right after its list."""
    for answer in answers(document.blocks):
        yield answer.control
        if isinstance(answer.control, TickList):
            yield from (box.detail for box in answer.control.boxes if box.detail is not None)


def lines(document: Document) -> Iterator[tuple[str, str | None]]:
    """The words shown outside every control, a paragraph at a time, each with the question it stands under.

    Every renderer shows these words in this order and, in the body of the page, no others: what a returned
    file holds beside them was added by its respondent. Of a chart they are the caption: what is drawn is no line,
    and its numbers stand in the table beside it. A table of contents stands outside every group.
    """
    question: str | None = None
    for block in document.blocks:
        for line, found in _lines(block):
            question = found if found is not None else question
            yield line, question
        if isinstance(block, Contents):
            yield from ((heading.text, question) for _, heading in listed(block, document.blocks))


def _lines(block: Block) -> Iterator[tuple[str, str | None]]:  # noqa: C901, PLR0912 (one branch per kind of block)
    match block:
        case Masthead():
            yield from ((line, None) for line in block.issuer)
        case Title():
            yield from ((line, None) for line in (block.text, block.subtitle) if line)
        case Contents():
            yield block.title, None
        case Heading():
            yield block.text, block.question
        case Paragraph():
            yield block.text, None
        case Listing():
            yield from ((item, None) for item in block.items)
        case Facts():
            for term, said in block.rows:
                yield term, None
                yield from ((line, None) for line in said.split("\n"))
        case KeyFigures():
            yield from ((part, None) for figure in block.figures for part in figure if part)
        case Table():
            yield block.title, None
            yield from ((cell.text, None) for row in (block.header, *block.rows) for cell in row)
        case Chart():
            yield block.caption, None
        case Answer():
            yield from ((line, None) for line in _answer_lines(block))
        case Group():
            for inner in children(block):
                yield from _lines(inner)
        case PageBreak():
            pass
        case _:
            assert_never(block)


def _answer_lines(answer: Answer) -> Iterator[str]:
    match answer.control:
        case TextBox(lines=1) | ListBox():
            yield f"{answer.label} {answer.after}".strip()
        case TextBox():
            yield answer.label
            yield answer.after
        case TickList(boxes=boxes):
            yield answer.label
            yield from (box.label for box in boxes)
            yield answer.after
        case _:
            assert_never(answer.control)
