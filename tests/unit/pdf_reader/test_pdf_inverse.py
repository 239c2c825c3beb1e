"""Reading a PDF form is the inverse of rendering it, for any response."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings

from small_survey import small_survey
from strategies import responses
from surveykit import load_survey
from surveykit.model import Survey
from surveykit.responses import Answered, Blank, Response
from surveykit.testing import assert_inverse, round_trip
from surveykit.texts import canonical
from surveykit_pdf import reader, renderer

SMALL = small_survey()


def _blank(survey: Survey) -> dict:
    return {field.code: Blank() for field in survey.fields()}


@given(response=responses(SMALL))
@example(response=Response(SMALL.id, SMALL.edition, SMALL.population.respondents[0].code, _blank(SMALL)))
@settings(max_examples=150)
def test_any_response_comes_back_from_its_pdf_form(response: Response) -> None:
    assert_inverse(SMALL, response, renderer, reader)


def test_the_real_questionnaire_all_blank_comes_back() -> None:
    survey = load_survey("reseaux_2014")
    blank = Response(survey.id, survey.edition, survey.population.respondents[0].code, _blank(survey))
    assert_inverse(survey, blank, renderer, reader)


AWKWARD = (
    "\t",
    "a\x00b",
    "x" * 10_000,
    "😀 œ’ «\u00a0»",
    "a\r\nb\u2028c",
    "  deux  espaces ",
    "(<</V /Off>>) \\ endobj",
    "\u1234\u0d0a\u0a0d",  # bytes of line ends inside UTF-16
    "þÿ",
    "\u200f עברית",
)


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_texts_come_back_in_their_canonical_form(text: str) -> None:
    survey = load_survey("reseaux_2014")
    field = next(field.code for field in survey.fields() if field.code == "q5_realisees")
    answers = _blank(survey) | {field: Answered(text)}
    sent = Response(survey.id, survey.edition, survey.population.respondents[0].code, answers)
    collected = round_trip(survey, sent, renderer, reader)
    wanted = Answered(canonical(text)) if canonical(text) else Blank()
    assert collected.response.answers[field] == wanted
    assert not collected.findings
