"""The tree of a small report, word for word: what a change of the report changes is seen in its difference.

To accept a change, run this file as a program: it writes the tree again.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from msgspec import Struct

from small_release import charted_survey, small_release
from surveykit.compose.report import report
from surveykit.document import Block, Cell, Document, Group, Table

TREE = Path(__file__).with_name("report_tree.txt")


def tree(document: Document) -> str:
    """A line for each block, and for each row of a table."""
    return "".join(f"{line}\n" for block in document.blocks for line in _block(block, ""))


def _block(block: Block, indent: str) -> Iterator[str]:
    if isinstance(block, Group):
        yield f"{indent}Group"
        for inner in block.blocks:
            yield from _block(inner, indent + "  ")
    elif isinstance(block, Table):
        yield f"{indent}Table {block.title} ({block.description}) {block.widths}"
        for row in (block.header, *block.rows):
            yield f"{indent}  | {' | '.join(map(_cell, row))} |"
    else:
        said = [f"{one}={_value(getattr(block, one))}" for one in block.__struct_fields__]
        yield f"{indent}{type(block).__name__} {' '.join(said)}".rstrip()


def _cell(cell: Cell) -> str:
    marks = [name for name in ("number", "header", "withheld") if getattr(cell, name)]
    return f"{cell.text} [{' '.join(marks)}]" if marks else cell.text


def _value(value: object) -> str:
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, tuple):
        return f"({', '.join(map(_value, value))})"
    if isinstance(value, Struct):
        said = (f"{one}={_value(getattr(value, one))}" for one in value.__struct_fields__)
        return f"{type(value).__name__}({', '.join(said)})"
    return str(value)


def made() -> str:
    survey = charted_survey()
    return tree(report(survey, small_release(survey)))


def test_the_tree_is_the_one_that_was_accepted() -> None:
    assert made() == TREE.read_text(encoding="utf-8")


if __name__ == "__main__":
    TREE.write_text(made(), encoding="utf-8")
