"""Consolidated figures as data: JSON for scripts, and a table with a row for each figure and each class."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import assert_never

from surveykit.bases import Base
from surveykit.release import (
    Change,
    Class,
    Distribution,
    Estimate,
    Mean,
    Median,
    Multiple,
    Published,
    Quotation,
    Ratio,
    Scale,
    Share,
    Total,
    Undefined,
    Withheld,
)
from surveykit.tables.sheets import DISSEMINATION, CellValue, Percent, Sheet
from surveykit.texts import NBSP

CONFIDENTIAL = "CONFIDENTIEL"
WARNING = f"{CONFIDENTIAL} — chiffres avant contrôle de la confidentialité{NBSP}: ne pas diffuser."
"""What every output of figures before disclosure control says."""

_COLUMNS = (
    "id",
    "kind",
    "label",
    "unit",
    "by",
    "group",
    "group_label",
    "class",
    "class_label",
    "value",
    "median",
    "numerator",
    "denominator",
    "from",
    "to",
    "count",
    "share",
    "standard_error",
    "interval_low",
    "interval_high",
    "answered",
    "eligible",
    "returned",
    "surveyed",
    "unanimous",
    "status",
    "reason",
)

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


def figures_json(
    survey_id: str,
    edition: str,
    surveyed: int,
    returned: int,
    figures: Sequence[Published],
    *,
    quotations: Sequence[Quotation] = (),
    confidential: bool = False,
    simulated: bool = False,
) -> bytes:
    """The figures as one JSON object, UTF-8; shares, ratios and changes are fractions, not percents.

    `quotations` are the words that may be quoted, left out when there are none. `confidential` marks figures that did
    not go through disclosure control; `simulated` those of answers that nobody gave.
    """
    marked: dict[str, Json] = {"simulated": True} if simulated else {}
    marked |= {"confidential": True, "warning": WARNING} if confidential else {}
    whole: dict[str, Json] = {
        "survey": survey_id,
        "edition": edition,
        **marked,
        "surveyed": surveyed,
        "returned": returned,
        "figures": [_figure(figure) for figure in figures],
    }
    if quotations:
        whole["quotations"] = [
            {"question": one.question, "field": one.field, "text": one.text, "cleared_by": one.cleared_by}
            for one in quotations
        ]
    return (json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def figures_sheet(
    title: str, figures: Sequence[Published], *, confidential: bool = False, marks: tuple[str, ...] = ()
) -> Sheet:
    """The figures as a table: a row for each, then one for each class of its distribution.

    The value of a scale is its mean. `confidential` adds a first column, `diffusion`, that says so on every
    row, and a warning.
    """
    rows = [row for figure in figures for row in _rows(figure)]
    if not confidential:
        return Sheet(title, _COLUMNS, tuple(rows), marks=marks)
    marked = tuple((CONFIDENTIAL, *row) for row in rows)
    return Sheet(title, (DISSEMINATION, *_COLUMNS), marked, warning=WARNING, marks=marks)


def _figure(figure: Published) -> dict[str, Json]:
    base, group = figure.base, figure.group
    told: dict[str, Json] = {
        "id": figure.id,
        "kind": figure.kind,
        "label": figure.label,
        "unit": figure.unit,
        **_content(figure),
        "answered": base.answered,
        "eligible": base.eligible,
        "returned": base.returned,
        "surveyed": base.surveyed,
        **({"imputed": base.imputed} if isinstance(base, Base) and base.imputed else {}),
        "by": None if group is None else group.by,
        "group": None if group is None else group.value,
        "group_label": None if group is None else group.label,
        "status": figure.status,
    }
    match figure.content:
        case Withheld(rule=rule, reason=reason):
            told |= {"rule": rule, "reason": reason}
        case Undefined(reason=reason):
            told["reason"] = reason
        case _:
            pass
    if figure.interval is not None:
        told |= {
            "standard_error": figure.interval.standard_error,
            "interval": [figure.interval.low, figure.interval.high],
            "level": figure.interval.level,
        }
    return {**told, "unanimous": True} if figure.unanimous else told


def _content(figure: Published) -> dict[str, Json]:
    match figure.content:
        case Total(value=value) | Estimate(value=value) | Mean(value=value) | Median(value=value):
            return {"value": value}
        case (
            Share(value=fraction, numerator=above, denominator=below)
            | Ratio(value=fraction, numerator=above, denominator=below)
        ):
            return {"value": fraction, "numerator": above, "denominator": below}
        case Change(value=change, before=before, after=after):
            return {"value": change, "from": before, "to": after}
        case Scale(mean=mean, median=median, distribution=classes):
            return {"mean": mean, "median": median, "distribution": [_class(one) for one in classes]}
        case Multiple(distribution=classes) | Distribution(distribution=classes):
            return {"distribution": [_class(one) for one in classes]}
        case Withheld() | Undefined():
            return {"value": None}
        case _:
            assert_never(figure.content)


def _class(one: Class) -> Json:
    return {"code": one.code, "label": one.label, "count": one.count, "share": one.share}


def _rows(figure: Published) -> Iterator[tuple[CellValue, ...]]:
    cells = _cells(figure)
    yield tuple(cells.get(column) for column in _COLUMNS)
    match figure.content:
        case Scale(distribution=classes) | Multiple(distribution=classes) | Distribution(distribution=classes):
            for one in classes:
                held: dict[str, CellValue] = {
                    "class": one.code,
                    "class_label": one.label,
                    "count": one.count,
                    "share": Percent(one.share),
                }
                row = {**cells, "value": None, "median": None, **held}
                yield tuple(row.get(column) for column in _COLUMNS)
        case _:
            pass


def _cells(figure: Published) -> dict[str, CellValue]:
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
        **_numbers(figure),
        **_exactness(figure),
    }


def _exactness(figure: Published) -> dict[str, CellValue]:
    if figure.interval is None:
        return {}
    return {
        "standard_error": figure.interval.standard_error,
        "interval_low": figure.interval.low,
        "interval_high": figure.interval.high,
    }


def _numbers(figure: Published) -> dict[str, CellValue]:
    match figure.content:
        case Total(value=value) | Estimate(value=value) | Mean(value=value) | Median(value=value):
            return {"value": value}
        case (
            Share(value=value, numerator=above, denominator=below)
            | Ratio(value=value, numerator=above, denominator=below)
        ):
            plain = isinstance(figure.content, Ratio) and not figure.content.percent
            return {"value": value if plain else Percent(value), "numerator": above, "denominator": below}
        case Change(value=change, before=before, after=after):
            return {"value": Percent(change), "from": before, "to": after}
        case Scale(mean=mean, median=median):
            return {"value": mean, "median": median}
        case Multiple() | Distribution():
            return {}
        case Withheld(reason=reason) | Undefined(reason=reason):
            return {"reason": reason}
        case _:
            assert_never(figure.content)
