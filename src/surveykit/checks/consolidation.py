"""Indicators whose figure may not be what its reader thinks, and groups too small to be told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import assert_never

from surveykit.checks.remark import Path, Remark, info, warning
from surveykit.checks.worlds import Worlds
from surveykit.expressions import Expression, Value, to_python
from surveykit.model import (
    Change,
    CodesValue,
    CodeValue,
    Dissemination,
    Ratio,
    ResponseRate,
    Share,
    Survey,
    TextValue,
    TruthValue,
    ValueType,
    WholeValue,
)

USUAL_UNITS = Dissemination().minimum_units
USUAL_SHARE = Dissemination().maximum_share
_WORD = re.compile(r"\w+")


def consolidation_remarks(survey: Survey) -> Iterator[Remark]:
    """Remarks on the indicators, derived values, report and groups of a survey."""
    worlds = Worlds(survey)
    for i, indicator in enumerate(survey.indicators):
        path: Path = ("indicators", i)
        match indicator:
            case Share(of=of):
                yield from _share(worlds, (*path, "of"), survey.expression(of))
            case Ratio(numerator=above, denominator=below):
                sides = survey.expression(above), survey.expression(below)
                yield from _sides(survey, worlds, (*path, "numerator"), ("numerator", "denominator"), sides)
            case Change(before=before, after=after):
                sides = survey.expression(before), survey.expression(after)
                yield from _sides(survey, worlds, (*path, "from"), ("first value", "last value"), sides)
            case _:
                pass
    yield from _report(survey)
    yield from _key_figures(survey)
    yield from _derived(survey)
    yield from _groups(survey)
    yield from _policy(survey)


def _share(worlds: Worlds, path: Path, of: Expression) -> Iterator[Remark]:
    test = to_python(of)
    if not of.names:
        yield warning("constant", path, "this names no field: the share is the same whatever is answered")
    elif worlds.possible(lambda world: test(world) is True, of) is False:
        yield warning("never_true", path, "this is never true whatever is answered: the share is always 0 %")
    elif worlds.possible(lambda world: test(world) is False, of) is False:
        yield warning("never_false", path, "this is never false whatever is answered: the share is always 100 %")
    elif test({}) is not None:
        said = "yes" if test({}) else "no"
        message = f"a respondent who leaves all blank counts as '{said}': the base is everyone who returned a form"
        yield info("base_is_everyone", path, message)


def _sides(
    survey: Survey, worlds: Worlds, path: Path, names: tuple[str, str], sides: tuple[Expression, Expression]
) -> Iterator[Remark]:
    """A remark when, of an indicator's two sides, only one is known where a condition does not hold."""
    tests = to_python(sides[0]), to_python(sides[1])
    for code in sorted(sides[0].names | sides[1].names):
        condition = worlds.conditions.get(code)
        if condition is None:
            continue
        values = _outside(survey, worlds, condition)
        known = [] if values is None else [test(values) is not None for test in tests]
        if known in ([True, False], [False, True]):
            there, missing = (names[0], names[1]) if known[0] else (names[1], names[0])
            message = (
                f"where '{condition.text}' is false, the {there} is known and the {missing} is not: "
                "those respondents are left out of both"
            )
            yield warning("different_bases", path, message)
            return


def _outside(survey: Survey, worlds: Worlds, condition: Expression) -> dict[str, Value | None] | None:
    """A response whole but for what is not asked of those for whom a condition is false."""
    test = to_python(condition)
    found = next((world for world in worlds.of(condition, gated=True) or () if test(world) is False), None)
    if found is None:
        return None
    values: dict[str, Value | None] = {}
    for field in survey.fields():
        gate = worlds.conditions.get(field.code)
        asked = gate is None or to_python(gate)(values) is True
        values[field.code] = found.get(field.code, _example(field.facts.value)) if asked else None
    return values


def _example(value: ValueType) -> Value:
    found: Value
    match value:
        case WholeValue(low):
            found = max(low, 1)
        case TruthValue():
            found = True
        case CodeValue(options):
            found = options[0].code
        case CodesValue(options):
            found = frozenset(option.code for option in options)
        case TextValue():
            found = "x"
        case _:
            assert_never(value)
    return found


