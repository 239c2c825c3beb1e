"""What disclosure control decided: which rule withheld what, against which other figures; never a value."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from surveykit.ids import IndicatorId
from surveykit.told import DisclosureRule


class AuditScope(StrEnum):
    """How far the differences between figures were looked at.

    `figures`: not at all, each figure and each breakdown was judged by itself. `release`: all the figures of
    the release together. `releases`: and with those of every earlier release that the register holds.
    """

    FIGURES = "figures"
    RELEASE = "release"
    RELEASES = "releases"


class Ruling(Struct, frozen=True):
    """One figure, or the base of one, that a rule withheld; `against` are the figures that it would be told from.

    `against` names earlier releases too; it is empty for the other rules than `differences`, and when the answers would
    follow from the numbers of the figure itself.
    """

    indicator: IndicatorId
    group: str | None
    rule: DisclosureRule
    base: bool = False
    against: tuple[str, ...] = ()


class Audit(Struct, frozen=True):
    """The rulings on one release in the order of its figures, and the earlier releases that were looked at."""

    scope: AuditScope = AuditScope.FIGURES
    earlier: tuple[str, ...] = ()
    rulings: tuple[Ruling, ...] = ()


def indicator_named(name: str) -> str:
    """The indicator of a figure by its name, alone or in an earlier release: `release 1 of 2014-09-17: total[nord]`."""
    return name.rpartition(": ")[2].partition("[")[0]


def figure_name(indicator: str, group: str | None) -> str:
    """How an audit calls a figure: `evolution`, `evolution[nord]`."""
    return indicator if group is None else f"{indicator}[{group}]"
