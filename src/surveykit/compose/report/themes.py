"""The themes: an introduction, the figures in tables, the charts beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from surveykit.compose.report import base_words, printed, words
from surveykit.compose.report.charts import chart_of
from surveykit.compose.report.distributions import distribution
from surveykit.compose.report.written import written
from surveykit.document import Block, Cell, Group, Heading, Paragraph, Role, Table
from surveykit.model import Distribution as DistributionIndicator
from surveykit.model import DistributionChart, ScaleSummary, Survey, Theme
from surveykit.model import Multiple as MultipleIndicator
from surveykit.release import Published, Release, Scale, Withheld
from surveykit.words import Room

SPREAD = (ScaleSummary, MultipleIndicator, DistributionIndicator)
"""The indicators whose answers are counted in classes."""

_said = Room("report")


def theme(survey: Survey, told: Theme, number: int, release: Release) -> Iterator[Block]:
    """One theme: its figures of one number in a table, then each distribution, each chart where its numbers are.

    A scale stands in the table with its mean, unless it would be alone there: its distribution says it too.
    """
    # The themes of answers that were not coded are in no release.
    figures = [release[indicator] for indicator in told.indicators if indicator in survey.indicator_by_id]
    blocks = (
        *_in_one_number(survey, told.title, figures),
        *_drawn(survey, told, release),
        *_spread(survey, told, figures, release),
        *(block for one in figures for block in _by_answer(survey.language, one, release)),
        *written(survey, told, release),
    )
    yield Group((*_opening(survey, told, number, release), *blocks[:1]))
    yield from blocks[1:]


def _opening(survey: Survey, told: Theme, number: int, release: Release) -> Iterator[Block]:
    """The heading of a theme, its text, and whom its figures rest on; that of the key figures is on the first page."""
    yield Heading(1, f"{number}. {told.title}")
    if told.text:
        yield Paragraph(told.text)
    for one in base_words.shown_bases(survey, release):
        if number - 1 in one.themes and not one.key_figures and (note := base_words.common_base(survey, one, release)):
            yield Paragraph(note)


def _in_one_number(survey: Survey, title: str, figures: Sequence[Published]) -> Iterator[Block]:
    numbers = [one for one in figures if has_one_number(survey, one)]
    if any(not _is_spread(survey, one) for one in numbers):
        yield from _numbers(survey, title, numbers)


def _drawn(survey: Survey, told: Theme, release: Release) -> Iterator[Block]:
    """The charts of a theme that are not those of a distribution."""
    for chart in told.charts:
        if not isinstance(chart, DistributionChart):
            yield from chart_of(survey, chart, release)


def _spread(survey: Survey, told: Theme, figures: Sequence[Published], release: Release) -> Iterator[Block]:
    """The distributions of a theme, each behind its chart where it has one."""
    pictured = {one.indicator: one for one in told.charts if isinstance(one, DistributionChart)}
    for figure in figures:
        if _is_spread(survey, figure):
            if figure.id in pictured:
                yield from chart_of(survey, pictured[figure.id], release)
            yield distribution(survey, figure)


def _is_spread(survey: Survey, figure: Published) -> bool:
    return isinstance(survey.indicator_by_id[figure.id], SPREAD)


def _numbers(survey: Survey, title: str, figures: Sequence[Published]) -> Iterator[Block]:
    language = survey.language
    table = Table(
        caption=title,
        description=_said(
            language, "Each indicator with its result, the calculation that it comes of and the number of respondents."
        ),
        header=(
            Cell(_said(language, "Indicator"), header=True),
            Cell(_said(language, "Result"), number=True),
            Cell(_said(language, "Calculation"), number=True),
            Cell(_said(language, "Base"), number=True),
        ),
        rows=tuple(_number_row(survey, one) for one in figures),
        widths=(44, 19, 19, 18),
    )
    notes = words.marks_in(language, figures)
    yield Group((table, Paragraph(" ".join(notes), Role.NOTE))) if notes else table


def _number_row(survey: Survey, figure: Published) -> tuple[Cell, ...]:
    language, secret = survey.language, isinstance(figure.content, Withheld)
    return (
        Cell(printed.summed_up(language, figure), header=True),
        Cell(_value(language, figure) + printed.mark(figure), number=True, withheld=secret),
        Cell(printed.terms(language, figure.content), number=True),
        Cell(printed.base(language, figure, survey.population), number=True),
    )


def _value(language: str, figure: Published) -> str:
    """The headline number with its unit; a mean has none."""
    unit = "" if isinstance(figure.content, Scale) else figure.unit
    return printed.value(language, figure.content, unit)


def has_one_number(survey: Survey, figure: Published) -> bool:
    """Whether a figure has a headline number, that a table may give in one cell."""
    return not isinstance(survey.indicator_by_id[figure.id], MultipleIndicator | DistributionIndicator)


def _by_answer(language: str, figure: Published, release: Release) -> Iterator[Block]:
    """A table of a figure for those who gave each answer to another question."""
    told = [(one, one.group) for one in release.groups(figure.id) if one.group is not None and one.group.answered]
    if not told:
        return
    asked = told[0][1].by_label
    yield Table(
        caption=_said(language, "{figure}, by the answer to “{question}”", figure=figure.label, question=asked),
        description=_said(language, "The same indicator for the respondents who gave each answer."),
        header=(
            Cell(asked, header=True),
            Cell(_said(language, "Result"), number=True),
            Cell(_said(language, "Answers"), number=True),
        ),
        rows=tuple(
            (
                Cell(group.label, header=True),
                Cell(printed.in_full(language, one), number=True, withheld=isinstance(one.content, Withheld)),
                Cell(printed.respondents(language, one.base.answered), number=True),
            )
            for one, group in told
        ),
        widths=(50, 30, 20),
    )
