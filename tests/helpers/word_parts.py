"""A .docx file as parts that a test may change, and Word's XML in short."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from html import escape

from lxml import etree

from surveykit_docx.naming import Key

W_URI = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14_URI = "http://schemas.microsoft.com/office/word/2010/wordml"
MC_URI = "http://schemas.openxmlformats.org/markup-compatibility/2006"
R_URI = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W, W14 = f"{{{W_URI}}}", f"{{{W14_URI}}}"
NAMESPACES = f'xmlns:w="{W_URI}" xmlns:w14="{W14_URI}" xmlns:mc="{MC_URI}" xmlns:r="{R_URI}"'
MAIN = "word/document.xml"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def unpacked(docx: bytes) -> dict[str, bytes]:
    """Each part's bytes, by name."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """The parts as a file: the same parts are the same bytes at any time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def edited(docx: bytes, change: Callable[[etree._Element], None], part: str = MAIN) -> bytes:
    """The file with one part's XML changed in place."""
    parts = unpacked(docx)
    root = etree.fromstring(parts[part])
    change(root)
    return packed({**parts, part: DECLARATION + etree.tostring(root)})


def xml(text: str) -> list[etree._Element]:
    """The elements written in a fragment that uses the prefixes w, w14, mc and r."""
    return list(etree.fromstring(f"<fragment {NAMESPACES}>{text}</fragment>"))


def run(text: str, properties: str = "", tag: str = "w:t") -> str:
    """A run: line ends become breaks, tabs become tabs."""
    inner = []
    for rank, line in enumerate(text.split("\n")):
        inner.append("<w:br/>" if rank else "")
        for place, cell in enumerate(line.split("\t")):
            inner.append("<w:tab/>" if place else "")
            inner.append(f'<{tag} xml:space="preserve">{escape(cell)}</{tag}>' if cell else "")
    return f"<w:r>{properties and f'<w:rPr>{properties}</w:rPr>'}{''.join(inner)}</w:r>"


def inserted(inner: str, author: str = "Anne") -> str:
    """Runs that tracked changes added."""
    return f'<w:ins w:id="9001" w:author="{author}" w:date="2024-03-01T10:00:00Z">{inner}</w:ins>'


def deleted(text: str, author: str = "Anne") -> str:
    """A text that tracked changes removed."""
    return f'<w:del w:id="9002" w:author="{author}" w:date="2024-03-01T10:00:00Z">{run(text, tag="w:delText")}</w:del>'


def with_part(docx: bytes, name: str, data: bytes, kind: str, content_type: str) -> bytes:
    """The file with one more part, related to the main one."""
    parts = unpacked(docx)
    rels = "word/_rels/document.xml.rels"
    relation = f'<Relationship Id="rIdTest{len(parts)}" Type="{R_URI}/{kind}" Target="{name}"/>'.encode()
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    empty = f'<Relationships xmlns="{namespace}"></Relationships>'.encode()
    before = parts.get(rels, empty)
    if b"</Relationships>" not in before:
        before = empty
    override = f'<Override PartName="/word/{name}" ContentType="{content_type}"/>'.encode()
    return packed(
        {
            **parts,
            "[Content_Types].xml": parts["[Content_Types].xml"].replace(b"</Types>", override + b"</Types>"),
            rels: before.replace(b"</Relationships>", relation + b"</Relationships>"),
            f"word/{name}": data,
        }
    )


def control_of(root: etree._Element, control: str) -> etree._Element:
    """The first content control with this id."""
    tag = Key.parse(control).tag
    found = next(
        (sdt for sdt in root.iter(f"{W}sdt") if sdt.find(f"{W}sdtPr/{W}tag[@{W}val='{tag}']") is not None),
        None,
    )
    assert found is not None, f"no control {control}"
    return found


def content_of(sdt: etree._Element) -> etree._Element:
    """What a content control holds."""
    content = sdt.find(f"{W}sdtContent")
    assert content is not None
    return content


def bookmark_of(root: etree._Element, control: str) -> tuple[etree._Element, etree._Element]:
    """The start and the end of the bookmark around a control."""
    name = Key.parse(control).bookmark
    start = next(one for one in root.iter(f"{W}bookmarkStart") if one.get(f"{W}name") == name)
    end = next(one for one in root.iter(f"{W}bookmarkEnd") if one.get(f"{W}id") == start.get(f"{W}id"))
    return start, end


def paragraph_of(element: etree._Element) -> etree._Element:
    """The paragraph that an element stands in."""
    return next(element.iterancestors(f"{W}p"))


def write(sdt: etree._Element, inner: str) -> None:
    """Replaces what a control holds; it no longer shows its placeholder."""
    for flag in sdt.findall(f"{W}sdtPr/{W}showingPlcHdr"):
        cut(flag)
    content = content_of(sdt)
    content[:] = xml(inner)


def cut(element: etree._Element) -> None:
    """Removes an element."""
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def unwrap(sdt: etree._Element) -> None:
    """Removes a control and leaves what it held."""
    for child in list(content_of(sdt)):
        sdt.addprevious(child)
    cut(sdt)
