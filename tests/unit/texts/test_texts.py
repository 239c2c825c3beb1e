"""Words in one form: canonical, on one line, the nearest of several."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from surveykit.texts import (
    canonical,
    nearest,
    squeezed,
)


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
