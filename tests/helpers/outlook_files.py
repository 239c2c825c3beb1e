"""Files of Outlook, made by hand: compound files of Windows with messages in them (.msg), and winmail.dat (TNEF)."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

from saved_messages import OLE, OUTLOOK

Folder: TypeAlias = "Mapping[str, bytes | Folder]"
"""Streams and folders by their names."""

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FREE, _FAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_BEGINNING = datetime(1601, 1, 1, tzinfo=UTC)


def compound_file(root: Folder, own: bytes = OUTLOOK) -> bytes:
    """A compound file (MS-CFB, version 3): short streams in the small sectors, names in a balanced tree."""
    return _Writer(own).written(root)


class _Writer:
    def __init__(self, own: bytes) -> None:
        self._own = own
        self._sectors: list[bytes] = []
        self._fat: list[int] = []
        self._small = bytearray()
        self._small_fat: list[int] = []
        self._entries: list[bytearray] = []

    def written(self, root: Folder) -> bytes:
        self._entry("Root Entry", 5)
        self._entries[0][80:96] = self._own
        struct.pack_into("<I", self._entries[0], 76, self._children(root))
        self._place(0, self._chain(bytes(self._small)), len(self._small))
        directory = self._chain(b"".join(bytes(one) for one in self._entries))
        small_fat = self._chain(b"".join(struct.pack("<I", one) for one in self._small_fat), filling=b"\xff")
        several = -(-(len(self._fat)) // 127)
        begin = len(self._fat)
        fat = [*self._fat, *[_FAT] * several]
        fat += [_FREE] * (-len(fat) % 128)
        table = b"".join(struct.pack("<I", one) for one in fat)
        assert len(table) == several * _SECTOR and several <= 109
        header = OLE + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
        sectors = -(-len(self._small_fat) * 4 // _SECTOR)
        header += struct.pack("<IIIIIIIII", 0, several, directory, 0, _CUTOFF, small_fat, sectors, _END, 0)
        header += b"".join(struct.pack("<I", begin + one if one < several else _FREE) for one in range(109))
        return header + b"".join(self._sectors) + table

    def _entry(self, name: str, kind: int) -> int:
        coded = name.encode("utf-16-le")
        entry = bytearray(128)
        entry[: len(coded)] = coded
        struct.pack_into("<HBB", entry, 64, len(coded) + 2, kind, 1)
        struct.pack_into("<III", entry, 68, _NONE, _NONE, _NONE)
        self._entries.append(entry)
        return len(self._entries) - 1

    def _place(self, number: int, start: int, size: int) -> None:
        struct.pack_into("<II", self._entries[number], 116, start, size)

    def _children(self, folder: Folder) -> int:
        numbers = []
        for name in sorted(folder, key=lambda one: (len(one), one.upper())):
            held = folder[name]
            if isinstance(held, bytes):
                number = self._entry(name, 2)
                start = self._chain(held) if len(held) >= _CUTOFF else self._small_chain(held)
                self._place(number, start, len(held))
            else:
                number = self._entry(name, 1)
                struct.pack_into("<I", self._entries[number], 76, self._children(held))
            numbers.append(number)
        return self._balanced(numbers)

    def _balanced(self, numbers: Sequence[int]) -> int:
        if not numbers:
            return _NONE
        middle = len(numbers) // 2
        left, right = self._balanced(numbers[:middle]), self._balanced(numbers[middle + 1 :])
        struct.pack_into("<II", self._entries[numbers[middle]], 68, left, right)
        return numbers[middle]

    def _chain(self, data: bytes, filling: bytes = b"\0") -> int:
        if not data:
            return _END
        begin, count = len(self._fat), -(-len(data) // _SECTOR)
        padded = data + filling * (count * _SECTOR - len(data))
        self._sectors += [padded[at : at + _SECTOR] for at in range(0, len(padded), _SECTOR)]
        self._fat += [*range(begin + 1, begin + count), _END]
        return begin

    def _small_chain(self, data: bytes) -> int:
        if not data:
            return _END
        begin, count = len(self._small_fat), -(-len(data) // _MINI)
        self._small += data + bytes(count * _MINI - len(data))
        self._small_fat += [*range(begin + 1, begin + count), _END]
        return begin


def ticks(moment: datetime) -> int:
    """A moment as Windows counts it."""
    return int((moment - _BEGINNING).total_seconds()) * 10_000_000


def outlook_folder(
    texts: Mapping[int, str] = {},
    *,
    coded: Mapping[int, bytes] = {},
    binary: Mapping[int, bytes] = {},
    numbers: Mapping[int, int] = {},
    moments: Mapping[int, datetime | int] = {},
    attachments: Sequence[Folder] = (),
    begin: int = 32,
) -> dict[str, bytes | Folder]:
    """The folder of a message (`begin` 32 in its own file, 24 in another message) or of an attachment (8).

    `texts` are in Unicode, `coded` in the letters that a property says, `moments` dates or counts of Windows.
    """
    table = bytes(begin)
    found: dict[str, bytes | Folder] = {}
    for kind, values in (
        (0x1F, {number: one.encode("utf-16-le") for number, one in texts.items()}), (0x1E, coded), (0x102, binary),
    ):  # fmt: skip
        for number, value in values.items():
            found[f"__substg1.0_{number:04X}{kind:04X}"] = value
            table += struct.pack("<HHIII", kind, number, 6, len(value), 0)
    for number, whole in numbers.items():
        table += struct.pack("<HHIII", 3, number, 6, whole, 0)
    for number, moment in moments.items():
        table += struct.pack("<HHIQ", 0x40, number, 6, ticks(moment) if isinstance(moment, datetime) else moment)
    for place, one in enumerate(attachments):
        found[f"__attach_version1.0_#{place:08X}"] = one
    return {"__properties_version1.0": table, "__nameid_version1.0": {}, **found}


def outlook_attachment(name: str, data: bytes | Folder, **texts: str) -> Folder:
    """An attachment: bytes, or the folder of a message in this one."""
    numbers = {"media": 0x370E, "content_id": 0x3712, "path": 0x370D}
    said = {0x3707: name, **{numbers[key]: text for key, text in texts.items()}}
    if isinstance(data, bytes):
        return outlook_folder(said, binary={0x3701: data}, numbers={0x3705: 1}, begin=8)
    return {**outlook_folder(said, numbers={0x3705: 5}, begin=8), "__substg1.0_3701000D": data}


def tnef(
    properties: bytes = b"",
    attachments: Sequence[tuple[str, bytes]] = (),
    *,
    own: Mapping[int, bytes] = {},
    page: int = 1252,
    packed_ones: bool = False,
) -> bytes:
    """A winmail.dat: properties of the message as `packed` writes them, attachments, other objects by their numbers.

    An attachment is a name and its bytes, or, where `packed_ones`, its properties.
    """
    out = b"\x78\x9f\x3e\x22" + b"\1\0" + _object(1, 0x9007, struct.pack("<II", page, 0))
    if properties:
        out += _object(1, 0x9003, properties)
    out += b"".join(_object(1, number, data) for number, data in own.items())
    for name, data in attachments:
        out += _object(2, 0x9002, bytes(14))
        out += _object(2, 0x8010, name.encode("cp1252", "replace") + b"\0")
        out += _object(2, 0x9005 if packed_ones else 0x800F, data)
    return out


def packed(*values: tuple[int, int, bytes]) -> bytes:
    """Properties as winmail.dat has them: of each its number, its kind and its value."""
    out = struct.pack("<I", len(values))
    for number, kind, value in values:
        out += struct.pack("<HH", kind, number)
        if kind in {0x1E, 0x1F, 0x102, 0xD}:
            out += struct.pack("<II", 1, len(value)) + value + bytes(-len(value) % 4)
        else:
            out += value + bytes(-len(value) % 4)
    return out


def _object(level: int, number: int, data: bytes) -> bytes:
    return struct.pack("<BHHI", level, number, 6, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)
