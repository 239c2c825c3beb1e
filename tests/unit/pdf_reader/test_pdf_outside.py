"""What somebody put on the pages beside the fields is told by its kind, with its page and what it stands beside."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, String

import pdf_sample as sample
from small_survey import small_survey
from surveykit.collect import Collected, collect
from surveykit.compose.form import form
from surveykit.filled import MarkKind, OutsideMark
from surveykit.findings import Finding, Severity
from surveykit.model import Survey
from surveykit_pdf import reader
from surveykit_pdf.marks import FURNITURE, KINDS, NOTES

SUBTYPES = (
    *("Text", "Link", "FreeText", "Line", "Square", "Circle", "Polygon"),
    *("PolyLine", "Highlight", "Underline", "Squiggly", "StrikeOut", "Caret", "Stamp"),
    *("Ink", "Popup", "FileAttachment", "Sound", "Movie", "Screen", "Widget"),
    *("PrinterMark", "TrapNet", "Watermark", "3D", "Redact", "Projection", "RichMedia"),
    *("Unheard",),
)
"""Every kind of annotation of ISO 32000-2, and one that it does not know."""

SURVEY: Survey = small_survey()
Change = Callable[[pikepdf.Pdf], None]


def _place(pdf: pikepdf.Pdf, field: str) -> tuple[int, list[float]]:
    """The page (from 0) and the rectangle of a field's first widget."""
    found = sample.fields(pdf)[field]
    widget = found.Kids[0] if "/Kids" in found else found
    page = next(at for at, one in enumerate(pdf.pages) if widget.objgen in [note.objgen for note in one.obj.Annots])
    return page, [float(edge) for edge in widget.Rect]


def _annotated(kind: str, field: str, *, right: float = 4, text: str = "12 ateliers", **entries: object) -> Change:
    """An annotation just at the right of a field."""

    def change(pdf: pikepdf.Pdf) -> None:
        page, (_, bottom, edge, top) = _place(pdf, field)
        note = Dictionary(
            Type=Name.Annot,
            Subtype=Name(f"/{kind}"),
            Rect=Array([edge + right, bottom, edge + right + 30, top]),
            Contents=String(text),
            **entries,
        )
        pdf.pages[page].obj.Annots.append(pdf.make_indirect(note))

    return change


def _marks(change: Change, data: bytes | None = None) -> tuple[OutsideMark, ...]:
    return reader.read(sample.changed(sample.blank() if data is None else data, change)).marks


def _collected(change: Change, data: bytes | None = None) -> Collected:
    document = form(SURVEY, personal=data is not None)
    return collect(SURVEY, document, reader.read(sample.changed(sample.blank() if data is None else data, change)))


def _told(change: Change, data: bytes | None = None) -> list[Finding]:
    return [one for one in _collected(change, data).findings if one.code.startswith(("mark_", "second_", "comment"))]


@pytest.mark.parametrize("data", [sample.blank, sample.personal, sample.filled, sample.real])
def test_a_form_as_it_was_rendered_has_nothing_outside(data) -> None:
    found = reader.read(data())
    assert found.marks == ()
    assert found.comments == ()


@pytest.mark.parametrize("kind", SUBTYPES)
def test_every_kind_of_annotation_is_told_or_is_furniture(kind: str) -> None:
    told = _told(_annotated(kind, "q1_ateliers"))
    if kind in FURNITURE:
        assert told == []
    else:
        assert [one.place.field for one in told] == ["q1_ateliers"]
        assert "12 ateliers" in told[0].message
        assert kind in NOTES or told[0].severity is Severity.ERROR  # the field is blank


def test_no_kind_is_declared_twice() -> None:
    assert not (NOTES & FURNITURE or NOTES & KINDS.keys() or FURNITURE & KINDS.keys())
    assert set(KINDS) | NOTES | FURNITURE == set(SUBTYPES) - {"Unheard"}


def test_a_mark_beside_an_answer_is_a_warning() -> None:
    (told,) = _told(_annotated("FreeText", "q1_ateliers"), sample.filled())
    assert told.severity is Severity.WARNING
    assert told.asked_back
    assert told.place.question is not None


@pytest.mark.parametrize("kind", ["Ink", "StrikeOut", "Circle", "Stamp"])
def test_a_mark_on_an_option_names_it(kind: str) -> None:
    (mark,) = _marks(_annotated(kind, "q4_publics__adultes", text=""))
    assert (mark.field, mark.option, mark.text) == ("q4_publics", "adultes", "")
    (told,) = _told(_annotated(kind, "q4_publics__adultes", text=""))
    assert "Adultes" in told.message


