"""What the author of a definition typed with a keyboard is set as French is; codes, expressions and data stay."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from small_survey import small_survey
from surveykit.model import Question, Rule, Survey
from surveykit.model.prose import set_prose


def test_a_definition_in_plain_data() -> None:
    held = {
        "title": 'Bilan : "suite" ?',
        "language": "fr",
        "introduction": ["L'enquête", "déjà\u00a0: fait"],
        "rules": [{"code": "x", "check": "q1 = 'ville' ? 1 : 2", "message": "{q1} : c'est sûr ?"}],
        "population": {
            "respondents": [{"code": "aube", "name": "ARS de l'Aube : test"}],
            "groupings": {"g": {"values": {"n": "Nord : l'un"}}},
        },
    }
    assert set_prose(held, "fr") == {
        "title": "Bilan\u00a0: «\u00a0suite\u00a0»\u202f?",
        "language": "fr",
        "introduction": ["L’enquête", "déjà\u00a0: fait"],
        "rules": [{"code": "x", "check": "q1 = 'ville' ? 1 : 2", "message": "{q1}\u00a0: c’est sûr\u202f?"}],
        "population": {
            "respondents": [{"code": "aube", "name": "ARS de l'Aube : test"}],
            "groupings": {"g": {"values": {"n": "Nord\u00a0: l’un"}}},
        },
    }
    assert set_prose(held, "en") == held


def test_a_survey_built_in_python_is_set_too() -> None:
    survey = small_survey()
    section = survey.sections[0]
    question = Question(number="1", text="Combien d'ateliers ?", fields=section.questions[0].fields)
    rule = Rule(code="r", check="q6_porteur = 'ville' or q1_ateliers > 3", message="C'est sûr ?")
    sections = (section.model_copy(update={"questions": (question, *section.questions[1:])}), *survey.sections[1:])
    made = small_survey(sections=sections, rules=(rule,))
    assert made.sections[0].questions[0].text == "Combien d’ateliers\u202f?"
    assert made.rules[0].message == "C’est sûr\u202f?"
    assert made.rules[0].check == rule.check
    assert made.sections[1] is survey.sections[1], "what is set already is not made again"


def test_a_language_without_a_catalogue_is_refused() -> None:
    with pytest.raises(ValidationError, match="surveykit has no words in 'en'"):
        small_survey(language="en")
    assert isinstance(small_survey(language="fr-BE"), Survey)
