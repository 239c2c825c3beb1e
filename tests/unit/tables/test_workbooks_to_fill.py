"""Workbooks that people fill: what they look like in XLSX, and what is read back of what office programs save."""

from __future__ import annotations

import contextlib
import datetime
import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from coding_bench import coded_survey, edited, returned, texts
from surveykit.coded.pages import Book, Column, Page, Use
from surveykit.coding import coding_book, standing
from surveykit.errors import UnreadableFile
from surveykit.tables import read_workbook, to_workbook
from surveykit.tables import returned as limits

SURVEY = coded_survey()
SAID = texts("=1+1", "'apostrophe", "Deux\nlignes  et\u00a0espaces", "@SUM(A1)", "🙂 \x01 fin", "+33 1")
BOOK = coding_book(SURVEY, standing(SURVEY, SAID, ()).fields, coder="marie")
DATA = to_workbook(BOOK)


def opened(data: bytes = DATA) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def cells(data: bytes, page: str = "t") -> list[list[str]]:
    return [list(row) for one in read_workbook(data).pages if one.name == page for row in one.rows]


def workbook(write: Callable[[Any, Any], None]) -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        write(book, book.add_worksheet("t"))
    return held.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_workbook_comes_back_as_it_was_laid_out() -> None:
    expected = returned(BOOK)
    found = read_workbook(DATA)
    assert found.properties == BOOK.properties
    for page, wanted in zip(found.pages, expected.pages, strict=True):
        assert page.name == wanted.name
        whole = [(*row, *[""] * (len(want) - len(row))) for row, want in zip(page.rows, wanted.rows, strict=True)]
        assert whole == list(wanted.rows)


def test_a_coder_finds_what_is_needed_and_cannot_spoil_the_rest() -> None:
    page = opened()["Q7"]
    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == ("C3", "A2:M8", "$2:$2")
    assert page.protection.sheet
    assert not page.protection.sort
    assert not page.protection.autoFilter
    assert not page.protection.insertColumns
    headings = [cell.value for cell in page[2]]
    locked = {name.partition("\n")[0]: cell.protection.locked for name, cell in zip(headings, page[3], strict=True)}
    assert [name for name, kept in locked.items() if kept] == [
        "Répondant", "Réponse", "Remarque", "Code répondant", "Champ", "Empreinte",
    ]  # fmt: skip
    assert page["B3"].alignment.wrap_text
    lists = {str(one.sqref): one.formula1 for one in page.data_validations.dataValidation if one.type == "list"}
    assert lists == {f"{column}3:{column}8": '"x,X"' for column in "DEFG"}
    hints = {str(one.sqref): one.prompt for one in page.data_validations.dataValidation}
    assert hints["D3:D8"] == "Salles, matériel."
    assert not opened()["Grille"]["C45"].protection.locked


def test_no_text_becomes_a_formula() -> None:
    page = opened()["Q7"]
    assert [page[f"B{row}"].data_type for row in range(3, 9)] == ["s"] * 6
    assert page["B3"].value == "=1+1"
    assert all(b"<f>" not in content for name, content in parts_of(DATA).items() if name.startswith("xl/worksheets"))


def test_the_same_book_gives_the_same_bytes() -> None:
    assert to_workbook(BOOK) == DATA
    long = Book(
        "t", "fr", {}, (Page("x" * 40, "t", (Column("a", Use.TYPE, 5),), (("b",),)), Page("x" * 40, "t", (), ()))
    )
    assert [len(name) for name in opened(to_workbook(long)).sheetnames] == [31, 31]


def test_what_another_program_saves_is_read_the_same() -> None:
    def moved(book: Any) -> None:
        book["Q7"]["D3"] = "x"
        book["Q7"].row_dimensions[4].hidden = True
        book.move_sheet("Q7", -2)

    saved = edited(DATA, moved)
    assert b"inlineStr" in parts_of(saved)["xl/worksheets/sheet1.xml"]
    found = read_workbook(saved)
    assert [page.name for page in found.pages] == ["Q7", "À lire", "Grille"]
    assert found.properties["Enquête"] == "ateliers"
    assert [row[1] for row in found.pages[0].rows[2:]] == [row[1] for row in BOOK.pages[2].rows]
    assert found.pages[0].rows[2][3] == "x"


