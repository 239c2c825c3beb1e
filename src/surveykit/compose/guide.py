"""The guide that goes with a form: how to fill it in, what an answer means, what is expected at each question."""

from __future__ import annotations

from collections.abc import Iterator

from surveykit.compose import words
from surveykit.compose.conditions import Conditions
from surveykit.compose.kind_words import kind_words
from surveykit.document import (
    Block,
    Cell,
    Document,
    Facts,
    Group,
    Heading,
    Listing,
    Masthead,
    Paragraph,
    Role,
    Table,
    Title,
)
from surveykit.model import AnyPart, Survey, TypedNumber
from surveykit.texts import NARROW_NBSP, NBSP, counted, french_date, french_percent

TITLE = "Guide de remplissage"


def guide(survey: Survey) -> Document:
    """The guide to a survey's form, for those who answer."""
    blocks = (
        *_opening(survey),
        *_filling(survey),
        *_meaning(survey),
        *_sending(survey),
        *_publication(survey),
        *_questions(survey),
    )
    header = f"{TITLE} – {survey.issuer.reference}"
    return Document(f"{TITLE} – {survey.title}", survey.language, blocks, header, survey.issuer.bodies[-1])


def _opening(survey: Survey) -> Iterator[Block]:
    collection = survey.collection
    to = words.RETURN_TO if len(collection.addresses) == 1 else words.RETURN_TO_MANY
    yield Masthead(survey.issuer.bodies)
    yield Title(TITLE, survey.title)
    yield Paragraph(
        "Nous vous remercions de bien vouloir répondre au questionnaire que ce guide accompagne. Vous trouverez ici "
        "comment le remplir, comment signaler une information qui n’est pas disponible, et ce qui est attendu à chaque "
        "question.",
        Role.LEAD,
    )
    yield Facts(
        (
            ("Demandé par", ", ".join(survey.issuer.bodies)),
            ("Texte de référence", survey.issuer.reference),
            (words.RETURN_BY, f"avant le {french_date(collection.deadline, weekday=True)}"),
            (to, "\n".join(collection.addresses)),
            (words.SCOPE, survey.scope),
        )
    )


def _filling(survey: Survey) -> Iterator[Block]:
    yield Group((Heading(1, "Remplir le questionnaire"), Paragraph(_FORMATS), Facts(_BY_FORMAT)))
    if survey.collection.instructions:
        yield Group((Heading(2, "Consignes de cette enquête"), Listing(survey.collection.instructions)))


_FORMATS = (
    "Remplissez le fichier que vous avez reçu, dans son format. Les réponses sont lues dans les champs du fichier"
    f"{NBSP}: ne les recopiez pas dans un autre document, ne supprimez aucun champ et ne renvoyez ni impression, ni "
    "numérisation, ni photographie."
)
_BY_FORMAT = (
    (
        "Word (.docx)",
        "Ouvrez le fichier dans Word ou LibreOffice et, si le logiciel le propose, activez la modification. Seuls les "
        "champs se modifient. Enregistrez au même format.",
    ),
    (
        "PDF (.pdf)",
        "Enregistrez d’abord le fichier sur votre poste, puis ouvrez-le dans un lecteur de PDF, plutôt que dans "
        f"l’aperçu de votre messagerie. Remplissez les champs et enregistrez{NARROW_NBSP}; n’utilisez pas "
        f"«{NBSP}Imprimer en PDF{NBSP}», qui supprime les champs.",
    ),
    (
        "Page web (.html)",
        "Enregistrez d’abord le fichier sur votre poste, puis ouvrez-le dans un navigateur. Les questions qui "
        "dépendent d’une autre réponse apparaissent au fur et à mesure. À la fin, suivez les indications du bas de la "
        "page pour enregistrer vos réponses et les transmettre.",
    ),
)


def _meaning(survey: Survey) -> Iterator[Block]:
    has_numbers = any(isinstance(field.facts.asked, TypedNumber) for field in survey.fields())
    rows = [row for row, of_numbers in _MEANINGS if has_numbers or not of_numbers]
    table = Table(
        caption="Comment vos réponses sont comprises",
        description=f"À gauche, ce que vous saisissez{NARROW_NBSP}; à droite, ce qui est compris.",
        header=(Cell("Vous saisissez", header=True), Cell("Nous comprenons", header=True)),
        rows=tuple((Cell(typed, header=True), Cell(meant)) for typed, meant in rows),
        widths=(32, 68),
    )
    yield Heading(1, "Zéro, NC ou rien")
    yield table
    yield Paragraph(
        "Une liste ou une case à cocher ne permet pas de saisir NC ni SO"
        f"{NBSP}: si vous ne pouvez pas répondre, laissez-la telle quelle. Une entrée de la liste permet de retirer "
        "une réponse choisie par erreur.",
        Role.NOTE,
    )


