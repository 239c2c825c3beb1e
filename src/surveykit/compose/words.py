"""The words of forms and reports that no definition writes, in French."""

from __future__ import annotations

from collections.abc import Sequence

from surveykit.ids import OptionCode
from surveykit.texts import NARROW_NBSP, NBSP, french_number

PROMPT_LINE = "Saisir une réponse"
PROMPT_AREA = "Saisir votre réponse"
PROMPT_RESPONDENT = "Choisir dans la liste"
YES_CODE = OptionCode("oui")
NO_CODE = OptionCode("non")
YES = "Oui"
NO = "Non"
YOUR_ANSWER = "Votre réponse"

HOW_TO_ANSWER = "Comment répondre"
WHO_ANSWERS = "Qui répond"
RESPONDENT = "Organisme répondant"
RETURN_BY = "À retourner"
RETURN_TO = "À l’adresse"
RETURN_TO_MANY = "Aux adresses"
SCOPE = "Champ de l’enquête"
PUBLICATION = "Diffusion des résultats"
END = "Fin du questionnaire"
THANKS = "Nous vous remercions de votre participation."


def question_heading(number: str) -> str:
    """The heading that opens a question."""
    return f"Question{NBSP}{number}"


def of(units: str) -> str:
    """A noun after `nombre`: `d’ARS`, `de villes`."""
    return f"d’{units}" if units[:1].lower() in "aeiouyéèêàâîôûœ" else f"de {units}"


def ends_of_scale(ends: Sequence[str]) -> str:
    """What the ends of a scale mean, after its list; `ends` are those that mean something: `0 = aucun`."""
    return f"({f'{NARROW_NBSP}; '.join(ends)})" if ends else ""


def number_expected(low: int | None, high: int | None) -> str:
    """What a number must look like, after its box."""
    expected = "nombre entier"
    if high is not None:
        expected += f" de {french_number(low or 0)} à {french_number(high)}"
    elif low:
        expected += f" à partir de {french_number(low)}"
    return f"({expected}, ou «{NBSP}NC{NBSP}»)"


def before_control(prompt: str) -> str:
    """The words before a control, ended as French ends a lead-in: with a colon unless they ask."""
    return prompt if prompt.rstrip().endswith(("?", ":")) else f"{prompt}{NBSP}:"


def send_back(addresses: tuple[str, ...], deadline: str) -> str:
    """The last sentence of a form."""
    where = " et ".join(addresses)
    return f"Enregistrez ce document, puis retournez-le par courriel à {where} avant le {deadline}."
