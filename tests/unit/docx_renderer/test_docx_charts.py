"""Charts in Word: drawn by Word itself from a workbook that it edits, told to whoever does not see them."""

from __future__ import annotations

import io

import openpyxl
import pytest
from lxml import etree
from msgspec.structs import replace

from surveykit.document import (
    Bar,
    Cell,
    Chart,
    Contents,
    Document,
    Drawing,
    Group,
    Heading,
    Levels,
    Moments,
    Numbering,
    Options,
    Paragraph,
    Series,
    Table,
    bars_of,
)
from surveykit_docx import renderer
from surveykit_docx.chart_parts import chart_parts
from word_invariants import broken_invariants, violations
from word_parts import W, unpacked

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

AWKWARD = Bar('Discussions "<bilatérales>" & =1+1', 40.5, "40,5\u00a0%")
SECRET = Bar("Appel à projet", None, "non diffusé")
PLANNED = Bar("Au terme", 9, "9", planned=True)
DRAWINGS: dict[str, Drawing] = {
    "levels": Levels((Bar("0", 2, "2"), Bar("1", 0, "0"), Bar("2", 7, "7")), "0 = peu"),
    "options": Options((AWKWARD, SECRET)),
    "one thing followed": Moments((Series("Équipes", (Bar("À ce jour", 12, "12"), PLANNED)),)),
    "nothing published": Options((SECRET, SECRET)),
    "nothing": Options(()),
    "things followed": Moments((Series("Équipes", (SECRET, PLANNED)), Series("Lieux", (Bar("Avant", 1, "1"),)))),
}


def chart(drawing: Drawing, unit: str = "équipes") -> Chart:
    return Chart("Suivi & <titre>", "Deux barres\u00a0: 3.", unit, drawing, numbering=Numbering("Graphique", 1))


def page(*blocks: object) -> Document:
    return Document("Essai", "fr", blocks)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_workbook_holds_the_numbers_and_words_of_the_chart(name: str) -> None:
    drawing = DRAWINGS[name]
    book = openpyxl.load_workbook(io.BytesIO(chart_parts(chart(drawing), "fr-FR").workbook))
    assert book.sheetnames == ["Données"]
    head, *rows = book.active.iter_rows(values_only=True)
    assert head[1:] == ("équipes", "Valeur publiée")
    assert [(value, shown) for _, value, shown in rows] == [(bar.value, bar.shown) for bar in bars_of(drawing)]
    assert all(bar.label.lower() in label.lower() for (label, _, _), bar in zip(rows, bars_of(drawing), strict=True))
    assert not book.active._charts


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_drawing_shows_the_same_numbers_and_none_for_what_is_withheld(name: str) -> None:
    drawing = DRAWINGS[name]
    root = etree.fromstring(chart_parts(chart(drawing), "fr-FR").drawing)
    (series,) = root.iter(f"{C}ser")
    shown = {int(one.get("idx")): float(one.find(f"{C}v").text) for one in series.iterfind(f"{C}val//{C}pt")}
    assert shown == {rank: bar.value for rank, bar in enumerate(bars_of(drawing)) if bar.value is not None}
    categories = [one.find(f"{C}v").text for one in series.iterfind(f"{C}cat//{C}pt")]
    assert all(bar.label.lower() in said.lower() for said, bar in zip(categories, bars_of(drawing), strict=True))
    withheld = [said for said, bar in zip(categories, bars_of(drawing), strict=True) if bar.value is None]
    assert all("(non diffusé)" in said for said in withheld)
    assert root.find(f"{C}lang").get("val") == "fr-FR"
    assert root.find(f"{C}externalData").get(f"{R}id") == "rId1"


def test_columns_stand_and_bars_lie_with_the_first_one_on_top() -> None:
    levels = etree.fromstring(chart_parts(chart(DRAWINGS["levels"]), "fr-FR").drawing)
    options = etree.fromstring(chart_parts(chart(DRAWINGS["options"]), "fr-FR").drawing)
    assert next(levels.iter(f"{C}barDir")).get("val") == "col"
    assert next(options.iter(f"{C}barDir")).get("val") == "bar"
    assert options.find(f".//{C}catAx/{C}scaling/{C}orientation").get("val") == "maxMin"
    assert options.find(f".//{C}valAx/{C}scaling/{C}orientation").get("val") == "minMax"


def test_labels_show_values_and_nothing_else_of_every_bar() -> None:
    root = etree.fromstring(chart_parts(chart(DRAWINGS["options"], "%\u00a0des équipes"), "fr-FR").drawing)
    labels = root.find(f".//{C}ser/{C}dLbls")
    said = {name: labels.find(f"{C}{name}").get("val") for name in ("showVal", "showCatName", "showLegendKey")}
    assert said == {"showVal": "1", "showCatName": "0", "showLegendKey": "0"}
    assert labels.find(f"{C}numFmt").get("formatCode") == 'General" %"'
    (hidden,) = labels.iterfind(f"{C}dLbl")
    assert (hidden.find(f"{C}idx").get("val"), hidden.find(f"{C}delete").get("val")) == ("1", "1")


