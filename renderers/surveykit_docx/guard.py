"""Between a stranger's bytes and the reader: formats told apart, archives and XML kept in bounds."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from io import BytesIO

from lxml import etree

from surveykit_docx.refusals import refusal

FILE_LIMIT = 20 * 2**20
"""Bytes in a file."""
ENTRY_LIMIT = 2_000
"""Entries in an archive."""
TOTAL_LIMIT = 100 * 2**20
"""Bytes that an archive declares, once unpacked."""
PART_LIMIT = 8 * 2**20
"""Bytes of one part that is read."""
READ_LIMIT = 24 * 2**20
"""Bytes of all the parts that are read."""
RATIO_LIMIT = 200
"""How many times smaller a part of more than `RATIO_FLOOR` bytes may be in the archive."""
RATIO_FLOOR = 2**20

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
RTF = b"{\\rtf"
XML = (b"<?xml", b"\xef\xbb\xbf<?xml", "\ufeff<?xml".encode("utf-16-le"), "\ufeff<?xml".encode("utf-16-be"))

SIGNATURES = (ZIP, b"PK\x05\x06", OLE, RTF, *XML)
"""The leading bytes of what this reader reads, or refuses in its own words."""

ARCHIVE_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    UnicodeDecodeError,
    ValueError,
    OverflowError,
    struct.error,
    OSError,
)
"""What zipfile raises when it opens or reads a damaged archive (found by trying thousands)."""

_DIRECTORY_ENTRY = b"PK\x01\x02"
_OLE_STREAMS = (
    ("WordDocument", "word_97"),
    ("EncryptedPackage", "encrypted"),
    ("Workbook", "excel"),
    ("PowerPoint Document", "powerpoint"),
)
_FLAT_OPC = re.compile(rb"schemas\.microsoft\.com/office/(2006/xmlPackage|word/2003/wordml)")
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_ENCRYPTED_FLAG = 0x1


def archive(data: bytes) -> zipfile.ZipFile:
    """The file opened as an archive in which no entry is out of bounds.

    Raises UnreadableFile for what is not an archive, is not a safe one, or is not Word's.
    """
    if not data:
        raise refusal("empty")
    if len(data) > FILE_LIMIT:
        raise refusal("too_big")
    if not data.startswith(b"PK"):
        raise refusal(_foreign_format(data))
    if data.count(_DIRECTORY_ENTRY) > 10 * ENTRY_LIMIT:
        raise refusal("unsafe_archive")
    try:
        opened = zipfile.ZipFile(BytesIO(data))
    except ARCHIVE_ERRORS as error:
        raise refusal("damaged") from error
    _inspect(opened.infolist())
    return opened


def entry_bytes(opened: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """The bytes of one entry; the size that it declares only ever makes less be unpacked.

    Raises UnreadableFile when it cannot be unpacked, or is longer than the limit.
    """
    try:
        with opened.open(name) as entry:
            data = entry.read(min(limit, opened.getinfo(name).file_size) + 1)
    except ARCHIVE_ERRORS as error:
        raise refusal("damaged") from error
    if len(data) > limit:
        raise refusal("too_big")
    return data


def parsed(data: bytes) -> etree._Element:
    """The root of an XML part, without comments or processing instructions.

    Raises UnreadableFile when it declares a document type (entities come by that), or is not XML. Depth and
    the length of a text are bounded by libxml2, since `huge_tree` is off.
    """
    if any(doctype in data for doctype in _DOCTYPES):
        raise refusal("hostile_xml")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise refusal("damaged") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise refusal("hostile_xml")
    return root


def _foreign_format(data: bytes) -> str:
    """The code of the refusal for bytes that are no archive."""
    if data.startswith(OLE):
        found = (code for stream, code in _OLE_STREAMS if stream.encode("utf-16-le") in data)
        return next(found, "not_word")
    if data.startswith(RTF):
        return "rtf"
    if data.startswith(XML) and _FLAT_OPC.search(data[:4096].replace(b"\x00", b"")):
        return "flat_opc"
    return "not_word"


def _inspect(entries: list[zipfile.ZipInfo]) -> None:
    """Raises UnreadableFile unless the directory is one that an office program could have written."""
    names = {entry.filename.casefold() for entry in entries}
    if len(entries) > ENTRY_LIMIT or len(names) < len(entries):
        raise refusal("unsafe_archive")
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise refusal("encrypted")
    if sum(entry.file_size for entry in entries) > TOTAL_LIMIT or any(map(_is_unusual, entries)):
        raise refusal("unsafe_archive")


def _is_unusual(entry: zipfile.ZipInfo) -> bool:
    """Whether no office program packs an entry so: in another way, or much too well."""
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return True
    return entry.file_size > RATIO_FLOOR and entry.file_size > RATIO_LIMIT * entry.compress_size
