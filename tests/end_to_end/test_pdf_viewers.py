"""PDF forms filled by the programs that respondents have, and read back exactly."""

from __future__ import annotations

from pathlib import Path

import pytest

import pdf_fillers as fillers
import pdf_sample as sample
from chromium_viewer import viewing
from pdf_fillers import Filler, Filling
from small_survey import small_survey
from surveykit import load_survey
from surveykit.collect import collect
from surveykit.compose.form import form
from surveykit.filled import CopySource, FilledForm
from surveykit.ids import FieldId
from surveykit.responses import Answered, Blank
from surveykit_pdf import reader, renderer

FILLERS = [
    pytest.param(fillers.pdfium_clicks, id="pdfium"),
    pytest.param(fillers.by_pypdf, id="pypdf"),
    pytest.param(fillers.by_pikepdf, id="pikepdf"),
    pytest.param(fillers.by_pikepdf_form, id="pikepdf.form"),
    pytest.param(fillers.by_pdf_lib, id="pdf-lib", marks=pytest.mark.node),
    pytest.param(fillers.by_pdf_js, id="pdf.js", marks=pytest.mark.node),
]
TEXT = "L’été à l’œuvre – 12 €\nseconde ligne ≥ 5 ✓\n\nfin 🏥"
FILLING = Filling(
    texts={"q1_ateliers": "environ 12", "q4_autres": "Étudiants", "q7_observations": TEXT},
    choices={"q3_satisfaction": "4", "q5_charte": "non", "q6_porteur": "association"},
    ticks=("q4_publics__adultes", "q4_publics__autres"),
)


def _said(found: FilledForm) -> dict[str, object]:
    said: dict[str, object] = {}
    for field, entry in found.entries.items():
        texts = [words.text for words in entry.words]
        ticked = {option for option, ticks in entry.ticks.items() if ticks[0].recorded}
        if texts and texts != [""]:
            said[field] = texts[0] if len(texts) == 1 else texts
        if ticked:
            said[field] = ticked
    return said


EXPECTED = {
    "q1_ateliers": "environ 12",
    "q3_satisfaction": "4",
    "q4_publics": {"adultes", "autres"},
    "q4_autres": "Étudiants",
    "q5_charte": "non",
    "q6_porteur": "association",
    "q7_observations": TEXT,
}


@pytest.mark.filterwarnings("ignore::DeprecationWarning:pypdf")
@pytest.mark.parametrize("fill", FILLERS)
def test_what_a_program_fills_in_is_read_exactly(fill: Filler) -> None:
    found = reader.read(fill(sample.personal(), FILLING))
    assert _said(found) == EXPECTED
    assert found.form == sample.document().form
    assert found.copies[0] == (sample.BREST.reference, CopySource.PROPERTIES)
    assert {copy for copy, _ in found.copies} == {sample.BREST.reference}


@pytest.mark.parametrize("fill", FILLERS)
def test_what_was_there_before_is_replaced_and_the_rest_stays(fill: Filler) -> None:
    again = Filling(texts={"q4_autres": ""}, choices={"q3_satisfaction": "0"}) if fill is fillers.by_pikepdf else None
    filling = again or Filling(choices={"q3_satisfaction": "0", "q5_charte": "non"})
    said = _said(reader.read(fill(sample.filled(), filling)))
    assert said["q3_satisfaction"] == "0"
    assert said["q1_ateliers"] == "12"
    assert said["q4_publics"] == {"adultes", "autres"}


LIST = Filling(texts={"q1_diagnostic": "32"}, choices={"respondent": "bretagne", "q10_stade": "3"})


@pytest.mark.parametrize("fill", FILLERS)
def test_a_blank_form_of_the_real_questionnaire_says_who_answers(fill: Filler) -> None:
    survey = load_survey("reseaux_2014")
    collected = collect(survey, form(survey), reader.read(fill(sample.real(), LIST)))
    assert collected.response.respondent == "bretagne"
    bare = fill is fillers.by_pikepdf  # which leaves the button of the value that it writes off
    assert [found.code for found in collected.findings] == (["recorded_only"] if bare else [])
    answers = collected.response.answers
    assert answers[FieldId("q1_diagnostic")] == Answered(32)
    assert answers[FieldId("q10_stade")] == Answered(3, to_confirm=bare)
    assert answers[FieldId("q22_commentaires")] == Blank()


def test_texts_typed_in_the_engine_of_browsers_are_drawn() -> None:
    filled = fillers.pdfium_clicks(sample.blank(), FILLING)
    with sample.opened(filled) as pdf:
        assert b"Tj" in sample.fields(pdf)["q1_ateliers"].AP.N.read_bytes()
        scale = sample.fields(pdf)["q3_satisfaction"]
        assert scale.V == "/4"
        assert [str(kid.AS) for kid in scale.Kids] == ["/Off"] * 4 + ["/4", "/Off"]


def test_a_box_clicked_twice_is_empty_again() -> None:
    twice = Filling(ticks=("q4_publics__adultes", "q4_publics__adultes"))
    assert _said(reader.read(fillers.pdfium_clicks(sample.blank(), twice))) == {}


def test_another_button_takes_the_place_of_the_first() -> None:
    first = fillers.pdfium_clicks(sample.blank(), Filling(choices={"q3_satisfaction": "1"}))
    assert _said(reader.read(fillers.pdfium_clicks(first, Filling(choices={"q3_satisfaction": "5"})))) == {
        "q3_satisfaction": "5"
    }


def test_a_returned_form_becomes_a_response() -> None:
    survey = small_survey()
    found = reader.read(fillers.pdfium_clicks(sample.personal(), FILLING))
    collected = collect(survey, form(survey), found)
    assert collected.response.respondent == "brest"
    answers = collected.response.answers
    assert answers[FieldId("q3_satisfaction")] == Answered(4)
    assert answers[FieldId("q4_publics")] == Answered(frozenset({"adultes", "autres"}))
    assert answers[FieldId("q7_observations")] == Answered(TEXT)
    assert [one.place.field for one in collected.findings] == ["q1_ateliers"]
    assert renderer.suffix in reader.suffixes


@pytest.mark.chromium
def test_what_is_clicked_and_typed_in_chromium_is_saved_and_read(tmp_path: Path) -> None:
    file = tmp_path / "ateliers.pdf"
    file.write_bytes(sample.personal())
    with viewing(file) as viewer:
        viewer.click("contact_nom")
        viewer.type("Zoé l’Œuvre")
        viewer.next()
        viewer.type("zoe@exemple.example")
        viewer.click("q1_ateliers")
        viewer.type("12")
        viewer.click("q3_satisfaction", "2")
        viewer.click("q3_satisfaction", "4")
        viewer.click("q4_publics__adultes")
        viewer.click("q5_charte", "oui")
        saved = viewer.saved()
        assert viewer.title() == sample.document().title
    found = reader.read(saved)
    assert _said(found) == {
        "contact_nom": "Zoé l’Œuvre",
        "contact_courriel": "zoe@exemple.example",
        "q1_ateliers": "12",
        "q3_satisfaction": "4",
        "q4_publics": {"adultes"},
        "q5_charte": "oui",
    }
    assert found.copies[0] == (sample.BREST.reference, CopySource.PROPERTIES)
