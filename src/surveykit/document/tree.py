"""The document as a tree: what a block contains, and a block with other contents.

The type checker names a new container block in `_apart`, on which both rest; all that walks a document goes through
them, so that nothing inside it can be skipped in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import assert_never

from msgspec.structs import replace

from surveykit.document.blocks import (
    Answer,
    Block,
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
)
from surveykit.document.charts import Chart


def children(block: Block) -> tuple[Block, ...]:
    """The blocks inside a block, in reading order; empty for a block that contains none."""
    return _apart(block)[0]


def mapped(block: Block, change: Callable[[Block], Block]) -> Block:
    """The same block with `change` applied to each block inside it, in reading order; one that contains none as it is.

    `change` is not applied to the block itself nor to grandchildren. It recurses where that is wanted:

        def shouted(block: Block) -> Block:
            if isinstance(block, Heading):
                return replace(block, text=block.text.upper())
            return mapped(block, shouted)
    """
    inside, together = _apart(block)
    return together(tuple(change(one) for one in inside))


def _apart(block: Block) -> tuple[tuple[Block, ...], Callable[[tuple[Block, ...]], Block]]:
    """The blocks inside a block, and what makes the same block of others."""
    match block:
        case Group():
            return block.blocks, lambda inside: replace(block, blocks=inside)
        case (
            Masthead()
            | Title()
            | Contents()
            | Heading()
            | Paragraph()
            | Listing()
            | Facts()
            | KeyFigures()
            | Table()
            | Chart()
            | Answer()
            | PageBreak()
        ):
            return (), lambda _: block
        case _:
            assert_never(block)


def walked(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block of a tree in reading order, a container before what it contains."""
    for block in blocks:
        yield block
        yield from walked(children(block))
