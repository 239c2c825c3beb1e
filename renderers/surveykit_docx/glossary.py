"""The glossary part: where Word finds the prompt of a control that has been emptied."""

from __future__ import annotations

from copy import deepcopy

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree

from surveykit.words import Room
from surveykit_docx.controls import Prompt
from surveykit_docx.elements import Element, element, valued
from surveykit_docx.styles import BOX_PROMPT, PROMPT

DOCUMENT = "/word/glossary/document.xml"
STYLES = "/word/glossary/styles.xml"
_KEPT = ("Normal", "DefaultParagraphFont", PROMPT, BOX_PROMPT)

_said = Room("docx")


def add_glossary(word: WordDocument, prompts: list[Prompt], language: str) -> None:
    """Gives the document a glossary part with one entry per prompt, and that part its own styles."""
    package = word.part.package
    category = _said(language, "General")
    parts = (_entry(prompt, category) for prompt in prompts)
    entries = element("w:glossaryDocument", None, element("w:docParts", None, *parts))
    glossary = Part(PackURI(DOCUMENT), CONTENT_TYPE.WML_DOCUMENT_GLOSSARY, _written(entries), package)
    styles = Part(PackURI(STYLES), CONTENT_TYPE.WML_STYLES, _written(_styles(word)), package)
    glossary.relate_to(styles, RELATIONSHIP_TYPE.STYLES)
    word.part.relate_to(glossary, RELATIONSHIP_TYPE.GLOSSARY_DOCUMENT)


def _entry(prompt: Prompt, category: str) -> Element:
    guid = "-".join(prompt.part[start:end] for start, end in ((0, 8), (8, 12), (12, 16), (16, 20), (20, 32)))
    properties = element(
        "w:docPartPr",
        None,
        valued("w:name", prompt.part),
        element("w:category", None, valued("w:name", category), valued("w:gallery", "placeholder")),
        element("w:types", None, valued("w:type", "bbPlcHdr")),
        element("w:behaviors", None, valued("w:behavior", "content")),
        valued("w:guid", f"{{{guid}}}"),
    )
    body = element("w:docPartBody", None, element("w:p", None, prompt.run))
    return element("w:docPart", None, properties, body)


def _styles(word: WordDocument) -> Element:
    """The document's styles, without those that no prompt uses."""
    kept: Element = deepcopy(word.styles.element)
    for style in kept.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in _KEPT:
            kept.remove(style)
    return kept


def _written(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