def test_a_mark_on_a_round_button_names_its_option() -> None:
    (mark,) = _marks(_annotated("Circle", "q5_charte", right=-12))
    assert (mark.field, mark.option) == ("q5_charte", "oui")


def test_the_words_of_a_text_may_stand_in_its_look_alone() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        _annotated("FreeText", "q1_ateliers", text="")(pdf)
        page, _ = _place(pdf, "q1_ateliers")
        look = pdf.make_stream(b"BT /Helv 12 Tf (14 en tout) Tj ET", Type=Name.XObject, Subtype=Name.Form)
        pdf.pages[page].obj.Annots[-1].AP = Dictionary(N=look)

    assert [one.text for one in _marks(change)] == ["14 en tout"]
    rich = _annotated("FreeText", "q1_ateliers", text="", RC=String("<body><p>douze &amp; trois</p></body>"))
    assert [one.text for one in _marks(rich)] == ["douze & trois"]


def test_a_popup_that_repeats_its_note_is_no_second_one() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        _annotated("Text", "q1_ateliers", text="voir l’annexe")(pdf)
        note = pdf.pages[_place(pdf, "q1_ateliers")[0]].obj.Annots[-1]
        _annotated("Popup", "q1_ateliers", text="voir l’annexe", Parent=note)(pdf)

    assert [one.text for one in reader.read(sample.changed(sample.blank(), change)).comments] == ["voir l’annexe"]


def test_files_that_the_form_did_not_bring_are_told() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["liste.xlsx"] = AttachedFileSpec(pdf, b"PK", filename="liste.xlsx")

    assert [(one.kind, one.text) for one in _marks(change)] == [(MarkKind.ATTACHED, "liste.xlsx")]


def test_a_second_form_is_told() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")

    assert [one.kind for one in _marks(change)] == [MarkKind.OTHER_FORM]
    assert [one.severity for one in _told(change)] == [Severity.WARNING]


def _written(content: str, field: str = "q1_ateliers", *, prepend: bool = False) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        page, (_, bottom, right, _) = _place(pdf, field)
        _add(pdf.pages[page], content.format(x=right + 5, y=bottom + 2), prepend=prepend)

    return change


def _add(page: pikepdf.Page, content: str, *, prepend: bool = False) -> None:
    """Add to a page's content as editors do, which first put back the page's own coordinates."""
    page.contents_add(b"q", prepend=True)
    page.contents_add(b"Q")
    page.contents_add(content.encode(), prepend=prepend)


WORDS = [
    "q BT /Helv 12 Tf {x} {y} Td (Nous avons 12 ateliers) Tj ET Q",
    "q 1 0 0 1 {x} {y} cm BT /F1 9 Tf [(Nous a) -20 (vons 12) -400 (ateliers)] TJ ET Q",
    "BT /Helv 12 Tf 1 0 0 1 {x} {y} Tm (Nous avons) Tj 0 -12 Td (12 ateliers) Tj ET",
    "/Artifact <</Type/Pagination/Subtype/Watermark>> BDC BT /Helv 9 Tf {x} {y} Td (Nous avons 12 ateliers) Tj ET EMC",
    "/P <</MCID 900>> BDC BT /Helv 9 Tf {x} {y} Td 14 TL (Nous avons 12 ateliers) ' ET EMC",
    "BT /SkArimo 9 Tf {x} {y} Td (Nous avons 12 ateliers) Tj ET",
]


@pytest.mark.parametrize("content", WORDS)
@pytest.mark.parametrize("saved", [False, True])
def test_words_written_into_the_page_are_told(content: str, saved) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        _written(content)(pdf)
        if saved:
            for page in pdf.pages:
                page.contents_coalesce()

    (mark,) = _marks(change)
    assert (mark.kind, mark.text, mark.page) == (MarkKind.TYPED, "Nous avons 12 ateliers", 1)
    assert mark.field == "q1_ateliers"


def test_words_under_the_page_of_a_filled_form_are_told_too() -> None:
    (mark,) = _marks(_written(WORDS[0], prepend=True), sample.filled())
    assert mark.text == "Nous avons 12 ateliers"


