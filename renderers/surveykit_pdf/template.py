"""A document as a sound PDF, empty: printed, then hardened, always the same bytes for the same document."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Pdf, String

from surveykit.document import Contents, Document
from surveykit.words import Room
from surveykit_html import anchors, printed
from surveykit_pdf import press
from surveykit_pdf.fields import rebuild_fields
from surveykit_pdf.header import add_header, header_words
from surveykit_pdf.looks import FONT_NAME
from surveykit_pdf.metadata import Metadata
from surveykit_pdf.structure import mark_artifacts, mend_structure, name_links

_said = Room("pdf")

DEFINITION = "questionnaire.json"
_FIXED_DATE = "D:19800101000000Z"


def template(document: Document) -> bytes:
    """The document as a PDF without any value or copy: what `stamp` adds them to.

    `document` has neither. Raises MissingExtra without Pango, FontFallback when a font is not ours.
    """
    form, metadata = document.form is not None, Metadata(document)
    raw = press.print_page(printed(document, press.style(form=form)), form=form)
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        _require_own_fonts(pdf)
        mark_artifacts(pdf)
        mend_structure(pdf)
        name_links(pdf, anchors(document))
        if form:
            rebuild_fields(pdf, document)
            _forget_anchors(pdf, document)
            font = pdf.Root.AcroForm.DR.Font[f"/{FONT_NAME}"]
            add_header(pdf, header_words(document, None), font, metadata.header(None))
        _describe(pdf, document.language, metadata)
        _attach(pdf, document)
        saved = io.BytesIO()
        pdf.remove_unreferenced_resources()
        pdf.save(
            saved,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            recompress_flate=True,
            fix_metadata_version=False,
        )
    return saved.getvalue()


def _forget_anchors(pdf: Pdf, document: Document) -> None:
    """Take out the anchors of labels and controls, where no table of contents leads to any anchor."""
    if not any(isinstance(block, Contents) for block in document.blocks):
        del pdf.Root.Names.Dests


def _require_own_fonts(pdf: Pdf) -> None:
    for page in pdf.pages:
        for font in page.obj.Resources.get("/Font", Dictionary()).values():
            press.require_own_font(str(font.BaseFont).removeprefix("/"))


def _describe(pdf: Pdf, language: str, metadata: Metadata) -> None:
    pdf.trailer.Info = pdf.make_indirect(pikepdf.Object.parse(metadata.info(None)))
    pdf.Root.Metadata = pdf.make_stream(metadata.packet(None), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Lang = String(language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def _attach(pdf: Pdf, document: Document) -> None:
    if not document.definition:
        return
    file = AttachedFileSpec(
        pdf,
        document.definition.encode(),
        description=_said(document.language, "Definition of the questionnaire (JSON)"),
        filename=DEFINITION,
        mime_type="application/json",
        creation_date=_FIXED_DATE,
        mod_date=_FIXED_DATE,
    )
    file.obj.AFRelationship = Name.Data
    pdf.attachments[DEFINITION] = file
    pdf.Root.AF = Array([file.obj])
