"""What may be said: figures, or the reason why not. A release names nobody and is all that a report may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from surveykit import frames
from surveykit.brief import Brief, number_of
from surveykit.ids import FieldId, OptionCode
from surveykit.release.audit import Audit
from surveykit.release.page import table
from surveykit.release.rows import frame
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
from surveykit.words.marks import marks_of

if TYPE_CHECKING:
    from surveykit.frames import PandasFrame, PolarsFrame

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


class Release(Brief, frozen=True):
    """A release holds all that may be published of a survey at one moment, and the reason for each figure that may not.

    `figures` stand in the order of the survey's indicators, the groups of one after its total. `survey` and
    `edition` name the survey, `language` is its own (`fr`); `surveyed` and `returned` are numbers of respondents.
    `audit` says which rule withheld what. `themes` are the themes of coded texts with their labels, by field; the
    figure of such a field is the indicator named after it (`model.themes_code`). `quotations` are the words of
    respondents that somebody cleared. `corrected` is the number of answers that were corrected after reading, None
    when it is not known. `simulated` is true when simulated answers are in the figures.

    A release is a sequence of its figures, a table in a notebook, and a data frame for pandas, Polars and every library
    that reads Arrow streams: a row for each figure, then one for each class of its distribution, with the columns of
    `surveykit aggregate --to csv`. Shares, ratios and changes are fractions; a withheld value is empty. It names no
    respondent. `release["…"]` raises KeyError, with the known identifiers, for an indicator that it does not have.

    ```python
    import duckdb

    release["reseaux_aujourdhui"].value
    [figure.label for figure in release if figure.status == "withheld"]
    release.to_pandas().query("status == 'published'")
    duckdb.sql("SELECT id, value FROM release WHERE status = 'published'")
    ```
    """

    survey: str
    edition: str
    surveyed: int
    returned: int
    figures: tuple[Published, ...]
    language: str
    audit: Audit = field(default_factory=Audit)
    themes: Mapping[FieldId, Mapping[OptionCode, str]] = field(default_factory=dict)
    quotations: tuple[Quotation, ...] = ()
    corrected: int | None = None
    simulated: bool = False

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
        """Returns an iterator over the figures of an indicator for each group, in the order of the groups' values.

        Raises nothing: there is no figure for an unknown indicator, nor where the results have no groups.
        """
        return (figure for figure in self.figures if figure.id == indicator and figure.group is not None)

    def __iter__(self) -> Iterator[Published]:
        """Each figure, the groups of an indicator after their whole."""
        return iter(self.figures)

    def __len__(self) -> int:
        """How many figures there are, those that are withheld too."""
        return len(self.figures)

    def __contains__(self, one: object) -> bool:
        """Whether an indicator, by its identifier, or a figure is in the release."""
        return any(one in (figure.id, figure) for figure in self.figures)

    def to_pandas(self) -> PandasFrame:
        """Returns the figures as a pandas DataFrame with pandas' nullable types: an empty cell is `NA`.

        Raises MissingExtra when pandas is not installed, UsageError for a whole number above 2**53, which a 64-bit
        float would round.
        """
        return frames.to_pandas(frame(self.figures))

    def to_polars(self) -> PolarsFrame:
        """Returns the figures as a Polars DataFrame: an empty cell is null.

        Raises MissingExtra when Polars is not installed, UsageError for a whole number above 2**53, which a 64-bit
        float would round.
        """
        return frames.to_polars(frame(self.figures))

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The figures as an Arrow stream, for `pyarrow.table(release)`, `polars.DataFrame(release)`, DuckDB's `FROM`.

        It needs no other package. Raises UsageError for a total that a 64-bit float would round.
        """
        return frames.to_arrow(frame(self.figures), requested_schema)

    def _in_short(self) -> str:
        told = Counter(figure.status for figure in self.figures)
        counts = ", ".join(f"{number} {status}" for status, number in told.items())
        of = f"of {self.survey}/{self.edition}: {number_of(len(self), 'figure')}"
        return of + (f", {counts}" if counts else "") + ("; simulated data" if self.simulated else "")

    def _repr_html_(self) -> str:
        marks = marks_of(self.language, simulated=self.simulated)
        return table(self.language, self.survey, self.edition, self.figures, marks)
