"""The words of a report that no definition writes, in French."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from surveykit.compose.words import of
from surveykit.model import (
    Annex,
    Dissemination,
    ExtrapolatedTotal,
    MissingPolicy,
    Population,
    Survey,
)
from surveykit.release import (
    Published,
    Quotation,
    Release,
    Undefined,
    Withheld,
)
from surveykit.release.audit import Audit, AuditScope
from surveykit.release.printed import NOTHING, WITHHELD_MARK
from surveykit.texts import NARROW_NBSP, NBSP, counted, french_number, french_percent

TABLE = "Tableau"
CHART = "Graphique"
CONTENTS = "Sommaire"
KEY_FIGURES = "Chiffres clés"
METHOD_SHORT = "Méthode"
SCOPE = "Champ"
DISSEMINATION = "Diffusion"
CONSOLIDATED = "Résultats diffusés uniquement sous forme consolidée."
INDICATOR = "Indicateur"
RESULT = "Résultat"
CALCULATION = "Calcul"
BASE = "Base"
VALUE = "Valeur"
OPTION = "Réponse"
LEVEL = "Niveau"
REFERENCES = "Éléments de comparaison"
YEAR = "Année"
SOURCE = "Source"
REASON = "Motif"
POPULATION = "Population"
BASES = ("Interrogés", "Retours", "Concernés", "Réponses")
ANNEXES = {
    Annex.FIGURES: "Tous les chiffres et leurs bases",
    Annex.GROUPS: "Résultats par groupe",
    Annex.METHOD: "Méthode et définitions",
    Annex.WITHHELD: "Chiffres non diffusés",
    Annex.QUESTIONNAIRE: "Questionnaire",
}
SAME_ANSWER = f"*{NBSP}: tous les répondants ont donné la même réponse."
SAME_IN_GROUP = f"*{NBSP}: tous les répondants du groupe ont donné la même réponse."
EARLIER = (
    f"Un chiffre daté est celui d’une diffusion antérieure{NBSP}: les retours reçus depuis ne permettent pas de "
    "l’actualiser sans révéler des réponses."
)
NOT_DRAWN = "Les valeurs non diffusées ne sont pas représentées."
PLANNED = f"Barre évidée{NBSP}: prévision des répondants."
SEVERAL = f"Plusieurs réponses étant possibles, le total des parts peut dépasser 100{NBSP}%."
ALL_PUBLISHED = "Tous les chiffres calculés sont diffusés\u202f; aucun n’est couvert par le secret."
NONE_WITHHELD = "Aucun autre chiffre n’est couvert par le secret."
METHOD_IN_SHORT = (
    "Les totaux sont des sommes observées sur les répondants, sans extrapolation aux non-répondants, et chaque chiffre "
    "est accompagné du nombre de réponses sur lequel il repose.",
    "Tout chiffre qui permettrait de connaître la réponse d’un organisme est retiré, et son absence est signalée.",
)
INTERVALS = (
    f"Entre crochets{NBSP}: intervalle de confiance à 95{NBSP}%, les répondants étant tenus pour un échantillon "
    "aléatoire de la population interrogée."
)
WRITTEN = "Réponses en texte libre"
CODED = (
    "Les réponses en texte libre ont été lues une à une et codées selon une grille de thèmes. Une réponse codée "
    f"«{NBSP}Aucun thème{NBSP}» compte parmi les réponses{NARROW_NBSP}; une réponse qui n’est pas codée n’y compte pas."
)
QUOTATIONS = f"Extraits dont la citation a été autorisée, sans mention de leur auteur{NBSP}:"
ANSWERS = "Réponses"
DEFAULT_SOURCE = (
    "Ces seuils sont appliqués par défaut. Les deux premiers sont ceux que retient l’Insee pour la statistique "
    "d’entreprise."
)


def columns_told(told: Sequence[str]) -> str:
    """A chart of columns, for whoever does not see it."""
    return f"Diagramme en colonnes. {_listed(told)}."


def bars_told(told: Sequence[str]) -> str:
    """A chart of bars, for whoever does not see it."""
    return f"Diagramme en barres horizontales. {_listed(told)}."


def _listed(told: Sequence[str]) -> str:
    return sentence(f"{NARROW_NBSP}; ".join(told))


def number_of(units: str) -> str:
    """`Nombre d’ARS`."""
    return f"Nombre {of(units)}"


def guillemets(text: str) -> str:
    """A text in French quotation marks."""
    return f"«{NBSP}{text}{NBSP}»"


def sentence(text: str) -> str:
    """A text that begins with a capital."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """A text in the middle of a sentence; an acronym keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def absent(figures: Sequence[tuple[str, str]]) -> str:
    """Which key figures are not shown, each (label, reason)."""
    named = ", ".join(f"{guillemets(label)} ({reason})" for label, reason in figures)
    if len(figures) == 1:
        return f"Un chiffre clé n’est pas diffusé{NBSP}: {named}."
    return f"{len(figures)}{NBSP}chiffres clés ne sont pas diffusés{NBSP}: {named}."


