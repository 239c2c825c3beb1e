"""The words of a report, in French: labels, legends, reading notes."""

from __future__ import annotations

from typing import assert_never

from surveykit.release import (
    Change,
    Content,
    Multiple,
    Published,
    Ratio,
    Release,
    Scale,
    Share,
    Total,
    Undefined,
    Withheld,
)
from surveykit.texts import NARROW_NBSP, NBSP, counted, french_number, french_percent

WITHHELD_MARK = "s"
NOTHING = "–"
INDICATOR = "Indicateur"
RESULT = "Résultat"
BASE = "Base"
READING = "Notes de lecture"
VALUE = "Valeur"
ANSWERS = "Réponses"
SHARE = "Part"
OPTION = "Modalité"
LEVEL = "Niveau"
METHOD = "Méthode et précautions de lecture"
REFERENCES = "Éléments de comparaison"
YEAR = "Année"
SOURCE = "Source"
WITHHELD = "Chiffres couverts par le secret"
REASON = "Motif"
BASES = "Effectifs de chaque indicateur"


def base(figure: Published, units: str) -> str:
    """Whom a figure rests on: `23 ARS sur 24`."""
    return f"{french_number(figure.base.answered)}{NBSP}{units} sur {french_number(figure.base.eligible)}"


def value(content: Content, unit: str = "") -> str:
    """A figure as printed: `512 réseaux`, `42,1 %`, `−5,0 %`, `2,9`; `s` when it is a secret.

    The unit is left out when there is only one of it, rather than written in a plural that it may not have.
    """
    match content:
        case Total(value=number):
            return f"{french_number(number)}{NBSP}{unit}" if unit and number > 1 else french_number(number)
        case Share(value=number) | Ratio(value=number):
            return french_percent(number, 1)
        case Change(value=number):
            sign = "+" if number > 0 else ""
            return sign + french_percent(number, 1)
        case Scale(mean=mean):
            return french_number(mean, 1)
        case Withheld():
            return WITHHELD_MARK
        case Undefined() | Multiple():
            return NOTHING
        case _:
            assert_never(content)


def terms(content: Content) -> str:
    """The two terms of a quotient, so that a reader can do it again: `198 / 470`, `de 540 à 512`."""
    match content:
        case Share(numerator=above, denominator=below) | Ratio(numerator=above, denominator=below):
            return f"{french_number(above)} sur {french_number(below)}"
        case Change(before=before, after=after):
            return f"de {french_number(before)} à {french_number(after)}"
        case Total() | Scale() | Multiple() | Withheld() | Undefined():
            return ""
        case _:
            assert_never(content)


def scale_summary(content: Scale) -> str:
    """Mean and median of a scale in one line."""
    mean = f"moyenne{NBSP}: {french_number(content.mean, 1)}"
    if content.median is None:
        return mean
    decimals = 0 if content.median == int(content.median) else 1
    return f"{mean}{NARROW_NBSP}; médiane{NBSP}: {french_number(content.median, decimals)}"


def response_rate(release: Release, units: str) -> str:
    """How many answered, of how many asked, in one sentence."""
    if release.surveyed == 0:
        return f"Aucun organisme n’a été interrogé ({units})."
    rate = french_percent(release.returned / release.surveyed)
    verb = "a répondu" if release.returned < 2 else "ont répondu"
    return (
        f"{counted(release.returned, units, units)} sur {french_number(release.surveyed)} {verb}, "
        f"soit un taux de réponse de {rate}."
    )


def legend(minimum: int, share: str) -> str:
    """What the letter of a withheld figure means."""
    secret = f"moins de {minimum} répondants, un répondant représentant plus de {share} du total"
    return (
        f"«{NBSP}{WITHHELD_MARK}{NBSP}»{NBSP}: chiffre couvert par le secret ({secret}, "
        "ou un chiffre qui permettrait d’en retrouver un autre). "
        f"«{NBSP}{NOTHING}{NBSP}»{NBSP}: sans objet (aucune réponse)."
    )


def note(label: str, text: str) -> str:
    """A reading note behind the name of its indicator; an acronym keeps its capitals."""
    lowered = text if text[1:2].isupper() else text[:1].lower() + text[1:]
    return f"{label}{NBSP}: {lowered}"


def in_group(figure: Published) -> str:
    """A figure and its number of answers, in a column of its group: `45,8 % (21)`; `*` when all answered alike."""
    mark = "*" if figure.unanimous else ""
    return f"{value(figure.content)}{mark} ({french_number(figure.base.answered)})"
