"""Rendered files are valid: by openxml-audit, and by eight invariants that no schema knows."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from surveykit.document import Copy, Document, Heading
from surveykit_docx import renderer
from word_invariants import GLOSSARY, broken_invariants, violations
from word_parts import packed, unpacked

MAIN = "word/document.xml"


@pytest.fixture(scope="module")
def files(form: Document, report: Document, copies: tuple[Copy, ...]) -> dict[str, bytes]:
    bare = Document("Une seule ligne", "fr", (Heading(1, "Titre"),))
    documents = {"form": form, "copy": replace(form, copy=copies[1]), "report": report, "bare": bare}
    return {name: renderer.render(document) for name, document in documents.items()}


@pytest.mark.parametrize("name", ["form", "copy", "report", "bare"])
def test_the_audit_finds_nothing(files: dict[str, bytes], name: str, tmp_path: Path) -> None:
    assert violations(files[name], tmp_path) == []


@pytest.mark.parametrize("name", ["form", "copy", "report", "bare"])
def test_no_invariant_is_broken(files: dict[str, bytes], name: str) -> None:
    assert broken_invariants(files[name]) == set()


def test_the_audit_sees_a_defect(files: dict[str, bytes], tmp_path: Path) -> None:
    parts = unpacked(files["form"])
    parts[MAIN] = parts[MAIN].replace(b'w:val="sdtLocked"', b'w:val="locked"', 1)
    assert len(violations(packed(parts), tmp_path)) == 1


def _first(text: bytes, opening: bytes, closing: bytes) -> bytes:
    start = text.index(opening)
    return text[start : text.index(closing, start) + len(closing)]


def _same_ids(body: bytes) -> bytes:
    number = _first(body, b'<w:id w:val="', b'"/>')
    second = _first(body[body.index(number) + len(number) :], b'<w:id w:val="', b'"/>')
    return body.replace(second, number)


def _long_tag(body: bytes) -> bytes:
    return body.replace(b'w:val="sk.q1_diagnostic"', b'w:val="sk.' + b"q" * 62 + b'"')


def _other_value(body: bytes) -> bytes:
    return body.replace(b'w:value="Oui"', b'w:value="oui"', 1)


def _same_entry(body: bytes) -> bytes:
    return body.replace(b'w:displayText="Oui" w:value="Oui"', b'w:displayText="Non" w:value="Non"', 1)


def _open_bookmark(body: bytes) -> bytes:
    return body.replace(_first(body, b"<w:bookmarkEnd", b"/>"), b"", 1)


def _same_bookmark(body: bytes) -> bytes:
    return body.replace(b'w:name="sk_q2_partage"', b'w:name="sk_q1_diagnostic"')


def _hollow_control(body: bytes) -> bytes:
    return body.replace(_first(body, b"<w:sdtContent>", b"</w:sdtContent>"), b"<w:sdtContent></w:sdtContent>", 1)


def _unknown_prefix(body: bytes) -> bytes:
    return body.replace(b'mc:Ignorable="w14"', b'mc:Ignorable="w14 w15"')


def _must_understand(body: bytes) -> bytes:
    return body.replace(b'mc:Ignorable="w14"', b"")


@pytest.mark.parametrize(
    ("defect", "invariant"),
    [
        (_same_ids, "unique control ids"),
        (_long_tag, "tags within 64 characters"),
        (_other_value, "list entries unique, value and text alike"),
        (_same_entry, "list entries unique, value and text alike"),
        (_open_bookmark, "bookmarks paired and unique"),
        (_same_bookmark, "bookmarks paired and unique"),
        (_hollow_control, "controls with content"),
        (_unknown_prefix, "ignorable prefixes declared"),
        (_must_understand, "ignorable prefixes declared"),
    ],
)
def test_each_invariant_sees_its_defect(files: dict[str, bytes], defect, invariant: str) -> None:
    parts = unpacked(files["form"])
    parts[MAIN] = defect(parts[MAIN])
    assert broken_invariants(packed(parts)) == {invariant}


def test_a_prompt_missing_in_the_glossary_is_seen(files: dict[str, bytes]) -> None:
    parts = unpacked(files["form"])
    parts[GLOSSARY] = parts[GLOSSARY].replace(_first(parts[GLOSSARY], b"<w:docPart>", b"</w:docPart>"), b"")
    assert broken_invariants(packed(parts)) == {"every prompt in the glossary"}


def test_a_cell_without_a_paragraph_is_seen(files: dict[str, bytes]) -> None:
    parts = unpacked(files["report"])
    cell = _first(parts[MAIN], b"<w:tc>", b"</w:tc>")
    parts[MAIN] = parts[MAIN].replace(cell, _first(cell, b"<w:tc>", b"</w:tcPr>") + b"</w:tc>")
    assert broken_invariants(packed(parts)) == {"cells end in a paragraph"}
