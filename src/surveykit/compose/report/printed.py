"""Published figures as a report prints them, with whom they rest on, in French; alone, as `release.printed` does."""

from __future__ import annotations

from surveykit.model import Population, ScaleSummary
from surveykit.release import Class, Elsewhere, Published, Scale, Share, Undefined
from surveykit.release.printed import (
    DECIMAL_FROM,
    TERMS_BELOW,
    TOLD_BEFORE,
    as_of,
    class_share,
    day,
    half,
    in_full,
    interval,
    mark,
    percent,
    respondents,
    terms,
    value,
)
from surveykit.texts import NARROW_NBSP, NBSP, french_number

__all__ = [
    "TOLD_BEFORE",
    "answered",
    "as_of",
    "base",
    "class_in_words",
    "class_on_bar",
    "class_share",
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


def base(figure: Published, population: Population) -> str:
    """Whom a figure rests on: `23 ARS sur 24`; `s` when it is a secret too; with its day when it is earlier."""
    if isinstance(figure.content, Elsewhere):
        return f"le {day(figure)} (voir cette édition)"
    number = figure.base.answered
    return f"{respondents(number)}{NBSP}{_noun(number, population)} sur {respondents(figure.base.eligible)}" + as_of(
        figure
    )


def answered(figure: Published, population: Population) -> str:
    """How many answered: `22 ARS`, `1 ville`; `21 ARS, au 17 septembre 2014` when the figure is an earlier one."""
    number = figure.base.answered
    return f"{respondents(number)}{NBSP}{_noun(number, population)}{as_of(figure)}"


def _noun(number: float | None, population: Population) -> str:
    return population.unit if number is not None and number < 2 else population.units


def drawn(content: Share) -> float:
    """A share as it is drawn, in percent: with the decimals that it is printed with."""
    return round(100 * content.value, 1 if content.denominator >= DECIMAL_FROM else 0)


def class_on_bar(one: Class, figure: Published) -> str:
    """The words at the end of an option's bar: `9 (38 %)`."""
    below = figure.base.answered
    few = below is not None and below < TERMS_BELOW
    return class_share(one, figure) if few else f"{french_number(one.count)}{NBSP}({percent(one.share, below)})"


def class_in_words(one: Class, figure: Published, population: Population) -> str:
    """A class in a description: `9 ARS, soit 38 %`."""
    below = figure.base.answered
    counted = f"{french_number(one.count)}{NBSP}{_noun(one.count, population)}"
    if below is not None and below < TERMS_BELOW:
        return f"{counted} sur {french_number(below)}"
    return f"{counted}, soit {percent(one.share, below)}"


def share_on_bar(content: Share) -> str:
    """The words at the end of a share's bar: `77 % (17 sur 22)`."""
    few = content.denominator < TERMS_BELOW
    return terms(content) if few else f"{value(content)}{NBSP}({terms(content)})".replace(" ", NBSP)


def why_absent(figure: Published) -> str:
    """What stands where a bar would."""
    match figure.content:
        case Undefined():
            return "sans objet"
        case Elsewhere():
            return f"{TOLD_BEFORE} le {day(figure, short=True)}"
        case _:
            return "non diffusé"


def scale_summary(content: Scale) -> str:
    """Mean and median of a scale in one line."""
    mean = f"moyenne{NBSP}: {french_number(content.mean, 1)}"
    if content.median is None:
        return mean
    return f"{mean}{NARROW_NBSP}; médiane{NBSP}: {half(content.median)}"


def in_group(figure: Published) -> str:
    """A figure and its number of answers, in a column of its group: `45,8 % (21)`; `*` when all answered alike.

    An earlier one has its day: `45,8 % (21, au 17/09/2014)`.
    """
    shown = f"{value(figure.content)}{mark(figure)}"
    told_on = as_of(figure, short=True)
    match figure.content:
        case Share(denominator=below) if below < TERMS_BELOW:
            return shown + told_on
        case Elsewhere():
            return f"{shown} le{NBSP}{day(figure, short=True)}"
        case _:
            return f"{shown} ({respondents(figure.base.answered)}{told_on})"


def summed_up(figure: Published) -> str:
    """The label of a figure in a table of single numbers."""
    return f"{figure.label} (moyenne)" if figure.kind == ScaleSummary.model_fields["kind"].default else figure.label
