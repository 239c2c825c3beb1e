"""The survey of 2014 says what the instruction, its annex and its data dictionary say."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from surveykit.expressions import to_python
from surveykit.ids import FieldId
from surveykit.model import Condition, Count, FreeText, ManyChoices, Scale, Survey
from surveykit.texts import NBSP, squeezed

FIELDS = """
1 q1_diagnostic count
2 q2_aujourdhui count
2 q2_terme count
3 q3_coherence_guide scale
4 q4_methodologie multiple_choice
4 q4_autres text
5 q5_realisees text
5 q5_en_cours text
5 q5_a_venir text
6 q6_cpom yes_no
6 q6_precisions text
7 q7_elements_favorisants text
8 q8_difficultes text
9 q9_appui_coordination count
10 q10_stade scale
11 q11_polyvalents yes_no
11 q11_polyvalents_aujourdhui count
11 q11_polyvalents_terme count
12 q12_plurithematiques_aujourdhui count
12 q12_plurithematiques_terme count
13 q13_territoire yes_no
13 q13_sens multiple_choice
13 q13_combien count
13 q13_pourquoi text
14 q14_anciens count
15 q15_cesses count
15 q15_envisages count
16 q16_documents yes_no
16 q16_lesquels text
17 q17_systeme_information yes_no
17 q17_laquelle text
18 q18_prestations_derogatoires yes_no
18 q18_laquelle text
19 q19_reseaux_etp text
19 q19_poursuite yes_no
19 q19_pourquoi text
20 q20_coherence_dispositifs scale
21 q21_ameliorations text
22 q22_commentaires text
"""

QUESTIONS = """
1. Combien de réseaux de santé étaient présents sur le territoire au moment du diagnostic initial réalisé
par l’ARS ?

2. Combien sont identifiés et financés comme tels aujourd’hui ? Et combien en envisagez-vous au terme des
réorganisations engagées par l’ARS ?

3. Sur une échelle de 0 à 5 (0 étant la valeur minimum et 5 la valeur maximum), à quel niveau estimez-vous
vous être en cohérence avec les orientations du guide méthodologique de la DGOS publié en 2012 ?

4. Quelle méthodologie avez-vous utilisé pour engager des réorganisations ? (plusieurs réponses possibles)

5. Éléments détaillés d’état des lieux des réorganisations :

6. Les réorganisations déjà réalisées et en cours sont-elles contractualisées dans les CPOM ?

7. Quels sont les principaux éléments que vous considérez comme favorisant concernant l’évolution des
réseaux de santé ?

8. Quels sont les principaux points de difficultés que vous avez rencontré/que vous rencontrez aujourd’hui ?

9. Combien de réseaux de santé de votre territoire sont aujourd’hui positionnés prioritairement sur l’appui
à la coordination auprès des équipes de premier recours ?

10. Sur une échelle de 0 à 5 (0 étant la valeur minimum et 5 la valeur maximum), à quel stade des
réorganisations souhaitées par l’ARS en matière de réseaux de santé estimez-vous être ?

11. Des réseaux polyvalents/plateformes polyvalentes (sans aucun ciblage thématique ou de pathologie)
existent-ils à ce jour sur votre territoire ? Si oui combien ? Combien sont prévus au terme des
réorganisations ?

12. Combien de réseaux plurithématiques (sans être totalement polyvalents) existent à ce jour sur votre
territoire ? Combien sont prévus au terme des réorganisations ?

13. Avez-vous demandé à certains réseaux de santé de modifier leur territoire d’intervention (préciser si
élargissement ou réduction) ? Combien ? Pourquoi ?

14. Combien d’« anciens réseaux » ne sont aujourd’hui plus considérés comme tels et financés par d’autres
lignes budgétaires que celles dédiées aux réseaux de santé ?

15. Combien de réseaux avez-vous cessé de financer depuis la création de l’ARS ? Combien d’autres arrêts de
financements envisagez-vous dans le cadre des réorganisations ?

16. Avez-vous produit des documents types régionaux concernant les réseaux de santé (rapports d’activité,
grille de salaires, CPOM, etc.) ? Si oui, merci de préciser lesquels.

17. Menez-vous une politique spécifique relative au système d’information des réseaux de santé dans votre
région ? Si oui, laquelle ?

18. Menez-vous une politique spécifique relative aux prestations dérogatoires des réseaux de santé dans
votre région ? Si oui laquelle ?

19. Quels sont les réseaux de santé présents sur votre territoire impliqués en matière d’éducation
thérapeutique du patient (hors établissements de santé) ? Souhaitez-vous qu’ils continuent à proposer cette
offre de service ? Pourquoi ?

20. Sur une échelle de 0 à 5 (0 étant la valeur minimum et 5 la valeur maximum), à quel niveau estimez-vous
la cohérence actuelle entre les différents dispositifs d’appui à la coordination de votre territoire (CLIC,
réseaux de santé, MAIA, PAERPA…) ?

21. Quelles sont, selon vous, les améliorations possibles en la matière (cf. question 20) et quels sont les
moyens nécessaires pour obtenir ces améliorations ?

