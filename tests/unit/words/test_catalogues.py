"""Catalogues: each sentence of the code has its words in every language, with the same slots, and none is left over."""

from __future__ import annotations

import ast
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from msgspec.structs import astuple

import surveykit.words
from sentences import Sentence, sentences_of, sentences_of_sources
from surveykit.collect import Code
from surveykit.findings import Finding, Place, Severity
from surveykit.words import Room, catalogue, languages, notation, say, told
from surveykit.words.findings import READING, catalogue_sentences
from surveykit.words.notation import CONTEXT, ENGLISH
from surveykit.words.slots import filled, slots_of

FOLDER = Path(surveykit.words.__file__).parent / "catalogues"
SAID = sentences_of_sources()
SENTENCES = {
    *((one.context, one.english) for one in SAID),
    *catalogue_sentences(),
    *((CONTEXT, one) for one in astuple(ENGLISH)),
}


def messages(language: str) -> list[tuple[str, Message]]:
    """The sentences of a language, each with the name of its file."""
    found = []
    for path in sorted((FOLDER / language).glob("*.po")):
        with path.open("rb") as file:
            held = read_po(file, locale=language, abort_invalid=True)
        found += [(path.stem, one) for one in held if one.id]
    assert not any(one.fuzzy for _, one in found)
    return found


def forms(message: Message) -> list[tuple[str, str]]:
    """Each English form of a sentence with its words."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string))]
    return list(zip(message.id, message.string, strict=True))


def test_french_is_there_and_a_catalogue_has_its_sources() -> None:
    assert "fr" in languages()
    assert {one.name for one in FOLDER.iterdir() if one.is_dir()} == set(languages())


@pytest.mark.parametrize("language", languages())
def test_a_catalogue_says_each_sentence_of_the_code_once_and_no_other(language: str) -> None:
    held = [(str(one.context), forms(one)[0][0]) for _, one in messages(language)]
    assert sorted(held) == sorted(SENTENCES)
    plurals = {(str(one.context), *one.id) for _, one in messages(language) if not isinstance(one.id, str)}
    assert plurals == {(one.context, one.english, one.several) for one in SAID if one.several is not None}
    for _, message in messages(language):
        for english, words in forms(message):
            assert words, (message.context, english)
            assert slots_of(words) == slots_of(english), (message.context, english)


@pytest.mark.parametrize("language", languages())
def test_a_room_has_a_file_of_its_name(language: str) -> None:
    rooms = {one.context for one in SAID}
    assert all(
        file == (message.context if message.context in rooms else "findings") for file, message in messages(language)
    )


@pytest.mark.parametrize("language", languages())
def test_what_is_compiled_is_what_stands_in_the_source(language: str) -> None:
    """Otherwise `make setup` compiles it again."""
    with (FOLDER / f"{language}.mo").open("rb") as file:
        compiled = GNUTranslations(file)
    for _, message in messages(language):
        context = str(message.context)
        if isinstance(message.id, str):
            assert compiled.pgettext(context, message.id) == message.string
        else:
            told_of = [compiled.npgettext(context, *message.id, number) for number in (1, 2)]
            assert told_of == list(message.string)


def test_sentences_are_found_where_they_are_said() -> None:
    text = """
_said = Room("guide")
NAMES = {1: _said.word("One")}
def page(language):
    _said(language, "Page {number}", number=1)
    other(language, "not said")
    _said(language, NAMES[1])
    return _said.counted(language, 2, "{count} page", "{count} pages")
"""
    assert set(sentences_of(ast.parse(text))) == {
        Sentence("guide", "One"),
        Sentence("guide", "Page {number}"),
        Sentence("guide", "{count} page", "{count} pages"),
    }
    with pytest.raises(ValueError, match="line 3: a sentence is written as a literal"):
        list(sentences_of(ast.parse(text.replace('"One"', 'f"One{1}"'))))


def test_every_code_of_reading_has_a_sentence() -> None:
    assert {str(one) for one in Code} == set(READING)


def test_a_sentence_that_no_catalogue_has_is_refused() -> None:
    with pytest.raises(LookupError, match="no words for decimal: 'never written'"):
        say("fr", "decimal", "never written", slots={})
    with pytest.raises(LookupError, match="no catalogue of words in 'xx'"):
        say("xx", "decimal", "never written", slots={})
    with pytest.raises(LookupError, match="no sentence is known of the finding 'nothing'"):
        told("nothing", {}, None, "fr")


def test_a_sentence_may_be_the_same_in_both_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even one of a single character, which Python keeps once only."""
    held = Catalog(locale="xx")
    held.add("0", "0", context="tried")
    held.add(("0", "1"), ("0", "1"), context="tried")
    with (tmp_path / "xx.mo").open("wb") as file:
        write_mo(file, held)
    monkeypatch.setattr(catalogue, "_FOLDER", tmp_path)
    assert say("xx", "tried", "0", slots={}) == "0"
    assert [Room("tried").counted("xx", count, "0", "1") for count in (1, 2)] == ["0", "1"]
    with pytest.raises(LookupError, match="the catalogue of 'xx' has no words for tried: '2'"):
        say("xx", "tried", "2", slots={})


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
            "une réponse est attendue (« Oui »).",
            "an answer is expected (« Oui »).",
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


@pytest.mark.parametrize(
    ("conversion", "units", "french"),
    [
        ("d", "ARS", "d’ARS"),
        ("d", "villes", "de villes"),
        ("d", "équipes", "d’équipes"),
        ("d", "heures", "d’heures"),
        ("d", "Hôpitaux", "d’Hôpitaux"),
        ("d", "habitants", "d’habitants"),
        ("d", "handicapés", "de handicapés"),
        ("d", "hernies", "de hernies"),
        ("d", "yaourts", "de yaourts"),
        ("c", "réseaux de santé", "Réseaux de santé"),
        ("m", "Réseaux de santé", "réseaux de santé"),
        ("m", "ARS", "ARS"),
        ("q", "oui", "«\u00a0oui\u00a0»"),
        ("l", "« Oui »", "« Oui »"),
    ],
)
def test_a_slot_takes_the_form_that_its_sentence_asks_for(conversion: str, units: str, french: str) -> None:
    assert filled(f"{{units!{conversion}}}", {"units": units}, lambda: notation("fr"), str) == french


def test_the_form_of_a_number_is_that_of_the_language() -> None:
    said = Room("date")
    with pytest.raises(LookupError, match=r"no words for date: '\{count\} dates'"):
        said.counted("fr", 2, "{count} date", "{count} dates")
    assert [said.counted("en", count, "{count} date", "{count} dates") for count in (0, 1, 1200)] == [
        "0 dates",
        "1 date",
        "1,200 dates",
    ]
