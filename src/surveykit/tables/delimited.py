"""A table as CSV, for scripts: UTF-8 without a byte order mark, commas, CR LF, a point as decimal sign.

A program that reads the file as plain UTF-8 would take a byte order mark for a part of the first column's name; for
a spreadsheet program there is XLSX. Notes and the warning are not written: a comment is no row of data.
"""

from __future__ import annotations

import csv
import io
from typing import assert_never

from surveykit.tables.sheets import CellValue, Percent, Sheet, marked_rows, shown

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def to_csv(sheet: Sheet) -> bytes:
    """The sheet as CSV, its header first.

    A text that a spreadsheet would take for a formula gets an apostrophe before it, and so does one that would look
    like it then: taking one apostrophe off gives each back. Numbers are written as they are, fractions as fractions,
    true and false in lower case, empty cells as nothing. The marks of a sheet are a column of its own, `diffusion`.
    """
    sheet = marked_rows(sheet)
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([_text(name) for name in sheet.header])
    writer.writerows([_cell(value) for value in row] for row in sheet.rows)
    return written.getvalue().encode()


def _cell(value: CellValue) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value)
        case Percent():
            return repr(value.value)
        case int() | float():
            return repr(value)
        case _:
            assert_never(value)


def _text(text: str) -> str:
    return "'" + shown(text) if text.lstrip("'").startswith(_FORMULA_STARTS) else shown(text)
