"""Forms as other programs leave them: raw trees, other encodings, names and strings, stripped properties."""

from __future__ import annotations

import io
import warnings

import pikepdf
import pytest
from msgspec.structs import replace
from pikepdf import Array, Dictionary, Name, String
from pikepdf.exceptions import PageCopyWarning

import pdf_sample as sample
from small_survey import small_survey
from surveykit.compose.form import form
from surveykit.document import Copy
from surveykit.filled import CopySource, Tick
from surveykit.ids import CopyRef, FieldId, OptionCode, RespondentCode
from surveykit_pdf import reader, renderer


def _words(data: bytes, field: str) -> list[str]:
    return [words.text for words in reader.read(data).entries[FieldId(field)].words]


def _with(field: str, **entries: object) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            sample.fields(pdf)[field][f"/{key}"] = value

    return sample.changed(sample.blank(), change)


TEXTS = [
    (String("une\r\ndeux\rtrois\n"), "une\ndeux\ntrois\n"),
    (String(b"\xfe\xff" + "été 🏥".encode("utf-16-be")), "été 🏥"),
    (String(b"\xff\xfe" + "été".encode("utf-16-le")), "été"),
    (String(b"\xef\xbb\xbf" + "été".encode()), "été"),
    (String(b"\xe9t\xe9 \xa0 \x90 \x80"), "été € ’ •"),
    (String(b"\xfe\xff" + "\x1bfr\x1bété \x1bfrFR\x1boui".encode("utf-16-be")), "été oui"),
    (String(b"\xfe\xff" + "demi \x1b paire".encode("utf-16-be") + b"\xd8"), "demi \x1b paire\ufffd"),
    (Name("/12"), "12"),
    (String(""), ""),
    (Array([String("a"), String("b")]), "a\nb"),
    (Dictionary(A=1), ""),
    (17, ""),
]


@pytest.mark.parametrize(("value", "text"), TEXTS)
def test_a_text_is_read_in_whatever_way_it_was_written(value, text) -> None:
    assert _words(_with("q7_observations", V=value), "q7_observations") == [text]


def test_a_text_may_stand_in_a_stream() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        sample.fields(pdf)["q7_observations"].V = pdf.make_stream(b"\xfe\xff" + "Œuvre".encode("utf-16-be"))

    assert _words(sample.changed(sample.blank(), change), "q7_observations") == ["Œuvre"]


STATES = [
    (Name("/4"), "4"),
    (String("4"), "4"),
    (String("/4"), "4"),
    (Name("/Off"), ""),
    (String(""), ""),
]


@pytest.mark.parametrize(("value", "state"), STATES)
def test_a_choice_is_read_as_a_name_or_as_a_string(value, state) -> None:
    assert _words(_with("q3_satisfaction", V=value), "q3_satisfaction") == [state]


def test_a_value_left_on_a_button_counts_when_its_group_says_off() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        group = sample.fields(pdf)["q3_satisfaction"]
        group.Kids[2].V = Name("/2")

    assert _words(sample.changed(sample.blank(), change), "q3_satisfaction") == ["2"]


def test_a_button_that_is_on_counts_only_when_nothing_was_said() -> None:
    def on(pdf: pikepdf.Pdf) -> None:
        group = sample.fields(pdf)["q3_satisfaction"]
        group.Kids[5].AS = Name("/5")

    def silent(pdf: pikepdf.Pdf) -> None:
        on(pdf)
        del sample.fields(pdf)["q3_satisfaction"].V

    assert _words(sample.changed(sample.blank(), on), "q3_satisfaction") == [""]
    assert _words(sample.changed(sample.blank(), silent), "q3_satisfaction") == ["5"]


def test_a_raw_tree_with_ranks_and_buttons_among_the_fields() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        group = sample.fields(pdf)["q5_charte"]
        group.Opt = Array([String("oui"), String("non")])
        for rank, kid in enumerate(group.Kids):
            kid.T = String("q5_charte")
            kid.FT = Name.Btn
            pdf.Root.AcroForm.Fields.append(kid)
            if rank == 1:
                kid.V = Name("/1")

    assert _words(sample.changed(sample.blank(), change), "q5_charte") == ["non"]


BOXES = [
    (Name("/Yes"), True),
    (Name("/on"), True),
    (String("Yes"), True),
    (Name("/Off"), False),
    (String("Off"), False),
]


@pytest.mark.parametrize(("value", "ticked"), BOXES)
def test_a_box_is_ticked_by_whatever_is_not_off(value, ticked) -> None:
    entry = reader.read(_with("q4_publics__adultes", V=value)).entries[FieldId("q4_publics")]
    assert entry.ticks[OptionCode("adultes")] == (Tick(ticked, "☐" if ticked else ""),)  # the look stays off
    assert entry.ticks[OptionCode("enfants")] == (Tick(recorded=False, shown=""),)
    assert not entry.words


def test_looks_say_nothing() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        field = sample.fields(pdf)["q7_observations"]
        field.AP.N.write(b"/Tx BMC BT (autre chose) Tj ET EMC")
        field.V = String("la valeur")

    assert _words(sample.changed(sample.blank(), change), "q7_observations") == ["la valeur"]


def test_a_field_twice_is_two_texts() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        copied = Dictionary(T=String("q1_ateliers"), FT=Name.Tx, V=String("13"))
        pdf.Root.AcroForm.Fields.append(pdf.make_indirect(copied))

    assert _words(sample.changed(sample.filled(), change), "q1_ateliers") == ["12", "13"]


