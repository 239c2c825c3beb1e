"""Tables as CSV, XLSX and HTML."""

from __future__ import annotations

import base64
import csv
import hashlib
import html.parser
import io
import re
import subprocess
import sys
import zipfile

import openpyxl
import pytest
from msgspec.structs import replace

from surveykit.errors import UsageError
from surveykit.tables import Percent, Sheet, to_csv, to_html, to_xlsx, with_marks, workbook

FORMULAS = ("=1+1", "+33 1", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1+1")
SHEET = Sheet(
    "Relances : Brest / Caen",
    ("question", "réponse", "nombre", "part", "lu"),
    (
        ("q1", 'l’été, « œuf » ; "x"\nsuite', 1234, Percent(0.4213), True),
        ("q2", "=cmd|' /C calc'!A0", -5, Percent(-0.05), False),
        ("q3", "https://exemple.example", 2.5, None, None),
    ),
    notes=("Une note & une autre <ligne>.",),
)


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def test_csv_is_what_scripts_expect() -> None:
    first, second, third = rows_of(to_csv(SHEET))
    assert first == {
        "question": "q1",
        "réponse": 'l’été, « œuf » ; "x"\nsuite',
        "nombre": "1234",
        "part": "0.4213",
        "lu": "true",
    }
    assert (second["nombre"], second["part"], second["lu"]) == ("-5", "-0.05", "false")
    assert (third["nombre"], third["part"], third["lu"]) == ("2.5", "", "")
    assert to_csv(SHEET).startswith(b"question,")
    assert to_csv(SHEET).count(b"\r\n") == 4


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_in_csv_never_begins_as_a_formula(text: str) -> None:
    (row,) = rows_of(to_csv(Sheet("t", ("a", text), ((text, "x=1"),))))
    assert row["a"].startswith("'")
    assert list(row)[1].startswith("'")
    assert row[list(row)[1]] == "x=1"


@pytest.mark.parametrize("text", ["'=1", "''+1", "'a", "''", "'"])
def test_one_apostrophe_taken_off_gives_a_protected_text_back(text: str) -> None:
    (row,) = rows_of(to_csv(Sheet("t", ("a", "b"), ((text, "x"),))))
    assert row["a"] == (f"'{text}" if text.lstrip("'") in {"=1", "+1"} else text)


def test_numbers_in_csv_are_left_alone() -> None:
    (row,) = rows_of(to_csv(Sheet("t", ("a", "b", "c"), ((-5, -0.5, 10**20),))))
    assert row == {"a": "-5", "b": "-0.5", "c": "100000000000000000000"}


def test_a_text_that_no_format_holds_is_written_with_visible_signs() -> None:
    sheet = Sheet("t", ("a",), ((" \x00a\ud800 ",),))
    assert rows_of(to_csv(sheet)) == [{"a": " ␀a� "}]
    assert read(to_xlsx([sheet], "fr"))["t"]["A2"].value == " ␀a� "
    assert " ␀a� " in to_html([sheet], "t", "fr").decode()


def read(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_a_workbook_has_numbers_that_are_numbers_and_texts_that_are_texts() -> None:
    page = read(to_xlsx([SHEET], "fr")).worksheets[0]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows[0] == list(SHEET.header)
    assert rows[1] == ["q1", 'l’été, « œuf » ; "x"\nsuite', 1234, 0.4213, True]
    assert rows[2] == ["q2", "=cmd|' /C calc'!A0", -5, -0.05, False]
    assert rows[3] == ["q3", "https://exemple.example", 2.5, None, None]
    assert page["B3"].data_type == "s"
    assert page["B4"].hyperlink is None
    assert page["D2"].number_format == '0.0"\u00a0"%'
    assert page["C2"].number_format == "#,##0"


def test_a_workbook_can_be_read_by_people() -> None:
    book = read(to_xlsx([SHEET], "fr"))
    page = book.worksheets[0]
    assert book.sheetnames == ["Relances Brest Caen", "Notes"]
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:E4")
    assert page.print_title_rows == "$1:$1"
    assert 20 < page.column_dimensions["B"].width <= 61
    assert book["Notes"]["B2"].value == "Une note & une autre <ligne>."


def test_worksheets_have_names_that_excel_takes() -> None:
    long = "Un titre bien plus long que trente et un caractères"
    sheets = [Sheet(title, ("a",), ()) for title in (long, long.upper(), "[]:*?/\\", "'x'", "history", "")]
    names = read(to_xlsx(sheets, "fr")).sheetnames
    assert len({name.casefold() for name in names}) == 6
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]|^'|'$", name) for name in names)
    assert "history" not in names


def test_a_number_that_a_spreadsheet_would_round_is_kept_as_text() -> None:
    page = read(to_xlsx([Sheet("t", ("a",), ((2**60,), (10**14,), (float("nan"),), (Percent(float("inf")),)))], "fr"))[
        "t"
    ]
    assert [page[f"A{row}"].value for row in range(2, 6)] == [str(2**60), 10**14, "nan", "inf"]


def test_a_text_longer_than_a_cell_is_cut_visibly() -> None:
    page = read(to_xlsx([Sheet("t", ("a",), (("🙂" * 20_000,), ("x" * 32_767,)))], "fr"))["t"]
    assert page["A2"].value == "🙂" * 16_383 + "…"
    assert page["A3"].value == "x" * 32_767


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 3)
    with pytest.raises(UsageError, match="Use --to csv"):
        to_xlsx([SHEET], "fr")


