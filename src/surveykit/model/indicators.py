"""Indicators: the consolidated figures that the survey is made for, declared with its questions."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from surveykit.ids import CODE_PATTERN, FieldId, IndicatorId
from surveykit.model.questions import Strict, Words


class MissingPolicy(StrEnum):
    """What becomes of the respondents concerned who did not answer.

    `exclude`: they are not in the figure. `zero`: they count as zero (of a share, as a no). `complete`: there is no
    figure as long as one of them is missing.
    """

    EXCLUDE = "exclude"
    ZERO = "zero"
    COMPLETE = "complete"


class Indicator(Strict):
    """What every indicator has: an identifier, a label, a unit in print, a note on how to read it.

    `where` keeps only the respondents for whom an expression is true. `by` names a yes-no, one-choice or scale field:
    the figure is given for the respondents of each of its answers too. With `interval`, a mean, a share, a ratio, a
    change, the mean of a scale or an extrapolated total has its 95 % confidence interval (`Sampling`). With `base: own`
    it rests on those who answered it, even in a set of figures on a common base (`Outline`).
    """

    model_config = ConfigDict(validate_by_alias=True, validate_by_name=True)

    id: Annotated[IndicatorId, Field(pattern=CODE_PATTERN, max_length=64)]
    label: Words
    unit: str = ""
    note: str = ""
    where: str | None = None
    by: FieldId | None = None
    missing: MissingPolicy = MissingPolicy.EXCLUDE
    interval: bool = False
    base: Literal["own"] | None = None


class ResponseRate(Indicator):
    """Respondents who returned a form, over all who were asked."""

    kind: Literal["response_rate"] = "response_rate"


class Total(Indicator):
    """The observed sum of a whole-number expression over those for whom it is known."""

    kind: Literal["total"] = "total"
    value: Words


class ExtrapolatedTotal(Indicator):
    """An estimate of the sum over everyone concerned, as if those who did not answer were like those who did.

    It rests on the survey's `Sampling`, and is another figure than the observed `Total`.
    """

    kind: Literal["extrapolated_total"] = "extrapolated_total"
    value: Words


class Mean(Indicator):
    """The mean of a whole-number expression over those for whom it is known."""

    kind: Literal["mean"] = "mean"
    value: Words


class Median(Indicator):
    """The median of a whole-number expression over those for whom it is known."""

    kind: Literal["median"] = "median"
    value: Words


class Share(Indicator):
    """Respondents for whom a condition is true, over those for whom it is known."""

    kind: Literal["share"] = "share"
    of: Words


class Ratio(Indicator):
    """The sum of one whole-number expression over the sum of another, where both are known.

    In print a percentage, as of networks of one sort among all networks; a number in its `unit` when it is no
    `percent`, as of patients per network.
    """

    kind: Literal["ratio"] = "ratio"
    numerator: Words
    denominator: Words
    percent: bool = True


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


class Distribution(Indicator):
    """Respondents by answer to a yes-no, one-choice, scale or count field.

    A count is told by `classes`: the smallest number of each, in increasing order; the last one has no upper end.
    """

    kind: Literal["distribution"] = "distribution"
    field: FieldId
    classes: tuple[int, ...] = ()


AnyIndicator = Annotated[
    ResponseRate
    | Total
    | ExtrapolatedTotal
    | Mean
    | Median
    | Share
    | Ratio
    | Change
    | ScaleSummary
    | Multiple
    | Distribution,
    Field(discriminator="kind"),
]