def test_fields_in_fields_have_their_whole_name() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        inner = pdf.make_indirect(Dictionary(T=String("dedans"), V=String("x"), Subtype=Name.Widget))
        outer = Dictionary(T=String("dehors"), FT=Name.Tx, Kids=Array([inner]))
        pdf.Root.AcroForm.Fields.append(pdf.make_indirect(outer))
        pdf.pages[0].obj.Annots.append(inner)

    assert _words(sample.changed(sample.blank(), change), "dehors.dedans") == ["x"]


def test_buttons_to_push_and_signatures_are_no_answers() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        for one in (
            Dictionary(T=String("envoyer"), FT=Name.Btn, Ff=1 << 16),
            Dictionary(T=String("signature"), FT=Name.Sig),
        ):
            pdf.Root.AcroForm.Fields.append(pdf.make_indirect(one))

    entries = reader.read(sample.changed(sample.blank(), change)).entries
    assert not {"envoyer", "signature"}.intersection(entries)


def test_a_field_that_was_deleted_is_absent() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        gone = sample.fields(pdf)["q5_charte"]
        buttons = {button.objgen for button in gone.Kids}
        fields = pdf.Root.AcroForm.Fields
        pdf.Root.AcroForm.Fields = Array([one for one in fields if one.objgen != gone.objgen])
        for page in pdf.pages:
            page.obj.Annots = Array([one for one in page.obj.Annots if one.objgen not in buttons])

    form = reader.read(sample.changed(sample.blank(), change))
    assert FieldId("q5_charte") not in form.entries
    assert form.complete
    assert form.outside is None


def test_the_copy_is_known_by_the_properties_else_by_the_packet_else_by_the_header() -> None:
    def without_info(pdf: pikepdf.Pdf) -> None:
        del pdf.trailer.Info

    def without_both(pdf: pikepdf.Pdf) -> None:
        without_info(pdf)
        del pdf.Root.Metadata

    reference = sample.BREST.reference
    whole = reader.read(sample.personal())
    assert whole.form == sample.document().form
    assert whole.copies == ((reference, CopySource.PROPERTIES),)
    packet = reader.read(sample.changed(sample.personal(), without_info))
    assert packet.copies == ((reference, CopySource.PROPERTIES),)
    header = reader.read(sample.changed(sample.personal(), without_both))
    assert header.form is None
    assert header.copies == ((reference, CopySource.HEADER),)
    assert reader.read(sample.blank()).copies == ()


def _pages_alone(data: bytes) -> bytes:
    """The pages and the fields of a file in a new one, as programs leave them that take pages out."""
    saved = io.BytesIO()
    with sample.opened(data) as whole, pikepdf.new() as pages, warnings.catch_warnings():
        warnings.simplefilter("ignore", PageCopyWarning)  # that they leave things behind is what is wanted
        pages.pages.extend(whole.pages)
        pages.Root.AcroForm = pages.copy_foreign(whole.Root.AcroForm)
        pages.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("personal", [False, True])
def test_pages_that_were_taken_out_of_a_simulated_form_still_say_so(personal) -> None:
    document = form(small_survey(), personal=personal, simulated=True)
    pages = _pages_alone(renderer.render(replace(document, copy=sample.BREST) if personal else document))
    with sample.opened(pages) as pdf:
        assert "/Metadata" not in pdf.Root
        assert "/Info" not in pdf.trailer or "/SkSimulated" not in pdf.trailer.Info
    assert reader.read(pages).simulated
    assert not reader.read(_pages_alone(sample.personal() if personal else sample.blank())).simulated


def test_the_mark_is_read_off_the_page_when_nothing_else_says_it() -> None:
    def bare(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.Metadata, pdf.trailer.Info
        for page in pdf.pages:
            del page.obj.Resources.XObject

    def unreadable(pdf: pikepdf.Pdf) -> None:
        bare(pdf)
        for page in pdf.pages:
            page.obj.Contents = pdf.make_stream(b"BT /F1 12 Tf [(ab) 7] TJ (c Tj ET <<")

    drawn = renderer.render(form(small_survey(), simulated=True))
    assert reader.read(sample.changed(drawn, bare)).simulated
    assert not reader.read(sample.changed(sample.blank(), bare)).simulated
    assert not reader.read(sample.changed(drawn, unreadable)).simulated


def test_pages_that_were_taken_out_still_say_what_they_were_filled_with() -> None:
    whole, pages = reader.read(sample.filled()), reader.read(_pages_alone(sample.filled()))
    assert whole.prefilled
    assert (pages.copies, pages.prefilled) == (((sample.BREST.reference, CopySource.HEADER),), whole.prefilled)


def test_pages_of_two_copies_do_not_say_what_either_was_filled_with() -> None:
    other = Copy(CopyRef("ateliers", "2024", RespondentCode("frejus")), "Fréjus")
    added = renderer.render(replace(sample.document(personal=True), copy=other))

    def both(pdf: pikepdf.Pdf) -> None:
        with sample.opened(added) as second, warnings.catch_warnings():
            warnings.simplefilter("ignore", PageCopyWarning)
            pdf.pages.extend(second.pages)

    found = reader.read(sample.changed(sample.filled(), both))
    assert len(found.copies) == 2
    assert found.prefilled == {}


def test_sticky_notes_are_comments() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Text,
            Rect=Array([0, 0, 9, 9]),
            Contents=String("À revoir"),
            T=String("A. Dupont"),
        )
        pdf.pages[0].obj.Annots.append(pdf.make_indirect(note))

    found = reader.read(sample.changed(sample.blank(), change)).comments
    assert [(one.author, one.text) for one in found] == [("A. Dupont", "À revoir")]


def test_a_script_is_told() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))

    assert reader.read(sample.changed(sample.blank(), change)).macros
    assert not reader.read(sample.blank()).macros
