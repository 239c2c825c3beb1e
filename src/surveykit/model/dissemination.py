"""What may be published."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from surveykit.model.questions import Strict


class Dissemination(Strict):
    """What a figure must rest on to be published.

    At least `minimum_units` answers, of which the largest is at most `maximum_share` of its sum; a median, at least
    `median_minimum_units`; an interval, at least `interval_minimum_units`; a crossing of two groupings, a population of
    at least `crossing_minimum_units`. The first two defaults are the rules of French business statistics
    (Insee), the others are ours; each survey declares its own policy.
    """

    minimum_units: Annotated[int, Field(ge=1)] = 3
    maximum_share: Annotated[Decimal, Field(gt=0, le=1)] = Decimal("0.85")
    median_minimum_units: Annotated[int, Field(ge=1)] = 5
    interval_minimum_units: Annotated[int, Field(ge=2)] = 10
    crossing_minimum_units: Annotated[int, Field(ge=1)] = 1000
    statement: str = ""
    source: str = ""

    @property
    def median_units(self) -> int:
        """How many answers a median is published from: those of any figure, or more."""
        return max(self.minimum_units, self.median_minimum_units)
