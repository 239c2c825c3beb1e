"""What the targets of the expressions answer on rows: Python, DuckDB, and JavaScript in node."""

from __future__ import annotations

import json
import math
import subprocess
from collections.abc import Callable, Mapping, Sequence

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
)

Answer = int | float | bool | str | None
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
    """Same type and same value, to the bit: an INTEGER is an int in Python and a whole double elsewhere."""
    if one is None or other is None:
        return one is other
    if kind == INTEGER:
        return type(one) is int and type(other) is float and one == other
    if kind == NUMBER:
        alike = isinstance(one, float) and isinstance(other, float) and math.isfinite(one)
        return alike and one == other and math.copysign(1, float(one)) == math.copysign(1, float(other))
    return type(one) is type(other) is (bool if kind == BOOLEAN else str) and one == other


def in_python(expressions: Sequence[Expression], rows: Sequence[Row]) -> Answers:
    return [[evaluate(row) for row in rows] for evaluate in map(to_python, expressions)]


def in_sql(expressions: Sequence[Expression], rows: Sequence[Row]) -> Answers:
    connection, found = table(rows), []
    for start in range(0, len(expressions), 20):
        selected = ", ".join(to_sql(expression) for expression in expressions[start : start + 20])
        answers = connection.execute(f"SELECT {selected} FROM answers ORDER BY number").fetchall()
        found += [list(column) for column in zip(*answers, strict=True)]
    return found


PROGRAM = """\
"use strict";
%s
const functions = [%s];
const rows = %s;
const told = x => typeof x === "number" ? {number: Object.is(x, -0) ? "-0" : String(x)} : x === undefined ? {} : x;
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
    return json.loads(done.stdout, object_hook=_number)


def _number(told: dict[str, str]) -> float:
    """A number that JSON cannot tell in full: the sign of zero, what is not finite; KeyError on undefined."""
    return float(told["number"])


def disagreements(expressions: Sequence[Expression], rows: Sequence[Row], target: Target = in_sql) -> list[str]:
    """Where a target does not answer as Python does."""
    found = []
    for expression, ours, theirs in zip(
        expressions, in_python(expressions, rows), target(expressions, rows), strict=True
    ):
        for row, one, other in zip(rows, ours, theirs, strict=True):
            if not same(one, other, expression.type):
                found.append(f"{expression.text!r} on {row!r}: Python {one!r}, the other {other!r}")
    return found
