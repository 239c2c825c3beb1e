"""The Word renderer: a document's blocks in one package, and what is personal in three small parts of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from msgspec import Struct
from msgspec.structs import replace

from surveykit.document import Copy, Document, filled_in
from surveykit.words import Room
from surveykit_docx.blocks import Blocks
from surveykit_docx.charts import Charts
from surveykit_docx.glossary import add_glossary
from surveykit_docx.identity import CUSTOM, PERSONAL_PARTS, Identity, is_identified
from surveykit_docx.page import PageSetup
from surveykit_docx.template import new_word, packed, protect, raise_header, spoken, with_parts

_said = Room("docx")


class _Master(Struct, frozen=True):
    """The common part of all copies of a document: the package without its personal parts, and their words."""

    package: bytes
    identity: Identity

    def copy(self, copy: Copy | None) -> bytes:
        return with_parts(self.package, self.identity.parts(copy))


class DocxRenderer:
    """Writes reports, and forms whose content controls Word and LibreOffice fill; stamps personal copies."""

    suffix = ".docx"
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    def display_name(self, language: str, /) -> str:
        """What people call the format.

        Raises LookupError when the language has no catalogue.
        """
        return _said(language, "Word")

    def instructions(self, language: str, /) -> str:
        """How a form in the format is opened, filled in and saved.

        Raises LookupError when the language has no catalogue.
        """
        return _said(
            language,
            "Open the file in Word or LibreOffice and, if the program offers it, enable editing. The fields alone can "
            "be changed. Save in the same format.",
        )

    def render(self, document: Document, /) -> bytes:
        """The document as a .docx file; the same document always gives the same bytes."""
        copy = document.copy
        whole = document if copy is None else filled_in(document, copy.values)
        return _master(whole).copy(copy)

    def stamp(self, document: Document, copies: Iterable[Copy], /) -> Iterator[bytes]:
        """One file per copy, each equal to what `render` makes of the document with that copy.

        The document is rendered once, when the first copy is asked for, and again for each copy that has
        values of its own: these stand in the document's body.
        """
        master: _Master | None = None
        for copy in copies:
            if copy.values:
                yield self.render(replace(document, copy=copy))
                continue
            if master is None:
                master = _master(replace(document, copy=copy))
            yield master.copy(copy)


def _master(document: Document) -> _Master:
    word = new_word(document.language, landscape=document.landscape)
    if document.marks:
        raise_header(word)
    page = PageSetup(word)
    blocks = Blocks(page, Charts(word, spoken(document.language)), document.blocks)
    blocks.add_all(document.blocks)
    page.close()
    if document.form is not None:
        protect(word)
    if blocks.controls.prompts:
        add_glossary(word, blocks.controls.prompts, document.language)
    if is_identified(document):
        _announce_custom_properties(word)
    return _Master(packed(word, without=PERSONAL_PARTS), Identity(document, blocks.controls.keys))


def _announce_custom_properties(word: WordDocument) -> None:
    """Relates the package to its custom properties, whose part is written with each copy."""
    package = word.part.package
    part = Part(PackURI(f"/{CUSTOM}"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, b"", package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
