"""The target Python: one straight-line function, built as a syntax tree and never from the user's text.

Every node becomes one assignment, so evaluation never nests and a shared node is computed once; as the
language is total, computing a branch that is not taken costs a little time and nothing else.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar, assert_never, cast

from surveykit.expressions.bounds import may_exceed
from surveykit.expressions.pieces import NULL, Atom, any_of, called, is_null, is_the, nulls, unless, unless_null
from surveykit.expressions.syntax import ArithmeticSign, ComparisonSign, Connective, Scalar
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
    Value,
    in_doubles,
)
from surveykit.expressions.types import GREATEST_WHOLE, INTEGER, NUMBER

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
_COMPUTED = (Calculate, Negate, Absolute, Coalesce, Case)
"""What may be beyond the whole numbers that a double holds, when it is one."""
_GREATEST_DOUBLE = sys.float_info.max
_LONGEST = 50
"""The operations of one statement: Python cannot compile an expression that is nested much more deeply."""
_Steps = Sequence[tuple[ArithmeticSign, Atom]]
_Any = TypeVar("_Any")


def to_python(expression: Expression) -> Evaluate:
    """The function from a row (field to value; a missing key is null) to the value of the expression.

    The values must be of the types that the schema gave to their fields: bool for BOOLEAN, a frozenset of
    codes for Choices, finite numbers of magnitude at most 2**53. The result is bool for BOOLEAN, str for
    text, int for INTEGER, float for NUMBER, None for null.
    """
    return _Function().finished(expression)


class _Function:
    def __init__(self) -> None:
        self.body: list[ast.stmt] = []
        self.done: dict[tuple[int, bool], Atom] = {}
        self.fields: dict[str, Atom] = {}

    def finished(self, expression: Expression) -> Evaluate:
        result = self.result(expression.root)
        module = ast.parse("def evaluate(row): get = row.get")
        definition = cast("ast.FunctionDef", module.body[0])
        definition.body += [*self.body, ast.Return(result)]
        code = compile(ast.fix_missing_locations(module), "<expression>", "exec")
        names: dict[str, object] = {"__builtins__": {}, "abs": abs, "float": float, "len": len}
        exec(code, names)  # noqa: S102 (the user's names and texts are constants in it, never code)
        return cast("Evaluate", names["evaluate"])

    def result(self, root: Node) -> ast.expr:
        atom = self.atom(root)
        if root.type == NUMBER and not atom.is_float:
            return unless_null([atom], called("float", atom.at))
        return atom.at

    def atom(self, node: Node, *, double: bool = False) -> Atom:
        """Where the value of the node is, once the statements so far were executed.

        A whole number is computed in double precision when `double` is set; what is no result of a computation is an
        int all the same, since a double holds it.
        """
        key = id(node), double and node.type == INTEGER and isinstance(node, _COMPUTED)
        if key not in self.done:
            self.done[key] = self.computed(node, double=key[1] or node.type == NUMBER)
        return self.done[key]

    def atoms(self, *nodes: Node, double: bool = False) -> list[Atom]:
        """Those of values that meet, in double precision when one of them may have decimals."""
        meeting = double or in_doubles(*nodes)
        return [self.atom(node, double=meeting) for node in nodes]

    def computed(self, node: Node, *, double: bool) -> Atom:
        if isinstance(node, Leaf):
            return self.leaf(node)
        if isinstance(node, Logical):
            return self.logical(node)
        if isinstance(node, Numeric):
            return self.numeric(node, double=double)
        return self.selected(node, double=double)

    def leaf(self, node: Leaf) -> Atom:
        match node:
            case Literal(value):
                return Atom(ast.Constant(value), value is None, isinstance(value, float))
            case Field(name):
                return self.field(name)
            case HasOption(field, option):
                ticked = self.atom(field)
                return self.strict([ticked], ast.Compare(ast.Constant(option), [ast.In()], [ticked.at]))
            case CountTicked(field):
                return self.applied("len", self.atom(field))
            case _:
                assert_never(node)

    def logical(self, node: Logical) -> Atom:
        match node:
            case IsNull(operand):
                return self.put(is_null(self.atom(operand)), nullable=False)
            case Not(operand):
                atom = self.atom(operand)
                return self.strict([atom], ast.UnaryOp(ast.Not(), atom.at))
            case Connect(sign, operands):
                return self.connected(sign, [*map(self.atom, operands)])
            case Compare(sign, left, right):
                one, other = self.atoms(left, right)
                return self.strict([one, other], ast.Compare(one.at, [_COMPARISONS[sign]], [other.at]))
            case In(operand, items):
                return self.among(operand, items)
            case _:
                assert_never(node)

    def numeric(self, node: Numeric, *, double: bool) -> Atom:
        match node:
            case CountKnown(operands):
                return self.count_known([*map(self.atom, operands)])
            case Calculate():
                return self.in_floats(node) if double else self.in_whole_numbers(node)
            case Negate(operand):
                atom = self.operand(operand, double=double)
                return self.strict([atom], ast.UnaryOp(ast.USub(), atom.at), is_float=double)
            case Absolute(operand):
                return self.applied("abs", self.operand(operand, double=double), is_float=double)
            case Length(operand):
                return self.applied("len", self.atom(operand))
            case _:
                assert_never(node)

    def selected(self, node: Selection, *, double: bool) -> Atom:
        match node:
            case Coalesce(operands):
                return self.coalesced(self.atoms(*operands, double=double))
            case Case(branches, otherwise):
                tests = [self.atom(when) for when, _ in branches]
                *results, last = self.atoms(*(then for _, then in branches), otherwise, double=double)
                return self.case(list(zip(tests, results, strict=True)), last)
            case _:
                assert_never(node)

    def put(self, value: ast.expr, *, nullable: bool = True, is_float: bool = False) -> Atom:
        """A new variable that holds the value."""
        name = f"v{len(self.body)}"
        self.body.append(ast.Assign([ast.Name(name, ast.Store())], value))
        return Atom(ast.Name(name, ast.Load()), nullable, is_float)

    def strict(self, operands: list[Atom], value: ast.expr, *, is_float: bool = False) -> Atom:
        """A new variable that holds the value, or None when one of the operands is None."""
        nullable = any(operand.nullable for operand in operands)
        return self.put(unless_null(operands, value), nullable=nullable, is_float=is_float)

    def applied(self, function: str, atom: Atom, *, is_float: bool = False) -> Atom:
        """A new variable that holds the result of a function, or None when its argument is None."""
        return self.strict([atom], called(function, atom.at), is_float=is_float)

    def field(self, name: str) -> Atom:
        if name not in self.fields:
            self.fields[name] = self.put(called("get", ast.Constant(name)))
        return self.fields[name]

    def operand(self, node: Node, *, double: bool) -> Atom:
        atom = self.atom(node, double=double)
        return self.in_double(atom) if double else atom

    def in_double(self, atom: Atom) -> Atom:
        return atom if atom.is_float else self.applied("float", atom, is_float=True)

    def count_known(self, atoms: list[Atom]) -> Atom:
        count: ast.expr = ast.Constant(0)
        for some in _batches(atoms, _LONGEST):
            for atom in some:
                count = ast.BinOp(count, ast.Add(), ast.UnaryOp(ast.Not(), is_null(atom)))
            count = self.put(count, nullable=False).at
        return Atom(count, nullable=False)

    def connected(self, sign: Connective, atoms: list[Atom]) -> Atom:
        """Kleene: the value that decides if there is one, else None if there is one, else the other value."""
        decides = sign == "or"
        unknown = nulls(atoms)
        deciding = [is_the(atom.at, decides) for atom in atoms]
        value = unless(deciding, unless(unknown, ast.Constant(not decides)), ast.Constant(decides))
        return self.put(value, nullable=bool(unknown))

    def among(self, operand: Node, items: tuple[Node, ...]) -> Atom:
        if not all(isinstance(item, Literal) for item in items):
            return self.equal_to_one(operand, items)
        atom, *others = self.atoms(operand, *items)
        constants = [other.at for other in others]
        return self.strict([atom], ast.Compare(atom.at, [ast.In()], [ast.Tuple(constants, ast.Load())]))

    def equal_to_one(self, operand: Node, items: tuple[Node, ...]) -> Atom:
        """Whether a value equals one of several that are not all constants."""
        first, *others = self.atoms(operand, *items)
        equal = (self.strict([first, other], ast.Compare(first.at, [ast.Eq()], [other.at])) for other in others)
        return self.connected("or", [*equal])

    def in_whole_numbers(self, node: Calculate) -> Atom:
        """The result of exact steps, each null when one before is, or when it is too large."""
        found = self.atom(node.first)
        steps = [(sign, self.atom(operand)) for sign, operand in node.rest]
        exceeds = may_exceed(node.first, node.rest)
        for some in _batches(steps, 1 if exceeds else _LONGEST):
            found = self.strict([found, *(atom for _, atom in some)], _run(found.at, some))
            found = self.within(found, GREATEST_WHOLE) if exceeds else found
        return found

    def within(self, atom: Atom, greatest: float) -> Atom:
        """The value, or None when its magnitude is beyond a bound."""
        bounds = ast.Constant(-greatest), ast.Constant(greatest)
        beyond: list[ast.expr] = [is_the(atom.at, None)] if atom.nullable else []
        held = ast.Compare(bounds[0], [ast.LtE(), ast.LtE()], [atom.at, bounds[1]])
        beyond.append(ast.UnaryOp(ast.Not(), held))
        return self.put(ast.IfExp(any_of(beyond), NULL, atom.at), is_float=atom.is_float)

    def in_floats(self, node: Calculate) -> Atom:
        """The result in double precision: null when an operand is, a divisor is zero or it is not finite."""
        first = self.atom(node.first, double=True)
        steps = [(sign, self.atom(operand, double=True)) for sign, operand in node.rest]
        if not steps[0][1].is_float:
            first = self.in_double(first)
        null = [*nulls([first, *(atom for _, atom in steps)]), *_zero_divisors(steps)]
        at = first.at
        for some in _batches(steps, _LONGEST):
            at = _run(at, some)
            if len(some) == _LONGEST:
                at = self.put(unless(null, at, ast.Constant(0.0))).at
        found = self.put(unless(null, at), nullable=bool(null), is_float=True)
        return self.within(found, _GREATEST_DOUBLE) if node.may_overflow else found

    def coalesced(self, atoms: list[Atom]) -> Atom:
        found = atoms[0]
        for atom in atoms[1:]:
            if found.nullable:
                value = ast.IfExp(is_the(found.at, None), atom.at, found.at)
                found = self.put(value, nullable=atom.nullable, is_float=found.is_float and atom.is_float)
        return found

    def case(self, branches: list[tuple[Atom, Atom]], found: Atom) -> Atom:
        for condition, result in reversed(branches):
            value = ast.IfExp(condition.at, result.at, found.at)
            nullable, is_float = found.nullable or result.nullable, found.is_float and result.is_float
            found = self.put(value, nullable=nullable, is_float=is_float)
        return found


def _run(at: ast.expr, steps: _Steps) -> ast.expr:
    """Operations one after the other on a value."""
    for sign, atom in steps:
        at = ast.BinOp(at, _OPERATIONS[sign], atom.at)
    return at


def _zero_divisors(steps: _Steps) -> list[ast.expr]:
    """Of each divisor: whether it is zero."""
    return [ast.Compare(atom.at, [ast.Eq()], [ast.Constant(0)]) for sign, atom in steps if sign == "/"]


def _batches(every: Sequence[_Any], size: int) -> Iterator[Sequence[_Any]]:
    return (every[start : start + size] for start in range(0, len(every), size))
