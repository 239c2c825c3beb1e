"""The file around the fields: what it is called and says of itself, its tags, its fonts, its attachment."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import outloud
import pdfua
import pikepdf
import pypdfium2
import pytest
from msgspec.structs import replace

import pdf_sample as sample
from surveykit.document import (
    Bar,
    Cell,
    Chart,
    Contents,
    Document,
    Group,
    Heading,
    Levels,
    Listing,
    Numbering,
    Paragraph,
    Role,
    Table,
    Title,
    lines,
)
from surveykit.errors import MissingExtra
from surveykit_pdf import press, renderer
from surveykit_pdf.press import FontFallback

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"


def _report() -> Document:
    table = Table(
        caption="Réseaux par niveau",
        description="Un niveau par ligne.",
        header=(Cell("Niveau"), Cell("ARS", number=True), Cell("Part", number=True)),
        rows=tuple((Cell(str(n), header=True), Cell("12", number=True), Cell("50 %", number=True)) for n in range(6)),
        widths=(2, 1, 1),
    )
    bars = tuple(Bar(str(level), 12, "12 œ") for level in range(6))
    blocks = (
        Title("Bilan des réseaux", "Note n° 12"),
        Contents("Sommaire", 2),
        Heading(1, "Synthèse"),
        Paragraph("Un texte ≥ 5 – 🏥.", Role.LEAD),
        Listing(("un", "deux")),
        Group((Heading(2, "Niveaux"), table)),
        Chart("Niveaux", "Six colonnes, 12 chacune.", "ARS", Levels(bars), 0, Numbering("Graphique", 1)),
    )
    return Document(title="Bilan des réseaux", language="fr", blocks=blocks, header="Bilan – 2014", author="Le bureau")


REPORT = _report()


def _text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    found = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return found


def _squeezed(text: str) -> str:
    return "".join(text.replace("\ufffe", "-").split())


def test_a_report_has_no_form_and_a_bookmark_for_each_heading() -> None:
    with sample.opened(renderer.render(REPORT)) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert str(pdf.trailer.Info.Title) == "Bilan des réseaux"
        assert not {"/SkForm", "/SkCopy", "/Keywords"}.intersection(pdf.trailer.Info.keys())
        assert "/SkHeader" not in pdf.pages[0].obj.Resources.get("/XObject", {})
        with pdf.open_outline() as outline:
            (title,) = outline.root
            assert title.title == "Bilan des réseaux"
            assert [one.title for one in title.children] == ["Synthèse"]
            assert [one.title for one in title.children[0].children] == ["Niveaux"]


def test_the_form_shows_the_words_of_the_document_in_order() -> None:
    shown = _squeezed(_text(sample.blank()))
    place = 0
    for line, _ in lines(sample.document()):
        for word in line.split():
            found = shown.find(word, place)
            assert found >= 0, (word, line)
            place = found


@pytest.mark.parametrize("data", [sample.blank, sample.filled, lambda: renderer.render(REPORT)])
def test_what_the_file_says_of_itself(data) -> None:
    with sample.opened(data()) as pdf:
        assert str(pdf.Root.Lang) == "fr"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert bool(pdf.Root.MarkInfo.Marked)
        assert len(pdf.Root.OutputIntents) == 1
        assert "/Filter" not in pdf.Root.Metadata
        packet = pdf.Root.Metadata.read_bytes().decode()
        root = ET.fromstring(re.sub(r"<\?xpacket.*?\?>", "", packet))
        assert len(root.findall(f"{RDF}RDF")) == 1
        said = {one.tag: one.text for one in root.iter()}
        assert (said[f"{PDFA}part"], said[f"{PDFA}conformance"], said[f"{PDFUA}part"]) == ("3", "A", "1")
        with pdf.open_metadata() as meta:
            assert meta["dc:title"] == str(pdf.trailer.Info.Title)
            assert meta["pdf:Producer"] == str(pdf.trailer.Info.Producer)


@pytest.mark.parametrize("data", [sample.blank, sample.filled, lambda: renderer.render(REPORT)])
def test_every_font_is_embedded_and_ours(data) -> None:
    with sample.opened(data()) as pdf:
        fonts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"]
        assert fonts
        assert {str(one.BaseFont).partition("+")[2].partition("-")[0] for one in fonts} <= {
            "Surveykit",
            "SurveykitField",
        }
        described = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontName" in one]
        assert all("/FontFile2" in one or "/FontFile3" in one for one in described)


def test_a_font_that_is_not_ours_is_an_error() -> None:
    press.require_own_font("ABCDEF+Surveykit-Bold-Oblique")
    with pytest.raises(FontFallback, match="DejaVu-Sans"):
        press.require_own_font("ABCDEF+DejaVu-Sans")


def test_characters_that_the_fonts_lack_are_marked_and_call_upon_no_other_font() -> None:
    text = _text(renderer.render(REPORT))
    assert "≥ 5 – \ufffd." in text


def test_the_definition_is_attached_and_only_once() -> None:
    with sample.opened(sample.blank()) as pdf:
        assert list(pdf.attachments) == ["questionnaire.json"]
        file = pdf.attachments["questionnaire.json"]
        definition = json.loads(file.get_file().read_bytes())
        assert definition["id"] == "ateliers"
        assert "population" not in definition
        assert len(pdf.Root.AF) == 1
        assert pdf.Root.AF[0].AFRelationship == "/Data"
    with sample.opened(renderer.render(REPORT)) as pdf:
        assert "/AF" not in pdf.Root


def test_headers_and_footers_are_artifacts() -> None:
    with sample.opened(sample.blank()) as pdf:
        for page in pdf.pages:
            content = b"".join(one.read_bytes() for one in page.Contents)
            assert content.count(b"/Artifact << /Type /Pagination >> BDC") >= 2
        parents = pdf.Root.StructTreeRoot.ParentTree.Nums
        arrays = [one for one in parents if isinstance(one, pikepdf.Array)]
        assert arrays
        assert any(one is None for array in arrays for one in array)


def test_lists_hold_items_and_header_cells_say_what_they_head() -> None:
    kinds = {}
    with sample.opened(renderer.render(REPORT)) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") in {"/L", "/TH"}:
                kids = one.K if isinstance(one.K, pikepdf.Array) else [one.K]
                said = str(one.A.Scope) if one.S == "/TH" else {str(kid.S) for kid in kids}
                kinds.setdefault(str(one.S), []).append(said)
    assert kinds["/L"] == [{"/LI"}] * 2  # the contents, and the list
    assert sorted(kinds["/TH"]) == ["/Column"] * 3 + ["/Row"] * 6


def _figures(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]


def test_a_chart_is_a_figure_with_words_for_those_who_do_not_see_it() -> None:
    with sample.opened(renderer.render(REPORT)) as pdf:
        (figure,) = _figures(pdf)
        assert str(figure.Alt) == "Graphique\u00a01 – Niveaux. Six colonnes, 12 chacune."


def test_a_figure_s_box_is_where_its_ink_is() -> None:
    data = renderer.render(REPORT)
    with sample.opened(data) as pdf:
        (figure,) = _figures(pdf)
        left, bottom, right, top = (float(one) for one in figure.A.BBox)
        number = next(n for n, page in enumerate(pdf.pages) if page.obj.objgen == figure.Pg.objgen)
        height = float(pdf.pages[number].obj.MediaBox[3])
    document = pypdfium2.PdfDocument(data)
    image = document[number].render(scale=2).to_pil().convert("RGB")
    document.close()
    navy = [
        (x / 2, height - y / 2)
        for x in range(0, image.width, 2)
        for y in range(0, image.height, 2)
        if image.getpixel((x, y)) == (0x1F, 0x3F, 0x7A) and bottom - 40 < height - y / 2 < top + 5
    ]
    assert len(navy) > 1000
    assert all(left <= x <= right and bottom <= y <= top for x, y in navy)


def test_the_contents_lead_to_pages_under_the_words_of_the_headings() -> None:
    with sample.opened(renderer.render(REPORT)) as pdf:
        links = [one for page in pdf.pages for one in page.obj.get("/Annots", [])]
        assert {str(one.Contents) for one in links} == {"Synthèse", "Niveaux"}
        targets = {str(one) for one in list(pdf.Root.Names.Dests.Names)[::2]}
        assert {str(one.Dest) for one in links} <= targets
    shown = _text(renderer.render(REPORT))
    assert re.search(r"Synthèse[ .]+1\b", shown)


ALLOWED = {
    "LNK-010",  # addresses of mail are printed, not linked: a form that is filled in has no way out
    "PAG-001",  # "Question 5", "Question 8", "Question 13" at the top of three pages are no running header
    "TAG-003",  # what is typed in a field is announced by the field, from its value, and not by the structure
}
"""Warnings of the checker that are known, and why they stand."""


@pytest.mark.parametrize("data", [sample.blank, sample.filled, sample.real, lambda: renderer.render(REPORT)])
def test_the_checkers_of_accessibility_find_no_error(data, tmp_path: Path) -> None:
    file = tmp_path / "form.pdf"
    file.write_bytes(data())
    result = outloud.check(str(file))
    assert [(one.rule, one.message) for one in result.findings if one.severity == "error"] == []
    assert {one.rule for one in result.findings} <= ALLOWED
    assert list(pdfua.validate(str(file)).findings) == []


MORE_HEADS_THAN_DATA = re.compile(r"header cells look shredded: \d+ header cells against \d+ data cells")
"""All that TBL-010 finds in the report, and why it stands.

