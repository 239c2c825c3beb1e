"""What figures are broken down by: a grouping of the population, or two crossed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from msgspec import Struct

from surveykit.aggregation.sql import quoted
from surveykit.aggregation.table import NAME, RESPONDENT
from surveykit.errors import UsageError
from surveykit.model import CROSSED, Survey
from surveykit.texts import nearest


class Breakdown(Struct, frozen=True):
    """A breakdown: its name, the SQL of a response's group, how many were asked in each group, its columns."""

    by: str
    sql: str
    groups: Mapping[str, int]
    columns: tuple[str, ...]


def breakdown_by(survey: Survey, by: str) -> Breakdown:
    """The breakdown of that name: `ensemble`, or `ensemble*taille` for two groupings crossed.

    Raises UsageError for an unknown grouping, for more than two, and for a crossing of a population that is smaller
    than the survey's policy asks for.
    """
    names = tuple(by.split(CROSSED))
    for name in names:
        _known(survey, name)
    if len(names) > 1:
        _check_crossing(survey, by, names)
    return Breakdown(by, f" || '{CROSSED}' || ".join(map(quoted, names)), _group_sizes(survey, names), names)


def _check_crossing(survey: Survey, by: str, names: Sequence[str]) -> None:
    if len(names) > 2 or len(set(names)) < len(names):
        raise UsageError(f"'{by}': figures can be broken down by one grouping, or by two different ones crossed")
    population, least = survey.population, survey.dissemination.crossing_minimum_units
    if len(population) < least:
        raise UsageError(
            f"'{by}': a crossing would single out too many of {len(population)} respondents, the survey asks for "
            f"{least} (dissemination.crossing_minimum_units): break down by one of them"
        )


def _group_sizes(survey: Survey, names: Sequence[str]) -> Mapping[str, int]:
    """How many respondents of the population are in each group, by its name: `north` or `north*large`."""
    population = survey.population
    values = product(*(population.groupings[name].values for name in names))
    members = [tuple(one.attributes.get(name) for name in names) for one in population.respondents]
    return {CROSSED.join(value): members.count(value) for value in values}


def _known(survey: Survey, by: str) -> None:
    groupings = survey.population.groupings
    if by in groupings:
        return
    if by in (RESPONDENT, NAME):
        raise UsageError(f"a breakdown by {by} would single everyone out: {_choice(groupings)}")
    near = nearest(by, groupings)
    raise UsageError(f"unknown grouping '{by}'{f'; did you mean {near!r}?' if near else ''}: {_choice(groupings)}")


def _choice(groupings: Iterable[str]) -> str:
    names = ", ".join(groupings)
    return f"figures can be broken down by {names}" if names else "this survey declares no grouping"
