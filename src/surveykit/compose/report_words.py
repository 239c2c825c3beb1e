"""The words of a report, in French: labels, legends, reading notes."""

from __future__ import annotations

from typing import assert_never

from surveykit.release import (
    Change,
    Content,
    Distribution,
    Estimate,
    Mean,
    Median,
    Multiple,
    Published,
    Quotation,
    Ratio,
    Release,
    Scale,
    Share,
    Total,
    Undefined,
    Withheld,
)
from surveykit.release.audit import Audit, Scope
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
SAME_ANSWER = f"*{NBSP}: tous les répondants ont donné la même réponse."
WRITTEN = "Réponses en texte libre"
CODED = (
    "Les réponses en texte libre ont été lues une à une et codées selon une grille de thèmes. Une réponse codée "
    f"«{NBSP}Aucun thème{NBSP}» compte parmi les réponses{NARROW_NBSP}; une réponse qui n’est pas codée n’y compte pas."
)
QUOTATIONS = f"Extraits dont la citation a été autorisée, sans mention de leur auteur{NBSP}:"
DEFAULT_SOURCE = (
    "Ces seuils sont appliqués par défaut. Les deux premiers sont ceux que retient l’Insee pour la statistique "
    "d’entreprise."
)


def base(figure: Published, units: str) -> str:
    """Whom a figure rests on: `23 ARS sur 24`; `s` when that is a secret too."""
    return f"{respondents(figure.base.answered)}{NBSP}{units} sur {respondents(figure.base.eligible)}"


def respondents(number: int | None) -> str:
    """A number of respondents, `s` when it is a secret."""
    return WITHHELD_MARK if number is None else french_number(number)


def value(content: Content, unit: str = "") -> str:  # noqa: PLR0911 (one branch per content)
    """A figure as printed: `512 réseaux`, `42,1 %`, `−5,0 %`, `2,9`; `s` when it is a secret.

    The unit is left out when there is only one of it, rather than written in a plural that it may not have.
    """
    match content:
        case Total(value=number) | Estimate(value=number):
            whole = french_number(round(number))
            return f"{whole}{NBSP}{unit}" if unit and number > 1 else whole
        case Share(value=number) | Ratio(value=number):
            return french_percent(number, 1)
        case Change(value=number):
            sign = "+" if number > 0 else ""
            return sign + french_percent(number, 1)
        case Median(value=number) if number == int(number):
            return french_number(number)
        case Scale(mean=number) | Mean(value=number) | Median(value=number):
            return french_number(number, 1)
        case Withheld():
            return WITHHELD_MARK
        case Undefined() | Multiple() | Distribution():
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
        case (
            Total() | Estimate() | Mean() | Median() | Scale() | Multiple() | Distribution() | Withheld() | Undefined()
        ):
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


def mark(figure: Published) -> str:
    """The star of a figure that tells the answer of all."""
    return "*" if figure.unanimous else ""


def protection(minimum: int, share: str, median: int, audit: Audit) -> tuple[str, ...]:
    """What protects the answers in this report, and what does not."""
    rules = (
        f"Un chiffre n’est diffusé que s’il repose sur au moins {counted(minimum, 'répondant')} dont aucun ne "
        f"représente plus de {share} du total{NARROW_NBSP}; une médiane, que sur au moins "
        f"{counted(median, 'réponse')}.",
        "Lorsqu’un groupe d’une ventilation est secret, d’autres groupes sont retirés avec lui, en aussi petit nombre "
        "que possible, de sorte que les groupes retirés respectent ensemble ces mêmes règles et qu’aucun ne se déduise "
        "du total.",
    )
    limits = (
        "Cette protection ne couvre ni l’entente de plusieurs répondants qui mettraient en commun leurs propres "
        "réponses, ni les connaissances extérieures au questionnaire, ni les approximations que des chiffres publiés "
        "permettent toujours.",
        "Le fait qu’un organisme a répondu ou non à une question n’est pas tenu pour secret. Un chiffre qui révèle que "
        "tous les répondants ont donné la même réponse est diffusé et signalé comme tel.",
    )
    return (*rules, *_differences(minimum, audit), *limits)


def _differences(minimum: int, audit: Audit) -> tuple[str, ...]:
    """Which differences between figures were looked at; nothing when a single answer may be told."""
    if minimum < 2:
        return ()
    few = "d’un répondant" if minimum == 2 else f"de moins de {counted(minimum, 'répondant')}"
    rule = (
        f"un chiffre qui, combiné à d’autres par addition ou soustraction, révélerait la réponse {few} n’est pas "
        "diffusé. Les chiffres clés sont conservés en priorité, puis les autres indicateurs dans l’ordre du bilan, et "
        "les totaux avant les groupes."
    )
    match audit.scope:
        case Scope.RELEASES:
            # The same words whether or not there was one: the same release printed again is the same document.
            every = "entre eux et, s’il y en a eu, de ceux des diffusions précédentes"
            return (f"Tous les chiffres ont été rapprochés {every}{NBSP}: {rule}",)
        case Scope.RELEASE:
            return (
                f"Tous les chiffres ont été rapprochés entre eux, mais non de ceux d’autres diffusions{NBSP}: {rule}",
            )
        case Scope.FIGURES:
            return (
                "Les chiffres n’ont pas été rapprochés entre eux. La protection ne couvre donc pas la différence de "
                "deux chiffres dont les bases ne diffèrent que de quelques répondants.",
            )
        case _:
            assert_never(audit.scope)


def quotation(one: Quotation) -> str:
    """Words that may be quoted, with the question that they answer."""
    return f"«{NBSP}{' '.join(one.text.split())}{NBSP}» (question {one.question})"


def note(label: str, text: str) -> str:
    """A reading note behind the name of its indicator; an acronym keeps its capitals."""
    lowered = text if text[1:2].isupper() else text[:1].lower() + text[1:]
    return f"{label}{NBSP}: {lowered}"


def in_group(figure: Published) -> str:
    """A figure and its number of answers, in a column of its group: `45,8 % (21)`; `*` when all answered alike."""
    return f"{value(figure.content)}{mark(figure)} ({respondents(figure.base.answered)})"
