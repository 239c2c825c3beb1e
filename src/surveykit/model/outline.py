"""What the report tells, in which order, with which charts and annexes."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from surveykit.ids import FieldId, IndicatorId
from surveykit.model.questions import Strict, Words


class ReferenceFigure(Strict):
    """A figure published elsewhere, printed beside ours with its source and what makes it not comparable."""

    label: Words
    year: int
    value: Decimal
    unit: Words
    decimals: Annotated[int, Field(ge=0, le=6)] = 0
    source: Words


class DistributionChart(Strict):
    """How the answers spread: over the levels of a scale, or the options of a many-choices field."""

    kind: Literal["distribution"] = "distribution"
    indicator: IndicatorId


class SharesChart(Strict):
    """Several shares side by side."""

    kind: Literal["shares"] = "shares"
    title: Words
    indicators: Annotated[tuple[IndicatorId, ...], Field(min_length=2)]


class Moment(Strict):
    """A total at one moment; `planned` when it is what respondents foresee."""

    label: Words
    indicator: IndicatorId
    planned: bool = False


class Followed(Strict):
    """One quantity at several moments."""

    label: Words
    moments: Annotated[tuple[Moment, ...], Field(min_length=2)]


class MomentsChart(Strict):
    """Totals followed over time, in one unit."""

    kind: Literal["moments"] = "moments"
    title: Words
    unit: Words
    series: Annotated[tuple[Followed, ...], Field(min_length=1)]


AnyChart = Annotated[DistributionChart | SharesChart | MomentsChart, Field(discriminator="kind")]


BaseChoice = Literal["own", "common"]
"""Whom figures rest on: each on those who answered its own questions, or all on those who answered all of theirs."""


class KeyFigures(Strict):
    """The figures of the first page, and whom they rest on; a list of indicators is such a set, each on its `own` base.

    That `own` is written says that it is meant.
    """

    base: BaseChoice = "own"
    indicators: tuple[IndicatorId, ...] = ()


def _key_figures(written: object) -> object:
    if isinstance(written, list | tuple):
        return {"indicators": tuple(written)}
    if isinstance(written, dict) and isinstance(indicators := written.get("indicators"), list):
        return {**written, "indicators": tuple(indicators)}
    if not isinstance(written, dict | KeyFigures):
        raise PydanticCustomError("key_figures", "expected a list of indicators, or the keys 'base' and 'indicators'")
    return written


class Theme(Strict):
    """One part of the report: its title, what introduces it, its indicators in a table, its charts.

    `base` says whom its figures rest on. A chart draws indicators of its theme. `open_questions` are free-text fields
    that the theme draws upon: the report recalls them, and never shows what was answered.
    """

    title: Words
    text: str = ""
    base: BaseChoice = "own"
    indicators: tuple[IndicatorId, ...] = ()
    charts: tuple[AnyChart, ...] = ()
    open_questions: tuple[FieldId, ...] = ()


class Annex(StrEnum):
    """The annexes of a report, after its themes.

    `figures`: every figure with its bases. `groups`: the breakdown, when there is one. `method`: how figures are
    computed and protected, and the definition of each. `withheld`: what is not published, and why.
    `questionnaire`: the questions as they were asked.
    """

    FIGURES = "figures"
    GROUPS = "groups"
    METHOD = "method"
    WITHHELD = "withheld"
    QUESTIONNAIRE = "questionnaire"


class Outline(Strict):
    """The report's title, its key figures, its themes in order, the reference figures with their caveat, its annexes.

    `headline` is what a definition calls `key_figures`, with whom they rest on; `key_figures` are these indicators.
    `method` are the sentences that stand on the first page after the response rate; the report has some of its
    own where none are given.
    """

    model_config = ConfigDict(validate_by_alias=True, validate_by_name=True)

    title: Words
    headline: Annotated[
        KeyFigures,
        BeforeValidator(_key_figures, json_schema_input_type=tuple[IndicatorId, ...] | KeyFigures),
        Field(alias="key_figures"),
    ] = KeyFigures()
    method: tuple[Words, ...] = ()
    themes: tuple[Theme, ...]
    references: tuple[ReferenceFigure, ...] = ()
    references_caveat: str = ""
    annexes: tuple[Annex, ...] = tuple(Annex)

    @property
    def key_figures(self) -> tuple[IndicatorId, ...]:
        """The indicators of the first page."""
        return self.headline.indicators


def drawn_by(chart: DistributionChart | SharesChart | MomentsChart) -> tuple[IndicatorId, ...]:
    """The indicators that a chart draws, in order."""
    match chart:
        case DistributionChart(indicator=one):
            return (one,)
        case SharesChart(indicators=several):
            return several
        case MomentsChart(series=series):
            return tuple(moment.indicator for one in series for moment in one.moments)
