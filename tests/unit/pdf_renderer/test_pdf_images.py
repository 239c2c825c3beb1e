"""What the pages look like, drawn by two engines: PDFium, which browsers have, and poppler."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import replace
from PIL import Image

import pdf_sample as sample
from surveykit import load_survey
from surveykit.compose.form import form
from surveykit.document import Copy, Document, Heading, answers, controls
from surveykit.document.blocks import Block, Group
from surveykit.ids import CopyRef, FieldId, OptionCode
from surveykit_pdf import renderer

SCALE = 2.0
"""Pixels to a point."""
INK = 100
"""Darker than this is ink."""

Draw = Callable[[bytes], list[Image.Image]]


def by_pdfium(data: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    pages = [page.render(scale=SCALE, grayscale=True).to_pil().convert("L") for page in document]
    document.close()
    return pages


def by_poppler(data: bytes) -> list[Image.Image]:
    dots = str(round(72 * SCALE))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "page"
        run = subprocess.run(
            ["pdftoppm", "-gray", "-r", dots, "-", str(root)], input=data, capture_output=True, check=True
        )
        assert run.stderr == b""
        return [_loaded(file) for file in sorted(Path(folder).iterdir())]


def _loaded(file: Path) -> Image.Image:
    with Image.open(file) as page:
        page.load()
        return page.copy()


ENGINES = [pytest.param(by_pdfium, id="pdfium"), pytest.param(by_poppler, id="poppler", marks=pytest.mark.pdf_tools)]


def _ink(data: bytes, draw: Draw) -> dict[tuple[str, str], int]:
    """How many dark pixels stand inside each widget, by field and by state."""
    found = {}
    pages = draw(data)
    with sample.opened(data) as pdf:
        for page, image in zip(pdf.pages, pages, strict=True):
            for widget in page.obj.get("/Annots", []):
                name = str(widget.T if "/T" in widget else widget.Parent.T)
                looks = widget.AP.N
                state = "" if "/BBox" in looks else next(str(key) for key in looks if key != "/Off")
                found[name, state] = _dark(image, [float(side) for side in widget.Rect], inset=2 if state else 1)
    return found


def _dark(image: Image.Image, rectangle: list[float], inset: float) -> int:
    x0, y0, x1, y1 = rectangle
    height = image.height / SCALE
    inside = (x0 + inset, height - y1 + inset, x1 - inset, height - y0 - inset)
    part = image.crop(tuple(round(side * SCALE) for side in inside))
    return sum(part.histogram()[:INK])


@pytest.mark.parametrize("draw", ENGINES)
def test_nothing_is_printed_over_the_fields_of_a_blank_form(draw: Draw) -> None:
    inks = _ink(sample.real(), draw)
    assert len(inks) > 60
    assert {key: ink for key, ink in inks.items() if ink} == {}


@pytest.mark.parametrize("draw", ENGINES)
def test_values_show_where_they_were_put_and_nowhere_else(draw: Draw) -> None:
    inks = _ink(sample.filled(), draw)
    shown = {key for key, ink in inks.items() if ink}
    assert shown == {
        ("q1_ateliers", ""),
        ("q3_satisfaction", "/4"),
        ("q4_publics__adultes", "/Yes"),
        ("q4_publics__autres", "/Yes"),
        ("q4_autres", ""),
        ("q5_charte", "/oui"),
        ("q7_observations", ""),
    }
    assert inks["q3_satisfaction", "/4"] > 20
    assert inks["q4_publics__adultes", "/Yes"] > 15


@pytest.mark.parametrize("draw", ENGINES)
def test_the_holder_shows_on_every_page(draw: Draw) -> None:
    without, named = draw(renderer.render(sample.document(personal=True))), draw(sample.personal())
    for before, after in zip(without, named, strict=True):
        corner = (after.width // 2, 0, after.width, round(24 / 25.4 * 72 * SCALE))
        assert before.crop(corner).tobytes() != after.crop(corner).tobytes()
        rest = (0, corner[3], after.width, after.height)
        assert before.crop(rest).tobytes() == after.crop(rest).tobytes()


def _headings(blocks: tuple[Block, ...]) -> set[str]:
    found = {block.text for block in blocks if isinstance(block, Heading)}
    return found.union(*(_headings(block.blocks) for block in blocks if isinstance(block, Group)), set())


def test_no_heading_ends_a_page() -> None:
    survey = load_survey("reseaux_2014")
    shown: Document = form(survey)
    assert list(answers(shown.blocks))
    headings = _headings(shown.blocks)
    document = pypdfium2.PdfDocument(sample.real())
    for page in document:
        text = [line.strip() for line in page.get_textpage().get_text_range().splitlines() if line.strip()]
        body = [line for line in text if not line.startswith("Page ")]
        assert body[-1] not in headings
    document.close()


def _full_copy(survey_id: str) -> bytes:
    survey = load_survey(survey_id)
    values = {
        control.field: frozenset(OptionCode(box.option) for box in control.boxes)
        if hasattr(control, "boxes")
        else (control.entries[0].code if hasattr(control, "entries") else "Texte")
        for control in controls(form(survey, personal=True))
    }
    one = survey.population.respondents[0]
    copy = Copy(CopyRef(survey.id, survey.edition, one.code), one.name, values)
    return renderer.render(replace(form(survey, personal=True), copy=copy))


@pytest.mark.pdf_tools
@pytest.mark.parametrize(
    "data",
    [sample.blank, sample.personal, sample.filled, sample.real, lambda: _full_copy("reseaux_2014")],
    ids=["blank", "personal", "filled", "real", "full"],
)
def test_qpdf_finds_nothing_to_say(data: Callable[[], bytes], tmp_path: Path) -> None:
    file = tmp_path / "form.pdf"
    file.write_bytes(data())
    run = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "WARNING" not in run.stderr


def test_a_full_copy_reads_back(tmp_path: Path) -> None:
    with sample.opened(_full_copy("reseaux_2014")) as pdf:
        assert str(sample.fields(pdf)[FieldId("q22_commentaires")].V) == "Texte"
