"""Published figures as a report prints them, with whom they rest on; alone, as `release.printed` does."""

from __future__ import annotations

from surveykit.model import Population, ScaleSummary
from surveykit.release import Class, Elsewhere, Published, Scale, Share, Undefined
from surveykit.release.printed import (
    DECIMAL_FROM,
    TERMS_BELOW,
    class_share,
    dated,
    day,
    half,
    in_full,
    interval,
    mark,
    out_of,
    percent,
    respondents,
    terms,
    value,
)
from surveykit.texts import NBSP
from surveykit.words import Room, notation

__all__ = [
    "answered",
    "base",
    "class_in_words",
    "class_on_bar",
    "class_share",
    "dated",
    "day",
    "drawn",
    "in_full",
    "in_group",
    "interval",
    "mark",
    "percent",
    "respondents",
    "scale_summary",
    "share_on_bar",
    "summed_up",
    "terms",
    "value",
    "why_absent",
]

_said = Room("report")


def base(language: str, figure: Published, population: Population) -> str:
    """Whom a figure rests on: `23 ARS sur 24`; `s` when it is a secret too; with its day when it is earlier."""
    if isinstance(figure.content, Elsewhere):
        return _said(language, "on {day} (see that edition)", day=day(language, figure))
    told = out_of(language, _respondents(language, figure, population), respondents(language, figure.base.eligible))
    return dated(language, told, figure)


def answered(language: str, figure: Published, population: Population) -> str:
    """How many answered: `22 ARS`, `1 ville`; `21 ARS, au 17 septembre 2014` when the figure is an earlier one."""
    return dated(language, _respondents(language, figure, population), figure)


def _respondents(language: str, figure: Published, population: Population) -> str:
    number = figure.base.answered
    return f"{respondents(language, number)}{NBSP}{_noun(number, population)}"


def _noun(number: float | None, population: Population) -> str:
    return population.unit if number is not None and number < 2 else population.units


def drawn(content: Share) -> float:
    """A share as it is drawn, in percent: with the decimals that it is printed with."""
    return round(100 * content.value, 1 if content.denominator >= DECIMAL_FROM else 0)


def class_on_bar(language: str, one: Class, figure: Published) -> str:
    """The words at the end of an option's bar: `9 (38 %)`."""
    below = figure.base.answered
    if below is not None and below < TERMS_BELOW:
        return class_share(language, one, figure)
    return f"{notation(language).as_number(one.count)}{NBSP}({percent(language, one.share, below)})"


def class_in_words(language: str, one: Class, figure: Published, population: Population) -> str:
    """A class in a description: `9 ARS, soit 38 %`."""
    below = figure.base.answered
    number = notation(language).as_number
    counted = f"{number(one.count)}{NBSP}{_noun(one.count, population)}"
    if below is not None and below < TERMS_BELOW:
        return out_of(language, counted, number(below))
    return _said(language, "{counted}, that is {share}", counted=counted, share=percent(language, one.share, below))


def share_on_bar(language: str, content: Share) -> str:
    """The words at the end of a share's bar: `77 % (17 sur 22)`."""
    if content.denominator < TERMS_BELOW:
        return terms(language, content)
    return f"{value(language, content)}{NBSP}({terms(language, content)})".replace(" ", NBSP)


def why_absent(language: str, figure: Published) -> str:
    """The words in place of a bar that cannot be drawn: `not released`."""
    match figure.content:
        case Undefined():
            return _said(language, "not applicable")
        case Elsewhere():
            return _said(language, "already released on {day}", day=day(language, figure, short=True))
        case _:
            return _said(language, "not released")


def scale_summary(language: str, content: Scale) -> str:
    """Mean and median of a scale in one line."""
    mean = notation(language).as_number(content.mean, 1)
    if content.median is None:
        return _said(language, "mean: {mean}", mean=mean)
    return _said(language, "mean: {mean}; median: {median}", mean=mean, median=half(language, content.median))


def in_group(language: str, figure: Published) -> str:
    """A figure and its number of answers, in a column of its group: `45,8 % (21)`; `*` when all answered alike.

    An earlier one has its day: `45,8 % (21, au 17/09/2014)`.
    """
    shown = f"{value(language, figure.content)}{mark(figure)}"
    match figure.content:
        case Share(denominator=below) if below < TERMS_BELOW:
            return dated(language, shown, figure, short=True)
        case Elsewhere():
            told_on = day(language, figure, short=True)
            return _said(language, "{told} on {day}", told=shown, day=told_on)
        case _:
            number = dated(language, respondents(language, figure.base.answered), figure, short=True)
            return f"{shown} ({number})"


def summed_up(language: str, figure: Published) -> str:
    """The label of a figure in a table of single numbers."""
    if figure.kind != ScaleSummary.model_fields["kind"].default:
        return figure.label
    return _said(language, "{label} (mean)", label=figure.label)
