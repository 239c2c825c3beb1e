"""The file that every Word document begins as (`base/`), and its parts as bytes once the body is written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from importlib.resources import files

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from surveykit.words import Room
from surveykit_docx.elements import element

_said = Room("docx")
_FIELD = "\ufffc"
"""The character that holds the place of a field of Word in a sentence."""
_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package_rels.xml",
    "docProps/app.xml": "app.xml",
    "docProps/core.xml": "core.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/document.xml": "document.xml",
    "word/fontTable.xml": "font_table.xml",
    "word/footer1.xml": "footer.xml",
    "word/header1.xml": "header.xml",
    "word/numbering.xml": "numbering.xml",
    "word/settings.xml": "settings.xml",
    "word/styles.xml": "styles.xml",
}
_MARKED_HEADER = Mm(6.5)
_REGIONS = {"fr": "fr-FR", "en": "en-GB", "de": "de-DE", "es": "es-ES", "it": "it-IT"}


def new_word(language: str, *, landscape: bool = False) -> WordDocument:
    """An empty document in a language (BCP 47): A4, our styles, page numbers, a header yet to be written.

    Raises LookupError when the language has no catalogue.
    """
    base = files(__package__).joinpath("base")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, file in _PARTS.items():
            package.writestr(name, base.joinpath(file).read_bytes())
    packed.seek(0)
    word = docx.Document(packed)
    region = spoken(language)
    for lang in word.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), region)
    for lang in word.settings.element.iter(qn("w:themeFontLang")):
        lang.set(qn("w:val"), region)
    if landscape:
        section = word.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    page_numbers = word.sections[0].footer.paragraphs[0]
    # Both numbers are fields of Word: the sentence stands before and between them.
    said = _said(language, "Page {page} of {pages}", page=_FIELD, pages=_FIELD)
    page_numbers.runs[0].text, page_numbers.runs[1].text, _ = said.split(_FIELD)
    return word


def raise_header(word: WordDocument) -> None:
    """Brings the header nearer to the edge of its page: it has room for the marks then, above what it says else."""
    word.sections[0].header_distance = _MARKED_HEADER


def spoken(language: str) -> str:
    """A language with its country, as Word wants it: `fr-FR`."""
    return _REGIONS.get(language, language)


def protect(word: WordDocument) -> None:
    """Lets respondents fill the controls and change nothing else; no password, as it is against slips."""
    zoom = word.settings.element.find(qn("w:zoom"))
    if zoom is None:
        raise ValueError("the base document's settings have no w:zoom")
    zoom.addnext(element("w:documentProtection", {"w:edit": "forms", "w:enforcement": "1"}))


def packed(word: WordDocument, without: Iterable[str]) -> bytes:
    """The document as a zip whose bytes depend on its content alone, without some of its parts."""
    saved = io.BytesIO()
    word.save(saved)
    left_out = set(without)
    with zipfile.ZipFile(saved) as package:
        names = sorted(set(package.namelist()) - left_out, key=lambda name: (name != CONTENT_TYPES, name))
        parts = [(name, package.read(name)) for name in names]
    return with_parts(b"", parts)


CONTENT_TYPES = "[Content_Types].xml"


def with_parts(package: bytes, parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip (empty bytes for a new one) with parts added at its end; those already there are not touched."""
    whole = io.BytesIO(package)
    with zipfile.ZipFile(whole, "a" if package else "w") as opened:
        for name, data in parts:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            opened.writestr(entry, data)
    return whole.getvalue()
