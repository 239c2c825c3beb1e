"""Who is concerned by a field, in a French sentence: « ARS ayant répondu « oui » à la question 11 »."""

from __future__ import annotations

from surveykit.compose.formulas import Formulas, quoted
from surveykit.expressions import Node
from surveykit.expressions.tree import Compare, Connect, Field, HasOption, IsNull, Literal, Not
from surveykit.ids import FieldId
from surveykit.model import Survey, SurveyField
from surveykit.texts import NBSP

_AMOUNTS = {"=": "", ">=": "au moins ", "<=": "au plus ", ">": "plus de ", "<": "moins de "}


class Conditions:
    """Says the conditions of one survey's fields."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._formulas = Formulas.of(survey)

    def concerned(self, field: SurveyField) -> str:
        """Those who are to answer a field: everyone, or those for whom its condition is true.

        A condition that has no short sentence is given as a formula.
        """
        units = self._survey.population.units
        if field.condition is None:
            return f"Ensemble des {units}"
        said = self._said(self._formulas.tree(field.condition.when), "ayant")
        units = units[:1].upper() + units[1:]
        if said is None:
            return f"{units} vérifiant la condition{NBSP}: {self._formulas.said(field.condition.when)}"
        return f"{units} {said}"

    def for_you(self, field: SurveyField) -> str:
        """When the reader is to answer a field: always, or if its condition is true.

        A condition that has no short sentence is given in the words that the form has for it.
        """
        if field.condition is None:
            return "Toujours"
        said = self._said(self._formulas.tree(field.condition.when), "vous avez")
        return f"Si {said}" if said else f"Dans le cas {quoted(field.condition.label)}"

    def _said(self, node: Node, have: str) -> str | None:
        """What one has done for a condition to be true, each time after the verb `have`."""
        if not isinstance(node, Connect):
            done = self._done(node)
            return None if done is None else f"{have} {done}"
        said = [self._done(one) for one in node.operands]
        word = " et " if node.sign == "and" else " ou "
        return None if None in said else word.join(f"{have} {one}" for one in said)

    def _done(self, node: Node) -> str | None:
        match node:
            case Field(name=name) if self._is_asked(name):
                return f"répondu «{NBSP}oui{NBSP}» {self._where(name)}"
            case HasOption(field=field, option=option):
                return f"coché {self._formulas.label(field.name, option)} {self._where(field.name)}"
            case Compare(sign=sign, left=Field(name=name), right=Literal(value=value)) if self._is_asked(name):
                return self._compared(name, sign, value)
            case Not(operand=operand):
                return self._denied(operand)
            case _:
                return None

    def _is_asked(self, name: str) -> bool:
        return name in self._survey.field_by_code

    def _compared(self, name: str, sign: str, value: object) -> str | None:
        match value:
            case str() if sign in {"=", "<>"}:
                chosen = "choisi" if sign == "=" else "choisi une autre réponse que"
                return f"{chosen} {self._formulas.label(name, value)} {self._where(name)}"
            case int() if not isinstance(value, bool) and sign in _AMOUNTS:
                return f"indiqué {_AMOUNTS[sign]}{value} {self._where(name)}"
            case _:
                return None

    def _denied(self, node: Node) -> str | None:
        match node:
            case Field(name=name) if self._is_asked(name):
                return f"répondu «{NBSP}non{NBSP}» {self._where(name)}"
            case IsNull(operand=Field(name=name)) if self._is_asked(name):
                return f"répondu {self._where(name)}"
            case HasOption(field=field, option=option):
                label = self._formulas.label(field.name, option)
                return f"répondu sans cocher {label} {self._where(field.name)}"
            case _:
                return None

    def _where(self, name: str) -> str:
        """The question of a field, and the field itself where it is not the first of its question."""
        field = self._survey.field_by_code[FieldId(name)]
        question = field.question
        place = f"à la question{NBSP}{question.number}"
        return place if field.part is question.fields[0] else f"{place} ({field.label})"
