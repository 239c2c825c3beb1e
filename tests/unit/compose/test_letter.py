"""The letter that asks back: each question in its words, what was received, what is asked, by when, where to."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from small_survey import small_survey
from surveykit.checks import ResponseChecks
from surveykit.compose.letter import Received, answer_by, letter
from surveykit.document import Document, Facts, Group, Paragraph, lines
from surveykit.findings import Finding, Place, Severity
from surveykit.ids import FieldId, OptionCode
from surveykit.model import Mail, Rule, Survey
from surveykit.responses import Answered, Blank, NonResponse, NonResponseReason, NothingToSay, Response, Unreadable
from surveykit.words import Slot

SURVEY = small_survey()
BREST = SURVEY.population.respondents[1]
DAY = datetime.date(2024, 7, 3)


def _response(**answers: object) -> Response:
    blank: dict[FieldId, object] = {field.code: Blank() for field in SURVEY.fields()}
    return Response(SURVEY.id, SURVEY.edition, BREST.code, blank | answers)  # type: ignore[arg-type]


def _found(
    severity: Severity, field: str, code: str, raw: str | None = None, *, said: str | None = None, **slots: Slot
) -> Finding:
    part = SURVEY.field_by_code[FieldId(field)]
    place = Place(question=part.question.number, field=FieldId(field), respondent=BREST.code)
    return Finding(code, severity, said, place, raw, {**part.names, **slots} if said is None else {})


def _letter(found: Sequence[Finding], response: Response | None = None, survey: Survey = SURVEY) -> Document:
    received = Received(BREST, response or _response(), "Brest v2.docx", datetime.date(2024, 6, 28), tuple(found))
    return letter(survey, received, DAY)


def _words(document: Document) -> str:
    return "\n".join(line for line, _ in lines(document))


def _rows(document: Document) -> list[dict[str, str]]:
    """The rows of each point."""
    groups = (block for block in document.blocks if isinstance(block, Group))
    return [dict(one.rows) for group in groups for one in group.blocks if isinstance(one, Facts)]


def test_it_says_who_what_until_when_and_where() -> None:
    text = _words(_letter([_found(Severity.ERROR, "q1_ateliers", "several_numbers", "10 à 15")]))
    for needed in (
        "Ministère de l’Exemple",
        "Brest",
        "Note n° 12 du 3 mars 2024",
        "ateliers/2024/brest/",
        "«\u00a0Brest v2.docx\u00a0», reçu le 28\u00a0juin 2024",
        "Combien d’ateliers comptez-vous\u202f?",
        "Ateliers aujourd’hui",
        "Vous avez écrit «\u00a010 à 15\u00a0». Quel nombre d’ateliers faut-il retenir\u202f?",
        "avant le jeudi 18\u00a0juillet 2024",
        "ateliers@exemple.example",
        "1\u00a0point à vérifier",
    ):
        assert needed in text, needed
    for jargon in ("texte reçu", "question 1 (", "lusieurs nombres", "champ"):
        assert jargon not in text, jargon


def test_only_what_must_be_asked_is_in_it_question_by_question() -> None:
    document = _letter(
        [
            _found(Severity.WARNING, "q5_signataires", "approximate", "environ 6", value=6),
            _found(Severity.INFO, "q3_satisfaction", "no_answer"),
            _found(Severity.WARNING, "q2_matin", "leading_zero", "00012", value=12),
            _found(Severity.WARNING, "q1_ateliers_avant", "approximate", "environ 3", value=3),
            _found(Severity.WARNING, "q1_ateliers", "approximate", "environ 9", value=9),
        ]
    )
    text = _words(document)
    assert "Êtes-vous satisfait" not in text
    assert "Combien de séances" not in text
    assert text.index("Combien d’ateliers") < text.index("Avez-vous une charte")
    assert text.index("est-il bien de 9\u202f?") < text.index("est-il bien de 3\u202f?")
    assert text.count("Combien d’ateliers comptez-vous") == 1
    assert _rows(document)[0]["Notre question"] == (
        "Vous avez écrit «\u00a0environ 9\u00a0». Le nombre d’ateliers est-il bien de 9\u202f?"
    )
    assert "3\u00a0points à vérifier" in text


def test_one_cause_on_one_field_is_asked_once() -> None:
    """The boxes of one list, what makes a field's answer needless to doubt, and what stands where one is missing."""
    boxes = [
        _found(Severity.WARNING, "q4_publics", "box_disagreement", "☒", box=label, recorded=False, shown="☒")
        for label in ("Enfants", "Adultes")
    ]
    (row,) = _rows(_letter(boxes))
    assert row["Notre question"].startswith(
        "Nous ne savons pas si vous avez coché «\u00a0Enfants\u00a0», «\u00a0Adultes\u00a0»."
    )
    contradiction = [
        _found(Severity.ERROR, "q5_charte", "duplicate_differs", "Oui", copies=2, texts=["Oui", "Non"]),
        _found(Severity.ERROR, "q5_charte", "several_marks", "Oui ; Non", marks="Oui, Non"),
        _found(Severity.WARNING, "q5_charte", "choice_typed", "oui.", value="Oui"),
    ]
    (row,) = _rows(_letter(contradiction))
    assert row["Notre question"] == (
        "Votre questionnaire contient plusieurs réponses\u00a0: «\u00a0Oui\u00a0», «\u00a0Non\u00a0». "
        "Quelle réponse faut-il retenir\u202f?"
    )
    typed_over = [
        _found(Severity.ERROR, "q5_charte", "control_missing"),
        _found(Severity.ERROR, "q5_charte", "stray_text", "Oui", text="Oui", line="Charte"),
    ]
    (row,) = _rows(_letter(typed_over))
    assert "ne figure pas" not in row["Notre question"]
    assert "Vous avez écrit «\u00a0Oui\u00a0»" in row["Notre question"]


