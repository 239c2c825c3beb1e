"""A workbook that came back, as texts: what Excel and LibreOffice write, kept in bounds."""

from __future__ import annotations

import datetime
import io
import struct
import warnings
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from surveykit.coded.pages import ReturnedBook, ReturnedPage
from surveykit.errors import UnreadableFile
from surveykit.texts import NBSP

FILE_LIMIT = 20 * 2**20
"""Bytes in a file."""
ENTRY_LIMIT = 500
"""Entries in an archive."""
TOTAL_LIMIT = 64 * 2**20
"""Bytes that an archive declares, once unpacked; zipfile unpacks no more of an entry than it declares."""
RATIO_LIMIT = 400
"""How many times smaller a part of more than `RATIO_FLOOR` bytes may be in the archive."""
RATIO_FLOOR = 4 * 2**20
ROW_LIMIT = 100_000
COLUMN_LIMIT = 400
PAGE_LIMIT = 200

_MOST_ROWS = 2**20
"""The rows of a worksheet: no program writes beyond."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_FLAG = 0x1
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))

_ERRORS = (
    ET.ParseError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    OSError,
    EOFError,
    RuntimeError,
    SyntaxError,
    AssertionError,
)
"""What openpyxl and zipfile raise on damaged workbooks (found by mutating thousands; SyntaxError is lxml's)."""

_ASK = "Enregistrez-le au format Excel (.xlsx) et importez-le de nouveau."
_REASONS = {
    "empty": ("Ce fichier est vide.", _ASK),
    "too_big": (f"Ce fichier dépasse {FILE_LIMIT // 2**20}{NBSP}Mo.", "Supprimez-en ce qui n’est pas le codage."),
    "excel_97": ("Ce fichier est d’un ancien format (.xls), ou protégé par un mot de passe.", _ASK),
    "not_xlsx": ("Ce fichier n’est pas un classeur Excel (.xlsx).", _ASK),
    "damaged": ("Ce classeur est endommagé ou incomplet.", "Ouvrez-le, enregistrez-en une copie et importez-la."),
    "unsafe_archive": ("Ce classeur n’a pas la forme d’un fichier Excel ordinaire.", _ASK),
    "too_long": (
        f"Une feuille de ce classeur est écrite au-delà de {ROW_LIMIT} lignes ou de {COLUMN_LIMIT} colonnes.",
        "Supprimez ce qui s’y trouve et importez-le de nouveau.",
    ),
}


def read_workbook(data: bytes) -> ReturnedBook:
    """Every worksheet as texts, in the order of the workbook, hidden and filtered lines too.

    Whole numbers lose the `.0` that spreadsheets give them, dates are ISO 8601, TRUE and FALSE are 1 and 0, a formula
    is its last result. Raises UnreadableFile, in French, for what is not a workbook or not a safe one.
    """
    _inspect(data)
    # Imported here because it takes a quarter of a second, and only coding needs it.
    from openpyxl import load_workbook  # type: ignore[import-untyped]  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not keep (lists, styles) is not read
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                return ReturnedBook(_properties(book), tuple(_pages(book)))
            finally:
                book.close()
    except _ERRORS as error:
        raise _refusal("damaged") from error


def _refusal(code: str) -> UnreadableFile:
    return UnreadableFile(code, *_REASONS[code])


def _inspect(data: bytes) -> None:
    """Raises UnreadableFile unless the bytes are an archive that an office program could have written."""
    if not data:
        raise _refusal("empty")
    if len(data) > FILE_LIMIT:
        raise _refusal("too_big")
    if data.startswith(_OLE):
        raise _refusal("excel_97")
    if not data.startswith(b"PK"):
        raise _refusal("not_xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            _bounded(opened.infolist())
            if "[Content_Types].xml" not in opened.namelist():
                raise _refusal("not_xlsx")
            parts = (one.filename for one in opened.infolist() if one.filename.endswith((".xml", ".rels")))
            if any(doctype in opened.read(part) for part in parts for doctype in _DOCTYPES):
                raise _refusal("unsafe_archive")
    except _ERRORS as error:
        raise _refusal("damaged") from error


def _bounded(entries: list[zipfile.ZipInfo]) -> None:
    names = {entry.filename.casefold() for entry in entries}
    large = [entry for entry in entries if entry.file_size > RATIO_FLOOR]
    usual = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if (
        len(entries) > ENTRY_LIMIT
        or len(names) < len(entries)
        or any(entry.flag_bits & _ENCRYPTED_FLAG or entry.compress_type not in usual for entry in entries)
        or sum(entry.file_size for entry in entries) > TOTAL_LIMIT
        or any(entry.file_size > RATIO_LIMIT * entry.compress_size for entry in large)
    ):
        raise _refusal("unsafe_archive")


def _properties(book: Any) -> dict[str, str]:
    return {str(one.name): "" if one.value is None else str(one.value) for one in book.custom_doc_props.props}


def _pages(book: Any) -> Iterator[ReturnedPage]:
    if len(book.worksheets) > PAGE_LIMIT:
        raise _refusal("unsafe_archive")
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # a file may declare fewer cells than it has
        yield ReturnedPage(sheet.title, tuple(_rows(sheet.iter_rows(max_row=_MOST_ROWS, values_only=True))))


def _rows(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[str, ...]]:
    """The rows as texts; those at the end that hold nothing are left out, and the empty cells at the end of each."""
    pending = 0
    for number, held in enumerate(rows, start=1):
        cells = [_text(value) for value in held]
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            pending += 1
            continue
        if number > ROW_LIMIT or len(cells) > COLUMN_LIMIT:
            raise _refusal("too_long")
        yield from ((),) * pending
        pending = 0
        yield tuple(cells)


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(int(value))
        case float() if value.is_integer():
            return str(int(value))
        case datetime.date() | datetime.time():
            return value.isoformat()
        case _:
            return str(value)
