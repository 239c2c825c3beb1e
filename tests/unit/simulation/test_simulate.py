"""Simulated responses are plausible, the same for the same seed, and break no rule."""

from __future__ import annotations

import pytest

from small_survey import small_survey
from surveykit import UsageError, load_survey
from surveykit.checks import ResponseChecks
from surveykit.findings import Severity
from surveykit.ids import FieldId
from surveykit.model import Survey
from surveykit.rehearsal import simulated
from surveykit.responses import Answered, Response, Unreadable
from surveykit.simulation import clumsy
from surveykit.simulation.wholes import Whole, wholes

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


def test_what_rules_compare_holds_of_totals_too() -> None:
    """Networks at the diagnosis, today, at the end: each total over those who answered, as a report adds them up."""
    survey = SURVEYS["reseaux_2014"]
    for seed in range(6):
        responses = [response for _, response in simulated(survey, seed)]

        def total(field: str, among: list[Response] = responses) -> int:
            held = [one.value(FieldId(field)) for one in among]
            return sum(number for number in held if isinstance(number, int))

        assert total("q1_diagnostic") > total("q2_aujourdhui") > total("q2_terme") > total("q11_polyvalents_terme")
        assert total("q2_aujourdhui") > total("q9_appui_coordination")
        assert total("q2_aujourdhui") > total("q11_polyvalents_aujourdhui") + total("q12_plurithematiques_aujourdhui")


def test_most_responses_are_odd_in_nothing_and_some_are_odd() -> None:
    survey = SURVEYS["reseaux_2014"]
    checks, rules = ResponseChecks(survey), {rule.code for rule in survey.rules}
    every = [response for seed in range(4) for _, response in simulated(survey, seed)]
    odd = [one for one in every if any(found.code in rules for found in checks.check(one))]
    assert 0 < len(odd) < len(every) / 2


def test_the_parts_of_a_count_are_those_that_rules_compare_with_it() -> None:
    found = wholes(SURVEYS["reseaux_2014"])
    assert found[FieldId("q2_aujourdhui")] == (Whole(FieldId("q1_diagnostic"), 1),)
    assert found[FieldId("q11_polyvalents_aujourdhui")] == (
        Whole(FieldId("q2_aujourdhui"), 2),
        Whole(FieldId("q11_polyvalents_terme"), 1),
    )
    assert FieldId("q1_diagnostic") not in found, "a rule that compares it with a number does not bound it"