def other_respondents(units: str) -> str:
    """The caveat of totals that do not rest on the same respondents."""
    return (
        f"Entre parenthèses, le nombre {of(units)} ayant répondu{NBSP}: les totaux ne portant pas tous sur les mêmes "
        "réponses, l’écart entre deux barres ne mesure pas une évolution."
    )


def bases_told() -> str:
    """What the four numbers of a base are."""
    meanings = (
        "ceux à qui le questionnaire a été adressé",
        "ceux qui l’ont retourné",
        "ceux que la question concerne",
        "ceux dont la réponse est exploitable, sur lesquels repose le résultat",
    )
    told = (f"{guillemets(name)}{NBSP}: {meaning}" for name, meaning in zip(BASES, meanings, strict=True))
    return f"{f'{NARROW_NBSP}; '.join(told)}."


def groups_told(units: str) -> str:
    """How the breakdown is to be read."""
    return (
        f"Entre parenthèses figure le nombre {of(units)} sur lequel repose chaque résultat. Les groupes de faible "
        "effectif ne se prêtent pas à la comparaison."
    )


def withheld_told(secret: int, every: int) -> str:
    """How many figures are not published, of how many, groups counted."""
    verb = "n’est pas diffusé" if secret == 1 else "ne sont pas diffusés"
    return f"{counted(secret, 'chiffre')} sur {every} {verb}, résultats par groupe compris."


def earlier_told(number: int, every: int) -> str:
    """How many figures are those of an earlier release, of how many, groups counted."""
    verb = "est repris" if number == 1 else "sont repris"
    return f"{counted(number, 'chiffre')} sur {every} {verb} d’une diffusion antérieure, avec sa date et sa base."


