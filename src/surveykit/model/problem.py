"""A reason why a survey does not hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from surveykit.texts import nearest

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a survey does not hold: where (keys and indexes from the root), what, and how far into it.

    `offset` counts characters inside an expression; `code` is stable.
    """

    code: str
    path: Path
    message: str
    offset: int | None = None

    def __str__(self) -> str:
        return f"{'.'.join(str(step) for step in self.path)}: {self.message}"


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """What is said of a name that nothing has, with the nearest that there is."""
    near = nearest(name, list(known))
    return f"unknown {what} '{name}'" + (f"; did you mean '{near}'?" if near else "")
