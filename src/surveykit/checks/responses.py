"""Checks of a response: its survey's rules, conditions, details, and questions left without an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from surveykit.checks.sentences import Wording
from surveykit.expressions import BOOLEAN, Evaluate, Expression, to_python
from surveykit.findings import Finding, Place, Severity
from surveykit.ids import FieldId, OptionCode
from surveykit.model import Rule, Survey, SurveyField
from surveykit.responses import Answer, Answered, Blank, Missing, Response, Unreadable, Value
from surveykit.words import Slots

ANSWERED_THOUGH_NOT_CONCERNED = "answered_though_not_concerned"
ANSWER_EXPECTED = "answer_expected"
DETAIL_EXPECTED = "detail_expected"
DETAIL_UNEXPECTED = "detail_unexpected"
NO_ANSWER = "no_answer"
EMPTY_FORM = "empty_form"

_BLANK: Answer = Blank()
_Row = Mapping[str, Value | None]


class _CompiledRule(Struct, frozen=True):
    rule: Rule
    when: Evaluate | None
    check: Evaluate
    place: Place


class ResponseChecks:
    """The checks of one survey, compiled once for any number of responses."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._fields = tuple(survey.fields())
        self._asked = _by_question(self._fields)
        self._wording = Wording(survey)
        self._rules = tuple(map(self._compiled, survey.rules))
        self._conditions = {
            field.code: to_python(survey.expression(field.condition.when, BOOLEAN))
            for field in self._fields
            if field.condition is not None
        }

    @cached_property
    def _conditional(self) -> tuple[SurveyField, ...]:
        """The fields that are not for everybody."""
        return tuple(one for one in self._fields if one.detail_of is not None or one.code in self._conditions)

    def check(self, response: Response) -> tuple[Finding, ...]:
        """Everything to ask about a response: first each field in order, then the rules in order.

        Nothing is said of what cannot be known: a rule or a condition that rests on a missing answer.
        """
        answers = response.answers
        if all(isinstance(answers.get(field.code, _BLANK), Blank | Missing) for field in self._fields):
            empty = Finding(EMPTY_FORM, Severity.WARNING, place=Place(respondent=response.respondent))
            return (replace(empty, language=self._survey.language),)
        row: _Row = response.values()
        findings = (*self._of_fields(answers, row), *self._without_answer(answers), *self._of_rules(answers, row))
        return tuple(self._addressed(found, response) for found in findings)

    def _addressed(self, found: Finding, response: Response) -> Finding:
        place = replace(found.place, respondent=response.respondent)
        return replace(found, place=place, language=self._survey.language)

    def _compiled(self, rule: Rule) -> _CompiledRule:
        check = self._survey.expression(rule.check, BOOLEAN)
        when = None if rule.when is None else to_python(self._survey.expression(rule.when, BOOLEAN))
        return _CompiledRule(rule, when, to_python(check), self._place_of(check))

    def _place_of(self, check: Expression) -> Place:
        named = self._named(check)
        first = next((field for field in self._fields if field.code in named), None)
        return Place() if first is None else Place(question=first.question.number, field=first.code)

    def _named(self, expression: Expression) -> set[str]:
        """The fields that an expression rests on, through derived values too."""
        derived = self._survey.derived_expressions
        names = set(expression.names)
        return names.union(*(self._named(derived[name]) for name in names if name in derived))

    def _of_rules(self, answers: Mapping[FieldId, Answer], row: _Row) -> Iterator[Finding]:
        for one in self._rules:
            concerned = one.when is None or one.when(row) is True
            if concerned and one.check(row) is False:
                said = self._wording.filled(one.rule.message, answers, row)
                ask = self._wording.filled(one.rule.asked(self._survey.language), answers, row)
                slots = self._wording.slots(one.rule.message, answers, row)
                yield Finding(one.rule.code, one.rule.severity, said, one.place, slots=slots, ask=ask)

    def _of_fields(self, answers: Mapping[FieldId, Answer], row: _Row) -> Iterator[Finding]:
        for field in self._conditional:
            answer = answers.get(field.code, _BLANK)
            if field.detail_of is not None:
                yield from self._of_detail(field, field.detail_of, answer, answers)
            else:
                yield from self._of_condition(field, answer, self._conditions[field.code](row))

    def _of_condition(self, field: SurveyField, answer: Answer, holds: object) -> Iterator[Finding]:
        condition = "" if field.condition is None else field.condition.label
        if holds is False and _is_something(answer):
            yield _finding(ANSWERED_THOUGH_NOT_CONCERNED, field, _raw(answer), condition=condition)
        if holds is True and isinstance(answer, Blank) and not field.part.optional:
            yield _finding(ANSWER_EXPECTED, field, condition=condition)

    def _of_detail(
        self,
        field: SurveyField,
        detail_of: tuple[FieldId, OptionCode],
        answer: Answer,
        answers: Mapping[FieldId, Answer],
    ) -> Iterator[Finding]:
        code, option = detail_of
        chosen = _is_chosen(answers.get(code, _BLANK), option)
        label = self._wording.option(code, option)
        if chosen is True and isinstance(answer, Blank):
            yield _finding(DETAIL_EXPECTED, field, option=label)
        if chosen is False and _is_something(answer):
            yield _finding(DETAIL_UNEXPECTED, field, _raw(answer), option=label)

    def _without_answer(self, answers: Mapping[FieldId, Answer]) -> Iterator[Finding]:
        for number, asked, awaited in self._asked:
            if blank := [field for field in awaited if _is_blank(answers, field)]:
                place = Place(question=number, field=blank[0].code)
                yield Finding(NO_ANSWER, Severity.INFO, place=place, slots=_which(blank, asked, answers))