def _report(survey: Survey) -> Iterator[Remark]:
    if survey.report is None:
        return
    shown = Counter(one for theme in survey.report.themes for one in theme.indicators)
    for i, indicator in enumerate(survey.indicators):
        if not shown[indicator.id] and not isinstance(indicator, ResponseRate):
            key = " (only among the key figures)" if indicator.id in survey.report.key_figures else ""
            yield info("not_shown", ("indicators", i, "id"), f"no theme of the report shows '{indicator.id}'{key}")
    seen: set[str] = set()
    for t, theme in enumerate(survey.report.themes):
        for i, one in enumerate(theme.indicators):
            if one in seen:
                yield info("shown_twice", ("report", "themes", t, "indicators", i), f"the report shows '{one}' twice")
            seen.add(one)


def _key_figures(survey: Survey) -> Iterator[Remark]:
    """A warning when not all key figures rest on the same respondents, and nothing says that it is meant."""
    headline = None if survey.report is None else survey.report.headline
    if headline is None or "base" in headline.model_fields_set:
        return
    told = [survey.indicator_by_id[one] for one in headline.indicators if one in survey.indicator_by_id]
    asked = [one for one in told if one.base is None and not isinstance(one, ResponseRate)]
    rest_on = {one.id: survey.fields_of(one) for one in asked}
    if len({*rest_on.values()}) < 2:
        return
    first = asked[0]
    other = next(one for one in asked if rest_on[one.id] != rest_on[first.id])
    yield warning(
        "different_respondents",
        ("report", "key_figures"),
        f"'{first.id}' rests on those who answered {_listed(rest_on[first.id])}, '{other.id}' on those who answered "
        f"{_listed(rest_on[other.id])}: where one or two answered only the one, one of the figures is withheld. Put "
        "them on a common base (key_figures: {base: common, indicators: [...]}), or write base: own if it is meant",
    )


def _listed(fields: Iterable[str]) -> str:
    return ", ".join(sorted(fields)) or "nothing"


def _derived(survey: Survey) -> Iterator[Remark]:
    for i, one in enumerate(survey.derived):
        if not any(one.code in _WORD.findall(text) for text in _uses(survey)):
            yield info("unused", ("derived", i, "code"), f"nothing uses the derived value '{one.code}'")


def _uses(survey: Survey) -> Iterator[str]:
    """The texts in which a derived value may be named."""
    yield from (one.value for one in survey.derived)
    for rule in survey.rules:
        yield from (rule.check, rule.when or "", rule.message)
    for indicator in survey.indicators:
        yield from (str(value) for value in indicator.model_dump(exclude={"id", "label", "unit", "note"}).values())


def _groups(survey: Survey) -> Iterator[Remark]:
    least = survey.dissemination.minimum_units
    for name, grouping in survey.population.groupings.items():
        sizes = Counter(one.attributes.get(name) for one in survey.population.respondents)
        for value in grouping.values:
            path: Path = ("population", "groupings", name, "values", value)
            if not sizes[value]:
                yield warning("empty_group", path, f"no respondent is of the group '{value}'")
            elif sizes[value] < least:
                message = f"the group '{value}' has {sizes[value]} of the {least} respondents that a figure needs"
                yield info("small_group", path, f"{message}: nothing of it can be published")


def _policy(survey: Survey) -> Iterator[Remark]:
    policy = survey.dissemination
    if policy.minimum_units < USUAL_UNITS:
        message = f"a figure may rest on {policy.minimum_units} of the respondents, fewer than the usual {USUAL_UNITS}"
        yield warning("weak_policy", ("dissemination", "minimum_units"), message)
    if policy.maximum_share > USUAL_SHARE:
        message = f"one respondent may make {policy.maximum_share} of a sum, more than the usual {USUAL_SHARE}"
        yield warning("weak_policy", ("dissemination", "maximum_share"), message)
