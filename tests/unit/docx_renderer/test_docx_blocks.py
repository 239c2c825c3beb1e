"""Every block in Word: the words, and what a reader's software or a screen reader makes of them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import get_args

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.shared import Twips
from docx.text.paragraph import Paragraph as WordParagraph
from lxml import etree
from msgspec.structs import replace

from surveykit.document import (
    Block,
    Cell,
    Copy,
    Document,
    Group,
    Heading,
    KeyFigures,
    PageBreak,
    Paragraph,
    Role,
    Table,
    lines,
)
from surveykit.texts import squeezed
from surveykit_docx import renderer
from surveykit_docx.styles import Look, look_of
from word_parts import W, unpacked


def opened(document: Document) -> WordDocument:
    return docx.Document(io.BytesIO(renderer.render(document)))


def body(document: Document) -> etree._Element:
    root = etree.fromstring(unpacked(renderer.render(document))["word/document.xml"])
    found = root.find(f"{W}body")
    assert found is not None
    return found


def words_outside_controls(document: Document) -> Iterator[str]:
    root = body(document)
    for control in [one for one in root.iter(f"{W}sdt") if one.find(f"{W}sdtPr/{W}tag") is not None]:
        control.getparent().remove(control)
    for paragraph in root.iter(f"{W}p"):
        yield squeezed("".join(text.text or " " for text in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab")))


def styled(document: Document, look: Look) -> list[WordParagraph]:
    return [one for one in opened(document).paragraphs if one.style is not None and one.style.style_id == look.value]


def page(*blocks: Block) -> Document:
    return Document("Essai", "fr", blocks)


def _kinds(blocks: tuple[Block, ...]) -> Iterator[type]:
    for block in blocks:
        yield type(block)
        if isinstance(block, Group):
            yield from _kinds(block.blocks)


def test_the_samples_hold_every_kind_of_block_and_role(form: Document, report: Document) -> None:
    assert set(_kinds(form.blocks + report.blocks)) == set(get_args(Block))
    assert {look_of(role) for role in Role} <= set(Look)
    assert len({look_of(role) for role in Role}) == len(Role)


def test_the_body_shows_the_document_s_words_and_no_others(form: Document, report: Document) -> None:
    for document in (form, report):
        expected = [squeezed(line) for line, _ in lines(document)]
        assert [line for line in words_outside_controls(document) if line] == [line for line in expected if line]


def test_no_paragraph_of_a_form_is_empty(form: Document) -> None:
    assert [one for one in body(form).iter(f"{W}p") if one.find(f".//{W}t") is None] == []


def test_a_table_at_the_end_is_followed_by_a_paragraph(report: Document) -> None:
    assert [one.tag for one in body(report)][-3:] == [f"{W}tbl", f"{W}p", f"{W}sectPr"]


def test_two_tables_in_a_row_are_not_one() -> None:
    figures = KeyFigures((("1", "réseau", ""),))
    assert [one.tag for one in body(page(figures, figures))][:3] == [f"{W}tbl", f"{W}p", f"{W}tbl"]


def test_each_style_used_is_defined(form: Document, report: Document) -> None:
    for document in (form, report):
        parts = unpacked(renderer.render(document))
        defined = {one.get(f"{W}styleId") for one in etree.fromstring(parts["word/styles.xml"]).iter(f"{W}style")}
        for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml"):
            root = etree.fromstring(parts[name])
            used = {one.get(f"{W}val") for one in root.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
            assert used <= defined
        assert {look.value for look in Look} <= defined


def test_headings_are_headings_and_questions_are_marked(form: Document) -> None:
    word = opened(form)
    assert [one.text for one in word.paragraphs if one.style is not None and one.style.name == "Heading 1"] == [
        "I. Diagnostic de l’existant",
        "II. Méthode et accompagnement",
    ]
    marks = [one.get(f"{W}name") for one in body(form).iter(f"{W}bookmarkStart")]
    assert [mark for mark in marks if mark.startswith("skq_")] == [f"skq_{number}" for number in range(1, 9)]


@pytest.mark.parametrize(("level", "style"), [(1, "Heading1"), (2, "Heading2"), (3, "Heading3"), (4, "Heading3")])
def test_each_level_has_its_style(level: int, style: str) -> None:
    paragraph = opened(page(Heading(level, "Titre"))).paragraphs[0]
    assert paragraph.style is not None
    assert paragraph.style.style_id == style


def test_a_table_is_a_table_for_those_who_do_not_see_it(report: Document) -> None:
    table = next(one for one in body(report).iter(f"{W}tbl") if one.find(f"{W}tblPr/{W}tblCaption") is not None)
    assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == "Réseaux par région"
    assert table.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val") == "Nombre avant et après."
    rows = table.findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * 8
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    widths = [int(one.get(f"{W}w")) for one in table.iter(f"{W}gridCol")]
    assert sum(widths) == 9638
    assert widths[0] == pytest.approx(2 * widths[1], abs=2)


def test_cells_look_like_what_they_are() -> None:
    header = (Cell("Région"), Cell("Nombre", number=True))
    rows = ((Cell("Alsace", header=True), Cell("3", number=True)), (Cell("Corse"), Cell("secret", withheld=True)))
    root = body(page(Table("Tableau", "", header, rows, (1, 1))))
    looks = [one.get(f"{W}val") for one in root.find(f"{W}tbl").iter(f"{W}pStyle")]
    assert looks == ["SkCellHeader", "SkNumberHeader", "SkCellHeader", "SkNumber", "SkCell", "SkWithheld"]
    assert [cell.find(f"{W}tcPr/{W}shd") is not None for cell in root.iter(f"{W}tc")] == [False] * 5 + [True]


def test_a_row_of_another_length_is_refused() -> None:
    table = Table("Tableau", "", (Cell("Région"),), ((Cell("Alsace"), Cell("3")),), (1,))
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        renderer.render(page(table))


@pytest.mark.parametrize(("total", "rows"), [(1, [1]), (3, [3]), (4, [4]), (5, [3, 2]), (6, [3, 3]), (7, [4, 3])])
def test_key_figures_stand_side_by_side_without_empty_cells(total: int, rows: list[int]) -> None:
    figures = KeyFigures(tuple((str(rank), "réseaux", "") for rank in range(total)))
    table = body(page(figures)).find(f"{W}tbl")
    assert [len(row.findall(f"{W}tc")) for row in table.findall(f"{W}tr")] == rows


def test_no_key_figures_make_no_table() -> None:
    assert body(page(KeyFigures(()), Paragraph("Rien."))).find(f"{W}tbl") is None


def test_a_group_is_kept_on_one_page_and_free_of_the_next() -> None:
    group = Group((Heading(2, "Question 1", "1"), Paragraph("Combien ?"), Paragraph("Lesquels ?")))
    paragraphs = opened(page(group, Paragraph("Après"))).paragraphs
    assert [one.paragraph_format.keep_with_next for one in paragraphs] == [True, True, None, None]
    assert [one.paragraph_format.keep_together for one in paragraphs] == [True, True, True, None]


def test_what_stands_between_a_heading_and_a_group_goes_with_the_group() -> None:
    group = Group((Paragraph("Combien ?"), Paragraph("Lesquels ?")))
    blocks = (Paragraph("Avant"), Heading(1, "Section"), Paragraph("Consigne", Role.HINT), group)
    paragraphs = opened(page(*blocks)).paragraphs
    assert [bool(one.paragraph_format.keep_with_next) for one in paragraphs] == [False, True, True, True, False]


def test_a_long_text_under_a_heading_may_go_over_a_page_before_the_next_group() -> None:
    group = Group((Paragraph("Combien ?"), Paragraph("Lesquels ?")))
    for texts in (["mot " * 500], ["mot " * 40] * 6):
        blocks = (Heading(1, "Section"), *(Paragraph(one) for one in texts), group)
        paragraphs = opened(page(*blocks)).paragraphs
        held = [bool(one.paragraph_format.keep_with_next) for one in paragraphs]
        assert held == [False, *([False] * len(texts)), True, False]
        assert paragraphs[0].style.paragraph_format.keep_with_next


def test_a_group_under_a_heading_does_not_hold_on_to_the_next_group() -> None:
    groups = (Group((Paragraph("un"), Paragraph("deux"))), Group((Paragraph("trois"), Paragraph("quatre"))))
    paragraphs = opened(Document("Titre", "fr", (Heading(1, "Points"), *groups))).paragraphs
    assert [bool(one.paragraph_format.keep_with_next) for one in paragraphs] == [True, True, False, True, False]


def test_a_page_break_is_a_property_of_what_follows() -> None:
    paragraphs = opened(page(PageBreak(), Paragraph("Un"), PageBreak(), Paragraph("Deux"), PageBreak())).paragraphs
    assert [one.text for one in paragraphs] == ["Un", "Deux"]
    assert [one.paragraph_format.page_break_before for one in paragraphs] == [None, True]


def test_facts_are_one_frame(form: Document) -> None:
    frame = [one for one in opened(form).paragraphs if one.style is not None and "Fact" in one.style.name]
    assert [one.text for one in frame][-3:] == [
        "Retour",
        "DGOS-PF3@sante.gouv.fr",
        "Bureau des coopérations et contractualisations (PF3)",
    ]
    assert all(one.paragraph_format.keep_with_next for one in frame[:-1])
    assert not frame[-1].paragraph_format.keep_with_next


def test_a_form_is_protected_and_a_report_is_not(form: Document, report: Document) -> None:
    settings = etree.fromstring(unpacked(renderer.render(form))["word/settings.xml"])
    assert [one.tag for one in settings][:2] == [f"{W}zoom", f"{W}documentProtection"]
    assert dict(settings[1].attrib) == {f"{W}edit": "forms", f"{W}enforcement": "1"}
    assert b"documentProtection" not in unpacked(renderer.render(report))["word/settings.xml"]


@pytest.mark.parametrize(
    ("language", "spoken", "pages"),
    [("fr", "fr-FR", "Page 1 sur 1"), ("fr-CA", "fr-CA", "Page 1 sur 1"), ("en", "en-GB", "Page 1 of 1")],
)
def test_the_language_is_said_once_for_all(language: str, spoken: str, pages: str) -> None:
    document = Document("Essai", language, (Paragraph("Un"),))
    parts = unpacked(renderer.render(document))
    styles = etree.fromstring(parts["word/styles.xml"])
    assert [one.get(f"{W}val") for one in styles.iter(f"{W}lang")] == [spoken]
    assert f"<dc:language>{language}</dc:language>".encode() in parts["docProps/core.xml"]
    footer = etree.fromstring(parts["word/footer1.xml"])
    assert "".join(text.text for text in footer.iter(f"{W}t")) == pages


def test_the_header_says_whose_the_page_is(form: Document, report: Document, copies: tuple[Copy, ...]) -> None:
    def header(document: Document) -> list[str]:
        return [one.text for one in opened(document).sections[0].header.paragraphs]

    assert header(form) == [form.header, "reseaux_2014/2014/0123456789ab"]
    assert header(replace(form, copy=copies[1])) == [
        form.header,
        f"ARS Océan Indien & <Mayotte> — exemplaire {copies[1].reference}",
    ]
    assert header(report) == ["DGOS — Bilan 2014"]


def test_the_package_holds_nothing_that_is_not_ours(form: Document, report: Document) -> None:
    common = {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/header1.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
    }
    of_forms = {
        "docProps/custom.xml",
        "word/glossary/document.xml",
        "word/glossary/styles.xml",
        "word/glossary/_rels/document.xml.rels",
    }
    of_charts = {
        "word/charts/chart1.xml",
        "word/charts/_rels/chart1.xml.rels",
        "word/embeddings/Microsoft_Excel_Sheet1.xlsx",
    }
    assert unpacked(renderer.render(report)).keys() == common | of_charts
    assert unpacked(renderer.render(form)).keys() == common | of_forms


def test_characters_that_xml_cannot_hold_leave_a_trace() -> None:
    document = Document("Es\x00sai", "fr", (Paragraph("a\x07b\nc"),), header="\x01", author="\ud800")
    assert list(words_outside_controls(document)) == ["a␇b c"]
    assert "Es␀sai".encode() in unpacked(renderer.render(document))["docProps/core.xml"]


def test_a_document_in_landscape_lies_on_its_long_side_and_its_tables_are_as_wide(report: Document) -> None:
    upright, lying = opened(report), opened(replace(report, landscape=True))
    (one,), (other,) = upright.sections, lying.sections
    assert (other.page_width, other.page_height) == (one.page_height, one.page_width)
    assert other.orientation == WD_ORIENT.LANDSCAPE
    text = other.page_width - other.left_margin - other.right_margin
    for table in lying.tables:
        widths = [int(column.get(f"{W}w", "0")) for column in table._tbl.tblGrid]
        assert sum(widths) == text // Twips(1)
