"""Responses that a respondent could have given: coherent with the survey's conditions and rules, with gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random
from typing import assert_never

from msgspec import Struct

from surveykit.expressions import to_python
from surveykit.ids import FieldId, OptionCode
from surveykit.model import (
    CodesValue,
    CodeValue,
    Counted,
    Option,
    Respondent,
    Survey,
    SurveyField,
    TextValue,
    TruthValue,
    TypedNumber,
    TypedText,
    WholeValue,
)
from surveykit.responses import Answer, Answered, Blank, NonResponse, NonResponseReason, Response, Value
from surveykit.simulation.phrases import contact_line, sentences
from surveykit.simulation.wholes import Whole, wholes


class Doubts(Struct, frozen=True):
    """Fields named by the errors (`wrong`) and the warnings (`odd`) of a response, once for each finding."""

    wrong: Sequence[str] = ()
    odd: Sequence[str] = ()

    @property
    def weight(self) -> tuple[int, int]:
        """How grave it is: what is wrong comes before what is odd."""
        return len(self.wrong), len(self.odd)


Complaints = Callable[[Response], Doubts]
"""What is wrong or odd in a response; nothing when it is coherent."""

BLANK_SHARE = 0.05
NC_SHARE = 0.02
ODD_SHARE, MOST_ODD = 0.3, 4
"""How many respondents answer something odd, if nothing wrong, and how much of it: such answers exist."""

ATTEMPTS = 800

_Answers = dict[FieldId, Answer]


def simulate(survey: Survey, seed: int, complaints: Complaints) -> Iterator[tuple[Respondent, Response]]:
    """One plausible response for every respondent of the population, in its order.

    Fields whose condition does not hold stay blank. Answers that `complaints` names are drawn again one by one, keeping
    what makes fewer complaints; those that are wrong are left blank in the end, so that the response breaks no rule. Of
    most responses nothing odd is said either: what rules compare then holds of totals too. Each is marked as simulated.
    """
    bounds = wholes(survey)
    for respondent in survey.population.respondents:
        random = Random(f"{survey.id}/{survey.edition}/{seed}/{respondent.code}")  # noqa: S311 (a rehearsal, not a secret)
        drawn = _Draw(survey, random, bounds)
        contact = {line.code: contact_line(line.code, respondent.name, random) for line in survey.contact}
        answers = _settled(survey, drawn, drawn.answers(), complaints, random)
        yield respondent, Response(survey.id, survey.edition, respondent.code, answers, contact, simulated=True)


def _settled(
    survey: Survey, drawn: _Draw, answers: _Answers, complaints: Complaints, random: Random
) -> Mapping[FieldId, Answer]:
    """The answers, changed as little as it takes for nothing to be wrong with them."""
    borne = MOST_ODD if random.random() < ODD_SHARE else 0

    def doubts_of(tried: _Answers) -> Doubts:
        return complaints(Response(survey.id, survey.edition, None, tried))

    found = doubts_of(answers)
    for _ in range(ATTEMPTS):
        if not found.wrong and len(found.odd) <= borne:
            return answers
        tried = drawn.again(answers, random.choice(found.wrong or found.odd))
        better = doubts_of(tried)
        if better.weight <= found.weight:
            answers, found = tried, better
    return _given_up(drawn, answers, doubts_of, random)


def _given_up(
    drawn: _Draw, answers: _Answers, doubts_of: Callable[[_Answers], Doubts], random: Random
) -> Mapping[FieldId, Answer]:
    """The answers without those that are still wrong."""
    found = doubts_of(answers)
    for _ in answers:
        if not found.wrong:
            break
        answers = drawn.again(answers, random.choice(found.wrong), give_up=True)
        found = doubts_of(answers)
    return answers


def _values(answers: _Answers) -> Mapping[str, Value]:
    """The values of the fields that are answered."""
    return {code: one.value for code, one in answers.items() if isinstance(one, Answered)}


class _Draw:
    """The draws of one respondent, whose counts share a size."""

    def __init__(self, survey: Survey, random: Random, bounds: Mapping[FieldId, Sequence[Whole]]) -> None:
        self._survey = survey
        self._random = random
        self._size = random.lognormvariate(3.0, 0.45)
        self._wholes = bounds
        self._divided = {whole.field for held in self._wholes.values() for whole in held}
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
        known = _values(answers)
        for field in self._survey.fields():
            answer = self._fitting(field, answers[field.code], values, ask=not give_up and field.code != named)
            if field.code == named and self._applies(field, values):
                answer = Blank() if give_up else Answered(self._value(field, {**known, **values}))
            fresh[field.code] = answer
            if isinstance(answer, Answered):
                values[field.code] = answer.value
        return fresh

    def _fitting(self, field: SurveyField, answer: Answer, values: dict[str, Value], *, ask: bool) -> Answer:
        """An answer as it was, unless its condition no longer holds, or holds now and it is to be asked."""
        if not self._applies(field, values):
            return Blank()
        newly_asked = field.condition is not None and isinstance(answer, Blank)
        return self._answer(field, values) if ask and newly_asked else answer

    def _applies(self, field: SurveyField, values: dict[str, Value]) -> bool:
        condition = self._conditions.get(field.code)
        return condition is None or condition(values) is True

    def _answer(self, field: SurveyField, values: dict[str, Value]) -> Answer:
        if not self._applies(field, values):
            return Blank()
        if field.condition is None and self._random.random() < BLANK_SHARE:
            return Blank()
        if _may_be_unknown(field) and self._random.random() < NC_SHARE:
            return NonResponse(NonResponseReason.NOT_COMMUNICATED)
        return Answered(self._value(field, values))

    def _count(self, field: SurveyField, values: Mapping[str, Value]) -> int:
        """A number by the respondent's size, or most of its share of the smallest whole that is known."""
        random = self._random
        bounds = [(values.get(one.field), one.parts) for one in self._wholes.get(field.code, ())]
        shares = [whole / parts for whole, parts in bounds if isinstance(whole, int)]
        if shares:
            return int(min(shares) * (1 - random.random() ** 2))
        return round(self._size * (random.random() + (1 / 2 if field.code in self._divided else 0)))

    def _value(self, field: SurveyField, values: Mapping[str, Value]) -> Value:
        random = self._random
        match field.facts.value:
            case WholeValue() as whole:
                return self._whole(field, whole, values)
            case TruthValue():
                return random.random() < 0.6
            case CodeValue(options):
                return random.choice(options).code
            case CodesValue(options):
                return self._ticked(options)
            case TextValue():
                return sentences(random, 1 if _is_short(field) else random.randint(1, 3))
            case _:
                assert_never(field.facts.value)

    def _whole(self, field: SurveyField, whole: WholeValue, values: Mapping[str, Value]) -> int:
        """A number: of a scale, rather above its middle; else a count, kept between its bounds."""
        if field.facts.counted is Counted.EACH:
            low, high = whole.every[0], whole.every[-1]
            return round(self._random.triangular(low, high, low + 0.6 * (high - low)))
        number = max(whole.low, self._count(field, values))
        return number if whole.high is None else min(number, whole.high)

    def _ticked(self, options: Sequence[Option]) -> frozenset[OptionCode]:
        ticked = [option.code for option in options if self._random.random() < 0.45]
        return frozenset(ticked or [options[0].code])


def _may_be_unknown(field: SurveyField) -> bool:
    """Whether a respondent may not know the number that everybody is asked for."""
    return isinstance(field.facts.asked, TypedNumber) and field.condition is None


def _is_short(field: SurveyField) -> bool:
    """Whether the box of a text has one line."""
    return isinstance(field.facts.asked, TypedText) and field.facts.asked.lines == 1
