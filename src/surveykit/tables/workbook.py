"""Tables as an XLSX workbook: numbers that are numbers, texts that never become formulas or links.

Each sheet begins with its header in row 1, so that scripts find it there; only marks (`PROJET`) stand above it. Notes
stand on a sheet of their own, the last one; marks and a warning are the header of every printed page too.
"""

from __future__ import annotations

import io
import math
import re
import textwrap
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple, assert_never

from surveykit.coded.pages import cut
from surveykit.errors import UsageError
from surveykit.tables.sheets import CellValue, Percent, Sheet, marked_rows, shown
from surveykit.texts import joined, squeezed
from surveykit.words import Room, notation

if TYPE_CHECKING:
    import xlsxwriter  # type: ignore[import-untyped]  # the package has no annotations

MAX_ROWS = 1_048_576
"""The rows of a worksheet, its header too."""
_EXACT = 10**15
_said = Room("workbook")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_BESIDE_PERCENT = re.compile("[^%]+")
_AS_IT_IS = r'"\g<0>"'
CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""What every workbook says of when it was made, so that its bytes depend on the data only."""
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""No text becomes a formula, a link or a number."""


_RED = "#8F1D14"
_LINE, _MOST_LINES = 15.0, 27
"""The height of a line, in points, and how many the highest row can have."""


class _Looks(NamedTuple):
    mark: xlsxwriter.format.Format | None
    header: xlsxwriter.format.Format
    text: xlsxwriter.format.Format
    whole: xlsxwriter.format.Format
    decimal: xlsxwriter.format.Format
    percent: xlsxwriter.format.Format


def to_xlsx(sheets: Sequence[Sheet], language: str) -> bytes:
    """One worksheet for each sheet, in order, and one of their notes in a language.

    The same sheets always give the same bytes. Raises UsageError when a sheet has more rows than a worksheet can hold.
    """
    # Imported here because it takes long, and most commands write no workbook.
    import xlsxwriter  # noqa: PLC0415

    written = io.BytesIO()
    with xlsxwriter.Workbook(written, OPTIONS) as book:
        # The date is fixed, so that the bytes depend on the data only.
        title = joined((*sheets[0].marks, sheets[0].title)) if sheets else ""
        book.set_properties({"created": CREATED, "title": shown(title)})
        looks = _looks(book, language, marked=any(sheet.marks for sheet in sheets))
        pages = [*sheets, *_notes(language, sheets)]
        for sheet, name in zip(pages, sheet_names(page.title for page in pages), strict=True):
            _write(book.add_worksheet(name), sheet, looks)
    return written.getvalue()


def _looks(book: xlsxwriter.Workbook, language: str, *, marked: bool) -> _Looks:
    top = {"valign": "top"}
    return _Looks(
        mark=book.add_format({"bold": True, "font_size": 12, "font_color": _RED}) if marked else None,
        header=book.add_format({**top, "bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#E8EDF3"}),
        text=book.add_format({**top, "text_wrap": True}),
        whole=book.add_format({**top, "num_format": "#,##0"}),
        decimal=book.add_format({**top, "num_format": "#,##0.00"}),
        percent=book.add_format({**top, "num_format": _percent_format(language)}),
    )


def _percent_format(language: str) -> str:
    """How a cell shows a fraction as a percentage with one decimal, its sign apart from it as in the language.

    The other signs of numbers are those that the computer of whoever opens the workbook is set to.
    """
    before, _, after = notation(language).percent.partition("{number}")
    if "%" not in before + after:
        return "0.0%"
    return f"{_BESIDE_PERCENT.sub(_AS_IT_IS, before)}0.0{_BESIDE_PERCENT.sub(_AS_IT_IS, after)}"


def _notes(language: str, sheets: Sequence[Sheet]) -> list[Sheet]:
    rows = [(sheet.title, line) for sheet in sheets for line in _sentences(sheet)]
    marks = tuple(dict.fromkeys(mark for sheet in sheets for mark in sheet.marks))
    header = _said(language, "Table"), _said(language, "Note")
    return [Sheet(_said(language, "Notes"), header, tuple(rows), marks=marks)] if rows else []


def _sentences(sheet: Sheet) -> tuple[str, ...]:
    return (sheet.warning, *sheet.notes) if sheet.warning else sheet.notes


def sheet_names(titles: Iterable[str]) -> list[str]:
    """A name for each worksheet as Excel wants them: 31 characters, some forbidden, no two alike."""
    names: list[str] = []
    for title in titles:
        base = squeezed(_FORBIDDEN.sub(" ", shown(title))).strip("' ") or "Feuille"
        name, number = base[:31].strip("' "), 2
        while name.casefold() in {"history", *(taken.casefold() for taken in names)}:
            ending = f" {number}"
            name, number = base[: 31 - len(ending)].rstrip("' ") + ending, number + 1
        names.append(name)
    return names


