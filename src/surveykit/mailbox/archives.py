"""A zip as the files in it, in bounds: names are never used as paths, sizes are those that its directory says."""

from __future__ import annotations

import stat
import struct
import time
import zipfile
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from lzma import LZMAError
from typing import IO
from zipfile import ZipFile, ZipInfo

from surveykit.mailbox.bounds import FREE, LARGEST_DIRECTORY, MOST_MEMBERS, MOST_RATIO
from surveykit.mailbox.furniture import file_name
from surveykit.mailbox.heads import moment_of
from surveykit.mailbox.refusals import archive_too_large, odd_archive
from surveykit.mailbox.sources import is_left_behind

ZIP_ERRORS = (
    zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OverflowError, EOFError, struct.error,
    zlib.error, LZMAError, OSError,
)  # fmt: skip
"""What the standard library raises on archives that are damaged, encrypted or packed in an unknown way."""

_END, _END_SIZE = b"PK\x05\x06", 22
_LOCATOR, _LOCATOR_SIZE, _END_64_SIZE = b"PK\x06\x07", 20, 56
_COMMENT = 65_536
_LOCAL_SIZE = 30
_UTF8, _LOCKED = 0x800, 0x1
_OFFICE_PARTS = {"[content_types].xml", "mimetype", "word/document.xml"}
_TIMESTAMP = 0x5455
_MOST_FOLDERS = 10


def opened_zip(file: IO[bytes]) -> ZipFile | None:
    """An archive of files; None when it is damaged or a document of an office program, which is for its reader.

    Raises UnreadableFile when it holds more files than are taken, or files that lie in each other.
    """
    if _directory_size(file) > LARGEST_DIRECTORY:
        raise archive_too_large()
    try:
        archive = ZipFile(file)
    except ZIP_ERRORS:
        return None
    entries = archive.infolist()
    if _is_office(entries):
        return None
    if len(entries) > MOST_MEMBERS:
        raise archive_too_large()
    if _overlap(entries, archive.start_dir):
        raise odd_archive()
    return archive


def is_left_in(entry: ZipInfo) -> bool:
    """Whether a member is what a system leaves behind: resource forks of a Mac, hidden files."""
    parts = member_name(entry).split("/")
    return parts[0].lower() == "__macosx" or any(map(is_left_behind, parts))


def is_locked(entry: ZipInfo) -> bool:
    """Whether a password protects a member."""
    return bool(entry.flag_bits & _LOCKED)


def is_link(entry: ZipInfo) -> bool:
    """Whether a member is a link to another place."""
    return stat.S_ISLNK(entry.external_attr >> 16)


def is_bloated(entry: ZipInfo) -> bool:
    """Whether a member is larger than an ordinary file that was packed to its size."""
    return entry.file_size > FREE + MOST_RATIO * entry.compress_size


def member_name(entry: ZipInfo) -> str:
    """The name of a member as it is shown, with the folders that it lies in: it leads nowhere."""
    parts = [file_name(one) for one in _decoded_name(entry).replace("\\", "/").split("/")]
    return "/".join([one for one in parts if one][-_MOST_FOLDERS:]) or "?"


def modified_at(entry: ZipInfo) -> datetime | None:
    """When a member was last saved: what its extra field says, else its local time, as unpacking it would say."""
    seconds = _timestamp(entry.extra)
    try:
        if seconds is None:
            seconds = int(time.mktime((*entry.date_time, 0, 0, -1)))
        return moment_of(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):
        return None


def _directory_size(file: IO[bytes]) -> int:
    """Bytes of the list of members, as the end of the archive says, where the standard library looks for it."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _COMMENT - _END_SIZE - _LOCATOR_SIZE - _END_64_SIZE))
    tail = file.read()
    file.seek(0)
    last = len(tail) - _END_SIZE
    at = last if last >= 0 and tail.startswith(_END, last) and tail.endswith(b"\0\0") else tail.rfind(_END)
    if at < 0 or at + _END_SIZE > len(tail):
        return 0
    sizes: list[int] = [*struct.unpack_from("<I", tail, at + 12)]
    before = at - _LOCATOR_SIZE
    if before >= _END_64_SIZE and tail.startswith(_LOCATOR, before):
        sizes += struct.unpack_from("<Q", tail, before - _END_64_SIZE + 40)
    return sizes[-1]


def _is_office(entries: Sequence[ZipInfo]) -> bool:
    names = (one.filename.lower() for one in entries)
    return any(name in _OFFICE_PARTS or name.endswith(".iwa") for name in names)


def _overlap(entries: Sequence[ZipInfo], directory: int) -> bool:
    """Whether two members share bytes, so that few bytes would be unpacked again and again."""
    places = sorted((one.header_offset, one.header_offset + _LOCAL_SIZE + one.compress_size) for one in entries)
    return any(end > start for (_, end), (start, _) in pairwise((*places, (directory, directory))))


def _decoded_name(entry: ZipInfo) -> str:
    """The name in the letters that it was written in: Windows writes those of its time, a Mac UTF-8 without saying."""
    if entry.flag_bits & _UTF8:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp850", "replace")


def _timestamp(extra: bytes) -> int | None:
    """The time of last saving in the extra field of a member, in seconds since 1970."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == _TIMESTAMP and size >= 5 and at + 9 <= len(extra) and extra[at + 4] & 1:
            (seconds,) = struct.unpack_from("<i", extra, at + 5)
            return int(seconds)
        at += 4 + size
    return None
