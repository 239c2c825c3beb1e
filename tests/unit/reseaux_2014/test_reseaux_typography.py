"""Every French string of the survey of 2014 is set as French sets it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from surveykit.model import Survey

NOT_PROSE = {
    "id",
    "code",
    "kind",
    "language",
    "addresses",
    "when",
    "check",
    "value",
    "of",
    "numerator",
    "denominator",
    "before",
    "after",
    "where",
    "field",
    "indicators",
    "key_figures",
    "attributes",
    "severity",
}
"""Keys of codes, expressions and addresses; the list of indicators is walked apart."""

FAULTS = {
    "straight apostrophe or quote": r"['\"]",
    "other quotes": r"[“”‘]",
    "plain space before a high sign": r" [:;?!»%]",
    "no-break space of the wrong width before : » %": r"\u202f[:»%]",
    "no-break space of the wrong width before ; ? !": r"\u00a0[;?!]",
    "no space before ; ? !": r"[^\s\u202f(][;?!]",
    "no space before : » %": r"[^\u00a0][:»%]",
    "space after an opening quote": r"«[^\u00a0]",
    "three dots": r"\.\.\.",
    "two spaces": r"\s\s",
    "blank at an end": r"^\s|\s$",
    "ligature": r"oeu|Oeu",
    "capital lost in an acronym": r"\b(?!ARS\b)[a-zé]+[A-Z]\w*|\b[A-Z]{2,}[a-z]\w*|\b[A-Z][a-z]+[A-Z]\w*",
    "capital lost at the start of a sentence": r"(?<!cf)[.?!]\s+[a-zéèàêâîôûç]",
    "accent lost on a capital": r"\b(?:Etat|Education|Evolution|Elargissement|Elément|A quel)",
    "number sign": r"\b[Nn]o \d|n°",
    "hyphen left by a line end": r"\w-\s\w",
}

ACRONYMS = {"MAIA", "PAERPA", "CLIC", "CPOM", "DGOS", "CNAMTS"}


def words(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case BaseModel():
            for name in type(value).model_fields:
                if name not in NOT_PROSE:
                    yield from words(getattr(value, name))
        case dict():
            for held in value.values():
                yield from words(held)
        case tuple():
            for held in value:
                yield from words(held)
        case _:
            pass


@pytest.fixture(scope="module")
def everything(reseaux: Survey) -> list[str]:
    return [*words(reseaux), *words(reseaux.indicators)]


def prose(text: str) -> str:
    """The text without the slots of a message and without the one suffix that begins with a point."""
    return re.sub(r"\{[a-z0-9_]+\}", "1", text).replace(".docx", "Word")


def test_the_walk_meets_every_part_of_the_survey(reseaux: Survey, everything: list[str]) -> None:
    met = set(everything)
    survey = reseaux
    assert survey.report is not None
    assert {rule.message for rule in survey.rules} <= met
    assert {question.text for question in survey.questions()} <= met
    assert {part.description for question in survey.questions() for part in question.fields} <= met
    assert {one.note for one in survey.indicators} | {one.label for one in survey.derived} <= met
    assert {theme.text for theme in survey.report.themes} | {survey.report.references_caveat} <= met
    assert {one.name for one in survey.population.respondents} | {"Outre-mer", survey.scope} <= met


@pytest.mark.parametrize("fault", FAULTS)
def test_no_string_has_a_fault_of_typography(fault: str, everything: list[str]) -> None:
    found = [text for text in everything if re.search(FAULTS[fault], prose(text))]
    assert found == []


@pytest.mark.parametrize(
    ("fault", "wrong"),
    [
        ("straight apostrophe or quote", "l'ARS"),
        ("other quotes", "“guide”"),
        ("plain space before a high sign", "aujourd’hui ?"),
        ("no-break space of the wrong width before : » %", "suivant\u202f:"),
        ("no-break space of the wrong width before ; ? !", "combien\u00a0?"),
        ("no space before ; ? !", "combien?"),
        ("no space before : » %", "suivant:"),
        ("space after an opening quote", "« anciens"),
        ("three dots", "etc..."),
        ("two spaces", "des  soins"),
        ("blank at an end", "réseaux "),
        ("ligature", "mise en oeuvre"),
        ("capital lost in an acronym", "la dGOS"),
        ("capital lost in an acronym", "les CPOm"),
        ("capital lost in an acronym", "mAiA"),
        ("capital lost in an acronym", "PAeRPA"),
        ("capital lost in an acronym", "CliC"),
        ("capital lost in an acronym", "le FiR"),
        ("capital lost at the start of a sentence", "aujourd’hui\u202f? et combien"),
        ("accent lost on a capital", "Evolution"),
        ("number sign", "Instruction no 2014"),
        ("number sign", "n°\u00a02014"),
        ("hyphen left by a line end", "l’évo- lution"),
    ],
)
def test_each_fault_is_seen_when_it_is_there(fault: str, wrong: str) -> None:
    assert re.search(FAULTS[fault], prose(wrong))


@pytest.mark.parametrize("acronym", sorted(ACRONYMS))
def test_acronyms_stand_in_capitals(acronym: str, everything: list[str]) -> None:
    assert any(re.search(rf"\b{acronym}\b", text) for text in everything)


def test_questions_prompts_and_labels_begin_with_a_capital(reseaux: Survey) -> None:
    shown = [text for question in reseaux.questions() for text in (question.text, *_names(question.fields))]
    assert [text for text in shown if text and not text.lstrip("«\u00a0")[0].isupper()] == []


def _names(parts: tuple[BaseModel, ...]) -> Iterator[str]:
    for part in parts:
        for name in ("label", "prompt", "description"):
            yield str(getattr(part, name))


def test_sentences_end(reseaux: Survey) -> None:
    survey = reseaux
    sentences = [rule.message for rule in survey.rules] + [one.note for one in survey.indicators]
    sentences += [
        *survey.introduction,
        *survey.collection.instructions,
        survey.scope,
        survey.dissemination.source,
    ]
    sentences += [part.description for question in survey.questions() for part in question.fields]
    assert [text for text in sentences if not text.endswith(".")] == []
