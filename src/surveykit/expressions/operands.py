"""What may stand together: the typing rules over nodes whose own type is known."""

from __future__ import annotations

from collections.abc import Sequence

from surveykit.expressions.errors import ExpressionError, nearest, shown
from surveykit.expressions.syntax import ComparisonSign
from surveykit.expressions.tokens import Span
from surveykit.expressions.tree import Compare, Field, Literal, Node
from surveykit.expressions.types import (
    BOOLEAN,
    INTEGER,
    NULL,
    NUMBER,
    TEXT,
    Choice,
    Type,
    described,
    fits,
    is_numeric,
    is_textual,
    listed,
    wanted,
)

Placed = tuple[Node, Span]
"""A node and the place where it is written."""


def typed(node: Node, kind: Type) -> Node:
    """The node itself, except that a null takes the type."""
    return Literal(None, kind) if node.type == NULL else node


def expected(placed: Placed, kind: Type, whose: str = "") -> Node:
    """The node, when it is of the type; `whose` names who expects it, as in `'and' `."""
    node, span = placed
    if isinstance(kind, Choice) and _text(node) is not None:
        _check_option(placed, kind, "the expected list")
        return node
    if not fits(node.type, kind):
        expects = f"{whose}expects" if whose else "expected"
        raise span.error(f"{expects} {wanted(kind)}, found {described(node.type)}")
    return typed(node, kind)


def compared(sign: ComparisonSign, left: Placed, right: Placed, written: str, at: Span) -> Node:
    """The comparison of two nodes; `written` and `at` say which operator of the text asks for it."""
    for node, span in (left, right):
        if node.type == NULL:
            advice = "is not null" if sign == "<>" else "is null"
            raise span.error(f"a comparison with null is never true; write '{advice}' instead")
    one, other = left[0].type, right[0].type
    if is_numeric(one) and is_numeric(other):
        return Compare(sign, left[0], right[0])
    if not (one == other == BOOLEAN or (is_textual(one) and is_textual(other))):
        raise _between(left, right).error(f"cannot compare {described(one)} with {described(other)}")
    if sign not in ("=", "<>"):
        raise at.error(f"'{written}' expects numbers, found {described(one)}; only numbers have an order")
    _check_options(left, right)
    return Compare(sign, left[0], right[0])


def unified(placed: Sequence[Placed], whose: str, at: Span) -> tuple[tuple[Node, ...], Type]:
    """The nodes and the one type that holds the values of all of them."""
    some = [(node, span) for node, span in placed if node.type != NULL]
    if not some:
        raise at.error(f"{whose} expects at least one value that is not null, found only null")
    first = some[0][0].type
    for node, span in some:
        alike = node.type == first or any(of(node.type) and of(first) for of in (is_numeric, is_textual))
        if not alike:
            raise span.error(f"{whose} expects one type, found {described(node.type)} after {described(first)}")
    kind = _common([node for node, _ in some])
    return tuple(typed(node, kind) for node, _ in placed), kind


def _common(nodes: Sequence[Node]) -> Type:
    if is_numeric(nodes[0].type):
        return INTEGER if all(node.type == INTEGER for node in nodes) else NUMBER
    if not is_textual(nodes[0].type):
        return nodes[0].type
    codes: dict[str, None] = {}
    for node in nodes:
        text = _text(node)
        if isinstance(node.type, Choice):
            codes |= dict.fromkeys(node.type.codes)
        elif text is not None:
            codes[text] = None
        else:
            return TEXT
    return Choice(tuple(codes)) if any(isinstance(node.type, Choice) for node in nodes) else TEXT


def _check_options(left: Placed, right: Placed) -> None:
    for one, other in ((left, right), (right, left)):
        kind = one[0].type
        if not isinstance(kind, Choice):
            continue
        if _text(other[0]) is not None:
            _check_option(other, kind, _named(one[0]))
        if isinstance(other[0].type, Choice) and not set(kind.codes) & set(other[0].type.codes):
            raise _between(left, right).error(
                f"{_named(one[0])} ({listed(kind.codes)}) and {_named(other[0])} "
                f"({listed(other[0].type.codes)}) have no option in common, expected at least one"
            )


def _check_option(placed: Placed, kind: Choice, name: str) -> None:
    node, span = placed
    text = _text(node)
    if text is not None and text not in kind.codes:
        raise not_an_option(text, span, name, kind.codes)


def not_an_option(code: str, span: Span, name: str, codes: tuple[str, ...]) -> ExpressionError:
    """The error about a text that is not one of the codes of a list."""
    return span.error(f"{shown(code)} is not an option of {name} ({listed(codes)}){nearest(code, codes)}")


def _text(node: Node) -> str | None:
    return node.value if isinstance(node, Literal) and isinstance(node.value, str) else None


def _named(node: Node) -> str:
    return node.name if isinstance(node, Field) else "the choice"


def _between(left: Placed, right: Placed) -> Span:
    return left[1].to(right[1])