22. Quels sont les autres commentaires/questions dont vous souhaitez faire part concernant les
réorganisations des réseaux de santé ?
"""

OPTIONS = {
    "q4_methodologie": {
        "lettre_mission": "Lettre de mission/cadrage adressée aux réseaux",
        "discussions_bilaterales": "Discussions bilatérales avec chaque réseau",
        "groupes_thematiques": "Discussions par groupes thématiques de réseaux",
        "appel_projet": "Appel à projet/cahier des charges ARS",
        "reunion_information": "Réunion d’information organisée par l’ARS avec l’ensemble des réseaux",
        "autres": "Autres (précisez)",
    },
    "q13_sens": {"elargissement": "Élargissement", "reduction": "Réduction"},
}

CONDITIONS = {
    "q4_autres": "has(q4_methodologie, 'autres')",
    "q11_polyvalents_aujourdhui": "q11_polyvalents",
    "q13_sens": "q13_territoire",
    "q13_combien": "q13_territoire",
    "q13_pourquoi": "q13_territoire",
    "q16_lesquels": "q16_documents",
    "q17_laquelle": "q17_systeme_information",
    "q18_laquelle": "q18_prestations_derogatoires",
}

INDICATORS = """
taux_reponse response_rate
reseaux_diagnostic total
reseaux_aujourdhui total
reseaux_terme total
evolution_realisee change
evolution_prevue change
coherence_guide scale
methodologie multiple
cpom share
part_appui_coordination ratio
stade scale
ars_polyvalents share
polyvalents_aujourdhui total
polyvalents_terme total
part_polyvalents_aujourdhui ratio
part_polyvalents_terme ratio
plurithematiques_aujourdhui total
plurithematiques_terme total
part_plurithematiques_aujourdhui ratio
territoire share
territoire_sens multiple
territoire_reseaux total
anciens_reseaux total
financements_cesses total
arrets_envisages total
documents_types share
politique_si share
prestations_derogatoires share
etp_poursuite share
coherence_dispositifs scale
"""

METROPOLE = [
    "alsace",
    "aquitaine",
    "auvergne",
    "basse_normandie",
    "bourgogne",
    "bretagne",
    "centre",
    "champagne_ardenne",
    "corse",
    "franche_comte",
    "haute_normandie",
    "ile_de_france",
    "languedoc_roussillon",
    "limousin",
    "lorraine",
    "midi_pyrenees",
    "nord_pas_de_calais",
    "paca",
    "pays_de_la_loire",
    "picardie",
    "poitou_charentes",
    "rhone_alpes",
]
OUTRE_MER = ["guadeloupe", "guyane", "martinique", "ocean_indien"]


def test_fields_are_those_of_the_data_dictionary(reseaux: Survey) -> None:
    found = [f"{field.question.number} {field.code} {field.part.kind}" for field in reseaux.fields()]
    assert found == FIELDS.split("\n")[1:-1]
    assert len(found) == 39


def test_questions_keep_their_official_words_and_order(reseaux: Survey) -> None:
    assert [question.number for question in reseaux.questions()] == [str(number) for number in range(1, 23)]
    found = [f"{question.number}. {squeezed(question.text)}" for question in reseaux.questions()]
    assert found == [squeezed(question) for question in QUESTIONS.split("\n\n")]


def test_options_are_the_official_ones(reseaux: Survey) -> None:
    parts = [field.part for field in reseaux.fields()]
    lists = {part.code: part.options for part in parts if isinstance(part, ManyChoices)}
    assert {code: {one.code: one.label for one in options} for code, options in lists.items()} == OPTIONS


def test_fields_depend_on_the_answer_that_opens_them(reseaux: Survey) -> None:
    found = {field.code: field.condition.when for field in reseaux.fields() if field.condition}
    assert found == CONDITIONS
    lesquels = reseaux.field_by_code[FieldId("q16_lesquels")]
    assert lesquels.condition == Condition(when="q16_documents", label="Si oui")


def test_scales_run_from_0_to_5_with_the_official_ends(reseaux: Survey) -> None:
    scales = [field.part for field in reseaux.fields() if isinstance(field.part, Scale)]
    ends = {(one.minimum, one.maximum, one.minimum_label, one.maximum_label) for one in scales}
    assert len(scales) == 3
    assert ends == {(0, 5, "valeur minimum", "valeur maximum")}


def test_counts_start_at_0_but_for_the_networks_asked_to_move(reseaux: Survey) -> None:
    counts = {part.code: part for field in reseaux.fields() if isinstance(part := field.part, Count)}
    assert {code: part.minimum for code, part in counts.items() if part.minimum} == {"q13_combien": 1}
    assert {part.maximum for part in counts.values()} == {None}


def test_blank_is_natural_only_where_it_says_so(reseaux: Survey) -> None:
    optional = [field.code for field in reseaux.fields() if field.part.optional]
    assert optional == [
        "q5_realisees",
        "q5_en_cours",
        "q5_a_venir",
        "q6_precisions",
        "q19_pourquoi",
        "q22_commentaires",
    ]


def test_every_field_is_described_and_every_one_of_several_is_announced(reseaux: Survey) -> None:
    for question in reseaux.questions():
        for part in question.fields:
            assert part.description, part.code
            assert bool(part.prompt) == (len(question.fields) > 1), part.code


def test_contact_is_four_short_lines(reseaux: Survey) -> None:
    contact = reseaux.contact
    assert [line.code for line in contact] == [
        "contact_nom",
        "contact_fonction",
        "contact_courriel",
        "contact_telephone",
    ]
    assert all(isinstance(line, FreeText) and line.lines == 1 for line in contact)


def test_issuer_scope_and_collection_are_those_of_the_instruction(reseaux: Survey) -> None:
    survey = reseaux
    assert (survey.id, survey.edition, survey.language) == ("reseaux_2014", "2014", "fr")
    assert squeezed(survey.issuer.reference) == "Instruction DGOS/PF3 nº 2014-189 du 10 juin 2014"
    details = [squeezed(line) for line in survey.issuer.reference_details]
    assert details[1:] == ["NOR : AFSH1413864J", "Validée par le CNP le 5 juin 2014", "Visa CNP 2014-96"]
    assert "(hors réseaux régionaux de cancérologie et de périnatalité)" in survey.scope
    assert survey.collection.deadline == dt.date(2014, 9, 5)
    assert survey.collection.addresses == ("emmanuelle.hedouin@sante.gouv.fr", "DGOS-PF3@sante.gouv.fr")
    how = squeezed(" ".join(survey.collection.instructions))
    assert "« NC », jamais zéro" in how
    assert "sans le convertir dans un autre format" in how


def test_the_26_agencies_are_asked(reseaux: Survey) -> None:
    population = reseaux.population
    ensembles = {one.code: one.attributes["ensemble"] for one in population.respondents}
    assert len(population) == 26
    assert ensembles == dict.fromkeys(METROPOLE, "metropole") | dict.fromkeys(OUTRE_MER, "outre_mer")
    assert all(one.name.startswith("ARS ") for one in population.respondents)
    assert population.groupings["ensemble"].values == {"metropole": "Métropole", "outre_mer": "Outre-mer"}


def test_indicators_are_the_30_that_were_decided(reseaux: Survey) -> None:
    found = [f"{one.id} {one.kind}" for one in reseaux.indicators]
    assert found == INDICATORS.split("\n")[1:-1]
    assert len(found) == 30
    assert all(one.note and one.unit in {"ARS", "réseaux"} for one in reseaux.indicators)


@pytest.mark.parametrize(
    ("derived", "values", "expected"),
    [
        ("polyvalents_a_ce_jour", {"q11_polyvalents": True, "q11_polyvalents_aujourdhui": 4}, 4),
        ("polyvalents_a_ce_jour", {"q11_polyvalents": False}, 0),
        ("polyvalents_a_ce_jour", {"q11_polyvalents": True}, None),
        ("polyvalents_a_ce_jour", {"q11_polyvalents_aujourdhui": 4}, None),
        ("territoires_modifies", {"q13_territoire": True, "q13_combien": 2}, 2),
        ("territoires_modifies", {"q13_territoire": False}, 0),
        ("territoires_modifies", {"q13_territoire": True}, None),
    ],
)
def test_a_no_stands_for_zero_networks_and_the_unknown_stays_unknown(
    reseaux: Survey, derived: str, values: dict[str, int | bool], expected: int | None
) -> None:
    assert to_python(reseaux.derived_expressions[derived])(values) == expected


def test_dissemination_is_the_declared_policy(reseaux: Survey) -> None:
    policy = reseaux.dissemination
    assert (policy.minimum_units, policy.median_minimum_units) == (3, 5)
    assert policy.maximum_share == Decimal("0.85")
    promise = "Les résultats de cette enquête seront diffusés uniquement sous forme consolidée."
    assert policy.statement == promise
    assert "Insee" in policy.source


def test_the_report_tells_every_indicator_once(reseaux: Survey) -> None:
    outline = reseaux.report
    assert outline is not None
    told = [indicator for theme in outline.themes for indicator in theme.indicators]
    # The response rate is the first sentence of the method, on the first page.
    assert sorted([*told, "taux_reponse"]) == sorted(one.id for one in reseaux.indicators)
    assert told[:2] == ["coherence_guide", "part_appui_coordination"]
    assert len(outline.key_figures) == 4
    assert all(theme.text for theme in outline.themes)


def test_reference_figures_are_those_published_with_a_caveat(reseaux: Survey) -> None:
    outline = reseaux.report
    assert outline is not None
    found = [(one.year, one.value, one.decimals, one.unit) for one in outline.references]
    assert found == [
        (2011, Decimal(716), 0, "réseaux"),
        (2011, Decimal(167), 0, "M€"),
        (2012, Decimal(681), 0, "réseaux"),
        (2012, Decimal("161.9"), 1, "M€"),
    ]
    assert "ne sont pas directement comparables" in outline.references_caveat


def test_official_words_in_quotes_stay_together(reseaux: Survey) -> None:
    text = next(question.text for question in reseaux.questions() if question.number == "14")
    assert f"d’«{NBSP}anciens réseaux{NBSP}»" in text
