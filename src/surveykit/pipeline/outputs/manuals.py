"""A survey's two manuals: the codebook for those who analyse the data, the guide for those who answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from surveykit import plugins
from surveykit.compose.codebook import codebook as compose_codebook
from surveykit.compose.codebook import column_headings, entries
from surveykit.compose.guide import FormatWords
from surveykit.compose.guide import guide as compose_guide
from surveykit.model import Survey
from surveykit.tables import Sheet, to_csv

CSV = "csv"


def codebook(survey: Survey, to: str) -> bytes:
    """The data dictionary as "csv", or in the format of a renderer ("docx", "html", "pdf").

    Raises UsageError for an unknown format, MissingExtra when it is not installed.
    """
    if to == CSV:
        return to_csv(Sheet(survey.title, column_headings(survey.language), tuple(entries(survey))))
    return plugins.renderer(to).render(compose_codebook(survey))


def guide(survey: Survey, to: str) -> bytes:
    """The guide for those who fill the form in, in the format of a renderer ("docx", "html", "pdf").

    Raises UsageError for an unknown format, MissingExtra when it is not installed.
    """
    renderer = plugins.renderer(to)
    return renderer.render(compose_guide(survey, [*_formats(survey.language)]))


def _formats(language: str) -> Iterator[FormatWords]:
    """What the installed formats say of themselves in a language, those without words in it left out."""
    for suffix, one in plugins.presented():
        with suppress(LookupError):
            yield FormatWords(one.display_name(language), suffix, one.instructions(language))
