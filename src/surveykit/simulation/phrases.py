"""Texts that simulated respondents write."""

from __future__ import annotations

import unicodedata
from random import Random

_SENTENCES = (
    "Réunions trimestrielles avec les réseaux et les établissements partenaires.",
    "Regroupement de deux structures sur un même territoire, dans le cadre d’une charte commune.",
    "Démarche progressive, en concertation avec les unions régionales des professionnels de santé.",
    "Mutualisation des fonctions support et des systèmes d’information.",
    "Un appui méthodologique national serait utile pour l’évaluation.",
    "Les statuts associatifs et les contrats de travail freinent les rapprochements.",
    "Implication forte des délégations territoriales et des conseils généraux.",
    "Manque de lisibilité des dispositifs pour les médecins généralistes.",
    "Travail engagé sur les indicateurs d’activité et de coût par patient.",
    "Échéance prévue au premier semestre de l’année prochaine.",
    "Financement maintenu sous réserve d’une convention pluriannuelle.",
    "Retours positifs des équipes de premier recours.",
)
_FIRST_NAMES = ("Camille", "Dominique", "Claude", "Frédérique", "Alix", "Maxence", "Noëlle", "Rémi")
_LAST_NAMES = ("Durand", "Lefèvre", "Garnier", "Nguyen", "Benali", "Rousseau", "Hoarau", "Le Goff")
_POSTS = ("Référente réseaux de santé", "Chargé de mission offre de soins", "Responsable du pôle ambulatoire")


def sentences(random: Random, number: int) -> str:
    """That many different sentences, one per line."""
    return "\n".join(random.sample(_SENTENCES, number))


def contact_line(code: str, holder: str, random: Random) -> str:
    """The simulated text of a contact line, guessed from its code: an address for `courriel`, a name for `nom`."""
    name = f"{random.choice(_FIRST_NAMES)} {random.choice(_LAST_NAMES)}"
    if "mail" in code or "courriel" in code:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        return plain.lower().replace(" ", ".") + "@repondants.example"
    if "tel" in code:
        return " ".join(["01", *(f"{random.randrange(100):02d}" for _ in range(4))])
    if "fonction" in code:
        return random.choice(_POSTS)
    return name if "nom" in code else holder
