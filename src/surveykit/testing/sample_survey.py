"""A small survey with every kind of control, and with the words, codes and lists that formats stumble over."""

from __future__ import annotations

import datetime

from surveykit.ids import FieldId, OptionCode, RespondentCode
from surveykit.model import (
    AnyPart,
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
    OneChoice,
    Option,
    Population,
    Question,
    Respondent,
    Rule,
    Scale,
    Section,
    Survey,
    YesNo,
)

_LONGEST_FIELD = FieldId("x2345678901234567890123456789012345678901234567x")
"""48 characters, as many as the code of a field may have."""

_LONGEST_OPTION = "x23456789012345678901234567890123456789012345x"
"""46 characters: with the code of its field, as many as an option may have."""

_REGIONS = (
    ("nord", "Nord"),
    ("nord_est", "Nord-Est"),
    ("nord_sans_littoral", "Nord (sauf le littoral\u00a0; îles comprises)"),
    ("guillemets", '« Grand\u00a0» "Ouest" d’en-bas & l\'autre'),
    ("balises", "<b>Centre</b> &amp; ]]> --> {{ plateau }}"),
    ("sud", "Sud \\ (vallée) 100\u00a0%"),
    (
        _LONGEST_OPTION,
        "Une région dont le libellé est si long qu’il ne tient pas sur une seule ligne de la page imprimée",
    ),
    ("zero", "0"),
    ("oeuvre", "Œuvres d’Outre-mer — îles “ À ” – ½"),
)


def sample_survey() -> Survey:
    """The survey `exemple`, edition `2024`: small, in French, the same at each call."""
    return Survey(
        id="exemple",
        edition="2024",
        title="Enquête d’exemple sur l’« œuvre » & les <équipes>",
        issuer=Issuer(
            bodies=("Ministère de l’Exemple", "Direction générale", "Bureau des formes"),
            reference="Instruction n°\u00a012/2024 du 3 mars 2024",
            reference_details=("Validée le 1er mars 2024", "Classement\u00a0: 1.2"),
        ),
        scope="Toutes les équipes ouvertes au 31 décembre 2023",
        introduction=(
            "Cette enquête fait le point sur les équipes.",
            'Elle est "courte" & <simple>\u00a0: 100\u00a0%.',
        ),
        collection=Collection(
            deadline=datetime.date(2024, 6, 30),
            addresses=("formes@exemple.example", "copie+a@exemple.example"),
            instructions=("Une seule réponse par organisme.", "« NC\u00a0» si la donnée n’est pas connue."),
            submit="https://exemple.example/formulaire?a=1&b=2",
        ),
        contact=(
            FreeText(code=FieldId("contact_nom"), label="Nom du correspondant", lines=1, optional=True),
            FreeText(code=FieldId("contact_courriel"), label="Courriel du correspondant", lines=1, optional=True),
        ),
        sections=(_figures(), _lists(), _words()),
        derived=(Derived(code=FieldId("capacite"), label="Capacité", value="q1_lits + q1_places"),),
        rules=_rules(),
        population=_population(),
        dissemination=Dissemination(minimum_units=3, statement="Les résultats sont consolidés."),
    )


def _question(number: str, text: str, *fields: AnyPart, hint: str = "") -> Question:
    return Question(number=number, text=text, hint=hint, fields=fields)


def _figures() -> Section:
    lits = Count(code=FieldId("q1_lits"), label="Lits", prompt="Combien de lits\u202f?", unit="lits")
    places = Count(code=FieldId("q1_places"), label="Places", prompt="Places", minimum=1, maximum=500)
    appreciation = Scale(
        code=FieldId("q2_appreciation"),
        label="Appréciation",
        minimum_label="pas du tout d’accord",
        maximum_label="tout à fait d’accord",
    )
    note = Scale(code=FieldId("q2_note"), label="Note de l’année", prompt="Note", minimum=1, maximum=10)
    charte = YesNo(code=FieldId("q3_charte"), label="Charte")
    signataires = Count(
        code=FieldId("q3_signataires"),
        label="Signataires",
        prompt="Si oui, combien de signataires\u202f?",
        condition=Condition(when="q3_charte", label="Si oui"),
    )
    return Section(
        title="Chiffres & échelles",
        questions=(
            _question("1", "Quelle est la capacité de vos équipes\u202f?", lits, places, hint="Au 31 décembre <2023>."),
            _question("2", "Êtes-vous d’accord avec « l’objectif 1\u00a0»\u202f?", appreciation, note),
            _question("3", "Avez-vous une charte\u202f?", charte, signataires),
        ),
    )


