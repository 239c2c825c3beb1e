"""What may be quoted of an answer: a passage of it, cleared by somebody with a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from surveykit.coded import Quotable
from surveykit.coding.grid import GridCell, Spot
from surveykit.coding.words import folded, plain, said, tick
from surveykit.findings import Finding, Severity
from surveykit.model import Survey
from surveykit.texts import NBSP, canonical, squeezed

_NAME = re.compile(r"[^\W\d_]{2,}")


def quotation_of(
    survey: Survey, spot: Spot, text: str, cleared: GridCell, passage: GridCell
) -> tuple[Quotable | None, tuple[Finding, ...]]:
    """The passage of a text that may be quoted, the whole text when no passage is given, and what was found.

    `cleared` holds the name of whoever clears it: without a name nothing is quoted.
    """
    name, words = squeezed(cleared.text), canonical(passage.text)
    if not name and not words:
        return None, ()
    if not name:
        message = f"un extrait est proposé sans le nom de la personne qui l’autorise{NBSP}: il n’est pas cité."
        return None, (spot.note("quote_without_name", Severity.WARNING, message, passage),)
    if tick(name) is not None or not _NAME.search(name):
        message = f"{said(name)} n’est pas un nom{NBSP}: écrivez qui autorise la citation, ou rien."
        return None, (spot.note("quote_unnamed", Severity.ERROR, message, cleared),)
    if words and plain(words) not in plain(text):
        message = "cet extrait n’est pas un passage de la réponse."
        return None, (spot.note("quote_not_in_answer", Severity.ERROR, message, passage),)
    quoted = words or canonical(text)
    where = passage if words else cleared
    messages = (
        f"le passage à citer contient {said(one)}, qui peut désigner un répondant." for one in _names_in(survey, quoted)
    )
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
