"""The first page: who publishes, what it is about, the key figures, and the method in three sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from surveykit.compose.report import base_words, printed, words
from surveykit.document import Block, Contents, Facts, Group, Heading, KeyFigures, Masthead, PageBreak, Paragraph, Role
from surveykit.document import Title as DocumentTitle
from surveykit.model import Outline, Population, Survey
from surveykit.release import Published, Release, Undefined, Withheld


def first_page(survey: Survey, outline: Outline, release: Release) -> Iterator[Block]:
    """The first page, and the table of contents behind it."""
    yield Masthead(survey.issuer.bodies)
    yield DocumentTitle(outline.title, survey.issuer.reference)
    statement = survey.dissemination.statement or words.CONSOLIDATED
    yield Facts(((words.SCOPE, survey.scope), (words.DISSEMINATION, statement)))
    figures = tuple(release[indicator] for indicator in outline.key_figures)
    if figures:
        notes = (
            base_words.common_base(survey, one, release)
            for one in base_words.shown_bases(survey, release)
            if one.key_figures
        )
        shared = (Paragraph(note, Role.LEGEND) for note in notes if note)
        yield Group((Heading(1, words.KEY_FIGURES), *_key_figures(figures, survey.population), *shared))
    sentences = (words.response_rate(release, survey.population), *(outline.method or words.METHOD_IN_SHORT))
    yield Group((Heading(1, words.METHOD_SHORT), *map(Paragraph, sentences)))
    yield PageBreak()
    yield Contents(words.CONTENTS)


def _key_figures(figures: Sequence[Published], population: Population) -> Iterator[Block]:
    """The key figures that may be said; of the others, that they may not."""
    absent = [(one.label, one.content.reason) for one in figures if isinstance(one.content, Withheld | Undefined)]
    shown = [one for one in figures if not isinstance(one.content, Withheld | Undefined)]
    if shown:
        yield KeyFigures(tuple(_key_figure(one, population) for one in shown))
    for note in words.marks_in(shown):
        yield Paragraph(note, Role.LEGEND)
    if absent:
        yield Paragraph(words.absent(absent), Role.LEGEND)


def _key_figure(figure: Published, population: Population) -> tuple[str, str, str]:
    return printed.value(figure.content) + printed.mark(figure), figure.label, printed.base(figure, population)