def _lists() -> Section:
    return Section(
        title="Listes",
        questions=(
            _question("4", "Qui porte l’équipe\u202f?", _bearer()),
            _question("5", "Dans quelle région\u202f?", _region()),
            _question("6", "Avec quels partenaires\u202f?", _partners(), hint="Plusieurs réponses sont possibles."),
        ),
    )


def _bearer() -> OneChoice:
    return OneChoice(
        code=FieldId("q4_porteur"),
        label="Porteur",
        options=(
            Option(code=OptionCode("ville"), label="La ville"),
            Option(code=OptionCode("association"), label="Une association"),
            Option(
                code=OptionCode("autre"),
                label="Un autre porteur",
                detail=Detail(code=FieldId("q4_autre"), label="Lequel\u202f?"),
            ),
        ),
    )


def _region() -> OneChoice:
    options = tuple(Option(code=OptionCode(code), label=label) for code, label in _REGIONS)
    return OneChoice(code=FieldId("q5_region"), label="Région", prompt="Région", options=options)


def _partners() -> ManyChoices:
    return ManyChoices(
        code=FieldId("q6_partenaire"),
        label="Partenaires",
        options=(
            Option(code=OptionCode("hopital"), label="L’hôpital & ses <services>"),
            Option(code=OptionCode(_LONGEST_OPTION), label="Le « réseau\u00a0» de ville"),
            Option(
                code=OptionCode("ecole"),
                label="Une école (précisez laquelle)",
                detail=Detail(code=FieldId("q6_ecole"), label="École"),
            ),
            Option(
                code=OptionCode("autres"),
                label="Autres (précisez)",
                detail=Detail(code=FieldId("q6_autres"), label="Autres partenaires"),
            ),
        ),
    )


def _words() -> Section:
    text = "Que souhaitez-vous ajouter\u202f?"
    short = FreeText(code=FieldId("q7_titre"), label="Titre", prompt="Titre", lines=1)
    area = FreeText(code=_LONGEST_FIELD, label="Observations", optional=True, lines=6)
    again = FreeText(code=FieldId("q7_bis_suite"), label="Suite", prompt="Et encore", lines=12)
    return Section(
        title="Textes", questions=(_question("7", text, short, area, hint="En clair."), _question("7 bis", text, again))
    )


def _rules() -> tuple[Rule, ...]:
    return (
        Rule(
            code="capacite_plausible",
            check="capacite <= 1000",
            message="Vous déclarez {capacite} lits et places, dont {q1_lits} lits\u00a0: merci de vérifier.",
        ),
        Rule(
            code="charte_du_reseau",
            when="q3_charte",
            check="implies(has(q6_partenaire, 'hopital'), q4_porteur <> 'ville')",
            message="Porteur\u00a0: {q4_porteur}. Partenaires\u00a0: {q6_partenaire}.",
        ),
    )


def _population() -> Population:
    names = {"alpes": "Agence « des Alpes\u00a0» & d’Azur", "ile": "Île-de-l’Œuvre", "bord": "Bord <Ouest>"}
    return Population(
        unit="agence",
        units="agences",
        groupings={"mer": Grouping(label="Mer", values={"oui": "Littorales", "non": "De l’intérieur"})},
        respondents=tuple(
            Respondent(code=RespondentCode(code), name=name, attributes={"mer": "non" if code == "alpes" else "oui"})
            for code, name in names.items()
        ),
    )
