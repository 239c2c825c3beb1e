"""The pieces of a Python function: where a value is, and the tests that most of its statements are made of."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from msgspec import Struct

from surveykit.expressions.syntax import Scalar

NULL = ast.Constant(None)


class Atom(Struct, frozen=True):
    """Where a value is (a variable or a constant), if it can be None, and if it is a float for sure."""

    at: ast.expr
    nullable: bool = True
    is_float: bool = False


def called(function: str, argument: ast.expr) -> ast.expr:
    """The call of a function with one argument."""
    return ast.Call(ast.Name(function, ast.Load()), [argument], [])


def is_the(at: ast.expr, constant: Scalar) -> ast.expr:
    """Whether a value is None, True or False itself."""
    return ast.Compare(at, [ast.Is()], [ast.Constant(constant)])


def is_null(atom: Atom) -> ast.expr:
    """Whether a value is None."""
    return is_the(atom.at, None) if atom.nullable else ast.Constant(value=False)


def any_of(conditions: list[ast.expr]) -> ast.expr:
    """Whether one of one condition or more holds."""
    return conditions[0] if len(conditions) == 1 else ast.BoolOp(ast.Or(), conditions)


def nulls(operands: Iterable[Atom]) -> list[ast.expr]:
    """Of each of several values that can be None: whether it is."""
    return [is_the(operand.at, None) for operand in operands if operand.nullable]


def unless(conditions: list[ast.expr], value: ast.expr, instead: ast.expr = NULL) -> ast.expr:
    """A value, or another one when one of the conditions holds; without conditions, the value itself."""
    return ast.IfExp(any_of(conditions), instead, value) if conditions else value


def unless_null(operands: list[Atom], value: ast.expr) -> ast.expr:
    """A value, or None when one of those that it is made of is None."""
    return unless(nulls(operands), value)
