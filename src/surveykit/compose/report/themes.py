"""The themes: an introduction, the figures in tables, the charts beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from surveykit.compose.report import printed, words
from surveykit.compose.report.charts import chart_of
from surveykit.document import Block, Cell, Group, Heading, Listing, Paragraph, Role, Table
from surveykit.model import DistributionChart, Population, ScaleSummary, Survey, Theme
from surveykit.model import Multiple as MultipleIndicator
from surveykit.release import Class, Multiple, Published, Release, Scale, Undefined, Withheld
from surveykit.texts import NBSP, french_number


def theme(survey: Survey, told: Theme, number: int, release: Release) -> Iterator[Block]:
    """One theme: its figures of one number in a table, then each distribution, each chart where its numbers are.

    A scale stands in the table with its mean, unless it would be alone there: its distribution says it too.
    """
    opening: list[Block] = [Heading(1, f"{number}. {told.title}")]
    if told.text:
        opening.append(Paragraph(told.text))
    figures = [release[indicator] for indicator in told.indicators]
    spread = [one for one in figures if isinstance(survey.indicator_by_id[one.id], ScaleSummary | MultipleIndicator)]
    numbers = [one for one in figures if not isinstance(survey.indicator_by_id[one.id], MultipleIndicator)]
    blocks: list[Block] = []
    if any(one not in spread for one in numbers):
        blocks += _numbers(survey, told.title, numbers)
    drawn = [one for one in told.charts if not isinstance(one, DistributionChart)]
    blocks += (block for chart in drawn for block in chart_of(survey, chart, release))
    pictured = {one.indicator: one for one in told.charts if isinstance(one, DistributionChart)}
    for one in spread:
        if one.id in pictured:
            blocks += chart_of(survey, pictured[one.id], release)
        blocks.append(_distribution(survey, one))
    blocks += _open_questions(survey, told)
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


def _distribution(survey: Survey, figure: Published) -> Block:
    units = survey.population.units
    under = [f"{words.BASE}{NBSP}: {printed.base(figure, survey.population)}."]
    match figure.content:
        case Scale(distribution=classes) as scale:
            under.insert(0, printed.scale_summary(scale).capitalize() + ".")
            table = _classes(figure, words.LEVEL, classes, units)
        case Multiple(distribution=classes):
            table = _classes(figure, words.OPTION, classes, units)
            under.append(words.SEVERAL)
        case Withheld(reason=reason) | Undefined(reason=reason):
            return Paragraph(f"{words.quoted(figure.label)}{NBSP}: répartition non diffusée ({reason}).", Role.NOTE)
        case _:
            raise TypeError(f"{figure.id} is of kind {figure.kind}, which has no distribution")
    if figure.unanimous:
        under.append("Tous les répondants ont donné la même réponse.")
    return Group((table, Paragraph(" ".join(under), Role.NOTE)))


def _classes(figure: Published, first: str, classes: Sequence[Class], units: str) -> Table:
    return Table(
        caption=figure.label,
        description=f"Nombre et part des {units} pour chaque réponse.",
        header=(
            Cell(first, header=True),
            Cell(words.number_of(units), number=True),
            Cell(f"Part des {units}", number=True),
        ),
        rows=tuple(
            (
                Cell(one.label, header=True),
                Cell(french_number(one.count), number=True),
                Cell(printed.class_share(one, figure), number=True),
            )
            for one in classes
        ),
        widths=(60, 20, 20),
    )


def _open_questions(survey: Survey, told: Theme) -> Iterator[Block]:
    """The open questions that a theme draws upon, in their official words."""
    asked = dict.fromkeys(survey.field_by_code[code].question for code in told.open_questions)
    if asked:
        listed = tuple(f"Question {one.number}{NBSP}: {words.quoted(one.text)}" for one in asked)
        yield Group((Paragraph(words.open_questions(len(asked))), Listing(listed)))
