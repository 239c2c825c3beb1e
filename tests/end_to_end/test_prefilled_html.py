"""A prefilled copy answered in Chromium: the answers that it saves say what was left as it stood."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from chromium import browser, visit
from html_pages import personal
from html_respondent import SURVEY
from surveykit import interchange
from surveykit.collect import collect
from surveykit.compose.form import form
from surveykit.filled import FilledForm
from surveykit.ids import FieldId, OptionCode
from surveykit.pipeline.unchanged import left_as_prefilled
from surveykit_html import reader, renderer

pytestmark = pytest.mark.chromium

VALUES = {
    FieldId("q1_ateliers"): "12",
    FieldId("q3_satisfaction"): "4",
    FieldId("q4_publics"): frozenset({OptionCode("adultes")}),
    FieldId("q7_observations"): "Une ligne\net l’autre",
}


def _left(filled: FilledForm) -> set[str | None]:
    response = collect(SURVEY, form(SURVEY), filled).response
    return {one.place.field for one in left_as_prefilled(SURVEY, response, filled.prefilled)}


def test_saved_answers_and_the_saved_page_say_what_was_left(tmp_path: Path) -> None:
    document = personal(SURVEY)
    assert document.copy is not None
    path = tmp_path / "brest.html"
    path.write_bytes(renderer.render(replace(document, copy=replace(document.copy, values=VALUES))))
    with browser() as chromium, visit(chromium, path) as visited:
        assert visited.control("q1_ateliers").input_value() == "12"
        visited.control("q3_satisfaction", "5").check()
        visited.control("q2_matin").fill("7")
        saved = visited.save()
        page = visited.page.content()
    ((_, answers),) = interchange.read(saved.read_bytes())
    assert isinstance(answers, FilledForm)
    assert _left(answers) == _left(reader.read(page.encode())) == {"q1_ateliers", "q4_publics", "q7_observations"}
