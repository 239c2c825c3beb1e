"""A widget that nobody sees shows nothing, and one that stands in another's place is told."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

import pdf_sample as sample
from small_survey import small_survey
from surveykit.collect import Collected, collect
from surveykit.compose.form import form
from surveykit.document import controls
from surveykit.filled import FilledForm, Tick, Words
from surveykit.ids import FieldId, OptionCode
from surveykit.responses import Answered, Blank, Missing
from surveykit_pdf import reader

SURVEY = small_survey()
Change = Callable[[pikepdf.Pdf], None]


def _read(change: Change) -> FilledForm:
    return reader.read(sample.changed(sample.filled(), change))


def _collected(change: Change) -> Collected:
    return collect(SURVEY, form(SURVEY, personal=True), _read(change))


def _about(collected: Collected, field: str) -> list[str]:
    return [str(one.code) for one in collected.findings if one.place.field == field]


def _widgets(pdf: pikepdf.Pdf, field: str) -> list[pikepdf.Object]:
    found = sample.fields(pdf)[field]
    return list(found.Kids) if "/Kids" in found else [found]


def _layer(pdf: pikepdf.Pdf) -> pikepdf.Object:
    if "/OCProperties" in pdf.Root:
        return pdf.Root.OCProperties.OCGs[0]
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("caché")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    return layer


def _flagged(pdf: pikepdf.Pdf, widget: pikepdf.Object, flag: int) -> None:
    widget.F = int(widget.get("/F", 0)) | flag


def _cropped(pdf: pikepdf.Pdf, widget: pikepdf.Object) -> None:
    for page in pdf.pages:
        if widget.objgen in [one.objgen for one in page.obj.get("/Annots", [])]:
            page.obj.CropBox = Array([0, 839, 595, 841])


def _on_layers(pdf: pikepdf.Pdf, widget: pikepdf.Object) -> None:
    widget.OC = pdf.make_indirect(Dictionary(Type=Name.OCMD, OCGs=Array([_layer(pdf)])))


def _on_layers_of_a_policy(policy: Name, *, off: bool) -> Callable[[pikepdf.Pdf, pikepdf.Object], None]:
    """On a layer that is on and, when `off`, on one that is off too, by a policy."""

    def change(pdf: pikepdf.Pdf, widget: pikepdf.Object) -> None:
        hidden, other = _layer(pdf), pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("vu")))
        layers = Array([other, hidden] if off else [other])
        widget.OC = pdf.make_indirect(Dictionary(Type=Name.OCMD, OCGs=layers, P=policy))

    return change


def _look_on_a_layer(pdf: pikepdf.Pdf, widget: pikepdf.Object) -> None:
    looks = widget.AP.N
    for look in [looks] if isinstance(looks, pikepdf.Stream) else list(looks.values()):
        look.OC = _layer(pdf)


def _all_layers_off(pdf: pikepdf.Pdf, widget: pikepdf.Object) -> None:
    widget.OC = _layer(pdf)
    pdf.Root.OCProperties.D = Dictionary(BaseState=Name.OFF)


UNSEEN: dict[str, Callable[[pikepdf.Pdf, pikepdf.Object], object]] = {
    "hidden": lambda pdf, one: _flagged(pdf, one, 2),
    "not on the screen": lambda pdf, one: _flagged(pdf, one, 32),
    "off the page": lambda pdf, one: setattr(one, "Rect", Array([-200, -200, -100, -180])),
    "without a size": lambda pdf, one: setattr(one, "Rect", Array([80, 80, 80, 80])),
    "without a place": lambda pdf, one: setattr(one, "Rect", Array([])),
    "cropped away": _cropped,
    "on a layer that is off": lambda pdf, one: setattr(one, "OC", _layer(pdf)),
    "on layers that are off": _on_layers,
    "where layers are off": _all_layers_off,
    "on layers that must all be on": _on_layers_of_a_policy(Name.AllOn, off=True),
    "on layers of which one must be off": _on_layers_of_a_policy(Name.AnyOff, off=False),
    "on layers that must all be off": _on_layers_of_a_policy(Name.AllOff, off=True),
    "drawn on a layer that is off": _look_on_a_layer,
}


@pytest.mark.parametrize("way", UNSEEN)
def test_what_nobody_sees_is_recorded_only_or_missing(way: str) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        for field in (
            "q1_ateliers",
            "q2_matin",
            "q5_charte",
            "q6_porteur",
            "q4_publics__adultes",
            "q4_publics__enfants",
        ):
            for widget in _widgets(pdf, field):
                UNSEEN[way](pdf, widget)

    entries = _read(change).entries
    assert entries[FieldId("q1_ateliers")].words == (Words("12", shown=""),)
    assert entries[FieldId("q2_matin")].words == (Words("", gone=True),)
    assert entries[FieldId("q5_charte")].words == (Words("oui", shown=""),)
    assert entries[FieldId("q6_porteur")].words == (Words("", gone=True),)
    ticks = entries[FieldId("q4_publics")].ticks
    assert ticks[OptionCode("adultes")] == (Tick(True, "☐"),)
    assert ticks[OptionCode("enfants")] == (Tick(None, ""),)
    collected = _collected(change)
    assert collected.response.answers[FieldId("q1_ateliers")] == Answered(12, to_confirm=True)
    assert _about(collected, "q1_ateliers") == ["recorded_only"]
    assert collected.response.answers[FieldId("q2_matin")] == Missing()


@pytest.mark.parametrize(
    "seen",
    [
        lambda pdf, one: setattr(one, "F", 0),
        lambda pdf, one: setattr(one, "F", 128),
        lambda pdf, one: (_layer(pdf), setattr(one, "OC", pdf.make_indirect(Dictionary(Type=Name.OCG)))),
        _on_layers_of_a_policy(Name.AnyOn, off=True),
        _on_layers_of_a_policy(Name.AnyOff, off=True),
        lambda pdf, one: setattr(pdf.pages[0].obj, "CropBox", Array([-50, -50, 900, 900])),
        lambda pdf, one: setattr(pdf.pages[0].obj, "Rotate", 90),
    ],
)
def test_what_is_seen_is_read_as_it_is(seen) -> None:
    assert _read(lambda pdf: seen(pdf, _widgets(pdf, "q1_ateliers")[0])).entries == reader.read(sample.filled()).entries


def test_the_controls_of_a_form_stand_in_its_order() -> None:
    placed = reader.read(sample.real()).placed
    fields = list(dict.fromkeys(one.field for one in placed))
    assert set(fields) == {one.field for one in controls(sample.document())} or len(fields) > 40
    assert all(one.page is not None for one in placed)
    assert reader.read(sample.filled()).placed[0].field == "contact_nom"


@pytest.mark.parametrize("value", [12, True, Dictionary(a=1), Array([1, 2])])
def test_a_value_that_is_no_text_is_told(value) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm.NeedAppearances = True
        sample.fields(pdf)["q1_ateliers"].V = value

    collected = _collected(change)
    assert collected.response.answers[FieldId("q1_ateliers")] == Blank()
    assert _about(collected, "q1_ateliers") == ["hidden_text"]


def _names_swapped(pdf: pikepdf.Pdf) -> None:
    fields = sample.fields(pdf)
    fields["q1_ateliers"].T, fields["q2_matin"].T = String("q2_matin"), String("q1_ateliers")


def _places_swapped(pdf: pikepdf.Pdf, with_: str = "q2_matin") -> None:
    one, other = _widgets(pdf, "q1_ateliers")[0], _widgets(pdf, with_)[0]
    one.Rect, other.Rect = Array(list(other.Rect)), Array(list(one.Rect))


@pytest.mark.parametrize("swap", [_names_swapped, _places_swapped])
def test_fields_in_each_others_place_are_told(swap: Change) -> None:
    collected = _collected(swap)
    assert "out_of_place" in _about(collected, "q1_ateliers")
    assert "out_of_place" in _about(collected, "q2_matin")


@pytest.mark.parametrize("way", ["off its page", "no widget"])
def test_a_field_in_the_place_of_one_that_is_gone_is_told(way: str) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        _places_swapped(pdf, "q1_ateliers_avant")
        _gone(pdf)

    def _gone(pdf: pikepdf.Pdf) -> None:
        gone = _widgets(pdf, "q1_ateliers_avant")[0]
        if way == "no widget":
            gone.Subtype = Name.Square
        for page in pdf.pages if way == "off its page" else ():
            page.obj.Annots = Array([one for one in page.obj.Annots if one.objgen != gone.objgen])

    assert "out_of_place" in _about(_collected(change), "q1_ateliers")
    assert "out_of_place" not in [one.code for one in _collected(_gone).findings]


def test_a_look_of_another_field_is_told_where_both_are_filled() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        fields = sample.fields(pdf)
        fields["q2_matin"].V = String("21")
        fields["q2_matin"].AP = Dictionary(N=fields["q1_ateliers"].AP.N)

    assert _about(_collected(change), "q2_matin") == ["shown_otherwise"]


def test_buttons_in_each_others_place_are_told() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        yes, no = _widgets(pdf, "q5_charte")
        yes.Rect, no.Rect = Array(list(no.Rect)), Array(list(yes.Rect))

    assert _about(_collected(change), "q5_charte") == ["out_of_place"]


def test_pages_in_another_order_are_no_move() -> None:
    assert not _collected(lambda pdf: pdf.pages.reverse()).findings


def test_a_button_that_was_taken_off_the_page_is_told() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        no = _widgets(pdf, "q5_charte")[1]
        for page in pdf.pages:
            page.obj.Annots = Array([one for one in page.obj.Annots if one.objgen != no.objgen])

    assert _about(_collected(change), "q5_charte") == ["box_missing"]
