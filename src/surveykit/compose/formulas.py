"""Expressions as an analyst reads them: codes of fields, signs of mathematics, the options' labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

from surveykit.compose.words import quoted
from surveykit.expressions import BOOLEAN, TEXT, Node, Type, parse
from surveykit.expressions.syntax import Connective, Scalar
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
from surveykit.silence import NOTHING
from surveykit.words import Room, notation

_said = Room("formula")
_SIGNS = {"=": "=", "<>": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥", "+": "+", "-": "−", "*": "×", "/": "÷"}
_CONTRARY = {"=": "≠", "<>": "=", "<": "≥", "<=": ">", ">": "≤", ">=": "<"}
_AND, _OR = _said.word(" and "), _said.word(" or ")
_WORDS: Mapping[Connective, tuple[str, str]] = {"and": (_AND, _OR), "or": (_OR, _AND)}
"""The word of each sign, and that of the other."""
_NOTHING = Literal(NOTHING, TEXT)
_SAYING = {"=": _said.word("{field} = nothing to say"), "≠": _said.word("{field} ≠ nothing to say")}
"""A text compared with what is held of one that says that there is nothing to say."""


class Formulas:
    """Writes expressions, in a language, over fields of some types, whose options have labels (else their codes).

    Two expressions that read alike have the same value whatever the answers are.
    """

    def __init__(self, language: str, types: Mapping[str, Type], labels: Mapping[str, Mapping[str, str]]) -> None:
        self._language = language
        self._types = types
        self._labels = labels

    @classmethod
    def of(cls, survey: Survey) -> Formulas:
        """Writes the expressions of one survey; derived values are called by their code."""
        derived = {name: expression.type for name, expression in survey.derived_expressions.items()}
        labels: dict[str, dict[str, str]] = {
            field.code: {option.code: option.label for option in field.facts.options} for field in survey.fields()
        }
        return cls(survey.language, {**survey.schema_types, **derived}, labels)

    def tree(self, text: str) -> Node:
        """The parsed expression, in which a derived value is a name and not its formula."""
        return parse(text, self._types).root

    def said(self, text: str) -> str:
        """An expression in words: `q9 ≤ q2`, `q13_sens holds “Reduction”`."""
        return self._whole(self.tree(text))

    def label(self, field: str, option: str) -> str:
        """An option's label between quotation marks."""
        return quoted(self._language, self._labels.get(field, {}).get(option, option))

    def _whole(self, node: Node) -> str:
        match node:
            case Field() | Literal() | Coalesce() | Case():
                return self._chosen(node)
            case HasOption() | IsNull() | Not() | Connect() | Compare() | In():
                return self._condition(node)
            case CountTicked() | CountKnown() | Length() | Absolute() | Calculate() | Negate():
                return self._number(node)
            case _:
                assert_never(node)

    def _chosen(self, node: Field | Literal | Coalesce | Case) -> str:
        match node:
            case Field(name=name):
                return _said(self._language, "{field} = yes", field=name) if node.type == BOOLEAN else name
            case Literal(value=value):
                return _scalar(self._language, value)
            case Coalesce(operands=operands):
                return self._first_known(operands)
            case Case():
                return self._case(node)
            case _:
                assert_never(node)

    def _condition(self, node: HasOption | IsNull | Not | Connect | Compare | In) -> str:
        match node:
            case HasOption(field=field, option=option):
                option = self.label(field.name, option)
                return _said(self._language, "{field} holds {option}", field=field.name, option=option)
            case IsNull(operand=operand):
                return _said(self._language, "{value} without an answer", value=self._name(operand))
            case Not(operand=operand):
                return self._denied(operand)
            case Connect():
                return self._connected(node)
            case Compare(sign=sign, left=left, right=right):
                return self._compared(_SIGNS[sign], left, right)
            case In(operand=operand, items=items):
                values = self._listed(items, operand)
                return _said(self._language, "{value} among ({values})", value=self._name(operand), values=values)
            case _:
                assert_never(node)

    def _number(self, node: CountTicked | CountKnown | Length | Absolute | Calculate | Negate) -> str:
        match node:
            case CountTicked(field=field):
                return _said(self._language, "number of boxes ticked in {field}", field=field.name)
            case CountKnown(operands=operands):
                values = self._listed(operands)
                return _said(self._language, "number of answers among ({values})", values=values)
            case Length(operand=operand):
                return _said(self._language, "number of characters of {value}", value=self._name(operand))
            case Absolute(operand=operand):
                return _said(self._language, "absolute value of ({value})", value=self._whole(operand))
            case Calculate(first=first, rest=rest):
                return self._term(first) + "".join(f" {_SIGNS[sign]} {self._term(one)}" for sign, one in rest)
            case Negate(operand=operand):
                return f"−{self._term(operand)}"
            case _:
                assert_never(node)

    def _name(self, node: Node) -> str:
        """A value by its name, where it is not a condition."""
        if isinstance(node, Field):
            return node.name
        return self._whole(node) if isinstance(node, Coalesce | Calculate | Length | CountTicked) else self._term(node)

    def _term(self, node: Node) -> str:
        """A part of a calculation, in brackets where it has several words."""
        if isinstance(node, Field):
            return node.name
        return self._whole(node) if isinstance(node, Literal | Coalesce) else f"({self._whole(node)})"

    def _listed(self, nodes: tuple[Node, ...], whose: Node | None = None) -> list[str]:
        return [self._value(one, whose) for one in nodes]

    def _value(self, node: Node, whose: Node | None) -> str:
        """A value; a code of an option by the label that it has in the field that it is compared with."""
        if isinstance(node, Literal) and isinstance(node.value, str) and isinstance(whose, Field):
            return self.label(whose.name, node.value)
        return self._name(node)

    def _denied(self, node: Node) -> str:
        match node:
            case Not(operand=operand):
                return self._whole(operand)
            case Compare(sign=sign, left=left, right=right):
                return self._compared(_CONTRARY[sign], left, right)
            case Connect(sign=sign, operands=operands):
                return self._joined("or" if sign == "and" else "and", tuple(map(Not, operands)))
            case _:
                return self._not_so(node)

    def _not_so(self, node: Node) -> str:
        match node:
            case Field(name=name):
                return _said(self._language, "{field} = no", field=name)
            case HasOption(field=field, option=option):
                option = self.label(field.name, option)
                return _said(self._language, "{field} does not hold {option}", field=field.name, option=option)
            case IsNull(operand=operand):
                return _said(self._language, "{value} with an answer", value=self._name(operand))
            case _:
                return _said(self._language, "it is false that ({condition})", condition=self._whole(node))

    def _compared(self, sign: str, left: Node, right: Node) -> str:
        if isinstance(left, Field) and right == _NOTHING and sign in _SAYING:
            return _said(self._language, _SAYING[sign], field=left.name)
        return f"{self._value(left, right)} {sign} {self._value(right, left)}"

    def _connected(self, node: Connect) -> str:
        match _implication(node):
            case None:
                return self._joined(node.sign, node.operands)
            case condition, then:
                return _said(
                    self._language,
                    "if {condition}, then {consequence}",
                    condition=self._clause(condition),
                    consequence=self._clause(then),
                )

    def _clause(self, node: Node) -> str:
        """The words after "if" or "then": in brackets when they begin with another "if"."""
        said = self._whole(node)
        return f"({said})" if _begins_with_if(node) else said

    def _joined(self, sign: Connective, operands: Sequence[Node]) -> str:
        word, other = (_said(self._language, one) for one in _WORDS[sign])
        return word.join(self._part(one, other) for one in operands)

    def _part(self, node: Node, other: str) -> str:
        """One operand of "and" or "or", in brackets when it contains the `other` of the two."""
        said = self._whole(node)
        return f"({said})" if other in said or _begins_with_if(node) else said

    def _first_known(self, operands: tuple[Node, ...]) -> str:
        match operands:
            case [first, Literal(value=value)]:
                default = _scalar(self._language, value)
                return _said(self._language, "{value} (else {default})", value=self._name(first), default=default)
            case _:
                return _said(self._language, "first known value among ({values})", values=self._listed(operands))

    def _case(self, node: Case) -> str:
        told = [
            _said(self._language, "{value} if {condition}", value=self._name(value), condition=self._clause(condition))
            for condition, value in node.branches
        ]
        if not (isinstance(node.otherwise, Literal) and node.otherwise.value is None):
            told.append(_said(self._language, "{value} otherwise", value=self._name(node.otherwise)))
        return _said(self._language, "; ").join(told)


def _implication(node: Connect) -> tuple[Node, Node] | None:
    """The two conditions of `not a or b`, which reads `if a, then b`."""
    match node:
        case Connect(sign="or", operands=(Not(operand=condition), then)) if not isinstance(condition, IsNull):
            return condition, then
        case _:
            return None


def _begins_with_if(node: Node) -> bool:
    match node:
        case Connect():
            return _implication(node) is not None
        case Not(operand=Not(operand=operand)):
            return _begins_with_if(operand)
        case _:
            return False


def _scalar(language: str, value: Scalar) -> str:
    match value:
        case None:
            return _said(language, "unknown")
        case bool():
            return _said(language, "yes") if value else _said(language, "no")
        case str():
            return quoted(language, value)
        case int() | float():
            return notation(language).as_it_is(value)
        case _:
            assert_never(value)
