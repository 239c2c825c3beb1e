"""What a person sees of an answer, and beside it, as findings: struck, hidden, raised, marked, inserted."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from filled_forms import COPY, SHOWN, SURVEY, UNTOUCHED, boxes, codes, collected, said, typed
from surveykit.document import controls
from surveykit.filled import Outside, Tick
from surveykit.findings import Severity
from surveykit.ids import FieldId
from surveykit.responses import Answered, Blank, Missing, Unreadable


@pytest.mark.parametrize(
    ("text", "flags", "answer", "told"),
    [
        ("14", {"struck": "10"}, Answered(14, "14", to_confirm=True), "texte barré, qui n’a pas été retenu : « 10 »"),
        ("", {"struck": "8"}, Blank(), "texte barré, qui n’a pas été retenu : « 8 »"),
        ("5", {"hidden": "7"}, Answered(5, "5", to_confirm=True), "texte masqué, qui n’a pas été retenu : « 7 »"),
        ("", {"hidden": "7"}, Blank(), "texte masqué, qui n’a pas été retenu : « 7 »"),
        (
            "12¹",
            {"raised": ("1",), "level": "12"},
            Answered(12, "12¹", to_confirm=True),
            "caractères en exposant ou en indice (« 1 ») à côté de « 12 »",
        ),
        (
            "1/2",
            {"formula": True},
            Unreadable("1/2"),
            "la réponse contient une formule mathématique, dont la valeur n’a pas pu être lue — texte reçu « 1/2 »",
        ),
    ],
)
def test_a_number_is_read_without_what_is_struck_hidden_or_raised(text, flags, answer, told) -> None:
    found, (finding,) = said("q1_ateliers", typed(text, **flags))
    assert found == answer
    assert finding.severity in {Severity.WARNING, Severity.ERROR}
    assert " ".join(finding.message.replace("\u202f", " ").split()).endswith(told)


def test_a_number_raised_as_a_whole_is_never_read_for_certain() -> None:
    found, findings = said("q1_ateliers", typed("¹²", raised=("12",), level=""))
    assert not isinstance(found, Answered) or found.to_confirm
    assert "raised_text" in codes(findings)


def test_the_prompt_struck_or_beside_something_raised_is_no_answer() -> None:
    prompt = "Saisir un nombre"
    assert said("q1_ateliers", typed("", struck=prompt)) == (Blank(), [])
    found, findings = said("q1_ateliers", typed(f"{prompt}⁵", raised=("5",), level=prompt))
    assert not (isinstance(found, Blank) or (isinstance(found, Answered) and not found.to_confirm))
    assert "raised_text" in codes(findings)


def test_a_free_text_keeps_what_is_raised_in_it() -> None:
    words = typed("120 m² au 1er étage", raised=("2", "er"), level="120 m au 1 étage")
    assert said("q7_observations", words) == (Answered("120 m² au 1er étage", "120 m² au 1er étage"), [])


def test_a_free_text_with_a_formula_is_to_confirm() -> None:
    found, (finding,) = said("q7_observations", typed("x^2", formula=True))
    assert found == Answered("x^2", "x^2", to_confirm=True)
    assert finding.severity is Severity.WARNING


def test_a_control_that_is_gone_is_missing_and_what_it_held_is_told() -> None:
    found, findings = said("q1_ateliers", typed("", gone=True, deleted="7"))
    assert found == Missing()
    assert codes(findings) == ["control_missing", "revisions_accepted"]


@pytest.mark.parametrize(
    ("tick", "answer", "told"),
    [
        (Tick(True, "", struck="☒"), Unreadable, ["box_struck"]),
        (Tick(False, "", struck="☐"), Blank, []),
        (Tick(True, "", struck="☐"), Unreadable, ["box_struck"]),
        (Tick(None, "", struck="X"), Unreadable, ["box_struck"]),
    ],
)
def test_a_ticked_box_struck_out_is_nobody_s_answer(tick, answer, told) -> None:
    rest = {"adultes": Tick(False, "☐"), "autres": Tick(False, "☐")}
    found, findings = said("q4_publics", boxes(enfants=tick, **rest))
    assert isinstance(found, answer)
    assert codes(findings) == told


def test_a_label_marked_by_hand_is_a_warning_on_its_question() -> None:
    marks = {"Adultes": {"marked": "Adultes"}, "Enfants": {"struck": "Enfants"}}
    outside = tuple(Outside(one.text, one.question, **marks.get(one.text, {})) for one in UNTOUCHED)
    findings = collected(outside=outside).findings
    assert sorted(codes(findings)) == ["label_marked", "label_struck"]
    assert {one.place.question for one in findings} == {"4"}
    assert {one.severity for one in findings} == {Severity.WARNING}
    assert {one.raw for one in findings} == {"Adultes", "Enfants"}


def test_what_a_respondent_typed_and_marked_is_told_once() -> None:
    outside = (*UNTOUCHED, Outside("environ 12", "3", marked="environ 12"))
    assert codes(collected(outside=outside).findings) == ["stray_text"]


def test_an_inserted_document_and_an_object_are_told_at_their_question() -> None:
    crossed = tuple(
        Outside(f"\ufffc{one.text}" if one.text == "Adultes" else one.text, one.question) for one in UNTOUCHED
    )
    outside = (
        *crossed,
        Outside("12 ateliers", "3", inserted=True),
        Outside("", "3", inserted=True),
        Outside("\ufffc", "7"),
    )
    findings = collected(outside=outside).findings
    assert codes(findings) == ["inserted_document", "inserted_document", "object_beside", "object_beside"]
    assert [one.place.question for one in findings] == ["3", "3", "4", "7"]
    assert [one.severity for one in findings] == [Severity.ERROR] * 4
    assert "12 ateliers" in findings[0].message
    assert "« Adultes »" in findings[2].message.replace("\u00a0", " ")


def test_a_form_that_stands_there_twice_has_no_stray_line_of_its_own() -> None:
    assert codes(collected(outside=UNTOUCHED * 2).findings) == []
    assert codes(collected(outside=(*UNTOUCHED * 2, Outside("environ 12", "3"))).findings) == ["stray_text"]
    some = UNTOUCHED[: len(UNTOUCHED) // 3]
    assert set(codes(collected(outside=(*UNTOUCHED, *some)).findings)) == {"stray_text"}


def test_the_edges_of_the_page_say_what_the_form_says_or_are_told() -> None:
    reference = COPY[0]
    name = next(one.name for one in SURVEY.population.respondents if one.code == reference.respondent)
    own = (SHOWN.header, f"{name} — exemplaire {reference}", str(SURVEY.ref))
    assert collected(edges=own).findings == ()
    (finding,) = collected(edges=(*own, "9 ateliers, et non 12")).findings
    assert codes(collected(edges=(f"\ufffc{own[0]}", "\ufffc")).findings) == ["object_beside", "object_beside"]
    assert (finding.code, finding.severity, finding.raw) == ("margin_text", Severity.WARNING, "9 ateliers, et non 12")


@pytest.mark.parametrize("text", ["1\u03362\u0336", "1\u03382\u0338", "1\u20e52\u20e5"])
def test_a_number_struck_out_by_signs_drawn_over_it_is_no_answer(text) -> None:
    found, (finding,) = said("q1_ateliers", typed(text))
    assert found == Blank()
    assert (finding.code, finding.raw) == ("struck_text", "12")


def test_what_stands_beside_a_number_struck_out_by_signs_is_to_confirm() -> None:
    found, (finding,) = said("q1_ateliers", typed("1\u03360\u0336 14"))
    assert found == Answered(14, "10 14", to_confirm=True)
    assert finding.code == "struck_text"


@pytest.mark.parametrize("text", ["\u202e12\u202c", "\u206712\u2069", "\u202b12\u202c"])
def test_a_number_turned_round_has_no_value(text) -> None:
    found, (finding,) = said("q1_ateliers", typed(text))
    assert isinstance(found, Unreadable)
    assert (finding.code, finding.severity, finding.raw) == ("written_backwards", Severity.ERROR, "12")


@pytest.mark.parametrize("text", ["12\u202e", "\u202e7\u202c", "\u200e12", "\u202a12\u202c"])
def test_signs_of_direction_that_change_nothing_are_passed_over(text) -> None:
    found, findings = said("q1_ateliers", typed(text))
    assert isinstance(found, Answered)
    assert not findings


def test_a_free_text_keeps_the_signs_that_strike_or_turn_it() -> None:
    for text in ("o\u0336u\u0336i\u0336", "\u202eabc\u202c"):
        assert said("q7_observations", typed(text)) == (Answered(text), [])


def test_an_answer_mixed_up_with_another_has_no_value_and_names_it() -> None:
    found, (finding,) = said("q1_ateliers", typed("12", mixed="q7_observations"))
    assert found == Unreadable("12")
    assert (finding.code, finding.severity) == ("controls_mixed_up", Severity.ERROR)
    assert "q7_observations" not in finding.message


@pytest.mark.parametrize(
    ("tick", "answer", "told"),
    [
        (Tick(True, "", unseen=True), Answered, ["box_without_sign"]),
        (Tick(False, "", unseen=True), Blank, []),
        (Tick(True, ""), Answered, []),
        (Tick(False, "☐", marked=True), Blank, ["box_marked"]),
        (Tick(True, "☒", marked=True), Answered, []),
        (Tick(True, "☒", mixed="adultes"), Unreadable, ["box_mixed_up"]),
    ],
)
def test_what_is_done_to_a_box_besides_ticking_is_told(tick, answer, told) -> None:
    rest = {"adultes": Tick(False, "☐"), "autres": Tick(False, "☐")}
    found, findings = said("q4_publics", boxes(enfants=tick, **rest))
    assert isinstance(found, answer)
    assert codes(findings) == told
    assert not isinstance(found, Answered) or found.to_confirm == bool(told)
    assert all("Enfants" in one.message for one in findings)


def test_an_unknown_sign_in_an_answer_is_told() -> None:
    assert codes(said("q7_observations", typed("Voilà \uf04a"))[1]) == ["picture"]


def test_a_line_between_two_boxes_is_told_with_the_box_above_it() -> None:
    lines = [replace(one, answered=one.text in {"Adultes", "Enfants"}) for one in UNTOUCHED]
    rank = next(rank for rank, one in enumerate(lines) if one.text == "Enfants")
    (finding,) = collected(outside=(*lines[: rank + 1], Outside("X", "4"), *lines[rank + 1 :])).findings
    assert finding.slots["under"] == "Enfants"
    assert "« Enfants »" in finding.message.replace("\u00a0", " ")


def test_a_control_with_the_title_of_another_field_is_mixed_up_with_it() -> None:
    names = {control.field: control.name for control in controls(SHOWN)}
    own, other = names[FieldId("q1_ateliers")], names[FieldId("q7_observations")]
    entry = {"q1_ateliers": typed("12")}
    assert codes(collected(entry, titles={FieldId("q1_ateliers"): own}).findings) == []
    (finding,) = collected(entry, titles={FieldId("q1_ateliers"): f"{other[:10]}…"}).findings
    assert (finding.code, finding.slots["other"]) == ("controls_mixed_up", other)


def test_headings_that_lost_their_marks_still_say_the_question() -> None:
    unmarked = tuple(replace(one, question=None) for one in UNTOUCHED)
    heading = next(one for one in UNTOUCHED if one.question == "4")
    rank = UNTOUCHED.index(heading)
    (finding,) = collected(
        outside=(*unmarked[: rank + 1], Outside("12 ateliers", None), *unmarked[rank + 1 :])
    ).findings
    assert finding.place.question == "4"
    (note,) = collected(outside=(*unmarked, Outside("Voir annexe", None))).findings
    assert note.place.question is None


def test_words_of_a_question_that_is_gone_excuse_nothing_elsewhere() -> None:
    gone = next(one for one in UNTOUCHED if one.question == "7")
    word = next(word for word in gone.text.split() if word.isalnum())
    rest = tuple(one for one in UNTOUCHED if one.question != "7")
    strays = [one.raw for one in collected(outside=(*rest, Outside(word, "1"))).findings if one.code == "stray_text"]
    assert strays == [word]
