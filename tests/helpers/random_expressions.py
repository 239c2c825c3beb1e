"""Random expressions of every type over one schema, and rows of awkward values, a third of them missing."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

from surveykit.expressions import (
    BOOLEAN,
    INTEGER,
    NUMBER,
    TEXT,
    Choice,
    Choices,
    Expression,
    Type,
    Value,
    parse,
)

Row = Mapping[str, Value | None]

OPTIONS = ("yes", "no", "partly", "l'été")
TICKS = ("x", "y", "z")
SCHEMA: Mapping[str, Type] = {
    "i": INTEGER,
    "j": INTEGER,
    "end": INTEGER,
    "m": NUMBER,
    "n": NUMBER,
    "p": BOOLEAN,
    "q": BOOLEAN,
    "t": TEXT,
    "u": TEXT,
    "c": Choice(OPTIONS),
    "d": Choice(OPTIONS[:3]),
    "w": Choices(TICKS),
    'a "b"': Choices(TICKS[:2]),
}
TEXTS = ("", "a", "A", "é", "e\u0301", "😀", "é😀x", "it's", "\\", "a ", "${x}", "ß")
INTEGERS = (0, 1, 2, 3, 5, 7, -1, -4, 100, 2**31 - 1, 2**31, 10**12, 94906267, 2**53 - 1, 2**53, -(2**53))
NUMBERS = (0.0, -0.0, 0.1, 0.2, 0.3, 1.0, 1.5, 2.0, -2.5, 1 / 3, 5e-324, 1e-300, 1e15, 9007199254740992.0)


class Author:
    """Writes expressions of a wanted type, at random."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def pick(self, *texts: str) -> str:
        return self.chance.choice(texts)

    def number(self, depth: int) -> str:
        if depth <= 0:
            return self.pick("i", "j", '"end"', "m", "n", "i", "m", "0", "1", "2", "0.1", "1.5", "-3", "1000000.25")
        one, two = self.number(depth - 1), self.number(depth - 1)
        sign, other = self.pick("+", "-", "*", "/"), self.pick("+", "-", "*", "/")
        return self.pick(
            f"{one} {sign} {two}",
            f"({one}) {sign} ({two})",
            f"({one} {sign} {two}) {other} ({self.number(depth - 1)})",
            f"-({one})",
            f"abs({one})",
            f"length({self.text(depth - 1)})",
            f"coalesce({one}, {two})",
            f"case when {self.boolean(depth - 1)} then {one} when {self.boolean(0)} then null else {two} end",
            f"case when {self.boolean(depth - 1)} then {one} end",
            self.pick("count_ticked(w)", 'count_ticked("a ""b""")', 'count_answered(i, w, t, p, "a ""b""")'),
        )

    def text(self, depth: int) -> str:
        if depth <= 0:
            literal = "'" + self.chance.choice(TEXTS).replace("'", "''") + "'"
            return self.pick("t", "u", literal, literal)
        one, two = self.text(depth - 1), self.text(depth - 1)
        return self.pick(
            f"coalesce({one}, {two})",
            f"case when {self.boolean(depth - 1)} then {one} else {two} end",
            "t",
            "u",
        )

    def boolean(self, depth: int) -> str:
        if depth <= 0:
            return self.pick(
                "p", "q", "true", "false", "(null or p)", "has(w, 'x')", "answered(i)", "answered(w)", "said_nothing(t)"
            )
        one, two, three = (self.boolean(depth - 1) for _ in range(3))
        low, mid, high = (self.number(depth - 1) for _ in range(3))
        sign, equal, negation = (
            self.pick("=", "<>", "<", "<=", ">", ">="),
            self.pick("=", "<>"),
            self.pick("", "not"),
        )
        return self.pick(
            f"({one}) and ({two})",
            f"({one}) or ({two}) or ({three})",
            f"not ({one})",
            f"implies({one}, {two})",
            f"({one}) is {negation} {self.pick('true', 'false', 'null')}",
            f"({low}) {sign} ({high})",
            f"({mid}) {negation} between ({low}) and ({high})",
            f"({mid}) {negation} in ({low}, {high}, 2)",
            f"({mid}) {negation} in (0, 1, 2, -3, 0.1)",
            f"({low}) is {negation} null",
            f"coalesce({one}, {two})",
            f"case when {one} then {two} else {three} end",
            self.leaf(equal, negation),
        )

    def leaf(self, equal: str, negation: str) -> str:
        return self.pick(
            f"c {equal} 'l''été'",
            f"c {equal} d",
            f"c {negation} in ('yes', 'partly')",
            f"coalesce(d, 'none') {equal} 'none'",
            f"p {equal} q",
            f"coalesce(t, 'é') {equal} {self.text(1)}",
            f"t {negation} in ({self.text(0)}, u)",
            'has(w, \'y\') and not has("a ""b""", \'x\')',
            f"w is {negation} null",
        )

    def any(self) -> str:
        depth = self.chance.randint(1, 4)
        return self.chance.choice((self.boolean, self.boolean, self.number, self.text))(depth)


class WholeAuthor(Author):
    """Writes of whole numbers, which soon are larger than a double or 64 bits hold, and sometimes than 38 digits."""

    def number(self, depth: int) -> str:
        if depth <= 0:
            return self.pick("i", "j", '"end"', "i", "j", "1", "2", "-3", "1000000", "length(t)")
        one, two, three = (self.number(depth - 1) for _ in range(3))
        sign = self.pick("+", "-", "*")
        return self.pick(
            f"({one}) {sign} ({two})",
            f"({one}) {sign} ({two})",
            f"({one}) * ({two}) - ({three})",
            f"-({one})",
            f"abs({one})",
            f"coalesce({one}, {two})",
            f"case when {self.boolean(depth - 1)} then {one} else {two} end",
        )


def written(seed: int, count: int, writer: type[Author] = Author) -> Iterator[Expression]:
    author = writer(random.Random(seed))
    while count:
        text = author.any()
        if len(text) <= 2_000:
            count -= 1
            yield parse(text, SCHEMA)


def a_value(kind: Type, chance: random.Random) -> Value:
    if kind == INTEGER:
        return chance.choice(INTEGERS)
    if kind == NUMBER:
        return chance.choice(NUMBERS)
    if kind == BOOLEAN:
        return chance.random() < 0.5
    if isinstance(kind, Choices):
        return frozenset(code for code in kind.codes if chance.random() < 0.5)
    return chance.choice(kind.codes if isinstance(kind, Choice) else TEXTS)


def some_rows(seed: int, count: int) -> list[Row]:
    """Rows with 30 % of the answers missing, half of them by their key."""
    chance = random.Random(seed)
    rows: list[Row] = []
    for _ in range(count):
        row = {name: None if chance.random() < 0.3 else a_value(kind, chance) for name, kind in SCHEMA.items()}
        rows.append({name: value for name, value in row.items() if value is not None or chance.random() < 0.5})
    return rows