def test_words_of_a_flattened_text_box_are_told() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        page, (_, bottom, right, _) = _place(pdf, "q1_ateliers")
        drawing = pdf.make_stream(b"BT /Helv 12 Tf (12) Tj ET", Type=Name.XObject, Subtype=Name.Form)
        pdf.pages[page].obj.Resources.XObject["/Fm99"] = drawing
        _add(pdf.pages[page], f"q 1 0 0 1 {right + 3} {bottom} cm /Fm99 Do Q")

    assert [(one.kind, one.text, one.field) for one in _marks(change)] == [(MarkKind.TYPED, "12", "q1_ateliers")]


DRAWINGS = [
    "q 2 w 1 0 0 1 {x} {y} cm 0 0 m 10 10 l 20 0 l S Q",
    "q 20 0 0 20 {x} {y} cm BI /W 1 /H 1 /CS /G /BPC 8 ID a EI Q",
    "q 20 0 0 20 {x} {y} cm /Im0 Do Q",
    "/Artifact <</Subtype/Watermark/Type/Pagination>> BDC q 1 0 0 1 {x} {y} cm 0 0 m 10 10 l S Q EMC",
    "/OC /MC0 BDC q 1 0 0 1 {x} {y} cm 0 0 9 9 re f Q EMC",
    "/Artifact BMC q 20 0 0 20 {x} {y} cm /Im0 Do Q EMC",
]


@pytest.mark.parametrize("content", DRAWINGS)
def test_drawings_and_pictures_in_the_page_are_told(content: str) -> None:
    (mark,) = _marks(_written(content))
    assert (mark.kind, mark.text, mark.page) == (MarkKind.DRAWN, "", 1)


def test_a_page_whose_marks_a_program_took_out_is_not_all_foreign() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            kept = [one for one in pikepdf.parse_content_stream(page) if str(one.operator) not in {"BDC", "BMC", "EMC"}]
            page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))

    assert _marks(change) == ()

    def written(pdf: pikepdf.Pdf) -> None:
        change(pdf)
        _written(WORDS[0])(pdf)

    assert [one.text for one in _marks(written)] == ["Nous avons 12 ateliers"]


def test_words_in_a_drawing_that_a_program_calls_furniture_are_told() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        page, (_, bottom, right, _) = _place(pdf, "q1_ateliers")
        drawing = pdf.make_stream(b"BT /Helv 12 Tf (12) Tj ET", Type=Name.XObject, Subtype=Name.Form)
        pdf.pages[page].obj.Resources.XObject["/Fm99"] = drawing
        call = f"q 1 0 0 1 {right + 3} {bottom} cm /Fm99 Do Q"
        _add(pdf.pages[page], f"/Artifact <</Type/Pagination/Subtype/Header>> BDC {call} EMC")

    assert [(one.kind, one.text, one.field) for one in _marks(change)] == [(MarkKind.TYPED, "12", "q1_ateliers")]


def test_the_words_that_a_text_shows_count_before_those_that_it_records() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        _annotated("FreeText", "q1_ateliers", text="12")(pdf)
        look = pdf.make_stream(b"BT /Helv 12 Tf (21) Tj ET", Type=Name.XObject, Subtype=Name.Form)
        pdf.pages[_place(pdf, "q1_ateliers")[0]].obj.Annots[-1].AP = Dictionary(N=look)

    assert [one.text for one in _marks(change)] == ["21"]


def test_a_push_button_is_told_with_its_words() -> None:
    def pushed(**entries: object) -> Change:
        return _annotated("Widget", "q1_ateliers", FT=Name.Btn, Ff=1 << 16, T=String("Image1"), **entries)

    (mark,) = _marks(pushed(MK=Dictionary(CA=String("14 en tout"))))
    assert (mark.kind, mark.text, mark.field) == (MarkKind.TYPED, "14 en tout", "q1_ateliers")
    assert _marks(pushed(F=2)) == ()


