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
from surveykit.texts import canonical
from surveykit.words import Room

_said = Room("text")


def to_text(blocks: Iterable[Block], language: str) -> str:
    """The blocks as text, one empty line between two; lines are as long as what they say. Controls show their label."""
    said = (canonical("\n".join(_lines(block, language))) for block in blocks)
    return "\n\n".join(one for one in said if one) + "\n"


def _lines(block: Block, language: str) -> Iterator[str]:
    match block:
        case Masthead() | Title() | Heading() | Paragraph() | Listing():
            yield from _of_words(block)
        case Facts() | KeyFigures() | Table() | Chart():
            yield from _of_rows(block, language)
        case Answer(label=label, after=after):
            yield f"{label} {after}".strip()
        case Group():
            yield to_text(children(block), language).rstrip("\n")
        case Contents() | PageBreak():
            pass
        case _:
            assert_never(block)


def _of_words(block: Masthead | Title | Heading | Paragraph | Listing) -> Iterator[str]:
    match block:
        case Masthead(issuer=issuer):
            yield from issuer
        case Title(text=text, subtitle=subtitle):
            yield text.upper()
            yield from [subtitle] if subtitle else []
        case Heading(level=level, text=text):
            yield text.upper() if level == 1 else text
        case Paragraph(text=text):
            yield text
        case Listing(items=items):
            yield from (f"- {item}" for item in items)
        case _:
            assert_never(block)


def _of_rows(block: Facts | KeyFigures | Table | Chart, language: str) -> Iterator[str]:
    match block:
        case Facts(rows=rows):
            for term, said in rows:
                first, *more = said.split("\n")
                yield _said(language, "{term}: {text}", term=term, text=first)
                yield from (f"    {line}" for line in more)
        case KeyFigures(figures=figures):
            yield from (" – ".join(part for part in figure if part) for figure in figures)
        case Table(caption=caption, header=header, rows=rows):
            yield caption
            yield from (" | ".join(cell.text for cell in row) for row in (header, *rows))
        case Chart(caption=caption, description=description):
            yield _said(language, "{term}: {text}", term=caption, text=description)
        case _:
            assert_never(block)
