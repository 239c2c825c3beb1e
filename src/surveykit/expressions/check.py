"""From what was written to what it means: names are looked up, types checked, the typed tree is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import assert_never

from surveykit.expressions import syntax as written
from surveykit.expressions.bounds import HIGHEST, LARGEST, LONGEST_RUN, height_and_size, may_overflow
from surveykit.expressions.errors import nearest, shown
from surveykit.expressions.operands import Placed, compared, expected, not_an_option, unified
from surveykit.expressions.parser import DEEPEST, parse_syntax
from surveykit.expressions.scope import Scope
from surveykit.expressions.syntax import ArithmeticSign, Scalar, Syntax
from surveykit.expressions.tokens import Span
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
    in_doubles,
)
from surveykit.expressions.types import BOOLEAN, INTEGER, NULL, NUMBER, TEXT, Choices, Type, described
from surveykit.silence import NOTHING

_FALSE = Literal(value=False, type=BOOLEAN)
_NONE: Mapping[str, Expression] = MappingProxyType({})


def parse(
    text: str,
    schema: Mapping[str, Type],
    *,
    expect: Type | None = None,
    derived: Mapping[str, Expression] = _NONE,
) -> Expression:
    """The meaning of a text over the fields of a schema.

    `expect` is the type that the result must fit; the names in `derived` stand for other expressions, over
    the same schema. ExpressionError, with the place and the nearest name, when the text is not in the
    language, when the types do not fit, or when it is too large (2,000 characters, 60 levels;
    with the derived values that it uses, 120 levels and 4,000 nodes).
    """
    tree = parse_syntax(text)
    checker = _Checker(schema, derived)
    root = checker.node(tree)
    if expect is not None:
        root = expected((root, tree.span), expect)
    height, size = height_and_size(root)
    if height > HIGHEST or size > LARGEST:
        raise Span(0, len(text)).error(
            f"the expression is too large with what it derives from: found {height} levels and {size} nodes, "
            f"expected at most {HIGHEST} and {LARGEST}"
        )
    return Expression(text, root, root.type, frozenset(checker.scope.names))


class _Checker:
    def __init__(self, schema: Mapping[str, Type], derived: Mapping[str, Expression]) -> None:
        self.scope = Scope(schema, derived)
        self.depth = -1

    def placed(self, tree: Syntax) -> Placed:
        return self.node(tree), tree.span

    def boolean(self, tree: Syntax, whose: str) -> Node:
        return expected(self.placed(tree), BOOLEAN, whose)

    def number(self, tree: Syntax, whose: str) -> Node:
        return expected(self.placed(tree), NUMBER, whose)

    def node(self, tree: Syntax) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise tree.span.error(f"the expression is nested too deeply, expected at most {DEEPEST} levels")
        found = self.lowered(tree)
        self.depth -= 1
        return found

    def lowered(self, tree: Syntax) -> Node:
        if isinstance(tree, written.Operation):
            return self.operation(tree)
        if isinstance(tree, written.Test):
            return self.test(tree)
        match tree:
            case written.Constant(value=value):
                return Literal(value, _type_of(value))
            case written.Name():
                return self.scope.single(tree)
            case written.Call():
                return self.call(tree)
            case written.When():
                return self.case(tree)
            case _:
                assert_never(tree)

    def operation(self, tree: written.Operation) -> Node:
        match tree:
            case written.Prefix(sign="not", operand=operand):
                return Not(self.boolean(operand, "'not' "))
            case written.Prefix(operand=operand):
                return _negated(self.number(operand, "'-' "))
            case written.Connected(sign=sign, operands=operands):
                return Connect(sign, tuple(self.boolean(operand, f"'{sign}' ") for operand in operands))
            case written.Calculated():
                return self.calculated(tree)
            case _:
                assert_never(tree)

    def test(self, tree: written.Test) -> Node:
        match tree:
            case written.Compared():
                sides = self.placed(tree.left), self.placed(tree.right)
                return compared(tree.sign, *sides, tree.sign, tree.signed)
            case written.Is():
                return self.is_something(tree)
            case written.Between():
                return self.between(tree)
            case written.In():
                return self.among(tree)
            case _:
                assert_never(tree)

    def calculated(self, tree: written.Calculated) -> Node:
        if len(tree.rest) >= LONGEST_RUN:
            extra = tree.rest[LONGEST_RUN - 1][1].span
            raise extra.error(f"found {len(tree.rest) + 1} terms, expected at most {LONGEST_RUN}")
        first = self.number(tree.first, f"'{tree.rest[0][0]}' ")
        rest = tuple((sign, self.number(operand, f"'{sign}' ")) for sign, operand in tree.rest)
        return Calculate(first, rest, may_overflow(first, rest), _type_of_run(first, rest))

    def is_something(self, tree: written.Is) -> Node:
        if tree.what is None:
            found: Node = IsNull(self.possibly_several(tree.operand))
        else:
            operand = self.boolean(tree.operand, f"'is {str(tree.what).lower()}' ")
            found = Coalesce((operand if tree.what else Not(operand), _FALSE), BOOLEAN)
        return Not(found) if tree.negated else found

    def possibly_several(self, tree: Syntax) -> Node:
        return self.scope.named(tree) if isinstance(tree, written.Name) else self.node(tree)

    def between(self, tree: written.Between) -> Node:
        operand, low, high = self.placed(tree.operand), self.placed(tree.low), self.placed(tree.high)
        both = (
            compared(">=", operand, low, "between", tree.signed),
            compared("<=", operand, high, "between", tree.signed),
        )
        return Not(Connect("and", both)) if tree.negated else Connect("and", both)

    def among(self, tree: written.In) -> Node:
        operand = self.placed(tree.operand)
        items = [self.placed(item) for item in tree.items]
        for item in items:
            compared("=", operand, item, "in", tree.signed)
        found = In(operand[0], tuple(node for node, _ in items))
        return Not(found) if tree.negated else found

    def case(self, tree: written.When) -> Node:
        conditions = [self.boolean(condition, "'when' ") for condition, _ in tree.branches]
        results = [self.placed(result) for _, result in tree.branches]
        otherwise = tree.otherwise or written.Constant(tree.span, None)
        results.append(self.placed(otherwise))
        nodes, kind = unified(results, "'case'", tree.span)
        return Case(tuple(zip(conditions, nodes[:-1], strict=True)), nodes[-1], kind)

    def call(self, tree: written.Call) -> Node:
        function = _FUNCTIONS.get(tree.function)
        if function is None:
            near = nearest(tree.function, _FUNCTIONS) or f"; the functions are {', '.join(sorted(_FUNCTIONS))}"
            raise tree.named.error(f"unknown function {shown(tree.function)}{near}")
        least, most, build = function
        count = len(tree.arguments)
        if count < least or count > (most or count):
            raise tree.span.error(f"{tree.function}() expects {_number(least, most)} argument(s), found {count}")
        return build(self, tree)

    def coalesce(self, tree: written.Call) -> Node:
        return Coalesce(*unified([self.placed(each) for each in tree.arguments], "coalesce()", tree.span))

    def absolute(self, tree: written.Call) -> Node:
        operand = self.number(tree.arguments[0], "abs() ")
        return Absolute(operand, operand.type)

    def length(self, tree: written.Call) -> Node:
        return Length(expected(self.placed(tree.arguments[0]), TEXT, "length() "))

    def implies(self, tree: written.Call) -> Node:
        condition, then = (self.boolean(each, "implies() ") for each in tree.arguments)
        return Connect("or", (Not(condition), then))

    def answered(self, tree: written.Call) -> Node:
        return Not(IsNull(self.argument(tree, 0)))

    def count_answered(self, tree: written.Call) -> Node:
        return CountKnown(tuple(self.argument(tree, at) for at in range(len(tree.arguments))))

    def said_nothing(self, tree: written.Call) -> Node:
        field = self.argument(tree, 0)
        if not isinstance(field, Field) or field.type != TEXT:
            found = described(field.type)
            raise tree.arguments[0].span.error(f"said_nothing() expects a field of text, found {found}")
        return Compare("=", field, Literal(NOTHING, TEXT))

    def argument(self, tree: written.Call, at: int) -> Node:
        """An argument that must be the name of a field."""
        argument = tree.arguments[at]
        if not isinstance(argument, written.Name):
            raise argument.span.error(f"{tree.function}() expects the name of a field, found a value")
        return self.scope.named(argument)

    def several(self, tree: written.Call) -> tuple[Field, tuple[str, ...]]:
        """The first argument, which must be a field of several options, and these options."""
        field = self.argument(tree, 0)
        if not isinstance(field, Field) or not isinstance(field.type, Choices):
            raise tree.arguments[0].span.error(f"{tree.function}() expects a field of several options")
        return field, field.type.codes

    def has(self, tree: written.Call) -> Node:
        field, codes = self.several(tree)
        option = tree.arguments[1]
        if not isinstance(option, written.Constant) or not isinstance(option.value, str):
            raise option.span.error("has() expects an option between single quotes as its second argument")
        if option.value not in codes:
            raise not_an_option(option.value, option.span, field.name, codes)
        return HasOption(field, option.value)

    def count_ticked(self, tree: written.Call) -> Node:
        return CountTicked(*self.several(tree))


_FUNCTIONS: Mapping[str, tuple[int, int | None, Callable[[_Checker, written.Call], Node]]] = {
    "coalesce": (2, None, _Checker.coalesce),
    "abs": (1, 1, _Checker.absolute),
    "length": (1, 1, _Checker.length),
    "has": (2, 2, _Checker.has),
    "count_ticked": (1, 1, _Checker.count_ticked),
    "answered": (1, 1, _Checker.answered),
    "count_answered": (1, LONGEST_RUN, _Checker.count_answered),
    "implies": (2, 2, _Checker.implies),
    "said_nothing": (1, 1, _Checker.said_nothing),
}


def _number(least: int, most: int | None) -> str:
    """How many arguments a function takes, in words; None: as many as one likes."""
    if most is None:
        return f"{least} or more"
    return str(least) if least == most else f"{least} to {most}"


def _type_of(value: Scalar) -> Type:
    match value:
        case None:
            return NULL
        case bool():
            return BOOLEAN
        case int():
            return INTEGER
        case float():
            return NUMBER
        case str():
            return TEXT
        case _:
            assert_never(value)


def _type_of_run(first: Node, rest: Sequence[tuple[ArithmeticSign, Node]]) -> Type:
    """INTEGER for sums, differences and products of whole numbers, else NUMBER."""
    divides = any(sign == "/" for sign, _ in rest)
    return NUMBER if divides or in_doubles(first, *(operand for _, operand in rest)) else INTEGER


def _negated(operand: Node) -> Node:
    """The opposite; a number written in the expression stays a literal."""
    if isinstance(operand, Literal) and isinstance(operand.value, int | float):
        return Literal(-operand.value, operand.type)
    return Negate(operand, operand.type)
