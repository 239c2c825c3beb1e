"""The target JavaScript: expressions and a few functions, for a page that shows and checks as one types.

Neither holds the character `<` nor anything beyond ASCII, so both may stand inside an inline script; and
neither needs `eval`.
"""

from __future__ import annotations

import json
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

RUNTIME = """\
const E=(()=>{
const strict=f=>(...a)=>a.includes(null)?null:f(...a),
finite=f=>strict((a,b)=>isFinite(f(a,b))?f(a,b):null),
not=strict(a=>!a),
eq=strict((a,b)=>a===b),
or=(...a)=>a.includes(true)||(a.includes(null)?null:false);
return{not,eq,or,
field:(v,name)=>Object.hasOwn(v,name)?v[name]??null:null,
and:(...a)=>not(or(...a.map(not))),
in:(a,...b)=>or(...b.map(c=>eq(a,c))),
gt:strict((a,b)=>a>b),
ge:strict((a,b)=>a>=b),
add:finite((a,b)=>a+b),
sub:finite((a,b)=>a-b),
mul:finite((a,b)=>a*b),
div:finite((a,b)=>a/b),
neg:strict(a=>-a),
abs:strict(Math.abs),
points:strict(a=>[...a].length),
has:strict((a,b)=>a.includes(b)),
count:strict(a=>a.length),
known:(...a)=>a.filter(b=>b!==null).length}})();
"""
"""The object `E` of the functions that the expressions call.

Null is unknown, in Kleene's logic. A result that is not finite is null, which a divisor of zero always
makes. The length of a text is in code points.
"""

_OPERATIONS: Mapping[ArithmeticSign, str] = {"+": "add", "-": "sub", "*": "mul", "/": "div"}


def looked_up(name: str) -> str:
    """The value of the property of `v` with that name, null when there is none."""
    return f"E.field(v,{_literal(name)})"


def to_javascript(expression: Expression, field: Callable[[str], str] = looked_up) -> str:
    """The JavaScript expression over an object `v`, where `RUNTIME` was executed before.

    `v` has one property per field: a finite number of magnitude at most 2**53, a boolean, a string, or an
    array of distinct option codes for Choices; null, undefined and no property at all are null. The result
    is a boolean, a string, a number (whole for INTEGER) or null, and the same as in Python. `field` gives the
    JavaScript of a field from its name: where every property is there and none undefined, `v.NAME` will do.
    """
    return _Writer(field).written(expression.root)


class _Writer:
    def __init__(self, field: Callable[[str], str]) -> None:
        self.field = field

    def written(self, node: Node) -> str:  # noqa: C901, PLR0911, PLR0912 (one branch per node)
        match node:
            case Literal(value):
                return _literal(value)
            case Field(name):
                return self.field(name)
            case HasOption(field, option):
                return f"E.has({self.written(field)},{_literal(option)})"
            case CountTicked(field):
                return self.called("count", field)
            case CountKnown(operands):
                return self.called("known", *operands)
            case IsNull(operand):
                return f"({self.written(operand)}===null)"
            case Not(operand):
                return self.called("not", operand)
            case Connect(sign, operands):
                return self.called(sign, *operands)
            case Compare(sign, left, right):
                return self.compared(sign, left, right)
            case In(operand, items):
                return self.called("in", operand, *items)
            case Calculate(first, rest):
                run = self.written(first)
                for operation, operand in rest:
                    run = f"E.{_OPERATIONS[operation]}({run},{self.written(operand)})"
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
                return f"E.not({self.called('eq', left, right)})"
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
        return f"E.{function}({self.joined(',', operands)})"

    def joined(self, separator: str, nodes: Iterable[Node]) -> str:
        return separator.join(map(self.written, nodes))


def _literal(value: Scalar) -> str:
    """The value in JavaScript; a text in ASCII (U+2028 would end a line) and without `<` (`</script>`, `<!--`)."""
    return json.dumps(value).replace("<", "\\u003c")
