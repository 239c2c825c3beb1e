"""How far a long work is, on standard error and only when that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import Progress, ProgressColumn, SpinnerColumn, TextColumn

from surveykit.cli.shown import for_rich

Piece = TypeVar("Piece")


def followed(work: Iterable[Piece], what: str, total: int) -> Iterator[Piece]:
    """Yields the results of a work of `total` pieces one by one, and shows a progress bar under its name."""
    with _bar() as bar:
        yield from bar.track(work, total, description=what)


@contextmanager
def counting(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar to be told how many pieces are done, and of how many."""
    with _bar() as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """A sign that something goes on whose length is not known."""
    with _bar(SpinnerColumn(), TextColumn("{task.description}")) as bar:
        bar.add_task(what, total=None)
        yield


def _bar(*columns: ProgressColumn) -> Progress:
    console = Console(file=for_rich(sys.stderr))
    # What is written meanwhile goes through the door to the terminal, not through rich.
    return Progress(
        *columns,
        console=console,
        transient=True,
        disable=not console.is_terminal,
        redirect_stdout=False,
        redirect_stderr=False,
    )
