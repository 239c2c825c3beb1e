"""What may be said: figures, or the reason why not. A release names nobody and is all that a report may see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from surveykit.bases import Base, HiddenBase
from surveykit.ids import FieldId, IndicatorId, OptionCode
from surveykit.release.audit import Audit


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


class Total(Struct, frozen=True):
    """An observed sum, in the unit of its indicator."""

    value: int


class Estimate(Struct, frozen=True):
    """A total over everyone concerned, estimated from those who answered, in the unit of its indicator."""

    value: float


class Mean(Struct, frozen=True):
    """A mean, in the unit of its indicator."""

    value: float


class Median(Struct, frozen=True):
    """A median, in the unit of its indicator: whole beyond what a double holds exactly."""

    value: Weighted


class Share(Struct, frozen=True):
    """A share of respondents, as a fraction."""

    value: float
    numerator: Weighted
    denominator: Weighted


class Ratio(Struct, frozen=True):
    """A sum over another of the same respondents, as a fraction; in print a percentage, or else a number."""

    value: float
    numerator: Weighted
    denominator: Weighted
    percent: bool = True


class Change(Struct, frozen=True):
    """A relative change between two sums of the same respondents, as a fraction: -0.05 is 5 % less."""

    value: float
    before: Weighted
    after: Weighted


class Scale(Struct, frozen=True):
    """Mean, median (None below the declared number of answers) and distribution of a scale."""

    mean: float
    median: float | None
    distribution: tuple[Class, ...]

    @property
    def value(self) -> float:
        """The mean."""
        return self.mean


class Multiple(Struct, frozen=True):
    """How many respondents ticked each option, and their share of those who ticked at least one."""

    distribution: tuple[Class, ...]

    @property
    def value(self) -> None:
        """None: several options have no one value."""
        return None


class Distribution(Struct, frozen=True):
    """How many respondents are in each class, and their share of those who are in one."""

    distribution: tuple[Class, ...]

    @property
    def value(self) -> None:
        """None: several classes have no one value."""
        return None


class Withheld(Struct, frozen=True):
    """A figure that may not be said: a stable rule name and the reason in the survey's language."""

    rule: str
    reason: str

    @property
    def value(self) -> None:
        """None."""
        return None


class Undefined(Struct, frozen=True):
    """A figure that does not exist: nobody answered, or it would divide by zero."""

    reason: str

    @property
    def value(self) -> None:
        """None."""
        return None


Content = (
    Total | Estimate | Mean | Median | Share | Ratio | Change | Scale | Multiple | Distribution | Withheld | Undefined
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
    figure tells the answer of everyone in its base.
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

    @property
    def value(self) -> float | int | None:
        """The headline number of the figure, None when there is none or it is withheld."""
        return self.content.value

    @property
    def status(self) -> str:
        """`published`, `withheld` or `undefined`."""
        match self.content:
            case Withheld():
                return "withheld"
            case Undefined():
                return "undefined"
            case _:
                return "published"


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