def check_response(survey: Survey, response: Response) -> tuple[Finding, ...]:
    """Everything to ask about one response; for many, keep one `ResponseChecks` of the survey."""
    return ResponseChecks(survey).check(response)


def _finding(code: str, field: SurveyField, raw: str | None = None, **slots: str) -> Finding:
    place = Place(question=field.question.number, field=field.code)
    return Finding(code, Severity.WARNING, place=place, raw=raw, slots={**field.names, **slots})


def _by_question(fields: Iterable[SurveyField]) -> Sequence[tuple[str, list[SurveyField], list[SurveyField]]]:
    """The number of each question, its fields, and those of them that everybody is to answer."""
    found: dict[str, list[SurveyField]] = {}
    for field in fields:
        found.setdefault(field.question.number, []).append(field)
    return [(number, asked, [one for one in asked if _is_awaited(one)]) for number, asked in found.items()]


def _which(blank: list[SurveyField], asked: list[SurveyField], answers: Mapping[FieldId, Answer]) -> Slots:
    """Which fields of a question have no answer, unless none has."""
    if all(_is_blank(answers, field) for field in asked) and len(blank) > 1:
        return {}
    return {"label": [field.label for field in blank]}


def _is_something(answer: Answer) -> bool:
    """Whether an answer says something other than the number zero."""
    return isinstance(answer, Answered | Unreadable) and not _is_zero(answer)


def _is_zero(answer: Answer) -> bool:
    """Whether an answer is the number zero: « Non », then « 0 » to « combien ? », do not contradict each other."""
    return isinstance(answer, Answered) and type(answer.value) is int and answer.value == 0


def _is_awaited(field: SurveyField) -> bool:
    return field.condition is None and not field.part.optional


def _is_blank(answers: Mapping[FieldId, Answer], field: SurveyField) -> bool:
    return isinstance(answers.get(field.code, _BLANK), Blank)


def _is_chosen(answer: Answer, option: OptionCode) -> bool | None:
    """Whether an option is chosen, None when the answer does not say; none is when the answer is blank."""
    if isinstance(answer, Blank):
        return False
    if not isinstance(answer, Answered):
        return None
    return option in answer.value if isinstance(answer.value, frozenset) else option == answer.value


def _raw(answer: Answer) -> str | None:
    return None if isinstance(answer, Blank | Missing) else answer.raw
