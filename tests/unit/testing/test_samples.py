"""What the conformance suite tries formats on: everything that a survey, a response or a document may have."""

from __future__ import annotations

from typing import get_args

import pytest

from plaintext_format import reader, renderer
from surveykit.collect import unsaid
from surveykit.compose.form import form
from surveykit.document import Block, Cell, Control, Group, Heading, ListBox, Paragraph, Role, Table, TextBox, controls
from surveykit.errors import UsageError
from surveykit.model import Count, FreeText, ManyChoices, OneChoice, Scale, YesNo
from surveykit.responses import Answered, NonResponse, Response
from surveykit.testing import round_trip, sample_document, sample_responses, sample_survey, unreadable_responses
from surveykit.testing.sample_responses import AWKWARD
from surveykit.texts import canonical


def every_block(blocks: tuple[Block, ...]) -> list[Block]:
    inner = [every_block(block.blocks) for block in blocks if isinstance(block, Group)]
    return [*blocks, *(block for some in inner for block in some)]


def test_the_sample_survey_has_every_kind_of_field_and_control() -> None:
    survey = sample_survey()
    assert {type(field.part) for field in survey.fields()} == {Count, FreeText, ManyChoices, OneChoice, Scale, YesNo}
    shown = list(controls(form(survey)))
    assert {type(control) for control in shown} == set(get_args(Control))
    assert any(isinstance(one, ListBox) and len(one.entries) > 7 and not one.compact for one in shown)
    assert any(isinstance(one, TextBox) and one.maximum is not None for one in shown)
    assert survey.rules
    assert survey.derived
    assert max(len(field.code) for field in survey.fields()) == 48


def test_the_samples_are_the_same_at_each_call() -> None:
    assert sample_survey() == sample_survey()
    assert sample_survey().ref == sample_survey().ref
    assert sample_responses(sample_survey()) == sample_responses(sample_survey())
    assert sample_document() == sample_document()


def test_the_sample_document_has_every_block_and_role() -> None:
    blocks = every_block(sample_document().blocks)
    assert {type(block) for block in blocks} == set(get_args(Block))
    assert {block.role for block in blocks if isinstance(block, Paragraph)} == set(Role)
    assert {block.level for block in blocks if isinstance(block, Heading)} == {1, 2, 3}
    assert {type(control) for control in controls(sample_document())} == set(get_args(Control))
    (table,) = (block for block in blocks if isinstance(block, Table))
    cells: list[Cell] = [cell for row in table.rows for cell in row]
    assert any(cell.withheld for cell in cells)


def test_the_sample_responses_give_every_option_and_every_awkward_text() -> None:
    survey = sample_survey()
    given = [(code, answer) for one in sample_responses(survey) for code, answer in one.answers.items()]
    values = {(code, answer.value) for code, answer in given if isinstance(answer, Answered)}
    for field in survey.fields():
        match field.part:
            case OneChoice(options=options):
                assert {(field.code, option.code) for option in options} <= values
            case ManyChoices(options=options):
                every = frozenset(option.code for option in options)
                assert {(field.code, some) for some in [every, *(frozenset({code}) for code in every)]} <= values
            case Scale(minimum=low, maximum=high):
                assert {(field.code, number) for number in range(low, high + 1)} <= values
            case YesNo():
                assert {(field.code, True), (field.code, False)} <= values
            case _:
                assert any(isinstance(answer, NonResponse) for code, answer in given if code == field.code)
    areas = [field.code for field in survey.fields() if isinstance(field.part, FreeText) and field.part.lines > 1]
    texts = {value for code, value in values if code in areas}
    assert {canonical(text) for text in AWKWARD} <= texts
    assert any(one.contact for one in sample_responses(survey))


def test_the_sample_responses_are_answers_in_canonical_form() -> None:
    assert [text for text in AWKWARD if unsaid(text) is not None or not canonical(text)] == []
    assert any(canonical(text) != text for text in AWKWARD)
    for response in sample_responses(sample_survey()):
        texts = [answer.value for answer in response.answers.values() if isinstance(answer, Answered)]
        assert [text for text in texts if isinstance(text, str) and canonical(text) != text] == []


def test_a_response_of_nobody_goes_through_the_blank_form() -> None:
    survey = sample_survey()
    first = sample_responses(survey)[1]
    nobodys = Response(survey.id, survey.edition, None, first.answers)
    assert round_trip(survey, nobodys, renderer, reader).response == nobodys
    stranger = Response(survey.id, survey.edition, unreadable_responses(survey)[0].respondent, first.answers)
    assert stranger.respondent == survey.population.respondents[0].code


def test_a_respondent_who_is_not_asked_is_refused() -> None:
    survey = sample_survey()
    response = sample_responses(survey)[0]
    unknown = Response(survey.id, survey.edition, "personne", response.answers)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="'personne' is not a respondent"):
        round_trip(survey, unknown, renderer, reader)
