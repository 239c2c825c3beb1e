"""Tables on the terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table

from surveykit.cli.shown import for_rich, shown

WIDE = 200
"""Columns of a table that is not shown on a terminal: wide enough to cut nothing."""


def print_table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Prints a table to standard output, in full when it is not a terminal."""
    console = Console(
        file=for_rich(sys.stdout),
        width=None if sys.stdout.isatty() else WIDE,
        no_color=bool(os.environ.get("NO_COLOR")),
    )
    table = Table(title=_plain(title), box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for name in header:
        table.add_column(_plain(name), overflow="fold")
    for row in rows:
        table.add_row(*(_plain(cell) for cell in row))
    console.print(table)


def _plain(cell: str) -> str:
    return shown(cell).replace("[", r"\[")
