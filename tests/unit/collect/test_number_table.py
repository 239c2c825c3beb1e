"""The table of numbers as people write them: each row of `docs/numbers.md`, and what it leaves out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from surveykit.collect import Code, Doubtful, Exact, NoAnswer, Wrong, read_number
from surveykit.collect.signs import stems
from surveykit.responses import NonResponseReason

PAGE = Path(__file__).parents[3] / "docs" / "numbers.md"
KNOWN = stems(["réseaux", "Réseaux ayant fait l’objet d’un diagnostic"])
NC, SO = NonResponseReason.NOT_COMMUNICATED, NonResponseReason.NOT_APPLICABLE


def documented(section: str) -> list[tuple[str, list[str]]]:
    """The rows under a heading of the page: what is written, and the other cells."""
    found = []
    _, _, after = PAGE.read_text("utf-8").partition(f"## {section}\n")
    for line in after.partition("\n## ")[0].splitlines():
        if line.startswith("| `"):
            written, *others = (cell.strip().strip("`") for cell in line.strip("|").split(" | "))
            found.append((written.strip("` "), [one.strip("| `") for one in others]))
    return found


def test_the_page_has_its_four_tables() -> None:
    sections = re.findall("^## (.*)$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert [len(documented(one)) > 5 for one in sections] == [True] * 4


@pytest.mark.parametrize(("written", "others"), documented("Read without a question"))
def test_a_number_alone_with_its_unit_is_exact(written: str, others: list[str]) -> None:
    assert read_number(written, KNOWN) == Exact(int(others[0]))


@pytest.mark.parametrize(("written", "others"), documented("Read, and asked about"))
def test_what_is_rough_or_odd_is_to_confirm(written: str, others: list[str]) -> None:
    assert read_number(written, KNOWN) == Doubtful(int(others[0]), Code(others[1]))


@pytest.mark.parametrize(("written", "others"), documented("Said to have no answer"))
def test_saying_that_there_is_no_answer_is_not_zero(written: str, others: list[str]) -> None:
    assert read_number(written, KNOWN) == NoAnswer(NonResponseReason(others[0]))


@pytest.mark.parametrize(("written", "others"), documented("Not read"))
def test_what_is_no_one_whole_number_has_no_value(written: str, others: list[str]) -> None:
    assert read_number(written, KNOWN) == Wrong(Code(others[0]))


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", 0), ("05", 5), (" 12 \n", 12), ("1\u200b2", 12), ("999999999", 999_999_999), ("0000", 0)]
    + [(f"1{space}234", 1234) for space in " \u00a0\u202f\u2009\u2007"]
    + [("1\u202f234 réseaux", 1234), ("RÉSEAU\u00a0: 12", 12), ("12,", 12), ("12 !", 12), ("+ 12", 12)],
)
def test_whatever_is_not_seen_changes_nothing(text: str, value: int) -> None:
    assert read_number(text, KNOWN) == Exact(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("zéro", 0),
        ("un", 1),
        ("une seule", 1),
        ("vingt-et-un", 21),
        ("soixante et onze", 71),
        ("septante-deux", 72),
        ("huitante", 80),
        ("nonante neuf", 99),
        ("Quatre-vingt-dix-neuf", 99),
        ("onze cents", 1100),
        ("mille neuf cent quatre-vingt-quatre", 1984),
        ("soit douze", 12),
    ],
)
def test_letters_are_read_and_asked_about(text: str, value: int) -> None:
    assert read_number(text) == Doubtful(value, Code.IN_WORDS)


@pytest.mark.parametrize(
    ("text", "known"),
    [("12 réseaux", "lits"), ("12 réseaux", ""), ("douze réseaux", "lits"), ("12 hôpitaux", "villes")],
)
def test_the_unit_of_another_field_is_not_its_own(text: str, known: str) -> None:
    assert read_number(text, stems([known])) == Wrong(Code.TEXT_ADDED)


@pytest.mark.parametrize(
    ("text", "known"), [("1 hôpital", "hôpitaux"), ("1 place", "lits et places"), ("1 lit et place", "lits et places")]
)
def test_a_unit_is_known_in_the_singular(text: str, known: str) -> None:
    assert read_number(text, stems([known])) == Exact(1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1\n234", Code.SEVERAL_NUMBERS),
        ("1\t234", Code.SEVERAL_NUMBERS),
        ("1  234", Code.SEVERAL_NUMBERS),
        ("12 34", Code.SEVERAL_NUMBERS),
        ("des dizaines", Code.SEVERAL_NUMBERS),
        ("environ -3", Code.NEGATIVE),
        ("− 3", Code.NEGATIVE),
        ("1 234,50 €", Code.DECIMAL),
        ("plus d’une douzaine", Code.BOUND),
        ("douze ou NC", Code.CONTRADICTION),
        ("tél. 06 12 34 56 78", Code.TELEPHONE),
        ("31.12.2014", Code.DATE),
        ("même nombre qu’en question 4", Code.REFERENCE),
        ("voir ci-dessus", Code.REFERENCE),
        ("9" * 5000, Code.TOO_LARGE),
        ("Ⅻ", Code.NOT_A_NUMBER),
        ("-", Code.NOT_A_NUMBER),
        ("", Code.NOT_A_NUMBER),
        ("12 " + "x" * 1000, Code.NOT_A_NUMBER),
    ],
)
def test_more_texts_without_a_value(text: str, code: Code) -> None:
    assert read_number(text, KNOWN) == Wrong(code)
