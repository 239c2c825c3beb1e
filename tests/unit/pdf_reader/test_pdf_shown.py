"""What the pages show against what the fields record, and the fields of the pages against those of the list."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from pikepdf.exceptions import PageCopyWarning

import pdf_sample as sample
from small_survey import small_survey
from surveykit.collect import Collected, collect
from surveykit.compose.form import form
from surveykit.filled import FilledForm
from surveykit.findings import Severity
from surveykit.ids import FieldId
from surveykit.responses import Answered, Blank, Missing, Unreadable
from surveykit_pdf import reader

SURVEY = small_survey()
DOCUMENT = form(SURVEY)
Change = Callable[[pikepdf.Pdf], None]


def _read(*changes: Change, data: bytes | None = None) -> FilledForm:
    def change(pdf: pikepdf.Pdf) -> None:
        for one in changes:
            one(pdf)

    return reader.read(sample.changed(sample.blank() if data is None else data, change))


def _collected(*changes: Change, data: bytes | None = None) -> Collected:
    return collect(SURVEY, form(SURVEY, personal=data is not None), _read(*changes, data=data))


def _about(collected: Collected, field: str) -> list[str]:
    return [str(one.code) for one in collected.findings if one.place.field == field]


def _valued(field: str, **entries: object) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            sample.fields(pdf)[field][f"/{key}"] = value

    return change


def _looking(field: str, content: bytes, font: Dictionary | None = None) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        fonts = Dictionary() if font is None else Dictionary(Font=Dictionary(F9=Dictionary(dict(font.items()))))
        look = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, Resources=fonts)
        sample.fields(pdf)[field].AP = Dictionary(N=look)

    return change


def _unlisted(*fields: str) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        listed = pdf.Root.AcroForm.Fields
        pdf.Root.AcroForm.Fields = Array([one for one in listed if str(one.T) not in fields])

    return change


def _copied(pdf: pikepdf.Pdf) -> None:
    """The list's fields made copies of those on the pages."""
    listed = list(pdf.Root.AcroForm.Fields)
    pdf.Root.AcroForm.Fields = Array([pdf.make_indirect(Dictionary(dict(one.items()))) for one in listed])


