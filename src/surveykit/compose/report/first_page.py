"""The first page: who publishes, what it is about, the key figures, and the method in three sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from surveykit.compose.report import base_words, method_words, printed, words
from surveykit.document import Block, Contents, Facts, Group, Heading, KeyFigures, Masthead, PageBreak, Paragraph, Role
from surveykit.document import Title as DocumentTitle
from surveykit.model import Outline, Survey
from surveykit.release import Published, Release, Undefined, Withheld
from surveykit.words import Room

_said = Room("report")


def first_page(survey: Survey, outline: Outline, release: Release) -> Iterator[Block]:
    """The first page, and the table of contents behind it."""
    language = survey.language
    yield Masthead(survey.issuer.bodies)
    yield DocumentTitle(outline.title, survey.issuer.reference)
    statement = survey.dissemination.statement or _said(language, "Results released in consolidated form only.")
    yield Facts(((_said(language, "Scope"), survey.scope), (_said(language, "Release"), statement)))
    figures = tuple(release[indicator] for indicator in outline.key_figures)
    if figures:
        notes = (
            base_words.common_base(survey, one, release)
            for one in base_words.shown_bases(survey, release)
            if one.key_figures
        )
        shared = (Paragraph(note, Role.LEGEND) for note in notes if note)
        yield Group((Heading(1, _said(language, "Key figures")), *_key_figures(survey, figures), *shared))
    method = outline.method or method_words.method_in_short(language)
    sentences = (method_words.response_rate(language, release, survey.population), *method)
    yield Group((Heading(1, _said(language, "Method")), *map(Paragraph, sentences)))
    yield PageBreak()
    yield Contents(_said(language, "Contents"))


def _key_figures(survey: Survey, figures: Sequence[Published]) -> Iterator[Block]:
    """The key figures that may be said; of the others, that they may not."""
    absent = [(one.label, one.content.reason) for one in figures if isinstance(one.content, Withheld | Undefined)]
    shown = [one for one in figures if not isinstance(one.content, Withheld | Undefined)]
    if shown:
        yield KeyFigures(tuple(_key_figure(survey, one) for one in shown))
    for note in words.marks_in(survey.language, shown):
        yield Paragraph(note, Role.LEGEND)
    if absent:
        yield Paragraph(words.absent(survey.language, absent), Role.LEGEND)


def _key_figure(survey: Survey, figure: Published) -> tuple[str, str, str]:
    language = survey.language
    shown = printed.value(language, figure.content) + printed.mark(figure)
    return shown, figure.label, printed.base(language, figure, survey.population)
