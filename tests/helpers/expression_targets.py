"""What the targets of the expressions answer on rows: Python, DuckDB, and JavaScript in node."""

from __future__ import annotations

import json
import math
import subprocess
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

import duckdb

from random_expressions import SCHEMA, Row
from surveykit.expressions import (
    BOOLEAN,
    INTEGER,
    NUMBER,
    RUNTIME,
    Choices,
    Expression,
    Type,
    Value,
    to_javascript,
    to_python,
    to_sql,
    wide,
)
from surveykit.expressions.tree import Calculate, Node, made_of

Answer = int | float | bool | str | None
TOO_LARGE: Final[str] = "too large"
"""What SQL refuses to compute."""
Answers = list[list[Answer]]
"""The answers of each expression on each row."""
Target = Callable[[Sequence[Expression], Sequence[Row]], Answers]

COLUMNS = {INTEGER: "BIGINT", NUMBER: "DOUBLE", BOOLEAN: "BOOLEAN"}


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
    """Same type and same value, to the bit."""
    if one is None or other is None:
        return one is other
    if kind == INTEGER:
        return type(one) is type(other) is int and one == other
    if kind == NUMBER:
        alike = isinstance(one, float) and isinstance(other, float) and math.isfinite(one)
        return alike and one == other and math.copysign(1, float(one)) == math.copysign(1, float(other))
    return type(one) is type(other) is (bool if kind == BOOLEAN else str) and one == other


def in_python(expressions: Sequence[Expression], rows: Sequence[Row]) -> Answers:
    return [[evaluate(row) for row in rows] for evaluate in map(to_python, expressions)]


def in_sql(expressions: Sequence[Expression], rows: Sequence[Row]) -> Answers:
    """What DuckDB answers: in 64 bits, or in 38 digits where those are too few; TOO_LARGE where it refuses."""
    connection, found = table(rows), []
    for start in range(0, len(expressions), 20):
        some = expressions[start : start + 20]
        try:
            found += _selected(connection, some, [to_sql(one) for one in some])
        except duckdb.OutOfRangeException:
            found += [_wide(connection, one, rows) for one in some]
    return found


def _wide(connection: duckdb.DuckDBPyConnection, expression: Expression, rows: Sequence[Row]) -> list[Answer]:
    text = wide(to_sql(expression))
    try:
        return _selected(connection, [expression], [text])[0]
    except duckdb.OutOfRangeException:
        # What two places have in common is computed before, outside of TRY, unless that is left out.
        connection.execute("SET disabled_optimizers = 'common_subexpressions'")
        answers = _selected(connection, [expression], [f"TRY({text})"])[0]
        connection.execute("RESET disabled_optimizers")
        return [
            TOO_LARGE if one is None and too_large(expression, row) else one
            for one, row in zip(answers, rows, strict=True)
        ]


def _selected(
    connection: duckdb.DuckDBPyConnection, expressions: Sequence[Expression], texts: Sequence[str]
) -> Answers:
    answers = connection.execute(f"SELECT {', '.join(texts)} FROM answers ORDER BY number").fetchall()
    columns = zip(*answers, strict=True)
    whole = [one.type == INTEGER for one in expressions]
    return [
        [integer(cell) if is_whole else cell for cell in column]
        for is_whole, column in zip(whole, columns, strict=True)
    ]


def integer(cell: object) -> Answer:
    """The whole number that a BIGINT or a DECIMAL(38, 0) comes out as."""
    assert cell is None or (isinstance(cell, int | Decimal) and cell == int(cell)), cell
    return None if cell is None else int(cell)


def too_large(expression: Expression, row: Row) -> bool:
    """Whether some calculation in it has no result in whole numbers though all that it is made of is known."""

    def value(node: Node) -> Answer:
        return to_python(Expression("", node, node.type, frozenset()))(row)

    def found(node: Node) -> bool:
        mine = isinstance(node, Calculate) and node.type == INTEGER and value(node) is None
        return (mine and all(value(one) is not None for one in made_of(node))) or any(map(found, made_of(node)))

    return found(expression.root)


PROGRAM = """\
"use strict";
%s
const functions = [%s];
const rows = %s;
const told = x => typeof x === "number" ? {number: Object.is(x, -0) ? "-0" : String(x)}
  : typeof x === "bigint" ? {number: String(x)} : x === undefined ? {} : x;
process.stdout.write(JSON.stringify(functions.map(f => rows.map(v => told(f(v))))));
"""


def in_javascript(
    expressions: Sequence[Expression], rows: Sequence[Row | Mapping[str, object]], runtime: str = RUNTIME
) -> Answers:
    """What node answers, in one process; evaluating strings as code is forbidden there."""
    functions = ",\n".join(f"v => {to_javascript(expression)}" for expression in expressions)
    program = PROGRAM % (runtime, functions, json.dumps(list(rows), default=sorted))
    command = ["node", "--disallow-code-generation-from-strings", "-"]
    done = subprocess.run(command, input=program, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-2_000:]
    answers = json.loads(done.stdout, object_hook=Told)
    return [
        [_number(one, expression.type) for one in column]
        for column, expression in zip(answers, expressions, strict=True)
    ]


class Told(dict[str, str]):
    """A number that JSON cannot tell in full: the sign of zero, what is not finite, one of 38 digits."""


def _number(told: Answer | Told, kind: Type) -> Answer:
    """KeyError on undefined."""
    if not isinstance(told, Told):
        return told
    return int(Decimal(told["number"])) if kind == INTEGER else float(told["number"])


def disagreements(expressions: Sequence[Expression], rows: Sequence[Row], target: Target = in_sql) -> list[str]:
    """Where a target does not answer as Python does."""
    found = []
    for expression, ours, theirs in zip(
        expressions, in_python(expressions, rows), target(expressions, rows), strict=True
    ):
        for row, one, other in zip(rows, ours, theirs, strict=True):
            if other is not TOO_LARGE and not same(one, other, expression.type):
                found.append(f"{expression.text!r} on {row!r}: Python {one!r}, the other {other!r}")
    return found
