"""The parts of a Word file that say whose it is; everything else is the same in every copy of a form."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from surveykit.document import Copy, Document, written_marks
from surveykit.texts import canonical
from surveykit.words import Room
from surveykit_docx.naming import (
    CONTROLS_PROPERTY,
    COPY_PROPERTY,
    FORM_PROPERTY,
    PREFILLED_PROPERTY,
    SIMULATED_PROPERTY,
    Key,
    listing_properties,
)

_said = Room("copy")

CORE = "docProps/core.xml"
CUSTOM = "docProps/custom.xml"
HEADER = "word/header1.xml"
PERSONAL_PARTS = (CORE, CUSTOM, HEADER)

_START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WRITTEN = "1980-01-01T00:00:00Z"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CORE_OPENING = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
)
_CORE_CLOSING = (
    f'<dcterms:created xsi:type="dcterms:W3CDTF">{_WRITTEN}</dcterms:created>'
    f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_WRITTEN}</dcterms:modified></cp:coreProperties>'
)
_CUSTOM_OPENING = f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
_PROPERTY_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_RED = "8F1D14"
_FIRST_PROPERTY = 2  # a property's number begins at 2: 0 and 1 are the set's own


def is_identified(document: Document) -> bool:
    """Whether the file has custom properties: a form has, and whatever is made for one person."""
    return document.form is not None or document.copy is not None


class Identity:
    """The part of every copy's properties that is the same, written once; `parts` adds the personal rest."""

    def __init__(self, document: Document, keys: Iterable[Key]) -> None:
        form = "" if document.form is None else str(document.form)
        shared = [(FORM_PROPERTY, form)] if form else []
        shared += [(SIMULATED_PROPERTY, "true")] if document.simulated else []
        shared.extend(listing_properties(CONTROLS_PROPERTY, map(str, keys)))
        self._form = form
        self._language = document.language
        self._own_number = _FIRST_PROPERTY + len(shared)
        self._core = _core(document)
        self._custom = "".join(
            _property(number, name, value) for number, (name, value) in enumerate(shared, _FIRST_PROPERTY)
        )
        self._header = _mark(document.mark) + _line(document.header)
        self._form_line = _line(form)
        self._has_custom = is_identified(document)

    def parts(self, copy: Copy | None) -> tuple[tuple[str, bytes], ...]:
        """Name and bytes of each personal part: of a copy, or (None) of the blank form or the report."""
        reference = self._form if copy is None else str(copy.reference)
        found = _element("dc:identifier", reference) + _element("cp:keywords", reference)
        core = f"{_START}{_CORE_OPENING}{self._core}{found}{_CORE_CLOSING}"
        custom = f"{_START}{_CUSTOM_OPENING}{self._custom}{self._own(copy)}</Properties>"
        whose = self._form_line if copy is None else _line(self._whose(copy))
        lines = self._header + whose or _line(" ")
        header = f'{_START}<w:hdr xmlns:w="{_WORD}">{lines}</w:hdr>'
        parts = ((CORE, core), (CUSTOM, custom), (HEADER, header))
        return tuple((name, part.encode()) for name, part in parts if name != CUSTOM or self._has_custom)

    def _whose(self, copy: Copy) -> str:
        return _said(self._language, "{holder} — copy {reference}", holder=copy.holder, reference=str(copy.reference))

    def _own(self, copy: Copy | None) -> str:
        """The custom properties of a copy: its reference, and the marks of what it was filled with beforehand."""
        if copy is None:
            return ""
        marks = listing_properties(PREFILLED_PROPERTY, written_marks(copy.values))
        held = ((COPY_PROPERTY, str(copy.reference)), *marks)
        return "".join(_property(number, name, value) for number, (name, value) in enumerate(held, self._own_number))


def _core(document: Document) -> str:
    return (
        _element("dc:title", document.marked_title)
        + _element("dc:creator", document.author)
        + _element("dc:language", document.language)
    )


def _element(name: str, text: str) -> str:
    return f"<{name}>{_escaped(text)}</{name}>" if text else ""


def _property(number: int, name: str, value: str) -> str:
    return (
        f'<property fmtid="{_PROPERTY_SET}" pid="{number}" name="{_escaped(name)}">'
        f"<vt:lpwstr>{_escaped(value)}</vt:lpwstr></property>"
    )


def _line(text: str) -> str:
    return _paragraph(text) if text else ""


def _mark(text: str) -> str:
    """The marks of the document: in a frame, in bold, in a red that stands out from white by 9 to 1."""
    if not text:
        return ""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="8" w:space="{space}" w:color="{_RED}"/>'
        for side, space in (("top", 2), ("left", 4), ("bottom", 2), ("right", 4))
    )
    own = f'<w:pBdr>{sides}</w:pBdr><w:spacing w:after="80"/><w:ind w:left="113" w:right="113"/><w:jc w:val="center"/>'
    look = f'<w:rPr><w:b/><w:bCs/><w:color w:val="{_RED}"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr>'
    return _paragraph(text, own, look)


def _paragraph(text: str, own: str = "", look: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="Header"/>{own}</w:pPr>'
    return f'<w:p>{properties}<w:r>{look}<w:t xml:space="preserve">{_escaped(text)}</w:t></w:r></w:p>'


def _escaped(text: str) -> str:
    return escape(canonical(text).replace("\n", " "))
