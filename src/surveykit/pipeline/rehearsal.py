"""Simulated returns: plausible answers in any format, and what people make of a form."""

from __future__ import annotations

from collections.abc import Iterator

from surveykit import interchange
from surveykit.checks import ResponseChecks
from surveykit.errors import UsageError
from surveykit.findings import Severity
from surveykit.model import Respondent, Survey
from surveykit.pipeline.forms import render, suffix_of
from surveykit.responses import Response
from surveykit.simulate import simulate

JSON = "json"


def simulated(survey: Survey, seed: int, number: int | None = None) -> Iterator[tuple[Respondent, Response]]:
    """A plausible response, breaking no rule, for each of the first `number` respondents (all by default).

    Raises UsageError when the population has fewer.
    """
    size = len(survey.population)
    if number is not None and not 0 <= number <= size:
        raise UsageError(f"{number} returns asked for; {survey.id} has {size} respondents: give 0 to {size}")
    checks = ResponseChecks(survey)
    named = {rule.code: survey.expression(rule.check).names for rule in survey.rules}

    def complaints(response: Response) -> frozenset[str]:
        wrong = (found for found in checks.check(response) if found.severity is not Severity.INFO)
        fields = (named.get(found.code, {found.place.field or ""}) for found in wrong)
        return frozenset[str]().union(*fields)

    for rank, pair in enumerate(simulate(survey, seed, complaints)):
        if number is not None and rank >= number:
            return
        yield pair


def filled_form(survey: Survey, response: Response, to: str) -> bytes:
    """A response as the file that its respondent would send back, in a form's format or as JSON."""
    if to == JSON:
        return interchange.write_answers(survey, response)
    return render(survey, to, response=response)


def suffix_of_return(to: str) -> str:
    """The file name suffix of a return in a format."""
    return ".json" if to == JSON else suffix_of(to)
