"""The letter that asks back: each question in its words, what was received, what is asked, by when, where to."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from small_survey import small_survey
from surveykit.checks import ResponseChecks
from surveykit.compose.letter import Received, answer_by, letter
from surveykit.document import Document, Facts, Group, Paragraph, lines
from surveykit.findings import Finding, Place, Severity
from surveykit.ids import FieldId, OptionCode
from surveykit.model import Mail, Survey
from surveykit.responses import Answered, Blank, NonResponse, NonResponseReason, NothingToSay, Response, Unreadable

SURVEY = small_survey()
BREST = SURVEY.population.respondents[1]
DAY = datetime.date(2024, 7, 3)


def _response(**answers: object) -> Response:
    blank: dict[FieldId, object] = {field.code: Blank() for field in SURVEY.fields()}
    return Response(SURVEY.id, SURVEY.edition, BREST.code, blank | answers)  # type: ignore[arg-type]


def _found(severity: Severity, field: str, reason: str, raw: str | None = None) -> Finding:
    part = SURVEY.field_by_code[FieldId(field)]
    number = part.question.number
    tail = f" — texte reçu «\u00a0{raw}\u00a0»" if raw else ""
    place = Place(question=number, field=FieldId(field), respondent=BREST.code)
    return Finding("any", severity, f"question {number} ({part.label})\u00a0: {reason}{tail}", place, raw)


def _letter(found: Sequence[Finding], response: Response | None = None, survey: Survey = SURVEY) -> Document:
    received = Received(BREST, response or _response(), "Brest v2.docx", datetime.date(2024, 6, 28), tuple(found))
    return letter(survey, received, DAY)


def _words(document: Document) -> str:
    return "\n".join(line for line, _ in lines(document))


def test_it_says_who_what_until_when_and_where() -> None:
    text = _words(_letter([_found(Severity.ERROR, "q1_ateliers", "plusieurs nombres dans la réponse", "10 à 15")]))
    for needed in (
        "Ministère de l’Exemple",
        "Brest",
        "Note n° 12 du 3 mars 2024",
        "ateliers/2024/brest/",
        "«\u00a0Brest v2.docx\u00a0», reçu le 28\u00a0juin 2024",
        "Combien d’ateliers comptez-vous\u202f?",
        "Ateliers aujourd’hui",
        "10 à 15",
        "Plusieurs nombres dans la réponse. Merci de nous indiquer la réponse à retenir.",
        "avant le jeudi 18\u00a0juillet 2024",
        "ateliers@exemple.example",
        "1\u00a0point à vérifier",
    ):
        assert needed in text, needed
    assert "texte reçu" not in text
    assert "question 1 (" not in text


def test_only_what_must_be_asked_is_in_it_question_by_question() -> None:
    document = _letter(
        [
            _found(Severity.WARNING, "q5_signataires", "valeur approximative, lue 6", "environ 6"),
            _found(Severity.INFO, "q3_satisfaction", "à ne pas montrer"),
            _found(Severity.WARNING, "q1_ateliers", "valeur approximative, lue 9", "environ 9"),
        ]
    )
    text = _words(document)
    assert "à ne pas montrer" not in text
    assert "Êtes-vous satisfait" not in text
    assert text.index("Combien d’ateliers") < text.index("Avez-vous une charte")
    assert "Merci de confirmer cette réponse, ou de la corriger." in text


def test_a_message_that_asks_by_itself_is_left_as_it_is() -> None:
    text = _words(_letter([_found(Severity.WARNING, "q1_ateliers", "trop. Pouvez-vous vérifier\u202f?")]))
    assert "Trop. Pouvez-vous vérifier\u202f?\n" in text
    assert "Merci de confirmer" not in text


def test_a_question_mark_or_a_thank_you_of_theirs_asks_nothing() -> None:
    for reason in (
        "milliers ou décimales\u202f? lu 1\u202f234",
        "réponse qui n’est pas proposée\u00a0: «\u00a0merci de voir avec eux\u202f?\u00a0»",
    ):
        text = _words(_letter([_found(Severity.ERROR, "q1_ateliers", reason, "1.234")]))
        assert ". Merci de nous indiquer la réponse à retenir." in text


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
        "q7_observations": "aucune réponse",
    }
    for field, expected in shown.items():
        document = _letter([_found(Severity.WARNING, field, "à voir")], response)
        facts = [one for block in document.blocks if isinstance(block, Group) for one in block.blocks]
        rows = dict(next(one for one in facts if isinstance(one, Facts)).rows)
        assert rows["Nous avons reçu"] == expected, field


def test_what_concerns_the_whole_file_comes_last() -> None:
    two = Finding("two_files", Severity.WARNING, "deux fichiers pour le même exemplaire. Vérifiez lequel.", Place())
    document = _letter([two, _found(Severity.ERROR, "q1_ateliers", "nombre négatif", "-3")])
    text = _words(document)
    assert text.index("Nombre négatif") < text.index("Sur le fichier reçu") < text.index("Deux fichiers pour le même")


def test_every_check_of_the_survey_can_be_asked() -> None:
    response = _response(q1_ateliers=Answered(300), q1_ateliers_avant=Answered(2), q5_charte=Answered(True))
    found = ResponseChecks(SURVEY).check(response)
    asked = [one for one in found if one.severity is not Severity.INFO]
    assert asked
    document = _letter(found, response)
    points = [block for block in document.blocks if isinstance(block, Group)]
    assert sum(isinstance(one, Facts) for block in points for one in block.blocks) == len(asked)


def test_with_nothing_left_it_says_so_and_asks_for_nothing() -> None:
    document = _letter([])
    text = _words(document)
    assert "n’appelle aucune question" in text
    assert "avant le" not in text
    assert not any(isinstance(block, Group) for block in document.blocks)


def test_the_definition_says_how_long_and_who_signs() -> None:
    survey = small_survey(mail=Mail(answer_days=5, signature=("Anne Œuvrard", "Cheffe du bureau")))
    assert answer_by(survey, DAY) == datetime.date(2024, 7, 8)
    document = _letter([_found(Severity.ERROR, "q1_ateliers", "nombre négatif", "-3")], survey=survey)
    assert document.blocks[-1] == Paragraph("Anne Œuvrard\nCheffe du bureau")
    assert "avant le lundi 8\u00a0juillet 2024" in _words(document)


def test_a_long_text_is_quoted_as_far_as_needed() -> None:
    document = _letter([_found(Severity.WARNING, "q7_observations", "à voir", "mot " * 3000)])
    facts = [one for block in document.blocks if isinstance(block, Group) for one in block.blocks]
    got = dict(next(one for one in facts if isinstance(one, Facts)).rows)["Nous avons reçu"]
    assert got.endswith("mot…")
    assert len(got) <= 600
