"""The themes: an introduction, the figures in tables, the charts beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from surveykit.compose.report import base_words, printed, words
from surveykit.compose.report.charts import chart_of
from surveykit.compose.report.distributions import distribution
from surveykit.compose.report.written import written
from surveykit.document import Block, Cell, Group, Heading, Paragraph, Role, Table
from surveykit.model import Distribution as DistributionIndicator
from surveykit.model import DistributionChart, Population, ScaleSummary, Survey, Theme
from surveykit.model import Multiple as MultipleIndicator
from surveykit.release import Published, Release, Scale, Withheld

SPREAD = (ScaleSummary, MultipleIndicator, DistributionIndicator)


def theme(survey: Survey, told: Theme, number: int, release: Release) -> Iterator[Block]:
    """One theme: its figures of one number in a table, then each distribution, each chart where its numbers are.

    A scale stands in the table with its mean, unless it would be alone there: its distribution says it too.
    """
    opening: list[Block] = [Heading(1, f"{number}. {told.title}")]
    if told.text:
        opening.append(Paragraph(told.text))
    # That of the key figures is told on the first page, once.
    shown = base_words.shown_bases(survey, release)
    bases = (one for one in shown if number - 1 in one.themes and not one.key_figures)
    opening += [Paragraph(note) for one in bases if (note := base_words.common_base(survey, one, release))]
    # The themes of answers that were not coded are in no release.
    figures = [release[indicator] for indicator in told.indicators if indicator in survey.indicator_by_id]
    spread = [one for one in figures if isinstance(survey.indicator_by_id[one.id], SPREAD)]
    numbers = [one for one in figures if has_one_number(survey, one)]
    blocks: list[Block] = []
    if any(one not in spread for one in numbers):
        blocks += _numbers(survey, told.title, numbers)
    drawn = [one for one in told.charts if not isinstance(one, DistributionChart)]
    blocks += (block for chart in drawn for block in chart_of(survey, chart, release))
    pictured = {one.indicator: one for one in told.charts if isinstance(one, DistributionChart)}
    for one in spread:
        if one.id in pictured:
            blocks += chart_of(survey, pictured[one.id], release)
        blocks.append(distribution(survey, one))
    blocks += (block for one in figures for block in _by_answer(one, release))
    blocks += written(survey, told, release)
    yield Group((*opening, *blocks[:1]))
    yield from blocks[1:]


def _numbers(survey: Survey, title: str, figures: Sequence[Published]) -> Iterator[Block]:
    table = Table(
        caption=title,
        description="Chaque indicateur avec son résultat, le calcul dont il provient et le nombre de répondants.",
        header=(
            Cell(words.INDICATOR, header=True),
            Cell(words.RESULT, number=True),
            Cell(words.CALCULATION, number=True),
            Cell(words.BASE, number=True),
        ),
        rows=tuple(_number_row(one, survey.population) for one in figures),
        widths=(44, 19, 19, 18),
    )
    notes = words.marks_in(figures)
    yield Group((table, Paragraph(" ".join(notes), Role.NOTE))) if notes else table


def _number_row(figure: Published, population: Population) -> tuple[Cell, ...]:
    secret = isinstance(figure.content, Withheld)
    return (
        Cell(printed.summed_up(figure), header=True),
        Cell(_value(figure) + printed.mark(figure), number=True, withheld=secret),
        Cell(printed.terms(figure.content), number=True),
        Cell(printed.base(figure, population), number=True),
    )


def _value(figure: Published) -> str:
    """The headline number with its unit; a mean has none."""
    return printed.value(figure.content, "" if isinstance(figure.content, Scale) else figure.unit)


def has_one_number(survey: Survey, figure: Published) -> bool:
    """Whether a figure has a headline number, that a table may give in one cell."""
    return not isinstance(survey.indicator_by_id[figure.id], MultipleIndicator | DistributionIndicator)


def _by_answer(figure: Published, release: Release) -> Iterator[Block]:
    """A table of a figure for those who gave each answer to another question."""
    told = [(one, one.group) for one in release.groups(figure.id) if one.group is not None and one.group.answered]
    if not told:
        return
    asked = told[0][1].by_label
    yield Table(
        caption=f"{figure.label}, selon la réponse à {words.guillemets(asked)}",
        description="Le même indicateur pour les répondants qui ont donné chaque réponse.",
        header=(Cell(asked, header=True), Cell(words.RESULT, number=True), Cell(words.ANSWERS, number=True)),
        rows=tuple(
            (
                Cell(group.label, header=True),
                Cell(printed.in_full(one), number=True, withheld=isinstance(one.content, Withheld)),
                Cell(printed.respondents(one.base.answered), number=True),
            )
            for one, group in told
        ),
        widths=(50, 30, 20),
    )
