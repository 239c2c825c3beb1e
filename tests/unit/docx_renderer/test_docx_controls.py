"""Content controls: what each says to Word, to LibreOffice and to whoever reads it back."""

from __future__ import annotations

import zlib

import pytest
from lxml import etree
from msgspec.structs import replace

from surveykit.document import NO_ANSWER, Answer, Document, ListBox, ListEntry, TextBox, TickBox, TickList
from surveykit.ids import FieldId, OptionCode
from surveykit_docx import renderer
from surveykit_docx.naming import CONTROLS_PROPERTY, Key, words_in_properties
from word_parts import W14, W, unpacked

COUNT = TextBox(FieldId("q1"), "Question 1 : réseaux aujourd’hui", "[Q1] Saisir un nombre", numeric=True)
AREA = replace(COUNT, lines=6)
CHOICE = ListBox(
    FieldId("q2"),
    "Question 2 : stade",
    "[Q2] Choisir",
    (ListEntry(OptionCode("oui"), "Oui"), ListEntry(OptionCode("non"), "Non")),
)
DETAIL = TextBox(FieldId("q3_autres"), "Question 3 : autres", "[Q3] Préciser")
TICKS = TickList(
    FieldId("q3"),
    "Question 3",
    (
        TickBox(OptionCode("lettre"), "Lettre", "Question 3 : lettre", ticked=True),
        TickBox(OptionCode("autres"), "Autres :", "Question 3 : autres", detail=DETAIL),
    ),
)


def body(*answers: Answer) -> etree._Element:
    return etree.fromstring(unpacked(renderer.render(Document("Essai", "fr", answers)))["word/document.xml"])


def only(control: TextBox | ListBox) -> etree._Element:
    (found,) = body(Answer("Réponse :", control)).iter(f"{W}sdt")
    return found


def shape(control: etree._Element) -> list[str]:
    return [etree.QName(child).localname for child in control.find(f"{W}sdtPr")]


def value(control: etree._Element, child: str) -> str:
    return control.find(f"{W}sdtPr/{W}{child}").get(f"{W}val")


def text(control: etree._Element) -> str:
    shown = control.find(f"{W}sdtContent").iter(f"{W}t", f"{W}br", f"{W}tab")
    return "".join({"br": "\n", "tab": "\t"}.get(etree.QName(one).localname, one.text) for one in shown)


def test_an_empty_text_box_shows_its_prompt() -> None:
    control = only(COUNT)
    assert shape(control) == ["rPr", "alias", "tag", "id", "lock", "placeholder", "showingPlcHdr"]
    assert [value(control, name) for name in ("alias", "tag", "lock")] == [COUNT.name, "sk.q1", "sdtLocked"]
    assert 0 < int(value(control, "id")) < 2**31
    assert text(control) == COUNT.prompt


@pytest.mark.parametrize("box", [COUNT, AREA])
def test_no_text_box_is_of_the_plain_type_that_loses_lines_and_digits(box: TextBox) -> None:
    assert "text" not in shape(only(box))


@pytest.mark.parametrize("box", [COUNT, AREA])
@pytest.mark.parametrize("typed", ["42", "a\nb", "a\n\n\tb  c", "« œ » & <b>\u202f! 😀", "x" * 10_000])
def test_what_a_text_box_holds_is_in_it(box: TextBox, typed: str) -> None:
    control = only(replace(box, value=typed))
    assert text(control) == typed
    assert "showingPlcHdr" not in shape(control)


@pytest.mark.parametrize("typed", ["", " ", "\u00a0\n", "\t"])
def test_a_text_box_that_holds_nothing_shows_its_prompt(typed: str) -> None:
    control = only(replace(AREA, value=typed))
    assert text(control) == AREA.prompt
    assert "showingPlcHdr" in shape(control)


def test_a_list_begins_with_the_entry_that_takes_the_answer_back() -> None:
    control = only(CHOICE)
    assert shape(control)[-2:] == ["showingPlcHdr", "dropDownList"]
    entries = control.findall(f"{W}sdtPr/{W}dropDownList/{W}listItem")
    assert [entry.get(f"{W}displayText") for entry in entries] == [NO_ANSWER, "Oui", "Non"]
    assert [entry.get(f"{W}value") for entry in entries] == [NO_ANSWER, "Oui", "Non"]
    assert text(control) == CHOICE.prompt


def test_a_list_shows_the_label_of_its_code() -> None:
    control = only(replace(CHOICE, value=OptionCode("non")))
    assert text(control) == "Non"
    assert "showingPlcHdr" not in shape(control)


@pytest.mark.parametrize("label", ["Oui", NO_ANSWER])
def test_a_list_with_two_like_entries_is_refused(label: str) -> None:
    entries = (*CHOICE.entries, ListEntry(OptionCode("autre"), label))
    with pytest.raises(ValueError, match="same label"):
        only(replace(CHOICE, entries=entries))


