"""The rules of the survey of 2014 fire on what they are for, alone, and on nothing else."""

from __future__ import annotations

import re

import pytest

from surveykit.checks import check_response
from surveykit.checks.definition import check_definition
from surveykit.expressions import Boolean, Choices, Integer, Text, Type
from surveykit.findings import Finding, Severity
from surveykit.ids import OptionCode, RespondentCode
from surveykit.model import Survey
from surveykit.responses import Answer, Answered, Blank, NothingToSay, Response, Value
from surveykit.silence import NOTHING

Answers = dict[str, Value]

BOTH_SENSES = frozenset({OptionCode("elargissement"), OptionCode("reduction")})
LETTER = frozenset({OptionCode("lettre_mission")})

WRONG: dict[str, list[Answers]] = {
    "nombre_improbable": [{"q1_diagnostic": 201}, {"q2_aujourdhui": 310}, {"q2_terme": 2014}],
    "hausse_realisee": [{"q1_diagnostic": 10, "q2_aujourdhui": 11}],
    "baisse_realisee_non_expliquee": [
        {"q1_diagnostic": 10, "q2_aujourdhui": 4, "q14_anciens": 3, "q15_cesses": 2},
    ],
    "sorties_depassent_diagnostic": [
        {"q1_diagnostic": 10, "q14_anciens": 11},
        {"q1_diagnostic": 10, "q15_cesses": 11},
        {"q1_diagnostic": 10, "q14_anciens": 5, "q15_cesses": 6},
    ],
    "hausse_prevue": [
        {"q2_aujourdhui": 10, "q2_terme": 11},
        {"q2_aujourdhui": 10, "q2_terme": 11, "q15_envisages": 0},
    ],
    "terme_incompatible_arrets": [{"q2_aujourdhui": 10, "q2_terme": 9, "q15_envisages": 2}],
    "baisse_prevue_non_expliquee": [{"q2_aujourdhui": 10, "q2_terme": 7, "q15_envisages": 2}],
    "arrets_envisages_depassent_reseaux": [{"q2_aujourdhui": 10, "q15_envisages": 11}],
    "appui_depasse_reseaux": [{"q2_aujourdhui": 10, "q9_appui_coordination": 11}],
    "polyvalents_oui_sans_reseau": [{"q11_polyvalents": True, "q11_polyvalents_aujourdhui": 0}],
    "typologie_depasse_aujourdhui": [
        {
            "q2_aujourdhui": 10,
            "q11_polyvalents": True,
            "q11_polyvalents_aujourdhui": 5,
            "q12_plurithematiques_aujourdhui": 6,
        },
        {"q2_aujourdhui": 10, "q11_polyvalents": False, "q12_plurithematiques_aujourdhui": 11},
        {"q2_aujourdhui": 10, "q11_polyvalents": True, "q11_polyvalents_aujourdhui": 11},
    ],
    "typologie_depasse_terme": [
        {"q2_terme": 10, "q11_polyvalents_terme": 5, "q12_plurithematiques_terme": 6},
        {"q2_terme": 10, "q12_plurithematiques_terme": 11},
    ],
    "polyvalents_diminuent": [
        {"q11_polyvalents": True, "q11_polyvalents_aujourdhui": 4, "q11_polyvalents_terme": 3},
    ],
    "coherence_minimum_orientations": [
        {"q3_coherence_guide": 0, "q9_appui_coordination": 1},
        {"q3_coherence_guide": 0, "q11_polyvalents": True},
    ],
    "coherence_maximum_sans_orientation": [
        {"q3_coherence_guide": 5, "q2_aujourdhui": 3, "q9_appui_coordination": 0, "q11_polyvalents": False},
    ],
    "stade_maximum_a_venir": [
        {"q10_stade": 5, "q5_realisees": "Fusion.", "q5_a_venir": "Fusion.", "q4_methodologie": LETTER},
    ],
    "stade_maximum_terme_different": [
        {
            "q10_stade": 5,
            "q5_realisees": "Fusion.",
            "q4_methodologie": LETTER,
            "q2_aujourdhui": 10,
            "q2_terme": 9,
        },
        {"q10_stade": 5, "q5_realisees": "Fusion.", "q4_methodologie": LETTER, "q15_envisages": 1},
    ],
    "stade_minimum_reorganisations": [
        {"q10_stade": 0, "q5_realisees": "Fusion.", "q4_methodologie": LETTER},
        {"q10_stade": 0, "q5_en_cours": "Fusion.", "q4_methodologie": LETTER},
        {"q10_stade": 0, "q5_realisees": NOTHING, "q5_en_cours": "Fusion.", "q4_methodologie": LETTER},
    ],
    "stade_sans_description": [
        {"q10_stade": 1},
        {"q10_stade": 5},
        {"q10_stade": 2, "q5_realisees": NOTHING, "q5_en_cours": NOTHING},
        {"q10_stade": 2, "q5_a_venir": "Fusion."},
    ],
    "methodologie_absente": [
        {"q5_realisees": "Fusion."},
        {"q5_en_cours": "Fusion."},
        {"q5_realisees": NOTHING, "q5_en_cours": "Fusion."},
    ],
    "cpom_stade_minimum": [{"q6_cpom": True, "q10_stade": 0}],
    "territoire_depasse_reseaux": [{"q2_aujourdhui": 3, "q13_territoire": True, "q13_combien": 4}],
    "territoire_deux_sens_un_reseau": [{"q13_territoire": True, "q13_combien": 1, "q13_sens": BOTH_SENSES}],
    "territoire_deux_sens": [{"q13_territoire": True, "q13_combien": 2, "q13_sens": BOTH_SENSES}],
    "echelles_extremes": [
        {"q3_coherence_guide": 0, "q10_stade": 0, "q20_coherence_dispositifs": 0},
        {
            "q3_coherence_guide": 5,
            "q10_stade": 5,
            "q20_coherence_dispositifs": 5,
            "q5_en_cours": "Fusion.",
            "q4_methodologie": LETTER,
        },
    ],
}

