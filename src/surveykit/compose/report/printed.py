"""Published figures as they are printed: numbers, percentages, bases, in French."""

from __future__ import annotations

from typing import assert_never

from surveykit.compose.report.words import NOTHING, TOLD_BEFORE, WITHHELD_MARK
from surveykit.model import Population, ScaleSummary
from surveykit.release import (
    Change,
    Class,
    Content,
    Distribution,
    Elsewhere,
    Estimate,
    Interval,
    Mean,
    Median,
    Multiple,
    Published,
    Ratio,
    Scale,
    Share,
    Total,
    Undefined,
    Withheld,
)
from surveykit.texts import NARROW_NBSP, NBSP, french_date, french_number, french_percent

_TERMS_BELOW = 10
"""The denominator below which a quotient is printed as its two terms, and not as a percentage."""
_DECIMAL_FROM = 100
"""The denominator from which a percentage is printed with a decimal."""


def base(figure: Published, population: Population) -> str:
    """Whom a figure rests on: `23 ARS sur 24`; `s` when it is a secret too; with its day when it is earlier."""
    if isinstance(figure.content, Elsewhere):
        return f"le {_day(figure)} (voir cette édition)"
    number = figure.base.answered
    return f"{respondents(number)}{NBSP}{_noun(number, population)} sur {respondents(figure.base.eligible)}" + as_of(
        figure
    )


def answered(figure: Published, population: Population) -> str:
    """How many answered: `22 ARS`, `1 ville`; `21 ARS, au 17 septembre 2014` when the figure is an earlier one."""
    number = figure.base.answered
    return f"{respondents(number)}{NBSP}{_noun(number, population)}{as_of(figure)}"


def as_of(figure: Published, *, short: bool = False) -> str:
    """The day of an earlier figure, behind what it dates: `, au 17 septembre 2014`, `, au 17/09/2014`; else nothing."""
    return "" if figure.as_of is None else f", au{NBSP}{_day(figure, short=short)}"


def _day(figure: Published, *, short: bool = False) -> str:
    if figure.as_of is None:
        return ""
    return f"{figure.as_of:%d/%m/%Y}" if short else french_date(figure.as_of)


def _noun(number: float | None, population: Population) -> str:
    return population.unit if number is not None and number < 2 else population.units


def respondents(number: int | None) -> str:
    """A number of respondents, `s` when it is a secret."""
    return WITHHELD_MARK if number is None else french_number(number)


def value(content: Content, unit: str = "") -> str:  # noqa: PLR0911 (one branch per content)
    """A figure as printed: `512 réseaux`, `42,1 %`, `2,35 lits par service`, `−5,0 %`, `2,9`; `s` when it is a secret.

    The unit is left out when there is only one of it, rather than written in a plural that it may not have.
    """
    match content:
        case Total(value=number) | Estimate(value=number):
            return _with_unit(french_number(number), unit if number > 1 else "")
        case Ratio(value=quotient, percent=False):
            return _with_unit(_quotient(quotient), unit)
        case Share(value=fraction, denominator=below) | Ratio(value=fraction, denominator=below):
            return terms(content) if below < _TERMS_BELOW else percent(fraction, below)
        case Change(value=fraction, before=before):
            sign = "+" if fraction > 0 else ""
            return terms(content) if before < _TERMS_BELOW else sign + percent(fraction, before)
        case Scale(mean=mean) | Mean(value=mean):
            return french_number(mean, 1)
        case Median(value=median):
            return _half(median)
        case Withheld():
            return WITHHELD_MARK
        case Undefined() | Multiple() | Distribution():
            return NOTHING
        case Elsewhere():
            return TOLD_BEFORE
        case _:
            assert_never(content)


def _with_unit(number: str, unit: str) -> str:
    return f"{number}{NBSP}{unit}" if unit else number


def _quotient(number: float) -> str:
    """How many of one thing there are for one of another: with two decimals below ten, else one."""
    return french_number(number, 2 if abs(number) < 10 else 1)


def percent(fraction: float, denominator: float | None) -> str:
    """A percentage with a decimal when it rests on enough to have one."""
    return french_percent(fraction, 1 if denominator is not None and denominator >= _DECIMAL_FROM else 0)


def drawn(content: Share) -> float:
    """A share as it is drawn, in percent: with the decimals that it is printed with."""
    return round(100 * content.value, 1 if content.denominator >= _DECIMAL_FROM else 0)


def terms(content: Content) -> str:  # noqa: PLR0911 (one branch per content)
    """How a number comes about, so that a reader can do it again: `198 sur 470`, `de 540 à 512`, `somme`."""
    match content:
        case Share(numerator=above, denominator=below) | Ratio(numerator=above, denominator=below):
            return f"{french_number(above)} sur {french_number(below)}"
        case Change(before=before, after=after):
            return f"de {french_number(before)} à {french_number(after)}"
        case Total():
            return "somme"
        case Estimate():
            return "estimation"
        case Mean():
            return "moyenne"
        case Median():
            return "médiane"
        case Withheld():
            return "non diffusé"
        case Scale(median=float() | int() as median):
            return f"médiane{NBSP}: {_half(median)}"
        case Scale() | Multiple() | Distribution() | Undefined() | Elsewhere():
            return NOTHING
        case _:
            assert_never(content)


