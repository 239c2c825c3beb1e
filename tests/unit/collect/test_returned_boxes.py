"""Tick boxes as they come back: recorded, displayed, replaced, copied, deleted."""

from __future__ import annotations

import pytest

from filled_forms import boxes, codes, said, typed
from surveykit.filled import Entry, Tick
from surveykit.findings import Severity
from surveykit.ids import OptionCode
from surveykit.responses import Answered, Blank, Missing, Unreadable

FIELD = "q4_publics"
EMPTY, TICKED = Tick(False, "☐"), Tick(True, "☒")


def _chosen(*options: str, to_confirm: bool = False) -> Answered:
    return Answered(frozenset(map(OptionCode, options)), to_confirm=to_confirm)


CONFIRMED = _chosen("enfants", to_confirm=True)


def test_no_box_ticked_is_a_blank() -> None:
    assert said(FIELD, boxes(enfants=EMPTY, adultes=EMPTY, autres=EMPTY)) == (Blank(), [])


@pytest.mark.parametrize(
    "tick",
    [TICKED, Tick(True, "☑"), Tick(True, "✔"), Tick(True, "X"), Tick(None, "☒"), Tick(None, "\uf0fe"), Tick(True, "")],
)
def test_a_box_that_is_ticked_beyond_doubt(tick: Tick) -> None:
    assert said(FIELD, boxes(enfants=tick, adultes=EMPTY, autres=EMPTY)) == (_chosen("enfants"), [])


@pytest.mark.parametrize(
    ("tick", "answer", "code", "reason"),
    [
        (Tick(False, "X"), CONFIRMED, "box_disagreement", "état enregistré non coché mais affichage « X »"),
        (Tick(False, "☐ ✔"), CONFIRMED, "box_disagreement", "mais affichage « ☐ ✔ »"),
        (Tick(True, "☐"), Blank(), "box_disagreement", "état enregistré coché mais affichage « ☐ »"),
        (Tick(None, "✔"), CONFIRMED, "box_replaced", "case « Enfants » remplacée par du texte, lue cochée"),
        (Tick(None, "oui"), CONFIRMED, "box_replaced", "remplacée par du texte, lue cochée"),
        (
            Tick(None, "peut-être"),
            Unreadable("Enfants peut-être; Adultes ☐; Autres (précisez) ☐"),
            "box_unreadable",
            "« peut-être »",
        ),
        (Tick(None, ""), Blank(), "box_missing", "case supprimée du document : Enfants"),
    ],
)
def test_the_table_of_boxes(tick: Tick, answer: object, code: str, reason: str) -> None:
    found, findings = said(FIELD, boxes(enfants=tick, adultes=EMPTY, autres=EMPTY))
    assert found == answer
    assert codes(findings) == [code]
    assert reason in findings[0].message.replace("\u00a0", " ")
    assert findings[0].severity is (Severity.ERROR if isinstance(found, Unreadable) else Severity.WARNING)


def test_copies_of_a_box_are_to_confirm_or_contradict() -> None:
    found, findings = said(FIELD, boxes(enfants=(TICKED, TICKED), adultes=EMPTY, autres=EMPTY))
    assert (found, codes(findings)) == (_chosen("enfants", to_confirm=True), ["duplicate_control"])
    found, findings = said(FIELD, boxes(enfants=(TICKED, EMPTY), adultes=TICKED, autres=EMPTY))
    assert (found, codes(findings)) == (
        Unreadable("Enfants ☒; Enfants ☐; Adultes ☒; Autres (précisez) ☐"),
        ["duplicate_differs"],
    )


def test_boxes_that_are_all_there_twice_are_told_once() -> None:
    found, findings = said(FIELD, boxes(enfants=(TICKED, TICKED), adultes=(EMPTY, EMPTY), autres=(EMPTY,) * 3))
    assert (found, codes(findings)) == (_chosen("enfants", to_confirm=True), ["duplicate_control"])
    assert findings[0].raw == "Enfants"
    assert "2 exemplaires" in findings[0].message.replace("\u00a0", " ")


def test_a_list_whose_boxes_were_all_deleted_is_missing() -> None:
    assert said(FIELD, None)[0] == Missing()
    assert said(FIELD, boxes(enfants=Tick(None, ""), autres=Tick(None, " ")))[0] == Missing()


def test_some_boxes_deleted_leave_an_answer_to_confirm() -> None:
    found, findings = said(FIELD, boxes(adultes=TICKED))
    assert (found, codes(findings)) == (_chosen("adultes", to_confirm=True), ["box_missing"])


def test_a_box_that_the_form_does_not_have_is_not_dropped() -> None:
    found, findings = said(FIELD, boxes(enfants=TICKED, enfant=TICKED))
    assert (found, codes(findings)) == (Unreadable("enfants; enfant"), ["unknown_option"])
    assert "(peut-être «\u00a0Enfants\u00a0»\u202f?)" in findings[0].message


@pytest.mark.parametrize(
    ("code", "one", "two", "value", "marks"),
    [
        ("q6_porteur", "ville", "autre", "ville", "La ville, Un autre porteur"),
        ("q3_satisfaction", "2", "4", 2, "2, 4"),
        ("q5_charte", "oui", "non", True, "Oui, Non"),
    ],
)
def test_two_marks_where_one_is_expected_contradict(code: str, one: str, two: str, value: object, marks: str) -> None:
    assert said(code, boxes(**{one: TICKED}), complete=False, outside=None) == (Answered(value), [])  # type: ignore[arg-type]
    found, (finding,) = said(code, boxes(**{one: TICKED, two: TICKED}), complete=False, outside=None)
    assert found == Unreadable(marks.replace(", ", "; "))
    assert finding.code == "several_marks"
    assert f"plusieurs cases cochées ({marks}) alors qu’une seule est attendue" in finding.message


def test_words_and_boxes_that_disagree_contradict() -> None:
    ticks = boxes(enfants=TICKED, adultes=EMPTY, autres=EMPTY).ticks
    assert said(FIELD, Entry(typed("Enfants").words, ticks))[0] == _chosen("enfants")
    assert said(FIELD, Entry(typed("Adultes").words, ticks))[0] == Unreadable("Adultes / Enfants")


def test_boxes_under_a_number_have_no_value() -> None:
    found, findings = said("q2_matin", boxes(a=TICKED))
    assert (found, codes(findings)) == (Unreadable("a"), ["wrong_shape"])


def test_copies_of_a_whole_list_are_told_once_and_empty_ones_not_at_all() -> None:
    found, findings = said(FIELD, boxes(enfants=(TICKED, TICKED), adultes=(TICKED, TICKED), autres=(EMPTY, EMPTY)))
    assert isinstance(found, Answered)
    assert found.to_confirm
    assert [(one.code, one.raw) for one in findings] == [("duplicate_control", "Enfants; Adultes")]
    found, findings = said(FIELD, boxes(enfants=(EMPTY, EMPTY), adultes=(EMPTY, EMPTY), autres=(EMPTY, EMPTY)))
    assert (found, list(findings)) == (Blank(), [])
