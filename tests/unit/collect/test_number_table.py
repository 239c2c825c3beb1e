"""The table of numbers as people write them, case by case."""

from __future__ import annotations

import pytest

from surveykit.collect import Code, Doubtful, Exact, NoAnswer, Wrong, read_number
from surveykit.responses import NonResponseReason

NC, SO = NonResponseReason.NOT_COMMUNICATED, NonResponseReason.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", 0), ("12", 12), ("05", 5), (" 12 \n", 12), ("12.", 12), ("1\u200b2", 12), ("999999999", 999_999_999)]
    + [(f"1{space}234", 1234) for space in " \u00a0\u202f\u2009\u2007"]
    + [("12 345 678", 12_345_678)],
)
def test_bare_numbers_are_exact(text: str, value: int) -> None:
    assert read_number(text) == Exact(value)


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("12 réseaux", 12, Code.TEXT_ADDED),
        ("réseaux\u00a0: 12", 12, Code.TEXT_ADDED),
        ("(12)", 12, Code.TEXT_ADDED),
        ("+12", 12, Code.TEXT_ADDED),
        ("12,", 12, Code.TEXT_ADDED),
        ("1\u202f234 réseaux", 1234, Code.TEXT_ADDED),
        ("environ 12", 12, Code.APPROXIMATE),
        ("12 env.", 12, Code.APPROXIMATE),
        ("~12", 12, Code.APPROXIMATE),
        ("≈ 1 234", 1234, Code.APPROXIMATE),
        ("+/- 12", 12, Code.APPROXIMATE),
        ("plus ou moins 12", 12, Code.APPROXIMATE),
        ("à peu près douze", 12, Code.APPROXIMATE),
        ("12 ?", 12, Code.APPROXIMATE),
        ("une douzaine", 12, Code.APPROXIMATE),
        ("une bonne vingtaine", 20, Code.APPROXIMATE),
        ("douze", 12, Code.IN_WORDS),
        ("DOUZE RÉSEAUX", 12, Code.IN_WORDS),
        ("zéro", 0, Code.IN_WORDS),
        ("un", 1, Code.IN_WORDS),
        ("une seule", 1, Code.IN_WORDS),
        ("vingt-et-un", 21, Code.IN_WORDS),
        ("soixante et onze", 71, Code.IN_WORDS),
        ("septante-deux", 72, Code.IN_WORDS),
        ("huitante", 80, Code.IN_WORDS),
        ("nonante neuf", 99, Code.IN_WORDS),
        ("Quatre-vingt-dix-neuf", 99, Code.IN_WORDS),
        ("onze cents", 1100, Code.IN_WORDS),
        ("mille neuf cent quatre-vingt-quatre", 1984, Code.IN_WORDS),
        ("néant", 0, Code.NONE_AS_ZERO),
        ("Aucune.", 0, Code.NONE_AS_ZERO),
        ("1.234", 1234, Code.THOUSANDS_OR_DECIMALS),
        ("1.234.567", 1_234_567, Code.THOUSANDS_OR_DECIMALS),
        ("1’234", 1234, Code.THOUSANDS_OR_DECIMALS),
        ("12,0", 12, Code.DECIMAL_ZERO),
        ("12.00", 12, Code.DECIMAL_ZERO),
        ("007", 7, Code.LEADING_ZERO),
        ("１２", 12, Code.OTHER_DIGITS),
        ("١٢", 12, Code.OTHER_DIGITS),
    ],
)
def test_a_number_with_anything_else_is_to_confirm(text: str, value: int, code: Code) -> None:
    assert read_number(text) == Doubtful(value, code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12,5", Code.DECIMAL),
        ("12.5", Code.DECIMAL),
        ("1,234", Code.DECIMAL),
        ("1 234,50 €", Code.DECIMAL),
        ("½", Code.DECIMAL),
        ("deux et demi", Code.DECIMAL),
        ("12 à 15", Code.SEVERAL_NUMBERS),
        ("12-15", Code.SEVERAL_NUMBERS),
        ("3/4", Code.SEVERAL_NUMBERS),
        ("38 dont 4 fusionnés", Code.SEVERAL_NUMBERS),
        ("38 dont quatre fusionnés", Code.SEVERAL_NUMBERS),
        ("12 (dont 3 en projet)", Code.SEVERAL_NUMBERS),
        ("12 34", Code.SEVERAL_NUMBERS),
        ("1\n234", Code.SEVERAL_NUMBERS),
        ("1\t234", Code.SEVERAL_NUMBERS),
        ("1  234", Code.SEVERAL_NUMBERS),
        ("12 mille", Code.SEVERAL_NUMBERS),
        ("deux ou trois", Code.SEVERAL_NUMBERS),
        ("deux douzaines", Code.SEVERAL_NUMBERS),
        ("des dizaines", Code.SEVERAL_NUMBERS),
        ("-3", Code.NEGATIVE),
        ("− 3", Code.NEGATIVE),
        ("environ -3", Code.NEGATIVE),
        ("moins douze", Code.NEGATIVE),
        ("plus de 12", Code.BOUND),
        ("> 12", Code.BOUND),
        ("au moins douze", Code.BOUND),
        ("plus d’une douzaine", Code.BOUND),
        ("12 %", Code.PERCENTAGE),
        ("12k", Code.MULTIPLIER),
        ("3 millions", Code.MULTIPLIER),
        ("1e3", Code.SCIENTIFIC),
        ("1000000000", Code.TOO_LARGE),
        ("9" * 5000, Code.TOO_LARGE),
        ("12²", Code.NOT_A_NUMBER),
        ("Ⅻ", Code.NOT_A_NUMBER),
        ("un peu", Code.NOT_A_NUMBER),
        ("oui", Code.NOT_A_NUMBER),
        ("-", Code.NOT_A_NUMBER),
        ("", Code.NOT_A_NUMBER),
        ("12 " + "x" * 1000, Code.NOT_A_NUMBER),
    ],
)
def test_what_is_no_one_whole_number_has_no_value(text: str, code: Code) -> None:
    assert read_number(text) == Wrong(code)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (text, NC)
        for text in ("NC", "n.c.", "N. C.", "Non communiqué", "données non disponibles", "ne sait pas", "NSP", "?")
    ]
    + [(text, SO) for text in ("SO", "s.o.", "Sans objet", "sans objet.", "N/A", "non concernée", "(sans objet)")],
)
def test_saying_that_there_is_no_answer_is_not_zero(text: str, reason: NonResponseReason) -> None:
    assert read_number(text) == NoAnswer(reason)