def test_a_warning_is_printed_on_each_page_and_noted() -> None:
    sheet = Sheet("t", ("a",), (("x",),), warning="CONFIDENTIEL & secret")
    book = read(to_xlsx([sheet], "fr"))
    assert book["t"].oddHeader.center.text == "&BCONFIDENTIEL && secret"
    assert book["Notes"]["B2"].value == "CONFIDENTIEL & secret"
    assert '<p class="warning">CONFIDENTIEL &amp; secret</p>' in to_html([sheet], "t", "fr").decode()


def test_a_row_of_another_length_is_misuse() -> None:
    with pytest.raises(ValueError, match="row 2 of 't' has 1 cells for 2 columns"):
        Sheet("t", ("a", "b"), (("x", "y"), ("x",)))


class Page(html.parser.HTMLParser):
    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_the_page_is_a_real_table_in_the_reader_s_language() -> None:
    data = to_html([SHEET], "À <demander>", "fr")
    page = Page(data)
    text = data.decode()
    assert page.named("html") == [{"lang": "fr"}]
    assert [cell["scope"] for cell in page.named("th")] == ["col"] * 5 + ["row"] * 3
    assert "<h1>À &lt;demander&gt;</h1>" in text
    assert ">Relances : Brest / Caen</caption>" in text
    assert '<td class="number">1\u202f234</td><td class="number">42,1\u00a0%</td><td>oui</td>' in text
    assert "Une note &amp; une autre &lt;ligne&gt;." in text
    assert '1,234</td><td class="number">42.1%</td><td>yes</td>' in to_html([SHEET], "t", "en").decode()


def test_long_texts_are_not_squeezed_into_a_column_of_single_words() -> None:
    sheet = Sheet("t", ("a", "b"), (("court", "Un message de plus de quarante caractères, à lire en entier."),))
    assert [cell.get("class") for cell in Page(to_html([sheet], "t", "fr")).named("td")] == ["long"]


def test_the_page_needs_nothing_and_allows_nothing() -> None:
    page = Page(to_html([SHEET], "t", "fr"))
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in page.tags}
    assert all(not name.startswith("on") and name != "style" for _, held in page.tags for name in held)
    policy = page.named("meta")[1]["content"]
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


PRINT = """
import hashlib
from surveykit.tables import Percent, Sheet, to_csv, to_html, to_xlsx
s = Sheet("t", ("a", "b"), (("x", 1), ("y", Percent(0.5))), ("note",), "warning")
print(hashlib.sha256(to_xlsx([s], "fr") + to_csv(s) + to_html([s], "t", "fr")).hexdigest())
"""


def test_the_same_sheets_give_the_same_bytes() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", PRINT],
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(digests) == 1
    with zipfile.ZipFile(io.BytesIO(to_xlsx([SHEET], "fr"))) as archive:
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")


MARKS = ("PROJET", "DONNÉES SIMULÉES")


