"""How large: the values of a number, and the tree of an expression once it is written out in SQL."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from surveykit.expressions.syntax import ArithmeticSign, Scalar
from surveykit.expressions.tree import (
    Absolute,
    Calculate,
    Case,
    Coalesce,
    CountTicked,
    HasOption,
    Literal,
    Negate,
    Node,
    made_of,
)
from surveykit.expressions.types import INTEGER

HIGHEST = 120
LARGEST = 4_000
LONGEST_RUN = 200
"""Operands of one run of operators: DuckDB plans 900 of them in 5 seconds, 200 in 0.1."""

_OF_A_VALUE = 54
_FINITE = 1_024
_SAFE = 1_023
_WHOLE = 126


def may_overflow(first: Node, rest: Sequence[tuple[ArithmeticSign, Node]]) -> bool:
    """Whether the result can be infinite, given that the fields keep to their bound of 2**53."""
    return max(_run_exponents(first, rest)) > _SAFE


def may_exceed(first: Node, rest: Sequence[tuple[ArithmeticSign, Node]]) -> bool:
    """Whether a step of whole numbers can be beyond `GREATEST_WHOLE`, given that the fields keep to their bound."""
    return max(_run_exponents(first, rest)) > _WHOLE


def _run_exponents(first: Node, rest: Sequence[tuple[ArithmeticSign, Node]]) -> Iterator[int]:
    """For each step of the run, a number e such that its result is at most 2**e."""
    bound = _exponent(first)
    for sign, operand in rest:
        match sign:
            case "+" | "-":
                bound = max(bound, _exponent(operand)) + 1
            case "*":
                bound += _exponent(operand)
            case "/":
                bound -= _least_exponent(operand)
            case _:
                assert_never(sign)
        yield bound


def _least_exponent(divisor: Node) -> int:
    """A number e such that the divisor is zero or has a magnitude of at least 2**e."""
    if isinstance(divisor, Literal) and isinstance(divisor.value, int | float):
        return math.frexp(divisor.value)[1] - 1 if divisor.value else 0
    return 0 if divisor.type == INTEGER else -1_074


def _exponent(node: Node) -> int:
    """A number e such that the magnitude of the (numeric) node is at most 2**e."""
    match node:
        case Literal(value):
            return _exponent_of_literal(value)
        case Negate(operand) | Absolute(operand):
            return _exponent(operand)
        case Calculate():
            return _FINITE if node.may_overflow else [*_run_exponents(node.first, node.rest)][-1]
        case Coalesce(operands):
            return max(map(_exponent, operands))
        case Case(branches, otherwise):
            return max(map(_exponent, (otherwise, *(result for _, result in branches))))
        case _:
            return _OF_A_VALUE


def _exponent_of_literal(value: Scalar) -> int:
    return math.frexp(value)[1] if isinstance(value, int | float) else 0


def height_and_size(root: Node) -> tuple[int, int]:
    """The levels of the tree, and the number of its nodes once written out.

    What SQL has to repeat is counted as often as it is written. A divisor counts three times: DuckDB expands
    NULLIF(x, 0) to a CASE that holds x twice, and plans it slowly (20 divisors inside each other: minutes).
    """
    known: dict[int, tuple[int, int]] = {}

    def measure(node: Node) -> tuple[int, int]:
        if id(node) not in known:
            parts = [(*measure(part), times) for part, times in _parts(node)]
            height = 1 + max((height for height, _, _ in parts), default=0)
            known[id(node)] = height, 1 + sum(size * times for _, size, times in parts)
        return known[id(node)]

    return measure(root)


def _parts(node: Node) -> Iterable[tuple[Node, int]]:
    """The nodes under a node, each with the number of times that it is written."""
    match node:
        case HasOption():
            return ()
        case CountTicked(field, codes):
            return [(field, len(codes))]
        case Calculate():
            return _parts_of_run(node)
        case _:
            return [(part, 1) for part in made_of(node)]


def _parts_of_run(node: Calculate) -> Iterator[tuple[Node, int]]:
    times = 2 if node.may_overflow else 1
    yield node.first, times
    for sign, operand in node.rest:
        yield operand, times * (3 if sign == "/" else 1)
