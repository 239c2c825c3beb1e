"""What pages say of themselves, and by what a file is known that holds simulated data."""

from __future__ import annotations

import pytest

from surveykit.texts import joined
from surveykit.words.marks import confidential_mark, draft_mark, marks_of, says_simulated, simulated_name


def test_what_pages_say_of_themselves_is_said_once_and_in_order() -> None:
    assert marks_of("fr", simulated=False) == ()
    assert marks_of("fr", simulated=True) == ("DONNÉES SIMULÉES",)
    assert marks_of("fr", simulated=True, also=("PROJET",)) == ("PROJET", "DONNÉES SIMULÉES")
    assert marks_of("fr", simulated=True, also=("DONNÉES SIMULÉES", "PROJET")) == ("DONNÉES SIMULÉES", "PROJET")
    assert marks_of("fr", simulated=False, also=("PROJET",)) == ("PROJET",)
    assert marks_of("en", simulated=True, also=(draft_mark("en"),)) == ("DRAFT", "SIMULATED DATA")
    assert confidential_mark("en-GB") == "CONFIDENTIAL"
    assert joined(("PROJET", "DONNÉES SIMULÉES")) == "PROJET – DONNÉES SIMULÉES"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("DONNÉES SIMULÉES", True),
        ("PROJET – DONNÉES SIMULÉES – Bilan", True),
        ("PROJET –\u00a0DONNÉES SIMULÉES", True),
        ("DRAFT – SIMULATED DATA", True),
        ("Bilan des DONNÉES SIMULÉES en 2014", False),
        ("données simulées", False),
        ("", False),
    ],
)
def test_a_line_is_known_by_its_mark_only(line: str, said: bool) -> None:
    assert says_simulated(line) is said


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("bilan.docx", "bilan-donnees-simulees.docx"),
        ("answers.statuses.csv", "answers.statuses-donnees-simulees.csv"),
        ("bilan", "bilan-donnees-simulees"),
        ("a/b.c/bilan", "a/b.c/bilan-donnees-simulees"),
        (".profil", ".profil-donnees-simulees"),
        ("a/b.c/bilan.pdf", "a/b.c/bilan-donnees-simulees.pdf"),
    ],
)
def test_the_name_of_a_file_says_it_before_its_suffix(name: str, told: str) -> None:
    assert simulated_name(name) == told
