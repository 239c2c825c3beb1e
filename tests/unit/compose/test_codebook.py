"""The codebook: seven columns, a line for each field and derived value, conditions and rules that can be read."""

from __future__ import annotations

import pytest

from small_survey import small_survey
from surveykit import load_survey
from surveykit.compose.codebook import Entry, codebook, column_headings, entries
from surveykit.compose.conditions import Conditions
from surveykit.compose.formulas import Formulas
from surveykit.document import Table, lines
from surveykit.ids import FieldId
from surveykit.model import Condition, Count, Derived, FreeText, OneChoice, Option, Question, Section, Survey

SMALL = {entry.code: entry for entry in entries(small_survey())}


@pytest.fixture(scope="module")
def reseaux() -> dict[str, Entry]:
    return {entry.code: entry for entry in entries(load_survey("reseaux_2014"))}


def spaced(text: str) -> str:
    """Without the distinction between no-break and other spaces, tested by the typography of the survey."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_there_is_a_line_for_each_field_in_order_then_for_each_derived_value() -> None:
    survey = small_survey()
    assert list(SMALL) == [field.code for field in survey.fields()] + ["total_seances"]


def test_the_columns_are_those_of_the_ministry() -> None:
    assert column_headings("fr") == (
        "Code",
        "Intitulé",
        "Description",
        "Champ d’application",
        "Type",
        "Liste de valeurs",
        "Règle",
    )
    (table,) = (block for block in codebook(small_survey()).blocks if isinstance(block, Table))
    assert tuple(cell.text for cell in table.header) == column_headings("fr")
    assert [row[0].text for row in table.rows] == list(SMALL)


@pytest.mark.parametrize(
    ("code", "type_", "values"),
    [
        ("q1_ateliers", "Nombre entier", "Entier ≥ 0"),
        ("q2_matin", "Nombre entier", "Entier de 0 à 500"),
        ("q3_satisfaction", "Échelle", "0 à 5\n0 = pas du tout\n5 = tout à fait"),
        ("q4_publics", "Choix multiple", "enfants = Enfants\nadultes = Adultes\nautres = Autres (précisez)"),
        ("q4_autres", "Texte", ""),
        ("q5_charte", "Oui/non", "oui | non"),
        ("q6_porteur", "Choix unique", "ville = La ville\nassociation = Une association\nautre = Un autre porteur"),
        ("total_seances", "Nombre entier", ""),
    ],
)
def test_each_kind_has_its_type_and_its_values(code: str, type_: str, values: str) -> None:
    assert (SMALL[code].type, spaced(SMALL[code].values)) == (type_, values)


@pytest.mark.parametrize(
    ("code", "scope"),
    [
        ("q1_diagnostic", "Ensemble des ARS"),
        ("q4_autres", "ARS ayant coché « Autres (précisez) » à la question 4"),
        ("q11_polyvalents_aujourdhui", "ARS ayant répondu « oui » à la question 11"),
        ("q13_sens", "ARS ayant répondu « oui » à la question 13"),
        ("polyvalents_a_ce_jour", "Ensemble des ARS"),
    ],
)
def test_who_is_concerned_is_said_in_a_sentence(reseaux: dict[str, Entry], code: str, scope: str) -> None:
    assert spaced(reseaux[code].scope) == scope


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("q9_appui_coordination", "q9_appui_coordination ≤ q2_aujourdhui (à vérifier)."),
        ("q11_polyvalents_aujourdhui", "Si q11_polyvalents = oui : q11_polyvalents_aujourdhui ≥ 1 (à corriger)."),
        ("q13_combien", "Si q13_territoire = oui : q13_combien ≤ q2_aujourdhui (à vérifier)."),
        ("q4_autres", "À renseigner si et seulement si « Autres (précisez) » est coché."),
        ("q6_precisions", "Facultatif."),
        ("territoires_modifies", "Vaut q13_combien si q13_territoire = oui ; 0 si q13_territoire = non."),
    ],
)
def test_rules_are_written_as_they_are_read(reseaux: dict[str, Entry], code: str, rule: str) -> None:
    assert rule in spaced(reseaux[code].rule).split("\n")


def test_each_rule_stands_once_and_is_found_from_every_field_that_it_names(reseaux: dict[str, Entry]) -> None:
    survey = load_survey("reseaux_2014")
    formulas = Formulas.of(survey)
    for rule in survey.rules:
        said = formulas.said(rule.check)
        carrying = [entry.code for entry in reseaux.values() if f"{said} (" in entry.rule]
        assert carrying, rule.code
        for name in survey.expression(rule.check).names:
            seen = reseaux[name].rule.partition("Voir aussi")[2]
            assert name in carrying or any(code in seen for code in carrying), (rule.code, name)


def _conditioned(when: str) -> Survey:
    questions = small_survey().sections[1].questions
    extra = Question(
        number="8",
        text="Et ensuite ?",
        fields=(
            FreeText(
                code=FieldId("q8_suite"), label="Suite", condition=Condition(when=when, label="Dans ce cas"), lines=2
            ),
        ),
    )
    first = small_survey().sections[0]
    return small_survey(sections=(first, Section(title="Organisation", questions=(*questions, extra))))


@pytest.mark.parametrize(
    ("when", "concerned", "you"),
    [
        ("not q5_charte", "ayant répondu « non » à la question 5", "vous avez répondu « non » à la question 5"),
        (
            "q6_porteur = 'ville'",
            "ayant choisi « La ville » à la question 6",
            "vous avez choisi « La ville » à la question 6",
        ),
        (
            "q6_porteur <> 'ville'",
            "ayant choisi une autre réponse que « La ville » à la question 6",
            "vous avez choisi une autre réponse que « La ville » à la question 6",
        ),
        (
            "q2_apres_midi >= 3",
            "ayant indiqué au moins 3 à la question 2 (Séances de l’après-midi)",
            "vous avez indiqué au moins 3 à la question 2 (Séances de l’après-midi)",
        ),
        (
            "q5_charte and answered(q1_ateliers)",
            "ayant répondu « oui » à la question 5 et ayant répondu à la question 1",
            "vous avez répondu « oui » à la question 5 et vous avez répondu à la question 1",
        ),
        (
            "said_nothing(q7_observations)",
            "ayant écrit à la question 7 qu’il n’y a rien à signaler",
            "vous avez écrit à la question 7 qu’il n’y a rien à signaler",
        ),
        (
            "not said_nothing(q7_observations)",
            "ayant écrit à la question 7 autre chose que « rien à signaler »",
            "vous avez écrit à la question 7 autre chose que « rien à signaler »",
        ),
        (
            "q7_observations <> ''",
            "ayant écrit à la question 7 autre chose que « rien à signaler »",
            "vous avez écrit à la question 7 autre chose que « rien à signaler »",
        ),
        (
            "not has(q4_publics, 'enfants')",
            "ayant répondu sans cocher « Enfants » à la question 4",
            "vous avez répondu sans cocher « Enfants » à la question 4",
        ),
    ],
)
def test_conditions_are_sentences(when: str, concerned: str, you: str) -> None:
    survey = _conditioned(when)
    field = survey.field_by_code[FieldId("q8_suite")]
    conditions = Conditions(survey)
    assert spaced(conditions.concerned(field)) == f"Villes {concerned}"
    assert spaced(conditions.for_you(field)) == f"Si {you}"


def test_a_condition_without_a_sentence_is_a_formula_for_analysts_and_its_label_for_respondents() -> None:
    survey = _conditioned("q2_matin > q2_apres_midi or (q5_charte and q1_ateliers = 2)")
    field = survey.field_by_code[FieldId("q8_suite")]
    conditions = Conditions(survey)
    assert spaced(conditions.concerned(field)) == (
        "Villes vérifiant la condition : q2_matin > q2_apres_midi ou (q5_charte = oui et q1_ateliers = 2)"
    )
    assert spaced(conditions.for_you(field)) == "Dans le cas « Dans ce cas »"


def test_a_survey_of_another_shape_has_a_codebook_too() -> None:
    options = (Option(code="a", label="A"), Option(code="b", label="B"))
    fields = (OneChoice(code=FieldId("x"), label="X", options=options), Count(code=FieldId("n"), label="N"))
    survey = small_survey(
        sections=(Section(title="S", questions=(Question(number="1", text="T ?", fields=fields),)),),
        derived=(Derived(code=FieldId("d"), label="D", value="x = 'a'"),),
        rules=(),
        indicators=(),
        report=None,
    )
    found = {entry.code: entry for entry in entries(survey)}
    assert (found["d"].type, spaced(found["d"].rule)) == ("Oui/non", "Vaut x = « A ».")
    assert "1\u00a0valeur calculée" in "".join(line for line, _ in lines(codebook(survey)))
