"""What respondents wrote: the themes of the questions that were coded, what may be quoted, the others recalled."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from surveykit.compose.report import words
from surveykit.compose.report.charts import chart_of
from surveykit.compose.report.distributions import distribution
from surveykit.document import Block, Group, Heading, Listing, Paragraph
from surveykit.ids import FieldId
from surveykit.model import DistributionChart, Outline, Survey, Theme, themes_code
from surveykit.release import Release
from surveykit.words import Room

_said = Room("report")


def written(survey: Survey, told: Theme, release: Release) -> Iterator[Block]:
    """The open questions of a theme: those that were coded with their themes, the others in their official words."""
    language = survey.language
    coded = [code for code in told.open_questions if code in release.themes]
    if coded:
        yield Paragraph(words.coded(language))
        named = _named(survey.report)
        yield from _themes(survey, [code for code in coded if themes_code(code) not in named], release)
        yield from _quoted(language, coded, release)
    asked = dict.fromkeys(survey.field_by_code[code].question for code in told.open_questions if code not in coded)
    if asked:
        listed = tuple(
            _said(language, "Question {number}: “{text}”", number=one.number, text=one.text) for one in asked
        )
        yield Group((Paragraph(words.open_questions(language, len(asked))), Listing(listed)))


def elsewhere(survey: Survey, outline: Outline, number: int, release: Release) -> Iterator[Block]:
    """A theme of its own, of that number, for the coded questions and the quotations that no other one shows."""
    shown = {code for theme in outline.themes for code in theme.open_questions}
    named = _named(outline)
    coded = [field for field in release.themes if field not in shown and themes_code(field) not in named]
    others = {one.field for one in release.quotations} - shown
    if not coded and not others:
        return
    heading = Heading(1, _said(survey.language, "{number}. Answers in free text", number=str(number)))
    yield Group((heading, Paragraph(words.coded(survey.language))))
    yield from _themes(survey, coded, release)
    yield from _quoted(survey.language, others, release)


def _named(outline: Outline | None) -> set[str]:
    """The indicators that the themes of an outline name: their tables stand there."""
    return set() if outline is None else {one for theme in outline.themes for one in theme.indicators}


def _themes(survey: Survey, fields: Collection[FieldId], release: Release) -> Iterator[Block]:
    for field in fields:
        figure = release[themes_code(field)]
        yield from chart_of(survey, DistributionChart(indicator=figure.id), release)
        yield distribution(survey, figure)


def _quoted(language: str, fields: Collection[FieldId], release: Release) -> Iterator[Block]:
    said = tuple(words.quotation(language, one) for one in release.quotations if one.field in fields)
    if said:
        yield Group(
            (Paragraph(_said(language, "Excerpts that may be quoted, without mention of their author:")), Listing(said))
        )
