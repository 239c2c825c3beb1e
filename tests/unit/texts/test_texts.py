"""Words and numbers as French prints them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.texts import (
    canonical,
    counted,
    french_date,
    french_number,
    french_percent,
    joined,
    marks_of,
    nearest,
    says_simulated,
    simulated_name,
    squeezed,
)


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        (0, 0, "0"),
        (1234.5, 1, "1\u202f234,5"),
        (-1234567, 0, "\u22121\u202f234\u202f567"),
        (Decimal("161.9"), 1, "161,9"),
        (2.5, 0, "3"),
        (0.05, 1, "0,1"),
        (10**30 + 1, 0, "1" + "\u202f000" * 9 + "\u202f001"),
        (1e30, 1, "1\u00a0×\u00a010³⁰"),
        (-7.200000936000035e17, 1, "\u22127,200000936000035\u00a0×\u00a010¹⁷"),
        (999_999_999_999_999.0, 0, "999\u202f999\u202f999\u202f999\u202f999"),
        (
            Decimal("12345678901234567890123456789012.345"),
            2,
            "12" + "\u202f345\u202f678\u202f901\u202f234" + "\u202f567\u202f890\u202f123\u202f456\u202f789\u202f012,35",
        ),
    ],
)
def test_numbers(value: float | Decimal, decimals: int, printed: str) -> None:
    assert french_number(value, decimals) == printed


def test_percents_counts_and_dates() -> None:
    assert french_percent(0.4213, 1) == "42,1\u00a0%"
    assert french_percent(Decimal("0.85")) == "85\u00a0%"
    assert french_percent(Decimal(10**30 + 1), 1) == "100" + "\u202f000" * 9 + "\u202f100,0\u00a0%"
    assert french_percent(-1.25e15, 1) == "\u22121,25\u00a0×\u00a010¹⁷\u00a0%"
    assert french_number(1.7e308) == "1,7\u00a0×\u00a010³⁰⁸" and french_number(5e-324) == "0"
    assert counted(0, "réseau", "réseaux") == "0\u00a0réseau"
    assert counted(1, "réseau", "réseaux") == "1\u00a0réseau"
    assert counted(2, "répondant") == "2\u00a0répondants"
    assert french_date(date(2014, 9, 5), weekday=True) == "vendredi 5\u00a0septembre 2014"
    assert french_date(date(2015, 1, 1)) == "1er\u00a0janvier 2015"


def test_canonical_keeps_a_trace_of_what_no_file_can_hold() -> None:
    assert canonical("\x00a\r\nb\x0bc\u2028d\t e\x7f") == "␀a\nb\nc\nd\t e␡"
    assert canonical(" \u00a0x\ud800\ufffe ") == "x\ufffd\ufffd"


@given(st.text())
def test_canonical_is_settled(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once
    once.encode()


def test_squeezed_and_nearest() -> None:
    assert squeezed(" a\u00a0\n b ") == "a b"
    assert nearest("q2_aujourdui", ["q1_diagnostic", "q2_aujourdhui"]) == "q2_aujourdhui"
    assert nearest("zzz", ["q1_diagnostic"]) is None


def test_what_pages_say_of_themselves_is_said_once_and_in_order() -> None:
    assert marks_of(simulated=False) == ()
    assert marks_of(simulated=True) == ("DONNÉES SIMULÉES",)
    assert marks_of(simulated=True, also=("PROJET",)) == ("PROJET", "DONNÉES SIMULÉES")
    assert marks_of(simulated=True, also=("DONNÉES SIMULÉES", "PROJET")) == ("DONNÉES SIMULÉES", "PROJET")
    assert marks_of(simulated=False, also=("PROJET",)) == ("PROJET",)
    assert joined(("PROJET", "DONNÉES SIMULÉES")) == "PROJET – DONNÉES SIMULÉES"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("DONNÉES SIMULÉES", True),
        ("PROJET – DONNÉES SIMULÉES – Bilan", True),
        ("PROJET –\u00a0DONNÉES SIMULÉES", True),
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
