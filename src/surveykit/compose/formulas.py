"""Expressions as an analyst reads them, in French: codes of fields, signs of mathematics, the options' labels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from surveykit.expressions import BOOLEAN, Node, Type, parse
from surveykit.expressions.syntax import Scalar
from surveykit.expressions.tree import (
    Absolute,
    Calculate,
    Case,
    Coalesce,
    Compare,
    Connect,
    CountKnown,
    CountTicked,
    Field,
    HasOption,
    In,
    IsNull,
    Length,
    Literal,
    Negate,
    Not,
)
from surveykit.model import Survey
from surveykit.texts import NARROW_NBSP, NBSP

_SIGNS = {"=": "=", "<>": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥", "+": "+", "-": "−", "*": "×", "/": "÷"}
_CONTRARY = {"=": "≠", "<>": "=", "<": "≥", "<=": ">", ">": "≤", ">=": "<"}
_AND, _OR = " et ", " ou "


class Formulas:
    """Writes expressions over fields of some types, whose options have labels (the codes where there is none).

    Two expressions that read alike have the same value whatever the answers are.
    """

    def __init__(self, types: Mapping[str, Type], labels: Mapping[str, Mapping[str, str]]) -> None:
        self._types = types
        self._labels = labels

    @classmethod
    def of(cls, survey: Survey) -> Formulas:
        """Writes the expressions of one survey; derived values are called by their code."""
        derived = {name: expression.type for name, expression in survey.derived_expressions.items()}
        labels: dict[str, dict[str, str]] = {
            field.code: {option.code: option.label for option in field.facts.options} for field in survey.fields()
        }
        return cls({**survey.schema_types, **derived}, labels)

    def tree(self, text: str) -> Node:
        """What an expression means, each derived value in it a name."""
        return parse(text, self._types).root

    def said(self, text: str) -> str:
        """An expression in words: `q9 ≤ q2`, `q13_sens comprend « Réduction »`."""
        return self._said(self.tree(text))

    def label(self, field: str, option: str) -> str:
        """An option's label between French quotation marks."""
        return quoted(self._labels.get(field, {}).get(option, option))

    def _said(self, node: Node) -> str:  # noqa: C901, PLR0911, PLR0912 (one branch per kind of node)
        match node:
            case Field(name=name):
                return f"{name} = oui" if node.type == BOOLEAN else name
            case Literal(value=value):
                return _scalar(value)
            case HasOption(field=field, option=option):
                return f"{field.name} comprend {self.label(field.name, option)}"
            case CountTicked(field=field):
                return f"nombre de cases cochées en {field.name}"
            case CountKnown(operands=operands):
                return f"nombre de réponses parmi ({self._listed(operands)})"
            case IsNull(operand=operand):
                return f"{self._name(operand)} sans réponse"
            case Not(operand=operand):
                return self._denied(operand)
            case Connect():
                return self._connected(node)
            case Compare(sign=sign, left=left, right=right):
                return self._compared(sign, left, right)
            case In(operand=operand, items=items):
                return f"{self._name(operand)} parmi ({self._listed(items, operand)})"
            case Calculate(first=first, rest=rest):
                return self._term(first) + "".join(f" {_SIGNS[sign]} {self._term(one)}" for sign, one in rest)
            case Negate(operand=operand):
                return f"−{self._term(operand)}"
            case Absolute(operand=operand):
                return f"valeur absolue de ({self._said(operand)})"
            case Length(operand=operand):
                return f"nombre de caractères de {self._name(operand)}"
            case Coalesce(operands=operands):
                return self._first_known(operands)
            case Case():
                return self._case(node)
            case _:
                assert_never(node)

    def _name(self, node: Node) -> str:
        """A value by its name, where it is not a condition."""
        if isinstance(node, Field):
            return node.name
        return self._said(node) if isinstance(node, Coalesce | Calculate | Length | CountTicked) else self._term(node)

    def _term(self, node: Node) -> str:
        """A part of a calculation, in brackets where it has several words."""
        if isinstance(node, Field):
            return node.name
        return self._said(node) if isinstance(node, Literal | Coalesce) else f"({self._said(node)})"

    def _listed(self, nodes: tuple[Node, ...], whose: Node | None = None) -> str:
        return ", ".join(self._value(one, whose) for one in nodes)

    def _value(self, node: Node, whose: Node | None) -> str:
        """A value; a code of an option by the label that it has in the field that it is compared with."""
        if isinstance(node, Literal) and isinstance(node.value, str) and isinstance(whose, Field):
            return self.label(whose.name, node.value)
        return self._name(node)

    def _denied(self, node: Node) -> str:  # noqa: PLR0911 (one branch per kind of node)
        match node:
            case Field(name=name):
                return f"{name} = non"
            case HasOption(field=field, option=option):
                return f"{field.name} ne comprend pas {self.label(field.name, option)}"
            case IsNull(operand=operand):
                return f"{self._name(operand)} renseigné"
            case Not(operand=operand):
                return self._said(operand)
            case Compare(sign=sign, left=left, right=right):
                return f"{self._value(left, right)} {_CONTRARY[sign]} {self._value(right, left)}"
            case Connect(sign=sign, operands=operands):
                word = _AND if sign == "or" else _OR
                return word.join(self._part(Not(one), word) for one in operands)
            case _:
                return f"il est faux que ({self._said(node)})"

    def _compared(self, sign: str, left: Node, right: Node) -> str:
        return f"{self._value(left, right)} {_SIGNS[sign]} {self._value(right, left)}"

    def _connected(self, node: Connect) -> str:
        match node:
            case Connect(sign="or", operands=(Not(operand=condition), then)) if not isinstance(condition, IsNull):
                return f"si {self._clause(condition)}, alors {self._clause(then)}"
            case _:
                word = _AND if node.sign == "and" else _OR
                return word.join(self._part(one, word) for one in node.operands)

    def _clause(self, node: Node) -> str:
        """What stands after "si" or "alors"."""
        said = self._said(node)
        return f"({said})" if said.startswith("si ") else said

    def _part(self, node: Node, word: str) -> str:
        said = self._said(node)
        mixed = (_OR if word == _AND else _AND) in said or said.startswith("si ")
        return f"({said})" if mixed else said

    def _first_known(self, operands: tuple[Node, ...]) -> str:
        first, *others = operands
        match others:
            case [Literal(value=value)]:
                return f"{self._name(first)} ({_scalar(value)} à défaut)"
            case _:
                return f"première valeur connue parmi ({self._listed(operands)})"

    def _case(self, node: Case) -> str:
        told = [f"{self._name(result)} si {self._clause(condition)}" for condition, result in node.branches]
        if not (isinstance(node.otherwise, Literal) and node.otherwise.value is None):
            told.append(f"{self._name(node.otherwise)} sinon")
        return f"{NARROW_NBSP}; ".join(told)


def quoted(text: str) -> str:
    """A text between French quotation marks, unless it begins with them."""
    return text if text.startswith("«") else f"«{NBSP}{text}{NBSP}»"


def _scalar(value: Scalar) -> str:
    match value:
        case None:
            return "inconnu"
        case bool():
            return "oui" if value else "non"
        case str():
            return quoted(value)
        case int() | float():
            return str(value).replace(".", ",").replace("-", "−")
        case _:
            assert_never(value)
