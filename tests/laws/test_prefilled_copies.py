"""What a copy was filled with beforehand is told by its file in every format, and only what was left so is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

import pdf_fillers
from libreoffice import typed
from pdf_fillers import Filler, Filling
from small_survey import small_survey
from strategies import responses
from surveykit import interchange, plugins
from surveykit.collect import collect
from surveykit.compose.form import form
from surveykit.compose.values import control_values
from surveykit.document import mark_of
from surveykit.filled import FilledForm
from surveykit.findings import LEFT_AS_PREFILLED
from surveykit.ids import FieldId
from surveykit.pipeline import open_register, render_copies
from surveykit.pipeline.unchanged import left_as_prefilled
from surveykit.responses import Answered, Blank, Response
from word_returns import fill

SURVEY = small_survey()
BREST = SURVEY.population.respondents[1]
BLANK = Response(SURVEY.id, SURVEY.edition, BREST.code, {field.code: Blank() for field in SURVEY.fields()})
HELD = replace(
    BLANK,
    answers={
        **BLANK.answers,
        FieldId("q1_ateliers"): Answered(12),
        FieldId("q3_satisfaction"): Answered(4),
        FieldId("q4_publics"): Answered(frozenset({"adultes"})),
        FieldId("q5_charte"): Answered(False),
        FieldId("q7_observations"): Answered("Une ligne\net l’autre"),
    },
)
FORMATS = ("docx", "html", "pdf")


def _copy(to: str, response: Response) -> bytes:
    ((_, data),) = render_copies(SURVEY, to, [BREST], {BREST.code: response})
    return data


def _answered(response: Response) -> set[str]:
    return set(control_values(SURVEY, response)) & set(SURVEY.field_by_code)


@pytest.mark.parametrize("to", FORMATS)
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(response=responses(SURVEY))
def test_the_file_tells_the_marks_of_what_it_was_filled_with(to: str, response: Response) -> None:
    mine = replace(response, respondent=BREST.code)
    filled = plugins.readers().ready[to].read(_copy(to, mine))
    values = {code: value for code, value in control_values(SURVEY, mine).items() if code != "respondent"}
    assert filled.prefilled == {code: mark_of(code, value) for code, value in values.items()}


@given(responses(SURVEY), responses(SURVEY))
def test_what_is_left_is_what_is_the_same(before: Response, after: Response) -> None:
    was, now = control_values(SURVEY, before), control_values(SURVEY, after)
    marks = {code: mark_of(code, value) for code, value in was.items()}
    told = {one.place.field for one in left_as_prefilled(SURVEY, after, marks)}
    same = {code for code in _answered(before) & _answered(after) if was[code] == now[code]}
    assert told == same
    assert left_as_prefilled(SURVEY, after, {}) == ()


@pytest.mark.parametrize("to", FORMATS)
def test_an_untouched_copy_comes_back_as_all_left_and_counts_the_same(to: str, tmp_path: Path) -> None:
    path = tmp_path / f"retour.{to}"
    path.write_bytes(_copy(to, HELD))
    with open_register(tmp_path / "r.sqlite", SURVEY) as campaign:
        campaign.collect(path)
        (current,) = campaign.responses()
        found = [one for one in campaign.findings() if one.code == LEFT_AS_PREFILLED]
        assert {one.place.field for one in found} == _answered(HELD)
        assert current.response.answers == HELD.answers
        row = next(one for one in campaign.status().rows if one.respondent == BREST)
        assert row.left_as_prefilled == len(found) == 5
        campaign.correct("brest", "q1_ateliers", "12", who="moi", why="téléphone")
        assert sum(one.code == LEFT_AS_PREFILLED for one in campaign.findings()) == 4


def test_a_blank_form_and_a_copy_without_answers_tell_nothing() -> None:
    for to in FORMATS:
        ((_, empty),) = render_copies(SURVEY, to, [BREST])
        assert plugins.readers().ready[to].read(empty).prefilled == {}


def test_what_word_users_change_is_no_longer_left() -> None:
    data = fill(_copy("docx", HELD), {"q1_ateliers": "13", "q4_publics#enfants": True, "q5_charte": "(sans réponse)"})
    _expect({"q3_satisfaction", "q7_observations"}, data, "docx")


@pytest.mark.libreoffice
def test_the_marks_survive_libreoffice(tmp_path: Path) -> None:
    data = typed(_copy("docx", HELD), {"q1_ateliers": "13"}, tmp_path)
    _expect(_answered(HELD) - {"q1_ateliers"}, data, "docx")


@pytest.mark.parametrize(
    "filler",
    [
        pytest.param(pdf_fillers.pdfium_clicks, id="pdfium"),
        pytest.param(pdf_fillers.by_pypdf, id="pypdf"),
        pytest.param(pdf_fillers.by_pikepdf, id="pikepdf"),
        pytest.param(pdf_fillers.by_pdf_lib, id="pdf-lib", marks=pytest.mark.node),
        pytest.param(pdf_fillers.by_pdf_js, id="pdf.js", marks=pytest.mark.node),
    ],
)
def test_the_marks_survive_what_fills_pdf_forms(filler: Filler) -> None:
    data = filler(_copy("pdf", HELD), Filling(texts={"q2_matin": "7"}, choices={"q5_charte": "oui"}, ticks=()))
    _expect(_answered(HELD) - {"q5_charte"}, data, "pdf")


def _expect(fields: set[str], data: bytes, to: str) -> None:
    """That those fields, and no others, are told to be as they were filled in beforehand."""
    _told(fields, plugins.readers().ready[to].read(data))


def _told(fields: set[str], filled: FilledForm) -> None:
    response = collect(SURVEY, form(SURVEY), filled).response
    assert {one.place.field for one in left_as_prefilled(SURVEY, response, filled.prefilled)} == fields


def test_answers_in_json_may_say_what_they_were_filled_with() -> None:
    marks = f"q1_ateliers={mark_of(FieldId('q1_ateliers'), '12')}"
    said = {"survey": "ateliers", "edition": "2024", "respondent": "brest", "prefilled": marks}
    ((_, filled),) = interchange.read(json.dumps({**said, "answers": {"q1_ateliers": 12}}).encode())
    assert isinstance(filled, FilledForm)
    assert filled.outside is None
    _told({"q1_ateliers"}, filled)
