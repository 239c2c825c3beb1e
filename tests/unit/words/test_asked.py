"""What respondents are asked: for each code a question that needs no software, or a reason why there is none."""

from __future__ import annotations

import re

import pytest

from surveykit.findings import Finding, Place, Severity
from surveykit.words import Slot
from surveykit.words.findings import CHECKING, READING, RETIRED, asked
from surveykit.words.slots import slots_of
from surveykit.words.two_texts import Topic, TwoTexts, Unasked

TEXTS: dict[str, TwoTexts] = {**READING, **CHECKING, **RETIRED}
ASKS = sorted(code for code, one in TEXTS.items() if one.unasked is None)
SILENT = {
    Unasked.ANSWERED: {
        "prompt_kept", "revisions_accepted", "duplicate_control", "duplicate_agrees", "number_in_words", "decimal_zero",
        "leading_zero", "other_digits", "number_said_twice", "box_replaced", "left_as_prefilled",
    },
    Unasked.OF_FILE: {"form_unknown", "copy_from_header", "unknown_field", "macros", "fields_renamed", "second_form"},
    Unasked.OF_OFFICE: {
        "respondent_to_confirm", "simulated_among_real", "copy_unknown", "another_named", "corrections_differ",
        "covering_words",
    },
    Unasked.ASKED_ELSEWHERE: {"lost_with_others", "untouched_form", "more_alike"},
    Unasked.NOT_NEEDED: {"no_answer", "sign_read_as_blank"},
}  # fmt: skip
"""The closed list of what is never asked."""
JARGON = re.compile(
    r"champ|contrôle|signet|état enregistré|XFA|macro|propriété|JSON|formulaire|indicatif|\blue?s? |hors des bornes",
    re.IGNORECASE,
)
"""What a civil servant who filled in a form has no reason to know."""


def test_a_code_asks_or_is_in_the_closed_list_of_those_that_do_not() -> None:
    silent = {code for codes in SILENT.values() for code in codes}
    assert silent.isdisjoint(ASKS)
    assert silent.union(ASKS) == set(TEXTS)
    assert {why: {code for code, one in TEXTS.items() if one.unasked is why} for why in Unasked} == SILENT


def test_nothing_is_asked_of_a_code_that_asks_nothing_or_for_an_info() -> None:
    for codes in SILENT.values():
        for code in codes:
            found = Finding(code, Severity.ERROR, place=Place(question="1"), raw="12", slots={"unit": "réseaux"})
            assert (found.asked, found.asked_back) == (None, False), code
    for code in ASKS:
        found = Finding(code, Severity.INFO, place=Place(question="1"), raw="12")
        assert (found.asked, found.asked_back) == (None, False), code


@pytest.mark.parametrize("code", ASKS)
def test_a_request_is_a_question_whatever_is_known(code: str) -> None:
    """With every slot, with those that an earlier version kept (the text received), and with none."""
    texts = TEXTS[code]
    assert texts.topic is not Topic.OTHER
    assert not slots_of(texts.asks[-1])
    names = {name for one in texts.sentences() for name in slots_of(one)} - {"raw"}
    whole: dict[str, Slot] = dict.fromkeys(names, "réseaux")
    for slots, raw in ((whole, "27 dont 2"), ({}, "27 dont 2"), ({}, None)):
        for language in ("fr", "en"):
            said = asked(code, slots, raw, language)
            assert said is not None
            assert said.endswith("?"), said
            assert said[0].isupper() or said[0] == "«", said
        assert not JARGON.search(str(asked(code, slots, raw, "fr"))), code


@pytest.mark.parametrize(
    ("code", "slots", "raw", "french"),
    [
        (
            "several_numbers",
            {"unit": "réseaux"},
            "27 dont 2 en cours de fusion",
            "Vous avez écrit « 27 dont 2 en cours de fusion ». Quel nombre de réseaux faut-il retenir ?",
        ),
        ("several_numbers", {}, "27 dont 2", "Vous avez écrit « 27 dont 2 ». Quel nombre faut-il retenir ?"),
        (
            "not_a_number",
            {"unit": "heures"},
            "plusieurs",
            "Vous avez écrit « plusieurs ». Quel nombre d’heures faut-il retenir (« NC » s’il n’est pas connu) ?",
        ),
        (
            "unknown_option",
            {"name": "Elargisement", "near": "Élargissement"},
            "Elargisement",
            "Vous avez écrit « Elargisement », qui ne figure pas parmi les réponses proposées. Faut-il retenir "
            "« Élargissement » ?",
        ),
        (
            "detail_expected",
            {"option": "Autres (précisez)"},
            None,
            "Vous avez choisi « Autres (précisez) » sans donner la précision demandée. Quelle est-elle ?",
        ),
        (
            "mark_typed",
            {"page": 3, "option": "Réduction"},
            "X",
            "Vous avez écrit « X » à la page 3, à côté de « Réduction ». Comment faut-il en tenir compte ?",
        ),
    ],
)
def test_it_says_what_they_wrote_then_the_question(
    code: str, slots: dict[str, Slot], raw: str | None, french: str
) -> None:
    said = asked(code, slots, raw, "fr")
    assert said is not None
    assert said.replace("\u00a0", " ").replace("\u202f", " ") == french


def test_what_is_no_answer_of_a_respondent_is_asked_of_nobody() -> None:
    """A problem of a definition has no respondent; a sentence of an unknown code that has one is asked about."""
    problem = Finding("unknown_field", Severity.ERROR, "unknown field 'q', perhaps 'q1'?", Place("survey.yaml", line=3))
    strange = Finding("long_name", Severity.ERROR, "name too long", Place("survey.yaml", line=3))
    recorded = Finding("of_before", Severity.ERROR, "valeur douteuse.", Place(question="1"))
    assert [one.asked for one in (problem, strange)] == [None, None]
    assert recorded.asked == "valeur douteuse. Pouvez-vous confirmer votre réponse, ou la corriger\u202f?"
