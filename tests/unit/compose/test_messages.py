"""The messages of a campaign: in correct French, or in the survey's own words, the subject on one line."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_survey import small_survey
from surveykit import load_survey
from surveykit.compose.letter import Received
from surveykit.compose.mail_words import FileNotRead, default_message, unreadable_files
from surveykit.compose.message import Written, message
from surveykit.findings import Finding, Place, Severity
from surveykit.model import Mail, Message, Purpose, Survey
from surveykit.model.mail import SLOTS
from surveykit.responses import Blank, Response

DAY = datetime.date(2014, 9, 10)


def _written(survey: Survey, purpose: Purpose, day: datetime.date = DAY, questions: str = "Question 1") -> Written:
    one = survey.population.respondents[0]
    received = None
    if purpose in {Purpose.CORRECTIONS, Purpose.RECEIPT}:
        response = Response(survey.id, survey.edition, one.code, {field.code: Blank() for field in survey.fields()})
        fields = (field for field in survey.fields() if field.facts.unit)
        places = [Place(question=field.question.number, field=field.code) for field in fields][:3]
        found = tuple(Finding("negative", Severity.ERROR, place=place, raw="-3") for place in places)
        received = Received(one, response, "retour.docx", day, found)
    files = [FileNotRead("réponse.doc", day, ((None, "Ce fichier est chiffré.", "Retirez le mot de passe."),))]
    unreadable = unreadable_files("fr", files)
    return message(
        survey, purpose, one.name, day, files="", received=received, questions=questions, unreadable=unreadable
    )


@pytest.mark.parametrize("purpose", Purpose)
def test_every_message_of_the_package_is_whole_and_well_set(purpose: Purpose) -> None:
    survey = load_survey("reseaux_2014")
    written = _written(survey, purpose)
    assert "\n" not in written.subject
    assert "DGOS/PF3 nº" in written.subject
    for text in (written.subject, written.text):
        assert not re.search(r"[{}]", text)
        assert not re.search(r"[ ][:;?!»]|«[ ]|'", text), text
        assert "  " not in text
    assert written.text.startswith("Madame, Monsieur,\n\n")
    assert written.text.endswith("\n")
    assert "DGOS-PF3@sante.gouv.fr" in written.text
    assert "ARS Alsace" in written.text
    awaited = purpose in {Purpose.SENDING, Purpose.REMINDER, Purpose.OVERDUE}
    assert ("vendredi 5\u00a0septembre 2014" in written.text) == awaited


def test_they_say_how_long() -> None:
    survey = load_survey("reseaux_2014")
    assert "il reste 1\u00a0jour)" in _written(survey, Purpose.REMINDER, datetime.date(2014, 9, 4)).text
    assert "un retard de 1\u00a0jour." in _written(survey, Purpose.OVERDUE, datetime.date(2014, 9, 5)).text
    assert "un retard de 6\u00a0jours." in _written(survey, Purpose.OVERDUE, DAY).text
    corrections = _written(survey, Purpose.CORRECTIONS)
    assert "3\u00a0points à vérifier" in corrections.subject
    assert "avant le jeudi 25\u00a0septembre 2014" in corrections.text
    assert "\n\nQuestion 1\n\n" in corrections.text
    receipt = _written(survey, Purpose.RECEIPT)
    assert "«\u00a0retour.docx\u00a0», reçu le 10\u00a0septembre 2014" in receipt.text
    assert "Il reste 3\u00a0points à vérifier avec vous." in receipt.text


def test_whose_file_cannot_be_read_is_told_which_why_and_what_to_do() -> None:
    why = (
        (None, "Le fichier est chiffré.", "Retirez le mot de passe."),
        (3, "La ligne est vide.", "Retirez le mot de passe."),
    )
    day = datetime.date(2014, 9, 1)
    assert unreadable_files("fr", [FileNotRead("a.doc", day, why), FileNotRead("b.doc", day, why[:1])]) == (
        "«\u00a0a.doc\u00a0», reçu le 1er\u00a0septembre 2014\u00a0:\nLe fichier est chiffré.\n"
        "Ligne 3\u00a0: La ligne est vide.\nRetirez le mot de passe.\n\n"
        "«\u00a0b.doc\u00a0», reçu le 1er\u00a0septembre 2014\u00a0:\nLe fichier est chiffré.\nRetirez le mot de passe."
    )


@pytest.mark.parametrize(
    ("subject", "answer"),
    [("Réponse", "Re: Réponse"), ("RE : Réponse", "RE : Réponse"), ("Recette", "Re: Recette"), ("a" * 300, "Re: aaa")],
)
def test_an_answer_has_the_subject_of_the_message_unless_the_survey_has_its_own(subject: str, answer: str) -> None:
    survey = small_survey()
    written = message(survey, Purpose.UNREADABLE, "Amiens", DAY, files="", unreadable="x", answered=subject)
    assert written.subject.startswith(answer)
    assert len(written.subject) <= 204
    own = small_survey(mail=Mail(unreadable=Message(subject="À renvoyer", body=("{unreadable}",))))
    written = message(own, Purpose.UNREADABLE, "Amiens", DAY, files="", unreadable="x", answered=subject)
    assert written.subject == "À renvoyer"
    assert written.text.startswith("x\n\n")


def test_every_default_uses_known_slots() -> None:
    for purpose in Purpose:
        said = default_message("fr", purpose)
        for text in (said.subject, *said.body):
            assert set(re.findall(r"\{([^{}]*)\}", text)) <= set(SLOTS[purpose])


def test_the_survey_has_its_own_words_and_signature() -> None:
    own = Message(subject="Pour {respondent}", body=("Bonjour,", "{files}", "Avant le {deadline}."))
    survey = small_survey(mail=Mail(sending=own, signature=("Le bureau",)))
    written = _written(survey, Purpose.SENDING)
    assert written == Written("Pour Amiens", "Bonjour,\n\nAvant le dimanche 30\u00a0juin 2024.\n\nLe bureau\n")


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_subject_is_one_line_whatever_stands_in_it(subject: str, title: str) -> None:
    said = Message(subject=subject.replace("{", "(") + " {title}", body=("x",))
    written = _written(small_survey(title=title, mail=Mail(sending=said)), Purpose.SENDING)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", written.subject)


def test_braces_in_what_fills_a_slot_are_left_alone() -> None:
    own = Message(subject="{title}", body=("{title}",))
    survey = small_survey(title="Un {deadline} {autre}", mail=Mail(sending=own))
    assert _written(survey, Purpose.SENDING).subject == "Un {deadline} {autre}"
