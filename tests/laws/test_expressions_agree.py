"""Law: an expression has one meaning; Python and DuckDB give the same value, of the same type, on any row."""

from __future__ import annotations

import ast
import math
import random
import time
from collections.abc import Iterator, Mapping, Sequence

import duckdb
import pytest

from surveykit.expressions import (
    BOOLEAN,
    INTEGER,
    NUMBER,
    TEXT,
    Choice,
    Choices,
    Expression,
    ExpressionError,
    Value,
    parse,
    python,
    to_python,
    to_sql,
)
from surveykit.expressions.types import Type

Row = Mapping[str, Value | None]
Answer = int | float | bool | str | None

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
INTEGERS = (0, 1, 2, 3, 5, 7, -1, -4, 100, 2**31, 2**53, -(2**53))
NUMBERS = (0.0, -0.0, 0.1, 0.2, 0.3, 1.0, 1.5, 2.0, -2.5, 1 / 3, 5e-324, 1e-300, 1e15, 9007199254740992.0)
COLUMNS = {INTEGER: "BIGINT", NUMBER: "DOUBLE", BOOLEAN: "BOOLEAN"}
EXPRESSIONS, ROWS = 2_000, 60


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
            return self.pick("p", "q", "true", "false", "(null or p)", "has(w, 'x')", "answered(i)", "answered(w)")
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


def written(seed: int, count: int) -> Iterator[Expression]:
    author = Author(random.Random(seed))
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


def table(rows: Sequence[Row]) -> duckdb.DuckDBPyConnection:
    columns: list[tuple[str, str]] = []
    for name, kind in SCHEMA.items():
        if isinstance(kind, Choices):
            columns += [(f"{name}__{code}", "BOOLEAN") for code in kind.codes]
        else:
            columns.append((name, COLUMNS.get(kind, "VARCHAR")))
    connection = duckdb.connect()
    quoted = ", ".join(f'"{name.replace(chr(34), chr(34) * 2)}" {kind}' for name, kind in columns)
    connection.execute(f"CREATE TABLE answers (number INTEGER, {quoted})")
    marks = ", ".join("?" * (len(columns) + 1))
    for number, row in enumerate(rows):
        values = [cell for name, kind in SCHEMA.items() for cell in cells(row.get(name), kind)]
        connection.execute(f"INSERT INTO answers VALUES ({marks})", [number, *values])
    return connection


def cells(value: Value | None, kind: Type) -> list[Value | None]:
    if not isinstance(kind, Choices):
        return [value]
    return [None if value is None else code in value for code in kind.codes if not isinstance(value, int | float | str)]


def same(one: Answer, other: Answer, kind: Type) -> bool:
    """Same type and same value, to the bit: an INTEGER is an int in Python and a whole DOUBLE in SQL."""
    if one is None or other is None:
        return one is other
    if kind == INTEGER:
        return type(one) is int and type(other) is float and one == other
    if kind == NUMBER:
        alike = isinstance(one, float) and isinstance(other, float) and math.isfinite(one)
        return alike and one == other and math.copysign(1, float(one)) == math.copysign(1, float(other))
    return type(one) is type(other) is (bool if kind == BOOLEAN else str) and one == other


def disagreements(expressions: Sequence[Expression], rows: Sequence[Row]) -> list[str]:
    connection = table(rows)
    found = []
    for start in range(0, len(expressions), 20):
        batch = expressions[start : start + 20]
        selected = ", ".join(to_sql(expression) for expression in batch)
        answers = connection.execute(f"SELECT {selected} FROM answers ORDER BY number").fetchall()
        for index, expression in enumerate(batch):
            evaluate = to_python(expression)
            for row, answer in zip(rows, answers, strict=True):
                one, other = evaluate(row), answer[index]
                if not same(one, other, expression.type):
                    found.append(f"{expression.text!r} on {row!r}: Python {one!r}, SQL {other!r}")
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_python_and_sql_agree_on_every_expression_and_row(seed: int) -> None:
    assert disagreements(list(written(seed, EXPRESSIONS // 2)), some_rows(seed, ROWS)) == []


def test_the_law_looks_at_values_that_matter() -> None:
    rows = some_rows(3, ROWS)
    expressions = list(written(3, 200))
    kinds = {expression.type for expression in expressions}
    values = [evaluate(row) for evaluate in map(to_python, expressions) for row in rows]
    assert {INTEGER, NUMBER, BOOLEAN, TEXT} <= kinds
    assert 0.1 < sum(value is None for value in values) / len(values) < 0.7
    assert all(any(value is truth for value in values) for truth in (True, False))


def two_valued(self: python._Function, sign: str, atoms: list[python._Atom]) -> python._Atom:
    """An `or` that takes what is unknown for false, as most programming languages do."""
    truths = [python._is(atom.at, True) for atom in atoms]
    return self.put(python._any(truths) if sign == "or" else ast.BoolOp(ast.And(), truths), nullable=False)


def mixed_arithmetic(self: python._Function, atom: python._Atom) -> python._Atom:
    """Integers that stay Python's own, which are exact beyond 2**53 and have no negative zero."""
    return atom


@pytest.mark.parametrize(
    ("method", "mutant"), [("connected", two_valued), ("in_double", mixed_arithmetic)], ids=["or", "double"]
)
def test_the_law_has_teeth(method: str, mutant: object, monkeypatch: pytest.MonkeyPatch) -> None:
    arithmetic = ("-i * 0.5", "i + j + 1 - i", "i * j * 3", "abs(i * j) + m")
    expressions = [*written(1, 100), *(parse(text, SCHEMA) for text in arithmetic)]
    rows = some_rows(1, ROWS)
    monkeypatch.setattr(python._Function, method, mutant)
    assert len(disagreements(expressions, rows)) > 5


@pytest.mark.parametrize("text", ["m / n", "i / n - j / m", "(1 / m) * (1 / n)", "(i / n) / (j / m)", "1 / n * 0"])
def test_a_result_that_is_not_finite_is_null_in_both(text: str) -> None:
    expression = parse(text, SCHEMA)
    rows: list[Row] = [{"i": i, "j": 3, "m": m, "n": n} for i in (0, 2**53) for m in NUMBERS for n in NUMBERS]
    assert disagreements([expression], rows) == []
    assert any(to_python(expression)(row) is None for row in rows)


def test_products_that_may_overflow_are_guarded_and_sums_are_not() -> None:
    rows: list[Row] = [{"m": m, "n": 2.0} for m in NUMBERS]
    product = parse(" * ".join(["m"] * 30), SCHEMA)
    assert disagreements([product], rows) == []
    assert to_python(product)({"m": 2.0**53}) is None
    assert "BETWEEN" in to_sql(product)
    assert "BETWEEN" not in to_sql(parse("(i + m * n - 3) / 7 + i / j", SCHEMA))


@pytest.mark.parametrize("size", [50, 200])
def test_long_runs_agree(size: int) -> None:
    runs = ["+".join(["i"] * size), "-".join(["m"] * size), "p" + " or q" * (size // 5)]
    runs.append(f"coalesce({','.join(['i'] * size)})")
    assert disagreements([parse(text, SCHEMA) for text in runs], some_rows(5, 20)) == []


def test_the_deepest_divisors_that_are_accepted_run_in_no_time() -> None:
    deepest, text = None, "m"
    with pytest.raises(ExpressionError, match="too large"):
        for _ in range(30):
            text = f"(i / {text})"
            deepest = parse(text, SCHEMA)
    assert deepest is not None
    before = time.perf_counter()
    assert disagreements([deepest], some_rows(6, ROWS)) == []
    assert time.perf_counter() - before < 2
