"""From responses to exact figures: two scans in an engine, nothing but whole numbers out of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from surveykit.aggregate.breakdown import Breakdown, breakdown_by
from surveykit.aggregate.figures import figure
from surveykit.aggregate.memberships import memberships
from surveykit.aggregate.plan import Ask, asks, keys, read_columns, scan
from surveykit.aggregate.sample import Sample, sample
from surveykit.aggregate.sql import Keys, frequencies_text, moments_text, repeated_text
from surveykit.aggregate.table import RESPONDENT, Column, columns, rows
from surveykit.aggregate.tallies import Tallies, Tally, numbers, tally, whole_number
from surveykit.errors import UsageError
from surveykit.model import Survey
from surveykit.ports import Engine
from surveykit.results import EarlierRelease, Figure, Group, Results

__all__ = ["Column", "aggregate", "columns", "needed_columns", "rows"]


def aggregate(
    survey: Survey,
    engine: Engine,
    *,
    by: str | None = None,
    identified: bool = False,
    earlier: tuple[EarlierRelease, ...] = (),
) -> Results:
    """Every indicator over the engine's relation `responses`, and with `by` over each group of that grouping.

    `by` is a grouping of the population, or two crossed (`ensemble*taille`). Figures come in the order of the
    indicators: the total first, then the groups in their declared order, those without a response too, then the answers
    that the indicator is broken down by. With `identified`, who entered which figure is kept by name, so that
    it can be compared with `earlier` releases and recorded; without, only how many did. Raises UsageError for an
    unknown grouping, a crossing that the survey's policy refuses, a respondent that stands twice, a row that names
    nobody, and a row whose group, stratum or weight is not one.
    """
    breakdown = None if by is None else breakdown_by(survey, by)
    asked = asks(survey)
    told_apart = keys(survey, None if breakdown is None else breakdown.sql)
    _refuse_repeated(survey, engine)
    whole, found, sampled = _counted(survey, engine, asked, told_apart)
    if breakdown is not None:
        _refuse_unknown(breakdown, found)
    empty = Tallies((), whole.weighted)
    figures: list[Figure] = []
    for ask in asked:
        figures.append(figure(survey, ask, whole, sampled, (ask.group, len(survey.population))))
        if breakdown is not None and ask.group is None:
            for group, count in breakdown.groups.items():
                here = found.get(group, empty)
                figures.append(figure(survey, ask, here, sampled, (Group(breakdown.by, group), count)))
    known = identified or bool(earlier)
    entering = memberships(survey, asked, engine, told_apart, sampled, known=known)
    return Results(
        survey.id, survey.edition, len(survey.population), whole.rows, tuple(figures), entering, tuple(earlier)
    )


def needed_columns(survey: Survey, by: str | None = None) -> tuple[Column, ...]:
    """The columns that the indicators and a breakdown read, in the order of the table of responses."""
    return read_columns(survey, () if by is None else breakdown_by(survey, by).columns)


def _counted(
    survey: Survey, engine: Engine, asked: Sequence[Ask], told_apart: Keys
) -> tuple[Tallies, Mapping[str | None, Tallies], Sample]:
    """All responses, those of each group met (None: not known), and the sample that they are: two queries."""
    wanted = scan(asked)
    rows = engine.rows(moments_text(wanted, told_apart))
    sampled = sample(survey, [(row[1], row[2], whole_number(row[3])) for row in rows if row[3]])
    many = engine.rows(frequencies_text(wanted.many, told_apart)) if wanted.many else []
    told = numbers(wanted, many)
    groups: dict[str | None, list[Tally]] = {}
    for row in rows:
        groups.setdefault(None if row[0] is None else str(row[0]), []).append(tally(wanted, row, sampled, told))
    weighted = sampled.weighted
    every = [one for tallies in groups.values() for one in tallies]
    return Tallies(every, weighted), {name: Tallies(one, weighted) for name, one in groups.items()}, sampled


def _refuse_unknown(breakdown: Breakdown, found: Mapping[str | None, Tallies]) -> None:
    for value, tallies in found.items():
        if value not in breakdown.groups and tallies.rows:
            what = f"no {breakdown.by}" if value is None else f"{breakdown.by} '{value}'"
            known = ", ".join(breakdown.groups)
            raise UsageError(f"{tallies.rows} of the responses have {what}, expected one of {known}")


def _refuse_repeated(survey: Survey, engine: Engine) -> None:
    repeated = engine.rows(repeated_text(one.code for one in survey.population.respondents))
    if nobody := next((count for code, count in repeated if code is None), 0):
        raise UsageError(f"{nobody} of the responses name no respondent: fill the column {RESPONDENT}")
    if repeated:
        names = ", ".join(f"{code} ({count} times)" for code, count in repeated[:5])
        more = f" and {len(repeated) - 5} more" if len(repeated) > 5 else ""
        raise UsageError(f"each respondent may stand once in the responses, found {names}{more}")