@pytest.mark.parametrize("value", [Name("/19"), String("19")])
@pytest.mark.parametrize("redrawn", [True, False])
def test_the_value_of_a_button_is_not_seen_where_its_one_look_is_empty(value, *, redrawn: bool) -> None:
    def asked(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm.NeedAppearances = redrawn

    button = _valued("q1_ateliers", FT=Name.Btn, V=value)
    collected = _collected(asked, button, _looking("q1_ateliers", b"/Tx BMC EMC"))
    assert collected.response.answers[FieldId("q1_ateliers")] == Answered(19, to_confirm=True)
    assert _about(collected, "q1_ateliers") == ["recorded_only"]
    ticked = _read(asked, button, _looking("q1_ateliers", b"0 0 m 9 9 l S")).entries
    assert [one.shown for one in ticked[FieldId("q1_ateliers")].words] == [None]


def test_a_field_on_a_page_counts_though_the_form_does_not_list_it() -> None:
    fields = ("q1_ateliers", "q5_charte", "q4_publics__adultes")
    whole = reader.read(sample.filled())
    assert _read(_unlisted(*fields), data=sample.filled()).entries == whole.entries


def test_a_form_without_any_list_is_read_from_its_pages() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.AcroForm

    assert _read(change, data=sample.filled()).entries == reader.read(sample.filled()).entries


def test_pages_and_list_that_are_copies_and_agree_are_one_answer() -> None:
    assert _read(_copied, data=sample.filled()).entries == reader.read(sample.filled()).entries


def test_two_copies_of_a_field_that_differ_have_no_value() -> None:
    def newer(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            for note in page.obj.Annots:
                if str(note.get("/T", "")) == "q1_ateliers":
                    note.V = String("21")

    both = _collected(_valued("q1_ateliers", V=String("12")), _copied, newer)
    assert both.response.answers[FieldId("q1_ateliers")] == Unreadable("21 / 12")
    assert _about(both, "q1_ateliers") == ["shown_otherwise"]
    one = _collected(_copied, newer)
    assert one.response.answers[FieldId("q1_ateliers")] == Answered(21, "21", to_confirm=True)
    assert _about(one, "q1_ateliers") == ["shown_only"]


def test_a_group_of_buttons_and_a_box_whose_copies_differ() -> None:
    def newer(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            for note in page.obj.Annots:
                if str(note.get("/T", "")) == "q4_publics__adultes":
                    note.V = note.AS = Name.Yes

    found = _collected(_copied, newer)
    assert _about(found, "q4_publics") == ["box_disagreement"]
    assert found.response.answers[FieldId("q4_publics")] == Answered(
        frozenset({"adultes"}), found.response.answers[FieldId("q4_publics")].raw, to_confirm=True
    )


def test_the_fields_of_pages_that_are_gone_are_missing() -> None:
    def emptied(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            kept = [one for one in page.obj.Annots if not str(one.get("/T", "")).startswith("q7")]
            page.obj.Annots = Array(kept)

    found = _collected(emptied, data=sample.filled())
    assert found.response.answers[FieldId("q7_observations")] == Missing()
    assert _about(found, "q7_observations") == ["control_missing"]


def test_questions_that_are_gone_together_are_told_once() -> None:
    def emptied(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            kept = [one for one in page.obj.Annots if str(one.get("/T", ""))[:2] in {"q1", "q2", "co"}]
            page.obj.Annots = Array(kept)

    found = _collected(emptied, data=sample.filled())
    (told,) = [one for one in found.findings if one.code == "questions_missing"]
    assert told.severity is Severity.ERROR
    assert [one.code for one in found.findings if one.asked_back] == ["questions_missing"]
    assert "7" in told.message
    assert _about(found, "q7_observations") == ["lost_with_others"]


@pytest.mark.parametrize("field", ["q3_satisfaction", "q5_charte"])
def test_a_button_changed_in_a_viewer_that_leaves_the_value_of_the_group(field: str) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        group = sample.fields(pdf)[field]
        first, last = group.Kids[0], group.Kids[-1]
        state = {kid.objgen: next(key for key in kid.AP.N if key != "/Off") for kid in group.Kids}
        group.V = Name(state[first.objgen])
        first.AS, last.AS, last.V = Name.Off, Name(state[last.objgen]), Name(state[last.objgen])

    found = _collected(change)
    assert isinstance(found.response.answers[FieldId(field)], Unreadable)
    (told,) = [one for one in found.findings if one.place.field == field]
    assert told.code == "shown_otherwise"
    assert set(told.slots) >= {"shown", "recorded"}


def test_a_button_that_is_shown_on_and_recorded_off_is_to_confirm() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        sample.fields(pdf)["q3_satisfaction"].Kids[2].AS = Name("/2")

    found = _collected(change)
    assert found.response.answers[FieldId("q3_satisfaction")] == Answered(2, "2", to_confirm=True)
    assert _about(found, "q3_satisfaction") == ["shown_only"]


@pytest.mark.parametrize(("value", "look", "ticked"), [("Off", "Yes", True), ("Yes", "Off", False)])
def test_a_box_that_shows_another_state_than_it_records_is_told(value: str, look: str, ticked) -> None:
    found = _collected(_valued("q4_publics__adultes", V=Name(f"/{value}"), AS=Name(f"/{look}")))
    assert _about(found, "q4_publics") == ["box_disagreement"]
    answer = found.response.answers[FieldId("q4_publics")]
    assert isinstance(answer, Answered) == ticked
    assert not isinstance(answer, Answered) or answer.to_confirm


HELVETICA = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
RENUMBERED = Dictionary(
    Type=Name.Font,
    Subtype=Name.Type1,
    BaseFont=Name("/ABCDEF+Inconnue"),
    Encoding=Dictionary(Differences=Array([65, Name.one, Name.two])),
)
UNNAMED = Dictionary(
    Type=Name.Font,
    Subtype=Name.Type1,
    BaseFont=Name("/ABCDEF+Inconnue"),
    Encoding=Dictionary(Differences=Array([65, Name.g17, Name.g18])),
)
COMPOSITE = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/ABCDEF+Inconnue"))
LOOKS = [
    (b"/Tx BMC q BT /F9 9 Tf (21) Tj ET Q EMC", HELVETICA, "21"),
    (b"/Tx BMC q BT /Helv 9 Tf (21) Tj ET Q EMC", None, "21"),
    (b"/Tx BMC q BT /F9 9 Tf [(2) -10 (1)] TJ ET Q EMC", HELVETICA, "21"),
    (b"/Tx BMC q BT /F9 9 Tf 2 3 Td (2) Tj 5 0 Td (1) Tj ET Q EMC", HELVETICA, "21"),
    (b"/Tx BMC q BT /F9 9 Tf (12) Tj ET Q EMC", HELVETICA, None),
    (b"/Tx BMC q BT /F9 9 Tf (AB) Tj ET Q EMC", RENUMBERED, None),
    (b"/Tx BMC q BT /F9 9 Tf (BA) Tj ET Q EMC", RENUMBERED, "21"),
    (b"/Tx BMC q BT /F9 9 Tf (BA) Tj ET Q EMC", UNNAMED, None),
    (b"/Tx BMC q BT /F9 9 Tf <00210022> Tj ET Q EMC", COMPOSITE, None),
    (b"/Tx BMC q BT (21) Tj ET Q EMC", HELVETICA, None),
    (b"/Tx BMC EMC", None, None),
    (b"(21 Tj <<", None, None),
]


@pytest.mark.parametrize(("content", "font", "shown"), LOOKS)
def test_a_look_that_can_be_read_is_compared_with_the_value(content, font, shown) -> None:
    found = _collected(_valued("q1_ateliers", V=String("12")), _looking("q1_ateliers", content, font))
    answer = found.response.answers[FieldId("q1_ateliers")]
    if shown is None:
        assert answer == Answered(12, "12")
        assert _about(found, "q1_ateliers") == []
    else:
        assert answer == Unreadable(f"{shown} / 12")
        (told,) = [one for one in found.findings if one.place.field == "q1_ateliers"]
        assert told.severity is Severity.ERROR
        assert "21" in told.message
        assert "12" in told.message


def test_a_look_with_letters_of_its_own_is_read_by_what_its_font_says() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        told = pdf.make_stream(b"1 beginbfrange <0021> <0022> <0031> endbfrange 1 beginbfchar <0030> <0030> endbfchar")
        font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/ABCDEF+X"), ToUnicode=told)
        _looking("q1_ateliers", b"BT /F9 9 Tf <00220021> Tj ET", font)(pdf)

    found = _collected(_valued("q1_ateliers", V=String("12")), change)
    assert found.response.answers[FieldId("q1_ateliers")] == Unreadable("21 / 12")


def test_a_look_over_an_empty_field_is_to_confirm() -> None:
    found = _collected(_looking("q1_ateliers", b"BT /F9 9 Tf (14) Tj ET", HELVETICA))
    assert found.response.answers[FieldId("q1_ateliers")] == Answered(14, "14", to_confirm=True)
    assert _about(found, "q1_ateliers") == ["shown_only"]


def test_a_form_that_asks_for_new_looks_shows_its_values() -> None:
    def anew(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm.NeedAppearances = True

    found = _collected(_valued("q1_ateliers", V=String("12")), _looking("q1_ateliers", LOOKS[0][0], HELVETICA), anew)
    assert found.response.answers[FieldId("q1_ateliers")] == Answered(12, "12")


LONG = "Une observation assez longue pour tenir sur plusieurs lignes du champ, et même en sortir."


@pytest.mark.parametrize("shown", [LONG, LONG[:40], LONG.replace(" ", "\n", 4)])
def test_a_long_text_may_be_cut_or_broken_in_lines(shown: str) -> None:
    lines = b" T* ".join(b"(" + line.encode("cp1252") + b") Tj" for line in shown.split("\n"))
    found = _collected(
        _valued("q7_observations", V=String(LONG)),
        _looking("q7_observations", b"BT /Helv 9 Tf 10 TL " + lines + b" ET"),
    )
    assert found.response.answers[FieldId("q7_observations")] == Answered(LONG, LONG)


def test_every_answer_that_was_rendered_is_shown_as_it_is_recorded() -> None:
    for entry in reader.read(sample.filled()).entries.values():
        assert all(words.shown is None for words in entry.words)
        assert all(tick.shown == "" for ticks in entry.ticks.values() for tick in ticks)


def _renamed(before: str, after: str) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        for one in pdf.Root.AcroForm.Fields:
            one.T = String(f"{before}{one.T}{after}")

    return change


RULES = [
    ("", "_2"),
    ("form1.", ""),
    ("", "+1"),
    ("", "#0"),
    ("form1[0].#subform[0].", "[0]"),
    ("Copie de ", ""),
    ("1_", "_x"),
]


@pytest.mark.parametrize(("before", "after"), RULES)
def test_fields_renamed_by_one_rule_are_read_through_it_and_told_once(before: str, after: str) -> None:
    plain = _collected(data=sample.filled())
    found = _collected(_renamed(before, after), data=sample.filled())
    assert found.response.answers == plain.response.answers
    assert found.response.contact == plain.response.contact
    assert [str(one.code) for one in found.findings] == ["fields_renamed", *(str(one.code) for one in plain.findings)]
    assert found.findings[0].severity is Severity.WARNING
    assert not found.findings[0].asked_back


def test_a_tree_above_the_fields_is_such_a_rule_too() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        root = pdf.make_indirect(Dictionary(T=String("lettre"), Kids=pdf.Root.AcroForm.Fields))
        for one in root.Kids:
            one.Parent = root
        pdf.Root.AcroForm.Fields = Array([root])

    found = _collected(change, data=sample.filled())
    assert found.response.answers == _collected(data=sample.filled()).response.answers
    assert [str(one.code) for one in found.findings] == ["fields_renamed"]


def test_a_second_form_beside_the_first_is_no_renaming() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        with sample.opened(sample.filled()) as second, warnings.catch_warnings():
            warnings.simplefilter("ignore", PageCopyWarning)
            for one in second.Root.AcroForm.Fields:
                one.T = String(f"{one.T}_2")
            pdf.pages.extend(second.pages)

    codes = {str(one.code) for one in _collected(change).findings}
    assert "fields_renamed" not in codes
    assert "unknown_field" in codes


def test_a_blank_form_of_which_nothing_was_changed_has_no_finding_about_its_looks() -> None:
    found = _collected(data=sample.personal())
    assert found.findings == ()
    assert set(found.response.answers.values()) == {Blank()}


INVISIBLE = [
    "1 g BT /F9 9 Tf (12) Tj ET",
    "BT /F9 9 Tf 1 1 1 rg (12) Tj ET",
    "BT 0 0 0 0 k /F9 9 Tf (12) Tj ET",
    "BT 3 Tr /F9 9 Tf (12) Tj ET",
    "BT /F9 0.1 Tf (12) Tj ET",
    "q 0 g Q q 1 g BT /F9 9 Tf (12) Tj ET Q",
]
VISIBLE = [
    "0 g BT /F9 9 Tf (12) Tj ET",
    "0 0 1 rg 0 0 90 9 re f 1 g BT /F9 9 Tf (12) Tj ET",
    "q 1 g Q BT /F9 9 Tf (12) Tj ET",
    "BT 1 g /F9 9 Tf (1) Tj 0 g (2) Tj ET",
]


@pytest.mark.parametrize("content", INVISIBLE)
def test_a_text_that_is_drawn_and_not_seen_is_recorded_only(content: str) -> None:
    found = _collected(_valued("q1_ateliers", V=String("12")), _looking("q1_ateliers", content.encode(), HELVETICA))
    assert found.response.answers[FieldId("q1_ateliers")] == Answered(12, to_confirm=True)
    assert _about(found, "q1_ateliers") == ["recorded_only"]


@pytest.mark.parametrize("content", VISIBLE)
def test_a_text_in_white_on_a_colour_or_in_two_inks_is_seen(content: str) -> None:
    found = _collected(_valued("q1_ateliers", V=String("12")), _looking("q1_ateliers", content.encode(), HELVETICA))
    assert found.response.answers[FieldId("q1_ateliers")] == Answered(12, "12")


@pytest.mark.parametrize(
    ("recorded", "shown", "told"),
    [
        ("12 ≥", "15", True),
        ("≥ 12", "12", False),
        ("≥ 12", "? 12", False),
        ("Un → deux", "Un > deux", False),
        ("Un → deux", "Aucun", True),
        ("→", "n'importe quoi", False),
    ],
)
def test_the_letters_that_every_font_draws_are_compared_beside_those_that_few_do(recorded, shown, told) -> None:
    look = f"BT /F9 9 Tf ({shown}) Tj ET".encode()
    found = _collected(_valued("q7_observations", V=String(recorded)), _looking("q7_observations", look, HELVETICA))
    assert _about(found, "q7_observations") == (["shown_otherwise"] if told else [])


def test_a_box_that_is_ticked_and_draws_nothing_is_told() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        box = sample.fields(pdf)["q4_publics__adultes"]
        box.V = box.AS = Name.Yes
        empty = pdf.make_stream(b"q Q", Type=Name.XObject, Subtype=Name.Form)
        box.AP = Dictionary(N=Dictionary(Yes=empty, Off=box.AP.N.Off))

    assert _about(_collected(change), "q4_publics") == ["box_disagreement"]
