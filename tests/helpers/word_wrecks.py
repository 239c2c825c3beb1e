"""Files that are not a Word form, and files made to harm who opens them."""

from __future__ import annotations

import io
import random
import struct
import warnings
import zipfile
from collections.abc import Mapping

from word_parts import MAIN, NAMESPACES, R_URI, packed, unpacked

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
DOCTYPES = {
    "doctype": '<!DOCTYPE w:document [<!ENTITY a "b">]>',
    "external entity": '<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
    "external type": '<!DOCTYPE w:document SYSTEM "http://example.invalid/form.dtd">',
    "billion laughs": "<!DOCTYPE w:document [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    + "<!ENTITY a '&a9;'>]>",
}


# Other formats


def ole(stream: str) -> bytes:
    """A compound file with one stream, as Office 97 and encryption write them."""
    return OLE + stream.encode("utf-16-le").ljust(64, b"\0") + bytes(448)


def office(main: str, content_type: str) -> bytes:
    """A workbook or a presentation, as far as its first parts go."""
    kind = f"application/vnd.openxmlformats-officedocument.{content_type}"
    relation = f"{R_URI}/officeDocument"
    parts = {
        "[Content_Types].xml": f'<Types><Override PartName="/{main}" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships><Relationship Type="{relation}" Target="{main}"/></Relationships>',
        main: "<main/>",
    }
    return packed({name: text.encode() for name, text in parts.items()})


def flat_opc() -> bytes:
    """A document saved as one XML file."""
    return (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n'
        b'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>'
    )


FOREIGN: Mapping[str, tuple[bytes, str]] = {
    "nothing": (b"", "empty"),
    "Word 97": (ole("WordDocument"), "word_97"),
    "Excel 97": (ole("Workbook"), "excel"),
    "PowerPoint 97": (ole("PowerPoint Document"), "powerpoint"),
    "other compound file": (ole("Quill"), "not_word"),
    "password": (ole("EncryptedPackage"), "encrypted"),
    "rtf": (b"{\\rtf1\\ansi Bonjour}", "rtf"),
    "odt": (packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}), "odt"),
    "ods": (packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "not_word"),
    "xlsx": (office("xl/workbook.xml", "spreadsheetml.sheet.main+xml"), "excel"),
    "pptx": (office("ppt/presentation.xml", "presentationml.presentation.main+xml"), "powerpoint"),
    "flat opc": (flat_opc(), "flat_opc"),
    "flat opc with a mark": (b"\xef\xbb\xbf" + flat_opc(), "flat_opc"),
    "flat opc in utf-16": (flat_opc().decode().encode("utf-16"), "flat_opc"),
    "other xml": (b'<?xml version="1.0"?><html/>', "not_word"),
    "pdf": (b"%PDF-1.7\n", "not_word"),
    "text": ("Réponse : 12".encode(), "not_word"),
    "zip": (packed({"form.docx": b"PK"}), "zip"),
    "empty zip": (packed({}), "zip"),
    "not a zip": (b"PK\x03\x04 and then nothing", "damaged"),
}
"""What else people send, by name: the bytes, and the code of the refusal."""


# Archives


def replaced(docx: bytes, document: bytes, part: str = MAIN) -> bytes:
    """The form with another main part."""
    return packed({**unpacked(docx), part: document})


def bomb(docx: bytes, size: int = 40 * 2**20) -> bytes:
    """A part that is far bigger than it looks."""
    return packed({**unpacked(docx), "word/media/image1.png": bytes(size)})


def many_entries(docx: bytes, count: int) -> bytes:
    """A form with so many parts more."""
    return packed({**unpacked(docx), **{f"word/media/{n}": b"" for n in range(count)}})


def wide(docx: bytes, parts: int) -> bytes:
    """Parts that are each within bounds, and too much together."""
    noise = random.Random(1).randbytes(20_000) * 100
    return packed({**unpacked(docx), **{f"word/media/{n}": noise + bytes(2**21 - len(noise)) for n in range(parts)}})


def doubled(docx: bytes, name: str) -> bytes:
    """A form whose main part is there twice: readers differ on which one counts."""
    out = io.BytesIO(docx)
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as archive:
        warnings.simplefilter("ignore", UserWarning)
        archive.writestr(name, b"<other/>")
    return out.getvalue()


def _in_directory(docx: bytes, name: str, offset: int, value: bytes, *, local: int | None = None) -> bytes:
    """The archive with some bytes changed in the headers of one entry."""
    data = bytearray(docx)
    entry, position = name.encode(), data.find(b"PK\x01\x02")
    while data[position + 46 : position + 46 + len(entry)] != entry:
        position = data.find(b"PK\x01\x02", position + 4)
        assert position >= 0, f"no entry {name}"
    data[position + offset : position + offset + len(value)] = value
    if local is not None:
        (start,) = struct.unpack("<I", data[position + 42 : position + 46])
        data[start + local : start + local + len(value)] = value
    return bytes(data)


def lying(docx: bytes, size: int) -> bytes:
    """A form whose main part declares another size than it has."""
    return _in_directory(docx, MAIN, 24, struct.pack("<I", size), local=22)


def flagged_encrypted(docx: bytes) -> bytes:
    """A form whose main part says that it is encrypted."""
    return _in_directory(docx, MAIN, 8, b"\1\0", local=6)


def oddly_compressed(docx: bytes) -> bytes:
    """A form whose main part says that it is compressed in another way than Office does."""
    return _in_directory(docx, MAIN, 10, b"\x0e\0", local=8)


# XML


def document(body: str, before: str = "") -> str:
    """A main part."""
    return f"{before}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def deep(levels: int) -> bytes:
    """A main part whose elements go so deep."""
    return document("<w:smartTag>" * levels + "<w:r><w:t>fond</w:t></w:r>" + "</w:smartTag>" * levels).encode()


def nested_bookmarks(count: int) -> bytes:
    """A main part whose bookmarks all enclose the same long text."""
    marks = [f'<w:bookmarkStart w:id="{n}" w:name="sk_q{n}"/>' for n in range(count)]
    ends = [f'<w:bookmarkEnd w:id="{n}"/>' for n in range(count)]
    text = "<w:r><w:t>a</w:t></w:r>" * count
    return document(f"<w:p>{''.join(marks)}{text}{''.join(ends)}</w:p>").encode()


def mutated(docx: bytes, seed: int) -> bytes:
    """The file with a few bytes changed, cut out, doubled or moved, in the archive or inside its parts."""
    rng = random.Random(seed)
    if seed % 2:
        parts = unpacked(docx)
        name = rng.choice(sorted(parts))
        return packed({**parts, name: _mutate(parts[name], rng)})
    return _mutate(docx, rng)


def _mutate(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(len(changed) + 1)
        size = rng.choice((1, 1, 2, 4, 16, 200))
        match rng.randrange(4):
            case 0:
                changed[at : at + size] = rng.randbytes(size)
            case 1:
                del changed[at : at + size]
            case 2:
                changed[at:at] = changed[at : at + size]
            case _:
                other = rng.randrange(len(changed) + 1)
                changed[at : at + size] = changed[other : other + size]
    return bytes(changed)