The rule looks for column headings that were cut into several rows of one-word cells. It also takes any table with
more header cells than data cells for one; but a table of one or two rows, or of two columns, whose rows are headed
too, has more of them when it is tagged as PDF/UA asks: one row of headings, and a heading for each row.
"""


def test_the_checkers_of_accessibility_find_no_error_in_a_full_report(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(sample.full_report())
    found = outloud.check(str(file)).findings
    heads = [one for one in found if one.rule == "TBL-010"]
    assert [one.message for one in heads if not MORE_HEADS_THAN_DATA.fullmatch(one.message)] == []
    # ORD-001: the marks of lists are painted after their page; the structure has them where they belong.
    assert [(one.rule, one.message) for one in found if one.rule not in ALLOWED | {"TBL-010", "ORD-001"}] == []
    assert list(pdfua.validate(str(file)).findings) == []


def test_no_heading_of_a_table_of_the_report_is_cut_into_several_cells() -> None:
    tables = 0
    with sample.opened(sample.full_report()) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Table":
                groups = {str(kid.S): _kinds(kid) for kid in one.K if str(kid.S) in {"/THead", "/TBody"}}
                (columns,) = groups["/THead"]
                assert set(columns) <= {"/TH", "/TD"}
                assert "/TH" in columns
                assert all(row == ["/TH", *["/TD"] * (len(columns) - 1)] for row in groups["/TBody"])
                tables += 1
    assert tables > 10


def _kinds(group: pikepdf.Object) -> list[list[str]]:
    """The kinds of the cells of each row of a table's group."""
    return [[str(cell.S) for cell in row.K] for row in group.K]


def test_without_pango_the_commands_that_install_it_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise OSError("cannot load library 'libpango-1.0-0'")

    press._weasyprint.cache_clear()
    monkeypatch.setattr(press, "import_module", missing)
    with pytest.raises(MissingExtra, match=r"apt-get install libpango-1\.0-0 libpangoft2-1\.0-0"):
        press.print_page("<p>a</p>", form=False)
    press._weasyprint.cache_clear()


READING = "import sys, surveykit_pdf; print('weasyprint' in sys.modules)"


def test_reading_needs_no_pango() -> None:
    run = subprocess.run([sys.executable, "-c", READING], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_a_document_without_language_of_its_own_renders(tmp_path: Path) -> None:
    data = renderer.render(replace(REPORT, author="", header=""))
    with sample.opened(data) as pdf:
        assert "/Author" not in pdf.trailer.Info
    assert io.BytesIO(data).read(5) == b"%PDF-"


def test_a_document_in_landscape_lies_on_its_long_side() -> None:
    with pikepdf.open(io.BytesIO(renderer.render(replace(_report(), landscape=True)))) as pdf:
        sizes = {tuple(round(float(side)) for side in page.mediabox[2:]) for page in pdf.pages}
    assert sizes == {(842, 595)}
