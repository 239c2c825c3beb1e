"""Quotations: a passage of an answer, which a named person allows to be quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from surveykit.coded import Quotable
from surveykit.coding.grid import GridCell, Spot
from surveykit.coding.words import folded, in_short, plain, tick
from surveykit.findings import Finding, Severity
from surveykit.model import Survey
from surveykit.texts import canonical, squeezed
from surveykit.words import Room

_said = Room("coding")
_NAME = re.compile(r"[^\W\d_]{2,}")


def quotation_of(
    survey: Survey, spot: Spot, text: str, cleared: GridCell, passage: GridCell
) -> tuple[Quotable | None, tuple[Finding, ...]]:
    """The passage of a text that may be quoted, the whole text when no passage is given, and what was found.

    `cleared` holds the name of the person who allows the quotation: without a name nothing is quoted.
    """
    language = survey.language
    name, words = squeezed(cleared.text), canonical(passage.text)
    if not name and not words:
        return None, ()
    if not name:
        sentence = _said.word("a passage is proposed without the name of the person who allows it: it is not quoted.")
        return None, (spot.note("quote_without_name", Severity.WARNING, _said(language, sentence), passage),)
    if tick(name) is not None or not _NAME.search(name):
        sentence = _said.word("{name!q} is not a name: write who allows the quotation, or nothing.")
        message = _said(language, sentence, name=in_short(name))
        return None, (spot.note("quote_unnamed", Severity.ERROR, message, cleared),)
    if words and plain(words) not in plain(text):
        message = _said(language, "this passage does not stand in the answer.")
        return None, (spot.note("quote_not_in_answer", Severity.ERROR, message, passage),)
    quoted = words or canonical(text)
    where = passage if words else cleared
    names = _said.word("the passage to quote holds {name!q}, which may designate a respondent.")
    messages = (_said(language, names, name=in_short(one)) for one in _names_in(survey, quoted))
    told = tuple(spot.note("quote_names", Severity.WARNING, one, where) for one in messages)
    return Quotable(quoted, name), told


def _names_in(survey: Survey, quoted: str) -> Iterator[str]:
    """The names of respondents, without what they all are called, that stand in a passage."""
    unit = re.compile(rf"^{re.escape(survey.population.unit)}\s+", re.IGNORECASE)
    words = folded(quoted)
    for one in survey.population.respondents:
        name = unit.sub("", one.name)
        if re.search(rf"\b{re.escape(folded(name))}\b", words):
            yield name
