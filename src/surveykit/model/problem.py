"""One reason why a survey does not hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from surveykit.texts import nearest

Path = tuple[str | int, ...]
"""Keys and indexes from the root of a definition."""


class Problem(Struct, frozen=True):
    """One reason why a survey does not hold: where (keys and indexes from the root), what, and how far into it.

    `offset` counts characters inside an expression or a text; `code` is stable.
    """

    code: str
    path: Path
    message: str
    offset: int | None = None

    def __str__(self) -> str:
        return f"{'.'.join(str(step) for step in self.path)}: {self.message}"


def twice(codes: Iterable[tuple[str, Path]], what: str) -> Iterator[Problem]:
    """A problem for each code that stood before."""
    seen: set[str] = set()
    for code, path in codes:
        if code in seen:
            yield Problem("duplicate_code", path, f"{what} '{code}' stands twice: give each its own")
        seen.add(code)


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """That a name is not known, and the nearest that is."""
    names = list(known)
    near = nearest(name, names)
    return f"unknown {what} '{name}'" + (f"; did you mean '{near}'?" if near else "")
