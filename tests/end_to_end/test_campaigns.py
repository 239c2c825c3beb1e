"""Five campaigns of `reseaux_2014` with two releases: how much of it is told, and whether what is told is right."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest
from msgspec.structs import replace

from campaigns import Played, campaigns, check, play, shares
from surveykit import Survey, load_survey, open_register
from surveykit.release import Total

CAMPAIGNS = 5
RATE = ("taux_reponse", None)
LEAST = {"key": 1.0, "national": 0.85, "all": 0.65}
"""The share of figures that have a value in each release, all five campaigns together."""


@pytest.fixture(scope="module")
def survey() -> Survey:
    return load_survey("reseaux_2014")


@pytest.fixture(scope="module")
def played(survey: Survey) -> list[Played]:
    return list(islice(campaigns(survey), CAMPAIGNS))


def test_every_value_is_what_it_means_or_what_an_earlier_release_told(played: list[Played]) -> None:
    assert [one.wrong for one in played] == [()] * CAMPAIGNS
    assert all(len(told.figures) == 90 and len(told.existing) >= 88 for one in played for told in one.releases)


@pytest.mark.parametrize("number", [1, 2])
def test_most_figures_have_a_value(survey: Survey, played: list[Played], number: int) -> None:
    found = shares(survey, played, number)
    for kind, least in LEAST.items():
        assert found[kind].mean >= least, kind


def test_what_was_public_is_not_lost(played: list[Played]) -> None:
    assert sum(len(one.lost()) for one in played) == 0


def test_a_value_that_is_not_the_one_computed_by_hand_is_told(survey: Survey, tmp_path: Path) -> None:
    first, told = play(survey, 1, tmp_path).releases
    with open_register(tmp_path / "register.sqlite", survey) as campaign:
        returned = [one.response for one in campaign.responses()]
    assert list(check(survey, returned, told, [first])) == []
    figures = {**told.figures, RATE: replace(told.figures[RATE], content=Total(24))}
    (complaint,) = check(survey, returned, replace(told, figures=figures), [first])
    assert complaint.startswith("('taux_reponse', None): Total(value=24)")
    assert len(list(check(survey, returned[1:], told, [first]))) > 10