def test_a_marked_workbook_says_it_on_each_sheet_in_print_and_in_its_title() -> None:
    marked = with_marks([SHEET, Sheet("Autre", ("a",), (("x",),), warning="CONFIDENTIEL & secret")], MARKS)
    book = read(to_xlsx(marked, "fr"))
    assert book.sheetnames == ["Relances Brest Caen", "Autre", "Notes"]
    for page in book.worksheets:
        assert page["A1"].value == "PROJET – DONNÉES SIMULÉES"
        assert (page["A1"].font.bold, page["A1"].font.color.rgb) == (True, "FF8F1D14")
        assert "PROJET – DONNÉES SIMULÉES" in page.oddHeader.center.text
    assert book["Autre"].oddHeader.center.text.endswith("PROJET – DONNÉES SIMULÉES – CONFIDENTIEL && secret")
    page = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    assert rows[0] == list(SHEET.header)
    assert rows[1] == ["q1", 'l’été, « œuf » ; "x"\nsuite', 1234, 0.4213, True]
    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == ("A3", "A2:E5", "$2:$2")
    assert book.properties.title == "PROJET – DONNÉES SIMULÉES – Relances : Brest / Caen"


def test_a_sheet_for_programs_keeps_its_header_in_the_first_row() -> None:
    (marked,) = with_marks([replace(SHEET, for_programs=True)], MARKS)
    page = read(to_xlsx([marked], "fr")).worksheets[0]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows[0] == [*SHEET.header, "diffusion"]
    assert [row[-1] for row in rows[1:]] == ["PROJET – DONNÉES SIMULÉES"] * 3
    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == ("A2", "A1:F4", "$1:$1")
    assert "PROJET – DONNÉES SIMULÉES" in page.oddHeader.center.text
    assert to_xlsx([replace(SHEET, for_programs=True)], "fr") == to_xlsx([SHEET], "fr")


def test_too_many_rows_under_a_mark_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 4)
    assert to_xlsx([SHEET], "fr")
    with pytest.raises(UsageError, match="has 3 rows; a worksheet holds 2"):
        to_xlsx(with_marks([SHEET], MARKS), "fr")


def test_every_row_of_a_marked_csv_says_it() -> None:
    (marked,) = with_marks([SHEET], MARKS)
    rows = rows_of(to_csv(marked))
    assert [row.pop("diffusion") for row in rows] == ["PROJET – DONNÉES SIMULÉES"] * 3
    assert rows == rows_of(to_csv(SHEET))
    assert to_csv(marked).startswith(b"question,")


def test_a_marked_csv_that_begins_with_the_column_says_both_in_it() -> None:
    sheet = Sheet("t", ("diffusion", "a"), (("CONFIDENTIEL", 1),), marks=MARKS)
    assert rows_of(to_csv(sheet)) == [{"diffusion": "CONFIDENTIEL – PROJET – DONNÉES SIMULÉES", "a": "1"}]


def test_an_answer_called_like_the_column_is_left_alone() -> None:
    sheet = Sheet("t", ("a", "Diffusion", "diffusion_2"), ((1, "oui", "non"),), marks=MARKS)
    (row,) = rows_of(to_csv(sheet))
    assert row == {"a": "1", "Diffusion": "oui", "diffusion_2": "non", "diffusion_3": "PROJET – DONNÉES SIMULÉES"}


def test_a_marked_page_says_it_first_and_its_policy_allows_its_style() -> None:
    page = to_html(with_marks([SHEET, SHEET], ("PROJET",)), "Titre", "fr").decode()
    assert "<title>PROJET – Titre</title>" in page
    assert page.count('<body><aside class="mark" aria-label="Nature de ce document">PROJET</aside>') == 1
    assert '@page { @top-left { content: "PROJET"' in page
    digest = base64.b64encode(hashlib.sha256(page.partition("<style>")[2].partition("</style>")[0].encode()).digest())
    assert f"style-src 'sha256-{digest.decode()}'" in page


def test_no_mark_ends_the_string_of_a_style_sheet() -> None:
    (marked,) = with_marks([SHEET], ('a"} </style>',))
    style = to_html([marked], "t", "fr").decode().partition("<style>")[2].partition("</style>")[0]
    assert 'content: "a\\22 \\7d  \\3c \\2f style\\3e ";' in style
