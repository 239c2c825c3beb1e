"""What every page says of itself (PROJET, DONNÉES SIMULÉES), in each format, as programs show and print it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import outloud
import pdfua
import pikepdf
import pypdfium2
import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser

from chromium import AXE, browser, visit
from libreoffice import converted
from pdf_sample import BREST
from small_release import charted_survey, small_release
from small_survey import small_survey
from surveykit.compose.form import form
from surveykit.compose.report import report
from surveykit.document import Document
from surveykit.plugins import renderer
from surveykit.tables import Sheet, to_html
from surveykit.texts import squeezed
from surveykit.words.marks import draft_mark, simulated_mark
from word_invariants import broken_invariants, violations

BOTH = (draft_mark("fr"), simulated_mark("fr"))
MARK = "PROJET – DONNÉES SIMULÉES"
RED = b"0.560784 0.113725 0.078431 rg"
TALL = {"width": 1000, "height": 9000}  # nothing is under what stays in view, which axe cannot judge


def documents() -> dict[str, Document]:
    survey = charted_survey()
    asked = form(small_survey(), personal=True)
    return {
        "report": report(survey, small_release(survey), BOTH),
        "form": replace(asked, marks=BOTH),
        "copy": replace(asked, marks=BOTH, copy=BREST),
    }


DOCUMENTS = documents()
each = pytest.mark.parametrize("name", DOCUMENTS)


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    found = [squeezed(page.get_textpage().get_text_range()) for page in document]
    document.close()
    return found


def title(name: str) -> str:
    return f"{MARK} – {DOCUMENTS[name].title}"


@each
def test_word_says_it_in_the_header_of_every_page_and_in_the_title(name: str, tmp_path: Path) -> None:
    data = renderer("docx").render(DOCUMENTS[name])
    assert violations(data, tmp_path) == []
    assert broken_invariants(data) == set()
    word = docx.Document(io.BytesIO(data))
    assert word.core_properties.title == title(name)
    (section,) = word.sections
    assert not section.different_first_page_header_footer
    first, *others = section.header.paragraphs
    (run,) = first.runs
    assert (run.text, run.font.bold, str(run.font.color.rgb)) == (MARK, True, "8F1D14")
    assert others[0].text == DOCUMENTS[name].header
    assert MARK not in "\n".join(one.text for one in word.paragraphs)


@pytest.mark.libreoffice
@each
def test_libreoffice_shows_it_once_on_every_page(name: str, tmp_path: Path) -> None:
    printed = pages(converted(renderer("docx").render(DOCUMENTS[name]), "docx", "pdf", tmp_path))
    assert len(printed) > 1
    assert [text.count(MARK) for text in printed] == [1] * len(printed)


@each
def test_the_pdf_says_it_once_on_every_page_and_reads_it_out_first(name: str, tmp_path: Path) -> None:
    file = tmp_path / "marked.pdf"
    file.write_bytes(renderer("pdf").render(DOCUMENTS[name]))
    assert list(pdfua.validate(str(file)).findings) == []
    plain = tmp_path / "plain.pdf"
    plain.write_bytes(renderer("pdf").render(replace(DOCUMENTS[name], marks=())))
    assert {one.rule for one in outloud.check(str(file)).findings} <= {
        one.rule for one in outloud.check(str(plain)).findings
    }
    said = pages(file.read_bytes())
    assert len(said) > 1
    assert [text.count(MARK) for text in said] == [1] * len(said)
    with pikepdf.open(file) as pdf:
        assert str(pdf.trailer.Info.Title) == title(name)
        with pdf.open_metadata() as meta:
            assert meta["dc:title"] == title(name)
        contents = pdf.pages[0].obj.Contents
        parts = contents if isinstance(contents, pikepdf.Array) else [contents]
        content = b"\n".join(one.read_bytes() for one in parts)
        first = content.partition(b"/MCID %d" % first_read_out(pdf))[2].partition(b"EMC")[0]
        assert RED in first


def first_read_out(pdf: pikepdf.Pdf) -> int:
    """The number of the marked content that stands first in the structure."""
    element = pdf.Root.StructTreeRoot
    while not isinstance(element, int):
        element = element.K[0] if isinstance(element.K, pikepdf.Array) else element.K
    return element


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("web")
    sheet = Sheet("Points à vérifier", ("code", "texte"), tuple((str(n), "x" * 60) for n in range(120)), marks=BOTH)
    data = {name: renderer("html").render(document) for name, document in DOCUMENTS.items()}
    data["tables"] = to_html([sheet], "Points à vérifier", "fr")
    for name, page in data.items():
        (folder / f"{name}.html").write_bytes(page)
    return {name: folder / f"{name}.html" for name in data}


WEB = [*DOCUMENTS, "tables"]


@pytest.mark.chromium
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", WEB)
def test_in_a_browser_it_stays_in_view(chromium: Browser, web: dict[str, Path], name: str, width: int) -> None:
    with visit(chromium, web[name], viewport={"width": width, "height": 700}) as seen:
        assert seen.page.title().startswith(f"{MARK} – ")
        assert seen.page.evaluate("document.documentElement.scrollWidth") == width
        seen.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        assert seen.page.evaluate("scrollY") > 300
        banner = seen.page.get_by_role("complementary")
        assert banner.inner_text() == MARK
        box = banner.bounding_box()
        assert (box["x"], box["y"], box["width"]) == (0, 0, width)
        assert box["height"] < 60
        assert seen.page.evaluate("document.elementFromPoint(innerWidth / 2, 10).className") == "mark"


@pytest.mark.chromium
@pytest.mark.parametrize("name", WEB)
def test_a_browser_prints_it_once_on_every_page(
    chromium: Browser, web: dict[str, Path], name: str, tmp_path: Path
) -> None:
    with visit(chromium, web[name]) as seen:
        seen.page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)
    printed = pages((tmp_path / "printed.pdf").read_bytes())
    assert len(printed) > 1
    assert [text.count(MARK) for text in printed] == [1] * len(printed)


@pytest.mark.chromium
@pytest.mark.node
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", WEB)
def test_axe_finds_nothing(chromium: Browser, web: dict[str, Path], name: str, scheme: str) -> None:
    with visit(chromium, web[name], color_scheme=scheme, bypass_csp=True, viewport=TALL) as seen:
        seen.page.add_script_tag(content=AXE.read_text("utf-8"))
        found = seen.page.evaluate("axe.run().then(all => all.violations)")
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
