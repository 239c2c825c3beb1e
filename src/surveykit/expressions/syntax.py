"""What was written: the tree that the parser makes, before names and types are looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf

from surveykit.expressions.tokens import Span

Scalar = int | float | bool | str | None
ArithmeticSign = OneOf["+", "-", "*", "/"]
ComparisonSign = OneOf["=", "<>", "<", "<=", ">", ">="]
Connective = OneOf["and", "or"]


@dataclass(frozen=True)
class Constant:
    """A number, a text, true, false or null."""

    span: Span
    value: Scalar


@dataclass(frozen=True)
class Name:
    """The name of a field or of a derived value."""

    span: Span
    name: str
    quoted: bool


@dataclass(frozen=True)
class Call:
    """A function applied to arguments; `named` is the stretch of the function's name."""

    span: Span
    named: Span
    function: str
    arguments: tuple[Syntax, ...]


@dataclass(frozen=True)
class Prefix:
    """`not a` or `-a`."""

    span: Span
    sign: OneOf["not", "-"]
    operand: Syntax


@dataclass(frozen=True)
class Connected:
    """`a and b and c`, or the same with `or`."""

    span: Span
    sign: Connective
    operands: tuple[Syntax, ...]


@dataclass(frozen=True)
class Calculated:
    """`a + b - c` or `a * b / c`: one run of operators of the same precedence, from left to right."""

    span: Span
    first: Syntax
    rest: tuple[tuple[ArithmeticSign, Syntax], ...]


@dataclass(frozen=True)
class Compared:
    """`a < b`; `signed` is the stretch of the operator."""

    span: Span
    signed: Span
    sign: ComparisonSign
    left: Syntax
    right: Syntax


@dataclass(frozen=True)
class Is:
    """`a is [not] null`, `a is [not] true`, `a is [not] false`."""

    span: Span
    operand: Syntax
    what: bool | None
    negated: bool


@dataclass(frozen=True)
class Between:
    """`a [not] between low and high`; `signed` is the stretch of `between`."""

    span: Span
    signed: Span
    operand: Syntax
    low: Syntax
    high: Syntax
    negated: bool


@dataclass(frozen=True)
class In:
    """`a [not] in (b, c)`; `signed` is the stretch of `in`."""

    span: Span
    signed: Span
    operand: Syntax
    items: tuple[Syntax, ...]
    negated: bool


@dataclass(frozen=True)
class When:
    """`case when a then b … [else c] end`."""

    span: Span
    branches: tuple[tuple[Syntax, Syntax], ...]
    otherwise: Syntax | None


Syntax = Constant | Name | Call | Prefix | Connected | Calculated | Compared | Is | Between | In | When
