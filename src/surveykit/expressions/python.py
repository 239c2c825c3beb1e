"""The target Python: one straight-line function, built as a syntax tree and never from the user's text.

Every node becomes one assignment, so evaluation never nests and a shared node is computed once; as the
language is total, computing a branch that is not taken costs a little time and nothing else.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Mapping
from typing import assert_never, cast

from msgspec import Struct

from surveykit.expressions.syntax import ComparisonSign, Connective, Scalar
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
    Value,
)
from surveykit.expressions.types import INTEGER, NUMBER

Evaluate = Callable[[Mapping[str, Value | None]], Scalar]

_COMPARISONS: Mapping[ComparisonSign, ast.cmpop] = {
    "=": ast.Eq(),
    "<>": ast.NotEq(),
    "<": ast.Lt(),
    "<=": ast.LtE(),
    ">": ast.Gt(),
    ">=": ast.GtE(),
}
_OPERATIONS: Mapping[str, ast.operator] = {"+": ast.Add(), "-": ast.Sub(), "*": ast.Mult(), "/": ast.Div()}
_NULL = ast.Constant(None)
_GREATEST_DOUBLE = sys.float_info.max


def to_python(expression: Expression) -> Evaluate:
    """The function from a row (field to value; a missing key is null) to the value of the expression.

    The values must be of the types that the schema gave to their fields: bool for BOOLEAN, a frozenset of
    codes for Choices, finite numbers of magnitude at most 2**53. The result is bool for BOOLEAN, str for
    text, int for INTEGER, float for NUMBER, None for null. All arithmetic is done in double precision, as
    in SQL.
    """
    return _Function().finished(expression)


class _Atom(Struct, frozen=True):
    """Where a value is (a variable or a constant), if it can be None, and if it is a float for sure."""

    at: ast.expr
    nullable: bool = True
    is_float: bool = False


class _Function:
    def __init__(self) -> None:
        self.body: list[ast.stmt] = []
        self.done: dict[int, _Atom] = {}
        self.fields: dict[str, _Atom] = {}

    def finished(self, expression: Expression) -> Evaluate:
        result = self.result(expression.root)
        module = ast.parse("def evaluate(row): get = row.get")
        definition = cast("ast.FunctionDef", module.body[0])
        definition.body += [*self.body, ast.Return(result)]
        code = compile(ast.fix_missing_locations(module), "<expression>", "exec")
        names: dict[str, object] = {"__builtins__": {}, "abs": abs, "float": float, "int": int, "len": len}
        exec(code, names)  # noqa: S102 (the user's names and texts are constants in it, never code)
        return cast("Evaluate", names["evaluate"])

    def result(self, root: Node) -> ast.expr:
        atom = self.atom(root)
        if root.type == NUMBER and not atom.is_float:
            return _unless_null([atom], _called("float", atom.at))
        if root.type == INTEGER and isinstance(root, Calculate | Negate | Absolute | Coalesce | Case):
            return _unless_null([atom], _called("int", atom.at))
        return atom.at

    def atom(self, node: Node) -> _Atom:
        """Where the value of the node is, once the statements so far were executed."""
        if id(node) not in self.done:
            self.done[id(node)] = self.computed(node)
        return self.done[id(node)]

    def computed(self, node: Node) -> _Atom:  # noqa: C901, PLR0911, PLR0912 (one branch per node)
        match node:
            case Literal(value):
                return _Atom(ast.Constant(value), value is None, isinstance(value, float))
            case Field(name):
                return self.field(name)
            case HasOption(field, option):
                ticked = self.atom(field)
                return self.strict([ticked], ast.Compare(ast.Constant(option), [ast.In()], [ticked.at]))
            case CountTicked(field):
                ticked = self.atom(field)
                return self.strict([ticked], _called("len", ticked.at))
            case CountKnown(operands):
                return self.count_known([self.atom(operand) for operand in operands])
            case IsNull(operand):
                return self.put(_is_null(self.atom(operand)), nullable=False)
            case Not(operand):
                atom = self.atom(operand)
                return self.strict([atom], ast.UnaryOp(ast.Not(), atom.at))
            case Connect(sign, operands):
                return self.connected(sign, [self.atom(operand) for operand in operands])
            case Compare(sign, left, right):
                one, other = self.atom(left), self.atom(right)
                return self.strict([one, other], ast.Compare(one.at, [_COMPARISONS[sign]], [other.at]))
            case In(operand, items):
                return self.among(operand, items)
            case Calculate():
                return self.calculated(node)
            case Negate(operand):
                atom = self.in_double(self.atom(operand))
                return self.strict([atom], ast.UnaryOp(ast.USub(), atom.at), is_float=True)
            case Absolute(operand):
                atom = self.in_double(self.atom(operand))
                return self.strict([atom], _called("abs", atom.at), is_float=True)
            case Length(operand):
                atom = self.atom(operand)
                return self.strict([atom], _called("len", atom.at))
            case Coalesce(operands):
                return self.coalesced([self.atom(operand) for operand in operands])
            case Case(branches, otherwise):
                pairs = [(self.atom(when), self.atom(then)) for when, then in branches]
                return self.case(pairs, self.atom(otherwise))
            case _:
                assert_never(node)

    def put(self, value: ast.expr, *, nullable: bool = True, is_float: bool = False) -> _Atom:
        """A new variable that holds the value."""
        name = f"v{len(self.body)}"
        self.body.append(ast.Assign([ast.Name(name, ast.Store())], value))
        return _Atom(ast.Name(name, ast.Load()), nullable, is_float)

    def strict(self, operands: list[_Atom], value: ast.expr, *, is_float: bool = False) -> _Atom:
        """A new variable that holds the value, or None when one of the operands is None."""
        nullable = any(operand.nullable for operand in operands)
        return self.put(_unless_null(operands, value), nullable=nullable, is_float=is_float)

    def field(self, name: str) -> _Atom:
        if name not in self.fields:
            self.fields[name] = self.put(_called("get", ast.Constant(name)))
        return self.fields[name]

    def in_double(self, atom: _Atom) -> _Atom:
        return atom if atom.is_float else self.strict([atom], _called("float", atom.at), is_float=True)

    def count_known(self, atoms: list[_Atom]) -> _Atom:
        count: ast.expr = ast.Constant(0)
        for start in range(0, len(atoms), 50):
            for atom in atoms[start : start + 50]:
                count = ast.BinOp(count, ast.Add(), ast.UnaryOp(ast.Not(), _is_null(atom)))
            count = self.put(count, nullable=False).at
        return _Atom(count, nullable=False)

    def connected(self, sign: Connective, atoms: list[_Atom]) -> _Atom:
        """Kleene: the value that decides if there is one, else None if there is one, else the other value."""
        decides = sign == "or"
        unknown = [_is(atom.at, None) for atom in atoms if atom.nullable]
        value: ast.expr = ast.Constant(not decides)
        if unknown:
            value = ast.IfExp(_any(unknown), _NULL, value)
        value = ast.IfExp(_any([_is(atom.at, decides) for atom in atoms]), ast.Constant(decides), value)
        return self.put(value, nullable=bool(unknown))

    def among(self, operand: Node, items: tuple[Node, ...]) -> _Atom:
        constants: list[ast.expr] = [ast.Constant(item.value) for item in items if isinstance(item, Literal)]
        if len(constants) < len(items):
            return self.connected("or", [self.computed(Compare("=", operand, item)) for item in items])
        atom = self.atom(operand)
        return self.strict([atom], ast.Compare(atom.at, [ast.In()], [ast.Tuple(constants, ast.Load())]))

    def calculated(self, node: Calculate) -> _Atom:
        first = self.atom(node.first)
        rest = [(sign, self.atom(operand)) for sign, operand in node.rest]
        if not rest[0][1].is_float:
            first = self.in_double(first)
        null = [_is(atom.at, None) for atom in (first, *(atom for _, atom in rest)) if atom.nullable]
        null += [ast.Compare(atom.at, [ast.Eq()], [ast.Constant(0)]) for sign, atom in rest if sign == "/"]
        at = first.at
        for number, (sign, atom) in enumerate(rest, start=1):
            at = ast.BinOp(at, _OPERATIONS[sign], atom.at)
            if number % 50 == 0:
                at = self.put(ast.IfExp(_any(null), ast.Constant(0.0), at) if null else at).at
        found = self.put(ast.IfExp(_any(null), _NULL, at) if null else at, nullable=bool(null), is_float=True)
        if not node.may_overflow:
            return found
        bounds = ast.Constant(-_GREATEST_DOUBLE), ast.Constant(_GREATEST_DOUBLE)
        finite = ast.Compare(bounds[0], [ast.LtE(), ast.LtE()], [found.at, bounds[1]])
        infinite: list[ast.expr] = [_is(found.at, None)] if found.nullable else []
        infinite.append(ast.UnaryOp(ast.Not(), finite))
        return self.put(ast.IfExp(_any(infinite), _NULL, found.at), is_float=True)

    def coalesced(self, atoms: list[_Atom]) -> _Atom:
        found = atoms[0]
        for atom in atoms[1:]:
            if found.nullable:
                value = ast.IfExp(_is(found.at, None), atom.at, found.at)
                found = self.put(value, nullable=atom.nullable, is_float=found.is_float and atom.is_float)
        return found

    def case(self, branches: list[tuple[_Atom, _Atom]], found: _Atom) -> _Atom:
        for condition, result in reversed(branches):
            value = ast.IfExp(condition.at, result.at, found.at)
            nullable, is_float = found.nullable or result.nullable, found.is_float and result.is_float
            found = self.put(value, nullable=nullable, is_float=is_float)
        return found


def _called(function: str, argument: ast.expr) -> ast.expr:
    return ast.Call(ast.Name(function, ast.Load()), [argument], [])


def _is(at: ast.expr, constant: Scalar) -> ast.expr:
    return ast.Compare(at, [ast.Is()], [ast.Constant(constant)])


def _is_null(atom: _Atom) -> ast.expr:
    return _is(atom.at, None) if atom.nullable else ast.Constant(value=False)


def _any(conditions: list[ast.expr]) -> ast.expr:
    return conditions[0] if len(conditions) == 1 else ast.BoolOp(ast.Or(), conditions)


def _unless_null(operands: list[_Atom], value: ast.expr) -> ast.expr:
    null = [_is(operand.at, None) for operand in operands if operand.nullable]
    return ast.IfExp(_any(null), _NULL, value) if null else value
