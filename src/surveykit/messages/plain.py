"""A document to be read as plain text: in a message, or where nothing else is at hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    Listing,
    Masthead,
    PageBreak,
    Paragraph,
    Table,
    Title,
    children,
)
from surveykit.texts import NBSP, canonical


def to_text(blocks: Iterable[Block]) -> str:
    """The blocks as text, one empty line between two; lines are as long as what they say. Controls show their label."""
    said = (canonical("\n".join(_lines(block))) for block in blocks)
    return "\n\n".join(one for one in said if one) + "\n"


_Text = Title | Heading | Paragraph | Chart | Answer
_List = Masthead | Listing | Facts | KeyFigures


def _lines(block: Block) -> Iterable[str]:
    match block:
        case Title() | Heading() | Paragraph() | Chart() | Answer():
            return _text_lines(block)
        case Masthead() | Listing() | Facts() | KeyFigures():
            return _list_lines(block)
        case Table():
            return _table_lines(block)
        case Group():
            return (to_text(children(block)).rstrip("\n"),)
        case Contents() | PageBreak():
            return ()
        case _:
            assert_never(block)


def _text_lines(block: _Text) -> Iterable[str]:
    match block:
        case Title(text=text, subtitle=subtitle):
            return (text.upper(), subtitle) if subtitle else (text.upper(),)
        case Heading(level=level, text=text):
            return (text.upper() if level == 1 else text,)
        case Paragraph(text=text):
            return (text,)
        case Chart(caption=caption, description=description):
            return (f"{caption}{NBSP}: {description}",)
        case Answer(label=label, after=after):
            return (f"{label} {after}".strip(),)
        case _:
            assert_never(block)


def _list_lines(block: _List) -> Iterable[str]:
    match block:
        case Masthead(issuer=issuer):
            return issuer
        case Listing(items=items):
            return (f"- {item}" for item in items)
        case Facts(rows=rows):
            return (line for term, said in rows for line in _fact_lines(term, said))
        case KeyFigures(figures=figures):
            return (" – ".join(filter(None, figure)) for figure in figures)
        case _:
            assert_never(block)


def _fact_lines(term: str, said: str) -> Iterator[str]:
    """A term with the first line of what it says; the other lines are indented by four spaces."""
    first, *more = said.split("\n")
    yield f"{term}{NBSP}: {first}"
    yield from (f"    {line}" for line in more)


def _table_lines(table: Table) -> Iterator[str]:
    yield table.caption
    yield from (" | ".join(cell.text for cell in row) for row in (table.header, *table.rows))
