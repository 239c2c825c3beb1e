"""What the form shows: every question in order, every field once, everything a respondent must know."""

from __future__ import annotations

from collections.abc import Iterator

from small_survey import small_survey
from surveykit import load_survey
from surveykit.compose.form import form
from surveykit.document import Answer, Block, Group, Heading, ListBox, TextBox, TickList, answers, controls, lines
from surveykit.ids import RESPONDENT_FIELD, FieldId
from surveykit.responses import Answered, Blank, NonResponse, NonResponseReason, NothingToSay, Response, Unreadable


def test_every_field_has_its_control_once_and_in_order() -> None:
    for survey in (small_survey(), load_survey("reseaux_2014")):
        shown = [control.field for control in controls(form(survey, personal=True))]
        assert shown == [line.code for line in survey.contact] + [field.code for field in survey.fields()]
        assert [control.field for control in controls(form(survey))] == [RESPONDENT_FIELD, *shown]


def test_the_form_says_what_a_respondent_must_know() -> None:
    survey = load_survey("reseaux_2014")
    words = [line for line, _ in lines(form(survey))]
    text = "\n".join(words)
    for needed in (
        "avant le vendredi 5\u00a0septembre 2014",
        "emmanuelle.hedouin@sante.gouv.fr",
        "DGOS-PF3@sante.gouv.fr",
        "hors réseaux régionaux de cancérologie et de périnatalité",
        "DGOS/PF3 nº\u00a02014-189",
        "uniquement sous forme consolidée",
        "(0\u00a0= valeur minimum\u202f; 5\u00a0= valeur maximum)",
        "Autres (précisez)",
    ):
        assert needed in text, needed
    numbers = [one.question for one in _headings(form(survey).blocks) if one.question]
    assert numbers == [str(number) for number in range(1, 23)]
    for question in survey.questions():
        assert question.text in words


def test_a_number_has_its_unit_and_what_it_must_look_like_in_words_after_it() -> None:
    survey = small_survey()
    after = {answer.control.field: answer.after for answer in answers(form(survey).blocks)}
    assert after["q1_ateliers"] == "ateliers (nombre entier, ou «\u00a0NC\u00a0»)"
    assert after["q2_matin"] == "(nombre entier de 0 à 500, ou «\u00a0NC\u00a0»)"
    real = {answer.control.field: answer.after for answer in answers(form(load_survey("reseaux_2014")).blocks)}
    assert real["q13_combien"] == "réseaux (nombre entier à partir de 1, ou «\u00a0NC\u00a0»)"


def _headings(blocks: tuple[Block, ...]) -> Iterator[Heading]:
    for block in blocks:
        if isinstance(block, Heading):
            yield block
        if isinstance(block, Group):
            yield from _headings(block.blocks)


def test_accessible_names_carry_the_number_and_the_full_label() -> None:
    survey = load_survey("reseaux_2014")
    for answer in answers(form(survey, personal=True).blocks):
        field = survey.field_by_code.get(answer.control.field)
        if field is not None:
            assert answer.control.name == f"{field.question.number}. {field.label}"


def test_a_response_stands_in_its_form() -> None:
    survey = load_survey("reseaux_2014")
    held = {
        "q1_diagnostic": Answered(0),
        "q2_aujourdhui": NonResponse(NonResponseReason.NOT_COMMUNICATED),
        "q2_terme": Unreadable("10 à 15"),
        "q3_coherence_guide": Answered(0),
        "q4_methodologie": Answered(frozenset({"autres"})),
        "q4_autres": Answered("un séminaire"),
        "q5_realisees": NothingToSay("R.A.S."),
        "q5_en_cours": NothingToSay(),
        "q6_cpom": Answered(False),
    }
    empty = {field.code: Blank() for field in survey.fields()}
    response = Response(survey.id, survey.edition, survey.population.respondents[0].code, empty | held)
    shown = {control.field: control for control in controls(form(survey, response))}
    texts = {code: control.value for code, control in shown.items() if isinstance(control, TextBox | ListBox)}
    assert texts["q1_diagnostic"] == "0"
    assert texts["q2_aujourdhui"] == "NC"
    assert texts["q2_terme"] == "10 à 15"
    assert texts["q3_coherence_guide"] == "0"
    assert texts["q6_cpom"] == "non"
    assert texts["q4_autres"] == "un séminaire"
    assert (texts["q5_realisees"], texts["q5_en_cours"]) == ("R.A.S.", "néant")
    assert texts[RESPONDENT_FIELD] == survey.population.respondents[0].code
    ticks = shown[FieldId("q4_methodologie")]
    assert isinstance(ticks, TickList)
    assert [box.option for box in ticks.boxes if box.ticked] == ["autres"]


def test_a_prompt_that_asks_takes_no_colon() -> None:
    labels = [answer.label for answer in answers(form(load_survey("reseaux_2014")).blocks) if answer.label]
    assert all(label.endswith(("?", ":")) for label in labels)
    assert not any("?\u00a0:" in label for label in labels)
    assert isinstance(next(answers(form(small_survey()).blocks)), Answer)