def test_values_are_texts_whatever_the_spreadsheet_made_of_them() -> None:
    def write(book: Any, page: Any) -> None:
        for column, value in enumerate([1, 1.0, 1.5, True, False, "  x ", datetime.date(2024, 5, 1)]):
            page.write(0, column, value, book.add_format({"num_format": "yyyy-mm-dd"}) if column == 6 else None)
        page.write_formula(0, 7, '="a"&"b"', value="ab")
        page.write_rich_string(1, 0, "une ", book.add_format({"bold": True}), "seule", " phrase")
        page.write_blank(2, 5, None, book.add_format({"bold": True}))

    first, second = cells(workbook(write))
    assert first == ["1", "1", "1.5", "1", "0", "  x ", "2024-05-01T00:00:00", "ab"]
    assert second == ["une seule phrase"]


def test_rich_text_inside_a_cell_is_its_words() -> None:
    def enrich(book: Any) -> None:
        book.active["A1"] = CellRichText("une ", TextBlock(InlineFont(b=True), "seule"), " phrase")

    assert cells(edited(workbook(lambda _book, page: page.write(0, 0, "x")), enrich)) == [["une seule phrase"]]


def test_a_file_that_declares_fewer_cells_than_it_has_is_read_whole() -> None:
    parts = parts_of(workbook(lambda _book, page: [page.write(row, 3, "x") for row in range(5)]))
    name = "xl/worksheets/sheet1.xml"
    parts[name] = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', parts[name])
    assert cells(zipped(parts)) == [["", "", "", "x"]] * 5


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_workbook(data)
    assert caught.value.reason.endswith(".")
    assert caught.value.request.endswith(".")
    return caught.value.code


