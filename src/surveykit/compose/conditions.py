"""The respondents that a field concerns, in a sentence: `Cities having answered “yes” in question 11`."""

from __future__ import annotations

from surveykit.compose.formulas import Formulas
from surveykit.compose.words import quoted
from surveykit.expressions import Node
from surveykit.expressions.tree import Compare, Connect, Field, HasOption, IsNull, Literal, Not
from surveykit.ids import FieldId
from surveykit.model import Survey, SurveyField
from surveykit.silence import NOTHING
from surveykit.words import Room

_said = Room("condition")
_HAVING, _YOU_HAVE = _said.word("having {done}"), _said.word("you have {done}")
_BOTH = {"and": _said.word("{first} and {next}"), "or": _said.word("{first} or {next}")}
_CHOSEN = {
    "=": _said.word("chosen {option} {where}"),
    "<>": _said.word("chosen another answer than {option} {where}"),
}
_NOTHING_SAID = {
    "=": _said.word("written {where} that there is nothing to say"),
    "<>": _said.word("written {where} something other than “nothing to say”"),
}
_AMOUNTS = {
    "=": _said.word("entered {number} {where}"),
    ">=": _said.word("entered at least {number} {where}"),
    "<=": _said.word("entered at most {number} {where}"),
    ">": _said.word("entered more than {number} {where}"),
    "<": _said.word("entered less than {number} {where}"),
}


class Conditions:
    """Says the conditions of one survey's fields, in its language."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._language = survey.language
        self._formulas = Formulas.of(survey)

    def concerned(self, field: SurveyField) -> str:
        """Those who are to answer a field: everyone, or those for whom its condition is true.

        A condition that has no short sentence is given as a formula.
        """
        units = self._survey.population.units
        if field.condition is None:
            return _said(self._language, "All {units}", units=units)
        told = self._sentence(self._formulas.tree(field.condition.when), _HAVING)
        if told is not None:
            return _said(self._language, "{units!c} {condition}", units=units, condition=told)
        formula = self._formulas.said(field.condition.when)
        return _said(self._language, "{units!c} that fulfil the condition: {formula}", units=units, formula=formula)

    def for_you(self, field: SurveyField) -> str:
        """When the reader is to answer a field: always, or if its condition is true.

        A condition that has no short sentence is given in the words that the form has for it.
        """
        if field.condition is None:
            return _said(self._language, "Always")
        told = self._sentence(self._formulas.tree(field.condition.when), _YOU_HAVE)
        if told is not None:
            return _said(self._language, "If {condition}", condition=told)
        return _said(self._language, "In the case {condition}", condition=quoted(self._language, field.condition.label))

    def _sentence(self, node: Node, have: str) -> str | None:
        """A condition in words, each part begun with `have`: `having answered “yes” in question 11`.

        None when a part of it has no words.
        """
        if not isinstance(node, Connect):
            done = self._done(node)
            return None if done is None else _said(self._language, have, done=done)
        told = None
        for done in map(self._done, node.operands):
            if done is None:
                return None
            this = _said(self._language, have, done=done)
            told = this if told is None else _said(self._language, _BOTH[node.sign], first=told, next=this)
        return told

    def _done(self, node: Node) -> str | None:
        match node:
            case Field(name=name) if self._is_asked(name):
                return _said(self._language, "answered “yes” {where}", where=self._where(name))
            case HasOption(field=field, option=option):
                return self._of_option(_said.word("ticked {option} {where}"), field.name, option)
            case Compare(sign=sign, left=Field(name=name), right=Literal(value=value)) if self._is_asked(name):
                return self._compared(name, sign, value)
            case Not(operand=operand):
                return self._denied(operand)
            case _:
                return None

    def _is_asked(self, name: str) -> bool:
        return name in self._survey.field_by_code

    def _compared(self, name: str, sign: str, value: object) -> str | None:
        if value == NOTHING and sign in _NOTHING_SAID:
            return _said(self._language, _NOTHING_SAID[sign], where=self._where(name))
        match value:
            case str() if sign in _CHOSEN:
                return self._of_option(_CHOSEN[sign], name, value)
            case int() if not isinstance(value, bool) and sign in _AMOUNTS:
                return _said(self._language, _AMOUNTS[sign], number=str(value), where=self._where(name))
            case _:
                return None

    def _denied(self, node: Node) -> str | None:
        match node:
            case Field(name=name) if self._is_asked(name):
                return _said(self._language, "answered “no” {where}", where=self._where(name))
            case Compare(sign="=", left=Field(name=name), right=Literal(value="")) if self._is_asked(name):
                return self._compared(name, "<>", NOTHING)
            case IsNull(operand=Field(name=name)) if self._is_asked(name):
                return _said(self._language, "answered {where}", where=self._where(name))
            case HasOption(field=field, option=option):
                return self._of_option(_said.word("answered without ticking {option} {where}"), field.name, option)
            case _:
                return None

    def _of_option(self, sentence: str, name: str, option: str) -> str:
        return _said(self._language, sentence, option=self._formulas.label(name, option), where=self._where(name))

    def _where(self, name: str) -> str:
        """The question of a field, and the field itself where it is not the first of its question."""
        field = self._survey.field_by_code[FieldId(name)]
        number = field.question.number
        if field.part is field.question.fields[0]:
            return _said(self._language, "in question {number}", number=number)
        return _said(self._language, "in question {number} ({field})", number=number, field=field.label)
