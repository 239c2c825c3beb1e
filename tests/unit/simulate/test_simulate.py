"""Simulated responses are plausible, the same for the same seed, and break no rule."""

from __future__ import annotations

import pytest

from small_survey import small_survey
from surveykit import UsageError, load_survey
from surveykit.checks import ResponseChecks
from surveykit.findings import Severity
from surveykit.model import Survey
from surveykit.pipeline import simulated
from surveykit.responses import Answered, Unreadable
from surveykit.simulate import clumsy

SURVEYS = {"small": small_survey(), "reseaux_2014": load_survey("reseaux_2014")}


@pytest.mark.parametrize("survey", SURVEYS.values(), ids=SURVEYS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_they_break_no_rule(survey: Survey, seed: int) -> None:
    checks = ResponseChecks(survey)
    for respondent, response in simulated(survey, seed):
        assert response.respondent == respondent.code
        assert set(response.answers) == {field.code for field in survey.fields()}
        wrong = [found for found in checks.check(response) if found.severity is not Severity.INFO]
        assert not wrong


def test_the_seed_decides() -> None:
    survey = SURVEYS["reseaux_2014"]
    first = [response for _, response in simulated(survey, 7)]
    assert first == [response for _, response in simulated(survey, 7)]
    assert first != [response for _, response in simulated(survey, 8)]
    assert first[:5] == [response for _, response in simulated(survey, 7, 5)]
    answered = sum(isinstance(answer, Answered) for one in first for answer in one.answers.values())
    assert answered > 0.7 * 26 * 39


def test_no_more_than_the_population() -> None:
    with pytest.raises(UsageError, match="26 respondents"):
        list(simulated(SURVEYS["reseaux_2014"], 1, 27))


def test_a_clumsy_response_is_spelt_by_a_person() -> None:
    survey = SURVEYS["reseaux_2014"]
    _, response = next(simulated(survey, 1))
    spelt = [answer for answer in clumsy(survey, response, 1).answers.values() if isinstance(answer, Unreadable)]
    assert spelt
    assert clumsy(survey, response, 1) == clumsy(survey, response, 1)