def test_why_it_matters_is_said_once_whatever_is_left_out() -> None:
    why = "Sans cette précision, le total manque"
    found = [
        replace(_found(Severity.ERROR, "q5_charte", "control_missing"), why=why),
        _found(Severity.ERROR, "q5_charte", "stray_text", "Oui", text="Oui", line="Charte"),
    ]
    (row,) = _rows(_letter(found))
    assert row["Notre question"].endswith(f"Comment faut-il en tenir compte\u202f? {why}.")


def test_a_rule_asks_its_own_question_or_has_one_added() -> None:
    rules = (
        Rule(code="asks", check="q1_ateliers <= 10", message="{q1_ateliers} : trop.", ask="Combien, {q1_ateliers} ?"),
        Rule(code="decimal", check="q2_matin <= 10", message="{q2_matin} séances : trop."),
        Rule(code="asking", check="q2_apres_midi <= 10", message="Est-ce bien {q2_apres_midi} ?"),
        Rule(code="told", check="q3_satisfaction <= 2", message="Trop.", severity=Severity.INFO),
    )
    survey = small_survey(rules=rules)
    answers = {"q1_ateliers": 30, "q2_matin": 20, "q2_apres_midi": 40, "q3_satisfaction": 5}
    response = _response(**{code: Answered(value) for code, value in answers.items()})
    found = [one for one in ResponseChecks(survey).check(response) if one.code in {rule.code for rule in rules}]
    assert [one.asked for one in found] == [
        "Combien, 30\u202f?",
        "20 séances\u00a0: trop. Pouvez-vous confirmer votre réponse, ou la corriger\u202f?",
        "Est-ce bien 40\u202f?",
        None,
    ]
    assert [one.asked_back for one in found] == [True, True, True, False]


@pytest.mark.parametrize("code", ["several_numbers", "box_disagreement", "duplicate_differs", "out_of_range"])
def test_a_sentence_that_an_earlier_version_recorded_is_never_shown_to_a_respondent(code: str) -> None:
    said = "question 1 (Ateliers aujourd’hui)\u00a0: raison d’analyste — texte reçu «\u00a010 à 15\u00a0»"
    found = _found(Severity.ERROR, "q1_ateliers", code, "10 à 15", said=said)
    text = _words(_letter([found]))
    assert "raison d’analyste" not in text
    assert "Vous avez écrit «\u00a010 à 15\u00a0». Que" in text
    assert "faut-il retenir\u202f?" in text
    assert found.message == said


