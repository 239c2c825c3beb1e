"""The words of each kind of question, in French: what is expected, and how it is asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from msgspec import Struct

from surveykit.compose import words
from surveykit.model import facts_of
from surveykit.model.questions import AnyPart, Count, FreeText, ManyChoices, OneChoice, Option, Scale, YesNo
from surveykit.texts import NBSP


class KindWords(Struct, frozen=True):
    """What is said of one field because of its kind.

    In the codebook `name` stands for the kind and `values` for what it takes, one value a line. `expected` opens a line
    of the guide, `asked` ends one of the questionnaire that a report annexes. In a form `prompt` is what an empty
    control says, and `after` stands behind it.
    """

    name: str
    values: str
    expected: str
    asked: str
    prompt: str
    after: str = ""


def kind_words(part: AnyPart) -> KindWords:
    """The words of a field of any kind: `Nombre entier`, `Entier ≥ 0`, `nombre de lits`, `Saisir un nombre`."""
    match part:
        case Count():
            said = _count(part)
        case Scale():
            said = _scale(part)
        case YesNo():
            said = KindWords("Oui/non", "oui | non", "Oui ou non", "oui ou non", "Choisir oui ou non")
        case OneChoice(options=options):
            said = KindWords(
                name="Choix unique",
                values=_codes(options),
                expected=f"Une seule réponse parmi {len(options)}",
                asked=f"une réponse parmi {_listed(options)}",
                prompt="Choisir une réponse",
            )
        case ManyChoices(options=options):
            said = KindWords(
                name="Choix multiple",
                values=_codes(options),
                expected=f"Une ou plusieurs cases parmi {len(options)}",
                asked=f"une ou plusieurs réponses parmi {_listed(options)}",
                prompt="",
            )
        case FreeText(lines=lines):
            said = KindWords(
                name="Texte",
                values="",
                expected="Quelques mots" if lines == 1 else "Texte libre",
                asked="réponse libre",
                prompt=words.PROMPT_LINE if lines == 1 else words.PROMPT_AREA,
            )
        case _:
            assert_never(part)
    return said


def _count(part: Count) -> KindWords:
    low, high, unit = part.minimum, part.maximum, part.unit
    whole = f"Nombre entier ({unit})" if unit else "Nombre entier"
    return KindWords(
        name="Nombre entier",
        values=f"Entier ≥{NBSP}{low}" if high is None else f"Entier de {low} à {high}",
        expected=f"{whole}, {low} ou plus" if high is None else f"{whole}, de {low} à {high}",
        asked=f"nombre {words.of(unit)}" if unit else "nombre",
        prompt="Saisir un nombre",
        after=f"{unit} {words.number_expected(low, high)}".strip(),
    )


def _scale(part: Scale) -> KindWords:
    low, high = part.minimum, part.maximum
    ends = [f"{end}{NBSP}= {label}" for end, label in facts_of(part).ends]
    meant = words.ends_of_scale(ends)
    return KindWords(
        name="Échelle",
        values="\n".join([f"{low} à {high}", *ends]),
        expected=f"Une valeur de {low} à {high} {meant}".strip(),
        asked=f"note de {low} à {high}" + (f" ({', '.join(ends)})" if ends else ""),
        prompt=f"Choisir de {low} à {high}",
        after=meant,
    )


def _codes(options: Iterable[Option]) -> str:
    return "\n".join(f"{option.code}{NBSP}= {option.label}" for option in options)


def _listed(options: Iterable[Option]) -> str:
    return ", ".join(f"«{NBSP}{option.label}{NBSP}»" for option in options)
