"""Figures as they are printed, in a language: the one way for a report, a workbook and a notebook."""

from __future__ import annotations

from typing import assert_never

from surveykit.texts import NBSP
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
from surveykit.words import Room, date_in_words, notation

WITHHELD_MARK = "s"
NOTHING = "–"
TERMS_BELOW = 10
"""The denominator below which a quotient is printed as its two terms, and not as a percentage."""
DECIMAL_FROM = 100
"""The denominator from which a percentage is printed with a decimal."""

_said = Room("figures")


def value(language: str, content: Content, unit: str = "") -> str:  # noqa: PLR0911 (one branch per content)
    """A figure as printed: `512 réseaux`, `42,1 %`, `2,35 lits par service`, `−5,0 %`, `2,9`; `s` when it is a secret.

    The unit is left out when there is only one of it, rather than written in a plural that it may not have.
    """
    match content:
        case Total(value=number) | Estimate(value=number):
            return notation(language).as_quantity(number, unit)
        case Ratio(value=quotient, percent=False):
            return _with_unit(_quotient(language, quotient), unit)
        case Share(value=fraction, denominator=below) | Ratio(value=fraction, denominator=below):
            return terms(language, content) if below < TERMS_BELOW else percent(language, fraction, below)
        case Change(value=fraction, before=before):
            sign = "+" if fraction > 0 else ""
            return terms(language, content) if before < TERMS_BELOW else sign + percent(language, fraction, before)
        case Scale(mean=mean) | Mean(value=mean):
            return _mean(language, mean)
        case Median(value=median):
            return half(language, median)
        case Withheld():
            return WITHHELD_MARK
        case Undefined() | Multiple() | Distribution():
            return NOTHING
        case Elsewhere():
            return _said(language, "already released")
        case _:
            assert_never(content)


def _with_unit(number: str, unit: str) -> str:
    return f"{number}{NBSP}{unit}" if unit else number


def _quotient(language: str, number: float) -> str:
    """How many of one thing there are for one of another: with two decimals below ten, else one."""
    return notation(language).as_number(number, 2 if abs(number) < 10 else 1)


def _mean(language: str, mean: float) -> str:
    """A mean with a decimal; a whole number has none (`told.Mean`)."""
    return notation(language).as_number(mean, 0 if isinstance(mean, int) else 1)


def half(language: str, median: float) -> str:
    """A median of whole numbers, which may fall between two of them."""
    return notation(language).as_number(median, 0 if median == int(median) else 1)


def percent(language: str, fraction: float, denominator: float | None) -> str:
    """A percentage with a decimal when it rests on enough to have one."""
    decimals = 1 if denominator is not None and denominator >= DECIMAL_FROM else 0
    return notation(language).as_percent(fraction, decimals)


def terms(language: str, content: Content) -> str:  # noqa: PLR0911 (one branch per content)
    """How a number comes about, so that a reader can do it again: `198 sur 470`, `de 540 à 512`, `somme`."""
    number = notation(language).as_number
    match content:
        case Share(numerator=above, denominator=below) | Ratio(numerator=above, denominator=below):
            return out_of(language, number(above), number(below))
        case Change(before=before, after=after):
            return _said(language, "from {before} to {after}", before=number(before), after=number(after))
        case Total():
            return _said(language, "sum")
        case Estimate():
            return _said(language, "estimate")
        case Mean():
            return _said(language, "mean")
        case Median():
            return _said(language, "median")
        case Withheld():
            return _said(language, "not released")
        case Scale(median=float() | int() as median):
            return _said(language, "median: {value}", value=half(language, median))
        case Scale() | Multiple() | Distribution() | Undefined() | Elsewhere():
            return NOTHING
        case _:
            assert_never(content)


def out_of(language: str, above: str, below: str) -> str:
    """A number out of another, both as they are printed: `198 sur 470`."""
    return _said(language, "{above} out of {below}", above=above, below=below)


