"""The numbers of tables and charts, in reading order."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from msgspec.structs import replace

from surveykit.document import Block, Chart, Numbering, Table, mapped
from surveykit.words import Room

_said = Room("report")


def numbered(language: str, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The same blocks, each table and each chart with its number."""
    tables, charts = count(1), count(1)

    def with_number(block: Block) -> Block:
        if isinstance(block, Table):
            return replace(block, numbering=Numbering(_said(language, "Table"), next(tables)))
        if isinstance(block, Chart):
            return replace(block, numbering=Numbering(_said(language, "Chart"), next(charts)))
        return mapped(block, with_number)

    return tuple(map(with_number, blocks))
