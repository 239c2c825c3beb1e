"""A workbook that people fill in: what they read is locked, what they fill is white, lists help where they can."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, NamedTuple

from surveykit.coded.pages import Book, Column, Page, Use, cut
from surveykit.errors import UsageError
from surveykit.tables.returned import ROW_LIMIT
from surveykit.tables.sheets import shown
from surveykit.tables.workbook import CREATED, OPTIONS, height_of, print_header, sheet_names
from surveykit.texts import joined
from surveykit.words import Room

if TYPE_CHECKING:
    import xlsxwriter  # type: ignore[import-untyped]  # the package has no annotations

_said = Room("coding")
_TICKS = ["x", "X"]
_TITLE, _MESSAGE = 32, 255
"""The characters of what Excel shows beside a chosen cell."""
_TITLE_ROW, _HEADING_ROW, _FIRST_ROW = 0, 1, 2
_FROZEN = 2
"""The first columns stay in view: whose answer it is, and the answer."""

_ALLOWED = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_columns": True,
    "sort": True,
    "autofilter": True,
}
"""What a protected page lets people do; there is no password."""


_Area = tuple[int, int, int, int]
"""The first row and column of cells, then the last."""


class _PageLooks(NamedTuple):
    title: xlsxwriter.format.Format
    headings: dict[Use, xlsxwriter.format.Format]
    cells: dict[Use, xlsxwriter.format.Format]


def to_workbook(book: Book) -> bytes:
    """The workbook as XLSX; the same book always gives the same bytes, and no text in it becomes a formula.

    Raises UsageError when a page is longer than what `read_workbook` takes back.
    """
    for page in book.pages:
        if len(page.rows) + page.spare + _FIRST_ROW > ROW_LIMIT:
            raise UsageError(f"{page.name} has {len(page.rows)} lines; a workbook to fill takes {ROW_LIMIT} at most")
    # Imported here because it takes long, and most commands write no workbook.
    import xlsxwriter  # noqa: PLC0415

    written = io.BytesIO()
    with xlsxwriter.Workbook(written, OPTIONS) as made:
        made.set_properties({"created": CREATED, "title": shown(joined((*book.marks, book.title)))})
        for name, value in book.properties.items():
            made.set_custom_property(name, value, "text")
        looks = _looks(made)
        for page, name in zip(book.pages, sheet_names(page.name for page in book.pages), strict=True):
            sheet = made.add_worksheet(name)
            _write(sheet, page, looks, book)
    return written.getvalue()


def _looks(book: xlsxwriter.Workbook) -> _PageLooks:
    top: dict[str, Any] = {"valign": "top", "text_wrap": True, "num_format": "@"}
    heading = {**top, "bold": True, "bottom": 1, "bg_color": "#E8EDF3"}
    grey = {"font_color": "#6B7280", "bg_color": "#F3F4F6"}
    open_cell = {**top, "locked": False, "border": 1, "border_color": "#D1D5DB"}
    return _PageLooks(
        title=book.add_format({"valign": "top", "bold": True, "font_size": 12}),
        headings={
            Use.READ: book.add_format(heading),
            Use.TICK: book.add_format({**heading, "font_size": 9, "align": "center"}),
            Use.TYPE: book.add_format(heading),
            Use.KEEP: book.add_format({**heading, **grey}),
        },
        cells={
            Use.READ: book.add_format(top),
            Use.TICK: book.add_format({**open_cell, "align": "center"}),
            Use.TYPE: book.add_format(open_cell),
            Use.KEEP: book.add_format({**top, **grey, "font_size": 8}),
        },
    )


def _write(sheet: xlsxwriter.worksheet.Worksheet, page: Page, looks: _PageLooks, book: Book) -> None:
    sheet.write_string(_TITLE_ROW, 0, cut(shown(joined((*book.marks, page.title)))), looks.title)
    if book.marks:
        sheet.set_header(print_header(joined(book.marks)))
    last = _FIRST_ROW + len(page.rows) + page.spare - 1
    sheet.set_row(_HEADING_ROW, height_of((column.heading, column.width) for column in page.columns))
    for number, column in enumerate(page.columns):
        sheet.write_string(_HEADING_ROW, number, cut(shown(column.heading)), looks.headings[column.use])
        sheet.set_column(number, number, column.width)
        if last >= _FIRST_ROW:
            _help(sheet, (_FIRST_ROW, number, last, number), column, book.language)
    blank = ("",) * len(page.columns)
    for row, cells in enumerate((*page.rows, *(blank for _ in range(page.spare))), start=_FIRST_ROW):
        told = ((text, one.width) for one, text in zip(page.columns, cells, strict=True) if one.use is not Use.KEEP)
        if high := height_of(told):
            sheet.set_row(row, high)
        for number, (column, text) in enumerate(zip(page.columns, cells, strict=True)):
            look = looks.cells[column.use]
            if text:
                sheet.write_string(row, number, cut(shown(text)), look)
            else:
                sheet.write_blank(row, number, None, look)
    if page.rows:
        sheet.autofilter(_HEADING_ROW, 0, max(last, _FIRST_ROW), len(page.columns) - 1)
    wide = any(column.use is Use.TICK for column in page.columns)
    sheet.freeze_panes(_FIRST_ROW, _FROZEN if wide else 0)
    sheet.protect("", _ALLOWED)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADING_ROW)
    sheet.set_footer("&L&A&R&P / &N")


def _help(sheet: xlsxwriter.worksheet.Worksheet, area: _Area, column: Column, language: str) -> None:
    """What is shown beside the cells of a column when they are chosen, and the list that they take."""
    told = {"input_message": shown(column.hint)[:_MESSAGE]} if column.hint else {}
    if column.use is Use.TICK:
        name = shown(column.heading).partition("\n")[0]
        title = name if len(name) <= _TITLE else name[: _TITLE - 1] + "…"
        wrong = {
            "error_title": _said(language, "A tick or nothing"),
            "error_message": _said(language, "Type “x” or nothing."),
        }
        sheet.data_validation(
            *area, {"validate": "list", "source": _TICKS, "ignore_blank": True, "input_title": title, **wrong, **told}
        )
    elif told:
        sheet.data_validation(*area, {"validate": "any", **told})
