"""The typed tree: what an expression means.

A target has one function for each of `Leaf`, `Logical`, `Numeric` and `Selection`; each ends in assert_never.
What is whole is computed in whole numbers. Where a number that may have decimals takes part, in an operation, in a
comparison or as another branch, all that leads to the result is computed in double precision (`in_doubles`).
A value is unknown (null) when what it is made of is unknown, except where a node says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from msgspec import Struct

from surveykit.expressions.syntax import ArithmeticSign, ComparisonSign, Connective, Scalar
from surveykit.expressions.types import BOOLEAN, INTEGER, NUMBER, Boolean, Integer, Type

Value = int | float | bool | str | frozenset[str]
"""The answer to a field; the codes that were ticked for a field of type Choices (possibly none)."""


class Literal(Struct, frozen=True):
    """A value written in the expression; None is null."""

    value: Scalar
    type: Type


class Field(Struct, frozen=True):
    """The answer to a field; Choices only under IsNull, HasOption, CountTicked and CountKnown."""

    name: str
    type: Type


class HasOption(Struct, frozen=True):
    """Whether an option of a Choices field was ticked."""

    field: Field
    option: str
    type: ClassVar[Boolean] = BOOLEAN


class CountTicked(Struct, frozen=True):
    """How many options of a Choices field were ticked; `codes` are all its options."""

    field: Field
    codes: tuple[str, ...]
    type: ClassVar[Integer] = INTEGER


class CountKnown(Struct, frozen=True):
    """How many of the operands are not null; never null."""

    operands: tuple[Node, ...]
    type: ClassVar[Integer] = INTEGER


class IsNull(Struct, frozen=True):
    """Whether the operand is null; never null."""

    operand: Node
    type: ClassVar[Boolean] = BOOLEAN


class Not(Struct, frozen=True):
    """The contrary of a boolean."""

    operand: Node
    type: ClassVar[Boolean] = BOOLEAN


class Connect(Struct, frozen=True):
    """Kleene's `and` (false wins over null, null over true) or `or` (true wins, then null)."""

    sign: Connective
    operands: tuple[Node, ...]
    type: ClassVar[Boolean] = BOOLEAN


class Compare(Struct, frozen=True):
    """Two numbers by order; two booleans or two texts by equality only."""

    sign: ComparisonSign
    left: Node
    right: Node
    type: ClassVar[Boolean] = BOOLEAN


class In(Struct, frozen=True):
    """Whether the operand equals one of the items: the Kleene `or` of the equalities."""

    operand: Node
    items: tuple[Node, ...]
    type: ClassVar[Boolean] = BOOLEAN


class Calculate(Struct, frozen=True):
    """Operations from left to right; a divisor of zero makes null.

    Of whole numbers (INTEGER) each step is exact, and null when it is beyond `GREATEST_WHOLE`. Of other numbers, and
    wherever this stands among such, all is in double precision; with `may_overflow`, a result that is not finite is
    null. (Within the run an infinity never becomes finite again, so testing the last result tests them all.)
    """

    first: Node
    rest: tuple[tuple[ArithmeticSign, Node], ...]
    may_overflow: bool
    type: Type


class Negate(Struct, frozen=True):
    """The opposite of a number."""

    operand: Node
    type: Type


class Absolute(Struct, frozen=True):
    """The magnitude of a number."""

    operand: Node
    type: Type


class Length(Struct, frozen=True):
    """The number of Unicode code points of a text."""

    operand: Node
    type: ClassVar[Integer] = INTEGER


class Coalesce(Struct, frozen=True):
    """The first operand that is not null, or null."""

    operands: tuple[Node, ...]
    type: Type


class Case(Struct, frozen=True):
    """The result of the first branch whose condition is true (neither false nor null), else `otherwise`."""

    branches: tuple[tuple[Node, Node], ...]
    otherwise: Node
    type: Type


Leaf = Literal | Field | HasOption | CountTicked
"""The nodes that are computed of nothing: a constant, an answer, or ticks."""
Logical = IsNull | Not | Connect | Compare | In
"""The truth values that are computed of other nodes."""
Numeric = CountKnown | Calculate | Negate | Absolute | Length
"""The numbers that are computed of other nodes."""
Selection = Coalesce | Case
"""The nodes that have the value of one of those that they hold."""
Node = Leaf | Logical | Numeric | Selection


def in_doubles(*nodes: Node) -> bool:
    """Whether values that meet are computed in double precision: some may have decimals."""
    return any(node.type == NUMBER for node in nodes)


def made_of(node: Node) -> Iterator[Node]:
    """The nodes that a node holds, in order; not those inside them."""
    if isinstance(node, Literal | Field):  # most nodes are one of these, and hold none
        return
    for name in node.__struct_fields__:
        yield from _nodes(getattr(node, name))


def _nodes(held: object) -> Iterator[Node]:
    if isinstance(held, tuple):
        for one in held:
            yield from _nodes(one)
    elif isinstance(held, Node):
        yield held


class Expression(Struct, frozen=True):
    """A text that was parsed and checked, and what it means.

    `names` are the fields that it depends on, those of the derived values that it uses included.
    """

    text: str
    root: Node
    type: Type
    names: frozenset[str]
