"""How expressions use their fields: which of a field's values are enough to know all that they can be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from surveykit.expressions import Expression, Node
from surveykit.expressions.tree import (
    Coalesce,
    Compare,
    CountKnown,
    CountTicked,
    Field,
    HasOption,
    In,
    IsNull,
    Literal,
    made_of,
)


class Landmarks(Struct):
    """The constants that each field is compared with, and the fields whose value is used in another way.

    A field that is only compared with constants, or only asked whether it is answered, can be tried at and
    around these constants: the expressions do not change between them.
    """

    constants: dict[str, set[int | float | str]] = field(default_factory=dict)
    opaque: set[str] = field(default_factory=set)


def landmarks(expressions: Iterable[Expression]) -> Landmarks:
    """The landmarks of several expressions together."""
    found = Landmarks()
    for expression in expressions:
        _visit(expression.root, found)
    return found


def _visit(node: Node, found: Landmarks) -> None:
    match node:
        case Compare() | In() if _is_with_constants(node, found):
            pass
        case IsNull(Field(name)) | HasOption(Field(name)) | CountTicked(Field(name)):
            found.constants.setdefault(name, set())
        case CountKnown(operands):
            _visit_counted(operands, found)
        case Field(name):
            found.opaque.add(name)
        case _:
            for part in made_of(node):
                _visit(part, found)


def _is_with_constants(node: Compare | In, found: Landmarks) -> bool:
    """Whether a field is compared with constants, which are noted then."""
    if isinstance(node, In):
        return _pair(node.operand, node.items, found)
    return _pair(node.left, [node.right], found) or _pair(node.right, [node.left], found)


def _visit_counted(operands: Iterable[Node], found: Landmarks) -> None:
    """Counting what is answered uses no value of the fields that are counted."""
    for operand in operands:
        if isinstance(operand, Field):
            found.constants.setdefault(operand.name, set())
        else:
            _visit(operand, found)


def _pair(side: Node, others: Sequence[Node], found: Landmarks) -> bool:
    """Whether one side is a field (or its value by default) and the others constants; notes them if so."""
    name = _name(side)
    constants = [other.value for other in others if isinstance(other, Literal)]
    if name is None or len(constants) != len(others):
        return False
    known = found.constants.setdefault(name, set())
    known.update(value for value in constants if value is not None and not isinstance(value, bool))
    return True


def _name(side: Node) -> str | None:
    match side:
        case Field(name):
            return name
        case Coalesce((Field(name), *rest)) if all(isinstance(one, Literal) for one in rest):
            return name
        case _:
            return None
