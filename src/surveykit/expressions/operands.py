"""What may stand together: the typing rules over nodes whose own type is known."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

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
    _refuse_null(left, sign)
    _refuse_null(right, sign)
    if not (is_numeric(left[0].type) and is_numeric(right[0].type)):
        _check_alike(left, right)
        if sign not in ("=", "<>"):
            found = described(left[0].type)
            raise at.error(f"'{written}' expects numbers, found {found}; only numbers have an order")
        _check_options(left, right)
    return Compare(sign, left[0], right[0])


def _refuse_null(placed: Placed, sign: ComparisonSign) -> None:
    node, span = placed
    if node.type == NULL:
        advice = "is not null" if sign == "<>" else "is null"
        raise span.error(f"a comparison with null is never true; write '{advice}' instead")


def _check_alike(left: Placed, right: Placed) -> None:
    """That both are booleans or both texts."""
    one, other = left[0].type, right[0].type
    if not (one == other == BOOLEAN or (is_textual(one) and is_textual(other))):
        raise _between(left, right).error(f"cannot compare {described(one)} with {described(other)}")


def unified(placed: Sequence[Placed], whose: str, at: Span) -> tuple[tuple[Node, ...], Type]:
    """The nodes and the one type that holds the values of all of them."""
    some = [(node, span) for node, span in placed if node.type != NULL]
    if not some:
        raise at.error(f"{whose} expects at least one value that is not null, found only null")
    first = some[0][0].type
    for node, span in some:
        if not _unite(node.type, first):
            raise span.error(f"{whose} expects one type, found {described(node.type)} after {described(first)}")
    kind = _common([node for node, _ in some])
    return tuple(typed(node, kind) for node, _ in placed), kind


def _unite(one: Type, other: Type) -> bool:
    """Whether some type holds the values of both: they are the same, both numeric or both textual."""
    return one == other or any(of(one) and of(other) for of in (is_numeric, is_textual))


def _common(nodes: Sequence[Node]) -> Type:
    first = nodes[0].type
    if is_numeric(first):
        return INTEGER if all(node.type == INTEGER for node in nodes) else NUMBER
    return _common_text(nodes) if is_textual(first) else first


def _common_text(nodes: Sequence[Node]) -> Type:
    """The options of all, when there is a choice and each other text is written in the expression; else TEXT."""
    every = [_codes(node) for node in nodes]
    if None in every or not any(isinstance(node.type, Choice) for node in nodes):
        return TEXT
    return Choice(tuple(dict.fromkeys(chain.from_iterable(filter(None, every)))))


def _codes(node: Node) -> tuple[str, ...] | None:
    """The texts that a textual node can be, None when it can be any."""
    if isinstance(node.type, Choice):
        return node.type.codes
    text = _text(node)
    return None if text is None else (text,)


def _check_options(left: Placed, right: Placed) -> None:
    """That a text compared with a choice is one of its options, and that two choices have an option in common."""
    for (one, _), other in ((left, right), (right, left)):
        if isinstance(one.type, Choice):
            _check_option(other, one.type, _named(one))
    _check_common_option(left, right)


def _check_common_option(left: Placed, right: Placed) -> None:
    (one, _), (other, _) = left, right
    if not (isinstance(one.type, Choice) and isinstance(other.type, Choice)):
        return
    if not set(one.type.codes) & set(other.type.codes):
        raise _between(left, right).error(
            f"{_named(one)} ({listed(one.type.codes)}) and {_named(other)} "
            f"({listed(other.type.codes)}) have no option in common, expected at least one"
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
