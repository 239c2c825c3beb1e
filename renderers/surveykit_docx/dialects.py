"""The names of WordprocessingML that the reader looks for, and its two dialects made one."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DRAWING_2010 = "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}"
PICTURES = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
SHAPES = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
VML = "{urn:schemas-microsoft-com:vml}"

_STRICT = {
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}": W,
    "{http://purl.oclc.org/ooxml/officeDocument/math}": MATH,
}
_VALUE = f"{W}val"
_FALSE = frozenset({"0", "false", "off"})


def transitional(root: etree._Element) -> etree._Element:
    """The same tree, the names of the strict dialect (ISO/IEC 29500) made those of the usual one in place."""
    if not any(f"{{{uri}}}" in _STRICT for uri in root.nsmap.values()):
        return root
    for element in root.iter():
        element.tag = _usual(element.tag)
        for name, value in element.items():
            usual = _usual(str(name))
            if usual != name:
                del element.attrib[name]
                element.set(usual, str(value))
    return root


def switched_on(element: etree._Element | None) -> bool:
    """Whether a property that is on by its presence is on: `<w:x/>`, and not `<w:x w:val="0"/>`."""
    return element is not None and value_of(element, "1") not in _FALSE


def value_of(element: etree._Element | None, default: str = "") -> str:
    """The `val` of an element, in whichever namespace a program wrote it."""
    if element is not None:
        usual = element.get(_VALUE)
        if usual is not None:
            return str(usual)
        for name, value in element.items():
            if str(name).rpartition("}")[2] == "val":
                return str(value)
    return default


def _usual(name: str) -> str:
    space, brace, local = name.rpartition("}")
    return _STRICT.get(space + brace, space + brace) + local
