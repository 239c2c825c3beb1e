"""What people make of a form in Word: nothing that they wrote is lost, and nothing is guessed."""

from __future__ import annotations

import pytest

from surveykit.filled import Comment, Origin, Outside, Tick, Words
from word_returns import (
    answered_beside,
    answered_in_bookmark,
    box_replaced,
    commented,
    control_deleted,
    control_in_revision,
    copied,
    fill,
    footnoted,
    framed,
    lines_joined,
    moved,
    paragraph_added,
    pasted,
    pictured,
    prompt_begun,
    revised,
    row_removed,
    symbol_in_box,
    typed_in_box,
)
from word_sample import EMPTY


def test_a_deleted_control_has_no_entry_and_the_answer_beside_is_found_under_its_question(read, form):
    reading = read(control_deleted(form, "q1_total", beside="42"))
    assert reading.words("q1_total") == ()
    assert "Aujourd’hui : 42 ateliers" in reading.outside("1")


def test_an_answer_beside_an_empty_control_is_found_outside(read, form):
    reading = read(answered_beside(form, "q1_total", "12"))
    assert reading.words("q1_total") == (Words(EMPTY["q1_total"], prompt=True),)
    assert "Aujourd’hui : 12 ateliers" in reading.outside("1")


def test_an_answer_in_the_bookmark_of_an_empty_control_is_found_outside(read, form):
    reading = read(answered_in_bookmark(form, "q1_total", "12"))
    assert reading.words("q1_total") == (Words(EMPTY["q1_total"], prompt=True),)
    assert "Aujourd’hui : 12 ateliers" in reading.outside("1")


def test_a_text_beside_an_answer_in_its_bookmark_belongs_to_it(read, form):
    reading = read(answered_in_bookmark(fill(form, {"q1_total": "12"}), "q1_total", " environ"))
    assert reading.words("q1_total") == (Words("12 environ", spilled=True),)
    assert reading.outside("1") == read(form).outside("1")


def test_a_paragraph_added_under_a_question_is_found_there(read, form):
    reading = read(paragraph_added(form, "q2_stade", "Nous hésitons."))
    assert reading.outside("2")[-1] == "Nous hésitons."


def test_pasted_lists_and_tables_become_lines(read, form):
    reading = read(pasted(form, "q4_freins", ("Temps", "Argent"), ("Nord", "Sud")))
    assert reading.words("q4_freins") == (Words("Temps\nArgent\nNord\nSud"),)
    assert reading.outside("4") == ["4. Quels freins ?", "Freins :"]


def test_tracked_changes_are_read_as_accepted_and_what_they_removed_is_kept(read, form):
    assert read(revised(form, "q1_total", "40", "42")).words("q1_total") == (Words("42", deleted="40", inserted=True),)


def test_an_answer_wholly_deleted_under_tracked_changes_is_empty(read, form):
    assert read(revised(form, "q1_total", "40", "")).words("q1_total") == (Words("", deleted="40"),)


def test_words_moved_under_tracked_changes_are_read_once(read, form):
    assert read(moved(form, "q4_freins", "le temps, ", "l’argent")).words("q4_freins") == (
        Words("le temps, l’argent", deleted="l’argent", inserted=True),
    )


def test_lines_joined_under_tracked_changes_are_one(read, form):
    assert read(lines_joined(form, "q4_freins", "Le temps ", "manque.")).text("q4_freins") == "Le temps manque."


def test_a_control_put_back_under_tracked_changes_counts(read, form):
    found = read(control_in_revision(fill(form, {"q1_total": "7"}), "q1_total", "ins"))
    assert found.words("q1_total") == (Words("7", inserted=True),)


def test_a_control_taken_away_under_tracked_changes_is_gone_and_what_it_held_is_kept(read, form):
    found = read(control_in_revision(fill(form, {"q1_total": "7"}), "q1_total", "del"))
    assert found.words("q1_total") == (Words("", deleted="7", origin=Origin.BOOKMARK, gone=True),)


