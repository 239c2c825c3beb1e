"""How the figures of a report come about, and on whom they rest, in its words."""

from __future__ import annotations

from collections.abc import Iterator

from surveykit.compose.report.words import BASES
from surveykit.model import ExtrapolatedTotal, MissingPolicy, Population, Survey
from surveykit.release import Release
from surveykit.words import Room, notation

_said = Room("report")


def method_in_short(language: str) -> tuple[str, ...]:
    """How the figures come about, on the first page, where the outline does not say it."""
    return (
        _said(
            language,
            "Totals are sums observed among respondents, not extrapolated to those who did not answer, and each figure "
            "stands with the number of answers that it rests on.",
        ),
        _said(
            language,
            "Any figure that would disclose the answer of an organisation is removed, and its absence is stated.",
        ),
    )


def response_rate(language: str, release: Release, population: Population) -> str:
    """How many answered, of how many asked, in one sentence."""
    if release.surveyed == 0:
        return _said(language, "No organisation was surveyed ({units}).", units=population.units)
    return _said.counted(
        language,
        release.returned,
        "{count} {unit} out of {surveyed} answered, a response rate of {rate}.",
        "{count} {units} out of {surveyed} answered, a response rate of {rate}.",
        unit=population.unit,
        units=population.units,
        surveyed=release.surveyed,
        rate=notation(language).as_percent(release.returned / release.surveyed),
    )


def bases_told(language: str) -> str:
    """What the four numbers of a base are."""
    surveyed, returned, concerned, answers = (_said(language, name) for name in BASES)
    return _said(
        language,
        "“{surveyed}”: those to whom the questionnaire was sent; “{returned}”: those who returned it; “{concerned}”: "
        "those whom the question concerns; “{answers}”: those whose answer is usable, on whom the result rests.",
        surveyed=surveyed,
        returned=returned,
        concerned=concerned,
        answers=answers,
    )


def calculated(survey: Survey) -> Iterator[str]:
    """How the figures of a survey are computed, by the kinds of its indicators."""
    language, every = survey.language, survey.indicators
    if any(isinstance(one, ExtrapolatedTotal) for one in every):
        yield _said(
            language,
            "Totals are sums observed among respondents, not extrapolated to those who did not answer. Those that are "
            "called estimates extend the answers of those who answered to all respondents concerned.",
        )
    else:
        yield _said(
            language, "Totals are sums observed among respondents, not extrapolated to those who did not answer."
        )
    if any(one.missing is MissingPolicy.ZERO for one in every):
        yield _said(
            language,
            "An answer that is absent, unreadable or “not communicated” is never counted as zero, except in the "
            "indicators whose definition says so.",
        )
    else:
        yield _said(language, "An answer that is absent, unreadable or “not communicated” is never counted as zero.")
    yield _said(language, "Shares, ratios and changes are computed on the same respondents in both terms.")
    if survey.sampling is not None and survey.sampling.weighted:
        yield _said(
            language, "Means, shares and ratios are weighted by the number of units that each answer represents."
        )
    yield _said(
        language,
        "A percentage is rounded to a whole number when its denominator is below 100; when it is below 10, its two "
        "terms stand in place of the percentage.",
    )


def corrected(language: str, number: int, units: str) -> str:
    """How many answers were corrected after they came back, `units` being those who answer, in the plural."""
    if number == 0:
        return _said(language, "The office corrected no answer.")
    return _said.counted(
        language,
        number,
        "The office corrected {count} answer after exchanges with the {units}.",
        "The office corrected {count} answers after exchanges with the {units}.",
        units=units,
    )
