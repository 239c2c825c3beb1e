"""Responses that a respondent could have given: coherent with the survey's conditions and rules, with gaps."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
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
ATTEMPTS = 60


def simulate(survey: Survey, seed: int, complaints: Complaints) -> Iterator[tuple[Respondent, Response]]:
    """One plausible response for every respondent of the population, in its order.

    Fields whose condition does not hold stay blank. Answers that `complaints` names are drawn again, ever
    smaller, and left blank in the end: the response then breaks no rule.
    """
    for respondent in survey.population.respondents:
        random = Random(f"{survey.id}/{survey.edition}/{seed}/{respondent.code}")  # noqa: S311 (a rehearsal, not a secret)
        drawn = _Draw(survey, random)
        answers = drawn.answers()
        contact = {line.code: contact_line(line.code, respondent.name, random) for line in survey.contact}
        response = Response(survey.id, survey.edition, respondent.code, answers, contact)
        for attempt in range(ATTEMPTS):
            named = complaints(response)
            if not named:
                break
            answers = drawn.again(answers, named, shrink=1 / (1 + attempt), give_up=attempt > ATTEMPTS // 2)
            response = Response(survey.id, survey.edition, respondent.code, answers, contact)
        yield respondent, response


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

    def answers(self) -> dict[FieldId, Answer]:
        """An answer for every field, drawn in order so that conditions are known."""
        answers: dict[FieldId, Answer] = {}
        values: dict[str, Value] = {}
        for field in self._survey.fields():
            answers[field.code] = answer = self._answer(field, values, 1.0)
            if isinstance(answer, Answered):
                values[field.code] = answer.value
        return answers

    def again(
        self, answers: dict[FieldId, Answer], named: Collection[str], *, shrink: float, give_up: bool
    ) -> dict[FieldId, Answer]:
        """The same answers with the named ones drawn again, and what depends on them made to fit."""
        fresh: dict[FieldId, Answer] = {}
        values: dict[str, Value] = {}
        for field in self._survey.fields():
            answer = answers[field.code]
            if field.code in named:
                answer = Blank() if give_up else self._answer(field, values, shrink)
            elif not self._applies(field, values):
                answer = Blank()
            elif field.detail_of is not None and isinstance(answer, Blank):
                answer = self._answer(field, values, shrink)
            fresh[field.code] = answer
            if isinstance(answer, Answered):
                values[field.code] = answer.value
        return fresh

    def _applies(self, field: SurveyField, values: dict[str, Value]) -> bool:
        condition = self._conditions.get(field.code)
        return condition is None or condition(values) is True

    def _answer(self, field: SurveyField, values: dict[str, Value], shrink: float) -> Answer:
        if not self._applies(field, values):
            return Blank()
        if field.condition is None and self._random.random() < BLANK_SHARE:
            return Blank()
        if isinstance(field.part, Count) and field.condition is None and self._random.random() < NC_SHARE:
            return NonResponse(NonResponseReason.NOT_COMMUNICATED)
        return Answered(self._value(field, shrink))

    def _value(self, field: SurveyField, shrink: float) -> Value:
        random = self._random
        match field.part:
            case Count(minimum=low, maximum=high):
                number = low + round(self._size * random.uniform(0.1, 1.0) * shrink)
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
