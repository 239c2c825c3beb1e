"""How those who answered stand for everyone: what extrapolated totals, weights and intervals rest on."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from surveykit.model.questions import Strict

PositiveInt = Annotated[int, Field(gt=0)]


class Sampling(Strict):
    """The returned forms taken as a simple random sample, without replacement, of the population or of each stratum.

    `strata` is a grouping of the population. `sizes` are the numbers of units of each stratum, `size` that of the
    whole when there are none: by default those of the list of respondents, all of whom were asked. `weights` names an
    attribute of the respondents (a column of a table of responses): how many units each return stands for, a number
    above 0; by default the size of its stratum over the number of returns from it.

    Shares, means, ratios, changes and distributions are weighted when there are strata or weights; an observed total
    never is.
    """

    strata: str | None = None
    sizes: Mapping[str, PositiveInt] = {}
    size: PositiveInt | None = None
    weights: str | None = None

    @property
    def weighted(self) -> bool:
        """Whether some returns may stand for more units than others."""
        return self.strata is not None or self.weights is not None
