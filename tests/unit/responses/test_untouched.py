"""Values of answers, what is an answer, and which forms came back as they were sent."""

from __future__ import annotations

import pytest

from small_survey import small_survey
from surveykit.brief import in_full
from surveykit.collect import collect
from surveykit.compose.form import form
from surveykit.filled import Entry, FilledForm, Words
from surveykit.ids import FieldId, RespondentCode
from surveykit.register.encoding import decode_answer, encode_answer
from surveykit.responses import (
    Answer,
    Answered,
    Blank,
    Missing,
    NonResponse,
    NonResponseReason,
    NothingToSay,
    Response,
    Status,
    Unreadable,
    is_untouched,
    received,
    status_of,
)

SURVEY = small_survey()
NOTES, COUNT = FieldId("q7_observations"), FieldId("q1_ateliers")


def response(contact: str = "", **answers: Answer) -> Response:
    blank: dict[FieldId, Answer] = dict.fromkeys(SURVEY.field_by_code, Blank())
    given = {FieldId(code): answer for code, answer in answers.items()}
    named = {FieldId("contact_nom"): contact}
    return Response("ateliers", "2024", RespondentCode("brest"), blank | given, named)


@pytest.mark.parametrize("answer", [Blank(), Missing()])
def test_a_form_without_an_answer_is_untouched(answer: Answer) -> None:
    assert is_untouched(response(**dict.fromkeys(SURVEY.field_by_code, answer)))
    assert is_untouched(response(" \n"))


@pytest.mark.parametrize(
    "answer",
    [Answered(0), Answered(value=False), NothingToSay("Néant"), Unreadable("?"), Answered(3, to_confirm=True)]
    + [NonResponse(one) for one in NonResponseReason],
    ids=in_full,
)
def test_one_answer_of_any_sort_touches_a_form(answer: Answer) -> None:
    assert not is_untouched(response(q1_ateliers=answer))


def test_a_contact_touches_a_form() -> None:
    assert not is_untouched(response("Anne"))


def test_signs_that_fill_blanks_leave_a_form_untouched() -> None:
    signs = {"q7_observations": "/", "q4_autres": "x", "q6_autre": "…", "contact_nom": "-"}
    entries = {FieldId(code): Entry((Words(text),)) for code, text in signs.items()}
    collected = collect(SURVEY, form(SURVEY), FilledForm(None, entries, complete=False))
    assert is_untouched(collected.response)
    said = FilledForm(None, {**entries, NOTES: Entry((Words("RAS"),))}, complete=False)
    assert not is_untouched(collect(SURVEY, form(SURVEY), said).response)


def test_nothing_to_say_is_an_answer_whose_value_is_the_empty_text() -> None:
    said = response(q7_observations=NothingToSay("Néant"), q1_ateliers=NonResponse(NonResponseReason.NOT_APPLICABLE))
    assert said.values() == {NOTES: ""}
    assert (said.value(NOTES), said.value(COUNT), said.value(FieldId("unknown"))) == ("", None, None)


def test_nothing_to_say_has_a_status_and_words_of_its_own() -> None:
    answer = NothingToSay("R.A.S.")
    assert status_of(answer) is Status.NOTHING_TO_SAY
    assert received(answer) == "R.A.S."
    assert len({one.words("fr") for one in Status}) == len(Status)
    assert Status.NOTHING_TO_SAY.words("fr") == "Rien à signaler"


def test_the_same_in_other_words_is_the_same_answer_and_no_other() -> None:
    others = [Blank(), Missing(), Answered(""), Unreadable(""), *map(NonResponse, NonResponseReason)]
    assert NothingToSay("Néant") == NothingToSay("RAS") == NothingToSay()
    assert len({NothingToSay("Néant"), NothingToSay("RAS")}) == 1
    assert NothingToSay() not in others


def test_a_register_keeps_it_and_what_earlier_versions_read() -> None:
    held = decode_answer(encode_answer(NothingToSay("R.A.S.")))
    assert (held, received(held)) == (NothingToSay(), "R.A.S.")
    earlier = '{"state":"non_response","reason":"SO","raw":"sans objet"}'
    assert decode_answer(earlier) == NonResponse(NonResponseReason.NOT_APPLICABLE)
    assert decode_answer('{"state":"answered","value":".","raw":".","to_confirm":false}') == Answered(".")
