"""Dates as their language writes them."""

from __future__ import annotations

from datetime import date

from surveykit.words import date_in_words


def test_a_date_in_words() -> None:
    assert date_in_words(date(2014, 9, 5), "fr", weekday=True) == "vendredi 5\u00a0septembre 2014"
    assert date_in_words(date(2015, 1, 1), "fr") == "1er\u00a0janvier 2015"
    assert date_in_words(date(2015, 1, 1), "en", weekday=True) == "Thursday 1st January 2015"
