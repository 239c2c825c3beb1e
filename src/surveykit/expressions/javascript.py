"""The target JavaScript: expressions and a few functions, for a page that shows and checks as one types.

Neither holds the character `<` nor anything beyond ASCII, so both may stand inside an inline script; and
neither needs `eval`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
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
    Length,
    Literal,
    Negate,
    Node,
    Not,
)

_FUNCTIONS: Mapping[str, str] = {
    "strict": "f=>(...a)=>a.includes(null)?null:f(...a)",
    "finite": "f=>strict((a,b)=>isFinite(f(a,b))?f(a,b):null)",
    "not": "strict(a=>!a)",
    "eq": "strict((a,b)=>a===b)",
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
    needed = {name for script in scripts for name in _CALL.findall(script)}
    for name, source in reversed(list(_FUNCTIONS.items())):
        if name in needed:
            needed.update(_CALL.findall(source))
    kept = (f"{name}={source}" for name, source in _FUNCTIONS.items() if name in needed)
    constants = ",".join(kept)
    return f"const {constants};" if constants else ""


RUNTIME = "const " + ",\n".join(f"{name}={source}" for name, source in _FUNCTIONS.items()) + ";\n"
"""The functions that the expressions call, all of them.

Null is unknown, in Kleene's logic. A result that is not finite is null, which a divisor of zero always
makes. The length of a text is in code points.
"""

_NOTHING: Mapping[Expression, str] = {}
_OPERATIONS: Mapping[ArithmeticSign, str] = {"+": "add", "-": "sub", "*": "mul", "/": "div"}


def looked_up(name: str) -> str:
    """The value of the property of `v` with that name, null when there is none."""
    return f"field(v,{_literal(name)})"


def to_javascript(
    expression: Expression, field: Callable[[str], str] = looked_up, named: Mapping[Expression, str] = _NOTHING
) -> str:
    """The JavaScript expression over an object `v`, where `RUNTIME` was executed before.

    `v` has one property per field: a finite number of magnitude at most 2**53, a boolean, a string, or an
    array of distinct option codes for Choices; null, undefined and no property at all are null. The result
    is a boolean, a string, a number (whole for INTEGER) or null, and the same as in Python. `field` gives the
    JavaScript of a field from its name: where every property is there and none undefined, `v.NAME` will do.
    `named` gives that of whole expressions, which are then not written again wherever they are part of this one.
    """
    return _Writer(field, {part.root: name for part, name in named.items()}).written(expression.root)


class _Writer:
    def __init__(self, field: Callable[[str], str], named: Mapping[Node, str]) -> None:
        self.field = field
        self.named = named

    def written(self, node: Node) -> str:
        return self.named.get(node) or self.composed(node)

    def composed(self, node: Node) -> str:  # noqa: C901, PLR0911, PLR0912 (one branch per node)
        match node:
            case Literal(value):
                return _literal(value)
            case Field(name):
                return self.field(name)
            case HasOption(field, option):
                return f"has({self.written(field)},{_literal(option)})"
            case CountTicked(field):
                return self.called("ticked", field)
            case CountKnown(operands):
                return self.called("known", *operands)
            case IsNull(operand):
                return f"({self.written(operand)}===null)"
            case Not(IsNull(operand)):
                return f"({self.written(operand)}!==null)"
            case Not(operand):
                return self.called("not", operand)
            case Connect(sign, operands):
                return self.called(sign, *operands)
            case Compare(sign, left, right):
                return self.compared(sign, left, right)
            case In(operand, items):
                return self.called("any", operand, *items)
            case Calculate(first, rest):
                run = self.written(first)
                for operation, operand in rest:
                    run = f"{_OPERATIONS[operation]}({run},{self.written(operand)})"
                return run
            case Negate(operand):
                return self.called("neg", operand)
            case Absolute(operand):
                return self.called("abs", operand)
            case Length(operand):
                return self.called("points", operand)
            case Coalesce(operands):
                return f"({self.joined('??', operands)})"
            case Case(branches, otherwise):
                cases = "".join(f"{self.written(condition)}?{self.written(result)}:" for condition, result in branches)
                return f"({cases}{self.written(otherwise)})"
            case _:
                assert_never(node)

    def compared(self, sign: ComparisonSign, left: Node, right: Node) -> str:
        match sign:
            case "=":
                return self.called("eq", left, right)
            case "<>":
                return f"not({self.called('eq', left, right)})"
            case ">":
                return self.called("gt", left, right)
            case ">=":
                return self.called("ge", left, right)
            case "<":
                return self.called("gt", right, left)
            case "<=":
                return self.called("ge", right, left)
            case _:
                assert_never(sign)

    def called(self, function: str, *operands: Node) -> str:
        return f"{function}({self.joined(',', operands)})"

    def joined(self, separator: str, nodes: Iterable[Node]) -> str:
        return separator.join(map(self.written, nodes))


def _literal(value: Scalar) -> str:
    """The value in JavaScript; a text in ASCII (U+2028 would end a line) and without `<` (`</script>`, `<!--`)."""
    return json.dumps(value).replace("<", "\\u003c")
