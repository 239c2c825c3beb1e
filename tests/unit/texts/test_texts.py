"""Words and numbers as French prints them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.texts import (
    canonical,
    french_number,
    french_percent,
    nearest,
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


def test_percents() -> None:
    assert french_percent(0.4213, 1) == "42,1\u00a0%"
    assert french_percent(Decimal("0.85")) == "85\u00a0%"
    assert french_percent(Decimal(10**30 + 1), 1) == "100" + "\u202f000" * 9 + "\u202f100,0\u00a0%"
    assert french_percent(-1.25e15, 1) == "\u22121,25\u00a0×\u00a010¹⁷\u00a0%"
    assert french_number(1.7e308) == "1,7\u00a0×\u00a010³⁰⁸" and french_number(5e-324) == "0"


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
