"""Personal copies: stamped on one template, equal to rendering each, found again by what they say."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

import pdf_sample as sample
from surveykit import load_survey
from surveykit.compose.form import form
from surveykit.document import Copy, Document, filled_in, mark_of
from surveykit.ids import CopyRef, FieldId, OptionCode, RespondentCode
from surveykit_pdf import reader, renderer
from surveykit_pdf.contents import emptied, held
from surveykit_pdf.renderer import PdfRenderer
from surveykit_pdf.template import template

DOCUMENT = sample.document(personal=True)
FREJUS = Copy(CopyRef("ateliers", "2024", RespondentCode("frejus")), "Fréjus (l’Œuvre) \\ Est")
FILLED = replace(sample.BREST, values=sample.VALUES)


def _stamped(*copies: Copy) -> list[bytes]:
    return list(renderer.stamp(DOCUMENT, copies))


def test_a_stamped_copy_is_the_rendered_one_byte_for_byte() -> None:
    copies = (sample.BREST, FREJUS, FILLED)
    assert _stamped(*copies) == [renderer.render(replace(DOCUMENT, copy=one)) for one in copies]


def test_many_answers_on_one_form_are_printed_once_and_the_last_form_alone_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = renderer.render(DOCUMENT)
    printed = []

    def counting(document: Document) -> bytes:
        printed.append(document)
        return template(document)

    monkeypatch.setattr(sys.modules["surveykit_pdf.renderer"], "template", counting)
    own = PdfRenderer()
    first = [own.render(filled_in(DOCUMENT, {FieldId("q1_ateliers"): number})) for number in ("1", "2", "1")]
    assert (first[0] == first[2], first[0] == first[1], len(printed)) == (True, False, 1)
    assert own.render(DOCUMENT) == expected
    assert len(printed) == 1
    own.render(replace(DOCUMENT, title="Une autre"))
    assert own.render(DOCUMENT) == expected
    assert printed == [DOCUMENT, replace(DOCUMENT, title="Une autre"), DOCUMENT]


def test_a_copy_is_the_template_and_an_update_of_it() -> None:
    brest, frejus = _stamped(sample.BREST, FREJUS)
    template = renderer.render(DOCUMENT)
    assert brest.startswith(template)
    assert frejus.startswith(template)
    assert len(brest) < len(template) + 5_000


def test_values_of_the_document_and_of_the_copy_are_one_thing() -> None:
    in_document = replace(filled_in(DOCUMENT, sample.VALUES), copy=sample.BREST)
    answered, prefilled = (reader.read(renderer.render(one)) for one in (in_document, replace(DOCUMENT, copy=FILLED)))
    assert answered.prefilled == {}
    assert prefilled.prefilled == {field: mark_of(field, value) for field, value in sample.VALUES.items()}
    assert answered == replace(prefilled, prefilled={})
    assert held(in_document) == sample.VALUES
    assert emptied(in_document) == DOCUMENT


def test_a_copy_says_whose_it_is_on_every_page_and_in_its_properties() -> None:
    reference = str(FREJUS.reference)
    (data,) = _stamped(FREJUS)
    with sample.opened(data) as pdf:
        info = pdf.trailer.Info
        assert str(info.SkCopy) == str(info.Keywords) == reference
        assert str(info.SkForm) == str(DOCUMENT.form)
        packet = pdf.Root.Metadata.read_bytes().decode()
        assert f"<pdf:Keywords>{reference}</pdf:Keywords>" in packet
        headers = {page.obj.Resources.XObject.SkHeader.objgen for page in pdf.pages}
        assert len(headers) == 1
        shown = pdf.pages[0].obj.Resources.XObject.SkHeader.read_bytes().decode("cp1252")
        assert reference in shown
        assert "Fréjus \\(l’Œuvre\\) \\\\ Est" in shown
        for page in pdf.pages:
            start = page.Contents[0].read_bytes()
            assert re.match(rb"/Artifact <<[^>]*/Header>> BDC .*/SkHeader Do", start)


def test_the_blank_form_says_which_form_it_is() -> None:
    with sample.opened(sample.blank()) as pdf:
        assert str(pdf.trailer.Info.SkForm) == str(sample.document().form)
        assert "/SkCopy" not in pdf.trailer.Info
        shown = pdf.pages[0].obj.Resources.XObject.SkHeader.read_bytes().decode()
        assert str(sample.document().form) in shown


def test_values_stand_in_the_fields_and_are_drawn() -> None:
    with sample.opened(sample.filled()) as pdf:
        found = sample.fields(pdf)
        assert str(found["q7_observations"].V) == sample.VALUES[FieldId("q7_observations")]
        assert rb"Une ligne \(1\)" in found["q7_observations"].AP.N.read_bytes()
        assert found["q3_satisfaction"].V == "/4"
        assert [str(kid.AS) for kid in found["q3_satisfaction"].Kids] == ["/Off"] * 4 + ["/4", "/Off"]
        assert found["q4_publics__adultes"].V == found["q4_publics__adultes"].AS == "/Yes"
        assert found["q4_publics__enfants"].V == found["q4_publics__enfants"].AS == "/Off"


def test_a_choice_in_a_long_list_is_its_code_and_shows_its_label() -> None:
    shown = filled_in(form(load_survey("reseaux_2014")), {FieldId("respondent"): OptionCode("bretagne")})
    with sample.opened(renderer.render(shown)) as pdf:
        people = sample.fields(pdf)["respondent"]
        assert str(people.V) == "bretagne"
        assert b"(ARS Bretagne)" in people.AP.N.read_bytes()


WRONG = [
    ({FieldId("q3_satisfaction"): "9"}, ValueError),
    ({FieldId("q4_publics"): frozenset({OptionCode("inconnu")})}, ValueError),
    ({FieldId("q4_publics"): "adultes"}, TypeError),
    ({FieldId("q1_ateliers"): frozenset({OptionCode("x")})}, TypeError),
]


@pytest.mark.parametrize(("values", "error"), WRONG)
def test_a_value_that_its_field_cannot_hold_is_refused(values, error) -> None:
    with pytest.raises(error):
        _stamped(replace(sample.BREST, values=values))


def test_a_holder_of_any_length_leaves_the_reference_readable() -> None:
    long = replace(FREJUS, holder="Groupement hospitalier " * 40)
    (data,) = _stamped(long)
    with sample.opened(data) as pdf:
        shown = pdf.pages[0].obj.Resources.XObject.SkHeader.read_bytes().decode("cp1252")
        assert str(FREJUS.reference) in shown


SCRIPT = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
import pdf_sample
print([hashlib.sha256(one()).hexdigest() for one in (pdf_sample.blank, pdf_sample.filled)])
"""


def test_the_same_bytes_in_every_process() -> None:
    tests = str(Path(__file__).parents[2] / "helpers")
    runs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT, tests],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
