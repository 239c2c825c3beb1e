"""The guide says who asks, by when, how to answer, what NC means, what is published, and what each question expects."""

from __future__ import annotations

from small_survey import small_survey
from surveykit import load_survey
from surveykit.compose.guide import expected, guide
from surveykit.document import Block, Document, Group, Table, lines
from surveykit.ids import FieldId, IndicatorId
from surveykit.model import Dissemination, FreeText, Median, Question, Section


def words(document: Document) -> str:
    return "\n".join(line for line, _ in lines(document)).replace("\u00a0", " ").replace("\u202f", " ")


def tables(blocks: tuple[Block, ...]) -> list[Table]:
    found: list[Table] = []
    for block in blocks:
        if isinstance(block, Table):
            found.append(block)
        elif isinstance(block, Group):
            found += tables(block.blocks)
    return found


def test_who_asks_by_when_and_where_to_send() -> None:
    said = words(guide(load_survey("reseaux_2014")))
    for expected_words in (
        "Instruction DGOS/PF3 nº 2014-189 du 10 juin 2014",
        "avant le vendredi 5 septembre 2014",
        "emmanuelle.hedouin@sante.gouv.fr et DGOS-PF3@sante.gouv.fr avant le 5 septembre 2014",
        "Non communiqué : l’information n’est pas connue",
        "Les résultats de cette enquête seront diffusés uniquement sous forme consolidée.",
        "au moins 3 répondants, dont aucune ne dépasse 85 % du total",
    ):
        assert expected_words in said


def test_the_policy_that_is_told_is_the_survey_s_own() -> None:
    survey = small_survey(dissemination=Dissemination(minimum_units=7, maximum_share="0.6"))
    said = words(guide(survey))
    assert "au moins 7 répondants" in said
    assert "60 %" in said


def test_the_policy_of_medians_is_told_where_there_are_some() -> None:
    median = Median(id=IndicatorId("milieu"), label="Milieu", value="q2_matin")
    policy = Dissemination(minimum_units=6, median_minimum_units=5)
    told = words(guide(small_survey(indicators=(median,), report=None, dissemination=policy)))
    assert "Une médiane n’est publiée que si elle repose sur au moins 6 réponses." in told
    assert "médiane" not in words(guide(small_survey(dissemination=policy)))


def test_each_question_has_what_is_expected_and_when() -> None:
    survey = load_survey("reseaux_2014")
    rows = {
        row[0].text: tuple(cell.text.replace("\u00a0", " ").replace("\u202f", " ") for cell in row[1:])
        for row in tables(guide(survey).blocks)[-1].rows
    }
    assert len(rows) == sum(1 for _ in survey.fields())
    by_code = {field.code: rows[f"{field.question.number}. {field.label}"] for field in survey.fields()}
    assert by_code[FieldId("q13_combien")] == (
        "Nombre entier (réseaux), 1 ou plus",
        "Si vous avez répondu « oui » à la question 13",
    )
    assert by_code[FieldId("q3_coherence_guide")] == (
        "Une valeur de 0 à 5 (0 = valeur minimum ; 5 = valeur maximum)",
        "Toujours",
    )
    assert by_code[FieldId("q4_methodologie")][0] == "Une ou plusieurs cases parmi 6"
    assert by_code[FieldId("q22_commentaires")][0] == "Texte libre (facultatif)"


def test_bounds_and_short_answers() -> None:
    fields = small_survey().field_by_code
    assert expected("fr", fields[FieldId("q2_matin")].part) == "Nombre entier, de 0 à 500"
    assert expected("fr", fields[FieldId("q6_porteur")].part) == "Une seule réponse parmi 3"
    assert expected("fr", fields[FieldId("q4_autres")].part) == "Quelques mots"
    assert expected("fr", fields[FieldId("q5_charte")].part) == "Oui ou non"


def test_numbers_are_not_explained_where_none_is_asked() -> None:
    question = Question(number="1", text="Quoi ?", fields=(FreeText(code=FieldId("t"), label="T"),))
    survey = small_survey(
        sections=(Section(title="S", questions=(question,)),), derived=(), rules=(), indicators=(), report=None
    )
    assert "environ 12" in words(guide(small_survey()))
    assert "« néant »" in words(guide(survey))
    assert "environ 12" not in words(guide(survey))
