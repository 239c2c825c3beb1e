"""From the charts of an outline to charts that show what the release publishes, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from surveykit.compose.report import printed, words
from surveykit.document import Bar, Block, Chart, Group, Levels, Moments, Options, Paragraph, Role, Series, bars_of
from surveykit.model import (
    AnyChart,
    DistributionChart,
    Followed,
    MomentsChart,
    Population,
    ScaleSummary,
    SharesChart,
    Survey,
)
from surveykit.release import Distribution, Multiple, Published, Release, Scale, Share, Total
from surveykit.texts import NARROW_NBSP, NBSP, french_number


def chart_of(survey: Survey, chart: AnyChart, release: Release) -> Iterator[Block]:
    """A chart and what must be known to read it; nothing when the release publishes nothing of what it draws."""
    notes: list[str] = []
    match chart:
        case DistributionChart():
            made = _distribution(survey, release[chart.indicator])
        case SharesChart():
            made = _shares(survey, chart, release)
        case MomentsChart():
            made = _moments(survey, chart, release)
            notes += _moment_notes(survey, chart, release)
        case _:
            assert_never(chart)
    if made is None or all(bar.value is None for bar in bars_of(made.drawing)):
        return
    if any(bar.value is None for bar in bars_of(made.drawing)):
        notes.append(words.NOT_DRAWN)
    yield Group((made, Paragraph(" ".join(notes), Role.NOTE))) if notes else made


def _distribution(survey: Survey, figure: Published) -> Chart | None:
    population = survey.population
    unit = words.number_of(population.units)
    title = f"{figure.label} ({words.lowered(unit)}{printed.as_of(figure)})"
    match figure.content:
        case Scale(distribution=classes):
            bars = tuple(Bar(str(one.code), one.count, french_number(one.count)) for one in classes)
            told = [f"niveau {one.label}{NBSP}: {printed.class_in_words(one, figure, population)}" for one in classes]
            return Chart(title, words.columns_told(told), unit, Levels(bars, _ends(survey, figure)))
        case Multiple(distribution=classes) | Distribution(distribution=classes):
            bars = tuple(Bar(one.label, one.count, printed.class_on_bar(one, figure)) for one in classes)
            told = [f"{one.label}{NBSP}: {printed.class_in_words(one, figure, population)}" for one in classes]
            return Chart(title, words.bars_told(told), unit, Options(bars), figure.base.answered or 0)
        case _:
            return None


def _ends(survey: Survey, figure: Published) -> str:
    """What the ends of a scale mean, to stand under its columns."""
    indicator = survey.indicator_by_id[figure.id]
    if not isinstance(indicator, ScaleSummary):
        return ""
    ends = survey.field_by_code[indicator.field].facts.ends
    return f"{NARROW_NBSP}; ".join(f"{end}{NBSP}= {label}" for end, label in ends)


def _shares(survey: Survey, chart: SharesChart, release: Release) -> Chart:
    bars = tuple(_share(release[name]) for name in chart.indicators)
    told = [f"{bar.label}{NBSP}: {bar.shown}" for bar in bars]
    unit = f"%{NBSP}des {survey.population.units}"
    return Chart(chart.title, words.bars_told(told), unit, Options(bars), 100)


def _share(figure: Published) -> Bar:
    match figure.content:
        case Share() as share:
            shown = printed.share_on_bar(share) + printed.mark(figure) + printed.as_of(figure, short=True)
            return Bar(figure.label, printed.drawn(share), shown)
        case _:
            return Bar(figure.label, None, printed.why_absent(figure))


def _moments(survey: Survey, chart: MomentsChart, release: Release) -> Chart:
    series = tuple(_series(one, release, survey.population) for one in chart.series)
    told = [
        f"{one.label}, {bar.label[:1].lower()}{bar.label[1:]}{NBSP}: {bar.shown}" for one in series for bar in one.bars
    ]
    return Chart(chart.title, words.bars_told(told), chart.unit, Moments(series))


def _series(followed: Followed, release: Release, population: Population) -> Series:
    bars: list[Bar] = []
    for moment in followed.moments:
        figure = release[moment.indicator]
        match figure.content:
            case Total(value=value):
                label = f"{moment.label} ({printed.answered(figure, population)})"
                bars.append(Bar(label, value, french_number(value) + printed.mark(figure), moment.planned))
            case _:
                bars.append(Bar(moment.label, None, printed.why_absent(figure), moment.planned))
    return Series(followed.label, tuple(bars))


def _moment_notes(survey: Survey, chart: MomentsChart, release: Release) -> Iterator[str]:
    moments = [moment for one in chart.series for moment in one.moments]
    shown = [one for one in moments if isinstance(release[one.indicator].content, Total)]
    if any(one.planned for one in shown):
        yield words.PLANNED
    if _differ([release[one.indicator] for one in shown]):
        yield words.other_respondents(survey.population.units)


def _differ(figures: Sequence[Published]) -> bool:
    return len({figure.base.answered for figure in figures}) > 1
