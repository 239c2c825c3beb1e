"""Indicators whose figure may not be what its reader thinks, and groups too small to be told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import assert_never

from surveykit.checks.remark import Path, Remark, info, warning
from surveykit.checks.worlds import World, Worlds
from surveykit.expressions import Expression, Value, to_python
from surveykit.model import (
    AnyIndicator,
    Change,
    CodesValue,
    CodeValue,
    Dissemination,
    Outline,
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
USUAL_MEDIAN = Dissemination().median_minimum_units
_WORD = re.compile(r"\w+")


def consolidation_remarks(survey: Survey) -> Iterator[Remark]:
    """Remarks on the indicators, derived values, report and groups of a survey."""
    worlds = Worlds(survey)
    for i, indicator in enumerate(survey.indicators):
        yield from _indicator(survey, worlds, ("indicators", i), indicator)
    yield from _report(survey)
    yield from _key_figures(survey)
    yield from _derived(survey)
    yield from _groups(survey)
    yield from _policy(survey)


def _indicator(survey: Survey, worlds: Worlds, path: Path, indicator: AnyIndicator) -> Iterator[Remark]:
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
    for condition in _conditions_of(worlds, sides[0].names | sides[1].names):
        known = _known_outside(survey, worlds, condition, sides)
        if known[0] != known[1]:
            there, missing = names if known[0] else names[::-1]
            message = (
                f"where '{condition.text}' is false, the {there} is known and the {missing} is not: "
                "those respondents are left out of both"
            )
            yield warning("different_bases", path, message)
            return


def _conditions_of(worlds: Worlds, fields: Iterable[str]) -> Iterator[Expression]:
    return (worlds.conditions[code] for code in sorted(fields) if code in worlds.conditions)


def _known_outside(
    survey: Survey, worlds: Worlds, condition: Expression, sides: tuple[Expression, Expression]
) -> tuple[bool, bool]:
    """Which of two sides is known where a condition is false; neither if it never is."""
    values = _outside(survey, worlds, condition)
    if values is None:
        return False, False
    return to_python(sides[0])(values) is not None, to_python(sides[1])(values) is not None


def _outside(survey: Survey, worlds: Worlds, condition: Expression) -> dict[str, Value | None] | None:
    """A response whole but for what is not asked of those for whom a condition is false."""
    test = to_python(condition)
    found = next((world for world in worlds.of(condition, gated=True) or () if test(world) is False), None)
    return None if found is None else _completed(survey, worlds, found)


def _completed(survey: Survey, worlds: Worlds, world: World) -> dict[str, Value | None]:
    """A combination with an example of every other value that is asked for; None for what is not."""
    values: dict[str, Value | None] = {}
    for field in survey.fields():
        gate = worlds.conditions.get(field.code)
        asked = gate is None or to_python(gate)(values) is True
        values[field.code] = world.get(field.code, _example(field.facts.value)) if asked else None
    return values


def _example(value: ValueType) -> Value:
    match value:
        case WholeValue(low):
            return max(low, 1)
        case TruthValue():
            return True
        case CodeValue(options):
            return options[0].code
        case CodesValue(options):
            return frozenset(option.code for option in options)
        case TextValue():
            return "x"
        case _:
            assert_never(value)


def _report(survey: Survey) -> Iterator[Remark]:
    if survey.report is not None:
        yield from _not_shown(survey, survey.report)
        yield from _shown_twice(survey.report)


def _not_shown(survey: Survey, report: Outline) -> Iterator[Remark]:
    """The indicators that no theme shows, response rates apart."""
    shown = {one for theme in report.themes for one in theme.indicators}
    for i, indicator in enumerate(survey.indicators):
        if indicator.id not in shown and not isinstance(indicator, ResponseRate):
            key = " (only among the key figures)" if indicator.id in report.key_figures else ""
            yield info("not_shown", ("indicators", i, "id"), f"no theme of the report shows '{indicator.id}'{key}")


def _shown_twice(report: Outline) -> Iterator[Remark]:
    seen: set[str] = set()
    for t, theme in enumerate(report.themes):
        for i, one in enumerate(theme.indicators):
            if one in seen:
                yield info("shown_twice", ("report", "themes", t, "indicators", i), f"the report shows '{one}' twice")
            seen.add(one)


def _key_figures(survey: Survey) -> Iterator[Remark]:
    """A warning when not all key figures rest on the same respondents, and nothing says that it is meant."""
    rest_on = {one.id: survey.fields_of(one) for one in _with_own_base(survey)}
    if len({*rest_on.values()}) < 2:
        return
    first = next(iter(rest_on))
    other = next(one for one, fields in rest_on.items() if fields != rest_on[first])
    yield warning(
        "different_respondents",
        ("report", "key_figures"),
        f"'{first}' rests on those who answered {_listed(rest_on[first])}, '{other}' on those who answered "
        f"{_listed(rest_on[other])}: where one or two answered only the one, one of the figures is withheld. Put "
        "them on a common base (key_figures: {base: common, indicators: [...]}), or write base: own if it is meant",
    )


def _with_own_base(survey: Survey) -> list[AnyIndicator]:
    """The key figures whose base is not written, neither for one nor for all of them; response rates have none."""
    headline = None if survey.report is None else survey.report.headline
    if headline is None or "base" in headline.model_fields_set:
        return []
    told = [survey.indicator_by_id[one] for one in headline.indicators if one in survey.indicator_by_id]
    return [one for one in told if _rests_on_its_own(one)]


def _rests_on_its_own(indicator: AnyIndicator) -> bool:
    return indicator.base is None and not isinstance(indicator, ResponseRate)


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
        yield from (rule.check, rule.when or "", *rule.texts)
    for indicator in survey.indicators:
        yield from (str(value) for value in indicator.model_dump(exclude={"id", "label", "unit", "note"}).values())


def _groups(survey: Survey) -> Iterator[Remark]:
    for name, grouping in survey.population.groupings.items():
        sizes = Counter(one.attributes.get(name) for one in survey.population.respondents)
        for value in grouping.values:
            path: Path = ("population", "groupings", name, "values", value)
            yield from _group(path, value, sizes[value], survey.dissemination.minimum_units)


def _group(path: Path, value: str, size: int, least: int) -> Iterator[Remark]:
    """A remark on a group that has fewer respondents than a figure needs."""
    if not size:
        yield warning("empty_group", path, f"no respondent is of the group '{value}'")
    elif size < least:
        message = f"the group '{value}' has {size} of the {least} respondents that a figure needs"
        yield info("small_group", path, f"{message}: nothing of it can be published")


def _policy(survey: Survey) -> Iterator[Remark]:
    policy = survey.dissemination
    if policy.minimum_units < USUAL_UNITS:
        message = f"a figure may rest on {policy.minimum_units} of the respondents, fewer than the usual {USUAL_UNITS}"
        yield warning("weak_policy", ("dissemination", "minimum_units"), message)
    if policy.maximum_share > USUAL_SHARE:
        message = f"one respondent may make {policy.maximum_share} of a sum, more than the usual {USUAL_SHARE}"
        yield warning("weak_policy", ("dissemination", "maximum_share"), message)
    if policy.median_units < USUAL_MEDIAN:
        message = f"a median may rest on {policy.median_units} of the respondents, fewer than the usual {USUAL_MEDIAN}"
        yield warning("weak_policy", ("dissemination", "median_minimum_units"), message)
