"""What Word, LibreOffice and other programs make of a form when they save it."""

from __future__ import annotations

import pytest

from surveykit.document import NO_ANSWER
from surveykit.filled import CopySource, Origin, Tick, Words
from surveykit.ids import CopyRef, FormRef, RespondentCode
from word_parts import packed, unpacked
from word_programs import (
    absolute_targets,
    bookmark_unclosed,
    bookmarks_lost,
    checked_in_old_namespace,
    controls_lost,
    core_properties_reduced,
    main_part_renamed,
    properties_stripped,
    squeezed,
    strict,
    tags_lost,
    with_macros,
)
from word_returns import fill
from word_sample import COPY, EMPTY, FORM, LONG

ANSWERS = {"q1_total": "12", "q2_stade": "4", "q3_autres": "un guide", "q4_freins": "Le temps.\nL’argent."}
PROGRAMS = [strict, main_part_renamed, absolute_targets, with_macros, checked_in_old_namespace, bookmarks_lost]


@pytest.fixture
def filled(form):
    return fill(form, {**ANSWERS, "q3_outils#guide": True, LONG: "250"})


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_form_is_read_the_same_whatever_program_saved_it(read, filled, program):
    before, after = read(filled).form, read(program(filled)).form
    assert after.entries == before.entries
    assert after.form == FORM
    assert after.copies == before.copies
    assert after.macros == (program is with_macros)


@pytest.mark.parametrize("program", [strict, main_part_renamed])
def test_outside_text_is_the_same_whatever_program_saved_it(read, filled, program):
    assert read(program(filled)).form.outside == read(filled).form.outside


@pytest.mark.parametrize("program", [tags_lost, controls_lost])
def test_answers_are_found_by_their_bookmarks_when_tags_or_controls_are_lost(read, filled, program):
    reading = read(program(filled))
    for field, text in {**ANSWERS, LONG: "250"}.items():
        assert reading.words(field) == (Words(text, origin=Origin.BOOKMARK),)
    assert reading.text("q1_prevus") == EMPTY["q1_prevus"]
    assert [reading.tick(f"q3_outils#{option}").shown for option in ("lettre", "guide", "autres")] == [
        "☐",
        "☒",
        "☐",
    ]
    assert reading.form.outside == read(filled).form.outside


@pytest.mark.parametrize("program", [tags_lost, controls_lost])
def test_the_entry_that_takes_an_answer_back_is_an_empty_text_without_its_tag(read, form, program):
    assert read(program(fill(form, {"q2_stade": NO_ANSWER}))).text("q2_stade") == ""


def test_a_box_without_its_tag_still_tells_its_state(read, filled):
    reading = read(tags_lost(filled))
    assert reading.tick("q3_outils#guide") == Tick(recorded=True, shown="☒", origin=Origin.BOOKMARK)
    assert reading.tick("q3_outils#lettre") == Tick(recorded=False, shown="☐", origin=Origin.BOOKMARK)


def test_a_box_without_its_control_tells_no_state(read, filled):
    tick = read(controls_lost(filled)).tick("q3_outils#guide")
    assert tick == Tick(recorded=None, shown="☒", origin=Origin.BOOKMARK)


def test_without_bookmarks_outside_text_stands_under_no_question(read, filled):
    assert {one.question for one in read(bookmarks_lost(filled)).form.outside or ()} == {None}


def test_a_text_squeezed_out_of_its_control_is_read_whole_and_said_to_be(read, form):
    reading = read(squeezed(form, "q4_freins", ("Le temps.", "L’argent.", "Les locaux.")))
    assert reading.words("q4_freins") == (Words("Le temps.\nL’argent.\nLes locaux.", spilled=True),)
    assert reading.outside("4") == ["4. Quels freins ?", "Freins :"]


def test_a_bookmark_without_end_is_ended_by_the_next_one(read, filled):
    reading = read(bookmark_unclosed(filled, "q4_freins"))
    assert reading.words("q4_freins") == (Words("Le temps.\nL’argent.", origin=Origin.BOOKMARK),)
    assert reading.outside("5") == read(filled).outside("5")


def test_a_box_whose_bookmark_has_no_end_is_looked_for_in_its_paragraph(read, filled):
    tick = read(bookmark_unclosed(filled, "q3_outils#guide")).tick("q3_outils#guide")
    assert tick.recorded is True
    assert tick.shown.startswith("☒")
    assert "Autres" not in tick.shown


def test_without_properties_the_copy_is_read_in_the_header_and_the_form_is_unknown(read, filled):
    reading = read(properties_stripped(filled))
    assert reading.form.copies == ((COPY, CopySource.HEADER),)
    assert reading.form.form is None
    assert reading.text("q1_total") == "12"


def test_a_shortened_bookmark_is_understood_only_with_the_list_of_controls(read, filled):
    reading = read(tags_lost(properties_stripped(filled)))
    assert reading.text("q1_total") == "12"
    assert set(reading.form.entries) == {*EMPTY, "q3_outils"} - {LONG}
    assert reading.outside("5") == ["5. Combien de professionnels ?", "Nombre : 250"]


@pytest.mark.parametrize(
    ("keywords", "form_found", "copies"),
    [
        (f"{FORM}; {COPY}", FORM, ((COPY, CopySource.PROPERTIES),)),
        (str(COPY), None, ((COPY, CopySource.PROPERTIES),)),
        ("santé/réseaux/2014, ateliers", None, ()),
    ],
)
def test_keywords_stand_in_for_the_other_properties(read, filled, keywords, form_found, copies):
    reading = read(core_properties_reduced(filled, keywords))
    assert reading.form.form == form_found
    assert reading.form.copies == copies


def test_two_copies_in_one_file_are_both_reported(read, filled):
    other = CopyRef("ateliers", "2024", RespondentCode("caen"))
    parts = unpacked(filled)
    header = next(name for name in parts if name.startswith("word/header"))
    parts[header] = parts[header].replace(str(COPY).encode(), str(other).encode())
    assert read(packed(parts)).form.copies == ((COPY, CopySource.PROPERTIES), (other, CopySource.HEADER))


def test_another_edition_is_reported_and_not_judged(read, filled):
    parts = unpacked(filled)
    parts["docProps/custom.xml"] = parts["docProps/custom.xml"].replace(b"ateliers/2024/0123", b"ateliers/2019/0123")
    assert read(packed(parts)).form.form == FormRef("ateliers", "2019", "0123456789ab")


def test_a_copy_with_a_wrong_check_is_not_believed(read, filled):
    parts = unpacked(filled)
    for name, data in parts.items():
        parts[name] = data.replace(str(COPY).encode(), b"ateliers/2024/caen/0000")
    assert read(packed(parts)).form.copies == ()
