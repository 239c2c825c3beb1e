"""Which reading counts: the latest of each coder, of the text to the letter, and none while coders differ."""

from __future__ import annotations

from coding_bench import NOTES, OTHERS, act, coded_survey, reading, text, texts
from surveykit.coded import RecordedCoding
from surveykit.coding import FieldStanding, standing

SAID = texts("Deux salles.", "Plus tard le soir.", "Rien.")
FIRST, SECOND, THIRD = SAID


def _standing(*acts: RecordedCoding) -> FieldStanding:
    return standing(coded_survey(), SAID, acts)[NOTES]


def test_what_nobody_read_waits_and_is_not_counted() -> None:
    found = _standing()
    assert (found.texts, found.waiting, found.is_counted) == (SAID, SAID, False)
    assert standing(coded_survey(), SAID, ()).frames == {}
    assert [one.field for one in standing(coded_survey(), (), ()).fields] == [OTHERS, NOTES]


def test_one_coder_is_enough_and_their_latest_reading_counts() -> None:
    found = _standing(
        act(1, "marie", reading(FIRST, "horaires"), reading(SECOND, "horaires")),
        act(2, "marie", reading(FIRST, "locaux")),
    )
    assert {who: one.themes for who, one in found.counted.items()} == {"amiens": {"locaux"}, "brest": {"horaires"}}
    assert (found.waiting, found.changed, found.is_counted) == ((THIRD,), (), True)


def test_coding_of_a_text_that_changed_since_does_not_stand() -> None:
    before = text("amiens", "Deux salles")
    found = _standing(act(1, "marie", reading(before, "locaux"), reading(SECOND, "horaires")))
    assert (found.changed, found.waiting) == ((FIRST,), (THIRD,))
    assert list(found.counted) == ["brest"]
    back = standing(coded_survey(), [before], [act(1, "marie", reading(before, "locaux"))])[NOTES]
    assert back.changed == ()


def test_a_question_on_which_coders_differ_is_not_counted_until_somebody_settles() -> None:
    acts = [
        act(1, "marie", reading(FIRST, "locaux"), reading(SECOND, "horaires")),
        act(2, "paul", reading(FIRST, "locaux", "autre"), reading(SECOND, "horaires")),
    ]
    found = _standing(*acts)
    (dispute,) = found.disputes
    assert dispute.text == FIRST
    assert dispute.found == {"marie": {"locaux"}, "paul": {"locaux", "autre"}}
    assert not found.is_counted
    settled = _standing(*acts, act(3, "chef", reading(FIRST, "autre"), reconciled=True))
    assert settled.disputes == ()
    assert {who: one.themes for who, one in settled.counted.items()} == {"amiens": {"autre"}, "brest": {"horaires"}}
    later = _standing(
        *acts, act(3, "chef", reading(FIRST, "autre"), reconciled=True), act(4, "paul", reading(FIRST, "locaux"))
    )
    assert later.counted["amiens"].themes == {"autre"}, "what was settled stays settled"


def test_added_themes_are_in_use_when_a_reading_that_counts_has_them() -> None:
    acts = [act(1, "marie", reading(FIRST, "prix"), prix="Prix et tarifs")]
    now = standing(coded_survey(), SAID, acts)
    assert now[NOTES].frame == {
        "locaux": "Locaux et matériel",
        "horaires": "Horaires",
        "autre": "Autre",
        "prix": "Prix et tarifs",
    }
    assert now.frames == {NOTES: now[NOTES].frame}
    later = standing(coded_survey(), SAID, [*acts, act(2, "marie", reading(FIRST, "locaux"))])
    assert "prix" not in later.frames[NOTES]
    assert "prix" in later[NOTES].frame


def test_quotations_are_those_of_the_readings_that_count_and_say_nothing_of_their_authors() -> None:
    acts = [
        act(1, "marie", reading(SECOND, "horaires", quoted="le soir", by="Mme Petit"), reading(FIRST, "locaux")),
        act(2, "paul", reading(FIRST, "locaux", quoted="Deux salles.", by="M. Durand")),
    ]
    found = _standing(*acts)
    assert [(one.text, one.cleared_by) for one in found.quotations] == [
        ("Deux salles.", "M. Durand"),
        ("le soir", "Mme Petit"),
    ]
    removed = _standing(*acts, act(3, "paul", reading(FIRST, "locaux")))
    assert [one.text for one in removed.quotations] == ["le soir"]
    settled = _standing(*acts, act(3, "chef", reading(SECOND, "horaires"), reconciled=True))
    assert [one.text for one in settled.quotations] == ["Deux salles."]