COHERENT: dict[str, Answers] = {
    "blank": {},
    "nothing to say of what is still to come": {
        "q10_stade": 5,
        "q5_realisees": "Fusion.",
        "q5_a_venir": NOTHING,
        "q4_methodologie": LETTER,
    },
    "nothing to say of what is done": {"q10_stade": 0, "q5_realisees": NOTHING, "q5_en_cours": NOTHING},
    "nothing to say at all": {"q5_realisees": NOTHING, "q5_en_cours": NOTHING, "q5_a_venir": NOTHING},
    "ordinary": {
        "q1_diagnostic": 30,
        "q2_aujourdhui": 24,
        "q2_terme": 20,
        "q3_coherence_guide": 4,
        "q4_methodologie": frozenset({OptionCode("lettre_mission"), OptionCode("autres")}),
        "q4_autres": "Groupe de travail régional.",
        "q5_realisees": "Trois regroupements.",
        "q5_en_cours": "Deux regroupements.",
        "q5_a_venir": "Une plateforme.",
        "q6_cpom": True,
        "q6_precisions": "Sauf un réseau.",
        "q7_elements_favorisants": "La concertation.",
        "q8_difficultes": "Les délais.",
        "q9_appui_coordination": 15,
        "q10_stade": 3,
        "q11_polyvalents": True,
        "q11_polyvalents_aujourdhui": 6,
        "q11_polyvalents_terme": 10,
        "q12_plurithematiques_aujourdhui": 5,
        "q12_plurithematiques_terme": 6,
        "q13_territoire": True,
        "q13_sens": frozenset({OptionCode("elargissement")}),
        "q13_combien": 4,
        "q13_pourquoi": "Couvrir toute la région.",
        "q14_anciens": 2,
        "q15_cesses": 5,
        "q15_envisages": 4,
        "q16_documents": True,
        "q16_lesquels": "Rapport d’activité.",
        "q17_systeme_information": True,
        "q17_laquelle": "Un dossier partagé.",
        "q18_prestations_derogatoires": False,
        "q19_reseaux_etp": "Deux réseaux.",
        "q19_poursuite": True,
        "q19_pourquoi": "Offre utile.",
        "q20_coherence_dispositifs": 2,
        "q21_ameliorations": "Un guichet unique.",
        "q22_commentaires": "Néant.",
    },
    "at every limit": {
        "q1_diagnostic": 200,
        "q2_aujourdhui": 200,
        "q2_terme": 200,
        "q3_coherence_guide": 5,
        "q4_methodologie": LETTER,
        "q5_realisees": "Toutes.",
        "q6_cpom": True,
        "q9_appui_coordination": 200,
        "q10_stade": 5,
        "q11_polyvalents": True,
        "q11_polyvalents_aujourdhui": 100,
        "q11_polyvalents_terme": 100,
        "q12_plurithematiques_aujourdhui": 100,
        "q12_plurithematiques_terme": 100,
        "q13_territoire": True,
        "q13_sens": BOTH_SENSES,
        "q14_anciens": 100,
        "q15_cesses": 100,
        "q15_envisages": 0,
        "q20_coherence_dispositifs": 4,
    },
    "nothing there": {
        "q1_diagnostic": 0,
        "q2_aujourdhui": 0,
        "q2_terme": 0,
        "q3_coherence_guide": 0,
        "q6_cpom": False,
        "q9_appui_coordination": 0,
        "q10_stade": 0,
        "q11_polyvalents": False,
        "q11_polyvalents_terme": 0,
        "q12_plurithematiques_aujourdhui": 0,
        "q12_plurithematiques_terme": 0,
        "q13_territoire": False,
        "q14_anciens": 0,
        "q15_cesses": 0,
        "q15_envisages": 0,
        "q20_coherence_dispositifs": 1,
    },
}