def test_a_tick_box_is_recorded_and_shown() -> None:
    first, second, detail = body(Answer("", TICKS)).iter(f"{W}sdt")
    assert [value(one, "tag") for one in (first, second, detail)] == ["sk.q3#lettre", "sk.q3#autres", "sk.q3_autres"]
    assert [one.find(f".//{W14}checked").get(f"{W14}val") for one in (first, second)] == ["1", "0"]
    assert [text(first), text(second), text(detail)] == ["☒", "☐", "[Q3] Préciser"]
    assert shape(first) == ["rPr", "alias", "tag", "id", "lock", "checkbox"]


def test_a_detail_stands_on_its_option_s_line() -> None:
    first, second, detail = body(Answer("", TICKS)).iter(f"{W}sdt")
    assert detail.getparent() is second.getparent() is not first.getparent()


def test_each_control_is_in_a_bookmark_in_its_paragraph() -> None:
    for control in body(Answer("Nombre :", COUNT, "réseaux"), Answer("", TICKS)).iter(f"{W}sdt"):
        before, after = control.getprevious(), control.getnext()
        assert control.getparent().tag == f"{W}p"
        assert before.get(f"{W}name") == Key.parse(value(control, "tag").removeprefix("sk.")).bookmark
        assert before.get(f"{W}id") == after.get(f"{W}id")


def test_label_control_and_unit_are_on_one_line() -> None:
    (paragraph,) = body(Answer("Nombre :", COUNT, "réseaux")).iter(f"{W}p")
    assert "".join(one.text for one in paragraph.iter(f"{W}t")) == f"Nombre : {COUNT.prompt} réseaux"


def test_an_answer_without_words_is_its_control_alone() -> None:
    (paragraph,) = body(Answer("", COUNT)).iter(f"{W}p")
    assert [one.text for one in paragraph.iter(f"{W}t")] == [COUNT.prompt]


def test_an_area_has_its_paragraph_under_its_label() -> None:
    paragraphs = list(body(Answer("Lesquels ?", AREA, "Dix lignes au plus.")).iter(f"{W}p"))
    assert [one.find(f"{W}sdt") is not None for one in paragraphs] == [False, True, False]
    assert [one.find(f"{W}pPr/{W}keepNext") is not None for one in paragraphs] == [True, True, False]


@pytest.mark.parametrize(("control", "left"), [(COUNT, 397), (AREA, 397 + 142), (TICKS, 397 + 397)])
def test_what_depends_on_an_answer_is_moved_to_the_right(control: TextBox | TickList, left: int) -> None:
    paragraphs = list(body(Answer("", control, depth=1)).iter(f"{W}p"))
    assert {one.find(f"{W}pPr/{W}ind").get(f"{W}left") for one in paragraphs} == {str(left)}
    assert body(Answer("", control)).find(f".//{W}pPr/{W}ind") is None


def test_the_same_field_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="sk_q1"):
        body(Answer("Un :", COUNT), Answer("Deux :", COUNT))


def test_two_tags_with_one_checksum_have_two_ids() -> None:
    clash = ("plumless", "buckeroo")  # they collide in crc32, whatever stands before them
    assert len({zlib.crc32(f"sk.{field}".encode()) for field in clash}) == 1
    found = body(*(Answer("", replace(COUNT, field=FieldId(field))) for field in clash))
    assert len({value(one, "id") for one in found.iter(f"{W}sdt")}) == 2


def test_names_longer_than_word_allows_are_cut() -> None:
    control = only(replace(COUNT, name="Question 1 : " + "nombre " * 20, field=FieldId("q" * 48)))
    assert len(value(control, "alias")) <= 64
    assert value(control, "alias").endswith("…")
    assert value(control, "tag") == "sk." + "q" * 48
    assert len(control.getprevious().get(f"{W}name")) <= 40


def test_the_file_lists_its_controls_beside_them(form: Document) -> None:
    parts = unpacked(renderer.render(form))
    tags = [one.get(f"{W}val") for one in etree.fromstring(parts["word/document.xml"]).iter(f"{W}tag")]
    custom = etree.fromstring(parts["docProps/custom.xml"])
    properties = {one.get("name"): one[0].text for one in custom}
    assert [Key.parse(word).tag for word in words_in_properties(CONTROLS_PROPERTY, properties)] == tags
    assert all(len(said) <= 255 for said in properties.values())
    assert properties["sk.form"] == str(form.form)


def test_the_glossary_has_the_words_and_the_styles_of_each_prompt(form: Document) -> None:
    parts = unpacked(renderer.render(form))
    glossary = etree.fromstring(parts["word/glossary/document.xml"])
    styles = etree.fromstring(parts["word/glossary/styles.xml"])
    entries = {
        part.find(f".//{W}name").get(f"{W}val"): "".join(one.text for one in part.iter(f"{W}t"))
        for part in glossary.iter(f"{W}docPart")
    }
    shown = {
        value(one, "placeholder/" + f"{W}docPart"): text(one)
        for one in etree.fromstring(parts["word/document.xml"]).iter(f"{W}sdt")
        if "showingPlcHdr" in shape(one)
    }
    assert shown.items() <= entries.items()
    used = {one.get(f"{W}val") for one in glossary.iter(f"{W}rStyle")}
    assert used <= {one.get(f"{W}styleId") for one in styles.iter(f"{W}style")}
    guids = [one.get(f"{W}val") for one in glossary.iter(f"{W}guid")]
    assert len(set(guids)) == len(guids) == len(entries)
