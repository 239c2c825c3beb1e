"""A message of Outlook (.msg): properties (MS-OXMSG) in the folders of a compound file."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from typing import Any

import olefile

from surveykit.mailbox import mapi
from surveykit.mailbox.bounds import LONGEST_TEXT, MOST_PARTS
from surveykit.mailbox.furniture import file_name
from surveykit.mailbox.letters import letter_of
from surveykit.mailbox.mapi import Properties
from surveykit.mailbox.taken import Attached, Letter
from surveykit.texts import legible

_ERRORS = (OSError, ValueError, LookupError, TypeError, AttributeError, struct.error, RecursionError, OverflowError)
"""What the library raises on files that are damaged (its own errors are OSError)."""

_STREAM, _STORAGE = 2, 1
_PROPERTIES = "__properties_version1.0"
_ATTACHMENT = "__attach_version1.0_#"
_TOP, _EMBEDDED, _OF_ATTACHMENT = 32, 24, 8
"""Bytes before the table of properties: of a file, of a message in another, of an attachment."""
_ENTRY = struct.Struct("<HHI8s")
_EMBEDDED_DATA = "__substg1.0_3701000d"
_OBJECT_STREAMS = ("package", "contents")
"""Where an object that is put in a text keeps the file that it is."""


def outlook_letter(data: bytes) -> Letter | None:
    """The message that these bytes are; None when nothing can be taken out of them. Raises nothing."""
    try:
        ole: Any = olefile.OleFileIO(BytesIO(data))
        return _letter(_Folder(ole, ole.root, (), _Budget(2 * len(data))), _TOP)
    except _ERRORS:
        return None


class _Budget:
    """Bytes that may still be read: those of streams that lie in each other are read again and again."""

    def __init__(self, left: int) -> None:
        self._left = left

    def spend(self, size: int) -> bool:
        """Whether so many may be read."""
        self._left -= size
        return self._left >= 0


class _Folder:
    """A folder of a compound file: its streams and folders by their names in lower case."""

    def __init__(self, ole: Any, entry: Any, path: tuple[str, ...], budget: _Budget) -> None:
        self._ole, self._path, self._budget = ole, path, budget
        self._entries = {kid.name.lower(): kid for kid in entry.kids}

    def stream(self, name: str) -> bytes | None:
        """The bytes of a stream; None when there is none, or it is damaged."""
        entry = self._entries.get(name.lower())
        if entry is None or entry.entry_type != _STREAM or not self._budget.spend(entry.size):
            return None
        try:
            data: bytes = self._ole.openstream([*self._path, entry.name]).read()
        except _ERRORS:
            return None
        return data

    def folder(self, name: str) -> _Folder | None:
        """A folder in this one."""
        entry = self._entries.get(name.lower())
        if entry is None or entry.entry_type != _STORAGE:
            return None
        return _Folder(self._ole, entry, (*self._path, entry.name), self._budget)

    def folders(self, beginning: str) -> Iterator[_Folder]:
        """The folders whose names begin so, in the order of their names."""
        for name in sorted(self._entries):
            found = self.folder(name) if name.startswith(beginning) else None
            if found is not None:
                yield found


class _Table(Properties):
    """The properties that a folder keeps: short ones in a table, each long one in a stream."""

    def __init__(self, folder: _Folder, begin: int, letters: str = "") -> None:
        self._folder = folder
        table = (folder.stream(_PROPERTIES) or b"")[begin:]
        whole = table[: len(table) - len(table) % _ENTRY.size]
        self._fixed: dict[int, bytes] = {number: value for _, number, _, value in _ENTRY.iter_unpack(whole)}
        super().__init__(letters)

    def fixed(self, number: int) -> bytes:
        return self._fixed.get(number, b"")

    def wide(self, number: int) -> bytes | None:
        return self._folder.stream(f"__substg1.0_{number:04x}001f")

    def narrow(self, number: int) -> bytes | None:
        return self._folder.stream(f"__substg1.0_{number:04x}001e")

    def binary(self, number: int) -> bytes | None:
        return self._folder.stream(f"__substg1.0_{number:04x}0102")


def _letter(folder: _Folder, begin: int) -> Letter:
    own = _Table(folder, begin)
    attachments = list(folder.folders(_ATTACHMENT))
    plain, page, kind = own.text(mapi.BODY)[: 4 * LONGEST_TEXT], own.page, own.text(mapi.CLASS).lower()
    texts = [name for name, text in (("message.txt", plain), ("message.html", page)) if text.strip()]
    tables = [(one, _Table(one, _OF_ATTACHMENT, own.letters)) for one in attachments[:MOST_PARTS]]
    links = (table.text(mapi.PATH) for _, table in tables)
    return Letter(
        "msg",
        chain.from_iterable(
            _returned(table) if kind.startswith("report.") else _attached(one, table, page) for one, table in tables
        ),
        own.sender,
        own.sent_at,
        legible(own.text(mapi.SUBJECT)),
        plain,
        page + "".join(f'<a href="{link}">' for link in links if link.lower().startswith("http")),
        tuple(texts),
        automatic=_is_automatic(kind) or own.head.is_automatic,
        sealed="smime" in kind and "multipartsigned" not in kind,
        whole=len(attachments) <= MOST_PARTS,
    )


def _attached(folder: _Folder, own: _Table, page: str) -> Iterator[Attached]:
    name, inside = file_name(own.text(*mapi.NAMES)), folder.folder(_EMBEDDED_DATA)
    if inside is not None and inside.stream(_PROPERTIES) is not None:
        yield Attached(b"", name and f"{name}.msg", letter=_letter(inside, _EMBEDDED))
        return
    data, kind = own.binary(mapi.DATA), own.text(mapi.MEDIA).lower()
    if data is None and inside is not None:
        data = next(filter(None, map(inside.stream, _OBJECT_STREAMS)), None)
    if data is None:
        return
    if kind == "multipart/signed":
        yield from letter_of(data).attached
        return
    content = own.text(mapi.CONTENT_ID).strip("<> ")
    shown = bool(own.number(mapi.FLAGS) & mapi.SHOWN) or bool(content and f"cid:{content}" in page)
    yield Attached(data, name, kind, shown=shown, modified=own.moment(mapi.MODIFIED))


def _returned(own: _Table) -> Iterator[Attached]:
    """What comes back with a report on a message: the message itself, which was our own."""
    yield Attached(b"", file_name(own.text(*mapi.NAMES)), "message/delivery-status")


def _is_automatic(kind: str) -> bool:
    """Whether the class of a message says that Outlook sent it by itself: a receipt, an absence."""
    return "ooftemplate" in kind or (kind.startswith("report.") and kind.endswith(("ipnrn", "ipnnrn", ".dr")))
