"""The signs of a language are those of its catalogue, in numbers, percentages and quotations."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from msgspec.structs import astuple

from surveykit.release import Mean, Share, Total, printed
from surveykit.tables import Percent, Sheet, to_html
from surveykit.words import catalogue, languages, notation
from surveykit.words.notation import CONTEXT, ENGLISH, Notation

FRENCH = notation("fr")


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
def test_numbers_in_french(value: float | Decimal, decimals: int, printed: str) -> None:
    assert FRENCH.as_number(value, decimals) == printed


def test_percents_in_french() -> None:
    assert FRENCH.as_percent(0.4213, 1) == "42,1\u00a0%"
    assert FRENCH.as_percent(Decimal("0.85")) == "85\u00a0%"
    assert FRENCH.as_percent(Decimal(10**30 + 1), 1) == "100" + "\u202f000" * 9 + "\u202f100,0\u00a0%"
    assert FRENCH.as_percent(-1.25e15, 1) == "\u22121,25\u00a0×\u00a010¹⁷\u00a0%"
    assert FRENCH.as_number(1.7e308) == "1,7\u00a0×\u00a010³⁰⁸" and FRENCH.as_number(5e-324) == "0"


@pytest.mark.parametrize("language", languages())
def test_the_samples_of_a_catalogue_show_its_signs(language: str) -> None:
    """Read back, they are the number of the sample."""
    signs = notation(language)
    assert signs.as_number(Decimal("-1234.5"), 1) == signs.number
    assert signs.as_percent(Decimal("-12.345"), 1) == signs.percent.format(number=signs.number)


def test_english_needs_no_catalogue() -> None:
    assert notation("en-GB") == ENGLISH
    assert [ENGLISH.as_number(-1234.56, 2), ENGLISH.as_percent(0.4213, 1), ENGLISH.as_number(7.2e17)] == [
        "\u22121,234.56",
        "42.1%",
        "7.2\u00a0×\u00a010¹⁷",
    ]


def test_a_sample_without_its_digits_is_refused() -> None:
    with pytest.raises(LookupError, match="'1 000' does not show how a number is written"):
        Notation(number="1 000").as_number(3)


def test_a_number_of_a_formula_keeps_its_digits() -> None:
    assert [FRENCH.as_it_is(12345), FRENCH.as_it_is(-0.125)] == ["12345", "\u22120,125"]


@pytest.fixture
def spanish(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """A language whose catalogue says its signs, and the words that two tests need."""
    made = Catalog(locale="es")
    for sample, said in zip(
        astuple(ENGLISH), ("-1.234,5", "{number} %", "{digits}·10{power}", "«{text}»"), strict=True
    ):
        made.add(sample, said, context=CONTEXT)
    made.add("{above} out of {below}", "{above} de {below}", context="figures")
    made.add("{count} answer", "{count} respuesta {text!q}", context="tried")
    with (tmp_path / "es.mo").open("wb") as file:
        write_mo(file, made)
    monkeypatch.setattr(catalogue, "_FOLDER", tmp_path)
    return "es"


def test_figures_and_tables_have_the_signs_of_the_language(spanish: str) -> None:
    assert printed.value(spanish, Total(12345), "camas") == "12.345\u00a0camas"
    assert printed.value(spanish, Mean(2.25)) == "2,3"
    assert printed.value(spanish, Share(0.5, 600, 1200)) == "50,0 %"
    assert printed.terms(spanish, Share(0.5, 600, 1200)) == "600 de 1.200"
    page = to_html([Sheet("T", ("a", "b", "c"), (("x", -1234.5, Percent(0.125)),))], "T", spanish).decode()
    assert ">-1.234,50<" in page and ">12,5 %<" in page


def test_a_sentence_fills_its_slots_with_the_signs_of_the_language(spanish: str) -> None:
    said = catalogue.say(spanish, "tried", "{count} answer", slots={"count": 1200, "text": "sí"})
    assert said == "1.200 respuesta «sí»"


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (12, "12\u00a0réseaux"),
        (1234, "1\u202f234\u00a0réseaux"),
        (1, "1"),
        (0, "0"),
        (-3, "−3"),
        (1.5, "2\u00a0réseaux"),
    ],
)
def test_a_plural_noun_stands_after_more_than_one(number: float, printed: str) -> None:
    assert FRENCH.as_quantity(number, "réseaux") == printed
    assert FRENCH.as_quantity(number, "") == FRENCH.as_number(number)
