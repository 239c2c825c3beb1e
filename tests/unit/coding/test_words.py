"""What is still the same text, the same name, a tick, after a spreadsheet and a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.coding.words import as_code, cell_name, cell_text, fingerprint, folded, in_short, plain, tick


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("l'été", "l’été"),
        ("« oui »", '"oui"'),
        ("«\u00a0oui\u00a0»", "“oui”"),
        ("à\r\nla  ligne", "à\nla ligne"),
        ("à_x000D_\nla ligne", "à\nla ligne"),
        ("_x005F_x0041_", "_x0041_"),
        ("e\u0301te\u0301", "été"),
        ("fin...", "fin…"),
        (" bords ", "bords"),
    ],
)
def test_a_text_is_the_same_after_a_spreadsheet(typed: str, meant: str) -> None:
    assert plain(typed) == plain(meant)


@pytest.mark.parametrize(("one", "other"), [("12", "21"), ("a b", "ab"), ("non", "Non"), ("été", "ete")])
def test_texts_that_differ_stay_different(one: str, other: str) -> None:
    assert plain(one) != plain(other)
    assert fingerprint(one) != fingerprint(other)


def test_names_are_known_whatever_their_form() -> None:
    assert folded(" Système  d’information : ") == folded("SYSTEME D'INFORMATION")
    assert as_code("Prix & tarifs (été)") == "prix_tarifs_ete"
    assert as_code("2014") == "2014"
    assert in_short("mot " * 40).startswith("mot mot")
    assert len(in_short("mot " * 40)) == 60
    assert in_short("un\ndeux") == "un deux"


def test_a_tick_says_yes_no_or_neither() -> None:
    assert [tick(one) for one in ("x", "", "?", "2", "oui peut-être")] == [True, False, None, None, None]


@pytest.mark.parametrize(("row", "column", "name"), [(1, 1, "A1"), (12, 26, "Z12"), (3, 27, "AA3"), (9, 703, "AAA9")])
def test_cells_are_called_as_spreadsheets_do(row: int, column: int, name: str) -> None:
    assert cell_name(row, column) == name


@given(st.text())
def test_a_fingerprint_is_never_a_number_and_a_cell_never_too_long(text: str) -> None:
    assert fingerprint(text).startswith("t-")
    assert fingerprint(text) == fingerprint(text)
    assert len(cell_text(text * 500).encode("utf-16-le", "surrogatepass")) <= 2 * 32_767
