"""From tokens to the tree of what was written: a Pratt parser with the precedences of SQL.

From the loosest to the tightest: or, and, not, is, comparison / between / in, + -, * /, unary minus.
Comparisons do not chain (`1 < a < 5` is refused with advice): no reading depends on a subtle precedence.
"""

from __future__ import annotations

from typing import cast

from surveykit.expressions.errors import ExpressionError
from surveykit.expressions.syntax import (
    ArithmeticSign,
    Between,
    Calculated,
    Call,
    Compared,
    ComparisonSign,
    Connected,
    Connective,
    Constant,
    In,
    Is,
    Name,
    Prefix,
    Syntax,
    When,
)
from surveykit.expressions.tokens import Kind, Span, Token, tokens

DEEPEST = 60

_OR, _AND, _NOT, _IS, _COMPARISON, _SUM, _PRODUCT, _MINUS = range(1, 9)
_POWERS = {"or": _OR, "and": _AND, "is": _IS, "between": _COMPARISON, "in": _COMPARISON, "not": _COMPARISON}
_POWERS |= dict.fromkeys(("=", "<>", "<", "<=", ">", ">="), _COMPARISON)
_POWERS |= {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT}


def parse_syntax(text: str) -> Syntax:
    """The tree of the text; ExpressionError when it is not one expression, or nested deeper than 60."""
    parser = _Parser(tokens(text))
    tree = parser.expression(0)
    if parser.next.kind is not Kind.END:
        raise parser.unexpected("an operator or the end of the expression")
    return tree


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self.tokens = found
        self.at = 0
        self.depth = -1

    @property
    def next(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        token = self.next
        self.at += 1
        return token

    def unexpected(self, wanted: str) -> ExpressionError:
        hint = ""
        if self.next.is_a(",") and self.at and self.tokens[self.at - 1].kind is Kind.NUMBER:
            hint = "; decimals are written with a point, as in 1.5"
        elif self.next.kind is Kind.KEYWORD:
            hint = f'; a field of that name is written "{self.next.written}"'
        return self.next.span.error(f"expected {wanted}, found {self.next}{hint}")

    def expect(self, *values: str) -> Token:
        if not self.next.is_a(*values):
            raise self.unexpected(" or ".join(f"'{value}'" for value in values))
        return self.take()

    def accept(self, *values: str) -> bool:
        if self.next.is_a(*values):
            self.at += 1
            return True
        return False

    def expression(self, power: int) -> Syntax:
        """The longest expression made of operators that bind more tightly than the power."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.next.span.error(f"the expression is nested too deeply, expected at most {DEEPEST} levels")
        left = self.operand(power)
        loosest = _MINUS
        while (binding := self.binding()) > power:
            if (binding == loosest and binding in (_IS, _COMPARISON)) or binding > loosest:
                raise self.next.span.error(
                    f"unexpected {self.next} after a comparison: comparisons do not chain; "
                    "write 'a < b and b < c', or use parentheses"
                )
            loosest = binding
            left = self.operation(left, binding)
        self.depth -= 1
        return left

    def binding(self) -> int:
        token = self.next
        return _POWERS.get(str(token.value), 0) if token.kind in (Kind.KEYWORD, Kind.SYMBOL) else 0

    def operation(self, left: Syntax, binding: int) -> Syntax:
        if binding in (_OR, _AND):
            sign = cast("Connective", self.next.value)
            operands = [left]
            while self.accept(sign):
                operands.append(self.expression(binding))
            return Connected(left.span.to(operands[-1].span), sign, tuple(operands))
        if binding in (_SUM, _PRODUCT):
            rest: list[tuple[ArithmeticSign, Syntax]] = []
            while self.binding() == binding:
                operator = cast("ArithmeticSign", self.take().value)
                rest.append((operator, self.expression(binding)))
            return Calculated(left.span.to(rest[-1][1].span), left, tuple(rest))
        if binding == _IS:
            return self.is_something(left)
        return self.comparison(left)

    def comparison(self, left: Syntax) -> Syntax:
        negated = self.accept("not")
        if negated and not self.next.is_a("between", "in"):
            raise self.unexpected("'in' or 'between' after 'not'")
        sign = self.take()
        if sign.value == "between":
            low = self.expression(_COMPARISON)
            self.expect("and")
            high = self.expression(_COMPARISON)
            return Between(left.span.to(high.span), sign.span, left, low, high, negated)
        if sign.value == "in":
            self.expect("(")
            items, end = self.items()
            return In(left.span.to(end), sign.span, left, items, negated)
        right = self.expression(_COMPARISON)
        return Compared(left.span.to(right.span), sign.span, cast("ComparisonSign", sign.value), left, right)

    def is_something(self, left: Syntax) -> Syntax:
        self.take()
        negated = self.accept("not")
        if not self.next.is_a("null", "true", "false"):
            raise self.unexpected(f"'null', 'true' or 'false' after '{'is not' if negated else 'is'}'")
        what = self.take()
        return Is(
            left.span.to(what.span),
            left,
            {"null": None, "true": True, "false": False}[str(what.value)],
            negated,
        )

    def operand(self, power: int) -> Syntax:  # noqa: PLR0911 (one per form)
        token = self.next
        match token.kind:
            case Kind.NUMBER | Kind.STRING:
                return Constant(self.take().span, token.value)
            case Kind.NAME if self.tokens[self.at + 1].is_a("("):
                return self.call()
            case Kind.NAME | Kind.QUOTED:
                return Name(self.take().span, str(token.value), token.kind is Kind.QUOTED)
            case Kind.KEYWORD if token.value in ("true", "false", "null"):
                self.take()
                return Constant(token.span, {"true": True, "false": False, "null": None}[str(token.value)])
        if token.is_a("case"):
            return self.case()
        if self.accept("("):
            inside = self.expression(0)
            self.expect(")")
            return inside
        if token.is_a("not", "-"):
            return self.prefix(power)
        raise self.unexpected("a value")

    def prefix(self, power: int) -> Syntax:
        token = self.take()
        if token.value == "-":
            operand = self.expression(_MINUS)
            return Prefix(token.span.to(operand.span), "-", operand)
        if power > _NOT:
            raise token.span.error("unexpected 'not' inside an operation, expected a value; write (not …)")
        operand = self.expression(_NOT)
        return Prefix(token.span.to(operand.span), "not", operand)

    def call(self) -> Syntax:
        name = self.take()
        self.expect("(")
        if self.next.is_a(")"):
            raise self.unexpected(f"an argument of {name.written}()")
        arguments, end = self.items()
        return Call(name.span.to(end), name.span, name.written.lower(), arguments)

    def items(self) -> tuple[tuple[Syntax, ...], Span]:
        """What is between parentheses, the opening one already taken, and where the closing one is."""
        found = [self.expression(0)]
        while self.accept(","):
            found.append(self.expression(0))
        return tuple(found), self.expect(",", ")").span

    def case(self) -> Syntax:
        start = self.take().span
        branches: list[tuple[Syntax, Syntax]] = []
        if not self.next.is_a("when"):
            raise self.unexpected("'when'")
        while self.accept("when"):
            condition = self.expression(0)
            self.expect("then")
            branches.append((condition, self.expression(0)))
        otherwise = self.expression(0) if self.accept("else") else None
        end = self.expect("end") if otherwise is not None else self.expect("when", "else", "end")
        return When(start.to(end.span), tuple(branches), otherwise)
