"""A control in the place of another answer, and what Word shows instead of what a control holds."""

from __future__ import annotations

from copy import deepcopy

import pytest
from lxml import etree

from surveykit.filled import Tick
from surveykit.texts import squeezed
from surveykit_docx.naming import Key
from word_parts import R_URI, W, bookmark_of, content_of, control_of, cut, edited, packed, run, unpacked, write, xml
from word_returns import fill
from word_sample import LONG

STORE = "{0D0FF1CE-0000-4000-8000-000000000001}"
RELATIONS = "word/_rels/document.xml.rels"


def exchanged(root: etree._Element, one: str, other: str) -> None:
    first, second = control_of(root, one), control_of(root, other)
    holder = etree.Element("holder")
    first.addprevious(holder)
    second.addprevious(first)
    holder.addnext(second)
    holder.getparent().remove(holder)


def test_controls_that_changed_places_are_mixed_up(read, form):
    filled = fill(form, {"q1_total": "7", "q1_prevus": "9"})
    found = read(edited(filled, lambda root: exchanged(root, "q1_total", "q1_prevus")))
    assert [(one.text, one.mixed) for one in found.words("q1_total")] == [("7", "q1_prevus")]
    assert [(one.text, one.mixed) for one in found.words("q1_prevus")] == [("9", "q1_total")]


def test_each_answer_says_where_it_stands(read, form):
    placed = read(fill(form, {"q1_total": "7", "q3_outils#guide": True, "q3_autres": ""})).form.placed
    assert [(str(Key(one.field, one.option)), squeezed(one.label or ""), one.question) for one in placed] == [
        ("q1_total", "Aujourd’hui :", "1"),
        ("q1_prevus", "Prévus :", "1"),
        ("q2_stade", "Stade :", "2"),
        ("q3_outils#lettre", "Lettre de mission", "3"),
        ("q3_outils#guide", "Guide méthodologique", "3"),
        ("q3_outils#autres", "Autres (précisez)", "3"),
        ("q3_autres", "Autres (précisez)", "3"),
        ("q4_freins", "Freins :", "4"),
        (LONG, "Nombre :", "5"),
    ]


def test_the_words_beside_an_answer_are_those_that_stand_there_now(read, form):
    def change(root):
        words = [one for one in root.iter(f"{W}t") if one.text in {"Lettre de mission", "Guide méthodologique"}]
        words[0].text, words[1].text = words[1].text, words[0].text
        cut(control_of(root, "q1_total"))

    placed = read(edited(form, change)).form.placed
    said = {str(Key(one.field, one.option)): squeezed(one.label or "") for one in placed}
    assert "q1_total" not in said
    assert said["q3_outils#lettre"] == "Guide méthodologique"
    assert said["q3_outils#guide"] == "Lettre de mission"


def test_controls_that_changed_tags_are_mixed_up(read, form):
    def change(root):
        tags = [control_of(root, name).find(f"{W}sdtPr/{W}tag") for name in ("q1_total", "q2_stade")]
        names = [tag.get(f"{W}val") for tag in tags]
        for tag, name in zip(tags, reversed(names), strict=True):
            tag.set(f"{W}val", name)

    found = read(edited(fill(form, {"q1_total": "7", "q2_stade": "4"}), change))
    assert [one.mixed for one in (*found.words("q1_total"), *found.words("q2_stade"))] == ["q2_stade", "q1_total"]


def test_a_control_in_another_one_is_mixed_up_with_it(read, form):
    def change(root):
        content_of(control_of(root, "q1_prevus")).append(control_of(root, "q1_total"))

    found = read(edited(fill(form, {"q1_total": "7", "q1_prevus": "9"}), change))
    assert [(one.text, one.mixed) for one in found.words("q1_total")] == [("7", "q1_prevus")]
    assert [one.mixed for one in found.words("q1_prevus")] == ["q1_total"]


