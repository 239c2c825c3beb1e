"""What was written: the tree that the parser makes, before names and types are looked at."""

from __future__ import annotations

from typing import Literal as OneOf

from msgspec import Struct

from surveykit.expressions.tokens import Span

Scalar = int | float | bool | str | None
ArithmeticSign = OneOf["+", "-", "*", "/"]
ComparisonSign = OneOf["=", "<>", "<", "<=", ">", ">="]
Connective = OneOf["and", "or"]


class Constant(Struct, frozen=True):
    """A number, a text, true, false or null."""

    span: Span
    value: Scalar


class Name(Struct, frozen=True):
    """The name of a field or of a derived value."""

    span: Span
    name: str
    quoted: bool


class Call(Struct, frozen=True):
    """A function applied to arguments; `named` is the stretch of the function's name."""

    span: Span
    named: Span
    function: str
    arguments: tuple[Syntax, ...]


class Prefix(Struct, frozen=True):
    """`not a` or `-a`."""

    span: Span
    sign: OneOf["not", "-"]
    operand: Syntax


class Connected(Struct, frozen=True):
    """`a and b and c`, or the same with `or`."""

    span: Span
    sign: Connective
    operands: tuple[Syntax, ...]


class Calculated(Struct, frozen=True):
    """`a + b - c` or `a * b / c`: one run of operators of the same precedence, from left to right."""

    span: Span
    first: Syntax
    rest: tuple[tuple[ArithmeticSign, Syntax], ...]


class Compared(Struct, frozen=True):
    """`a < b`; `signed` is the stretch of the operator."""

    span: Span
    signed: Span
    sign: ComparisonSign
    left: Syntax
    right: Syntax


class Is(Struct, frozen=True):
    """`a is [not] null`, `a is [not] true`, `a is [not] false`."""

    span: Span
    operand: Syntax
    what: bool | None
    negated: bool


class Between(Struct, frozen=True):
    """`a [not] between low and high`; `signed` is the stretch of `between`."""

    span: Span
    signed: Span
    operand: Syntax
    low: Syntax
    high: Syntax
    negated: bool


class In(Struct, frozen=True):
    """`a [not] in (b, c)`; `signed` is the stretch of `in`."""

    span: Span
    signed: Span
    operand: Syntax
    items: tuple[Syntax, ...]
    negated: bool


class When(Struct, frozen=True):
    """`case when a then b … [else c] end`."""

    span: Span
    branches: tuple[tuple[Syntax, Syntax], ...]
    otherwise: Syntax | None


Operation = Prefix | Connected | Calculated
Test = Compared | Is | Between | In
Syntax = Constant | Name | Call | Operation | Test | When
