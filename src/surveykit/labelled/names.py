"""Names and labels within what a statistics program takes: nothing cut in the middle of a word, no two alike."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable

from msgspec import Struct

from surveykit.texts import squeezed

_FOREIGN = re.compile(r"[^A-Za-z0-9_]+")
_DIGITS = 4


class Limits(Struct, frozen=True):
    """What a program takes: lengths as `size` measures them (characters, or bytes of UTF-8), and forbidden names."""

    name: int
    label: int
    value_label: int
    title: int
    text: int
    size: Callable[[str], int]
    reserved: frozenset[str]


def variable_names(names: Iterable[str], limits: Limits) -> dict[str, str]:
    """The name of a variable for each name: itself where the program takes it, else one as near as may be.

    A name that is too long ends in four hexadecimal digits of its digest, so that it does not depend on its
    neighbours. No two are alike, capitals aside.
    """
    wanted = list(names)
    fitting = {name: name for name in wanted if _fits(name, limits)}
    taken = {name.casefold() for name in fitting}
    for name in wanted:
        if name not in fitting:
            fitting[name] = _new_name(name, limits, taken)
            taken.add(fitting[name].casefold())
    return {name: fitting[name] for name in wanted}


def _fits(name: str, limits: Limits) -> bool:
    return _plain(name) == name and len(name) <= limits.name and name.casefold() not in limits.reserved


def _plain(name: str) -> str:
    """A name in plain letters, digits and underscores, that begins with a letter."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    bare = _FOREIGN.sub("_", bare).strip("_")
    return bare if bare[:1].isalpha() else f"v_{bare}".rstrip("_")


def _new_name(name: str, limits: Limits, taken: set[str]) -> str:
    plain = _plain(name)
    if len(plain) <= limits.name and plain.casefold() not in limits.reserved | taken:
        return plain
    # A second digest is needed only when the first is taken too.
    for round_ in range(1000):
        ending = "_" + hashlib.sha256(f"{name}{round_ or ''}".encode()).hexdigest()[:_DIGITS]
        shorter = plain[: limits.name - len(ending)].rstrip("_") + ending
        if shorter.casefold() not in taken:
            return shorter
    raise AssertionError(f"no free name for {name!r}")


def shortened(text: str, limit: int, size: Callable[[str], int]) -> str:
    """A text on one line no longer than a limit, cut after a whole word, with an ellipsis where it was cut."""
    line = squeezed(text)
    if size(line) <= limit:
        return line
    kept = ""
    for word in line.split(" "):
        longer = f"{kept} {word}" if kept else word
        if size(f"{longer}…") > limit:
            break
        kept = longer
    return f"{kept.rstrip(' ,;:.–(«')}…" if kept else cut(line, limit, size)


def cut(text: str, limit: int, size: Callable[[str], int]) -> str:
    """A text whose lines are kept, no longer than a limit, with an ellipsis where it was cut."""
    if size(text) <= limit:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if size(f"{text[:middle]}…") <= limit else (low, middle - 1)
    return f"{text[:low]}…"
