"""A small survey with every kind of field, condition, detail, rule and indicator: what the tests are run on."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from surveykit.ids import FieldId, OptionCode, RespondentCode
from surveykit.model import (
    AnyIndicator,
    Change,
    Collection,
    Condition,
    Count,
    Derived,
    Detail,
    Dissemination,
    FreeText,
    Grouping,
    Issuer,
    ManyChoices,
    Multiple,
    OneChoice,
    Option,
    Outline,
    Population,
    Question,
    Ratio,
    Respondent,
    ResponseRate,
    Rule,
    Scale,
    ScaleSummary,
    Section,
    Share,
    Survey,
    Theme,
    Total,
    YesNo,
)

RESPONDENTS = ("amiens", "brest", "caen", "dijon", "evry", "frejus")


def small_survey(**changes: Any) -> Survey:
    """The survey `ateliers`, edition `2024`; `changes` replace whole parts of it (rules=(), edition="2025"…)."""
    parts: dict[str, Any] = {
        "id": "ateliers",
        "edition": "2024",
        "title": "Enquête sur les ateliers de santé",
        "language": "fr",
        "issuer": Issuer(
            bodies=("Ministère de l’Exemple", "Bureau des ateliers"), reference="Note n° 12 du 3 mars 2024"
        ),
        "scope": "Tous les ateliers de santé de la ville",
        "introduction": ("Cette enquête fait le point sur les ateliers de santé.",),
        "collection": Collection(
            deadline=datetime.date(2024, 6, 30),
            addresses=("ateliers@exemple.example",),
            instructions=("Une réponse par ville.",),
        ),
        "contact": (
            FreeText(code=FieldId("contact_nom"), label="Nom du correspondant", lines=1, optional=True),
            FreeText(code=FieldId("contact_courriel"), label="Courriel du correspondant", lines=1, optional=True),
        ),
        "sections": (_activity(), _organisation()),
        "derived": (Derived(code=FieldId("total_seances"), label="Séances en tout", value="q2_matin + q2_apres_midi"),),
        "rules": _rules(),
        "indicators": _indicators(),
        "population": _population(),
        "dissemination": Dissemination(minimum_units=3, statement="Les résultats sont consolidés."),
        "report": Outline(
            title="Bilan des ateliers",
            key_figures=("taux_reponse", "ateliers_aujourdhui"),
            themes=(
                Theme(
                    title="Activité", text="Ce que font les ateliers.", indicators=("ateliers_aujourdhui", "evolution")
                ),
                Theme(title="Organisation", indicators=("part_charte", "satisfaction", "publics")),
            ),
        ),
    }
    return Survey(**(parts | changes))


def _activity() -> Section:
    return Section(
        title="Activité",
        questions=(
            Question(
                number="1",
                text="Combien d’ateliers comptez-vous ?",
                fields=(
                    Count(
                        code=FieldId("q1_ateliers"),
                        label="Ateliers aujourd’hui",
                        prompt="Aujourd’hui :",
                        unit="ateliers",
                    ),
                    Count(code=FieldId("q1_ateliers_avant"), label="Ateliers l’an dernier", prompt="L’an dernier :"),
                ),
            ),
            Question(
                number="2",
                text="Combien de séances par semaine ?",
                hint="Une semaine ordinaire.",
                fields=(
                    Count(code=FieldId("q2_matin"), label="Séances du matin", prompt="Matin :", maximum=500),
                    Count(
                        code=FieldId("q2_apres_midi"),
                        label="Séances de l’après-midi",
                        prompt="Après-midi :",
                        maximum=500,
                    ),
                ),
            ),
            Question(
                number="3",
                text="Êtes-vous satisfait des ateliers ?",
                fields=(
                    Scale(
                        code=FieldId("q3_satisfaction"),
                        label="Satisfaction",
                        minimum_label="pas du tout",
                        maximum_label="tout à fait",
                    ),
                ),
            ),
        ),
    )


def _organisation() -> Section:
    return Section(
        title="Organisation",
        questions=(
            Question(
                number="4",
                text="Quels publics accueillez-vous ?",
                fields=(
                    ManyChoices(
                        code=FieldId("q4_publics"),
                        label="Publics accueillis",
                        options=(
                            Option(code=OptionCode("enfants"), label="Enfants"),
                            Option(code=OptionCode("adultes"), label="Adultes"),
                            Option(
                                code=OptionCode("autres"),
                                label="Autres (précisez)",
                                detail=Detail(code=FieldId("q4_autres"), label="Autres publics"),
                            ),
                        ),
                    ),
                ),
            ),
            Question(
                number="5",
                text="Avez-vous une charte ?",
                fields=(
                    YesNo(code=FieldId("q5_charte"), label="Charte"),
                    Count(
                        code=FieldId("q5_signataires"),
                        label="Signataires de la charte",
                        prompt="Combien de signataires ?",
                        condition=Condition(when="q5_charte", label="Si oui"),
                    ),
                ),
            ),
            Question(
                number="6",
                text="Qui porte les ateliers ?",
                fields=(
                    OneChoice(
                        code=FieldId("q6_porteur"),
                        label="Porteur",
                        options=(
                            Option(code=OptionCode("ville"), label="La ville"),
                            Option(code=OptionCode("association"), label="Une association"),
                            Option(
                                code=OptionCode("autre"),
                                label="Un autre porteur",
                                detail=Detail(code=FieldId("q6_autre"), label="Autre porteur"),
                            ),
                        ),
                    ),
                ),
            ),
            Question(
                number="7",
                text="Que souhaitez-vous ajouter ?",
                fields=(FreeText(code=FieldId("q7_observations"), label="Observations", optional=True, lines=6),),
            ),
        ),
    )


def _rules() -> tuple[Rule, ...]:
    return (
        Rule(
            code="ateliers_stables",
            check="q1_ateliers <= q1_ateliers_avant * 10",
            message="Vous comptez {q1_ateliers} ateliers contre {q1_ateliers_avant} l’an dernier : merci de vérifier.",
        ),
        Rule(
            code="seances_possibles",
            when="q1_ateliers = 0",
            check="total_seances = 0",
            message="Vous déclarez {total_seances} séances sans aucun atelier.",
            severity="error",
        ),
        Rule(
            code="enfants_avec_charte",
            check="implies(has(q4_publics, 'enfants'), q5_charte)",
            message="Publics : {q4_publics}. Charte : {q5_charte}. Porteur : {q6_porteur}.",
            severity="info",
        ),
    )


def _indicators() -> tuple[AnyIndicator, ...]:
    return (
        ResponseRate(id="taux_reponse", label="Taux de réponse", unit="%"),
        Total(id="ateliers_aujourdhui", label="Ateliers", unit="ateliers", value="q1_ateliers"),
        Share(id="part_charte", label="Villes qui ont une charte", unit="%", of="q5_charte"),
        Ratio(
            id="seances_par_atelier", label="Séances par atelier", numerator="total_seances", denominator="q1_ateliers"
        ),
        Change.model_validate(
            {
                "id": "evolution",
                "label": "Évolution des ateliers",
                "unit": "%",
                "from": "q1_ateliers_avant",
                "to": "q1_ateliers",
            }
        ),
        ScaleSummary(id="satisfaction", label="Satisfaction", field=FieldId("q3_satisfaction")),
        Multiple(id="publics", label="Publics accueillis", field=FieldId("q4_publics")),
        Total(id="ateliers_avec_charte", label="Ateliers sous charte", value="q1_ateliers", where="q5_charte"),
    )


def _population() -> Population:
    names = {code: code.capitalize() for code in RESPONDENTS} | {"evry": "Évry", "frejus": "Fréjus"}
    return towns({code: {"bord": "nord" if n < 3 else "sud"} for n, code in enumerate(RESPONDENTS)}, names)


def towns(attributes: Mapping[str, Mapping[str, str]], names: Mapping[str, str] | None = None) -> Population:
    """Towns by code, on two banks; each is named as its code when no names are given."""
    return Population(
        unit="ville",
        units="villes",
        groupings={"bord": Grouping(label="Bord", values={"nord": "Nord", "sud": "Sud"})},
        respondents=tuple(
            Respondent(code=RespondentCode(code), name=(names or {}).get(code, code), attributes=dict(held))
            for code, held in attributes.items()
        ),
    )
