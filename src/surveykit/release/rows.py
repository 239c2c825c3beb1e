"""Figures as rows: one for each figure, then one for each class of its distribution. The one list of the columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from surveykit.frames import Cell, Column, Frame
from surveykit.told import (
    Change,
    Content,
    Distribution,
    Elsewhere,
    Estimate,
    Mean,
    Median,
    Multiple,
    Published,
    Ratio,
    Scale,
    Share,
    Total,
    Undefined,
    Withheld,
)

COLUMNS = (
    Column("id", "text"),
    Column("kind", "text"),
    Column("label", "text"),
    Column("unit", "text"),
    Column("by", "text"),
    Column("group", "text"),
    Column("group_label", "text"),
    Column("class", "text"),
    Column("class_label", "text"),
    Column("value", "number"),
    Column("median", "number"),
    Column("numerator", "number"),
    Column("denominator", "number"),
    Column("from", "number"),
    Column("to", "number"),
    Column("count", "number"),
    Column("share", "number"),
    Column("standard_error", "number"),
    Column("interval_low", "number"),
    Column("interval_high", "number"),
    Column("answered", "whole"),
    Column("eligible", "whole"),
    Column("returned", "whole"),
    Column("surveyed", "whole"),
    Column("unanimous", "truth"),
    Column("status", "text"),
    Column("as_of", "day"),
    Column("reason", "text"),
)
"""What CSV, XLSX and data frames have of every figure. A share, a ratio and a change are fractions."""


def frame(figures: Iterable[Published]) -> Frame:
    """The figures as a table."""
    return Frame(COLUMNS, tuple(row for figure in figures for row in rows(figure)))


def rows(figure: Published) -> Iterator[tuple[Cell, ...]]:
    """The row of a figure, then those of its classes, in the order of `COLUMNS`; the value of a scale is its mean."""
    cells = _cells(figure)
    yield _row(cells)
    match figure.content:
        case Scale(distribution=classes) | Multiple(distribution=classes) | Distribution(distribution=classes):
            for one in classes:
                held = {"class": one.code, "class_label": one.label, "count": one.count, "share": one.share}
                yield _row({**cells, "value": None, "median": None, **held})
        case _:
            pass


def _row(cells: Mapping[str, Cell]) -> tuple[Cell, ...]:
    return tuple(cells.get(column.name) for column in COLUMNS)


def _cells(figure: Published) -> dict[str, Cell]:
    base, group = figure.base, figure.group
    return {
        "id": figure.id,
        "kind": figure.kind,
        "label": figure.label,
        "unit": figure.unit,
        "by": None if group is None else group.by,
        "group": None if group is None else group.value,
        "group_label": None if group is None else group.label,
        "answered": base.answered,
        "eligible": base.eligible,
        "returned": base.returned,
        "surveyed": base.surveyed,
        "unanimous": figure.unanimous,
        "status": figure.status,
        "as_of": figure.as_of,
        **_numbers(figure.content),
        **_exactness(figure),
    }


def _exactness(figure: Published) -> dict[str, Cell]:
    if figure.interval is None:
        return {}
    return {
        "standard_error": figure.interval.standard_error,
        "interval_low": figure.interval.low,
        "interval_high": figure.interval.high,
    }


def _numbers(content: Content) -> dict[str, Cell]:
    match content:
        case Total(value=value) | Estimate(value=value) | Mean(value=value) | Median(value=value):
            return {"value": value}
        case (
            Share(value=value, numerator=above, denominator=below)
            | Ratio(value=value, numerator=above, denominator=below)
        ):
            return {"value": value, "numerator": above, "denominator": below}
        case Change(value=change, before=before, after=after):
            return {"value": change, "from": before, "to": after}
        case Scale(mean=mean, median=median):
            return {"value": mean, "median": median}
        case Multiple() | Distribution() | Elsewhere():
            return {}
        case Withheld(reason=reason) | Undefined(reason=reason):
            return {"reason": reason}
        case _:
            assert_never(content)
