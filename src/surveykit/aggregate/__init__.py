"""From responses to exact figures: one pass in an engine, nothing but whole numbers out of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from surveykit.aggregate.figures import Tally, figure, nothing, tallies
from surveykit.aggregate.memberships import memberships
from surveykit.aggregate.plan import asks, needed_columns, scan
from surveykit.aggregate.sql import repeated_text, scan_text
from surveykit.aggregate.table import NAME, RESPONDENT, Column, columns, rows
from surveykit.errors import UsageError
from surveykit.model import Grouping, Survey
from surveykit.ports import Engine
from surveykit.results import EarlierRelease, Figure, Group, Results
from surveykit.texts import nearest

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

    Figures come in the order of the indicators, the total first, then the groups in their declared order,
    those without a response too. With `identified`, who entered which figure is kept by name, so that it can
    be compared with `earlier` releases and recorded; without, only how many did. Raises UsageError for an
    unknown grouping, for a respondent that stands twice, for a row that names nobody, and with `by` for a row
    whose group is not one of the grouping's.
    """
    grouping = _grouping(survey, by)
    asked = asks(survey)
    one_pass = scan(asked)
    _refuse_repeated(survey, engine)
    whole, found = tallies(one_pass, engine.rows(scan_text(one_pass, by)))
    groups = {} if by is None or grouping is None else _groups(survey, by, grouping, found)
    empty = nothing(one_pass)
    figures: list[Figure] = []
    for ask in asked:
        figures.append(figure(survey, ask, whole, len(survey.population)))
        for group, surveyed in groups.items():
            figures.append(figure(survey, ask, found.get(group.value, empty), surveyed, group))
    entering = memberships(survey, asked, engine, by, known=identified or bool(earlier))
    return Results(
        survey.id, survey.edition, len(survey.population), whole.rows, tuple(figures), entering, tuple(earlier)
    )


def _grouping(survey: Survey, by: str | None) -> Grouping | None:
    groupings = survey.population.groupings
    if by is None:
        return None
    if by in groupings:
        return groupings[by]
    if by in (RESPONDENT, NAME):
        raise UsageError(f"a breakdown by {by} would single everyone out: {_choice(groupings)}")
    near = nearest(by, groupings)
    raise UsageError(f"unknown grouping '{by}'{f'; did you mean {near!r}?' if near else ''}: {_choice(groupings)}")


def _choice(groupings: Iterable[str]) -> str:
    names = ", ".join(groupings)
    return f"figures can be broken down by {names}" if names else "this survey declares no grouping"


def _groups(survey: Survey, by: str, grouping: Grouping, found: Mapping[str | None, Tally]) -> dict[Group, int]:
    """Every declared group with the number of respondents asked in it."""
    for value, tally in found.items():
        if value not in grouping.values:
            what = f"no {by}" if value is None else f"{by} '{value}'"
            raise UsageError(f"{tally.rows} of the responses have {what}, expected one of {', '.join(grouping.values)}")
    asked = [one.attributes.get(by) for one in survey.population.respondents]
    return {Group(by, value): asked.count(value) for value in grouping.values}


def _refuse_repeated(survey: Survey, engine: Engine) -> None:
    repeated = engine.rows(repeated_text(one.code for one in survey.population.respondents))
    if nobody := next((count for code, count in repeated if code is None), 0):
        raise UsageError(f"{nobody} of the responses name no respondent: fill the column {RESPONDENT}")
    if repeated:
        names = ", ".join(f"{code} ({count} times)" for code, count in repeated[:5])
        more = f" and {len(repeated) - 5} more" if len(repeated) > 5 else ""
        raise UsageError(f"each respondent may stand once in the responses, found {names}{more}")