def test_what_is_no_workbook_is_refused_with_what_to_do() -> None:
    assert refused(b"") == "empty"
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == "damaged"
    assert refused(b"a;b\n1;2\n") == "not_workbook"
    assert refused(b"PK\x03\x04" + bytes(500)) == "damaged"
    assert refused(zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"})) == "not_workbook"
    assert refused(DATA[: len(DATA) // 2]) == "damaged"


def test_what_would_explode_is_refused_before_it_does() -> None:
    parts = parts_of(DATA)
    assert refused(zipped({**parts, "xl/media/bomb.xml": bytes(16 * 2**20)})) == "unsafe_archive"
    assert refused(zipped({**parts, **{f"x/{n}.xml": b"" for n in range(600)}})) == "unsafe_archive"
    entities = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>'
    shared = "xl/sharedStrings.xml"
    assert refused(zipped({**parts, shared: entities + parts[shared].partition(b"?>")[2]})) == "unsafe_archive"
    wide = entities.decode().encode("utf-16-le")
    assert refused(zipped({**parts, "docProps/app.xml": wide})) == "unsafe_archive"
    twice = io.BytesIO(DATA)
    with zipfile.ZipFile(twice, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("xl/workbook.xml", b"")
    assert refused(twice.getvalue()) == "unsafe_archive"


def test_a_file_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_LIMIT", 1000)
    assert refused(DATA) == "too_big"


@pytest.mark.parametrize(("row", "column"), [(limits.ROW_LIMIT, 0), (0, limits.COLUMN_LIMIT), (1_048_575, 16_383)])
def test_what_is_written_far_away_is_refused_not_left_out(row: int, column: int) -> None:
    assert refused(workbook(lambda _book, page: page.write(row, column, "x"))) == "too_long"


def test_blank_lines_far_away_cost_nothing() -> None:
    def write(book: Any, page: Any) -> None:
        page.write(0, 0, "x")
        page.write_blank(900_000, 3, None, book.add_format({"bold": True}))

    assert cells(workbook(write)) == [["x"]]


def test_damaged_workbooks_are_refused_and_nothing_else() -> None:
    parts = parts_of(DATA)
    drawn = random.Random(2014)
    outcomes = set()
    for _ in range(150):
        name = drawn.choice(sorted(parts))
        content = bytearray(parts[name])
        for _ in range(drawn.randint(1, 3)):
            at = drawn.randrange(len(content))
            content[at : at + drawn.randint(0, 30)] = bytes(drawn.randrange(256) for _ in range(drawn.randint(0, 6)))
        try:
            read_workbook(zipped({**parts, name: bytes(content)}))
            outcomes.add("read")
        except UnreadableFile as error:
            outcomes.add(error.code)
    assert {"read", "damaged"} <= outcomes


SAVED = Path(__file__).parents[2] / "data" / "workbooks"
"""One workbook as LibreOffice saves it in three formats."""
FORMATS = ("xlsx", "ods", "xls")


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_workbook_comes_back_in_the_format_of_whoever_saved_it(suffix: str) -> None:
    book = read_workbook((SAVED / f"returned.{suffix}").read_bytes())
    assert book.properties.get("Enquête") == (None if suffix == "xls" else "ateliers")
    assert [page.name for page in book.pages] == ["À coder", "Masquée", "Vide"]
    assert book.pages[0].rows == (
        (),
        ("", "Réponse", "Calendrier serré", "Le", "Lu", "Note", "Total"),
        ("", "Deux\nlignes  et\u00a0espaces", "x", "2024-05-01T00:00:00", "1", "3", "6"),
        ("", "+33 1", "", "", "", "1.5", "3"),
    )
    assert [page.rows for page in book.pages[1:]] == [(("x",),), ()]


@pytest.mark.parametrize("suffix", FORMATS)
def test_damaged_bytes_are_refused_in_every_format(suffix: str) -> None:
    data = (SAVED / f"returned.{suffix}").read_bytes()
    drawn = random.Random(2014)
    for _ in range(25):
        content = bytearray(data)
        for _ in range(drawn.randint(1, 3)):
            at = drawn.randrange(8, len(content))
            content[at : at + drawn.randint(0, 30)] = bytes(drawn.randrange(256) for _ in range(drawn.randint(0, 6)))
        with contextlib.suppress(UnreadableFile):
            read_workbook(bytes(content))


def repeated(rows: int, columns: int) -> bytes:
    """An .ods whose second page has a cell that stands for many."""
    parts = parts_of((SAVED / "returned.ods").read_bytes())
    cell = (
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell office:value-type="string" '
        f'table:number-columns-repeated="{columns}"><text:p>y</text:p></table:table-cell></table:table-row>'
    )
    before, name, after = parts["content.xml"].partition('table:name="Masquée"'.encode())
    head, row, tail = after.partition(b"<table:table-row ")
    return zipped({**parts, "content.xml": before + name + head + cell.encode() + row + tail})


def test_a_cell_that_stands_for_many_is_read_as_many_or_refused() -> None:
    assert cells(repeated(2, 3), "Masquée") == [["y", "y", "y"]] * 2 + [["x"]]
    assert refused(repeated(2, limits.COLUMN_LIMIT + 1)) == "too_long"
    assert refused(repeated(limits.ROW_LIMIT, 2)) == "too_long"
    assert refused(repeated(2**20, 2**14)) in {"too_long", "damaged"}


def test_a_row_wider_than_any_is_refused_in_the_old_format() -> None:
    data = bytearray((SAVED / "returned.xls").read_bytes())
    at = data.index(b"\xfd\x00\x0a\x00\x01\x00\x01\x00")  # LABELSST, 10 bytes, row 1, column 1
    data[at + 4 : at + 8] = b"\xff\xff\xff\xff"
    assert refused(bytes(data)) in {"too_long", "damaged"}


def test_a_long_answer_is_seen_whole_where_rows_do_not_fit_themselves() -> None:
    long = "Un réseau a été regroupé avec son voisin, et son équipe partagée. " * 6 + "Fin."
    said = texts("bref", long, "un\ndeux\ntrois\nquatre", "x" * 40_000)
    sheet = opened(to_workbook(coding_book(SURVEY, standing(SURVEY, said, ()).fields, coder="marie"))).worksheets[2]
    answers = {sheet.cell(row, 2).value: sheet.row_dimensions[row].height for row in range(3, sheet.max_row + 1)}
    width = sheet.column_dimensions["B"].width
    assert answers["bref"] is None
    assert answers[long] >= 15 * len(long) / width
    assert answers["un\ndeux\ntrois\nquatre"] == 60
    assert max(one for one in answers.values() if one) == 15 * 27
