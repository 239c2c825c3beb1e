"""A workbook that came back, as texts: what Excel and LibreOffice write (.xlsx, .ods, .xls), kept in bounds."""

from __future__ import annotations

import io
import json
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from surveykit.coded.pages import ReturnedBook, ReturnedPage
from surveykit.errors import UnreadableFile
from surveykit.words import Room

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

SECONDS_LIMIT = 120
"""How long a workbook may take to be read."""

_READER = Path(__file__).with_name("worksheets.py")
_OUT_OF_MEMORY = b"memory allocation of"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_FLAG = 0x1
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_PROPERTY_NAME = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}name"
_PROPERTIES = {
    "docProps/custom.xml": (
        "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property",
        "name",
    ),
    "meta.xml": ("{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}user-defined", _PROPERTY_NAME),
}
"""Where a workbook keeps the properties that a program gave it: the part, the element, the attribute of the name."""

_ERRORS = (
    ET.ParseError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    LookupError,
    OSError,
    EOFError,
    RuntimeError,
)
"""What zipfile and expat raise on damaged workbooks (found by mutating thousands)."""

_said = Room("refusal")
_ASK = _said.word("Save it in the Excel format (.xlsx) and import it again.")
_REASONS = {
    "empty": (_said.word("This file is empty."), _ASK),
    "too_big": (
        _said.word("This file has more than {limit} MB."),
        _said.word("Delete from it what is not the coding."),
    ),
    "encrypted": (
        _said.word("A password protects this workbook."),
        _said.word("Save it without a password and import it."),
    ),
    "not_workbook": (_said.word("This file is not a workbook (.xlsx, .ods or .xls)."), _ASK),
    "damaged": (
        _said.word("This workbook is damaged or incomplete."),
        _said.word("Open it, save a copy of it and import the copy."),
    ),
    "unsafe_archive": (_said.word("This workbook is not built as an ordinary one."), _ASK),
    "too_long": (
        _said.word("A sheet of this workbook has text beyond {rows} rows or {columns} columns."),
        _said.word("Delete what stands there and import it again."),
    ),
}
_LIMITS = {"limit": str(FILE_LIMIT // 2**20), "rows": str(ROW_LIMIT), "columns": str(COLUMN_LIMIT)}
"""What fills the slots of the reasons."""


def read_workbook(data: bytes) -> ReturnedBook:
    """Every worksheet as texts, in the order of the workbook, hidden and filtered lines too.

    Whole numbers lose the `.0` that spreadsheets give them, dates are ISO 8601, TRUE and FALSE are 1 and 0, a formula
    is its last result, an error (`#N/A`) is nothing. The properties of an .xls file are not read. Raises
    UnreadableFile for what is not a workbook or not a safe one.
    """
    properties = _inspected(data)
    told = _worksheets(data)
    if "refused" in told:
        raise _refusal(told["refused"])
    pages = (ReturnedPage(name, tuple(map(tuple, rows))) for name, rows in told["pages"])
    return ReturnedBook(properties, tuple(pages))


def _worksheets(data: bytes) -> dict[str, Any]:
    """What `worksheets.py` said, which reads the file in a process of its own; its end is a refusal too."""
    limits = (str(one) for one in (PAGE_LIMIT, ROW_LIMIT, COLUMN_LIMIT))
    try:
        done = subprocess.run(  # noqa: S603 (our own file)
            [sys.executable, "-P", str(_READER), *limits],
            input=data,
            capture_output=True,
            check=False,
            timeout=SECONDS_LIMIT,
        )
    except subprocess.TimeoutExpired as error:
        raise _refusal("too_long") from error
    if done.returncode == 0:
        told: dict[str, Any] = json.loads(done.stdout)
        return told
    raise _refusal("too_long" if _OUT_OF_MEMORY in done.stderr else "damaged")


def _refusal(code: str) -> UnreadableFile:
    return UnreadableFile.of(code, *_REASONS[code], **_LIMITS)


def _inspected(data: bytes) -> Mapping[str, str]:
    """The properties; raises UnreadableFile unless an office program could have written the bytes."""
    if not data:
        raise _refusal("empty")
    if len(data) > FILE_LIMIT:
        raise _refusal("too_big")
    if data.startswith(_OLE):
        return {}
    if not data.startswith(b"PK"):
        raise _refusal("not_workbook")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            _check_archive(opened)
            return dict(_properties(opened))
    except _ERRORS as error:
        raise _refusal("damaged") from error


def _check_archive(opened: zipfile.ZipFile) -> None:
    """Raises UnreadableFile unless the archive is a workbook that is safe to unpack and to parse."""
    _bounded(opened.infolist())
    if not _is_workbook(opened):
        raise _refusal("not_workbook")
    parts = (one.filename for one in opened.infolist() if one.filename.endswith((".xml", ".rels")))
    if any(_has_doctype(opened.read(part)) for part in parts):
        raise _refusal("unsafe_archive")


def _has_doctype(part: bytes) -> bool:
    return any(doctype in part for doctype in _DOCTYPES)


def _is_workbook(opened: zipfile.ZipFile) -> bool:
    names = opened.namelist()
    is_ods = "mimetype" in names and "content.xml" in names and opened.read("mimetype").strip() == _ODS
    return is_ods or "[Content_Types].xml" in names


def _bounded(entries: list[zipfile.ZipInfo]) -> None:
    names = {entry.filename.casefold() for entry in entries}
    if len(entries) > ENTRY_LIMIT or len(names) < len(entries):
        raise _refusal("unsafe_archive")
    if sum(entry.file_size for entry in entries) > TOTAL_LIMIT or any(map(_is_unusual, entries)):
        raise _refusal("unsafe_archive")


def _is_unusual(entry: zipfile.ZipInfo) -> bool:
    """Whether no office program writes such an entry: encrypted, packed in another way, or much too well."""
    if entry.flag_bits & _ENCRYPTED_FLAG or entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return True
    return entry.file_size > RATIO_FLOOR and entry.file_size > RATIO_LIMIT * entry.compress_size


def _properties(opened: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    for part in _PROPERTIES.keys() & set(opened.namelist()):
        tag, name = _PROPERTIES[part]
        for one in ET.fromstring(opened.read(part)).iter(tag):  # noqa: S314 (no DOCTYPE, hence no entity, is let in)
            yield one.get(name, ""), "".join(one.itertext())
