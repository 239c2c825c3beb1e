"""The text of a document inserted in another one (`w:altChunk`), when it is cheap to read."""

from __future__ import annotations

from lxml import etree

from surveykit.errors import UnreadableFile
from surveykit_docx.asides import beside_answers
from surveykit_docx.dialects import W
from surveykit_docx.walk import story_of

_SIZE_LIMIT = 2**20
"""Bytes of an inserted document that is read."""
_WORDS_LIMIT = 10_000
"""Characters of it that are kept."""
_FOREIGN = (b"{\\rtf", b"\xd0\xcf\x11\xe0", b"%PDF", b"MIME-Version", b"From:")
_HEAD = 4096
"""Bytes in which a page says its encoding, if it does."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_UNSEEN = ("script", "style", "title")


def words_of_insert(data: bytes | None) -> str:
    """The text of a web page, a plain text or a Word document, a line per paragraph; "" for anything else."""
    if data is None or len(data) > _SIZE_LIMIT or data.startswith(_FOREIGN):
        return ""
    head = data[:_HEAD].decode("utf-16", "replace").encode() if data.startswith(_UTF_16) else data[:_HEAD]
    if data.startswith(b"PK"):
        text = _of_word(data)
    elif head.lstrip().startswith(b"<") or b"<html" in head.lower():
        text = _of_page(data)
    else:
        text = _of_text(data)
    return text[:_WORDS_LIMIT].strip()


def _of_text(data: bytes) -> str:
    if data.startswith(_UTF_16):
        return data.decode("utf-16", "replace")
    return "" if b"\x00" in data else data.decode("utf-8-sig", "replace")


def _of_word(data: bytes) -> str:
    """The paragraphs of an inserted Word file; what is inserted in that one in turn is left aside."""
    from surveykit_docx.package import Package  # noqa: PLC0415 (a file within a file, which few returns have)

    try:
        package = Package(data)
        root = package.root(package.main)
        body = None if root is None else root.find(f"{W}body")
        return "" if body is None else "\n".join(line.text for line in beside_answers(story_of(body, package.looks())))
    except UnreadableFile:
        return ""


def _encoding(data: bytes) -> str | None:
    """The encoding of a page that does not say it: UTF-8 if it can be, else that of Windows; None when it says it."""
    if data.startswith(_UTF_16):
        return "utf-16"
    if b"charset" in data[:_HEAD].lower() or data.lstrip().startswith(b"<?xml"):
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def _of_page(data: bytes) -> str:
    parser = etree.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding=_encoding(data)
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return ""
    if root is None:
        return ""
    texts = (text for element in root.iter() for text in (_own_text(element), element.tail) if text)
    return "\n".join(line for text in texts if (line := " ".join(text.split())))


def _own_text(element: etree._Element) -> str | None:
    return None if element.tag in _UNSEEN else element.text
