"""What a release leaves behind, for tests that have no register."""

from __future__ import annotations

from datetime import date, timedelta

from surveykit.disclosure import key_told, published_sums
from surveykit.model import Survey, meanings_of
from surveykit.release import Release
from surveykit.results import EarlierRelease, Results

FIRST = date(2014, 9, 1)


def left_behind(survey: Survey, results: Results, release: Release) -> EarlierRelease:
    """A release as later ones know it, a day after the one before it.

    Each earlier value that it repeats was told by a release before it, with the same base: nothing new is in it.
    """
    number = len(results.earlier) + 1
    before = [(key_told(one), one.content, one.base) for earlier in results.earlier for one in earlier.figures]
    for one in release.figures:
        if one.as_of is not None:
            assert (key_told(one), one.content, one.base) in before, f"{one.id} was not told before"
    day = FIRST + timedelta(days=number)
    return EarlierRelease(
        f"release {number}", published_sums(results, release), day, release.figures, meanings_of(survey)
    )
