"""What Word wants of a .docx file and no schema says: eight invariants, and the one validator that there is."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree
from openxml_audit import OpenXmlValidator

from word_parts import MC_URI, W14, W

GLOSSARY = "word/glossary/document.xml"

FALSE_POSITIVES = (
    # docPart types are checked against the section marks' list, where `bbPlcHdr` is not
    re.compile(r"'bbPlcHdr' is not in allowed values: .*'nextColumn'"),
    # no theme: nothing in our styles refers to one, and the part is optional
    re.compile(r"required relationship type '[^']*/relationships/theme' is missing"),
)


def violations(docx: bytes, directory: Path) -> list[str]:
    """What openxml-audit finds in a file, without its known false positives."""
    file = directory / "audited.docx"
    file.write_bytes(docx)
    found = (
        f"{error.part_uri} {error.path}: {error.description}" for error in OpenXmlValidator().validate(file).errors
    )
    return [text for text in found if not any(known.search(text) for known in FALSE_POSITIVES)]


def broken_invariants(docx: bytes) -> set[str]:
    """The names of the invariants that a file breaks."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        parts = {name: package.read(name) for name in package.namelist() if name.endswith(".xml")}
    roots = {name: etree.fromstring(part) for name, part in parts.items()}
    body = roots["word/document.xml"]
    prompts = set(_values(roots[GLOSSARY].iter(f"{W}docPartPr"), "name")) if GLOSSARY in roots else set()
    return {
        name
        for name, broken in (
            ("unique control ids", _repeated(_values(body.iter(f"{W}sdtPr"), "id"))),
            (
                "tags within 64 characters",
                any(len(tag) > 64 for tag in _values(body.iter(f"{W}sdtPr"), "tag")),
            ),
            (
                "list entries unique, value and text alike",
                any(map(_is_bad_list, body.iter(f"{W}dropDownList"))),
            ),
            (
                "every prompt in the glossary",
                not prompts.issuperset(_values(body.iter(f"{W}placeholder"), "docPart")),
            ),
            ("bookmarks paired and unique", _are_bad_bookmarks(body)),
            ("controls with content", any(map(_is_hollow, body.iter(f"{W}sdt")))),
            ("ignorable prefixes declared", any(map(_is_ignorable_unknown, roots.values()))),
            (
                "cells end in a paragraph",
                any(len(cell) == 0 or cell[-1].tag != f"{W}p" for cell in body.iter(f"{W}tc")),
            ),
        )
        if broken
    }


def _values(elements: Iterable[etree._Element], child: str) -> list[str]:
    found = (element.find(f"{W}{child}") for element in elements)
    return [one.attrib[f"{W}val"] for one in found if one is not None]


def _repeated(values: Iterable[str]) -> bool:
    return any(count > 1 for count in Counter(values).values())


def _is_bad_list(entries: etree._Element) -> bool:
    shown = [item.attrib[f"{W}displayText"] for item in entries]
    return _repeated(shown) or shown != [item.attrib[f"{W}value"] for item in entries]


def _are_bad_bookmarks(body: etree._Element) -> bool:
    starts = [(mark.attrib[f"{W}id"], mark.attrib[f"{W}name"]) for mark in body.iter(f"{W}bookmarkStart")]
    ends = [mark.attrib[f"{W}id"] for mark in body.iter(f"{W}bookmarkEnd")]
    names = [name for _, name in starts]
    numbers = [number for number, _ in starts]
    return _repeated(names) or _repeated(numbers) or sorted(numbers) != sorted(ends) or any(len(n) > 40 for n in names)


def _is_hollow(control: etree._Element) -> bool:
    content = control.find(f"{W}sdtContent")
    return content is None or not any(_texts(content))


def _texts(content: etree._Element) -> Iterator[str]:
    yield from (text.text or "" for text in content.iter(f"{W}t"))


def _is_ignorable_unknown(root: etree._Element) -> bool:
    ignorable = root.get(f"{{{MC_URI}}}Ignorable", "").split()
    return any(prefix not in root.nsmap for prefix in ignorable) or (
        any(element.tag.startswith(W14) for element in root.iter(etree.Element)) and "w14" not in ignorable
    )
