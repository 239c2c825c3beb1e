"""The report as tables: a sheet for each theme, the breakdown's groups under their whole, and the bases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

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
from surveykit.texts import marks_of

_THEME = ("Indicateur", "Population", "Réponse", "Valeur", "Unité", "Numérateur ou départ", "Dénominateur ou arrivée",
          "Médiane", "Réponses", "Diffusion")  # fmt: skip
_BASES = ("Indicateur", "Population", "Interrogés", "Retours", "Concernés", "Réponses", "Diffusion", "Définition")
_REFERENCES = ("Chiffre", "Année", "Valeur", "Unité", "Source")
_QUOTATIONS = ("Question", "Extrait")
_WRITTEN = "Réponses en texte libre"
_WHOLE = "Ensemble"
_SHARE = "part"


def report_sheets(survey: Survey, release: Release, marks: tuple[str, ...] = ()) -> tuple[Sheet, ...]:
    """The sheets of a report, in the order of its outline; a survey without one has one theme.

    The themes that texts were coded with, and what may be quoted, come after those of the outline. Values are numbers:
    a percentage is a fraction that is shown as one. What is withheld has no value, and its reason in the column
    `Diffusion`. Every sheet has the `marks`, and that of simulated data when the release is of such.
    """
    survey = with_coding(survey, release.themes)
    outline = survey.report or Outline(
        title=survey.title, themes=(Theme(title="Résultats", indicators=tuple(one.id for one in survey.indicators)),)
    )
    themes = [(number, theme) for number, theme in enumerate(outline.themes, start=1) if theme.indicators]
    sheets = (
        *(_theme(theme, number, release) for number, theme in themes),
        *_written(outline, release),
        *_references(outline),
        _bases(survey, release),
    )
    return with_marks(sheets, marks_of(simulated=release.simulated, also=marks))


def _theme(theme: Theme, number: int, release: Release) -> Sheet:
    rows = [
        row
        for name in theme.indicators
        for figure in (release[name], *release.groups(name))
        for row in _figure_rows(figure)
    ]
    return Sheet(f"{number}. {theme.title}", _THEME, tuple(rows), notes=(theme.text,) if theme.text else ())


def _written(outline: Outline, release: Release) -> Iterator[Sheet]:
    """What people wrote: the themes that no sheet shows yet, then what may be quoted."""
    shown = {name for theme in outline.themes for name in theme.indicators}
    coded = tuple(name for name in map(IndicatorId, map(themes_code, release.themes)) if name not in shown)
    if coded:
        yield _theme(Theme(title=_WRITTEN, indicators=coded), len(outline.themes) + 1, release)
    if release.quotations:
        yield Sheet("Extraits", _QUOTATIONS, tuple((one.question, one.text) for one in release.quotations))


def _figure_rows(figure: Published) -> Iterator[tuple[CellValue, ...]]:
    content = figure.content
    match content:
        case Total(value=value):
            yield _row(figure, value, figure.unit)
        case Estimate(value=value):
            yield _row(figure, value, "estimation")
        case Mean(value=value):
            yield _row(figure, value, "moyenne")
        case Median(value=value):
            yield (*_row(figure)[:7], value, *_row(figure)[8:])
        case Share(value=value, numerator=above, denominator=below):
            yield _row(figure, Percent(value), _SHARE, above, below)
        case Ratio(value=value, numerator=above, denominator=below, percent=percent):
            yield _row(figure, Percent(value) if percent else value, _SHARE if percent else figure.unit, above, below)
        case Change(value=value, before=before, after=after):
            yield _row(figure, Percent(value), "évolution", before, after)
        case Scale(mean=mean, median=median, distribution=classes):
            yield (*_row(figure, mean, "moyenne")[:7], median, *_row(figure)[8:])
            yield from _classes(figure, classes)
        case Multiple(distribution=classes) | Distribution(distribution=classes):
            yield from _classes(figure, classes)
        case Withheld() | Undefined() | Elsewhere():
            yield _row(figure)
        case _:
            assert_never(content)


def _classes(figure: Published, classes: Sequence[Class]) -> Iterator[tuple[CellValue, ...]]:
    for one in classes:
        yield _row(figure, Percent(one.share), _SHARE, one.count, figure.base.answered, answer=one.label)


def _row(
    figure: Published,
    value: CellValue = None,
    unit: str = "",
    above: float | None = None,
    below: float | None = None,
    *,
    answer: str | None = None,
) -> tuple[CellValue, ...]:
    return (
        figure.label,
        _population(figure),
        answer,
        value,
        unit or None,
        above,
        below,
        None,
        figure.base.answered,
        said(figure),
    )


def _population(figure: Published) -> str:
    return figure.group.label if figure.group else _WHOLE


def _references(outline: Outline) -> Iterator[Sheet]:
    if outline.references:
        rows = tuple(
            (one.label, str(one.year), _number(float(one.value)), one.unit, one.source) for one in outline.references
        )
        caveat = (outline.references_caveat,) if outline.references_caveat else ()
        yield Sheet("Éléments de comparaison", _REFERENCES, rows, notes=caveat)


def _number(value: float) -> CellValue:
    return int(value) if value.is_integer() else value


def _bases(survey: Survey, release: Release) -> Sheet:
    rows = tuple(
        (
            one.label,
            _population(one),
            one.base.surveyed,
            one.base.returned,
            one.base.eligible,
            one.base.answered,
            said(one),
            survey.indicator_by_id[one.id].note or None,
        )
        for one in release.figures
    )
    shared = (common_base(survey, one, release) for one in shown_bases(survey, release))
    return Sheet("Bases", _BASES, rows, notes=(survey.scope, *(note for note in shared if note)))
