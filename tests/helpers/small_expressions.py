"""Random expressions over a few fields with a few answers each: all that can be answered can be tried."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence

from surveykit.expressions import BOOLEAN, INTEGER, TEXT, Choice, Choices, Expression, Type, Value, parse
from surveykit.expressions.telling import Ranges

SMALL: Mapping[str, Type] = {
    "s": INTEGER,
    "v": INTEGER,
    "p": BOOLEAN,
    "q": BOOLEAN,
    "c": Choice(("a", "b", "d")),
    "w": Choices(("x", "y")),
    "t": TEXT,
}
ENDS: Ranges = {"s": (0, 2), "v": (-1, 1)}
ANSWERS: Mapping[str, Sequence[Value]] = {
    "s": (0, 1, 2),
    "v": (-1, 0, 1),
    "p": (False, True),
    "q": (False, True),
    "c": ("a", "b", "d"),
    "w": (frozenset("x"), frozenset("y"), frozenset("xy")),
    "t": ("", "z"),
}


class SmallAuthor:
    """Expressions over a few fields with a few answers each: all that can be answered can be tried."""

    def __init__(self, chance: random.Random) -> None:
        self.pick = chance.choice

    def number(self, depth: int) -> str:
        if depth <= 0:
            return self.pick(("s", "v", "s", "0", "1", "2", "count_ticked(w)", "count_answered(s, p, c)"))
        one, two = self.number(depth - 1), self.number(depth - 1)
        return self.pick(
            (
                f"({one} {self.pick('+-*/')} {two})",
                f"-({one})",
                f"abs({one})",
                f"coalesce({one}, {two})",
                f"case when {self.truth(depth - 1)} then {one} else {two} end",
                f"case when {self.truth(depth - 1)} then {one} end",
            )
        )

    def truth(self, depth: int) -> str:
        if depth <= 0:
            field, code, tick = self.pick("svpqcwt"), self.pick("abd"), self.pick("xy")
            return self.pick(
                (
                    "p",
                    "q",
                    f"answered({field})",
                    f"({field} is null)",
                    f"(c = '{code}')",
                    f"has(w, '{tick}')",
                    "said_nothing(t)",
                )
            )
        one, two = self.truth(depth - 1), self.truth(depth - 1)
        low, high = self.number(depth - 1), self.number(depth - 1)
        sign = self.pick(("=", "<>", "<", "<=", ">", ">="))
        return self.pick(
            (
                f"({one} and {two})",
                f"({one} or {two})",
                f"({one} or not {one})",
                f"(not {one})",
                f"({one}) = ({two})",
                f"(({one}) is {self.pick(('true', 'not true', 'null', 'not null'))})",
                f"(({low}) {sign} ({high}))",
                f"(({low}) {sign} ({low}))",
                f"(({low}) in (0, 1, {high}))",
                f"(({low}) between 0 and ({high}))",
                f"(c in ('a', 'b', '{self.pick('bd')}'))",
            )
        )


def small_expressions(seed: int, count: int) -> Iterator[Expression]:
    chance = random.Random(seed)
    author = SmallAuthor(chance)
    for _ in range(count):
        depth = chance.randint(1, 3)
        yield parse(chance.choice((author.truth, author.truth, author.number))(depth), SMALL)