def height_of(cells: Iterable[tuple[str, int]]) -> float | None:
    """How high a row of wrapped texts is, in points, each in a column of so many characters; None for one line.

    Excel fits such rows when it opens a file, LibreOffice leaves them at one line and writes the others over the next.
    """
    most = max((_lines(text, width) for text, width in cells), default=1)
    return _LINE * min(most, _MOST_LINES) if most > 1 else None


def _lines(text: str, width: int) -> int:
    if len(text) <= width and "\n" not in text:
        return 1
    if len(text) > width * _MOST_LINES:
        return _MOST_LINES
    return sum(len(textwrap.wrap(line, width)) or 1 for line in text.split("\n"))


def _write(page: xlsxwriter.worksheet.Worksheet, sheet: Sheet, looks: _Looks) -> None:
    if sheet.for_programs:
        sheet = marked_rows(sheet)
    top = 1 if sheet.marks and not sheet.for_programs else 0
    _check_rows(sheet, top)
    if top:
        page.write_string(0, 0, shown(sheet.mark), looks.mark)
    widths = [_width(name, [row[place] for row in sheet.rows[:1000]]) for place, name in enumerate(sheet.header)]
    _write_header(page, sheet.header, widths, top, looks)
    for number, row in enumerate(sheet.rows, start=top + 1):
        _write_row(page, row, widths, number, looks)
    page.freeze_panes(top + 1, 0)
    if sheet.header:
        page.autofilter(top, 0, top + len(sheet.rows), len(sheet.header) - 1)
    _set_print(page, sheet, top)


def _check_rows(sheet: Sheet, top: int) -> None:
    if len(sheet.rows) + top >= MAX_ROWS:
        most = MAX_ROWS - top - 1
        raise UsageError(f"{sheet.title} has {len(sheet.rows)} rows; a worksheet holds {most}. Use --to csv.")


def _write_header(
    page: xlsxwriter.worksheet.Worksheet, header: Sequence[str], widths: Sequence[int], top: int, looks: _Looks
) -> None:
    page.set_row(top, height_of(zip(header, widths, strict=True)))
    for column, name in enumerate(header):
        page.write_string(top, column, cut(shown(name)), looks.header)
        page.set_column(column, column, widths[column])


def _write_row(
    page: xlsxwriter.worksheet.Worksheet,
    row: Sequence[CellValue],
    widths: Sequence[int],
    number: int,
    looks: _Looks,
) -> None:
    if high := height_of((text, width) for text, width in zip(row, widths, strict=True) if isinstance(text, str)):
        page.set_row(number, high)
    for column, value in enumerate(row):
        _write_cell(page, number, column, value, looks)


def _set_print(page: xlsxwriter.worksheet.Worksheet, sheet: Sheet, top: int) -> None:
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    page.set_footer("&L&A&R&P / &N")
    if sheet.warning:
        page.set_tab_color("#B3261E")
    if said := joined(one for one in (sheet.mark, sheet.warning) if one):
        page.set_header(print_header(said))


def print_header(said: str) -> str:
    """What is said in bold at the top of every printed page, as Excel writes it."""
    return "&C&B" + shown(said).replace("&", "&&")[:200]


def _write_cell(page: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: CellValue, looks: _Looks) -> None:
    match value:
        case None:
            pass
        case bool():
            page.write_boolean(row, column, value, looks.text)
        case str():
            page.write_string(row, column, cut(shown(value)), looks.text)
        case int() | float() | Percent():
            _write_number(page, row, column, value, looks)
        case _:
            assert_never(value)


def _write_number(
    page: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: float | Percent, looks: _Looks
) -> None:
    """A number as a number, or as a text where a spreadsheet would round it or has no such number."""
    bare, look = _with_look(value, looks)
    if _is_held(bare):
        page.write_number(row, column, bare, look)
    else:
        page.write_string(row, column, str(bare), looks.text)


def _is_held(number: float) -> bool:
    """Whether a cell can hold a number as it is: an integer of 15 digits at most, any float but those without end."""
    return abs(number) < _EXACT if isinstance(number, int) else math.isfinite(number)


def _with_look(value: float | Percent, looks: _Looks) -> tuple[float, xlsxwriter.format.Format]:
    match value:
        case Percent():
            return value.value, looks.percent
        case int():
            return value, looks.whole
        case float():
            return value, looks.decimal
        case _:
            assert_never(value)


def is_cut(text: str) -> bool:
    """Whether a cell is too small for a text, and would hold its beginning only."""
    return cut(shown(text)) != shown(text)


def _width(name: str, values: Sequence[CellValue]) -> int:
    """The width of a column, in characters: that of its longest line, from 1 to 60."""
    return min(max([len(name) + 3, *map(_length, values)]) + 1, 60)


def _length(value: CellValue) -> int:
    match value:
        case str():
            return max(map(len, value.split("\n")))
        case None:
            return 0
        case _:
            return 10
