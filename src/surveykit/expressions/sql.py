"""The target SQL: standard text that DuckDB and Spark both run unchanged; every number in it is a DOUBLE."""

from __future__ import annotations

import re
from collections.abc import Callable
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
    Length,
    Literal,
    Negate,
    Node,
    Not,
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


def quoted(name: str) -> str:
    """The name between double quotes, those inside doubled."""
    return '"' + name.replace('"', '""') + '"'


def to_sql(expression: Expression, column: Callable[[str], str] = quoted) -> str:
    """The SQL expression, between parentheses where needed; `column` gives the SQL of a column from its name.

    Columns have the type of their field (INTEGER and NUMBER: any numeric type); a Choices field F has one
    BOOLEAN column `F__O` per option, all NULL when it was not answered. A number comes out as DOUBLE, whole
    if the expression is INTEGER.
    """
    return _Writer(column).sql(expression.root)


class _Writer:
    def __init__(self, column: Callable[[str], str]) -> None:
        self.column = column

    def sql(self, node: Node) -> str:  # noqa: C901, PLR0911, PLR0912 (one branch per node)
        match node:
            case Literal(value, kind):
                return _literal(value, kind)
            case Field(name, kind):
                return self.field(name, kind)
            case HasOption(field, option):
                return self.option(field, option)
            case CountTicked(field, codes):
                one = [f"CASE WHEN {self.option(field, code)} THEN 1 ELSE 0 END" for code in codes]
                ticks = " + ".join(one)
                return f"CAST(CASE WHEN {self.sql(field)} IS NOT NULL THEN {ticks} END AS DOUBLE)"
            case CountKnown(operands):
                known = (f"CASE WHEN {self.sql(operand)} IS NULL THEN 0 ELSE 1 END" for operand in operands)
                return f"CAST({' + '.join(known)} AS DOUBLE)"
            case IsNull(operand):
                return f"({self.sql(operand)} IS NULL)"
            case Not(operand):
                return f"(NOT {self.sql(operand)})"
            case Connect(sign, operands):
                return self.joined(f" {sign.upper()} ", operands)
            case Compare(sign, left, right):
                return f"({self.sql(left)} {sign} {self.sql(right)})"
            case In(operand, items):
                return f"({self.sql(operand)} IN {self.joined(', ', items)})"
            case Calculate():
                return self.calculated(node)
            case Negate(operand):
                return f"(- {self.sql(operand)})"
            case Absolute(operand):
                return f"ABS({self.sql(operand)})"
            case Length(operand):
                return f"CAST(LENGTH({self.sql(operand)}) AS DOUBLE)"
            case Coalesce(operands):
                return f"COALESCE{self.joined(', ', operands)}"
            case Case(branches, otherwise):
                whens = " ".join(f"WHEN {self.sql(when)} THEN {self.sql(then)}" for when, then in branches)
                return f"CASE {whens} ELSE {self.sql(otherwise)} END"
            case _:
                assert_never(node)

    def joined(self, separator: str, nodes: tuple[Node, ...]) -> str:
        return "(" + separator.join(self.sql(node) for node in nodes) + ")"

    def field(self, name: str, kind: Type) -> str:
        """The column of a field; of a Choices field its first option, which is NULL when the field is."""
        if isinstance(kind, Choices):
            return self.column(f"{name}__{kind.codes[0]}")
        return f"CAST({self.column(name)} AS DOUBLE)" if is_numeric(kind) else self.column(name)

    def option(self, field: Field, option: str) -> str:
        return self.column(f"{field.name}__{option}")

    def calculated(self, node: Calculate) -> str:
        run = self.sql(node.first)
        for sign, operand in node.rest:
            run += f" {sign} {self.divisor(operand) if sign == '/' else self.sql(operand)}"
        if not node.may_overflow:
            return f"({run})"
        return f"CASE WHEN ({run}) BETWEEN -{_GREATEST_DOUBLE} AND {_GREATEST_DOUBLE} THEN ({run}) END"

    def divisor(self, node: Node) -> str:
        never_zero = isinstance(node, Literal) and node.value
        return self.sql(node) if never_zero else f"NULLIF({self.sql(node)}, 0e0)"


def _literal(value: Scalar, kind: Type) -> str:
    match value:
        case None:
            return _null(kind)
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            digits = repr(value)
            return digits if "e" in digits else f"{digits}e0"
        case str():
            return _text(value)
        case _:
            assert_never(value)


def _null(kind: Type) -> str:
    match kind:
        case Integer() | Number():
            return "CAST(NULL AS DOUBLE)"
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
