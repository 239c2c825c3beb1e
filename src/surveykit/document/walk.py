"""Walking a document: its controls, and the words that it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
            yield from _details(answer.control)


def _details(ticks: TickList) -> Iterator[TextBox]:
    """The text box beside each tick box that has one."""
    return (box.detail for box in ticks.boxes if box.detail is not None)


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


def _lines(block: Block) -> Iterator[tuple[str, str | None]]:
    """The lines of a block, each with the question that begins there."""
    match block:
        case Heading():
            yield block.text, block.question
        case Group():
            for inner in children(block):
                yield from _lines(inner)
        case Title() | Paragraph() | Contents() | Chart():
            yield from ((line, None) for line in _text_lines(block))
        case Masthead() | Listing() | Facts() | KeyFigures():
            yield from ((line, None) for line in _list_lines(block))
        case Table() | Answer() | PageBreak():
            yield from ((line, None) for line in _other_lines(block))
        case _:
            assert_never(block)


def _other_lines(block: Table | Answer | PageBreak) -> Iterable[str]:
    match block:
        case Table():
            return _table_lines(block)
        case Answer():
            return _answer_lines(block)
        case PageBreak():
            return ()
        case _:
            assert_never(block)


def _text_lines(block: Title | Paragraph | Contents | Chart) -> Iterable[str]:
    match block:
        case Title():
            return (line for line in (block.text, block.subtitle) if line)
        case Paragraph():
            return (block.text,)
        case Contents():
            return (block.title,)
        case Chart():
            return (block.caption,)
        case _:
            assert_never(block)


def _list_lines(block: Masthead | Listing | Facts | KeyFigures) -> Iterable[str]:
    match block:
        case Masthead():
            return block.issuer
        case Listing():
            return block.items
        case Facts():
            return _fact_lines(block)
        case KeyFigures():
            return (part for figure in block.figures for part in figure if part)
        case _:
            assert_never(block)


def _fact_lines(facts: Facts) -> Iterator[str]:
    for term, said in facts.rows:
        yield term
        yield from said.split("\n")


def _table_lines(table: Table) -> Iterator[str]:
    yield table.title
    yield from (cell.text for row in (table.header, *table.rows) for cell in row)


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