def test_a_copy_is_mixed_up_with_the_answer_beside_it_and_not_with_its_own(read, form):
    def change(root):
        control_of(root, "q1_prevus").addnext(deepcopy(control_of(root, "q1_total")))

    found = read(edited(fill(form, {"q1_total": "7", "q1_prevus": "9"}), change))
    assert [(one.text, one.mixed) for one in found.words("q1_total")] == [("7", None), ("7", None)]
    assert [one.mixed for one in found.words("q1_prevus")] == ["q1_total"]


@pytest.mark.parametrize("holder", ["<w:sdt><w:sdtContent/></w:sdt>", "<w:ins w:id='5'/>"])
def test_what_programs_put_around_a_control_mixes_up_nothing(read, form, holder):
    def change(root):
        sdt = control_of(root, "q1_total")
        around = xml(holder)[0]
        sdt.addprevious(around)
        (content_of(around) if around.tag == f"{W}sdt" else around).append(sdt)

    (only,) = read(edited(fill(form, {"q1_total": "7"}), change)).words("q1_total")
    assert (only.text, only.mixed) == ("7", None)


def test_a_bookmark_without_end_mixes_up_nothing(read, form):
    def change(root):
        for mark in bookmark_of(root, "q1_prevus"):
            mark.getparent().remove(mark)
        end = bookmark_of(root, "q1_total")[1]
        end.getparent().remove(end)

    found = read(edited(fill(form, {"q1_total": "7", "q1_prevus": "9"}), change))
    assert [one.mixed for one in (*found.words("q1_total"), *found.words("q1_prevus"))] == [None, None]


def test_boxes_that_changed_places_are_mixed_up(read, form):
    found = read(edited(form, lambda root: exchanged(root, "q3_outils#lettre", "q3_outils#guide")))
    assert found.tick("q3_outils#lettre") == Tick(False, "☐", mixed="guide")
    assert found.tick("q3_outils#guide") == Tick(False, "☐", mixed="lettre")


def bound(form: bytes, control: str, value: str, path: str = "/a:r[1]/a:v[1]") -> bytes:
    """The control shows a value of the data that the file keeps."""

    def change(root):
        binding = f'<w:dataBinding w:xpath="{path}" w:storeItemID="{STORE}"/>'
        control_of(root, control).find(f"{W}sdtPr").extend(xml(binding))

    parts = unpacked(edited(form, change))
    relation = f'<Relationship Id="rIdB" Type="{R_URI}/customXml" Target="../customXml/item1.xml"/></Relationships>'
    properties = f'<Relationship Id="rId1" Type="{R_URI}/customXmlProps" Target="itemProps1.xml"/>'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return packed(
        {
            **parts,
            RELATIONS: parts[RELATIONS].replace(b"</Relationships>", relation.encode()),
            "customXml/item1.xml": f'<r xmlns="urn:a"><v k="5">{value}</v></r>'.encode(),
            "customXml/itemProps1.xml": f'<d xmlns:ds="urn:d" ds:itemID="{STORE.lower()}"/>'.encode(),
            "customXml/_rels/item1.xml.rels": f'<Relationships xmlns="{package}">{properties}</Relationships>'.encode(),
        }
    )


@pytest.mark.parametrize(
    ("value", "path", "shown"),
    [
        ("9", "/a:r[1]/a:v[1]", "9"),
        (" 7 ", "/a:r[1]/a:v[1]", None),
        ("9", "/r/v/@k", "5"),
        ("9", "/a:r[1]/a:v[2]", None),
        ("9", "//v", None),
        ("9", "/a:r[1]/a:v[0]", None),
        ("9", "count(/a:r)", None),
    ],
)
def test_a_control_shows_the_data_that_it_is_bound_to(read, form, value, path, shown):
    (only,) = read(bound(fill(form, {"q1_total": "7"}), "q1_total", value, path)).words("q1_total")
    assert (only.text, only.shown) == ("7", shown)


