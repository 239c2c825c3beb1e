"""No element that shows something goes by unread: each is read, or stands in a closed list of furniture."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from surveykit.compose.form import form
from surveykit.load import load_definition
from surveykit_docx.dialects import W
from surveykit_docx.renderer import DocxRenderer
from surveykit_docx.vocabulary import FURNITURE, TRANSPARENT
from surveykit_docx.walk import elements_read
from word_returns import commented, fill, footnoted, framed, pictured, revised, symbol_in_box
from word_sample import sample_form

ROOT = Path(__file__).parents[3]
OLD = sorted((ROOT / "tests" / "data" / "version_0_1").rglob("*.docx"))
SHOWN = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
KNOWN = elements_read() | FURNITURE | TRANSPARENT


def unread(docx: bytes) -> Iterator[str]:
    """The elements with text or in a run, in the parts that are shown, of which nothing is known."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        for name in filter(SHOWN.fullmatch, package.namelist()):
            for element in etree.fromstring(package.read(name)).iter(etree.Element):
                parent = element.getparent()
                in_run = parent is not None and parent.tag == f"{W}r"
                if (in_run or (element.text or "").strip()) and element.tag not in KNOWN:
                    yield f"{name}: {element.tag}"


@pytest.mark.parametrize("path", OLD, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_element_of_files_that_came_back_is_known(path):
    assert set(unread(path.read_bytes())) == set()


def test_every_element_of_the_forms_that_we_render_is_known():
    survey = load_definition(ROOT / "surveys" / "reseaux_2014")
    assert set(unread(DocxRenderer().render(form(survey)))) == set()
    assert set(unread(sample_form())) == set()


def test_every_element_that_people_add_is_known():
    docx = fill(sample_form(), {"q1_total": "7", "q4_freins": "un\ndeux\ttrois"})
    for change in (
        lambda file: commented(file, "q2_stade", "Anne", "Bonjour"),
        lambda file: footnoted(file, "q1_total", "note"),
        lambda file: framed(file, "q1_total", "boîte"),
        lambda file: revised(file, "q1_prevus", "3", "4"),
        lambda file: symbol_in_box(file, "q3_outils#guide", "F0FE"),
        lambda file: pictured(file, "q3_autres"),
    ):
        docx = change(docx)
    assert set(unread(docx)) == set()


def test_an_element_of_which_nothing_is_known_is_found():
    docx = sample_form()
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/header1.xml"] = parts["word/header1.xml"].replace(
        b"</w:hdr>", b"<w:p><w:r><w:whatever/></w:r></w:p></w:hdr>"
    )
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    assert set(unread(changed.getvalue())) == {f"word/header1.xml: {W}whatever"}
