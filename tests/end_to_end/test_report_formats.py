"""The real report in its four formats, as its readers open it: Word by LibreOffice, PDF, a page, a workbook."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import outloud
import pdfua
import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner
from lxml import etree

import surveykit as sk
from chromium import AXE, browser, visit
from html_pages import policy
from libreoffice import converted
from surveykit.cli import surveykit
from surveykit.compose.report import report
from surveykit.document import Bar, Block, Chart, Document, Group, bars_of, headings
from surveykit.pipeline import open_register
from word_invariants import broken_invariants, violations

SURVEY = "reseaux_2014"
NAVY = (0x1F, 0x3F, 0x7A)
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"

ALLOWED = {
    "ORD-001",  # the marks of lists are painted after their page; the structure has them where they belong
    "TBL-010",  # a table of two rows, and the end of one on its next page, have more headers than other cells
}
"""Remarks of the checker that are known, and why they stand."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a simulated campaign, by the command line, in every format."""
    folder = tmp_path_factory.mktemp("bilan")

    def run(*words: str) -> None:
        result = CliRunner().invoke(surveykit, [words[0], SURVEY, *words[1:]], standalone_mode=False)
        assert result.exception is None, result.exception

    register = str(folder / "bilan.sqlite")
    run("simulate", "--to", "json", "--seed", "7", "-o", str(folder / "answers"))
    run("collect", str(folder / "answers"), "--register", register)
    for to in ("docx", "pdf", "html", "xlsx"):
        where = str(folder / f"bilan.{to}")
        run("report", "--register", register, "--by", "ensemble", "--draft", "--to", to, "-o", where)
    return folder


@pytest.fixture(scope="module")
def document(folder: Path) -> Document:
    survey = sk.load_survey(SURVEY)
    with open_register(folder / "bilan.sqlite", survey) as campaign:
        results = sk.aggregate(survey, campaign, by="ensemble")
    return report(survey, sk.disclose(survey, results))


def charts(blocks: tuple[Block, ...]) -> Iterator[Chart]:
    for block in blocks:
        if isinstance(block, Group):
            yield from charts(block.blocks)
        if isinstance(block, Chart):
            yield block


def shown(chart: Chart) -> list[float]:
    return [bar.value for bar in bars_of(chart.drawing) if bar.value is not None]


def test_the_report_has_charts_and_withholds_some_values(document: Document) -> None:
    found = list(charts(document.blocks))
    assert len(found) >= 6
    bars: list[Bar] = [bar for chart in found for bar in bars_of(chart.drawing)]
    assert len([bar for bar in bars if bar.value is not None]) > 30


def test_word_accepts_the_report_and_python_docx_opens_it(folder: Path, document: Document, tmp_path: Path) -> None:
    data = (folder / "bilan.docx").read_bytes()
    assert violations(data, tmp_path) == []
    assert broken_invariants(data) == set()
    word = docx.Document(io.BytesIO(data))
    styled = [one.text for one in word.paragraphs if one.style is not None and one.style.name.startswith("Heading")]
    assert styled == [heading.text for heading in headings(document.blocks)]
    assert {table.style.name for table in word.tables if table.style is not None} == {
        "Surveykit Table",
        "Surveykit Figures",
    }


def test_word_s_charts_hold_what_is_published_and_their_workbooks_the_same(folder: Path, document: Document) -> None:
    with zipfile.ZipFile(folder / "bilan.docx") as package:
        for rank, chart in enumerate(charts(document.blocks), start=1):
            root = etree.fromstring(package.read(f"word/charts/chart{rank}.xml"))
            drawn = [float(one.text) for one in root.iterfind(f".//{C}val//{C}pt/{C}v")]
            book = openpyxl.load_workbook(io.BytesIO(package.read(f"word/embeddings/Microsoft_Excel_Sheet{rank}.xlsx")))
            held = [row[1] for row in book.active.iter_rows(min_row=2, values_only=True) if row[1] is not None]
            assert drawn == held == shown(chart)


@pytest.mark.libreoffice
def test_libreoffice_draws_every_chart_under_its_caption(folder: Path, document: Document, tmp_path: Path) -> None:
    data = converted((folder / "bilan.docx").read_bytes(), "docx", "pdf", tmp_path)
    _every_chart_is_drawn(data, document)