def test_a_box_shows_the_data_that_it_is_bound_to(read, form):
    assert read(bound(form, "q3_outils#guide", "true")).tick("q3_outils#guide") == Tick(False, "☒")


def test_a_ticked_box_without_a_sign_is_one_that_nobody_sees(read, form):
    docx = fill(form, {"q3_outils#guide": True})
    emptied = edited(docx, lambda root: write(control_of(root, "q3_outils#guide"), ""))
    assert read(emptied).tick("q3_outils#guide") == Tick(True, "", unseen=True)


def test_the_sign_of_a_box_marked_by_hand_is_told_unless_most_are(read, form):
    def marked(*boxes: str) -> bytes:
        def change(root):
            for box in boxes:
                content_of(control_of(root, box)).find(f"{W}r/{W}rPr").extend(xml('<w:highlight w:val="yellow"/>'))

        return edited(form, change)

    assert read(marked("q3_outils#guide")).tick("q3_outils#guide") == Tick(False, "☐", marked=True)
    every = ("q3_outils#guide", "q3_outils#lettre", "q3_outils#autres")
    assert read(marked(*every)).tick("q3_outils#guide") == Tick(False, "☐")


def test_a_second_content_of_a_control_is_no_part_of_its_words(read, form):
    def change(root):
        control_of(root, "q1_total").append(xml(f"<w:sdtContent>{run('8')}</w:sdtContent>")[0])

    (only,) = read(edited(fill(form, {"q1_total": "7"}), change)).words("q1_total")
    assert only.text == "7\ufffc8"


@pytest.mark.parametrize(
    ("choice", "fallback", "text"),
    [
        (("wps", "7"), "7", "7"),
        (("wps", "7"), "8", "\ufffc7"),
        (("unheard", "7"), "8", "\ufffc8"),
        (("unheard", "7"), "", "7"),
        (("wps", ""), "8", "8"),
    ],
)
def test_of_two_versions_the_one_that_word_shows_is_read_and_another_one_told(read, form, choice, fallback, text):
    requires, words = choice
    inner = (
        f"<mc:AlternateContent><mc:Choice Requires='{requires}'>{run(words)}</mc:Choice>"
        f"<mc:Fallback>{run(fallback)}</mc:Fallback></mc:AlternateContent>"
    )
    (only,) = read(edited(form, lambda root: write(control_of(root, "q1_total"), inner))).words("q1_total")
    assert only.text == text


def test_without_bookmarks_the_titles_of_controls_are_kept(read, form):
    def change(root):
        for mark in bookmark_of(root, "q1_total"):
            mark.getparent().remove(mark)

    assert read(form).form.titles == {}
    assert read(edited(form, change)).form.titles == {"q1_total": "q1_total en toutes lettres"}


def test_controls_with_nothing_between_them_are_mixed_up(read, form):
    def change(root):
        for name in ("q1_total", "q1_prevus"):
            for mark in bookmark_of(root, name):
                mark.getparent().remove(mark)
        control_of(root, "q1_prevus").addnext(deepcopy(control_of(root, "q1_total")))

    found = read(edited(fill(form, {"q1_total": "7", "q1_prevus": "9"}), change))
    assert [one.mixed for one in found.words("q1_prevus")] == ["q1_total"]
    assert [one.mixed for one in found.words("q1_total")] == [None, None]


def test_a_paragraph_copied_without_tags_is_told_as_more_than_its_answer(read, form):
    def change(root):
        for tag in list(root.iter(f"{W}tag")):
            tag.getparent().remove(tag)
        paragraph = next(control_of_bookmark(root, "sk_q1_total").iterancestors(f"{W}p"))
        paragraph.addnext(deepcopy(paragraph))

    assert read(edited(fill(form, {"q1_total": "7"}), change)).words("q1_total")[0].spilled


def control_of_bookmark(root: etree._Element, name: str) -> etree._Element:
    return next(one for one in root.iter(f"{W}bookmarkStart") if one.get(f"{W}name") == name)
