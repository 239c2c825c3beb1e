"""From what the engine counted to figures with their bases: whole numbers only, nothing is divided here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from surveykit.aggregate.plan import Ask, many_choices, scale
from surveykit.aggregate.sql import Scan
from surveykit.bases import Base
from surveykit.errors import UsageError
from surveykit.model import Change, Multiple, Ratio, ResponseRate, ScaleSummary, Share, Survey, Total
from surveykit.ports import SqlValue
from surveykit.results import (
    ChangeResult,
    Figure,
    Group,
    Moments,
    MultipleResult,
    RatioResult,
    Result,
    ScaleResult,
    ShareResult,
    TotalResult,
)


@dataclass(frozen=True, slots=True)
class Tally:
    """One row of a scan: the number of responses, a count per condition, a sum and a peak per value."""

    rows: int
    counts: Mapping[str, int]
    sums: Mapping[str, tuple[int, int]]


def tallies(scan: Scan, rows: Sequence[Sequence[SqlValue]]) -> tuple[Tally, Mapping[str | None, Tally]]:
    """The tally of all responses, and that of each group met (None: responses whose group is not known)."""
    whole = next((row for row in rows if row[0] == 1), None)
    groups = {None if row[1] is None else str(row[1]): _tally(scan, row) for row in rows if row[0] == 0}
    return _tally(scan, whole) if whole is not None else nothing(scan), groups


def nothing(scan: Scan) -> Tally:
    """The tally of no response."""
    return Tally(0, dict.fromkeys(scan.conditions, 0), dict.fromkeys(scan.values, (0, 0)))


def _tally(scan: Scan, row: Sequence[SqlValue]) -> Tally:
    numbers = [_whole(cell) for cell in row[2:]]
    counts, rest = numbers[1 : 1 + len(scan.conditions)], numbers[1 + len(scan.conditions) :]
    pairs = zip(rest[0::2], rest[1::2], strict=True)
    return Tally(
        numbers[0],
        dict(zip(scan.conditions, counts, strict=True)),
        dict(zip(scan.values, pairs, strict=True)),
    )


def _whole(cell: SqlValue) -> int:
    """The whole number of a cell, 0 for the NULL of a sum over no row."""
    if cell is None:
        return 0
    if int(cell) != cell:
        raise UsageError(f"the engine found {cell}, expected a whole number")
    return int(cell)


def figure(survey: Survey, ask: Ask, tally: Tally, surveyed: int, group: Group | None = None) -> Figure:
    """The figure of one indicator over the responses of a tally."""
    answered = tally.counts[ask.answered]
    eligible = surveyed if isinstance(ask.indicator, ResponseRate) else tally.counts[ask.eligible]
    base = Base(surveyed, tally.rows, eligible, answered)
    return Figure(ask.indicator.id, group, base, _result(survey, ask, tally, base))


def _result(survey: Survey, ask: Ask, tally: Tally, base: Base) -> Result:
    moments = [Moments(base.answered, *tally.sums[value]) for value in ask.values]
    counts = [tally.counts[case] for case in ask.cases]
    found: Result
    match ask.indicator:
        case ResponseRate():
            found = ShareResult(base.returned, base.surveyed, public=True)
        case Total():
            found = TotalResult(*moments)
        case Share():
            found = ShareResult(counts[0], base.answered)
        case Ratio():
            found = RatioResult(*moments)
        case Change():
            found = ChangeResult(*moments)
        case ScaleSummary(field=code):
            part = scale(survey, code)
            found = ScaleResult(dict(zip(range(part.minimum, part.maximum + 1), counts, strict=True)))
        case Multiple(field=code):
            codes = [option.code for option in many_choices(survey, code).options]
            found = MultipleResult(dict(zip(codes, counts, strict=True)))
        case _:
            assert_never(ask.indicator)
    return found