def in_full(figure: Published) -> str:
    """A figure with its terms: `48,7 % (206 sur 423)`, and its day when it is an earlier one.

    A distribution stands in its own table.
    """
    if isinstance(figure.content, Elsewhere):
        return f"{TOLD_BEFORE} le {_day(figure)} (voir cette édition)"
    return _in_full(figure) + as_of(figure)


def _in_full(figure: Published) -> str:
    content = figure.content
    match content:
        case Ratio(percent=False):
            told = f"{value(content, figure.unit)}{mark(figure)} ({terms(content)})"
        case Share(denominator=below) | Ratio(denominator=below) | Change(before=below) if below >= _TERMS_BELOW:
            told = f"{value(content)}{mark(figure)} ({terms(content)})"
        case Scale():
            told = f"{value(content)}{mark(figure)} (moyenne)"
        case Multiple() | Distribution():
            told = "répartition"
        case Mean() | Median():
            told = value(content) + mark(figure)
        case _:
            told = value(content, figure.unit) + mark(figure)
    return told if figure.interval is None else f"{told} {interval(figure.content, figure.interval)}"


def interval(content: Content, found: Interval) -> str:
    """The ends of a confidence interval: `[38,2 % ; 52,0 %]`."""
    if isinstance(content, Ratio) and not content.percent:
        ends = [_quotient(end) for end in (found.low, found.high)]
    elif isinstance(content, Share | Ratio | Change):
        ends = [french_percent(end, 1) for end in (found.low, found.high)]
    else:
        ends = [french_number(end, 1) for end in (found.low, found.high)]
    return f"[{ends[0]}{NARROW_NBSP}; {ends[1]}]".replace(" ", NBSP)


def class_share(one: Class, figure: Published) -> str:
    """The share of a class in a table; nothing when it rests on too few for a percentage."""
    below = figure.base.answered
    few = below is not None and below < _TERMS_BELOW
    return f"{french_number(one.count)} sur {french_number(below or 0)}" if few else percent(one.share, below)


def class_on_bar(one: Class, figure: Published) -> str:
    """The words at the end of an option's bar: `9 (38 %)`."""
    below = figure.base.answered
    few = below is not None and below < _TERMS_BELOW
    return class_share(one, figure) if few else f"{french_number(one.count)}{NBSP}({percent(one.share, below)})"


def class_in_words(one: Class, figure: Published, population: Population) -> str:
    """A class in a description: `9 ARS, soit 38 %`."""
    below = figure.base.answered
    counted = f"{french_number(one.count)}{NBSP}{_noun(one.count, population)}"
    if below is not None and below < _TERMS_BELOW:
        return f"{counted} sur {french_number(below)}"
    return f"{counted}, soit {percent(one.share, below)}"


def share_on_bar(content: Share) -> str:
    """The words at the end of a share's bar: `77 % (17 sur 22)`."""
    few = content.denominator < _TERMS_BELOW
    return terms(content) if few else f"{value(content)}{NBSP}({terms(content)})".replace(" ", NBSP)


def why_absent(figure: Published) -> str:
    """What stands where a bar would."""
    match figure.content:
        case Undefined():
            return "sans objet"
        case Elsewhere():
            return f"{TOLD_BEFORE} le {_day(figure, short=True)}"
        case _:
            return "non diffusé"


def _half(median: float) -> str:
    """A median of whole numbers, which may fall between two of them."""
    return french_number(median, 0 if median == int(median) else 1)


def scale_summary(content: Scale) -> str:
    """Mean and median of a scale in one line."""
    mean = f"moyenne{NBSP}: {french_number(content.mean, 1)}"
    if content.median is None:
        return mean
    return f"{mean}{NARROW_NBSP}; médiane{NBSP}: {_half(content.median)}"


def mark(figure: Published) -> str:
    """The star of a figure that tells the answer of all."""
    return "*" if figure.unanimous else ""


def in_group(figure: Published) -> str:
    """A figure and its number of answers, in a column of its group: `45,8 % (21)`; `*` when all answered alike.

    An earlier one has its day: `45,8 % (21, au 17/09/2014)`.
    """
    shown = f"{value(figure.content)}{mark(figure)}"
    day = as_of(figure, short=True)
    match figure.content:
        case Share(denominator=below) if below < _TERMS_BELOW:
            return shown + day
        case Elsewhere():
            return f"{shown} le{NBSP}{_day(figure, short=True)}"
        case _:
            return f"{shown} ({respondents(figure.base.answered)}{day})"


def summed_up(figure: Published) -> str:
    """The label of a figure in a table of single numbers."""
    return f"{figure.label} (moyenne)" if figure.kind == ScaleSummary.model_fields["kind"].default else figure.label
