"""The target JavaScript: expressions and a few functions, for a page that shows and checks as one types.

Neither holds the character `<` nor anything beyond ASCII, so both may stand inside an inline script; and
neither needs `eval`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import assert_never

from surveykit.expressions.syntax import ArithmeticSign, ComparisonSign, Scalar
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
    Leaf,
    Length,
    Literal,
    Logical,
    Negate,
    Node,
    Not,
    Numeric,
    Selection,
    in_doubles,
)

_FUNCTIONS: Mapping[str, str] = {
    "strict": "f=>(...a)=>a.includes(null)?null:f(...a)",
    "finite": "f=>strict((a,b)=>isFinite(f(a,b))?f(a,b):null)",
    "not": "strict(a=>!a)",
    "eq": "strict((a,b)=>a==b)",
    "or": "(...a)=>a.includes(true)||(a.includes(null)?null:false)",
    "and": "(...a)=>not(or(...a.map(not)))",
    "any": "(a,...b)=>or(...b.map(c=>eq(a,c)))",
    "gt": "strict((a,b)=>a>b)",
    "ge": "strict((a,b)=>a>=b)",
    "add": "finite((a,b)=>a+b)",
    "sub": "finite((a,b)=>a-b)",
    "mul": "finite((a,b)=>a*b)",
    "div": "finite((a,b)=>a/b)",
    "neg": "strict(a=>-a)",
    "abs": "strict(Math.abs)",
    "whole": "f=>strict((a,b)=>(c=>1e30>c*c?Number(c):10n**76n>c*c?c:null)(f(BigInt(a),BigInt(b))))",
    "plus": "whole((a,b)=>a+b)",
    "minus": "whole((a,b)=>a-b)",
    "times": "whole((a,b)=>a*b)",
    "size": "strict(a=>0>a?-a:a)",
    "points": "strict(a=>[...a].length)",
    "has": "strict((a,b)=>a.includes(b))",
    "ticked": "strict(a=>a.length)",
    "known": "(...a)=>a.filter(b=>b!==null).length",
    "field": "(v,name)=>Object.hasOwn(v,name)?v[name]??null:null",
}
"""The functions that the expressions call, each after those that it calls itself."""

_CALL = re.compile(r"\b[a-z]+(?=\()")


def runtime(*scripts: str) -> str:
    """The constants that expressions in JavaScript need: each function that one of the scripts calls, in order."""
    needed = _needed(scripts)
    constants = ",".join(f"{name}={source}" for name, source in _FUNCTIONS.items() if name in needed)
    return f"const {constants};" if constants else ""


def _needed(scripts: Iterable[str]) -> set[str]:
    """The names that scripts call, and those that the functions of these names call in turn."""
    needed = {name for script in scripts for name in _CALL.findall(script)}
    for name, source in reversed([*_FUNCTIONS.items()]):
        if name in needed:
            needed.update(_CALL.findall(source))
    return needed


RUNTIME = "const " + ",\n".join(f"{name}={source}" for name, source in _FUNCTIONS.items()) + ";\n"
"""The functions that the expressions call, all of them.

