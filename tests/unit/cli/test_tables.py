"""Tables on the terminal: all is there, in columns, and no line is wider than the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from surveykit.cli.tables import WIDE, print_table

CELLS = st.text(st.sampled_from("ab é’漢\u00a0\n[]"), max_size=300)


def printed(capsys: pytest.CaptureFixture[str], header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    print_table("Titre", header, rows)
    title, blank, *rest, last = capsys.readouterr().out.splitlines()
    assert (title, blank, last) == ("Titre", "", "")
    return rest


def test_cells_stand_under_their_headings(capsys: pytest.CaptureFixture[str]) -> None:
    head, rule, *rows = printed(capsys, ("code", "nom", "n"), [("alsace", "Île\nde", "1"), ("é", "漢字", "")])
    assert head == " code     nom    n"
    assert rule == f" {'─' * 17}"
    assert rows == [" alsace   Île    1", "          de", " é        漢字"]


def test_what_is_too_wide_is_parted_between_words(capsys: pytest.CaptureFixture[str]) -> None:
    words = " ".join(f"mot{rank}" for rank in range(100))
    _, rule, *rows = printed(capsys, ("code", "texte"), [("a", words), ("b", "x" * 500)])
    assert max(map(cell_len, [rule, *rows])) <= WIDE
    parted = [line.removeprefix(" a").strip() for line in rows[: rows.index(next(one for one in rows if "x" in one))]]
    assert " ".join(parted) == words
    assert sum(line.count("x") for line in rows) == 500


def test_many_names_in_one_cell_are_all_there(capsys: pytest.CaptureFixture[str]) -> None:
    names = [f"antenne_{rank}" for rank in range(20_000)]
    _, _, *rows = printed(capsys, ("qui",), [(", ".join(names),)])
    assert " ".join(line.strip() for line in rows).split(", ") == names


@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=4))
def test_nothing_of_a_cell_is_lost(rows: list[tuple[str, str, str]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        out = StringIO()
        patch.setattr("sys.stdout", out)
        print_table("Titre", ("a", "b", "c"), rows)
    lines = out.getvalue().splitlines()[4:]
    assert all(cell_len(line) <= WIDE for line in lines)
    for character in "ab é’漢\u00a0[]".replace(" ", ""):
        assert sum(line.count(character) for line in lines) == sum("".join(row).count(character) for row in rows)