def listed(names: Sequence[str]) -> str:
    """`a`, `a et b`, `a, b et c`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} et {names[-1]}"


def open_questions(number: int) -> str:
    """What becomes of the answers to open questions."""
    asked = "d’une question ouverte, rappelée" if number == 1 else "de questions ouvertes, rappelées"
    return (
        f"Ce thème a fait l’objet {asked} ci-dessous. Les réponses, qui pourraient désigner leur auteur, ne sont pas "
        "reproduites dans ce document."
    )


def calculated(survey: Survey) -> tuple[str, ...]:
    """How the figures of a survey are computed, by the kinds of its indicators."""
    every = survey.indicators
    total = "Les totaux sont des sommes observées sur les répondants, sans extrapolation aux non-répondants."
    if any(isinstance(one, ExtrapolatedTotal) for one in every):
        total += (
            " Ceux qui sont dits estimés étendent à tous les répondants concernés les réponses de ceux qui ont répondu."
        )
    zero = "Une réponse absente, illisible ou " + guillemets("non communiquée") + " n’est jamais comptée comme un zéro"
    if any(one.missing is MissingPolicy.ZERO for one in every):
        zero += ", sauf dans les indicateurs dont la définition le précise"
    told = [
        total,
        f"{zero}.",
        "Les parts, les rapports et les évolutions sont calculés sur les mêmes répondants aux deux termes.",
    ]
    if survey.sampling is not None and survey.sampling.weighted:
        told.append("Moyennes, parts et rapports sont pondérés par le nombre d’unités que représente chaque réponse.")
    told.append(
        f"Un pourcentage est arrondi à l’unité lorsque son dénominateur est inférieur à 100{NARROW_NBSP}; lorsqu’il "
        "est inférieur à 10, ses deux termes sont donnés à la place du pourcentage."
    )
    return tuple(told)


def corrected(number: int, units: str) -> str:
    """How many answers were corrected after they came back, `units` being those who answer, in the plural."""
    if number == 0:
        return "Aucune réponse n’a été corrigée par le bureau."
    verb = "a été corrigée" if number == 1 else "ont été corrigées"
    return f"{counted(number, 'réponse')} {verb} par le bureau après échange avec les {units}."


def quotation(one: Quotation) -> str:
    """Words that may be quoted, with the question that they answer."""
    return f"{guillemets(' '.join(one.text.split()))} (question{NBSP}{one.question})"


def marks_in(figures: Sequence[Published], *, letter: bool = True, same: str = SAME_ANSWER) -> tuple[str, ...]:
    """What the marks in a table mean, of those that stand there.

    The letter of secrets is left out if it is told beside; `same` is what the star means.
    """
    found: list[str] = []
    if letter and any(isinstance(one.content, Withheld) for one in figures):
        found.append(f"{WITHHELD_MARK}{NBSP}: chiffre couvert par le secret.")
    reasons = dict.fromkeys(one.content.reason for one in figures if isinstance(one.content, Undefined))
    if reasons:
        found.append(f"{NOTHING}{NBSP}: sans objet ({' ou '.join(reasons)}).")
    if any(one.unanimous for one in figures):
        found.append(same)
    if any(one.as_of is not None for one in figures):
        found.append(EARLIER)
    return tuple(found)


def letter_told(policy: Dissemination) -> str:
    """What `s` stands for, with its reasons."""
    return legend(policy.minimum_units, french_percent(policy.maximum_share))


def response_rate(release: Release, population: Population) -> str:
    """How many answered, of how many asked, in one sentence."""
    if release.surveyed == 0:
        return f"Aucun organisme n’a été interrogé ({population.units})."
    rate = french_percent(release.returned / release.surveyed)
    verb = "a répondu" if release.returned < 2 else "ont répondu"
    return (
        f"{counted(release.returned, population.unit, population.units)} sur {french_number(release.surveyed)} {verb}, "
        f"soit un taux de réponse de {rate}."
    )


def legend(minimum: int, share: str) -> str:
    """What the letter of a withheld figure means, and why figures are."""
    return (
        f"Un chiffre est couvert par le secret ({guillemets(WITHHELD_MARK)}) lorsqu’il repose sur moins de "
        f"{counted(minimum, 'répondant')}, qu’un répondant y représente plus de {share} du total, ou qu’il permettrait "
        "d’en retrouver un autre."
    )


def protection(minimum: int, share: str, median: int, audit: Audit) -> tuple[str, ...]:
    """What protects the answers in this report, and what does not."""
    rules = (
        f"Un chiffre n’est diffusé que s’il repose sur au moins {counted(minimum, 'répondant')} dont aucun ne "
        f"représente plus de {share} du total{NARROW_NBSP}; une médiane, que sur au moins "
        f"{counted(median, 'réponse')}.",
        "Lorsqu’un groupe d’une ventilation est secret, d’autres groupes sont retirés avec lui, en aussi petit nombre "
        "que possible, de sorte que les groupes retirés respectent ensemble ces mêmes règles et qu’aucun ne se déduise "
        "du total.",
        "Un chiffre déjà diffusé que les nouveaux retours ne permettent pas d’actualiser est repris de la dernière "
        "diffusion qui l’a donné, avec sa date et sa base.",
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
        case AuditScope.RELEASES:
            # The same words whether or not there was one: the same release printed again is the same document.
            every = "entre eux et, s’il y en a eu, de ceux des diffusions précédentes"
            return (f"Tous les chiffres ont été rapprochés {every}{NBSP}: {rule}",)
        case AuditScope.RELEASE:
            return (
                f"Tous les chiffres ont été rapprochés entre eux, mais non de ceux d’autres diffusions{NBSP}: {rule}",
            )
        case AuditScope.FIGURES:
            return (
                "Les chiffres n’ont pas été rapprochés entre eux. La protection ne couvre donc pas la différence de "
                "deux chiffres dont les bases ne diffèrent que de quelques répondants.",
            )
        case _:
            assert_never(audit.scope)
