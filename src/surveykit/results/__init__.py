"""What was found: exact figures with their bases. Confidential: nothing here may be shown before `disclose`."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from msgspec import Struct, field

from surveykit.bases import Base
from surveykit.brief import Discreet, number_of
from surveykit.ids import FieldId, IndicatorId, OptionCode
from surveykit.results.memberships import EarlierRelease, Memberships, PublishedSum

__all__ = [
    "ChangeResult",
    "ClearedPassage",
    "DistributionResult",
    "EarlierRelease",
    "Exact",
    "ExtrapolatedResult",
    "Figure",
    "Group",
    "MeanResult",
    "MedianResult",
    "Memberships",
    "Moments",
    "MultipleResult",
    "NoResult",
    "Precision",
    "PublishedSum",
    "RatioResult",
    "Result",
    "Results",
    "ScaleResult",
    "ShareResult",
    "TotalResult",
]


Exact = int | Fraction
"""A number as it was counted: whole, or a fraction when the responses are weighted."""


class Group(Struct, frozen=True):
    """One group of a breakdown: the attribute and its value, or the field and an answer to it (`answered`)."""

    by: str
    value: str
    answered: bool = False

    @property
    def key(self) -> str:
        """The name of the group, unique among those of its indicator: `nord`, `q5_charte=oui`."""
        return f"{self.by}={self.value}" if self.answered else self.value


class Moments(Discreet, frozen=True):
    """How many values entered, their exact sum, and the largest in absolute value (for dominance only)."""

    count: int
    total: Exact
    peak: Exact


class Precision(Discreet, frozen=True):
    """The exact variance of an estimate and its degrees of freedom: returns less strata."""

    variance: Fraction
    degrees: int


class TotalResult(Discreet, frozen=True):
    """The observed sum of what was answered, never weighted."""

    moments: Moments


class ExtrapolatedResult(Discreet, frozen=True):
    """A sum over those who answered, and the units that those `concerned` and those who `entered` stand for."""

    moments: Moments
    concerned: Exact
    entered: Exact


class MeanResult(Discreet, frozen=True):
    """A sum, and the number of respondents in it."""

    moments: Moments
    entered: Exact


class MedianResult(Discreet, frozen=True):
    """How many respondents gave each number, those that nobody gave left out."""

    counts: Mapping[int, Exact]


class ShareResult(Discreet, frozen=True):
    """How many respondents of a base (`denominator`) are in a case (`numerator`).

    `public` when both numbers are known to all anyway (the response rate).
    """

    numerator: Exact
    denominator: Exact
    public: bool = False


class RatioResult(Discreet, frozen=True):
    """A sum over another, both over the respondents who answered both."""

    numerator: Moments
    denominator: Moments


class ChangeResult(Discreet, frozen=True):
    """A sum before and a sum after, both over the respondents who answered both."""

    before: Moments
    after: Moments


class ScaleResult(Discreet, frozen=True):
    """How many respondents gave each value of a scale, every value of the scale present."""

    counts: Mapping[int, Exact]


class MultipleResult(Discreet, frozen=True):
    """How many respondents ticked each option, every option present, of how many who `entered`."""

    counts: Mapping[OptionCode, Exact]
    entered: Exact


class DistributionResult(Discreet, frozen=True):
    """How many respondents are in each class, every class present, in order."""

    counts: Mapping[str, Exact]


class NoResult(Discreet, frozen=True):
    """No figure: a respondent concerned did not answer (`incomplete`), or a stratum has no return."""

    incomplete: bool


Result = (
    TotalResult
    | ExtrapolatedResult
    | MeanResult
    | MedianResult
    | ShareResult
    | RatioResult
    | ChangeResult
    | ScaleResult
    | MultipleResult
    | DistributionResult
    | NoResult
)


class Figure(Discreet, frozen=True):
    """One indicator, for all respondents (`group` is None) or for one group, with its base.

    `precision` is that of its mean, share, ratio or extrapolated total, None where there is none to tell.
    """

    id: IndicatorId
    group: Group | None
    base: Base
    result: Result
    precision: Precision | None = None

    def _counts(self) -> str:
        return self.id if self.group is None else f"{self.id} of {self.group.key}"


class ClearedPassage(Discreet, frozen=True):
    """Words of a respondent, in answer to a field, that somebody cleared by name for quotation."""

    field: FieldId
    text: str
    cleared_by: str

    def _counts(self) -> str:
        return f"of {self.field}"


class Results(Discreet, frozen=True):
    """Results are every figure of a survey with its exact value, before disclosure control: confidential.

    `figures` stand in the order of the survey's indicators, the groups of one after its total. `survey` and `edition`
    name the survey; `surveyed` and `returned` are numbers of respondents. `memberships` say whose answers are in each
    figure, None when the source does not say: differences between figures can then not be examined. `earlier` is what
    was published of this survey before. `themes` are the themes of coded texts with their labels, by field; each such
    field has a figure of its own. `passages` are the words of respondents that somebody cleared for quotation.
    `corrected` is the number of answers that were corrected after reading, None when the source does not say. `remarks`
    are sentences on the texts that no figure counts, and why. `simulated` is true when simulated answers are in the
    figures, or came before.

    A session shows counts only, `<Results of reseaux_2014/2014: 30 indicators, 24 of 26 returned; confidential>`;
    `sk.disclose` decides what may be published.

    ```python
    results = sk.aggregate(survey, register)
    print(results.returned, "of", results.surveyed)
    release = sk.disclose(survey, results)
    ```
    """

    survey: str
    edition: str
    surveyed: int
    returned: int
    figures: tuple[Figure, ...]
    memberships: Memberships | None = None
    earlier: tuple[EarlierRelease, ...] = ()
    themes: Mapping[FieldId, Mapping[OptionCode, str]] = field(default_factory=dict)
    passages: tuple[ClearedPassage, ...] = ()
    corrected: int | None = None
    remarks: tuple[str, ...] = ()
    simulated: bool = False

    def _counts(self) -> str:
        indicators = number_of(len({one.id for one in self.figures}), "indicator")
        return f"of {self.survey}/{self.edition}: {indicators}, {self.returned} of {self.surveyed} returned"
