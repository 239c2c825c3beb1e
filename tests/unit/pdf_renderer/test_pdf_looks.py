"""How values are drawn: every line fits, nothing is lost where there is room, nothing is done where there is none."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit_pdf import looks
from surveykit_pdf.fonts import covered, encoded, field_font
from surveykit_pdf.syntax import name, text_string

WORDS = st.lists(st.text(st.sampled_from("aeéiœW’– €-"), min_size=1, max_size=30), max_size=40).map(" ".join)


@given(text=WORDS, width=st.floats(30, 500))
def test_every_line_fits_in_its_width_and_every_letter_is_kept(text: str, width: float) -> None:
    lines = looks.wrapped(text, width, 9, 10_000)
    assert all(field_font().width(line, 9) <= width + 0.01 for line in lines)
    assert b"".join(lines).replace(b" ", b"") == encoded(text).replace(b" ", b"")


def test_lines_are_kept_and_cut_where_the_field_ends() -> None:
    assert looks.wrapped("un\n\ndeux", 200, 9, 10) == [b"un", b"", b"deux"]
    assert looks.wrapped("mot " * 100_000, 60, 9, 3) == looks.wrapped("mot " * 100, 60, 9, 3)
    assert len(looks.wrapped("x" * 100_000, 60, 9, 3)) == 3


@pytest.mark.parametrize("draw", [looks.line, looks.area])
def test_a_drawing_is_as_short_as_its_field(draw) -> None:
    drawn = draw("été 🏥 " * 100_000, 200.0, 40.0)
    assert len(drawn) < 2_000
    assert drawn.startswith(b"/Tx BMC q ")
    assert drawn.endswith(b" ET Q EMC")


def test_characters_that_the_fields_font_lacks() -> None:
    assert encoded("l’œuvre – 5 € «\u202foui\u00a0»") == "l’œuvre – 5 € «\u00a0oui\u00a0»".encode("cp1252")
    assert encoded("≥ 🏥 漢") == b"? ? ?"
    assert encoded("co\u2011opter\u2212") == "co-opter–".encode("cp1252")


def test_characters_that_the_family_lacks() -> None:
    assert covered("é ≥ Ω → Ж\n\t<p>") == "é ≥ Ω → Ж\n\t<p>"
    assert covered("🏥漢") == "\ufffd\ufffd"


def test_the_font_covers_win_ansi() -> None:
    font = field_font()
    assert len(font.widths) == 256
    assert font.widths[ord("i")] < font.widths[ord("W")]
    assert font.width("Œ".encode("cp1252"), 10) > font.width(b"O", 10)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a(b)\\c\n", rb"(a\(b\)\\c\n)"),
        ("é🏥", b"<FEFF00e9d83cdfe5>"),
        ("", b"()"),
    ],
)
def test_texts_as_pdf_strings(text: str, written: bytes) -> None:
    assert text_string(text) == written


def test_names() -> None:
    assert name("oui_1") == b"/oui_1"
    assert name("a b/é") == b"/a#20b#2f#c3#a9"
    assert re.fullmatch(rb"/[!-~]+", name("\x00\n(%)"))