@pytest.mark.parametrize(
    ("entries", "kind", "field"),
    [
        ({"FT": Name.Sig, "T": String("Signature1")}, MarkKind.STAMPED, "q1_ateliers"),
        ({"FT": Name.Sig, "T": String("q5_signataires")}, MarkKind.STAMPED, "q5_signataires"),
        ({"T": String("q5_signataires")}, MarkKind.TYPED, "q5_signataires"),
        ({"FT": Name.Tx}, MarkKind.TYPED, "q1_ateliers"),
        ({"FT": Name("/Other"), "T": String("Texte1")}, MarkKind.TYPED, "q1_ateliers"),
    ],
)
def test_a_widget_that_gives_no_answer_is_told_with_what_it_shows(entries, kind: MarkKind, field: str) -> None:
    def shown(content: bytes, right: float = 4, **more: object) -> Change:
        def change(pdf: pikepdf.Pdf) -> None:
            _annotated("Widget", "q1_ateliers", right=right, **entries, **more)(pdf)
            widget = pdf.pages[_place(pdf, "q1_ateliers")[0]].obj.Annots[-1]
            widget.AP = Dictionary(N=pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form))

        return change

    words = b"BT /Helv 12 Tf (77) Tj ET"
    found = reader.read(sample.changed(sample.filled(), shown(words)))
    assert [(one.kind, one.text, one.field) for one in found.marks] == [(kind, "77", field)]
    assert found.entries == reader.read(sample.filled()).entries
    (drawn,) = _marks(shown(b"0 0 m 9 9 l S"))
    assert drawn.kind is (MarkKind.STAMPED if kind is MarkKind.STAMPED else MarkKind.DRAWN)
    assert _marks(shown(words, right=800)) == _marks(shown(words, F=2)) == _marks(shown(b"/Tx BMC EMC")) == ()
    assert _marks(shown(b"1 g " + words)) == ()


def test_a_widget_of_which_a_part_is_seen_is_told() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        _annotated("Widget", "q1_ateliers", FT=Name.Sig)(pdf)
        page = pdf.pages[_place(pdf, "q1_ateliers")[0]].obj
        width, widget = float(page.MediaBox[2]), page.Annots[-1]
        widget.Rect = Array([width - 10, widget.Rect[1], width + 90, widget.Rect[3]])
        look = pdf.make_stream(b"BT /Helv 12 Tf (77) Tj ET", Type=Name.XObject, Subtype=Name.Form)
        widget.AP = Dictionary(N=look)

    assert [one.text for one in _marks(change)] == ["77"]


def test_a_widget_that_only_the_list_gives_a_type_is_no_mark() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        listed = pdf.Root.AcroForm.Fields
        for at, one in enumerate(list(listed)):
            if str(one.T) == "q1_ateliers":
                listed[at] = pdf.make_indirect(Dictionary(dict(one.items())))
                del one["/FT"]

    found = reader.read(sample.changed(sample.filled(), change))
    assert (found.marks, found.entries) == ((), reader.read(sample.filled()).entries)


def _wrapped(pdf: pikepdf.Pdf) -> None:
    """Every page put whole in a drawing, smaller, as programs do that scale pages or put two on a sheet."""
    for page in pdf.pages:
        whole = pdf.make_indirect(page.as_form_xobject())
        page.obj.Resources = Dictionary(XObject=Dictionary(Fx0=whole))
        page.obj.Contents = pdf.make_stream(b"q .9 0 0 .9 5 5 cm /Fx0 Do Q")


@pytest.mark.parametrize("data", [sample.blank, sample.personal, sample.filled, sample.real])
def test_a_page_that_a_program_put_in_a_drawing_is_still_the_form(data) -> None:
    assert _marks(_wrapped, data()) == ()


def test_what_a_program_lays_over_the_page_is_told() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        page, (_, bottom, right, _) = _place(pdf, "q1_ateliers")
        _wrapped(pdf)
        words = f"BT /F1 12 Tf {right} {bottom} Td (14 en tout) Tj ET /Fx2 Do".encode()
        inner = pdf.make_stream(b"0 0 m 9 9 l S", Type=Name.XObject, Subtype=Name.Form)
        over = pdf.make_stream(
            words,
            Type=Name.XObject,
            Subtype=Name.Form,
            Matrix=Array([1, 0, 0, 1, 3, 0]),
            Resources=Dictionary(XObject=Dictionary(Fx2=inner)),
        )
        pdf.pages[page].obj.Resources.XObject["/Fx1"] = over
        pdf.pages[page].contents_add(b"q /Fx1 Do Q")

    typed, drawn = _marks(change)
    assert (typed.kind, typed.text, typed.field) == (MarkKind.TYPED, "14 en tout", "q1_ateliers")
    assert (drawn.kind, drawn.page) == (MarkKind.DRAWN, 1)


def test_drawings_that_call_themselves_and_one_another_are_looked_into_a_bounded_number_of_times() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        knot = pdf.make_stream(b"/Fx /Fx Do " * 50 + b"0 0 m 1 1 l S", Type=Name.XObject, Subtype=Name.Form)
        knot.Resources = Dictionary(XObject=Dictionary(Fx=knot))
        pdf.pages[0].obj.Resources.XObject["/Fx"] = knot
        _add(pdf.pages[0], "q /Fx Do Q " * 50)

    assert {one.kind for one in _marks(change)} == {MarkKind.DRAWN}