def test_what_was_received_is_shown_as_the_respondent_knows_it() -> None:
    response = _response(
        q1_ateliers=Answered(9),
        q3_satisfaction=Answered(4),
        q4_publics=Answered(frozenset({OptionCode("adultes"), OptionCode("enfants")})),
        q5_charte=Answered(False),
        q6_porteur=Answered("ville"),
        q2_matin=NonResponse(NonResponseReason.NOT_COMMUNICATED),
        q2_apres_midi=Unreadable("3 ou 4"),
        q4_autres=NothingToSay("R.A.S."),
    )
    shown = {
        "q1_ateliers": "9\u00a0ateliers",
        "q3_satisfaction": "4",
        "q4_publics": "Enfants\nAdultes",
        "q5_charte": "Non",
        "q6_porteur": "La ville",
        "q2_matin": "NC",
        "q2_apres_midi": "3 ou 4",
        "q4_autres": "R.A.S.",
    }
    for field, expected in shown.items():
        (row,) = _rows(_letter([_found(Severity.WARNING, field, "any", said="à voir")], response))
        assert row["Nous avons reçu"] == expected, field
    (row,) = _rows(_letter([_found(Severity.WARNING, "q7_observations", "any", said="à voir")], response))
    assert "Nous avons reçu" not in row


@pytest.mark.parametrize(("number", "expected"), [(0, "0"), (1, "1"), (2, "2\u00a0ateliers")])
def test_a_unit_in_the_plural_stands_after_several_only(number: int, expected: str) -> None:
    response = _response(q1_ateliers=Answered(number))
    (row,) = _rows(_letter([_found(Severity.WARNING, "q1_ateliers", "any", said="à voir")], response))
    assert row["Nous avons reçu"] == expected


def test_what_was_received_is_not_shown_twice() -> None:
    response = _response(q1_ateliers=Answered(9, "environ 9", to_confirm=True))
    (row,) = _rows(_letter([_found(Severity.WARNING, "q1_ateliers", "approximate", "environ 9", value=9)], response))
    assert [*row] == ["Réponse concernée", "Notre question"]
    (row,) = _rows(_letter([_found(Severity.WARNING, "q1_ateliers", "any", said="à voir")], response))
    assert row["Nous avons reçu"] == "environ 9"
    both = _found(Severity.ERROR, "q5_charte", "shown_otherwise", "Non / Oui", shown="Non", recorded="Oui")
    (row,) = _rows(_letter([both], _response(q5_charte=Unreadable("Non / Oui"))))
    assert "Nous avons reçu" not in row


def test_what_concerns_the_whole_file_comes_last() -> None:
    two = Finding("two_files", Severity.WARNING, place=Place(), slots={"former": "a.docx", "name": "b.docx"})
    name = Finding("picture", Severity.WARNING, None, Place(field=FieldId("contact_nom")), slots={"label": "Nom"})
    document = _letter([two, name, _found(Severity.ERROR, "q1_ateliers", "negative", "-3")])
    text = _words(document)
    assert text.index("nombre négatif") < text.index("Sur le fichier reçu") < text.index("deux fichiers")
    assert {"Réponse concernée": "Nom"}.items() <= _rows(document)[-1].items()


def test_every_check_of_the_survey_can_be_asked() -> None:
    response = _response(q1_ateliers=Answered(300), q1_ateliers_avant=Answered(2), q5_charte=Answered(True))
    found = ResponseChecks(SURVEY).check(response)
    asked = [one for one in found if one.severity is not Severity.INFO]
    assert asked
    assert all(one.asked is not None for one in asked)
    questions = "\n".join(row["Notre question"] for row in _rows(_letter(found, response)))
    assert all(one.asked in questions for one in asked)


def test_with_nothing_left_it_says_so_and_asks_for_nothing() -> None:
    document = _letter([])
    text = _words(document)
    assert "n’appelle aucune question" in text
    assert "avant le" not in text
    assert not any(isinstance(block, Group) for block in document.blocks)


def test_the_definition_says_how_long_and_who_signs() -> None:
    survey = small_survey(mail=Mail(answer_days=5, signature=("Anne Œuvrard", "Cheffe du bureau")))
    assert answer_by(survey, DAY) == datetime.date(2024, 7, 8)
    document = _letter([_found(Severity.ERROR, "q1_ateliers", "negative", "-3")], survey=survey)
    assert document.blocks[-1] == Paragraph("Anne Œuvrard\nCheffe du bureau")
    assert "avant le lundi 8\u00a0juillet 2024" in _words(document)


def test_a_long_text_is_quoted_as_far_as_needed() -> None:
    response = _response(q7_observations=Answered("x", "mot " * 3000))
    (row,) = _rows(_letter([_found(Severity.WARNING, "q7_observations", "overflow", "mot " * 3000)], response))
    got = row["Nous avons reçu"]
    assert got.endswith("mot…")
    assert len(got) <= 600