Null is unknown, in Kleene's logic. A result that is not finite is null, which a divisor of zero always
makes. The length of a text is in code points.
"""

_NOTHING: Mapping[Expression, str] = {}
_COMPARISONS: Mapping[ComparisonSign, str] = {
    "=": "eq({0},{1})",
    "<>": "not(eq({0},{1}))",
    ">": "gt({0},{1})",
    ">=": "ge({0},{1})",
    "<": "gt({1},{0})",
    "<=": "ge({1},{0})",
}
"""Each comparison of a left value, {0}, with a right one, {1}: written without the character `<`."""
_OPERATIONS: Mapping[ArithmeticSign, str] = {"+": "add", "-": "sub", "*": "mul", "/": "div"}
_EXACT: Mapping[ArithmeticSign, str] = {"+": "plus", "-": "minus", "*": "times", "/": "div"}


def looked_up(name: str) -> str:
    """The value of the property of `v` with that name, null when there is none."""
    return f"field(v,{_literal(name)})"


def to_javascript(
    expression: Expression, field: Callable[[str], str] = looked_up, named: Mapping[Expression, str] = _NOTHING
) -> str:
    """The JavaScript expression over an object `v`, where `RUNTIME` was executed before.

    `v` has one property per field: a finite number of magnitude at most 2**53, a boolean, a string, or an
    array of distinct option codes for Choices; null, undefined and no property at all are null. The result
    is a boolean, a string, a number or null, and the same as in Python; a computed INTEGER from 10**15 on is a BigInt.
    `field` gives the JavaScript of a field from its name: where every property is there and none undefined, `v.NAME`
    will do. `named` gives that of whole expressions, which are then not written again where they are part of this one.
    """
    return _JavaScriptWriter(field, {part.root: name for part, name in named.items()}).written(expression.root)


class _JavaScriptWriter:
    def __init__(self, field: Callable[[str], str], named: Mapping[Node, str]) -> None:
        self.field = field
        self.named = named

    def written(self, node: Node, *, double: bool = False) -> str:
        """The JavaScript of a node; that of a whole number in double precision when `double` is set."""
        double = double or in_doubles(node)
        named = self.named.get(node) if not double or in_doubles(node) else None
        return named or self.composed(node, double=double)

    def composed(self, node: Node, *, double: bool) -> str:
        if isinstance(node, Leaf):
            return self.leaf(node)
        if isinstance(node, Logical):
            return self.logical(node)
        if isinstance(node, Numeric):
            return self.numeric(node, double=double)
        return self.selected(node, double=double)

    def leaf(self, node: Leaf) -> str:
        match node:
            case Literal(value):
                return _literal(value)
            case Field(name):
                return self.field(name)
            case HasOption(field, option):
                return f"has({self.written(field)},{_literal(option)})"
            case CountTicked(field):
                return self.called("ticked", field)
            case _:
                assert_never(node)

    def logical(self, node: Logical) -> str:
        match node:
            case IsNull(operand):
                return f"({self.written(operand)}===null)"
            case Not(IsNull(operand)):
                return f"({self.written(operand)}!==null)"
            case Not(operand):
                return self.called("not", operand)
            case Connect(sign, operands):
                return self.called(sign, *operands)
            case Compare(sign, left, right):
                return _COMPARISONS[sign].format(*self.meeting((left, right)))
            case In(operand, items):
                return self.called("any", *self.meeting((operand, *items)))
            case _:
                assert_never(node)

    def numeric(self, node: Numeric, *, double: bool) -> str:
        match node:
            case CountKnown(operands):
                return self.called("known", *operands)
            case Calculate():
                return self.calculated(node, double=double)
            case Negate(operand):
                term = self.written(operand, double=double)
                return f"neg({term})" if double else f"minus(0,{term})"
            case Absolute(operand):
                return f"{'abs' if double else 'size'}({self.written(operand, double=double)})"
            case Length(operand):
                return self.called("points", operand)
            case _:
                assert_never(node)

    def selected(self, node: Selection, *, double: bool) -> str:
        match node:
            case Coalesce(operands):
                return f"({'??'.join(self.meeting(operands, double=double))})"
            case Case(branches, otherwise):
                *results, last = self.meeting((*(then for _, then in branches), otherwise), double=double)
                tests = (self.written(condition) for condition, _ in branches)
                cases = "".join(f"{test}?{then}:" for test, then in zip(tests, results, strict=True))
                return f"({cases}{last})"
            case _:
                assert_never(node)

    def calculated(self, node: Calculate, *, double: bool) -> str:
        """The run of operations, each the call of a function on the result of those before it."""
        functions = _OPERATIONS if double else _EXACT
        run = self.written(node.first, double=double)
        for sign, operand in node.rest:
            run = f"{functions[sign]}({run},{self.written(operand, double=double)})"
        return run

    def meeting(self, nodes: Sequence[Node], *, double: bool = False) -> list[str]:
        """Values that meet, in double precision when one of them may have decimals."""
        double = double or in_doubles(*nodes)
        return [self.written(node, double=double) for node in nodes]

    def called(self, function: str, *operands: Node | str) -> str:
        written = (one if isinstance(one, str) else self.written(one) for one in operands)
        return f"{function}({','.join(written)})"


def _literal(value: Scalar) -> str:
    """The value in JavaScript; a text in ASCII (U+2028 would end a line) and without `<` (`</script>`, `<!--`)."""
    return json.dumps(value).replace("<", "\\u003c")
