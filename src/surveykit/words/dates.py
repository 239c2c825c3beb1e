"""Dates in words."""

from __future__ import annotations

from datetime import date

from surveykit.words.room import Room

_said = Room("date")
_MONTHS = (
    _said.word("January {year}"),
    _said.word("February {year}"),
    _said.word("March {year}"),
    _said.word("April {year}"),
    _said.word("May {year}"),
    _said.word("June {year}"),
    _said.word("July {year}"),
    _said.word("August {year}"),
    _said.word("September {year}"),
    _said.word("October {year}"),
    _said.word("November {year}"),
    _said.word("December {year}"),
)
_WEEKDAYS = (
    _said.word("Monday"),
    _said.word("Tuesday"),
    _said.word("Wednesday"),
    _said.word("Thursday"),
    _said.word("Friday"),
    _said.word("Saturday"),
    _said.word("Sunday"),
)


def date_in_words(day: date, language: str, *, weekday: bool = False) -> str:
    """A date as its language writes it: `5 septembre 2014`, `1er janvier 2015`, `vendredi 5 septembre 2014`.

    Raises LookupError when the language has no catalogue.
    """
    month = _said(language, _MONTHS[day.month - 1], year=str(day.year))
    if day.day == 1:
        words = _said(language, "1st {month}", month=month)
    else:
        words = _said(language, "{day} {month}", day=str(day.day), month=month)
    if not weekday:
        return words
    return _said(language, "{weekday} {date}", weekday=_said(language, _WEEKDAYS[day.weekday()]), date=words)
