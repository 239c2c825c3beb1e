"""Messages, mailboxes and archives, as mail programs and people save them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OUTLOOK = bytes.fromhex("0b0d020000000000c000000000000046")
WORD = bytes.fromhex("0609020000000000c000000000000046")


def message(attachments: Mapping[str, bytes], *, logo: bool = True) -> EmailMessage:
    """A message with a text, attachments and the picture of a signature."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a.martin@ars.example", "bureau@exemple.example", "Réponse"
    mail["Date"] = "Fri, 05 Sep 2014 10:00:00 +0200"
    mail.set_content("Bonjour, ci-joint notre réponse.\n")
    if logo:
        mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png", cid="<logo@x>")
    for name, data in attachments.items():
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail


def zipped(files: Mapping[str, bytes]) -> bytes:
    """An archive of files as they are, as a mail program saves attachments."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def locked(data: bytes) -> bytes:
    """The same archive with every entry said to be encrypted."""
    changed = bytearray(data)
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        found = data.find(mark)
        while found >= 0:
            changed[found + at] |= 1
            found = data.find(mark, found + 1)
    return bytes(changed)


def compound(own: bytes, *streams: str) -> bytes:
    """A compound file of Windows whose root is of this class, with streams of these names and nothing in them."""
    header = bytearray(512)
    header[:8] = OLE
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 0)
    root = bytearray("Root Entry".encode("utf-16-le").ljust(128, b"\0"))
    root[80:96] = own
    return bytes(header + root + b"".join(one.encode("utf-16-le").ljust(128, b"\0") for one in streams))
