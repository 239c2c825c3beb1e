"""Personal copies: what is personal is in three parts, and stamping is rendering."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace

from surveykit import load_survey
from surveykit.collect import collect
from surveykit.compose.form import form
from surveykit.document import Copy, Document
from surveykit.pipeline.forms import copy_for
from surveykit.ports import Renderer, Stamper
from surveykit.rehearsal import simulated
from surveykit_docx import reader, renderer
from word_parts import unpacked

SAMPLES = Path(__file__).with_name("conftest.py")
SCRIPT = f"""
import hashlib, importlib.util
from msgspec.structs import replace
spec = importlib.util.spec_from_file_location("samples", {str(SAMPLES)!r})
samples = importlib.util.module_from_spec(spec)
spec.loader.exec_module(samples)
from surveykit_docx import renderer
form = samples._form()
for document in (form, replace(form, copy=samples.OCEAN_INDIEN), samples._report()):
    print(hashlib.sha256(renderer.render(document)).hexdigest())
"""


def test_the_renderer_is_what_the_core_asks_for() -> None:
    plugin: Renderer = renderer
    assert isinstance(renderer, Stamper)
    assert plugin.suffix == ".docx"
    assert plugin.media_type.startswith("application/vnd.openxmlformats")


def test_stamping_is_rendering(form: Document, copies: tuple[Copy, ...]) -> None:
    assert list(renderer.stamp(form, copies)) == [renderer.render(replace(form, copy=copy)) for copy in copies]
    assert list(renderer.stamp(form, ())) == []


def test_a_document_without_a_form_can_be_stamped(report: Document, copies: tuple[Copy, ...]) -> None:
    (stamped,) = renderer.stamp(report, copies[:1])
    assert stamped == renderer.render(replace(report, copy=copies[0]))
    assert str(copies[0].reference).encode() in unpacked(stamped)["docProps/custom.xml"]


def test_stamping_again_replaces_the_holder(form: Document, copies: tuple[Copy, ...]) -> None:
    (stamped,) = renderer.stamp(replace(form, copy=copies[0]), copies[1:])
    assert stamped == renderer.render(replace(form, copy=copies[1]))


def test_what_is_personal_is_outside_the_document_s_body(form: Document, copies: tuple[Copy, ...]) -> None:
    first, second = (unpacked(file) for file in renderer.stamp(form, copies))
    assert {name for name in first if first[name] != second[name]} == {
        "docProps/core.xml",
        "docProps/custom.xml",
        "word/header1.xml",
    }


def test_a_copy_says_whose_it_is_in_three_places(form: Document, copies: tuple[Copy, ...]) -> None:
    parts = unpacked(renderer.render(replace(form, copy=copies[0])))
    reference = str(copies[0].reference)
    core = etree.fromstring(parts["docProps/core.xml"])
    said = {etree.QName(one).localname: one.text for one in core}
    assert (said["identifier"], said["keywords"], said["title"], said["creator"]) == (
        reference,
        reference,
        form.title,
        "DGOS",
    )
    assert f'name="sk.copy"><vt:lpwstr>{reference}<'.encode() in parts["docProps/custom.xml"]
    assert f"ARS Bretagne — exemplaire {reference}".encode() in parts["word/header1.xml"]


def test_a_blank_form_says_which_form_it_is(form: Document) -> None:
    parts = unpacked(renderer.render(form))
    assert f"<dc:identifier>{form.form}</dc:identifier>".encode() in parts["docProps/core.xml"]
    assert b"sk.copy" not in parts["docProps/custom.xml"]


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_bytes_are_the_same_in_every_process(
    form: Document, report: Document, copies: tuple[Copy, ...], seed: str
) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True)
    here = (form, replace(form, copy=copies[1]), report)
    assert done.stdout.split() == [hashlib.sha256(renderer.render(document)).hexdigest() for document in here]


def test_the_archive_has_no_clock_and_a_fixed_order(form: Document) -> None:
    with zipfile.ZipFile(BytesIO(renderer.render(form))) as package:
        assert package.testzip() is None
        names = package.namelist()
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {(entry.create_system, entry.external_attr, entry.extra) for entry in package.infolist()} == {
            (0, 0o600 << 16, b"")
        }
    assert names[0] == "[Content_Types].xml"
    assert names[1:-3] == sorted(names[1:-3])
    assert names[-3:] == ["docProps/core.xml", "docProps/custom.xml", "word/header1.xml"]
    assert len(names) == len(set(names))


def test_a_copy_with_values_of_its_own_is_stamped_as_it_is_rendered() -> None:
    survey = load_survey("reseaux_2014")
    (respondent, response), *_ = simulated(survey, 4)
    document = form(survey, personal=True)
    plain, filled = copy_for(survey, respondent), copy_for(survey, respondent, response)
    stamped = [*renderer.stamp(document, [plain, filled, plain])]
    assert stamped == [renderer.render(replace(document, copy=copy)) for copy in (plain, filled, plain)]
    assert collect(survey, form(survey), reader.read(stamped[1])).response == replace(response, simulated=False)
    assert stamped[0] == stamped[2] != stamped[1]