def in_full(language: str, figure: Published) -> str:
    """A figure with its terms: `48,7 % (206 sur 423)`, and its day when it is an earlier one.

    A distribution stands in its own table.
    """
    if isinstance(figure.content, Elsewhere):
        return _said(language, "already released on {day} (see that edition)", day=day(language, figure))
    told = _in_full(language, figure)
    if figure.interval is not None:
        told = f"{told} {interval(language, figure.content, figure.interval)}"
    return dated(language, told, figure)


def _in_full(language: str, figure: Published) -> str:
    content = figure.content
    match content:
        case Ratio(percent=False):
            return f"{value(language, content, figure.unit)}{mark(figure)} ({terms(language, content)})"
        case Share(denominator=below) | Ratio(denominator=below) | Change(before=below) if below >= TERMS_BELOW:
            return f"{value(language, content)}{mark(figure)} ({terms(language, content)})"
        case Scale():
            return _said(language, "{value} (mean)", value=value(language, content) + mark(figure))
        case Multiple() | Distribution():
            return _said(language, "distribution")
        case Mean() | Median():
            return value(language, content) + mark(figure)
        case _:
            return value(language, content, figure.unit) + mark(figure)


def interval(language: str, content: Content, found: Interval) -> str:
    """The ends of a confidence interval: `[38,2 % ; 52,0 %]`."""
    signs = notation(language)
    if isinstance(content, Ratio) and not content.percent:
        low, high = _quotient(language, found.low), _quotient(language, found.high)
    elif isinstance(content, Share | Ratio | Change):
        low, high = signs.as_percent(found.low, 1), signs.as_percent(found.high, 1)
    else:
        low, high = signs.as_number(found.low, 1), signs.as_number(found.high, 1)
    return _said(language, "[{low}; {high}]", low=low, high=high)


def class_share(language: str, one: Class, figure: Published) -> str:
    """The share of a class in a table; its two terms when it rests on too few for a percentage."""
    below = figure.base.answered
    if below is not None and below < TERMS_BELOW:
        return out_of(language, notation(language).as_number(one.count), notation(language).as_number(below))
    return percent(language, one.share, below)


def mark(figure: Published) -> str:
    """The star of a figure that tells the answer of all."""
    return "*" if figure.unanimous else ""


def respondents(language: str, number: int | None) -> str:
    """A number of respondents, `s` when it is a secret."""
    return WITHHELD_MARK if number is None else notation(language).as_number(number)


def dated(language: str, told: str, figure: Published, *, short: bool = False) -> str:
    """Words with the day of an earlier figure: `8 villes, au 17 septembre 2014`, `42 %, au 17/09/2014`; else alone."""
    if figure.as_of is None:
        return told
    return _said(language, "{told}, as of {day}", told=told, day=day(language, figure, short=short))


def day(language: str, figure: Published, *, short: bool = False) -> str:
    """The day of the release that told an earlier figure: `17 septembre 2014`, `17/09/2014`; else nothing."""
    if figure.as_of is None:
        return ""
    return f"{figure.as_of:%d/%m/%Y}" if short else date_in_words(figure.as_of, language)


def said(language: str, figure: Published) -> str:
    """Whether a figure is told, and why not: `diffusé`, `non diffusé : moins de 3 répondants`, `sans objet : …`."""
    if figure.as_of is not None:
        return _told_earlier(language, figure)
    match figure.content:
        case Withheld(reason=reason):
            return _said(language, "not released: {reason}", reason=reason)
        case Undefined(reason=reason):
            return _said(language, "not applicable: {reason}", reason=reason)
        case _ if figure.unanimous:
            return _said(language, "released, all respondents having given the same answer")
        case _:
            return _said(language, "released")


def _told_earlier(language: str, figure: Published) -> str:
    if isinstance(figure.content, Elsewhere):
        return _said(language, "released on {day} (see that edition)", day=day(language, figure))
    return _said(language, "released on {day}, not updated since", day=day(language, figure))