def asked(survey: Survey, answers: Answers) -> tuple[Finding, ...]:
    """Everything that is asked back of a respondent who gives these answers and no others."""
    given = {field.code: answers.get(field.code) for field in survey.fields()}
    said = {code: _said(value) for code, value in given.items()}
    return check_response(survey, Response(survey.id, survey.edition, RespondentCode("bretagne"), said))


def _said(value: Value | None) -> Answer:
    if value == NOTHING:
        return NothingToSay("Néant")
    return Blank() if value is None else Answered(value)


def fired(survey: Survey, answers: Answers) -> set[str]:
    """The rules that find something."""
    return {found.code for found in asked(survey, answers)} & {rule.code for rule in survey.rules}


def test_every_rule_has_an_answer_that_it_is_for(reseaux: Survey) -> None:
    assert [rule.code for rule in reseaux.rules] == list(WRONG)
    assert 15 <= len(WRONG) <= 25
    assert all(WRONG.values())


@pytest.mark.parametrize(("code", "answers"), [(code, one) for code, many in WRONG.items() for one in many])
def test_a_wrong_answer_fires_its_rule_alone(reseaux: Survey, code: str, answers: Answers) -> None:
    assert set(answers) <= set(reseaux.field_by_code)
    assert fired(reseaux, answers) == {code}


@pytest.mark.parametrize(("code", "answers"), [(code, one) for code, many in WRONG.items() for one in many])
def test_its_message_says_the_answers(reseaux: Survey, code: str, answers: Answers) -> None:
    rule = next(rule for rule in reseaux.rules if rule.code == code)
    found = next(found for found in asked(reseaux, answers) if found.code == code)
    assert found.severity is rule.severity
    assert not re.search(r"[{}]|None|frozenset", found.message)
    assert (found.message == rule.message) == ("{" not in rule.message)


def test_a_whole_coherent_response_is_asked_nothing_back(reseaux: Survey) -> None:
    assert asked(reseaux, COHERENT["ordinary"]) == ()


def test_the_definition_has_nothing_suspicious(reseaux: Survey) -> None:
    assert [remark for remark in check_definition(reseaux) if remark.severity is not Severity.INFO] == []


@pytest.mark.parametrize("which", COHERENT)
def test_coherent_and_blank_answers_fire_nothing(reseaux: Survey, which: str) -> None:
    assert set(COHERENT[which]) <= set(reseaux.field_by_code)
    assert fired(reseaux, COHERENT[which]) == set()


@pytest.mark.parametrize("value", [0, 1, 5, 200, True, False, "Fusion.", LETTER, BOTH_SENSES])
def test_one_answer_alone_contradicts_nothing(reseaux: Survey, value: Value) -> None:
    may_fire = {"stade_sans_description", "methodologie_absente"}
    for field in reseaux.fields():
        if holds(field.facts.type, value):
            assert fired(reseaux, {field.code: value}) <= may_fire, field.code


def holds(kind: Type, value: Value) -> bool:
    """Whether a field of that type could hold the value."""
    match kind:
        case Integer():
            return type(value) is int
        case Boolean():
            return isinstance(value, bool)
        case Text():
            return isinstance(value, str)
        case Choices(codes):
            return isinstance(value, frozenset) and value <= set(codes)
        case _:
            return False


def test_only_what_cannot_be_true_is_an_error(reseaux: Survey) -> None:
    errors = [rule.code for rule in reseaux.rules if rule.severity is Severity.ERROR]
    assert errors == ["polyvalents_oui_sans_reseau"]


def test_every_message_asks_politely_and_names_the_questions(reseaux: Survey) -> None:
    for rule in reseaux.rules:
        assert "Merci de " in rule.message or "merci de " in rule.message, rule.code
        assert "question" in rule.message, rule.code


def test_every_slot_of_a_message_is_an_answer_that_its_rule_looks_at(reseaux: Survey) -> None:
    derived = {one.code: one.value for one in reseaux.derived}
    for rule in reseaux.rules:
        looked_at = f"{rule.when or ''} {rule.check}"
        for slot in re.findall(r"\{([^{}]*)\}", rule.message):
            assert slot in reseaux.field_by_code or slot in derived, (rule.code, slot)
            assert re.search(rf"\b{slot}\b", looked_at), (rule.code, slot)