def test_tracked_deletions_are_not_outside_text(read, form):
    docx = control_in_revision(control_deleted(form, "q1_prevus"), "q1_total", "del")
    assert "Aujourd’hui : ateliers" in read(docx).outside("1")


def test_rows_and_cells_removed_under_tracked_changes_are_gone(read, form):
    assert read(row_removed(form, "q2_stade", ("reste", "part"))).outside("2")[2:] == ["reste"]


def test_a_mark_typed_in_a_box_is_shown_and_the_recorded_state_told(read, form):
    assert read(typed_in_box(form, "q3_outils#guide", "X")).tick("q3_outils#guide") == Tick(recorded=False, shown="☐X")


def test_a_box_replaced_by_a_mark_is_found_by_its_bookmark(read, form):
    reading = read(box_replaced(form, "q3_outils#guide", "✔"))
    assert reading.tick("q3_outils#guide") == Tick(recorded=None, shown="✔", origin=Origin.BOOKMARK)
    assert reading.outside("3") == read(form).outside("3")


@pytest.mark.parametrize(
    ("code", "font", "shown"),
    [
        ("F0FE", "Wingdings", "☑"),
        ("F0FD", "Wingdings", "☒"),
        ("F0FC", "Wingdings", "✓"),
        ("F0A8", "Wingdings", "☐"),
        ("F06F", "Wingdings", "☐"),
        ("00FE", "Wingdings", "☑"),
        ("F052", "Wingdings 2", "☑"),
    ],
)
def test_a_symbol_in_a_box_is_read_as_what_it_looks_like(read, form, code, font, shown):
    assert read(symbol_in_box(form, "q3_outils#guide", code, font)).tick("q3_outils#guide").shown == shown


@pytest.mark.parametrize("before", [False, True])
def test_a_copied_answer_comes_after_the_one_in_the_bookmark(read, form, before):
    docx = copied(fill(form, {"q1_total": "12"}), "q1_total", "15", before=before)
    assert read(docx).words("q1_total") == (Words("12"), Words("15"))


def test_copied_boxes_are_all_reported(read, form):
    assert read(copied(form, "q3_outils#guide", text=True)).ticks("q3_outils#guide") == (
        Tick(recorded=False, shown="☐"),
        Tick(recorded=True, shown="☒"),
    )


def test_a_comment_is_reported_under_its_question_and_the_answer_is_unchanged(read, form):
    reading = read(commented(fill(form, {"q1_total": "12"}), "q1_total", "M. Le Goff", "Plutôt 9\nà confirmer"))
    assert reading.form.comments == (Comment("M. Le Goff", "Plutôt 9\nà confirmer", "1"),)
    assert reading.text("q1_total") == "12"


def test_a_footnote_to_an_answer_is_found_outside_under_its_question(read, form):
    reading = read(footnoted(fill(form, {"q1_total": "12"}), "q1_total", "dont 3 fermés"))
    assert reading.text("q1_total") == "12"
    assert (reading.form.outside or ())[-1] == Outside("dont 3 fermés", "1")


def test_the_text_of_a_drawn_box_is_found_once(read, form):
    assert read(framed(form, "q2_stade", "voir annexe")).outside("2") == [
        "2. À quel stade en êtes-vous ?",
        "Stade :",
        "voir annexe",
    ]


def test_a_picture_pasted_as_an_answer_is_not_an_empty_answer(read, form):
    assert read(pictured(form, "q4_freins")).words("q4_freins") == (Words("\ufffc"),)


@pytest.mark.parametrize("text", ["[Q01] Saisir un nomb", "12[Q01] Saisir un nombre"])
def test_a_prompt_begun_keeps_its_flag_and_its_text(read, form, text):
    assert read(prompt_begun(form, "q1_total", text)).words("q1_total") == (Words(text, prompt=True),)


@pytest.mark.parametrize(
    "text",
    ["12 réseaux", "environ 12", "12,5", "douze", "1\u202f234", "1\u00a0234", "NC", "12 à 15", "-3"],
)
def test_odd_answers_are_left_as_they_are(read, form, text):
    assert read(fill(form, {"q1_total": text})).text("q1_total") == text
