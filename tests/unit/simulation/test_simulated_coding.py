"""Simulated coders: the same each time, mostly of one mind, and only with themes that the frame has."""

from __future__ import annotations

from coding_bench import FRAMES, coded_survey, texts
from surveykit.ids import OptionCode
from surveykit.model import NO_THEME
from surveykit.simulation import simulated_readings

SURVEY = coded_survey()
SAID = texts(*["Plus de salles et de matériel.", "Des horaires du soir.", "Rien.", "Autre chose.", "Bien.", "Oui."])


def test_the_same_seed_gives_the_same_readings_with_themes_of_the_frame() -> None:
    first, again = ([*simulated_readings(SURVEY, SAID, "marie", 3, cleared_by="Mme Petit")] for _ in range(2))
    assert first == again
    assert [one.place for one in first] == [one.place for one in SAID]
    known = {theme.code for theme in FRAMES[0].themes} | {NO_THEME}
    assert all(one.themes and one.themes <= known for one in first)
    assert all(NO_THEME not in one.themes or len(one.themes) == 1 for one in first)
    assert "locaux" in first[0].themes, "the words of a theme are recognised"


def test_without_hesitation_coders_agree_and_with_it_they_sometimes_differ() -> None:
    def themes(coder: str, share: float) -> list[frozenset[OptionCode]]:
        every = (simulated_readings(SURVEY, SAID, coder, seed, hesitation=share) for seed in range(20))
        return [one.themes for readings in every for one in readings]

    assert themes("marie", 0) == themes("paul", 0)
    alike = sum(one == other for one, other in zip(themes("marie", 0.2), themes("paul", 0.2), strict=True))
    assert 60 < alike < 120


def test_some_quotations_are_cleared_and_none_without_a_name() -> None:
    quoted = [one for seed in range(40) for one in simulated_readings(SURVEY, SAID, "m", seed, cleared_by="Mme Petit")]
    assert 0 < sum(one.quotation is not None for one in quoted) < 60
    assert all(one.quotation is None for one in simulated_readings(SURVEY, SAID, "m", 1))
