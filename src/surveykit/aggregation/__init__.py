"""From responses to exact figures: two scans in an engine, nothing but whole numbers out of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from surveykit.aggregation.breakdown import Breakdown, breakdown_by
from surveykit.aggregation.exact import exact_rows, refusal
from surveykit.aggregation.figures import figure
from surveykit.aggregation.joint import with_joint
from surveykit.aggregation.memberships import counted_memberships, named_memberships, named_rows, who_enters
from surveykit.aggregation.plan import Ask, asks, keys, read_columns, scan
from surveykit.aggregation.sample import Sample, sample
from surveykit.aggregation.sql import Keys, Scan, frequencies_text, moments_text, repeated_text
from surveykit.aggregation.table import RESPONDENT, Column, columns, rows
from surveykit.aggregation.tallies import Tallies, Tally, every_tally, frequencies, whole_number
from surveykit.errors import TooLarge, UsageError
from surveykit.model import Survey
from surveykit.ports import Engine, SqlValue
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
    nobody, a row whose group, stratum or weight is not one, and an indicator that takes numbers of more than 38 digits.
    """
    breakdown = None if by is None else breakdown_by(survey, by)
    asked = asks(survey)
    try:
        return _found(survey, engine, asked, breakdown, earlier, known=identified or bool(earlier))
    except TooLarge as error:
        raise refusal(engine, asked, error) from error


def _found(
    survey: Survey,
    engine: Engine,
    asked: Sequence[Ask],
    breakdown: Breakdown | None,
    earlier: tuple[EarlierRelease, ...],
    *,
    known: bool,
) -> Results:
    told_apart = keys(survey, None if breakdown is None else breakdown.sql)
    entering = who_enters(survey, asked)
    named = named_rows(entering, engine, told_apart) if known else ()
    _refuse_repeated(survey, Counter(row[0] for row in named) if known else _standing_twice(survey, engine))
    wanted = scan(asked) if known else with_joint(scan(asked), entering.sets)
    tallies, sampled = counted(survey, engine, wanted, told_apart)
    returned = sum(one.rows for one in tallies)
    figures = tuple(_figures(survey, asked, breakdown, tallies, sampled))
    held = named_memberships(entering, named, sampled) if known else counted_memberships(entering, tallies, sampled)
    return Results(survey.id, survey.edition, len(survey.population), returned, figures, held, earlier)


def _figures(
    survey: Survey, asked: Sequence[Ask], breakdown: Breakdown | None, tallies: Sequence[Tally], sampled: Sample
) -> Iterator[Figure]:
    """The figures in the order of what is asked, the groups of each after it."""
    whole, found = Tallies(tallies, sampled.weighted), _by_group(tallies, sampled)
    if breakdown is not None:
        _refuse_unknown(breakdown, found)
    for ask in asked:
        yield figure(survey, ask, whole, sampled, (ask.group, len(survey.population)))
        if breakdown is not None and ask.group is None:
            yield from _figures_by_group(survey, ask, breakdown, found, sampled)


def _figures_by_group(
    survey: Survey, ask: Ask, breakdown: Breakdown, found: Mapping[str | None, Tallies], sampled: Sample
) -> Iterator[Figure]:
    """One figure for each group of the breakdown, also where no response is of it."""
    empty = Tallies((), sampled.weighted)
    for group, count in breakdown.groups.items():
        yield figure(survey, ask, found.get(group, empty), sampled, (Group(breakdown.by, group), count))


def needed_columns(survey: Survey, by: str | None = None) -> tuple[Column, ...]:
    """The columns that the indicators and a breakdown read, in the order of the table of responses."""
    return read_columns(survey, () if by is None else breakdown_by(survey, by).columns)


def counted(survey: Survey, engine: Engine, wanted: Scan, told_apart: Keys) -> tuple[list[Tally], Sample]:
    """What was counted by group, stratum and weight, by two queries; and the sample that the responses are."""
    rows = exact_rows(engine, moments_text(wanted, told_apart))
    returned = _returned(rows, 3 + len(wanted.apart))
    sampled = sample(survey, [(stratum, weight, n) for (stratum, weight), n in returned.items() if n])
    told = exact_rows(engine, frequencies_text(wanted, told_apart)) if wanted.many or wanted.together else []
    return every_tally(wanted, rows, sampled, frequencies(wanted, told)), sampled


def _returned(rows: Iterable[Sequence[SqlValue]], place: int) -> Counter[tuple[SqlValue, SqlValue]]:
    """The number of responses by stratum and weight, from rows that have theirs at that place."""
    found: Counter[tuple[SqlValue, SqlValue]] = Counter()
    for row in rows:
        found[row[1], row[2]] += whole_number(row[place])
    return found


def _by_group(tallies: Sequence[Tally], sampled: Sample) -> Mapping[str | None, Tallies]:
    """Those of each group met (None: not known)."""
    groups: dict[str | None, list[Tally]] = {}
    for one in tallies:
        groups.setdefault(one.group, []).append(one)
    return {name: Tallies(every, sampled.weighted) for name, every in groups.items()}


def _refuse_unknown(breakdown: Breakdown, found: Mapping[str | None, Tallies]) -> None:
    for value, tallies in found.items():
        if value not in breakdown.groups and tallies.rows:
            what = f"no {breakdown.by}" if value is None else f"{breakdown.by} '{value}'"
            known = ", ".join(breakdown.groups)
            raise UsageError(f"{tallies.rows} of the responses have {what}, expected one of {known}")


def _standing_twice(survey: Survey, engine: Engine) -> Counter[SqlValue]:
    found = engine.rows(repeated_text(one.code for one in survey.population.respondents))
    return Counter({code: whole_number(count) for code, count in found})


def _refuse_repeated(survey: Survey, rows: Counter[SqlValue]) -> None:
    if rows[None]:
        raise UsageError(f"{rows[None]} of the responses name no respondent: fill the column {RESPONDENT}")
    codes = sorted(one.code for one in survey.population.respondents)
    repeated = [f"{code} ({rows[code]} times)" for code in codes if rows[code] > 1]
    if repeated:
        more = f" and {len(repeated) - 5} more" if len(repeated) > 5 else ""
        raise UsageError(f"each respondent may stand once in the responses, found {', '.join(repeated[:5])}{more}")