def test_what_is_planned_is_hollow() -> None:
    root = etree.fromstring(chart_parts(chart(DRAWINGS["one thing followed"]), "fr-FR").drawing)
    (point,) = root.iter(f"{C}dPt")
    assert point.find(f"{C}idx").get("val") == "1"
    assert point.find(f"{C}spPr/{A}solidFill/{A}srgbClr").get("val") == "FFFFFF"


def test_the_same_chart_gives_the_same_bytes() -> None:
    document = page(*(chart(drawing) for drawing in DRAWINGS.values()))
    assert renderer.render(document) == renderer.render(document)


def test_a_chart_has_a_numbered_caption_a_name_and_a_description() -> None:
    other = replace(chart(DRAWINGS["levels"]), numbering=Numbering("Graphique", 2))
    parts = unpacked(renderer.render(page(chart(DRAWINGS["options"]), other)))
    root = etree.fromstring(parts["word/document.xml"])
    fields = [one.get(f"{W}instr").split() for one in root.iter(f"{W}fldSimple")]
    assert fields == [["SEQ", "Graphique", "\\*", "ARABIC"]] * 2
    captions = ["".join(one.itertext()) for one in root.iter(f"{W}p") if one.find(f".//{W}fldSimple") is not None]
    assert captions == [f"Graphique\u00a0{rank} – Suivi & <titre>" for rank in (1, 2)]
    said = [(one.get("id"), one.get("name"), one.get("descr")) for one in root.iter(f"{WP}docPr")]
    assert said == [(str(rank), f"Graphique\u00a0{rank}", "Deux barres\u00a0: 3.") for rank in (1, 2)]
    assert {f"word/charts/chart{rank}.xml" for rank in (1, 2)} <= parts.keys()
    assert {f"word/embeddings/Microsoft_Excel_Sheet{rank}.xlsx" for rank in (1, 2)} <= parts.keys()


def test_word_has_nothing_to_say_against_the_package(tmp_path) -> None:
    document = page(
        Contents("Sommaire"), Heading(1, "Titre"), *(chart(drawing) for drawing in DRAWINGS.values()), Paragraph("fin")
    )
    data = renderer.render(document)
    assert violations(data, tmp_path) == []
    assert broken_invariants(data) == set()


def test_the_contents_are_a_field_filled_from_the_start_whose_pages_are_references() -> None:
    document = page(Contents("Sommaire", 2), Heading(1, "Un"), Heading(3, "Trop bas"), Group((Heading(2, "Deux"),)))
    root = etree.fromstring(unpacked(renderer.render(document))["word/document.xml"])
    (table,) = root.iter(f"{W}sdt")
    said = ["".join(text.text for text in one.iter(f"{W}t")) for one in table.iter(f"{W}p")]
    assert said == ["Sommaire", "Un", "Deux"]
    instructions = [one.text.split() for one in table.iter(f"{W}instrText")]
    assert instructions[0] == ["TOC", "\\o", '"1-2"', "\\h", "\\z"]
    targets = [one.get(f"{W}anchor") for one in table.iter(f"{W}hyperlink")]
    assert [words[:2] for words in instructions[1:]] == [["PAGEREF", target] for target in targets]
    marks = {one.get(f"{W}name") for one in root.iter(f"{W}bookmarkStart")}
    assert set(targets) == marks
    kinds = [one.get(f"{W}fldCharType") for one in table.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", *["begin", "separate", "end"] * 2, "end"]
    settings = unpacked(renderer.render(document))["word/settings.xml"]
    assert b"updateFields" not in settings
    assert b"dirty" not in etree.tostring(root)


def test_the_contents_begin_a_page_when_one_is_due_and_may_be_empty() -> None:
    root = etree.fromstring(unpacked(renderer.render(page(Contents("Sommaire"))))["word/document.xml"])
    assert [one.get(f"{W}fldCharType") for one in root.iter(f"{W}fldChar")] == ["begin", "separate", "end"]


def test_a_table_at_the_end_of_a_group_holds_on_to_nothing_behind_it() -> None:
    rows = tuple((Cell("a"), Cell("b")) for _ in range(3))
    table = Table("Titre", "", (Cell("x"), Cell("y")), rows, (1, 1))
    root = etree.fromstring(unpacked(renderer.render(page(Group((Heading(1, "H"), table)))))["word/document.xml"])
    kept = [all(p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p")) for row in root.iter(f"{W}tr")]
    assert kept == [True, True, True, False]
