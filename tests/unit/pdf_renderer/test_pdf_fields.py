"""The fields of a PDF form: named for any tool, alike in every viewer, announced by their question."""

from __future__ import annotations

import pikepdf
import pytest

import pdf_sample as sample
from surveykit import load_survey
from surveykit.compose.form import form
from surveykit.document import Document, TickList, controls
from surveykit_pdf import looks

REAL = form(load_survey("reseaux_2014"))
FORMS = [pytest.param(sample.blank, sample.document(), id="small"), pytest.param(sample.real, REAL, id="real")]


def _names(document: Document) -> list[str]:
    names: list[str] = []
    for control in controls(document):
        if isinstance(control, TickList):
            names += [f"{control.field}__{box.option}" for box in control.boxes]
        else:
            names.append(control.field)
    return names


@pytest.mark.parametrize(("data", "document"), FORMS)
def test_each_field_stands_once_under_the_name_of_its_control(data, document) -> None:
    with sample.opened(data()) as pdf:
        roots = [str(one.T) for one in pdf.Root.AcroForm.Fields]
        assert roots == _names(document)
        assert len(set(roots)) == len(roots)
        named = [one for one in sample.widgets(pdf) if "/T" in one]
        assert len(named) == sum("/Kids" not in one for one in pdf.Root.AcroForm.Fields)


def test_a_group_has_the_codes_as_states_and_nothing_raw_is_left() -> None:
    with sample.opened(sample.blank()) as pdf:
        scale = sample.fields(pdf)["q3_satisfaction"]
        assert [set(kid.AP.N.keys()) for kid in scale.Kids] == [{"/Off", f"/{n}"} for n in "012345"]
        assert scale.V == "/Off"
        assert "/Opt" not in scale
        for kid in scale.Kids:
            assert not {"/T", "/FT", "/V"}.intersection(kid.keys())
            assert kid.AS == "/Off"
            assert kid.Parent.objgen == scale.objgen
        yes_no = sample.fields(pdf)["q5_charte"]
        assert [next(key for key in kid.AP.N if key != "/Off") for kid in yes_no.Kids] == ["/oui", "/non"]


def test_each_field_is_announced_by_its_question() -> None:
    with sample.opened(sample.blank()) as pdf:
        found = sample.fields(pdf)
        assert str(found["q1_ateliers"].TU) == "1. Ateliers aujourd’hui"
        assert str(found["q4_publics__adultes"].TU) == "4. Publics accueillis – Adultes"
        assert str(found["q5_charte"].TU) == "5. Charte"
        assert [str(kid.TU) for kid in found["q5_charte"].Kids] == ["5. Charte – Oui", "5. Charte – Non"]


def test_a_long_list_exports_the_codes() -> None:
    with sample.opened(sample.real()) as pdf:
        people = sample.fields(pdf)["respondent"]
        assert people.FT == "/Ch"
        assert int(people.Ff) == 1 << 17
        pairs = [(str(code), str(label)) for code, label in people.Opt]
        assert pairs[0][0] == ""
        assert ("bretagne", "ARS Bretagne") in pairs


def test_kinds_of_text_fields() -> None:
    with sample.opened(sample.blank()) as pdf:
        found = sample.fields(pdf)
        assert int(found["q7_observations"].Ff) == 1 << 12
        assert int(found["q1_ateliers"].Ff) == 0
        assert "/V" not in found["q1_ateliers"]
        assert not any("/MaxLen" in one for one in found.values())


@pytest.mark.parametrize(("data", "document"), FORMS)
def test_every_widget_has_its_looks_and_a_font_of_ours(data, document) -> None:
    with sample.opened(data()) as pdf:
        form_ = pdf.Root.AcroForm
        assert set(form_.keys()) == {"/Fields", "/DR", "/DA"}
        assert list(form_.DR.Font.keys()) == [f"/{looks.FONT_NAME}"]
        font = form_.DR.Font[f"/{looks.FONT_NAME}"]
        assert font.Subtype == "/TrueType"
        assert font.Encoding == "/WinAnsiEncoding"
        assert len(font.FontDescriptor.FontFile2.read_bytes()) < 40_000
        for one in sample.widgets(pdf):
            assert one.AP.N is not None
            assert int(one.F) == 4
            x0, y0, x1, y1 = (float(side) for side in one.Rect)
            assert x0 < x1
            assert y0 < y1
            if "/DA" in one:
                assert str(one.DA).startswith(f"/{looks.FONT_NAME} ")
        assert b"ZaDb" not in b"".join(one.unparse(resolved=True) for one in sample.widgets(pdf))


def test_no_field_is_required_and_none_is_read_only() -> None:
    with sample.opened(sample.real()) as pdf:
        assert not any(int(one.get("/Ff", 0)) & 0b11 for one in pdf.Root.AcroForm.Fields)


def test_lines_of_text_fit_in_their_fields() -> None:
    with sample.opened(sample.real()) as pdf:
        for one in pdf.Root.AcroForm.Fields:
            if one.FT == "/Tx":
                _, y0, _, y1 = (float(side) for side in one.Rect)
                size = float(str(one.DA).split()[1])
                assert size >= 9
                assert y1 - y0 >= 1.2 * size


def test_every_widget_stands_in_the_structure_as_a_form_element() -> None:
    with sample.opened(sample.blank()) as pdf:
        held = {kid.Obj.objgen for kid in _references(pdf.Root.StructTreeRoot)}
        assert {one.objgen for one in sample.widgets(pdf)} <= held
        assert all(page.obj.Tabs == "/S" for page in pdf.pages if "/Annots" in page.obj)


def _references(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K")
    if kids is None:
        return []
    found: list[pikepdf.Object] = []
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            found += [kid] if kid.get("/Type") == "/OBJR" else _references(kid)
    return found
