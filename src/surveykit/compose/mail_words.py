"""The messages that no definition writes, and the words of the letter that asks back, in French."""

from __future__ import annotations

from collections.abc import Mapping

from surveykit.model import Message, Purpose
from surveykit.texts import NARROW_NBSP, NBSP

GREETING = "Madame, Monsieur,"
_DOCUMENT = f"«{NBSP}{{title}}{NBSP}»"
_REFERENCE = f"Destinataire{NBSP}: {{respondent}}\nRéférence{NBSP}: {{reference}}"

MESSAGES: Mapping[Purpose, Message] = {
    Purpose.SENDING: Message(
        subject="Questionnaire à retourner avant le {deadline} – {reference}",
        body=(
            GREETING,
            f"Nous vous adressons le document suivant{NBSP}: {_DOCUMENT}.",
            _REFERENCE,
            "{files}",
            "Chaque exemplaire est propre à l’organisme dont il porte le nom, et se reconnaît à son retour quel que "
            "soit le nom du fichier. Merci de l’enregistrer une fois rempli, sans le convertir dans un autre format, "
            f"et de le retourner avant le {{deadline}} à{NBSP}: {{addresses}}.",
            "Nous vous remercions de votre participation.",
        ),
    ),
    Purpose.REMINDER: Message(
        subject=f"Rappel{NBSP}: questionnaire attendu avant le {{deadline}} – {{reference}}",
        body=(
            GREETING,
            f"Sauf erreur de notre part, nous n’avons pas encore reçu votre réponse au document {_DOCUMENT}.",
            _REFERENCE,
            f"Elle est attendue avant le {{deadline}} (il reste {{days_left}}), à{NBSP}: {{addresses}}.",
            "{files}",
            "Si vous l’avez envoyée entre-temps, merci de ne pas tenir compte de ce message. Si une difficulté vous "
            "retient, dites-le-nous en y répondant.",
        ),
    ),
    Purpose.OVERDUE: Message(
        subject=f"Réponse en attente{NBSP}: la date de retour est passée – {{reference}}",
        body=(
            GREETING,
            f"Sauf erreur de notre part, nous n’avons pas reçu votre réponse au document {_DOCUMENT}. Elle était "
            "attendue avant le {deadline}, soit un retard de {days_late}.",
            _REFERENCE,
            f"Merci de nous la faire parvenir dès que possible à{NBSP}: {{addresses}}, ou de nous dire, en répondant à "
            "ce message, à quelle date nous pourrons la recevoir.",
            "{files}",
            "Si vous l’avez envoyée entre-temps, merci de ne pas tenir compte de ce message.",
        ),
    ),
    Purpose.CORRECTIONS: Message(
        subject=f"Votre réponse{NBSP}: {{points}} à vérifier avant le {{answer_by}} – {{reference}}",
        body=(
            GREETING,
            f"Nous vous remercions de votre réponse au document {_DOCUMENT} ({{received}}). "
            "Sa lecture laisse {points} à vérifier.",
            _REFERENCE,
            "{questions}",
            f"Merci de nous répondre avant le {{answer_by}}, à{NBSP}: {{addresses}}. Vous pouvez répondre à ce "
            "message, question par question, ou corriger votre questionnaire et nous le renvoyer en entier"
            f"{NBSP}: il remplacera le précédent.",
            "{files}",
        ),
    ),
}
"""What is written where a definition says nothing else."""

TITLE = f"Votre réponse{NBSP}: points à vérifier"
NO_POINT_TITLE = "Votre réponse est complète"
ADDRESSEE = "Destinataire"
COPY = "Exemplaire"
RECEIVED = "Fichier reçu"
DATE = "Date"
ANSWER_BY = "Réponse attendue"
NO_POINT = "Sa lecture n’appelle aucune question de notre part."
POINTS = "Points à vérifier"
ABOUT_FILE = "Sur le fichier reçu"
FIELD = "Champ"
GOT = "Nous avons reçu"
ASKED = "Nous vous demandons"
NOTHING_GOT = "aucune réponse"
HOW = "Comment répondre"
ASK_VALUE = "Merci de nous indiquer la réponse à retenir."
ASK_CONFIRMATION = "Merci de confirmer cette réponse, ou de la corriger."
THANKS = "Nous vous remercions de votre aide et vous prions d’agréer, Madame, Monsieur, nos salutations distinguées."


def received(file: str, day: str) -> str:
    """Which file came, and when."""
    return f"«{NBSP}{file}{NBSP}», reçu le {day}"


def thanked(title: str) -> str:
    """The first sentence of the letter."""
    return f"Nous vous remercions de votre réponse au document «{NBSP}{title}{NBSP}»."


def to_verify(points: str, answer_by: str) -> str:
    """How many points are left, and by when they are awaited."""
    asked = f"Nous vous serions reconnaissants de nous répondre avant le {answer_by}."
    return f"Sa lecture laisse {points} à vérifier. {asked}"


def ways_to_answer(addresses: tuple[str, ...]) -> tuple[str, ...]:
    """The two ways to answer."""
    where = " et ".join(addresses)
    return (
        f"Le plus simple{NBSP}: répondez par courriel à {where}, en rappelant le numéro de chaque question"
        f"{NARROW_NBSP}; nous porterons la correction.",
        "Ou bien corrigez votre questionnaire, enregistrez-le et renvoyez-le en entier aux mêmes adresses"
        f"{NBSP}: il remplacera le précédent.",
    )


def files(names: tuple[str, ...]) -> str:
    """What is attached, empty when nothing is."""
    quoted = ", ".join(f"«{NBSP}{name}{NBSP}»" for name in names)
    if not names:
        return ""
    return f"{'Pièce jointe' if len(names) == 1 else 'Pièces jointes'}{NBSP}: {quoted}."


ONE_IS_ENOUGH = f"Le même questionnaire est joint en plusieurs formats{NBSP}: un seul fichier rempli suffit."
