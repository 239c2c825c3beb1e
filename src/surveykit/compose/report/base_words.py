"""Whom the figures on a common base rest on, in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from surveykit.compose.report.words import guillemets, listed
from surveykit.model import CommonBase, ResponseRate, Survey
from surveykit.release import Elsewhere, Published, Release, Undefined, Withheld
from surveykit.texts import NBSP, counted, french_date


def shown_bases(survey: Survey, release: Release) -> tuple[CommonBase, ...]:
    """The common bases on which a figure of a release rests that has a value: of the others nothing is told."""
    return tuple(
        base
        for base in survey.common_bases
        if any(not isinstance(release[one].content, Withheld | Undefined) for one in base.indicators)
    )


def common_base(survey: Survey, base: CommonBase, release: Release) -> str:
    """Whom the figures on a common base rest on, said once for all of them; nothing where none of them is told.

    A figure that was not renewed rests on those of its day: "portent sur les 9 villes qui ont répondu aux questions 1
    et 2, sauf « Réseaux » (8 villes, au 17 septembre 2014)".
    """
    every = [release[one] for one in base.indicators]
    shown = [one for one in every if not isinstance(one.content, Withheld | Undefined)] or every
    newest = _newest(shown)
    if newest is None:
        return ""
    number = newest.base.answered or 0
    units = counted(number, survey.population.unit, survey.population.units)
    verb = "porte" if _is_one(base) else "portent"
    who = f"{units} ayant répondu" if number < 2 else f"les {units} qui ont répondu"
    day = "" if newest.as_of is None else f", au{NBSP}{french_date(newest.as_of)}"
    others = [one for one in shown if (one.base.answered, one.as_of) != (newest.base.answered, newest.as_of)]
    but = f", sauf {listed([_on_another(survey, one) for one in others])}" if others else ""
    told = f"{_figures_of(survey, base)} {verb} sur {who} {_to_questions(survey, base)}{day}{but}."
    return told + _apart(survey, base)


def _newest(figures: Iterable[Published]) -> Published | None:
    """The first figure that is new, else the one told last, of those whose base is known; None where none is."""
    told = [one for one in figures if one.base.answered is not None]
    return max(told, key=lambda one: (one.as_of is None, one.as_of or date.min), default=None)


def _to_questions(survey: Survey, base: CommonBase) -> str:
    """The questions that a common base rests on: `aux questions 1 et 2`."""
    asked = {code for one in base.indicators for code in survey.fields_of(survey.indicator_by_id[one])}
    numbers = [*dict.fromkeys(field.question.number for field in survey.fields() if field.code in asked)]
    return f"à la question{NBSP}{numbers[0]}" if len(numbers) == 1 else f"aux questions {listed(numbers)}"


def _on_another(survey: Survey, figure: Published) -> str:
    """A figure with the base of its day: `« Réseaux » (8 villes, au 17 septembre 2014)`."""
    day = "" if figure.as_of is None else french_date(figure.as_of)
    if isinstance(figure.content, Elsewhere):
        return f"{guillemets(figure.label)} (déjà diffusé le {day})"
    answered = figure.base.answered
    units = "" if answered is None else counted(answered, survey.population.unit, survey.population.units)
    told = (units, day and f"au{NBSP}{day}")
    return f"{guillemets(figure.label)} ({', '.join(one for one in told if one)})"


def _figures_of(survey: Survey, base: CommonBase) -> str:
    titles = [survey.report.themes[place].title for place in base.themes] if survey.report else []
    themes = [guillemets(title) for title in titles]
    alone = len(base.indicators) == 1
    its = "celui" if alone else "ceux"
    named = "" if not themes else f"{its} {'du thème' if len(themes) == 1 else 'des thèmes'} {listed(themes)}"
    if base.key_figures:
        key = "Le chiffre clé" if alone else "Les chiffres clés"
        return f"{key} et {named}" if named else key
    return f"{'Le chiffre' if alone else 'Les chiffres'} {named.removeprefix(f'{its} ')}"


def _is_one(base: CommonBase) -> bool:
    """Whether one figure is named, at one place."""
    return len(base.indicators) == 1 and not (base.key_figures and base.themes)


def _apart(survey: Survey, base: CommonBase) -> str:
    """The key figures that keep a base of their own."""
    if not base.key_figures or survey.report is None:
        return ""
    own = [survey.indicator_by_id[one] for one in survey.report.key_figures if one not in base.indicators]
    labels = [guillemets(one.label) for one in own if not isinstance(one, ResponseRate)]
    if not labels:
        return ""
    if len(labels) == 1:
        return f" Le chiffre {labels[0]} porte sur tous les répondants à sa question."
    return f" Les chiffres {listed(labels)} portent chacun sur tous les répondants à sa question."
