"""A simulated return says so inside, in every format: however it is saved, it never comes back as a real one."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser

from chromium import browser, visit
from html_respondent import fill
from libreoffice import typed
from pdf_sample import BREST
from plaintext_format import reader as text_reader
from plaintext_format import renderer as text_renderer
from small_survey import small_survey
from surveykit import interchange
from surveykit.collect import Collected, collect
from surveykit.compose.form import form
from surveykit.filled import FilledForm
from surveykit.ids import FieldId, RespondentCode
from surveykit.pipeline import render_copies
from surveykit.ports import Reader
from surveykit.rehearsal import filled_form, simulated
from surveykit.responses import Answered, Blank, Response
from surveykit.simulation import clumsy
from surveykit_docx import reader as docx_reader
from surveykit_html import reader as html_reader
from surveykit_html import renderer as html_renderer
from surveykit_pdf import reader as pdf_reader
from word_parts import packed, unpacked

SURVEY = small_survey()
DRAWN = next(response for _, response in simulated(SURVEY, 3, 1))
REAL = replace(DRAWN, simulated=False)
READERS: dict[str, Reader] = {"docx": docx_reader, "pdf": pdf_reader, "html": html_reader}
WHERE = FieldId("q7_observations")
each = pytest.mark.parametrize("to", READERS)


def read(data: bytes, to: str) -> FilledForm:
    if to != "json":
        return READERS[to].read(data)
    ((_, part),) = interchange.read(data)
    assert isinstance(part, FilledForm)
    return part


def collected(data: bytes, to: str) -> Collected:
    return collect(SURVEY, form(SURVEY), read(data, to))


@pytest.mark.parametrize("to", [*READERS, "json"])
def test_a_response_comes_back_as_what_it_is(to: str) -> None:
    for response in (DRAWN, REAL):
        found = collected(filled_form(SURVEY, response, to), to)
        assert found.response == response
        assert found.response.simulated is response.simulated


@pytest.mark.parametrize("to", [*READERS, "json"])
def test_what_is_typed_clumsily_stays_simulated(to: str) -> None:
    assert collected(filled_form(SURVEY, clumsy(SURVEY, DRAWN, 1), to), to).response.simulated


def test_what_is_said_inside_changes_no_finding_and_no_reference() -> None:
    for to in READERS:
        drawn, real = (collected(filled_form(SURVEY, one, to), to) for one in (DRAWN, REAL))
        assert drawn.findings == real.findings
        assert read(filled_form(SURVEY, DRAWN, to), to).form == SURVEY.ref


def without_properties(data: bytes) -> bytes:
    parts = unpacked(data)
    parts["docProps/custom.xml"] = re.sub(rb"<property .*</property>", b"", parts["docProps/custom.xml"])
    return packed(parts)


def without_title_and_properties(data: bytes) -> bytes:
    parts = unpacked(without_properties(data))
    parts["docProps/core.xml"] = re.sub(rb"<dc:title>.*</dc:title>", b"", parts["docProps/core.xml"])
    return packed(parts)


def without_entry(data: bytes) -> bytes:
    return _changed(data, lambda pdf: pdf.trailer.Info.__delitem__("/SkSimulated"))


def without_information(data: bytes) -> bytes:
    return _changed(data, lambda pdf: pdf.trailer.__delitem__("/Info"))


def without_packet(data: bytes) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.trailer.Info["/SkSimulated"]
        del pdf.Root["/Metadata"]

    return _changed(data, change)


def _changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize(
    ("to", "stripped"),
    [
        ("docx", without_properties),
        ("docx", without_title_and_properties),
        ("pdf", without_entry),
        ("pdf", without_information),
        ("pdf", without_packet),
    ],
)
def test_a_file_that_lost_some_of_its_properties_still_says_it(to: str, stripped: Callable[[bytes], bytes]) -> None:
    assert READERS[to].read(stripped(filled_form(SURVEY, DRAWN, to))).simulated
    assert not READERS[to].read(stripped(with_entry(filled_form(SURVEY, REAL, to), to))).simulated


def with_entry(data: bytes, to: str) -> bytes:
    """A real file that has something to strip."""
    return data if to == "docx" else _changed(data, lambda pdf: pdf.trailer.Info.__setitem__("/SkSimulated", "x"))


@pytest.mark.libreoffice
def test_a_simulated_form_filled_and_saved_by_libreoffice_stays_simulated(tmp_path: Path) -> None:
    (form_of_brest,) = [data for one, data in render_copies(SURVEY, "docx", simulated=True) if one.code == "brest"]
    found = collected(typed(form_of_brest, {str(WHERE): "Tout va bien."}, tmp_path), "docx")
    assert found.response.answers[WHERE] == Answered("Tout va bien.")
    assert found.response.simulated


@each
def test_copies_hold_the_mark_of_what_they_are_filled_with_and_no_other_does(to: str) -> None:
    codes = [one.code for one in SURVEY.population.respondents]
    held = {codes[0]: prefilled(codes[0]), codes[2]: replace(prefilled(codes[2]), simulated=False)}
    copies = {one.code: data for one, data in render_copies(SURVEY, to, prefilled=held)}
    assert list(copies) == codes
    assert {code for code, data in copies.items() if READERS[to].read(data).simulated} == {codes[0]}
    plain = {one.code: data for one, data in render_copies(SURVEY, to)}
    assert [copies[code] == plain[code] for code in codes] == [code not in held for code in codes]
    values = {code: collected(data, to).response.answers[WHERE] for code, data in copies.items()}
    assert {code for code, value in values.items() if value == Answered("Comme avant.")} == {codes[0], codes[2]}


def prefilled(code: RespondentCode) -> Response:
    answers = dict.fromkeys(SURVEY.field_by_code, Blank()) | {WHERE: Answered("Comme avant.")}
    return Response(SURVEY.id, SURVEY.edition, code, answers, simulated=True)


def test_a_stranger_s_format_can_say_it_too() -> None:
    for simulated_ in (True, False):
        shown = replace(form(SURVEY, personal=True, simulated=simulated_), copy=BREST)
        assert text_reader.read(text_renderer.render(shown)).simulated is simulated_


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as started:
        yield started


def page_of(folder: Path, *, simulated: bool) -> Path:
    path = folder / "brest.html"
    path.write_bytes(html_renderer.render(replace(form(SURVEY, personal=True, simulated=simulated), copy=BREST)))
    return path


@pytest.mark.chromium
@pytest.mark.parametrize("drawn", [True, False])
def test_what_a_page_saves_says_what_the_page_is(chromium: Browser, drawn: bool, tmp_path: Path) -> None:
    with visit(chromium, page_of(tmp_path, simulated=drawn)) as visited:
        fill(visited)
        saved = visited.save().read_bytes()
        page = visited.page.content().encode()
    assert json.loads(saved).get("simulated") is (True if drawn else None)
    assert collected(saved, "json").response.simulated is drawn
    assert html_reader.read(page).simulated is drawn
    assert visited.complaints == []


@pytest.mark.chromium
def test_a_real_form_takes_no_simulated_answers_up(chromium: Browser, tmp_path: Path) -> None:
    answers = tmp_path / "reponses.json"
    answers.write_bytes(filled_form(SURVEY, replace(DRAWN, respondent=BREST.reference.respondent), "json"))
    with visit(chromium, page_of(tmp_path, simulated=False)) as visited:
        before = [one.input_value() for one in visited.page.locator("form textarea").all()]
        visited.page.locator("#file").set_input_files(answers)
        said = "Le fichier «\u00a0reponses.json\u00a0» contient des données simulées\u00a0: rien n’a été changé."
        visited.page.get_by_text(said).wait_for()
        assert [one.input_value() for one in visited.page.locator("form textarea").all()] == before
    with visit(chromium, page_of(tmp_path, simulated=True)) as visited:
        visited.page.locator("#file").set_input_files(answers)
        visited.page.get_by_text("ont été reprises").wait_for()


@pytest.mark.chromium
def test_a_draft_of_a_rehearsal_is_not_that_of_the_real_form(chromium: Browser, tmp_path: Path) -> None:
    with visit(chromium, page_of(tmp_path, simulated=True)) as visited:
        visited.control(WHERE).fill("Pour essayer.")
        keys = visited.page.evaluate("Object.keys(localStorage)")
        page_of(tmp_path, simulated=False)
        visited.page.reload()
        assert visited.control(WHERE).input_value() == ""
        visited.control(WHERE).fill("Pour de bon.")
        both = visited.page.evaluate("Object.keys(localStorage)")
    assert (len(keys), len(both)) == (1, 2)
