"""Figures as they are printed, in French: the one way for a report, a workbook and a notebook."""

from __future__ import annotations

from typing import assert_never

from surveykit.texts import NARROW_NBSP, NBSP, french_date, french_number, french_percent
from surveykit.told import (
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

WITHHELD_MARK = "s"
NOTHING = "–"
TOLD_BEFORE = "déjà diffusé"
TERMS_BELOW = 10
"""The denominator below which a quotient is printed as its two terms, and not as a percentage."""
DECIMAL_FROM = 100
"""The denominator from which a percentage is printed with a decimal."""


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
            return terms(content) if below < TERMS_BELOW else percent(fraction, below)
        case Change(value=fraction, before=before):
            sign = "+" if fraction > 0 else ""
            return terms(content) if before < TERMS_BELOW else sign + percent(fraction, before)
        case Scale(mean=mean) | Mean(value=mean):
            return _mean(mean)
        case Median(value=median):
            return half(median)
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


def _mean(mean: float) -> str:
    """A mean with a decimal; a whole number has none (`told.Mean`)."""
    return french_number(mean, 0 if isinstance(mean, int) else 1)


def half(median: float) -> str:
    """A median of whole numbers, which may fall between two of them."""
    return french_number(median, 0 if median == int(median) else 1)


def percent(fraction: float, denominator: float | None) -> str:
    """A percentage with a decimal when it rests on enough to have one."""
    return french_percent(fraction, 1 if denominator is not None and denominator >= DECIMAL_FROM else 0)


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
            return f"médiane{NBSP}: {half(median)}"
        case Scale() | Multiple() | Distribution() | Undefined() | Elsewhere():
            return NOTHING
        case _:
            assert_never(content)


def in_full(figure: Published) -> str:
    """A figure with its terms: `48,7 % (206 sur 423)`, and its day when it is an earlier one.

    A distribution stands in its own table.
    """
    if isinstance(figure.content, Elsewhere):
        return f"{TOLD_BEFORE} le {day(figure)} (voir cette édition)"
    return _in_full(figure) + as_of(figure)


def _in_full(figure: Published) -> str:
    content = figure.content
    match content:
        case Ratio(percent=False):
            told = f"{value(content, figure.unit)}{mark(figure)} ({terms(content)})"
        case Share(denominator=below) | Ratio(denominator=below) | Change(before=below) if below >= TERMS_BELOW:
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
    few = below is not None and below < TERMS_BELOW
    return f"{french_number(one.count)} sur {french_number(below or 0)}" if few else percent(one.share, below)


def mark(figure: Published) -> str:
    """The star of a figure that tells the answer of all."""
    return "*" if figure.unanimous else ""


def respondents(number: int | None) -> str:
    """A number of respondents, `s` when it is a secret."""
    return WITHHELD_MARK if number is None else french_number(number)


def as_of(figure: Published, *, short: bool = False) -> str:
    """The day of an earlier figure, behind what it dates: `, au 17 septembre 2014`, `, au 17/09/2014`; else nothing."""
    return "" if figure.as_of is None else f", au{NBSP}{day(figure, short=short)}"


def day(figure: Published, *, short: bool = False) -> str:
    """The day of the release that told an earlier figure: `17 septembre 2014`, `17/09/2014`; else nothing."""
    if figure.as_of is None:
        return ""
    return f"{figure.as_of:%d/%m/%Y}" if short else french_date(figure.as_of)


def said(figure: Published) -> str:
    """Whether a figure is told, and why not: `diffusé`, `non diffusé : moins de 3 répondants`, `sans objet : …`."""
    if figure.as_of is not None:
        where = " (voir cette édition)" if isinstance(figure.content, Elsewhere) else ", non actualisé depuis"
        return f"diffusé le {french_date(figure.as_of)}{where}"
    match figure.content:
        case Withheld(reason=reason):
            return f"non diffusé{NBSP}: {reason}"
        case Undefined(reason=reason):
            return f"sans objet{NBSP}: {reason}"
        case _:
            return "diffusé, tous les répondants ayant donné la même réponse" if figure.unanimous else "diffusé"
