"""The words that say which missing answers would let figures be published."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from msgspec import Struct

from surveykit.ids import FieldId, IndicatorId, RespondentCode
from surveykit.model import Survey
from surveykit.results.remedies import Remedy
from surveykit.words import Room

_said = Room("remedy")


def remedy_told(survey: Survey, remedy: Remedy) -> str:
    """The sentence, for the analyst, on whose answers to which questions would let which figures be published.

    `If ARS Corse and ARS Guyane answer question 1, the figure “Change” can be told.`
    """
    language = survey.language
    alike: dict[tuple[str, ...], list[str]] = {}
    for request in remedy.requests:
        holder = survey.population.find(request.respondent)
        name = request.respondent if holder is None else holder.name
        alike.setdefault(tuple(_questions(survey, request.fields)), []).append(name)
    conditions = _listed(language, [_answering(language, names, numbers) for numbers, names in alike.items()])
    if remedy.base is not None:
        return _on_more(survey, conditions, *remedy.base)
    return _figures_sentence(survey, remedy, conditions)


def _figures_sentence(survey: Survey, remedy: Remedy, conditions: str) -> str:
    """The sentence on figures that can be published, or updated, when the answers come."""
    language, figures = survey.language, _figures(survey, remedy.figures)
    if len(remedy.earlier) == len(remedy.figures):
        return _said.counted(
            language,
            len(remedy.figures),
            "If {conditions}, the figure {figures} can be updated.",
            "If {conditions}, the figures {figures} can be updated.",
            conditions=conditions,
            figures=figures,
        )
    return _said.counted(
        language,
        len(remedy.figures),
        "If {conditions}, the figure {figures} can be told.",
        "If {conditions}, the figures {figures} can be told.",
        conditions=conditions,
        figures=figures,
    )


def _on_more(survey: Survey, conditions: str, now: int, then: int) -> str:
    population = survey.population
    units = _said.counted(
        survey.language, then, "{count} {unit}", "{count} {units}", unit=population.unit, units=population.units
    )
    return _said(
        survey.language,
        "If {conditions}, the key figures will rest on {units} instead of {now}.",
        conditions=conditions,
        units=units,
        now=str(now),
    )


class Asked(Struct, frozen=True):
    """One question to ask a respondent about a field.

    `message` is for the analyst, `ask` for the respondent; `why` is the reason alone, to be added when something else
    is asked about the field already.
    """

    field: FieldId
    message: str
    ask: str
    why: str


def asked_of(
    survey: Survey, respondent: RespondentCode, remedies: Iterable[Remedy], unreadable: Container[FieldId] = ()
) -> list[Asked]:
    """The questions to ask one respondent: at the first blank field of each question, and at each unreadable field.

    The words name no other respondent: nobody else may know who left what blank.
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
    language, number, cost = survey.language, survey.field_by_code[field].question.number, _cost(survey, figures)
    if given:
        message = _said(
            language, "question {number}: an answer that cannot be read. Without it, {cost}.", number=number, cost=cost
        )
        ask = _said(
            language, "We could not read your answer. Without it, {cost}. Can you tell us what it is?", cost=cost
        )
        return Asked(field, message, ask, _said(language, "Without an answer that can be read, {cost}", cost=cost))
    message = _said(language, "question {number}: no answer. Without it, {cost}.", number=number, cost=cost)
    ask = _said(language, "You did not answer this question. Without an answer, {cost}. Can you answer it?", cost=cost)
    return Asked(field, message, ask, _said(language, "Without an answer, {cost}", cost=cost))


def _cost(survey: Survey, figures: Sequence[IndicatorId]) -> str:
    if not figures:
        return _said(survey.language, "this questionnaire is left out of the key figures of the report")
    return _said.counted(
        survey.language,
        len(figures),
        "the figure {figures} of the report cannot be updated",
        "the figures {figures} of the report cannot be updated",
        figures=_figures(survey, figures),
    )


def _questions(survey: Survey, fields: Iterable[FieldId]) -> list[str]:
    return [*dict.fromkeys(survey.field_by_code[code].question.number for code in fields)]


def _answering(language: str, names: Sequence[str], numbers: Sequence[str]) -> str:
    who, where = _listed(language, names), _listed(language, numbers)
    if len(numbers) == 1:
        return _said.counted(
            language,
            len(names),
            "{names} answers question {number}",
            "{names} answer question {number}",
            names=who,
            number=where,
        )
    return _said.counted(
        language,
        len(names),
        "{names} answers questions {numbers}",
        "{names} answer questions {numbers}",
        names=who,
        numbers=where,
    )


def _figures(survey: Survey, figures: Sequence[IndicatorId]) -> str:
    labels = [_said(survey.language, "“{label}”", label=survey.indicator_by_id[one].label) for one in figures]
    return _listed(survey.language, labels)


def _listed(language: str, names: Sequence[str]) -> str:
    *others, last = names
    return _said(language, "{names} and {last}", names=others, last=last) if others else last
