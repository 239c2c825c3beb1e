"""What may be said: figures, or the reason why not. A release names nobody and is all that a report may see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from surveykit.ids import FieldId, OptionCode
from surveykit.release.audit import Audit
from surveykit.told import (
    Change,
    Class,
    Content,
    Distribution,
    Elsewhere,
    Estimate,
    Group,
    Interval,
    Mean,
    Median,
    Multiple,
    Published,
    Ratio,
    Scale,
    Share,
    Total,
    Undefined,
    Weighted,
    Withheld,
)

__all__ = [
    "Change",
    "Class",
    "Content",
    "Distribution",
    "Elsewhere",
    "Estimate",
    "Group",
    "Interval",
    "Mean",
    "Median",
    "Multiple",
    "Published",
    "Quotation",
    "Ratio",
    "Release",
    "Scale",
    "Share",
    "Total",
    "Undefined",
    "Weighted",
    "Withheld",
]


class Quotation(Struct, frozen=True):
    """Words that may be quoted, the question that they answer, and who cleared them: never who wrote them."""

    field: FieldId
    question: str
    text: str
    cleared_by: str


class Release(Struct, frozen=True):
    """All that may be said of a survey at one moment, in the order of its indicators, and why not the rest.

    `themes` are those that texts were coded with, by field and with their labels; the figure of such a field is the
    indicator named after it (`model.themes_code`). `corrected` is how many answers were corrected after they were read;
    None when it is not known.
    """

    survey: str
    edition: str
    surveyed: int
    returned: int
    figures: tuple[Published, ...]
    audit: Audit = field(default_factory=Audit)
    themes: Mapping[FieldId, Mapping[OptionCode, str]] = field(default_factory=dict)
    quotations: tuple[Quotation, ...] = ()
    corrected: int | None = None

    def __getitem__(self, indicator: str) -> Published:
        """The figure of an indicator over all respondents.

        Raises KeyError with the known identifiers when there is none.
        """
        for figure in self.figures:
            if figure.id == indicator and figure.group is None:
                return figure
        known = ", ".join(figure.id for figure in self.figures if figure.group is None)
        raise KeyError(f"no indicator {indicator!r} in this release; it has {known}")

    def groups(self, indicator: str) -> Iterator[Published]:
        """The figures of an indicator by group, in order."""
        return (figure for figure in self.figures if figure.id == indicator and figure.group is not None)
