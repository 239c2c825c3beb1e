"""Responses that a respondent could have given: coherent with the survey's conditions and rules, with gaps."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from random import Random
from typing import assert_never

from surveykit.expressions import to_python
from surveykit.ids import FieldId, OptionCode
from surveykit.model import (
    Count,
    FreeText,
    ManyChoices,
    OneChoice,
    Respondent,
    Scale,
    Survey,
    SurveyField,
    YesNo,
)
from surveykit.responses import Answer, Answered, Blank, NonResponse, NonResponseReason, Response, Value
from surveykit.simulate.phrases import contact_line, sentences

Complaints = Callable[[Response], Collection[str]]
"""Which fields take part in what is wrong with a response; empty when nothing is."""

BLANK_SHARE = 0.05
NC_SHARE = 0.02
ATTEMPTS = 400

_Answers = dict[FieldId, Answer]


def simulate(survey: Survey, seed: int, complaints: Complaints) -> Iterator[tuple[Respondent, Response]]:
    """One plausible response for every respondent of the population, in its order.

    Fields whose condition does not hold stay blank. Answers that `complaints` names are drawn again one by
    one, keeping what makes fewer complaints, and left blank in the end: the response then breaks no rule.
    """
    for respondent in survey.population.respondents:
        random = Random(f"{survey.id}/{survey.edition}/{seed}/{respondent.code}")  # noqa: S311 (a rehearsal, not a secret)
        drawn = _Draw(survey, random)
        contact = {line.code: contact_line(line.code, respondent.name, random) for line in survey.contact}
        answers = _settled(survey, drawn, drawn.answers(), complaints, random)
        yield respondent, Response(survey.id, survey.edition, respondent.code, answers, contact)


def _settled(
    survey: Survey, drawn: _Draw, answers: _Answers, complaints: Complaints, random: Random
) -> Mapping[FieldId, Answer]:
    """The answers, changed as little as it takes for nothing to be wrong with them."""

    def complained_of(tried: _Answers) -> Sequence[str]:
        return sorted(complaints(Response(survey.id, survey.edition, None, tried)))

    named = complained_of(answers)
    for _ in range(ATTEMPTS):
        if not named:
            return answers
        tried = drawn.again(answers, random.choice(named))
        wrong = complained_of(tried)
        if len(wrong) <= len(named):
            answers, named = tried, wrong
    for _ in answers:
        if not named:
            break
        answers = drawn.again(answers, random.choice(named), give_up=True)
        named = complained_of(answers)
    return answers


class _Draw:
    """The draws of one respondent, whose counts share a size."""

    def __init__(self, survey: Survey, random: Random) -> None:
        self._survey = survey
        self._random = random
        self._size = random.lognormvariate(3.0, 0.45)
        self._conditions = {
            field.code: to_python(survey.expression(field.condition.when))
            for field in survey.fields()
            if field.condition is not None
        }

    def answers(self) -> _Answers:
        """An answer for every field, drawn in order so that conditions are known."""
        answers: _Answers = {}
        values: dict[str, Value] = {}
        for field in self._survey.fields():
            answers[field.code] = answer = self._answer(field, values)
            if isinstance(answer, Answered):
                values[field.code] = answer.value
        return answers

    def again(self, answers: _Answers, named: str, *, give_up: bool = False) -> _Answers:
        """The same answers with one drawn again (or left blank), and what depends on it made to fit."""
        fresh: _Answers = {}
        values: dict[str, Value] = {}
        for field in self._survey.fields():
            answer = answers[field.code]
            applies = self._applies(field, values)
            newly_asked = field.condition is not None and isinstance(answer, Blank) and not give_up
            if not applies:
                answer = Blank()
            elif field.code == named:
                answer = Blank() if give_up else Answered(self._value(field))
            elif newly_asked:
                answer = self._answer(field, values)
            fresh[field.code] = answer
            if isinstance(answer, Answered):
                values[field.code] = answer.value
        return fresh

    def _applies(self, field: SurveyField, values: dict[str, Value]) -> bool:
        condition = self._conditions.get(field.code)
        return condition is None or condition(values) is True

    def _answer(self, field: SurveyField, values: dict[str, Value]) -> Answer:
        if not self._applies(field, values):
            return Blank()
        if field.condition is None and self._random.random() < BLANK_SHARE:
            return Blank()
        if isinstance(field.part, Count) and field.condition is None and self._random.random() < NC_SHARE:
            return NonResponse(NonResponseReason.NOT_COMMUNICATED)
        return Answered(self._value(field))

    def _value(self, field: SurveyField) -> Value:
        random = self._random
        match field.part:
            case Count(minimum=low, maximum=high):
                number = low + round(self._size * random.random())
                return number if high is None else min(number, high)
            case Scale(minimum=low, maximum=high):
                return round(random.triangular(low, high, low + 0.6 * (high - low)))
            case YesNo():
                return random.random() < 0.6
            case OneChoice(options=options):
                return random.choice(options).code
            case ManyChoices(options=options):
                ticked = [option.code for option in options if random.random() < 0.45]
                return frozenset[OptionCode](ticked or [options[0].code])
            case FreeText(lines=lines):
                return sentences(random, 1 if lines == 1 else random.randint(1, 3))
            case _:
                assert_never(field.part)
