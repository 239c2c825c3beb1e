"""The report as tables: a sheet for each theme, the breakdown's groups under their whole, and the bases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from surveykit.compose.report.base_words import common_base, shown_bases
from surveykit.ids import IndicatorId
from surveykit.model import Outline, Survey, Theme, themes_code, with_coding
from surveykit.release import (
    Change,
    Class,
    Distribution,
    Elsewhere,
    Estimate,
    Mean,
    Median,
    Multiple,
    Published,
    Ratio,
    Release,
    Scale,
    Share,
    Total,
    Undefined,
    Withheld,
)
from surveykit.release.printed import said
from surveykit.tables.sheets import CellValue, Percent, Sheet, with_marks
from surveykit.words import Room
from surveykit.words.marks import marks_of

_said = Room("report_tables")
_THEME = (
    _said.word("Indicator"),
    _said.word("Population"),
    _said.word("Answer"),
    _said.word("Value"),
    _said.word("Unit"),
    _said.word("Numerator or start"),
    _said.word("Denominator or end"),
    _said.word("Median"),
    _said.word("Answers"),
    _said.word("Release"),
)
_BASES = (
    _said.word("Indicator"),
    _said.word("Population"),
    _said.word("Surveyed"),
    _said.word("Returned"),
    _said.word("Concerned"),
    _said.word("Answers"),
    _said.word("Release"),
    _said.word("Definition"),
)
_REFERENCES = (
    _said.word("Figure"),
    _said.word("Year"),
    _said.word("Value"),
    _said.word("Unit"),
    _said.word("Source"),
)
_QUOTATIONS = (_said.word("Question"), _said.word("Excerpt"))
_SHARE = _said.word("share")


def report_sheets(survey: Survey, release: Release, marks: tuple[str, ...] = ()) -> tuple[Sheet, ...]:
    """The sheets of a report, in the order of its outline; a survey without one has one theme.

    The themes that texts were coded with, and what may be quoted, come after those of the outline. Values are numbers:
    a percentage is a fraction that is shown as one. What is withheld has no value, and its reason in the column
    `Diffusion`. Every sheet has the `marks`, and that of simulated data when the release is of such.
    """
    survey, language = with_coding(survey, release.themes), survey.language
    outline = survey.report or _plain_outline(survey)
    themes = [(number, theme) for number, theme in enumerate(outline.themes, start=1) if theme.indicators]
    sheets = (
        *(_theme(language, theme, number, release) for number, theme in themes),
        *_written(language, outline, release),
        *_references(language, outline),
        _bases(survey, release),
    )
    return with_marks(sheets, marks_of(language, simulated=release.simulated, also=marks))


def _plain_outline(survey: Survey) -> Outline:
    every = Theme(title=_said(survey.language, "Results"), indicators=tuple(one.id for one in survey.indicators))
    return Outline(title=survey.title, themes=(every,))


def _headings(language: str, words: Iterable[str]) -> tuple[str, ...]:
    return tuple(_said(language, word) for word in words)


def _theme(language: str, theme: Theme, number: int, release: Release) -> Sheet:
    rows = [
        row
        for name in theme.indicators
        for figure in (release[name], *release.groups(name))
        for row in _figure_rows(language, figure)
    ]
    return Sheet(
        f"{number}. {theme.title}", _headings(language, _THEME), tuple(rows), notes=(theme.text,) if theme.text else ()
    )


def _written(language: str, outline: Outline, release: Release) -> Iterator[Sheet]:
    """What people wrote: the themes that no sheet shows yet, then what may be quoted."""
    shown = {name for theme in outline.themes for name in theme.indicators}
    coded = tuple(name for name in map(IndicatorId, map(themes_code, release.themes)) if name not in shown)
    if coded:
        theme = Theme(title=_said(language, "Answers in free text"), indicators=coded)
        yield _theme(language, theme, len(outline.themes) + 1, release)
    if release.quotations:
        rows = tuple((one.question, one.text) for one in release.quotations)
        yield Sheet(_said(language, "Excerpts"), _headings(language, _QUOTATIONS), rows)


def _figure_rows(language: str, figure: Published) -> Iterator[tuple[CellValue, ...]]:
    row = _row(language, figure)
    match figure.content:
        case Total(value=value):
            yield replace(row, value=value, unit=figure.unit).cells
        case Estimate(value=value):
            yield replace(row, value=value, unit=_said(language, "estimate")).cells
        case Mean(value=value):
            yield replace(row, value=value, unit=_said(language, "mean")).cells
        case Median(value=value):
            yield replace(row, median=value).cells
        case Share() | Ratio() | Change() as content:
            yield _quotient(language, row, figure, content).cells
        case Scale(mean=mean, median=median, distribution=classes):
            yield replace(row, value=mean, unit=_said(language, "mean"), median=median).cells
            yield from _classes(language, row, classes)
        case Multiple(distribution=classes) | Distribution(distribution=classes):
            yield from _classes(language, row, classes)
        case Withheld() | Undefined() | Elsewhere():
            yield row.cells
        case _:
            assert_never(figure.content)


def _quotient(language: str, row: _Row, figure: Published, content: Share | Ratio | Change) -> _Row:
    match content:
        case Ratio(value=value, numerator=above, denominator=below, percent=False):
            return replace(row, value=value, unit=figure.unit, above=above, below=below)
        case Share(value=value, numerator=above, denominator=below):
            return replace(row, value=Percent(value), unit=_said(language, _SHARE), above=above, below=below)
        case Ratio(value=value, numerator=above, denominator=below):
            return replace(row, value=Percent(value), unit=_said(language, _SHARE), above=above, below=below)
        case Change(value=value, before=before, after=after):
            return replace(row, value=Percent(value), unit=_said(language, "change"), above=before, below=after)
        case _:
            assert_never(content)


def _classes(language: str, row: _Row, classes: Iterable[Class]) -> Iterator[tuple[CellValue, ...]]:
    share = _said(language, _SHARE)
    for one in classes:
        told = replace(row, answer=one.label, value=Percent(one.share), unit=share, above=one.count, below=row.answered)
        yield told.cells


def _row(language: str, figure: Published) -> _Row:
    return _Row(figure.label, _population(language, figure), figure.base.answered, said(language, figure))


class _Row(Struct, frozen=True):
    """A row of a theme, under the headings of `_THEME`."""

    indicator: str
    population: str
    answered: int | None
    told: str
    answer: str | None = None
    value: CellValue = None
    unit: str = ""
    above: float | None = None
    below: float | None = None
    median: float | None = None

    @property
    def cells(self) -> tuple[CellValue, ...]:
        numbers = (self.above, self.below, self.median, self.answered)
        return self.indicator, self.population, self.answer, self.value, self.unit or None, *numbers, self.told


def _population(language: str, figure: Published) -> str:
    return figure.group.label if figure.group else _said(language, "Whole")


def _references(language: str, outline: Outline) -> Iterator[Sheet]:
    if outline.references:
        rows = tuple(
            (one.label, str(one.year), _number(float(one.value)), one.unit, one.source) for one in outline.references
        )
        caveat = (outline.references_caveat,) if outline.references_caveat else ()
        yield Sheet(_said(language, "References for comparison"), _headings(language, _REFERENCES), rows, notes=caveat)


def _number(value: float) -> CellValue:
    return int(value) if value.is_integer() else value


def _bases(survey: Survey, release: Release) -> Sheet:
    language = survey.language
    rows = tuple(
        (
            one.label,
            _population(language, one),
            one.base.surveyed,
            one.base.returned,
            one.base.eligible,
            one.base.answered,
            said(language, one),
            survey.indicator_by_id[one.id].note or None,
        )
        for one in release.figures
    )
    shared = (common_base(survey, one, release) for one in shown_bases(survey, release))
    notes = (survey.scope, *(note for note in shared if note))
    return Sheet(_said(language, "Bases"), _headings(language, _BASES), rows, notes=notes)
