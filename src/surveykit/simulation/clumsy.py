"""The same response as a hurried person types it: readable by people, and a trial for a reader."""

from __future__ import annotations

from itertools import cycle
from random import Random

from msgspec.structs import replace

from surveykit.model import Survey, TypedNumber
from surveykit.responses import Answered, Response, Unreadable

_SPELLINGS = (
    "{n} réseaux",
    "environ {n}",
    "{n} dont 2 en cours de fusion",
    "{n} à {m}",
    "{n},5",
    "néant",
    "sans objet",
    "{n} ?",
)


def clumsy(survey: Survey, response: Response, seed: int) -> Response:
    """The response with half of its typed numbers spelt as people do: with words, approximations and ranges."""
    random = Random(f"{survey.id}/{seed}/{response.respondent}/clumsy")  # noqa: S311 (a rehearsal, not a secret)
    spellings = cycle(random.sample(_SPELLINGS, len(_SPELLINGS)))
    answers = dict(response.answers)
    for field in survey.fields():
        answer = answers[field.code]
        if isinstance(field.facts.asked, TypedNumber) and isinstance(answer, Answered) and random.random() < 1 / 2:
            number = int(answer.value) if isinstance(answer.value, int) else 0
            answers[field.code] = Unreadable(next(spellings).format(n=number, m=number + 3))
    return replace(response, answers=answers)
