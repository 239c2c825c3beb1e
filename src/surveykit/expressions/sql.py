"""The target SQL: standard text that DuckDB and Spark both run unchanged.

Whole numbers are BIGINT, of which both engines refuse a result that is too large; `wide` makes the same text for
numbers of 38 digits, which takes two to five times as long. Every other number is a DOUBLE.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal as OneOf
from typing import assert_never

from surveykit.expressions.syntax import Scalar
from surveykit.expressions.tree import (
    Absolute,
    Calculate,
    Case,
    Coalesce,
    Compare,
    Connect,
    CountKnown,
    CountTicked,
    Expression,
    Field,
    HasOption,
    In,
    IsNull,
    Leaf,
    Length,
    Literal,
    Logical,
    Negate,
    Node,
    Not,
    Numeric,
    Selection,
    in_doubles,
)
from surveykit.expressions.types import (
    Boolean,
    Choice,
    Choices,
    Integer,
    Null,
    Number,
    Text,
    Type,
    is_numeric,
)

_GREATEST_DOUBLE = "1.7976931348623157e308"
_SPECIAL = re.compile(r"(['\\$])")
_QUOTED = r"'[^']*'|\"(?:[^\"]|\"\")*\""
_WHOLE = re.compile(rf"{_QUOTED}|( AS BIGINT\))")
_RECORDED = re.compile(rf"{_QUOTED}|CAST\((-?\d+) AS (?:BIGINT|DECIMAL\(38, 0\))\)|( AS (?:BIGINT|DECIMAL\(38, 0\))\))")

Kind = OneOf["BIGINT", "DOUBLE"]


def sql_name(name: str) -> str:
    """The name between double quotes, those inside doubled."""
    return '"' + name.replace('"', '""') + '"'


def to_sql(expression: Expression, column: Callable[[str], str] = sql_name, *, double: bool = False) -> str:
    """The SQL expression, between parentheses where needed; `column` gives the SQL of a column from its name.

    Columns have the type of their field (INTEGER and NUMBER: any numeric type); a Choices field F has one
    BOOLEAN column `F__O` per option, all NULL when it was not answered. An INTEGER expression comes out as BIGINT, a
    NUMBER as DOUBLE. A whole number that is too large for its type is an error of the query, never NULL: a figure must
    not leave anyone out in silence. With `double`, it is computed in double precision: rounded, but never an error.
    """
    return _SqlWriter(column).sql(expression.root, double=double)


def wide(sql: str) -> str:
    """A text whose whole numbers are BIGINT, with numbers of 38 digits instead."""
    return _WHOLE.sub(lambda found: " AS DECIMAL(38, 0))" if found[1] else found[0], sql)


@lru_cache(maxsize=10_000)
def as_recorded(sql: str) -> str:
    """What releases call an answer that is computed by this SQL: the text of when every number was a DOUBLE.

    What a release told is compared with what earlier ones told by these names, so they stay as they are.
    """
    return _RECORDED.sub(lambda found: f"{found[1]}e0" if found[1] else " AS DOUBLE)" if found[2] else found[0], sql)


class _SqlWriter:
    def __init__(self, column: Callable[[str], str]) -> None:
        self.column = column

    def sql(self, node: Node, *, double: bool = False) -> str:
        """The SQL of a node; that of a whole number in double precision when `double` is set."""
        double = double or in_doubles(node)
        kind: Kind = "DOUBLE" if double else "BIGINT"
        if isinstance(node, Leaf):
            return self.leaf(node, kind)
        if isinstance(node, Logical):
            return self.logical(node)
        if isinstance(node, Numeric):
            return self.numeric(node, kind, double=double)
        return self.selected(node, double=double)

    def leaf(self, node: Leaf, kind: Kind) -> str:
        match node:
            case Literal(value, of):
                return _literal(value, of, kind)
            case Field(name, of):
                return self.field(name, of, kind)
            case HasOption(field, option):
                return self.option(field, option)
            case CountTicked(field, codes):
                one = [f"CASE WHEN {self.option(field, code)} THEN 1 ELSE 0 END" for code in codes]
                ticks = " + ".join(one)
                return f"CAST(CASE WHEN {self.sql(field)} IS NOT NULL THEN {ticks} END AS {kind})"
            case _:
                assert_never(node)

    def logical(self, node: Logical) -> str:
        match node:
            case IsNull(operand):
                return f"({self.sql(operand)} IS NULL)"
            case Not(operand):
                return f"(NOT {self.sql(operand)})"
            case Connect(sign, operands):
                return f"({f' {sign.upper()} '.join(map(self.sql, operands))})"
            case Compare(sign, left, right):
                one_side, other = self.meeting((left, right))
                return f"({one_side} {sign} {other})"
            case In(operand, items):
                first, *others = self.meeting((operand, *items))
                return f"({first} IN ({', '.join(others)}))"
            case _:
                assert_never(node)

    def numeric(self, node: Numeric, kind: Kind, *, double: bool) -> str:
        match node:
            case CountKnown(operands):
                known = (f"CASE WHEN {self.sql(operand)} IS NULL THEN 0 ELSE 1 END" for operand in operands)
                return f"CAST({' + '.join(known)} AS {kind})"
            case Calculate():
                return self.calculated(node, double=double)
            case Negate(operand):
                return f"(- {self.sql(operand, double=double)})"
            case Absolute(operand):
                return f"ABS({self.sql(operand, double=double)})"
            case Length(operand):
                return f"CAST(LENGTH({self.sql(operand)}) AS {kind})"
            case _:
                assert_never(node)

    def selected(self, node: Selection, *, double: bool) -> str:
        match node:
            case Coalesce(operands):
                return f"COALESCE({', '.join(self.meeting(operands, double=double))})"
            case Case(branches, otherwise):
                *results, last = self.meeting((*(then for _, then in branches), otherwise), double=double)
                tests = (self.sql(when) for when, _ in branches)
                whens = " ".join(f"WHEN {when} THEN {then}" for when, then in zip(tests, results, strict=True))
                return f"CASE {whens} ELSE {last} END"
            case _:
                assert_never(node)

    def meeting(self, nodes: Sequence[Node], *, double: bool = False) -> list[str]:
        """Values that meet, in double precision when one of them may have decimals."""
        double = double or in_doubles(*nodes)
        return [self.sql(node, double=double) for node in nodes]

    def field(self, name: str, of: Type, kind: Kind) -> str:
        """The column of a field; of a Choices field its first option, which is NULL when the field is."""
        if isinstance(of, Choices):
            return self.column(f"{name}__{of.codes[0]}")
        return f"CAST({self.column(name)} AS {kind})" if is_numeric(of) else self.column(name)

    def option(self, field: Field, option: str) -> str:
        return self.column(f"{field.name}__{option}")

    def calculated(self, node: Calculate, *, double: bool) -> str:
        run = self.sql(node.first, double=double)
        for sign, operand in node.rest:
            term = self.sql(operand, double=double)
            run += f" {sign} {_divisor(operand, term) if sign == '/' else term}"
        if not double or not node.may_overflow:
            return f"({run})"
        return f"CASE WHEN ({run}) BETWEEN -{_GREATEST_DOUBLE} AND {_GREATEST_DOUBLE} THEN ({run}) END"


def _divisor(node: Node, term: str) -> str:
    never_zero = isinstance(node, Literal) and node.value
    return term if never_zero else f"NULLIF({term}, 0e0)"


def _literal(value: Scalar, of: Type, kind: Kind) -> str:
    match value:
        case None:
            return _null(of, kind)
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number(value, kind)
        case str():
            return _text(value)
        case _:
            assert_never(value)


def _number(value: float, kind: Kind) -> str:
    digits = repr(value)
    if kind == "BIGINT":
        return f"CAST({digits} AS BIGINT)"
    return digits if "e" in digits else f"{digits}e0"


def _null(of: Type, kind: Kind) -> str:
    match of:
        case Integer() | Number():
            return f"CAST(NULL AS {kind})"
        case Boolean():
            return "CAST(NULL AS BOOLEAN)"
        case Text() | Choice() | Choices():
            return "CAST(NULL AS STRING)"
        case Null():
            return "NULL"
        case _:
            assert_never(kind)


def _text(value: str) -> str:
    """A text without the characters that the dialects read differently: quotes, backslashes, `${…}`."""
    split = filter(None, _SPECIAL.split(value))
    pieces = [f"CHR({ord(piece)})" if _SPECIAL.match(piece) else f"'{piece}'" for piece in split]
    return f"({' || '.join(pieces)})" if len(pieces) > 1 else "".join(pieces) or "''"
