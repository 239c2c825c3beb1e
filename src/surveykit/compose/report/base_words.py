"""Whom the figures on a common base rest on, in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from surveykit.compose.report.words import in_quotes, listed
from surveykit.model import CommonBase, ResponseRate, Survey
from surveykit.release import Elsewhere, Published, Release, Undefined, Withheld
from surveykit.release.printed import dated, day
from surveykit.words import Room

_said = Room("report")


def shown_bases(survey: Survey, release: Release) -> tuple[CommonBase, ...]:
    """The common bases that have a figure with a value in a release: the report is silent on the others."""
    return tuple(
        base
        for base in survey.common_bases
        if any(not isinstance(release[one].content, Withheld | Undefined) for one in base.indicators)
    )


def common_base(survey: Survey, base: CommonBase, release: Release) -> str:
    """One sentence on the respondents behind all figures on a common base; empty when no base is published.

    A figure that was not renewed rests on those of its day: "portent sur les 9 villes qui ont répondu aux questions 1
    et 2, sauf « Réseaux » (8 villes, au 17 septembre 2014)".
    """
    every = [release[one] for one in base.indicators]
    shown = [one for one in every if not isinstance(one.content, Withheld | Undefined)] or every
    newest = _newest(shown)
    if newest is None:
        return ""
    others = [one for one in shown if (one.base.answered, one.as_of) != (newest.base.answered, newest.as_of)]
    told = _rest_on(survey, base, dated(survey.language, _who(survey, base, newest), newest), others)
    return " ".join(one for one in (told, _apart(survey, base)) if one)


def _rest_on(survey: Survey, base: CommonBase, who: str, others: Iterable[Published]) -> str:
    """The sentence on a common base: its figures, whom they rest on, and those that rest on others."""
    language, figures = survey.language, _figures_of(survey, base)
    apart = [_on_another(survey, one) for one in others]
    number = 1 if _is_one(base) else 2
    if not apart:
        return _said.counted(
            language, number, "{figures} rests on {who}.", "{figures} rest on {who}.", figures=figures, who=who
        )
    return _said.counted(
        language,
        number,
        "{figures} rests on {who}, except {others}.",
        "{figures} rest on {who}, except {others}.",
        figures=figures,
        who=who,
        others=listed(language, apart),
    )


def _who(survey: Survey, base: CommonBase, newest: Published) -> str:
    """Those who answered, and what: `les 9 villes qui ont répondu aux questions 1 et 2`."""
    return _said.counted(
        survey.language,
        newest.base.answered or 0,
        "{count} {unit} that answered {questions}",
        "the {count} {units} that answered {questions}",
        unit=survey.population.unit,
        units=survey.population.units,
        questions=_questions(survey, base),
    )


def _newest(figures: Iterable[Published]) -> Published | None:
    """The first figure that is new, else the one told last, of those whose base is known; None where none is."""
    told = [one for one in figures if one.base.answered is not None]
    return max(told, key=lambda one: (one.as_of is None, one.as_of or date.min), default=None)


def _questions(survey: Survey, base: CommonBase) -> str:
    """The questions that a common base rests on: `aux questions 1 et 2`."""
    asked = {code for one in base.indicators for code in survey.fields_of(survey.indicator_by_id[one])}
    numbers = [*dict.fromkeys(field.question.number for field in survey.fields() if field.code in asked)]
    return _said.counted(
        survey.language,
        len(numbers),
        "question {numbers}",
        "questions {numbers}",
        numbers=listed(survey.language, numbers),
    )


def _on_another(survey: Survey, figure: Published) -> str:
    """A figure with the base of its day: `« Réseaux » (8 villes, au 17 septembre 2014)`."""
    language, label = survey.language, figure.label
    if isinstance(figure.content, Elsewhere):
        return _said(language, "“{label}” (already released on {day})", label=label, day=day(language, figure))
    answered = figure.base.answered
    if answered is None:
        return _said(language, "“{label}” (as of {day})", label=label, day=day(language, figure))
    population = survey.population
    units = _said.counted(
        language, answered, "{count} {unit}", "{count} {units}", unit=population.unit, units=population.units
    )
    return _said(language, "“{label}” ({base})", label=label, base=dated(language, units, figure))


def _figures_of(survey: Survey, base: CommonBase) -> str:
    language, number = survey.language, len(base.indicators)
    themes = _themes_of(survey, base)
    if not themes:
        return _said.counted(language, number, "The key figure", "The key figures")
    if base.key_figures:
        return _said.counted(
            language,
            number,
            "The key figure and that of the {themes}",
            "The key figures and those of the {themes}",
            themes=themes,
        )
    return _said.counted(language, number, "The figure of the {themes}", "The figures of the {themes}", themes=themes)


def _themes_of(survey: Survey, base: CommonBase) -> str:
    """The themes whose figures rest on a common base: `des thèmes « Réseaux » et « Lits »`; nothing without any."""
    titles = [survey.report.themes[place].title for place in base.themes] if survey.report else []
    if not titles:
        return ""
    named = listed(survey.language, [in_quotes(survey.language, title) for title in titles])
    return _said.counted(survey.language, len(titles), "theme {themes}", "themes {themes}", themes=named)


def _is_one(base: CommonBase) -> bool:
    """Whether one figure is named, at one place."""
    return len(base.indicators) == 1 and not (base.key_figures and base.themes)


def _apart(survey: Survey, base: CommonBase) -> str:
    if not base.key_figures or survey.report is None:
        return ""
    own = [survey.indicator_by_id[one] for one in survey.report.key_figures if one not in base.indicators]
    labels = [in_quotes(survey.language, one.label) for one in own if not isinstance(one, ResponseRate)]
    if not labels:
        return ""
    return _said.counted(
        survey.language,
        len(labels),
        "The figure {figures} rests on all respondents to its question.",
        "The figures {figures} each rest on all respondents to its question.",
        figures=listed(survey.language, labels),
    )
