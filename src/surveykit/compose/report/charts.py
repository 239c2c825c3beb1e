"""From the charts of an outline to charts that show what the release publishes, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from surveykit.compose.report import printed, words
from surveykit.document import Bar, Block, Chart, Group, Levels, Moments, Options, Paragraph, Role, Series, bars_of
from surveykit.model import (
    AnyChart,
    DistributionChart,
    Followed,
    MomentsChart,
    ScaleSummary,
    SharesChart,
    Survey,
)
from surveykit.release import Class, Distribution, Multiple, Published, Release, Scale, Share, Total
from surveykit.texts import NBSP
from surveykit.words import Room, notation

_said = Room("report")


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
        notes.append(_said(survey.language, "Values that are not released are not drawn."))
    yield Group((made, Paragraph(" ".join(notes), Role.NOTE))) if notes else made


def _distribution(survey: Survey, figure: Published) -> Chart | None:
    language, population = survey.language, survey.population
    unit = words.number_of(language, population.units)
    title = f"{figure.label} ({printed.dated(language, words.lowered(unit), figure)})"
    match figure.content:
        case Scale(distribution=classes):
            number = notation(language).as_number
            bars = tuple(Bar(str(one.code), one.count, number(one.count)) for one in classes)
            levels = [_said(language, "level {level}", level=one.label) for one in classes]
            told = words.columns_told(language, _classes_in_words(survey, levels, classes, figure))
            return Chart(title, told, unit, Levels(bars, _ends(survey, figure)))
        case Multiple(distribution=classes) | Distribution(distribution=classes):
            bars = tuple(Bar(one.label, one.count, printed.class_on_bar(language, one, figure)) for one in classes)
            told = words.bars_told(language, _classes_in_words(survey, [one.label for one in classes], classes, figure))
            return Chart(title, told, unit, Options(bars), figure.base.answered or 0)
        case _:
            return None


def _classes_in_words(survey: Survey, names: Iterable[str], classes: Iterable[Class], figure: Published) -> list[str]:
    """Each class of a distribution in words, under its name."""
    language, population = survey.language, survey.population
    return [
        words.told_under(language, name, printed.class_in_words(language, one, figure, population))
        for name, one in zip(names, classes, strict=True)
    ]


def _ends(survey: Survey, figure: Published) -> str:
    """The meaning of the ends of a scale, for the caption under its columns; empty without any."""
    indicator = survey.indicator_by_id[figure.id]
    if not isinstance(indicator, ScaleSummary):
        return ""
    ends = survey.field_by_code[indicator.field].facts.ends
    return words.in_a_row(survey.language, [f"{end}{NBSP}= {label}" for end, label in ends])


def _shares(survey: Survey, chart: SharesChart, release: Release) -> Chart:
    language = survey.language
    bars = tuple(_share(language, release[name]) for name in chart.indicators)
    told = [words.told_under(language, bar.label, bar.shown) for bar in bars]
    unit = _said(language, "% of {units}", units=survey.population.units)
    return Chart(chart.title, words.bars_told(language, told), unit, Options(bars), 100)


def _share(language: str, figure: Published) -> Bar:
    match figure.content:
        case Share() as share:
            shown = printed.share_on_bar(language, share) + printed.mark(figure)
            return Bar(figure.label, printed.drawn(share), printed.dated(language, shown, figure, short=True))
        case _:
            return Bar(figure.label, None, printed.why_absent(language, figure))


def _moments(survey: Survey, chart: MomentsChart, release: Release) -> Chart:
    language = survey.language
    series = tuple(_series(survey, one, release) for one in chart.series)
    told = [
        _said(language, "{series}, {moment}: {value}", series=one.label, moment=_small(bar.label), value=bar.shown)
        for one in series
        for bar in one.bars
    ]
    return Chart(chart.title, words.bars_told(language, told), chart.unit, Moments(series))


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]


def _series(survey: Survey, followed: Followed, release: Release) -> Series:
    language = survey.language
    bars: list[Bar] = []
    for moment in followed.moments:
        figure = release[moment.indicator]
        match figure.content:
            case Total(value=value):
                label = f"{moment.label} ({printed.answered(language, figure, survey.population)})"
                shown = notation(language).as_number(value) + printed.mark(figure)
                bars.append(Bar(label, value, shown, moment.planned))
            case _:
                bars.append(Bar(moment.label, None, printed.why_absent(language, figure), moment.planned))
    return Series(followed.label, tuple(bars))


def _moment_notes(survey: Survey, chart: MomentsChart, release: Release) -> Iterator[str]:
    moments = [moment for one in chart.series for moment in one.moments]
    shown = [one for one in moments if isinstance(release[one.indicator].content, Total)]
    if any(one.planned for one in shown):
        yield _said(survey.language, "Hollow bar: forecast of the respondents.")
    if _differ([release[one.indicator] for one in shown]):
        yield words.other_respondents(survey.language, survey.population.units)


def _differ(figures: Sequence[Published]) -> bool:
    return len({figure.base.answered for figure in figures}) > 1
