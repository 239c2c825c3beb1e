"""A form with every control and a report with every block, built by hand."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from surveykit.document import (
    Answer,
    Bar,
    Block,
    Cell,
    Chart,
    Contents,
    Copy,
    Document,
    Facts,
    Group,
    Heading,
    KeyFigures,
    Levels,
    ListBox,
    ListEntry,
    Listing,
    Masthead,
    Numbering,
    PageBreak,
    Paragraph,
    Role,
    Table,
    TextBox,
    TickBox,
    TickList,
    Title,
)
from surveykit.ids import CopyRef, FieldId, FormRef, OptionCode, RespondentCode

BRETAGNE = Copy(CopyRef("reseaux_2014", "2014", RespondentCode("bretagne")), "ARS Bretagne")
OCEAN_INDIEN = Copy(CopyRef("reseaux_2014", "2014", RespondentCode("ocean_indien")), "ARS Océan Indien & <Mayotte>")


def count(number: str, field: str, label: str, *, after: str = "", depth: int = 0, value: str = "") -> Answer:
    box = TextBox(
        FieldId(field),
        f"Question {number} : {label}",
        f"[Q{number}] Saisir un nombre",
        numeric=True,
        value=value,
    )
    return Answer(f"{label} :", box, after, depth)


def area(number: str, field: str, label: str, *, lines: int = 5, depth: int = 0, value: str = "") -> Answer:
    box = TextBox(
        FieldId(field), f"Question {number} : {label}", f"[Q{number}] Saisir votre réponse", lines, value=value
    )
    return Answer(label, box, depth=depth)


def scale(number: str, field: str, label: str, value: str | None = None) -> Answer:
    entries = tuple(ListEntry(OptionCode(str(code)), str(code)) for code in range(6))
    chosen = None if value is None else OptionCode(value)
    box = ListBox(
        FieldId(field),
        f"Question {number} : {label}",
        f"[Q{number}] Choisir de 0 à 5",
        entries,
        compact=True,
        value=chosen,
    )
    return Answer(f"{label} :", box, "(0 = pas du tout … 5 = tout à fait)")


def yes_no(number: str, field: str, label: str, value: str | None = None) -> Answer:
    entries = (ListEntry(OptionCode("oui"), "Oui"), ListEntry(OptionCode("non"), "Non"))
    chosen = None if value is None else OptionCode(value)
    box = ListBox(FieldId(field), f"Question {number}", f"[Q{number}] Oui ou non", entries, compact=True, value=chosen)
    return Answer(label, box)


def question(number: str, text: str, *blocks: Block) -> Group:
    opening = (Heading(2, f"Question {number}", number), Paragraph(text, Role.QUESTION))
    return Group((*opening, *blocks))


def ticks(field: str, label: str) -> Answer:
    options = (
        ("lettre_mission", "Lettre de mission adressée à chacun des promoteurs"),
        (
            "groupe_travail",
            "Groupe de travail réunissant les réseaux et leurs partenaires, "
            "animé par l’agence ou par un prestataire qu’elle a choisi",
        ),
        ("appel_projets", "Appel à projets"),
    )
    boxes = [TickBox(OptionCode(code), words, f"Question 4 : {words}") for code, words in options]
    detail = TextBox(FieldId(f"{field}_autres"), "Question 4 : autres, précisez", "[Q4] Préciser")
    boxes.append(TickBox(OptionCode("autres"), "Autres (précisez) :", "Question 4 : autres", detail=detail))
    boxes[0] = replace(boxes[0], ticked=True)
    return Answer(label, TickList(FieldId(field), f"Question 4 : {label}", tuple(boxes)))


def _form() -> Document:
    facts = Facts(
        (
            ("Objet", "Bilan de la mise en œuvre du guide « Comment faire évoluer les réseaux de santé ? »"),
            ("Destinataires", "Mesdames et Messieurs les directeurs généraux des agences régionales de santé"),
            ("Date limite de réponse", "Vendredi 26 septembre 2014"),
            ("Retour", "DGOS-PF3@sante.gouv.fr\nBureau des coopérations et contractualisations (PF3)"),
        )
    )
    first = (
        Heading(1, "I. Diagnostic de l’existant"),
        Paragraph("Les chiffres demandés sont ceux du 30 juin 2014.", Role.HINT),
        question(
            "1",
            "Combien de réseaux de santé étaient financés par le FIR à la date du diagnostic, "
            "et combien le sont aujourd’hui ?",
            count("1", "q1_diagnostic", "À la date du diagnostic", after="réseaux", value="32"),
            count("1", "q1_aujourdhui", "Aujourd’hui", after="réseaux"),
            count("1", "q1_dont_fusionnes", "dont issus d’une fusion", after="réseaux", depth=1),
        ),
        question(
            "2",
            "Le diagnostic a-t-il été partagé avec les acteurs ?",
            yes_no("2", "q2_partage", "Réponse :"),
            area("2", "q2_precisions", "Si oui, précisez avec lesquels :", depth=1),
        ),
        question(
            "3",
            "Dans quelle mesure l’évolution des réseaux est-elle cohérente avec le guide ?",
            scale("3", "q3_coherence_guide", "Votre appréciation", "4"),
            Paragraph("0 : aucune cohérence ; 5 : cohérence complète.", Role.LEGEND),
        ),
    )
    second = (
        Heading(1, "II. Méthode et accompagnement"),
        question(
            "4",
            "Quelle méthodologie avez-vous employée ?",
            ticks("q4_methodologie", "Plusieurs réponses sont possibles."),
        ),
        question(
            "5",
            "Quels éléments ont favorisé cette évolution ?",
            area("5", "q5_favorisants", "Votre réponse :", lines=8),
        ),
        question(
            "6",
            "Un contrat pluriannuel d’objectifs et de moyens a-t-il été signé avec chacun des réseaux ?",
            yes_no("6", "q6_cpom", "Réponse :", "oui"),
            count("6", "q6_signes", "Si non, nombre de contrats signés", depth=1),
        ),
        question(
            "7",
            "Quels freins avez-vous rencontrés ?",
            area("7", "q7_freins", "Votre réponse :", value="Première ligne\n\tretrait « œuvre » & <suite>\nfin 😀"),
            Paragraph("Ne citez aucun patient.", Role.WARNING),
        ),
        question("8", "Appui à la coordination", count("8", "q8_appui_coordination", "Nombre de réseaux concernés")),
    )
    blocks: tuple[Block, ...] = (
        Masthead(
            (
                "Ministère des affaires sociales et de la santé",
                "Direction générale de l’offre de soins",
                "Sous-direction du pilotage de la performance des acteurs de l’offre de soins",
                "Bureau des coopérations et contractualisations",
            )
        ),
        Title("Bilan de l’évolution des réseaux de santé", "Annexe de l’instruction DGOS/PF3/2014/189"),
        facts,
        Paragraph(
            "Ce questionnaire dresse le bilan de la mise en œuvre du guide. Il est rempli par l’agence.", Role.LEAD
        ),
        Paragraph("Pour répondre :"),
        Listing(("cliquez dans un cadre et saisissez votre réponse ;", "enregistrez le fichier au format .docx ;")),
        Paragraph("Une réponse inconnue s’écrit « NC », elle ne vaut pas zéro.", Role.NOTE),
        *first,
        *second,
    )
    return Document(
        "Bilan de l’évolution des réseaux de santé",
        "fr",
        blocks,
        header="DGOS — Bilan de l’évolution des réseaux de santé 2014",
        author="DGOS",
        form=FormRef("reseaux_2014", "2014", "0123456789ab"),
    )


def _report() -> Document:
    header = (Cell("Région", header=True), *(Cell(text, number=True) for text in ("Avant", "Après", "Évolution")))
    regions = ("Alsace", "Aquitaine", "Auvergne", "Bourgogne", "Bretagne", "Centre", "Champagne-Ardenne", "Corse")
    rows = tuple(
        (
            Cell(region, header=True),
            Cell(f"{30 + rank}", number=True),
            Cell(f"{28 + rank}", number=True),
            Cell("secret", withheld=True) if rank == 3 else Cell("−6 %", number=True),
        )
        for rank, region in enumerate(regions)
    )
    figures = KeyFigures(
        (
            ("512", "réseaux financés", "23 agences sur 26"),
            ("−12 %", "depuis le diagnostic", "23 agences sur 26"),
            ("3,4 / 5", "cohérence avec le guide", "24 agences sur 26"),
            ("n. d.", "contrats signés", ""),
        )
    )
    bars = (Bar("0", 3, "3"), Bar("1", 5, "5"))
    blocks: tuple[Block, ...] = (
        Masthead(("Ministère des affaires sociales et de la santé", "Direction générale de l’offre de soins")),
        Title("Réseaux de santé : bilan 2014", "Résultats consolidés"),
        Contents("Sommaire", 2),
        Paragraph("Vingt-quatre agences sur vingt-six ont répondu.", Role.LEAD),
        figures,
        Heading(1, "Les réseaux et leur évolution"),
        Paragraph("Le nombre de réseaux a diminué dans toutes les régions."),
        Table("Réseaux par région", "Nombre avant et après.", header, rows, (4, 2, 2, 2), Numbering("Tableau", 1)),
        Chart("Cohérence", "Deux colonnes.", "agences", Levels(bars, "0 = nulle"), 0, Numbering("Graphique", 1)),
        Paragraph("Lecture : en Alsace, 28 réseaux.", Role.NOTE),
        Heading(2, "Leviers"),
        Listing(("La lettre de mission", "L’appel à projets")),
        Heading(3, "Freins"),
        Paragraph("Les réponses sont résumées."),
        PageBreak(),
        KeyFigures(figures.figures[:1] * 5),
        Table("Tableau 2. Suite", "", header, rows[:2], (4, 2, 2, 2)),
    )
    return Document("Réseaux de santé : bilan 2014", "fr-FR", blocks, header="DGOS — Bilan 2014")


@pytest.fixture(scope="session")
def form() -> Document:
    return _form()


@pytest.fixture(scope="session")
def report() -> Document:
    return _report()


@pytest.fixture(scope="session")
def copies() -> tuple[Copy, ...]:
    return BRETAGNE, OCEAN_INDIEN
