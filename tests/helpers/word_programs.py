"""What Word, LibreOffice and other programs make of a form when they save it, one function each."""

from __future__ import annotations

import copy
from functools import reduce

from lxml import etree

from word_parts import (
    MAIN,
    W14,
    W,
    bookmark_of,
    content_of,
    control_of,
    cut,
    edited,
    packed,
    paragraph_of,
    run,
    unpacked,
    unwrap,
    write,
    xml,
)

_STRICT = (
    (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    ),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships/customProperties",
    ),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
        b"http://purl.oclc.org/ooxml/officeDocument/customProperties",
    ),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
        b"http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes",
    ),
)


def squeezed(docx: bytes, control: str, lines: tuple[str, ...]) -> bytes:
    """LibreOffice 25 saved pasted paragraphs: the first is in the control, and the bookmark begins twice."""

    def change(root: etree._Element) -> None:
        sdt = control_of(root, control)
        write(sdt, run(lines[0]))
        start, end = bookmark_of(root, control)
        again = copy.deepcopy(start)
        again.set(f"{W}id", "9100")
        sdt.addprevious(again)
        last = paragraph_of(sdt)
        for line in lines[1:]:
            last.addnext(xml(f"<w:p>{run(line)}</w:p>")[0])
            following = last.getnext()
            assert following is not None
            last = following
        last.append(end)

    return edited(docx, change)


def bookmark_unclosed(docx: bytes, control: str) -> bytes:
    """The end of a bookmark is lost, and the control's tag too."""

    def change(root: etree._Element) -> None:
        tag = control_of(root, control).find(f"{W}sdtPr/{W}tag")
        assert tag is not None
        cut(tag)
        cut(bookmark_of(root, control)[1])

    return edited(docx, change)


def properties_stripped(docx: bytes) -> bytes:
    """The document's inspector removed every property."""
    parts = unpacked(docx)
    rels = etree.fromstring(parts["_rels/.rels"])
    for relation in list(rels):
        if "propert" in relation.get("Type", ""):
            rels.remove(relation)
    kept = {name: data for name, data in parts.items() if not name.startswith("docProps/")}
    return packed({**kept, "_rels/.rels": etree.tostring(rels)})


def tags_lost(docx: bytes) -> bytes:
    """LibreOffice 7.4 saved it: no tag, no placeholder flag, and controls of its own around paragraphs."""

    def change(root: etree._Element) -> None:
        for properties in root.iter(f"{W}sdtPr"):
            for name in ("tag", "alias", "lock", "showingPlcHdr", "placeholder"):
                for element in properties.findall(f"{W}{name}"):
                    properties.remove(element)
        for paragraph in list(root.iter(f"{W}p")):
            if paragraph.find(f".//{W14}checkbox") is not None:
                junk = xml('<w:sdt><w:sdtPr><w:alias w:val="Q3"/></w:sdtPr><w:sdtContent/></w:sdt>')[0]
                paragraph.addprevious(junk)
                content_of(junk).append(paragraph)

    return edited(docx, change)


def controls_lost(docx: bytes) -> bytes:
    """It went through the .doc format: only the bookmarks are left around the texts."""

    def change(root: etree._Element) -> None:
        for sdt in list(root.iter(f"{W}sdt")):
            unwrap(sdt)

    return edited(docx, change)


def bookmarks_lost(docx: bytes) -> bytes:
    """A program dropped every bookmark."""

    def change(root: etree._Element) -> None:
        for mark in [*root.iter(f"{W}bookmarkStart"), *root.iter(f"{W}bookmarkEnd")]:
            cut(mark)

    return edited(docx, change)


def checked_in_old_namespace(docx: bytes) -> bytes:
    """LibreOffice 7.0 saved it: the states of the boxes are attributes of the wrong namespace."""

    def change(root: etree._Element) -> None:
        for checked in root.iter(f"{W14}checked"):
            checked.set(f"{W}val", checked.attrib.pop(f"{W14}val"))

    return edited(docx, change)


def strict(docx: bytes) -> bytes:
    """Saved as « Document Open XML strict »."""
    parts = unpacked(docx)
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            parts[name] = reduce(lambda text, names: text.replace(*names), _STRICT, data)
    return packed(parts)


def main_part_renamed(docx: bytes, name: str = "document22.xml") -> bytes:
    """The main part is not called document.xml."""
    parts = unpacked(docx)
    for rels in ("_rels/.rels", "[Content_Types].xml"):
        parts[rels] = parts[rels].replace(b"word/document.xml", f"word/{name}".encode())
    parts[f"word/{name}"] = parts.pop(MAIN)
    parts[f"word/_rels/{name}.rels"] = parts.pop("word/_rels/document.xml.rels")
    return packed(parts)


def absolute_targets(docx: bytes) -> bytes:
    """The relations of the file say where its parts are from its root."""
    parts = unpacked(docx)
    return packed({**parts, "_rels/.rels": parts["_rels/.rels"].replace(b'Target="', b'Target="/')})


def core_properties_reduced(docx: bytes, keywords: str) -> bytes:
    """Only the core properties are left, with these keywords."""
    parts = unpacked(docx)
    core = f"<coreProperties><keywords>{keywords}</keywords></coreProperties>".encode()
    header = next(name for name in parts if name.startswith("word/header"))
    empty = b"<Properties/>"
    return packed({**parts, "docProps/core.xml": core, "docProps/custom.xml": empty, header: b"<hdr/>"})


def with_macros(docx: bytes) -> bytes:
    """Saved as .docm, and perhaps renamed."""
    parts = unpacked(docx)
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    return packed({**parts, "word/vbaProject.bin": b"\xd0\xcf\x11\xe0 never opened"})
