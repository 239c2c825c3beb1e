"""Catalogues: each sentence of the code has its words in every language, with the same slots, and none is left over."""

from __future__ import annotations

from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import surveykit.words
from surveykit.collect import Code
from surveykit.findings import Finding, Place, Severity
from surveykit.words import languages, say, told
from surveykit.words.findings import _LEADS, _RECEIVED, CHECKING, READING
from surveykit.words.slots import NOT_TICKED, TICKED, slots_of

FOLDER = Path(surveykit.words.__file__).parent / "catalogues"
STATES = ("box_disagreement", "box_replaced", "duplicate_differs")
"""The codes whose sentences say whether a box is ticked."""
SENTENCES = {
    *(("finding", one) for one in (*_LEADS, _RECEIVED)),
    *((code, one) for table in (READING, CHECKING) for code, several in table.items() for one in several),
    *(
        (code, one)
        for code in ("box_disagreement", "box_replaced", "duplicate_differs")
        for one in (TICKED, NOT_TICKED)
    ),
}


def translations(language: str) -> dict[tuple[str, str], str]:
    with (FOLDER / f"{language}.po").open("rb") as file:
        held = read_po(file, locale=language, abort_invalid=True)
    assert not any(one.fuzzy for one in held if one.id)
    return {(str(one.context), str(one.id)): str(one.string) for one in held if one.id}


def test_french_is_there_and_a_catalogue_has_its_source() -> None:
    assert "fr" in languages()
    assert {one.stem for one in FOLDER.glob("*.po")} == set(languages())


@pytest.mark.parametrize("language", languages())
def test_a_catalogue_says_each_sentence_of_the_code_and_no_other(language: str) -> None:
    held = translations(language)
    assert set(held) == SENTENCES
    for (context, english), words in held.items():
        assert words, (context, english)
        assert slots_of(words) == slots_of(english), (context, english)


@pytest.mark.parametrize("language", languages())
def test_what_is_compiled_is_what_stands_in_the_source(language: str) -> None:
    """Otherwise `make setup` compiles it again."""
    with (FOLDER / f"{language}.mo").open("rb") as file:
        compiled = GNUTranslations(file)
    for (context, english), words in translations(language).items():
        assert compiled.pgettext(context, english) == words


def test_every_code_of_reading_has_a_sentence() -> None:
    assert {str(one) for one in Code} == set(READING)


def test_a_sentence_that_no_catalogue_has_is_refused() -> None:
    with pytest.raises(LookupError, match="no words for decimal: 'never written'"):
        say("fr", "decimal", "never written", slots={})
    with pytest.raises(LookupError, match="no catalogue of words in 'xx'"):
        say("xx", "decimal", "never written", slots={})
    with pytest.raises(LookupError, match="no sentence is known of the finding 'nothing'"):
        told("nothing", {}, None, "fr")


@pytest.mark.parametrize(
    ("code", "slots", "raw", "french", "english"),
    [
        (
            "decimal",
            {"question": "2", "label": "Séances"},
            "3,5",
            "question 2 (Séances)\u00a0: nombre décimal là où un entier est attendu — texte reçu «\u00a03,5\u00a0»",
            "question 2 (Séances): decimal number where a whole number is expected — text received “3,5”",
        ),
        (
            "out_of_range",
            {"question": "2", "low": 0, "high": 12000},
            "13000",
            "question 2\u00a0: valeur hors des bornes (de 0 à 12\u202f000) — texte reçu «\u00a013000\u00a0»",
            "question 2: value out of bounds (from 0 to 12,000) — text received “13000”",
        ),
        (
            "unknown_option",
            {"name": "{near} ? l'un", "near": "L’autre"},
            None,
            "réponse qui n’est pas proposée\u00a0: «\u00a0{near} ? l'un\u00a0» "
            "(peut-être «\u00a0L’autre\u00a0»\u202f?)",
            "answer that is not offered: “{near} ? l'un” (perhaps “L’autre”?)",
        ),
        (
            "duplicate_differs",
            {"copies": 2, "texts": ["☒", True, False]},
            "case",
            "2 exemplaires du champ avec des réponses différentes\u00a0: «\u00a0☒\u00a0», «\u00a0coché\u00a0», "
            "«\u00a0non coché\u00a0»",
            "2 copies of the field with different answers: “☒”, “ticked”, “not ticked”",
        ),
        (
            "answer_expected",
            {"condition": "« Oui »"},
            None,
            "une réponse est attendue (« Oui »). Pouvez-vous la compléter\u202f?",
            "an answer is expected (« Oui »). Can you complete it?",
        ),
    ],
)
def test_a_finding_in_words(code: str, slots: dict[str, object], raw: str | None, french: str, english: str) -> None:
    """What a slot holds is shown as it was written, whatever stands in it."""
    place = Place(question=slots.pop("question", None))
    for language, words in (("fr", french), ("en", english)):
        found = Finding(code, Severity.ERROR, place=place, raw=raw, slots=slots, language=language)
        assert found.message == words


def test_a_sentence_that_is_not_the_package_s_is_shown_as_it_is() -> None:
    said = "Vous comptez 3 ateliers ; est-ce {juste} ?"
    found = Finding("rule", Severity.WARNING, said, Place(question="1"), slots={"juste": "x"})
    assert (found.message, found.reason) == (said, said)
