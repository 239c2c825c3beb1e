"""One published figure: its content and its base, or why it is withheld; of this release or of an earlier one."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from surveykit.bases import Base, HiddenBase
from surveykit.ids import IndicatorId


class Group(Struct, frozen=True):
    """One group of a breakdown: the attribute, its value, and how both are called in print.

    When it is the respondents who gave an answer (`answered`), the field and the answer.
    """

    by: str
    value: str
    by_label: str
    label: str
    answered: bool = False


Weighted = int | float
"""A number of respondents or a sum: whole, or an estimate when the responses are weighted."""


class Class(Struct, frozen=True):
    """One class of a distribution: its code, its label, how many respondents, and their share of the base."""

    code: int | str
    label: str
    count: Weighted
    share: float


class Total(Struct, frozen=True, tag=True):
    """An observed sum, in the unit of its indicator."""

    value: int


class Estimate(Struct, frozen=True, tag=True):
    """A total over everyone concerned, estimated from those who answered, in the unit of its indicator.

    Whole where a double would not hold its digits (`Mean`).
    """

    value: Weighted


class Mean(Struct, frozen=True, tag=True):
    """A mean, in the unit of its indicator: rounded to a whole number where a double would not hold its digits."""

    value: Weighted


class Median(Struct, frozen=True, tag=True):
    """A median, in the unit of its indicator: whole where a double would not hold it exactly."""

    value: Weighted


class Share(Struct, frozen=True, tag=True):
    """A share of respondents, as a fraction."""

    value: float
    numerator: Weighted
    denominator: Weighted


class Ratio(Struct, frozen=True, tag=True):
    """A sum over another of the same respondents, as a fraction; in print a percentage, or else a number."""

    value: float
    numerator: Weighted
    denominator: Weighted
    percent: bool = True


class Change(Struct, frozen=True, tag=True):
    """A relative change between two sums of the same respondents, as a fraction: -0.05 is 5 % less."""

    value: float
    before: Weighted
    after: Weighted


class Scale(Struct, frozen=True, tag=True):
    """Mean, median (None below the declared number of answers) and distribution of a scale."""

    mean: float
    median: float | None
    distribution: tuple[Class, ...]

    @property
    def value(self) -> float:
        """The mean."""
        return self.mean


class Multiple(Struct, frozen=True, tag=True):
    """How many respondents ticked each option, and their share of those who ticked at least one."""

    distribution: tuple[Class, ...]

    @property
    def value(self) -> None:
        """None: several options have no one value."""
        return None


class Distribution(Struct, frozen=True, tag=True):
    """How many respondents are in each class, and their share of those who are in one."""

    distribution: tuple[Class, ...]

    @property
    def value(self) -> None:
        """None: several classes have no one value."""
        return None


DisclosureRule = Literal["too_few", "dominance", "secondary", "differences"]
"""The rules that withhold a figure, by the stable names that files and registers have.

`too_few`, `dominance`: the figure by itself. `secondary`: a withheld group would follow from the total. `differences`:
the answers of a few would follow from several figures, or from the numbers of one.
"""


class Withheld(Struct, frozen=True, tag=True):
    """A figure that may not be said: the rule that withholds it, and the reason in the survey's language."""

    rule: DisclosureRule
    reason: str

    @property
    def value(self) -> None:
        """None."""
        return None


class Undefined(Struct, frozen=True, tag=True):
    """A figure that does not exist: nobody answered, or it would divide by zero."""

    reason: str

    @property
    def value(self) -> None:
        """None."""
        return None


class Elsewhere(Struct, frozen=True, tag=True):
    """A figure that an earlier release told and that stands in that release only: the register does not hold it."""

    @property
    def value(self) -> None:
        """None."""
        return None


Content = (
    Total
    | Estimate
    | Mean
    | Median
    | Share
    | Ratio
    | Change
    | Scale
    | Multiple
    | Distribution
    | Withheld
    | Undefined
    | Elsewhere
)


class Interval(Struct, frozen=True):
    """How exact an estimate is: its standard error and the ends of its confidence interval, in its own unit."""

    standard_error: float
    low: float
    high: float
    level: float = 0.95


class Published(Struct, frozen=True):
    """One indicator as it may be said, for all respondents or one group.

    `kind` is the indicator's kind as declared (also when the figure is withheld); `unanimous` warns that the
    figure tells the answer of everyone in its base. `as_of` is the day of the earlier release whose value, base and
    interval these are, when a new value may not be said: of 21 returns the total was 394, of 22 it may not be told,
    and so 394 stands with its day and its base.
    """

    id: IndicatorId
    kind: str
    label: str
    unit: str
    group: Group | None
    base: Base | HiddenBase
    content: Content
    unanimous: bool = False
    interval: Interval | None = None
    as_of: date | None = None

    @property
    def value(self) -> float | int | None:
        """The headline number of the figure, None when there is none or it is withheld."""
        return self.content.value

    @property
    def status(self) -> str:
        """`published`, `earlier` (an earlier release told it), `withheld` or `undefined`."""
        if self.as_of is not None:
            return "earlier"
        match self.content:
            case Withheld():
                return "withheld"
            case Undefined():
                return "undefined"
            case _:
                return "published"
