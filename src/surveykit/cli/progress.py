"""How far a long work is, on standard error and only when that is a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import Progress, track

Piece = TypeVar("Piece")


def followed(work: Iterable[Piece], what: str, total: int) -> Iterator[Piece]:
    """Yields the results of a work of `total` pieces one by one, and shows a progress bar under its name."""
    console = Console(stderr=True)
    yield from track(work, what, total, console=console, transient=True, disable=not console.is_terminal)


@contextmanager
def counting(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar to be told how many pieces are done, and of how many."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """A sign that something goes on whose length is not known."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    with console.status(what):
        yield