_MEANINGS: tuple[tuple[tuple[str, str], bool], ...] = (
    ((f"Un nombre entier{NBSP}: 12", "Cette valeur."), True),
    (("0", "Il n’y en a aucun. Ne saisissez jamais zéro pour un nombre que vous ne connaissez pas."), True),
    (
        (
            "NC",
            "Non communiqué"
            f"{NBSP}: l’information n’est pas connue ou pas disponible. Ce n’est ni un zéro ni un oubli"
            f"{NARROW_NBSP}; la réponse n’entre dans aucun calcul.",
        ),
        False,
    ),
    (("SO", f"Sans objet{NBSP}: la question ne vous concerne pas."), False),
    (
        (
            "Rien (champ laissé vide)",
            "La question reste sans réponse. Sauf si elle est facultative, elle pourra vous être posée de nouveau.",
        ),
        False,
    ),
    (
        (
            f"«{NBSP}environ 12{NBSP}»",
            "12 est retenu, et il vous sera demandé de le confirmer.",
        ),
        True,
    ),
    (
        (
            f"«{NBSP}10 à 15{NBSP}»",
            "Aucune valeur n’est retenue, car plusieurs sont possibles. Une valeur unique vous sera demandée.",
        ),
        True,
    ),
)


def _sending(survey: Survey) -> Iterator[Block]:
    collection = survey.collection
    items = (
        f"Une fois rempli et enregistré, retournez le questionnaire par courriel à {' et '.join(collection.addresses)} "
        f"avant le {french_date(collection.deadline)}.",
        "Si un exemplaire à votre nom vous a été adressé, utilisez-le et ne le transmettez pas à un autre organisme"
        f"{NBSP}: son en-tête et son contenu permettent de vous reconnaître.",
        "Pour corriger une réponse déjà envoyée, renvoyez le questionnaire entier"
        f"{NBSP}: le dernier reçu remplace le précédent.",
        "Vos réponses sont contrôlées à réception. Ce qui reste à vérifier vous est signalé, question par question"
        f"{NARROW_NBSP}; rien n’est corrigé sans que la raison en soit conservée.",
    )
    yield Group((Heading(1, "Retourner le questionnaire"), Listing(items), Paragraph(words.THANKS)))


def _publication(survey: Survey) -> Iterator[Block]:
    policy = survey.dissemination
    share = french_percent(policy.maximum_share)
    items = [
        "Un chiffre n’est publié que s’il repose sur les réponses d’au moins "
        f"{counted(policy.minimum_units, 'répondant')}, dont aucune ne dépasse {share} du total"
        f"{NARROW_NBSP}; il ne l’est pas non plus s’il permettait, par addition ou soustraction avec d’autres, de "
        "retrouver une réponse.",
        "Le fait que vous avez répondu ou non n’est pas tenu pour secret.",
    ]
    if survey.contact:
        items.append("Vos coordonnées ne servent qu’à vous joindre et n’entrent dans aucun résultat.")
    if policy.statement:
        items.insert(0, policy.statement)
    yield Group((Heading(1, "Ce qui sera publié"), Listing(tuple(items))))


def _questions(survey: Survey) -> Iterator[Block]:
    conditions = Conditions(survey)
    yield Heading(1, "Question par question")
    yield Table(
        caption="Ce qui est attendu",
        description="Chaque réponse demandée, ce qu’elle doit contenir et quand la donner.",
        header=(
            Cell("Question", header=True),
            Cell("Réponse attendue", header=True),
            Cell("Quand répondre", header=True),
        ),
        rows=tuple(
            (
                Cell(f"{field.question.number}. {field.label}", header=True),
                Cell(expected(field.part)),
                Cell(conditions.for_you(field)),
            )
            for field in survey.fields()
        ),
        widths=(42, 32, 26),
    )


def expected(part: AnyPart) -> str:
    """What an answer to a field must be, its unit and its bounds, and whether it may be left out."""
    said = kind_words(part).expected
    return f"{said} (facultatif)" if part.optional else said
