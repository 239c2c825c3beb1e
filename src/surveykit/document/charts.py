"""Charts as data: what is drawn, in numbers and words; every renderer draws it in its own way."""

from __future__ import annotations

from msgspec import Struct


class Numbering(Struct, frozen=True):
    """The rank of a caption among those of its kind: `Tableau` and 3 are printed `Tableau 3`."""

    word: str
    rank: int

    def __str__(self) -> str:
        return f"{self.word}\u00a0{self.rank}"


class Bar(Struct, frozen=True):
    """One bar: what it stands for, its length in the chart's unit, and the words at its end.

    Without a value nothing is drawn and the words say why; `planned` marks what is foreseen, not observed.
    """

    label: str
    value: float | None
    shown: str
    planned: bool = False


class Levels(Struct, frozen=True):
    """A distribution over the levels of a scale, in their order: a column for each, `axis` under them."""

    bars: tuple[Bar, ...]
    axis: str = ""


class Options(Struct, frozen=True):
    """Things compared side by side, in the order given: a horizontal bar for each."""

    bars: tuple[Bar, ...]


class Series(Struct, frozen=True):
    """One quantity at several moments, in their order."""

    label: str
    bars: tuple[Bar, ...]


class Moments(Struct, frozen=True):
    """Quantities followed over time: for each of them, a horizontal bar for each moment."""

    series: tuple[Series, ...]


Drawing = Levels | Options | Moments


class Chart(Struct, frozen=True):
    """A chart: its title, a description for people who cannot see it, the unit of its values, what is drawn.

    A table beside it has its numbers. `whole` is the value that would fill the chart, 0 for the largest.
    """

    title: str
    description: str
    unit: str
    drawing: Drawing
    whole: float = 0
    numbering: Numbering | None = None

    @property
    def caption(self) -> str:
        """The title behind its number."""
        return captioned(self.numbering, self.title)


def captioned(numbering: Numbering | None, caption: str) -> str:
    """A caption behind its number if it has one: `Tableau 3 – Équipes par région`."""
    return caption if numbering is None else f"{numbering} – {caption}"


def bars_of(drawing: Drawing) -> tuple[Bar, ...]:
    """Every bar, in reading order."""
    if isinstance(drawing, Moments):
        return tuple(bar for series in drawing.series for bar in series.bars)
    return drawing.bars
