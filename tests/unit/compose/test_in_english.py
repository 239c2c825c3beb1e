"""What the package puts around a survey's own words is in the survey's language: here English, that of the code."""

from __future__ import annotations

import datetime

from small_survey import small_survey
from surveykit.compose.codebook import codebook
from surveykit.compose.conditions import Conditions
from surveykit.compose.form import form
from surveykit.compose.formulas import Formulas
from surveykit.compose.guide import guide
from surveykit.compose.letter import Received, letter
from surveykit.compose.mail_words import FileNotRead, unreadable_files
from surveykit.compose.message import message
from surveykit.compose.receipt import Receipts
from surveykit.compose.remedy_words import asked_of, remedy_told
from surveykit.findings import Finding, Place, Severity
from surveykit.ids import FieldId, IndicatorId, RespondentCode
from surveykit.messages import to_text
from surveykit.model import Purpose
from surveykit.responses import Blank, Response
from surveykit.results.remedies import Remedy, Request

# A survey is refused in a language without a catalogue, and the code's own has none: the copy is not checked.
SURVEY = small_survey().model_copy(update={"language": "en"})
AMIENS, BREST = SURVEY.population.respondents[:2]
DAY = datetime.date(2024, 6, 29)
BLANK = Response(SURVEY.id, SURVEY.edition, BREST.code, {field.code: Blank() for field in SURVEY.fields()})


def received(*findings: Finding) -> Received:
    """What Brest sent, all of it blank."""
    return Received(BREST, BLANK, "brest.docx", datetime.date(2024, 6, 28), findings)


def test_a_form_and_its_guide() -> None:
    text = to_text(form(SURVEY).blocks, "en")
    for words in (
        "Return by: before Sunday 30 June 2024",
        "(whole number from 0 to 500, or “NC”)",
        "Your answer: (0 = pas du tout; 5 = tout à fait)",
        "send it back by e-mail to ateliers@exemple.example before 30 June 2024.",
    ):
        assert words in text
    text = to_text(guide(SURVEY).blocks, "en")
    for words in (
        "4. Autres publics | A few words | If you have ticked “Autres (précisez)” in question 4",
        "7. Observations | Free text (optional) | Always",
        "the answers of at least 3 respondents, none of which is more",
    ):
        assert words in text


def test_a_codebook() -> None:
    text = to_text(codebook(SURVEY).blocks, "en")
    for words in (
        "Content: 12 fields and 1 calculated value",
        "Villes having answered “yes” in question 5 | Whole number | Whole number ≥ 0",
        "if q4_publics holds “Enfants”, then q5_charte = yes (for information).",
        "If q1_ateliers = 0: total_seances = 0 (to correct).",
        "Is q2_matin + q2_apres_midi.",
    ):
        assert words in text


def test_formulas_and_conditions() -> None:
    formulas = Formulas.of(SURVEY)
    assert formulas.said("not (q5_charte and q2_matin > 2)") == "q5_charte = no or q2_matin ≤ 2"
    assert formulas.said("not (q5_charte or (q2_matin > 2 and q1_ateliers = 1))") == (
        "q5_charte = no and (q2_matin ≤ 2 or q1_ateliers ≠ 1)"
    )
    assert Conditions(SURVEY).concerned(SURVEY.field_by_code[FieldId("q1_ateliers")]) == "All villes"


def test_a_letter() -> None:
    place = Place(question="1", field=FieldId("q1_ateliers"))
    asks = Finding("any", Severity.WARNING, "You count 3 of them", place, language="en")
    place = Place(question="2", field=FieldId("q2_matin"))
    several = Finding("several_numbers", Severity.ERROR, None, place, "3 or 4", {"unit": "meetings"}, "en")
    text = to_text(letter(SURVEY, received(asks, several), DAY).blocks, "en")
    for words in (
        "“brest.docx”, received on 28 June 2024",
        "We have 2 points to verify with you. We would be grateful for your answer before Sunday 14 July 2024.",
        "Our question: You count 3 of them. Can you confirm your answer, or correct it?\n",
        "Our question: You wrote “3 or 4”. What number of meetings should we keep?\n",
    ):
        assert words in text
    assert "We have no question about it." in to_text(letter(SURVEY, received(), DAY).blocks, "en")


def test_messages() -> None:
    written = message(SURVEY, Purpose.REMINDER, AMIENS.name, DAY, files="")
    assert written.subject == "Reminder: questionnaire expected before Sunday 30 June 2024 – Note n° 12 du 3 mars 2024"
    assert "(1 day left), at: ateliers@exemple.example." in written.text
    assert "document “Enquête sur les ateliers de santé”." in written.text
    files = unreadable_files("en", [FileNotRead("brest.doc", DAY, ((None, "It is old.", "Save it anew."),))])
    text = message(SURVEY, Purpose.UNREADABLE, BREST.name, DAY, files="", unreadable=files).text
    assert (
        "“brest.doc”, received on 29 June 2024:\nIt is old.\nSave it anew.\n\nPlease send us your answer again" in text
    )


def test_a_receipt() -> None:
    text = to_text(Receipts(SURVEY).receipt(received(), DAY).blocks, "en")
    for words in (
        "ACKNOWLEDGEMENT OF RECEIPT",
        "We have no question about your answer.",
        "WHAT WE READ",
        "Answer read: no answer",
        "TO CORRECT AN ANSWER",
    ):
        assert words in text
    found = Finding("negative", Severity.ERROR, place=Place(question="1", field=FieldId("q1_ateliers")), raw="-3")
    assert "We have 1 point to verify with you." in to_text(Receipts(SURVEY).receipt(received(found), DAY).blocks, "en")


def test_missing_answers() -> None:
    first, second = (one.id for one in SURVEY.indicators[:2])
    labels = [SURVEY.indicator_by_id[IndicatorId(one)].label for one in (first, second)]
    fields = (FieldId("q1_ateliers"), FieldId("q2_matin"))
    requests = (Request(RespondentCode("amiens"), fields), Request(RespondentCode("brest"), fields[:1]))
    assert remedy_told(SURVEY, Remedy((first,), (), requests)) == (
        f"If Amiens answers questions 1 and 2 and Brest answers question 1, the figure “{labels[0]}” can be told."
    )
    both = Remedy((first, second), (first, second), requests[1:])
    assert remedy_told(SURVEY, both) == (
        f"If Brest answers question 1, the figures “{labels[0]}” and “{labels[1]}” can be updated."
    )
    (asked,) = asked_of(SURVEY, RespondentCode("brest"), [both])
    assert asked.message == (
        f"question 1: no answer. Without it, the figures “{labels[0]}” and “{labels[1]}” of the report cannot be "
        "updated."
    )
    assert asked.ask == (
        f"You did not answer this question. Without an answer, the figures “{labels[0]}” and “{labels[1]}” of the "
        "report cannot be updated. Can you answer it?"
    )
