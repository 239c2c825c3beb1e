"""Indicators: the consolidated figures that the survey is made for, declared with its questions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from surveykit.ids import CODE_PATTERN, FieldId, IndicatorId
from surveykit.model.questions import Strict, Words


class Indicator(Strict):
    """What every indicator has: an identifier, a label, a unit in print, a note on how to read it.

    `where` keeps only the respondents for whom an expression is true.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_alias=True, validate_by_name=True)

    id: Annotated[IndicatorId, Field(pattern=CODE_PATTERN, max_length=64)]
    label: Words
    unit: str = ""
    note: str = ""
    where: str | None = None


class ResponseRate(Indicator):
    """Respondents who returned a form, over all who were asked."""

    kind: Literal["response_rate"] = "response_rate"


class Total(Indicator):
    """The observed sum of a whole-number expression over those for whom it is known."""

    kind: Literal["total"] = "total"
    value: Words


class Share(Indicator):
    """Respondents for whom a condition is true, over those for whom it is known."""

    kind: Literal["share"] = "share"
    of: Words


class Ratio(Indicator):
    """The sum of one whole-number expression over the sum of another, where both are known."""

    kind: Literal["ratio"] = "ratio"
    numerator: Words
    denominator: Words


class Change(Indicator):
    """The relative change from one sum to another, where both are known."""

    kind: Literal["change"] = "change"
    before: Annotated[Words, Field(alias="from")]
    after: Annotated[Words, Field(alias="to")]


class ScaleSummary(Indicator):
    """Mean, median and distribution of a scale field."""

    kind: Literal["scale"] = "scale"
    field: FieldId


class Multiple(Indicator):
    """Respondents by ticked option of a many-choices field, over those who ticked at least one."""

    kind: Literal["multiple"] = "multiple"
    field: FieldId


AnyIndicator = Annotated[
    ResponseRate | Total | Share | Ratio | Change | ScaleSummary | Multiple,
    Field(discriminator="kind"),
]
