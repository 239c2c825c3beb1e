"""A control that does not stand where the form has it, or under other words, is told; its answer is to be confirmed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from filled_forms import COPY, SURVEY, collected, typed
from surveykit.compose.form import form
from surveykit.document import Answer, ListBox, TickList, walked
from surveykit.filled import Outside, Placed
from surveykit.ids import FieldId, OptionCode
from surveykit.responses import Answered

assert COPY


def _standing() -> list[Placed]:
    """The controls as the form has them."""
    found: list[Placed] = []
    for block in walked(form(SURVEY).blocks):
        if not isinstance(block, Answer):
            continue
        control = block.control
        if isinstance(control, TickList):
            for box in control.boxes:
                found.append(Placed(control.field, box.option, box.label))
                found += [Placed(box.detail.field)] if box.detail is not None else []
        elif isinstance(control, ListBox) and control.entries and control.field != "respondent":
            found += [Placed(control.field, entry.code, entry.label) for entry in control.entries]
        else:
            found.append(Placed(control.field, None, block.label))
    return found


def _told(placed: list[Placed]) -> dict[str, list[str]]:
    result = collected({"q1_ateliers": typed("12"), "q5_charte": typed("oui")}, placed=tuple(placed))
    told: dict[str, list[str]] = {}
    for one in result.findings:
        told.setdefault(str(one.place.field), []).append(str(one.code))
    return told


def _at(placed: list[Placed], field: str, option: str | None = None) -> int:
    return next(at for at, one in enumerate(placed) if (one.field, one.option) == (field, option))


def _swapped(one: str, other: str) -> list[Placed]:
    placed = _standing()
    first, second = _at(placed, one), _at(placed, other)
    placed[first], placed[second] = placed[second], placed[first]
    return [replace(each, label=None) for each in placed]


def test_a_form_as_it_is_has_everything_in_its_place() -> None:
    assert _told(_standing()) == {}
    assert _told([]) == {}


@pytest.mark.parametrize("other", ["q1_ateliers_avant", "q2_matin", "q7_observations"])
def test_two_fields_in_each_others_place_are_both_told(other: str) -> None:
    told = _told(_swapped("q1_ateliers", other))
    assert told["q1_ateliers"] == told[other] == ["out_of_place"]
    assert len(told) <= 3  # with one between them, nobody can tell which of the three moved


def test_a_field_that_moved_alone_is_told_alone_and_its_answer_is_to_be_confirmed() -> None:
    placed = _standing()
    placed.append(placed.pop(_at(placed, "q1_ateliers")))
    assert _told(placed) == {"q1_ateliers": ["out_of_place"]}
    answers = collected({"q1_ateliers": typed("12")}, placed=tuple(placed)).response.answers
    assert answers[FieldId("q1_ateliers")] == Answered(12, to_confirm=True)


def test_a_field_under_another_question_is_told_though_the_order_is_the_same() -> None:
    placed = _standing()
    at = _at(placed, "q2_matin")
    placed[at] = replace(placed[at], question="1")
    assert _told(placed) == {"q2_matin": ["out_of_place"]}


def test_pages_in_another_order_are_no_move() -> None:
    half = len(_standing()) // 2
    placed = [replace(one, page=1 if at >= half else 2) for at, one in enumerate(_standing())]
    assert _told(placed[half:] + placed[:half]) == {}


def test_a_round_button_under_other_words_is_told() -> None:
    placed = _standing()
    yes, no = _at(placed, "q5_charte", "oui"), _at(placed, "q5_charte", "non")
    placed[yes], placed[no] = replace(placed[yes], label="Non"), replace(placed[no], label="Oui")
    assert _told(placed) == {"q5_charte": ["other_words_beside"] * 2}
    placed[yes], placed[no] = replace(placed[yes], label=" Oui "), replace(placed[no], label="Jamais")
    assert _told(placed) == {"q5_charte": ["other_words_beside"]}


def test_a_box_and_a_line_are_told_under_the_words_of_another() -> None:
    placed = _standing()
    box, line = _at(placed, "q4_publics", "enfants"), _at(placed, "q2_matin")
    placed[box], placed[line] = replace(placed[box], label="Adultes"), replace(placed[line], label="Après-midi :")
    assert _told(placed) == {"q4_publics": ["other_words_beside"], "q2_matin": ["other_words_beside"]}
    placed[box] = replace(placed[box], label="Jamais")
    assert _told(placed)["q4_publics"] == ["other_words_beside"]
    placed[box], placed[line] = replace(placed[box], label="Enfants (6 ans)"), replace(placed[line], label="Matin")
    assert _told(placed) == {}  # what was typed beside the form's words is told as such


def test_buttons_taken_out_of_a_list_or_put_there_twice_are_told() -> None:
    placed = _standing()
    gone = placed.pop(_at(placed, "q5_charte", "non"))
    assert _told(placed) == {"q5_charte": ["box_missing"]}
    assert _told([*placed, gone, gone])["q5_charte"][-1] == "duplicate_control"


def test_a_button_that_the_list_has_not_is_told() -> None:
    placed = _standing()
    at = _at(placed, "q5_charte", "non")
    placed[at] = replace(placed[at], option=OptionCode("Oui"))
    assert set(_told(placed)["q5_charte"]) == {"unknown_option", "box_missing"}


def test_what_nobody_knows_is_no_matter() -> None:
    assert _told([*_standing(), Placed(FieldId("autre"), OptionCode("x"), "Autre")]) == {}


def test_words_of_the_form_that_are_gone_from_those_of_a_box_are_told_and_added_ones_are_not_told_twice() -> None:
    placed = _standing()
    box = _at(placed, "q4_publics", "enfants")
    placed[box] = replace(placed[box], label="Adolescents")
    beside = (Outside("Adolescents", "4"), Outside("Adultes", "4"))
    added = collected({}, placed=tuple(placed), outside=beside).findings
    assert "other_words_beside" not in {one.code for one in added}
    placed[box] = replace(placed[box], label="Adultes")
    exchanged = collected({}, placed=tuple(placed), outside=beside).findings
    assert "other_words_beside" in {one.code for one in exchanged}


def test_a_field_that_is_out_of_place_is_told_once_whatever_stands_before_it() -> None:
    placed = _standing()
    one, other = _at(placed, "q1_ateliers"), _at(placed, "q2_matin")
    placed[one], placed[other] = (
        replace(placed[other], label=placed[one].label),
        replace(placed[one], label=placed[other].label),
    )
    told = _told(placed)
    assert told["q1_ateliers"] == told["q2_matin"] == ["out_of_place"]
    assert {code for codes in told.values() for code in codes} == {"out_of_place"}


def test_a_question_whose_heading_lost_its_mark_leaves_its_answers_where_they_are() -> None:
    placed = _standing()
    at = _at(placed, "q2_matin")
    placed = [replace(one, question="1" if rank >= at else None) for rank, one in enumerate(placed)]
    headed = tuple(Outside(f"Question {number}", number) for number in ("1", "2"))
    codes = [str(one.code) for one in collected({}, placed=tuple(placed), outside=headed[:1]).findings]
    assert "out_of_place" not in codes
    codes = [str(one.code) for one in collected({}, placed=tuple(placed), outside=headed).findings]
    assert codes.count("out_of_place") > 0
