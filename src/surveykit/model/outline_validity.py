"""What must hold for the outline of a report: every name is known, and every chart has what it draws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from surveykit.ids import FieldId
from surveykit.model.coding import themes_code
from surveykit.model.draft import Draft
from surveykit.model.facts import TextValue
from surveykit.model.indicators import Distribution, Multiple, ScaleSummary, Share, Total
from surveykit.model.outline import AnyChart, DistributionChart, MomentsChart, SharesChart, Theme, drawn_by
from surveykit.model.problem import Path, Problem, unknown


def outline_problems(draft: Draft) -> Iterator[Problem]:
    """Every problem of the outline, none when there is no outline."""
    if draft.report is None:
        return
    for i, one in enumerate(draft.report.key_figures):
        yield from _indicator(draft, ("report", "key_figures", "indicators", i), one)
    coded = [themes_code(one.field) for frame in draft.coding for one in frame.fields]
    for t, theme in enumerate(draft.report.themes):
        yield from _theme(draft, theme, ("report", "themes", t), coded)


def _theme(draft: Draft, theme: Theme, path: Path, coded: Iterable[str]) -> Iterator[Problem]:
    for i, one in enumerate(theme.indicators):
        yield from _indicator(draft, (*path, "indicators", i), one, *coded)
    for i, chart in enumerate(theme.charts):
        yield from _chart(draft, theme, (*path, "charts", i), chart)
    for i, code in enumerate(theme.open_questions):
        yield from _open_question(draft, (*path, "open_questions", i), code)


def _indicator(draft: Draft, path: Path, name: str, *others: str) -> Iterator[Problem]:
    """A problem when no indicator has a name, nor is it one of the others."""
    known = (*draft.indicator_by_id, *others)
    if name not in known:
        yield Problem("unknown_indicator", path, unknown("indicator", name, known))


def _chart(draft: Draft, theme: Theme, path: Path, chart: AnyChart) -> Iterator[Problem]:
    for name in drawn_by(chart):
        found = draft.indicator_by_id.get(name)
        if found is None:
            yield from _indicator(draft, path, name)
        elif not isinstance(found, _drawable(chart)):
            wanted = " or ".join(kind.model_fields["kind"].default for kind in _drawable(chart))
            message = f"'{name}' is of kind {found.kind}; a chart of kind {chart.kind} draws {wanted}"
            yield Problem("wrong_kind", path, message)
        elif name not in theme.indicators:
            message = (
                f"the chart draws '{name}', which is not among the theme's indicators: its number would stand nowhere"
            )
            yield Problem("chart_without_table", path, message)


def _drawable(chart: AnyChart) -> tuple[type[ScaleSummary | Multiple | Distribution | Share | Total], ...]:
    match chart:
        case DistributionChart():
            return (ScaleSummary, Multiple, Distribution)
        case SharesChart():
            return (Share,)
        case MomentsChart():
            return (Total,)


def _open_question(draft: Draft, path: Path, code: FieldId) -> Iterator[Problem]:
    found = draft.field_by_code.get(code)
    if found is None:
        yield Problem("unknown_field", path, unknown("field", code, draft.field_by_code))
    elif not isinstance(found.facts.value, TextValue):
        yield Problem("wrong_kind", path, f"'{code}' is of kind {found.part.kind}, expected text")
