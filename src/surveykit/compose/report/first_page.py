"""The first page: who publishes, what it is about, the key figures, and the method in three sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from surveykit.compose.report import printed, words
from surveykit.document import Block, Contents, Facts, Group, Heading, KeyFigures, Masthead, PageBreak, Paragraph, Role
from surveykit.document import Title as DocumentTitle
from surveykit.model import Outline, Survey
from surveykit.release import Published, Release, Undefined, Withheld


def first_page(survey: Survey, outline: Outline, release: Release) -> Iterator[Block]:
    """The first page, and the table of contents behind it."""
    yield Masthead(survey.issuer.bodies)
    yield DocumentTitle(outline.title, survey.issuer.reference)
    statement = survey.dissemination.statement or words.CONSOLIDATED
    yield Facts(((words.SCOPE, survey.scope), (words.DISSEMINATION, statement)))
    figures = tuple(release[indicator] for indicator in outline.key_figures)
    if figures:
        yield Group((Heading(1, words.KEY_FIGURES), *_key_figures(figures, survey.population.units)))
    sentences = (words.response_rate(release, survey.population.units), *(outline.method or words.METHOD_IN_SHORT))
    yield Group((Heading(1, words.METHOD_SHORT), *map(Paragraph, sentences)))
    yield PageBreak()
    yield Contents(words.CONTENTS)


def _key_figures(figures: Sequence[Published], units: str) -> Iterator[Block]:
    """The key figures that may be said; of the others, that they may not."""
    absent = [one for one in figures if isinstance(one.content, Withheld | Undefined)]
    shown = [one for one in figures if one not in absent]
    if shown:
        yield KeyFigures(
            tuple(
                (printed.value(one.content) + printed.mark(one), one.label, printed.base(one, units)) for one in shown
            )
        )
    if any(one.unanimous for one in shown):
        yield Paragraph(words.SAME_ANSWER, Role.LEGEND)
    if absent:
        yield Paragraph(words.absent([one.label for one in absent]), Role.LEGEND)
