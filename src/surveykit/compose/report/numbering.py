"""The numbers of tables and charts, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from msgspec.structs import replace

from surveykit.compose.report import words
from surveykit.document import Block, Chart, Group, Numbering, Table


def numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The same blocks, each table and each chart with its number."""
    return tuple(_each(blocks, count(1), count(1)))


def _each(blocks: Iterable[Block], tables: Iterator[int], charts: Iterator[int]) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Table():
                yield replace(block, numbering=Numbering(words.TABLE, next(tables)))
            case Chart():
                yield replace(block, numbering=Numbering(words.CHART, next(charts)))
            case Group():
                yield Group(tuple(_each(block.blocks, tables, charts)))
            case _:
                yield block
