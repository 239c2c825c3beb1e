"""What was found: exact figures with their bases. Confidential: nothing here may be shown before `disclose`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveykit.bases import Base
from surveykit.ids import FieldId, IndicatorId, OptionCode
from surveykit.results.memberships import EarlierRelease, Memberships, PublishedSum

__all__ = [
    "ChangeResult",
    "ClearedPassage",
    "EarlierRelease",
    "Figure",
    "Group",
    "Memberships",
    "Moments",
    "MultipleResult",
    "PublishedSum",
    "RatioResult",
    "Result",
    "Results",
    "ScaleResult",
    "ShareResult",
    "TotalResult",
]


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a breakdown: the attribute and its value."""

    by: str
    value: str


@dataclass(frozen=True, slots=True)
class Moments:
    """How many values entered, their exact sum, and the largest in absolute value (for dominance only)."""

    count: int
    total: int
    peak: int


@dataclass(frozen=True, slots=True)
class TotalResult:
    """The observed sum of what was answered."""

    moments: Moments


@dataclass(frozen=True, slots=True)
class ShareResult:
    """How many respondents of a base (`denominator`) are in a case (`numerator`).

    `public` when both numbers are known to all anyway (the response rate).
    """

    numerator: int
    denominator: int
    public: bool = False


@dataclass(frozen=True, slots=True)
class RatioResult:
    """A sum over another, both over the respondents who answered both."""

    numerator: Moments
    denominator: Moments


@dataclass(frozen=True, slots=True)
class ChangeResult:
    """A sum before and a sum after, both over the respondents who answered both."""

    before: Moments
    after: Moments


@dataclass(frozen=True, slots=True)
class ScaleResult:
    """How many respondents gave each value of a scale, every value of the scale present."""

    counts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class MultipleResult:
    """How many respondents ticked each option, every option present."""

    counts: Mapping[OptionCode, int]


Result = TotalResult | ShareResult | RatioResult | ChangeResult | ScaleResult | MultipleResult


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator, for all respondents (`group` is None) or for one group, with its base."""

    id: IndicatorId
    group: Group | None
    base: Base
    result: Result


@dataclass(frozen=True, slots=True)
class ClearedPassage:
    """Words of a respondent, in answer to a field, that somebody cleared by name for quotation."""

    field: FieldId
    text: str
    cleared_by: str


@dataclass(frozen=True, slots=True)
class Results:
    """Every figure of a survey, in the order of its indicators; groups follow their total.

    `memberships` say whose answers each figure is made of; without them nothing can be said of differences.
    `earlier` is what was published of this survey before. `themes` are those that texts were coded with, by field and
    with their labels: each field has a figure of its own. `passages` may be quoted.
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
