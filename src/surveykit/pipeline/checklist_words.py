"""What is said before a release is published, in lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from surveykit.compose.remedy_words import remedy_told
from surveykit.model import Survey
from surveykit.pipeline.checklists import Checklist, Cost
from surveykit.release import Elsewhere, Published, Release, Undefined
from surveykit.words.marks import simulated_mark

MOST_NAMES = 8
"""How many respondents a line names before it counts the rest."""


def checklist_lines(survey: Survey, known: Checklist, release: Release) -> tuple[str, ...]:
    """The checklist of a release: one line for each matter, settled ones too; remedies in the survey's language."""
    return (
        *_marked(survey, release),
        *_collected(survey, known),
        *_figures(known, release),
        *(remedy_told(survey, one) for one in known.remedies),
        *_costs(known),
    )


def _marked(survey: Survey, release: Release) -> Iterator[str]:
    if release.simulated:
        mark = simulated_mark(survey.language)
        yield f"{mark}: the register holds answers that nobody gave, and so does all that is published of it"


def _collected(survey: Survey, known: Checklist) -> Iterator[str]:
    names = [one.name for one in known.awaited]
    yield f"awaited: {_named(names)} ({len(names)} of {len(survey.population)})" if names else "awaited: nobody"
    if known.unattributed:
        yield f"returns without a respondent: {known.unattributed} (surveykit collect --respondent CODE)"
    if known.refused:
        yield f"files that cannot be read: {known.refused} (surveykit mail --for unreadable)"
    yield _unsettled(known)
    if known.doubts:
        yield f"to verify: {known.doubts} warnings (surveykit findings)"
    yield from _uncoded(survey, known)


def _unsettled(known: Checklist) -> str:
    """How many errors are not settled, and in whose answers or in which files."""
    errors = Counter(one.place.respondent or one.place.file or "" for one in known.unsettled)
    told = _named([f"{who} ({number})" for who, number in errors.items()])
    return f"unsettled: {len(known.unsettled)} errors: {told}" if errors else "unsettled: no error"


def _uncoded(survey: Survey, known: Checklist) -> Iterator[str]:
    for one in known.uncoded:
        yield (
            f"not coded: {one.field}: {one.waiting} answers wait, {one.changed} changed since, "
            f"{one.disputes} in dispute (surveykit code)"
        )
    if not known.uncoded and survey.coding:
        yield "not coded: nothing"


def _figures(known: Checklist, release: Release) -> Iterator[str]:
    counts = Counter(figure.status for figure in release.figures if figure.group is None)
    yield (
        f"national figures: {counts['published']} told, {counts['earlier']} with an earlier value, "
        f"{counts['withheld']} withheld, {counts['undefined']} that do not exist"
    )
    if known.redefined:
        labels = _named([release[one].label for one in known.redefined])
        yield f"told before, and another figure since (defined or weighted otherwise): {labels}"
    yield from map(_key_figure, known.key_figures)


def _key_figure(one: Published) -> str:
    """Why a key figure has no new value."""
    if isinstance(one.content, Undefined):
        return f"key figure that does not exist: {one.label} ({one.content.reason})"
    if one.as_of is None:
        return f"key figure withheld: {one.label}"
    where = "told by" if isinstance(one.content, Elsewhere) else "as it was told by"
    return f"key figure not renewed: {one.label}, {where} the release of {one.as_of}"


def _costs(known: Checklist) -> Iterator[str]:
    """A line for each number of late returns, up to the first that costs nothing."""
    for one in known.costs:
        if not one.kept:
            yield _renewable(one)
            return
        yield _kept(one)


def _kept(one: Cost) -> str:
    key = f", {len(one.kept_key_figures)} key figures among them" if one.kept_key_figures else ""
    return (
        f"cost: if {one.late} of those awaited return later, {one.kept} of {one.published} national figures "
        f"{'may keep' if one.unsure else 'keep'} the value of this release{key}{_others(one)}"
    )


def _renewable(one: Cost) -> str:
    sure = one.published - one.unsure
    every = "every national figure" if not one.unsure else f"{sure} of {one.published} national figures"
    return (
        f"cost: if {one.late} of those awaited return later, complete, {every} can be renewed, unless one of "
        f"them dominates it{_others(one)}"
    )


def _others(one: Cost) -> str:
    return f"; {one.unsure} more depend on what they answer" if one.unsure else ""


def _named(names: list[str]) -> str:
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")
