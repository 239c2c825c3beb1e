"""The words that say which missing answers would let figures be told, in French."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from msgspec import Struct

from surveykit.compose.report.words import listed
from surveykit.ids import FieldId, IndicatorId, RespondentCode
from surveykit.model import Survey
from surveykit.results.remedies import Remedy
from surveykit.texts import NBSP, counted


def remedy_told(survey: Survey, remedy: Remedy) -> str:
    """Whose answers to what would let which figures be told, for the analyst.

    `Si ARS Corse et ARS Guyane répondent à la question 1, le chiffre « Évolution » peut être diffusé.`
    """
    alike: dict[tuple[str, ...], list[str]] = {}
    for request in remedy.requests:
        holder = survey.population.find(request.respondent)
        name = request.respondent if holder is None else holder.name
        alike.setdefault(tuple(_questions(survey, request.fields)), []).append(name)
    conditions = [
        f"{listed(survey.language, names)} {_answer(len(names))} {_to(survey, numbers)}"
        for numbers, names in alike.items()
    ]
    if remedy.base is not None:
        now, then = remedy.base
        units = counted(then, survey.population.unit, survey.population.units)
        return f"Si {listed(survey.language, conditions)}, les chiffres clés porteront sur {units} au lieu de {now}."
    figures = _figures(survey, remedy.figures)
    verb = "actualisé" if len(remedy.earlier) == len(remedy.figures) else "diffusé"
    told = f"peut être {verb}" if len(remedy.figures) == 1 else f"peuvent être {verb}s"
    return f"Si {listed(survey.language, conditions)}, {figures} {told}."


class Asked(Struct, frozen=True):
    """What is asked of a respondent at one field: the words, and `why` alone, for where something is asked already."""

    field: FieldId
    message: str
    why: str


def asked_of(
    survey: Survey, respondent: RespondentCode, remedies: Iterable[Remedy], unreadable: Container[FieldId] = ()
) -> list[Asked]:
    """What is asked of one respondent: at the first blank field of each question, and at each unreadable one.

    The words name no other respondent: who left what blank is nobody else's business.
    """
    first: dict[tuple[str, FieldId | None], FieldId] = {}
    figures: dict[str, dict[IndicatorId, None]] = {}
    for remedy in remedies:
        untold = () if remedy.base is not None else remedy.figures
        fields = [code for one in remedy.requests if one.respondent == respondent for code in one.fields]
        for code in fields:
            number = survey.field_by_code[code].question.number
            first.setdefault((number, code if code in unreadable else None), code)
            figures.setdefault(number, {}).update(dict.fromkeys(untold))
    return [
        _asked(survey, code, [*figures[number]], given=unread is not None) for (number, unread), code in first.items()
    ]


def _asked(survey: Survey, field: FieldId, figures: Sequence[IndicatorId], *, given: bool) -> Asked:
    what = "réponse que nous ne savons pas lire" if given else "sans réponse"
    asked = "Pouvez-vous la préciser" if given else "Pouvez-vous la compléter"
    cost = _cost(survey, figures)
    number = survey.field_by_code[field].question.number
    message = f"question {number}{NBSP}: {what}. Sans elle, {cost}. {asked}\u202f?"
    return Asked(field, message, f"Sans réponse{' lisible' if given else ''}, {cost}")


def _cost(survey: Survey, figures: Sequence[IndicatorId]) -> str:
    if not figures:
        return "aucune de vos réponses n’entre dans les chiffres clés du bilan"
    verb = "ne peut être mis à jour" if len(figures) == 1 else "ne peuvent être mis à jour"
    return f"{_figures(survey, figures)} du bilan {verb}"


def _questions(survey: Survey, fields: Iterable[FieldId]) -> list[str]:
    return [*dict.fromkeys(survey.field_by_code[code].question.number for code in fields)]


def _answer(number: int) -> str:
    return "répond" if number == 1 else "répondent"


def _to(survey: Survey, numbers: Sequence[str]) -> str:
    return (
        f"à la question{NBSP}{numbers[0]}" if len(numbers) == 1 else f"aux questions {listed(survey.language, numbers)}"
    )


def _figures(survey: Survey, figures: Sequence[IndicatorId]) -> str:
    labels = [f"«{NBSP}{survey.indicator_by_id[one].label}{NBSP}»" for one in figures]
    return f"le chiffre {labels[0]}" if len(labels) == 1 else f"les chiffres {listed(survey.language, labels)}"
