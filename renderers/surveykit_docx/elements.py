"""WordprocessingML elements below python-docx's proxies: made, and reached."""

from __future__ import annotations

from collections.abc import Mapping

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.text.paragraph import Paragraph
from lxml import etree

from surveykit.texts import canonical

Element = etree._Element  # noqa: SLF001 - the only name that lxml gives to the type


def element(name: str, values: Mapping[str, str] | None = None, *children: Element) -> Element:
    """An element with its attributes and children; names are prefixed (`w:tag`, `w14:checked`) where the format is."""
    made: Element = OxmlElement(name)
    for attribute, value in (values or {}).items():
        made.set(qn(attribute) if ":" in attribute else attribute, value)
    made.extend(children)
    return made


def valued(name: str, value: str) -> Element:
    """An element whose only attribute is `w:val`."""
    return element(name, {"w:val": value})


def run(text: str, style: str | None = None) -> Element:
    """A run of text, its line ends as breaks; characters that XML cannot hold become pictures."""
    made = element("w:r")
    if style is not None:
        made.append(run_style(style))
    for row, line in enumerate(canonical(text).split("\n")):
        if row:
            made.append(element("w:br"))
        for column, words in enumerate(line.split("\t")):
            if column:
                made.append(element("w:tab"))
            if words:
                made.append(_words(words))
    return made


def run_style(style: str) -> Element:
    """The properties of a run with a character style, named by its id."""
    return element("w:rPr", None, valued("w:rStyle", style))


def space() -> Element:
    """A run that holds one space, between words and a control."""
    return exactly(" ")


def tab() -> Element:
    """A run that holds one tab, between a tick box and its label."""
    return element("w:r", None, element("w:tab"))


def exactly(text: str) -> Element:
    """A run that holds a text on one line as it is, spaces at its ends too."""
    return element("w:r", None, _words(text))


def _words(words: str) -> Element:
    made = element("w:t", {"xml:space": "preserve"})
    made.text = words
    return made


def raw(paragraph: Paragraph) -> Element:
    """The element behind a paragraph: python-docx has no public way to it. No other place asks."""
    return paragraph._p  # noqa: SLF001
