"""Cohen's kappa, against values computed by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from coding_bench import act, coded_survey, reading, texts
from surveykit.coded import RecordedCoding
from surveykit.coding import Agreement, ThemeAgreement, agreements, standing
from surveykit.ids import OptionCode

SAID = texts("un", "deux", "trois", "quatre", "cinq", "six")


def _agreements(*acts: RecordedCoding) -> list[Agreement]:
    return [*agreements(standing(coded_survey(), SAID, acts).fields[1])]


def test_kappa_of_a_theme_is_cohen_s() -> None:
    """50 texts: both 20, first only 5, second only 10, neither 15. Po = 0.7, Pe = 0.5 * 0.6 + 0.5 * 0.4 = 0.5."""
    theme = ThemeAgreement(OptionCode("a"), "A", first=25, second=30, both=20, texts=50)
    assert (theme.observed, theme.expected) == (Fraction(7, 10), Fraction(1, 2))
    assert theme.kappa == Fraction(2, 5)


@pytest.mark.parametrize(
    ("first", "second", "both", "expected"),
    [(0, 0, 0, None), (10, 10, 10, None), (5, 5, 5, 1), (5, 5, 0, -1), (0, 5, 0, 0)],
)
def test_the_ends_of_the_scale(first: int, second: int, both: int, expected: int | None) -> None:
    assert ThemeAgreement(OptionCode("a"), "A", first, second, both, 10).kappa == expected


def test_a_question_has_a_kappa_by_theme_and_a_pooled_one() -> None:
    """By hand, over six texts.

    locaux: marie 1 2 3, paul 1 2 4: both 2, neither 2: Po 4/6, Pe 1/2, kappa 1/3.
    horaires: marie 4, paul 3 4: both 1, neither 4: Po 5/6, Pe 1/6*1/3 + 5/6*2/3 = 11/18, kappa 4/7.
    autre: nobody: Po 1, Pe 1, no kappa.
    Pooled: mean Po (2/3 + 5/6 + 1)/3 = 5/6, mean Pe (1/2 + 11/18 + 1)/3 = 19/27, kappa (5/6 - 19/27)/(8/27) = 7/16.
    """
    marie = [("locaux",), ("locaux",), ("locaux",), ("horaires",), ("aucun_theme",), ("aucun_theme",)]
    paul = [("locaux",), ("locaux",), ("horaires",), ("locaux", "horaires"), ("aucun_theme",), ("aucun_theme",)]
    (found,) = _agreements(
        act(1, "marie", *(reading(one, *themes) for one, themes in zip(SAID, marie, strict=True))),
        act(2, "paul", *(reading(one, *themes) for one, themes in zip(SAID, paul, strict=True))),
    )
    assert (found.coders, found.texts, found.alike) == (("marie", "paul"), 6, 4)
    assert [one.kappa for one in found.themes] == [Fraction(1, 3), Fraction(4, 7), None]
    assert found.kappa == Fraction(7, 16)


def test_only_what_both_read_of_the_text_as_it_is_counts() -> None:
    stale = reading(texts("un, autrement dit")[0], "horaires")
    (found,) = _agreements(
        act(1, "marie", stale, reading(SAID[1], "locaux"), reading(SAID[2], "locaux")),
        act(2, "paul", reading(SAID[0], "locaux"), reading(SAID[1], "locaux")),
    )
    assert (found.texts, found.alike) == (1, 1)


def test_three_coders_make_three_pairs_and_whoever_settles_is_none() -> None:
    acts = [act(n, name, reading(SAID[0], "locaux")) for n, name in enumerate(("marie", "paul", "ali"), 1)]
    found = _agreements(*acts, act(4, "chef", reading(SAID[0], "horaires"), reconciled=True))
    assert [one.coders for one in found] == [("ali", "marie"), ("ali", "paul"), ("marie", "paul")]
    assert _agreements(acts[0]) == []