def test_the_pdf_draws_every_chart_under_its_caption(folder: Path, document: Document) -> None:
    _every_chart_is_drawn((folder / "bilan.pdf").read_bytes(), document)


def _every_chart_is_drawn(data: bytes, document: Document) -> None:
    pdf = pypdfium2.PdfDocument(data)
    drawn = {}
    for page in pdf:
        words = page.get_textpage()
        image = page.render(scale=1).to_pil().convert("RGB")
        for chart in charts(document.blocks):
            name = f"{chart.numbering} –"  # LibreOffice writes a plain space for the one that does not break
            found = words.search(name).get_next() or words.search(name.replace("\u00a0", " ")).get_next()
            if found is not None:
                top = image.height - words.get_charbox(found[0])[1]
                under = image.crop((0, int(top), image.width, min(image.height, int(top) + 200)))
                drawn[chart.caption] = sum(number for number, colour in under.getcolors(1 << 24) if colour == NAVY)
    pdf.close()
    assert drawn.keys() == {chart.caption for chart in charts(document.blocks)}
    assert {caption: ink for caption, ink in drawn.items() if ink < 300} == {}


def test_the_pdf_is_tagged_and_its_charts_have_words(folder: Path, document: Document) -> None:
    file = folder / "bilan.pdf"
    result = outloud.check(str(file))
    assert {one.rule for one in result.findings} <= ALLOWED
    assert list(pdfua.validate(str(file)).findings) == []
    with pikepdf.open(file) as pdf:
        said = [
            str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        ]
        assert sorted(said) == sorted(f"{one.caption}. {one.description}" for one in charts(document.blocks))
        with pdf.open_outline() as outline:
            (title,) = outline.root
            chapters = [heading.text for heading in headings(document.blocks) if heading.level == 1]
            assert [one.title for one in title.children] == chapters


def test_no_page_of_the_pdf_before_its_annexes_is_half_empty(folder: Path) -> None:
    pdf = pypdfium2.PdfDocument(folder / "bilan.pdf")
    filled = []
    for page in pdf:
        if "Annexe 1 – Tous les chiffres" in page.get_textpage().get_text_range() and len(filled) > 2:
            break
        image = page.render(scale=1).to_pil().convert("L")
        body = image.crop((0, 0, image.width, image.height - 56))
        filled.append(body.point(lambda grey: 255 * (grey < 200)).getbbox()[3] / body.height)
    pdf.close()
    assert len(filled) > 4
    assert min(filled[1:-1]) > 0.55  # the first page has an end of its own, and so has the last


def test_the_page_needs_nothing_else_and_shows_every_chart(folder: Path, document: Document) -> None:
    page = (folder / "bilan.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in policy(page.encode())
    assert "unsafe" not in policy(page.encode())
    assert not re.findall(r'(?:src|href|action)="(?!#)[^"]*"|url\(|@import|<script', page)
    assert ' style="' not in page
    drawn = re.findall(r"<svg .*?</svg>", page, re.DOTALL)
    assert len(drawn) == len(list(charts(document.blocks)))
    for svg, chart in zip(drawn, charts(document.blocks), strict=True):
        root = etree.fromstring(svg)
        title, desc = (root.find(f"{{*}}{name}") for name in ("title", "desc"))
        assert (title.text, desc.text) == (chart.caption, chart.description)


@pytest.mark.chromium
@pytest.mark.parametrize("width", [1200, 360])
def test_a_browser_shows_the_page_without_complaint_and_so_does_axe(folder: Path, width: int) -> None:
    with browser() as started, visit(started, folder / "bilan.html", viewport={"width": width, "height": 900}) as seen:
        boxes = [one.bounding_box() for one in seen.page.locator(".chart svg").all()]
        assert all(box["width"] > 300 and box["height"] > 60 for box in boxes)
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        seen.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = seen.page.evaluate("axe.run()")
        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []


def test_the_workbook_has_a_sheet_for_each_theme_and_the_bases(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "bilan.xlsx")
    survey = sk.load_survey(SURVEY)
    themes = [one for one in survey.report.themes if one.indicators]
    assert len(book.sheetnames) == len(themes) + 3
    assert book.sheetnames[-3:] == ["Éléments de comparaison", "Bases", "Notes"]
    labels = {row[0] for sheet in book for row in sheet.iter_rows(min_row=2, max_col=1, values_only=True)}
    assert {one.label for one in survey.indicators} <= labels
