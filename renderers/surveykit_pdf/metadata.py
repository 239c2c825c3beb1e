"""The metadata of a PDF: its information dictionary and its XMP packet, which must agree."""

from __future__ import annotations

from html import escape

from surveykit.document import Copy, Document, written_marks
from surveykit.texts import canonical
from surveykit_pdf.syntax import name, text_string

FORM_KEY = "SkForm"
"""The key of the information dictionary that holds the form's reference."""
COPY_KEY = "SkCopy"
"""The key of the information dictionary that holds the copy's reference."""
PREFILLED_KEY = "SkPrefilled"
"""The key of the information dictionary that holds the marks of what a copy was filled with beforehand."""
SIMULATED_KEY = "SkSimulated"
"""The key of the information dictionary of a form whose answers nobody gave, or that was made for a rehearsal."""
PRODUCER = "surveykit"

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PDFA = "http://www.aiim.org/pdfa/ns"
_UA_SCHEMA = (
    f'<rdf:Description rdf:about="" xmlns:pdfaExtension="{_PDFA}/extension/" xmlns:pdfaSchema="{_PDFA}/schema#"'
    f' xmlns:pdfaProperty="{_PDFA}/property#"><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)


class Metadata:
    """The metadata of a document, and of each of its copies."""

    def __init__(self, document: Document) -> None:
        self._form = "" if document.form is None else str(document.form)
        shared = {
            "Title": _line(document.marked_title),
            "Author": _line(document.author),
            "Producer": PRODUCER,
            FORM_KEY: self._form,
            SIMULATED_KEY: "true" if self._form and document.simulated else "",
        }
        self._info = b"".join([_entry(key, text) for key, text in shared.items() if text])
        self._shown = _entry(SIMULATED_KEY, "true") if shared[SIMULATED_KEY] else b""
        self._before, self._after = _packet(document)

    def info(self, copy: Copy | None) -> bytes:
        """The information dictionary of a copy, or (None) of the blank form or the report."""
        reference = self._reference(copy)
        own = _entry("Keywords", reference) if reference else b""
        if copy is not None:
            own += _entry(COPY_KEY, reference) + _prefilled(copy)
        return b"<<" + self._info + own + b">>"

    def header(self, copy: Copy | None) -> bytes:
        """The entries that the drawing of the pages' header repeats: they survive when only the pages are kept."""
        return self._shown + (b"" if copy is None else _prefilled(copy))

    def packet(self, copy: Copy | None) -> bytes:
        """The XMP packet that says the same."""
        reference = escape(self._reference(copy))
        said = ""
        if reference:
            said = f"<dc:identifier>{reference}</dc:identifier><pdf:Keywords>{reference}</pdf:Keywords>"
        return f"{self._before}{said}{self._after}".encode()

    def _reference(self, copy: Copy | None) -> str:
        return self._form if copy is None else str(copy.reference)


def _prefilled(copy: Copy) -> bytes:
    marks = " ".join(written_marks(copy.values))
    return _entry(PREFILLED_KEY, marks) if marks else b""


def _entry(key: str, text: str) -> bytes:
    return name(key) + text_string(text)


def _packet(document: Document) -> tuple[str, str]:
    """The packet, before and after what a copy adds to it."""
    title, author = escape(_line(document.marked_title)), escape(_line(document.author))
    said = f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
    if author:
        said += f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>"
    said += f"<dc:language><rdf:Bag><rdf:li>{escape(document.language)}</rdf:li></rdf:Bag></dc:language>"
    before = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF xmlns:rdf="{_RDF}"><rdf:Description rdf:about="" xmlns:pdfaid="{_PDFA}/id/"'
        ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><pdfaid:part>3</pdfaid:part>'
        "<pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>"
        f"<pdf:Producer>{PRODUCER}</pdf:Producer>{said}"
    )
    after = f'</rdf:Description>{_UA_SCHEMA}</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    return before, after


def _line(text: str) -> str:
    return canonical(text).replace("\n", " ")
