"""Consolidated figures as data: JSON for scripts, and a table with a row for each figure and each class."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import assert_never

from surveykit.bases import Base
from surveykit.frames import Cell
from surveykit.release import (
    Change,
    Class,
    Content,
    Distribution,
    Elsewhere,
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
from surveykit.release.rows import COLUMNS, rows
from surveykit.tables.sheets import DISSEMINATION, CellValue, Percent, Sheet
from surveykit.words import Room
from surveykit.words.marks import confidential_mark

_said = Room("figures")
_HEADER = tuple(column.name for column in COLUMNS)

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


def figures_json(
    survey_id: str,
    edition: str,
    surveyed: int,
    returned: int,
    figures: Sequence[Published],
    *,
    quotations: Sequence[Quotation] = (),
    confidential_in: str | None = None,
    draft: bool = False,
    simulated: bool = False,
) -> bytes:
    """The figures as one JSON object, UTF-8; shares, ratios and changes are fractions, not percents.

    `quotations` are the words that may be quoted, left out when there are none. `confidential_in` is the language of
    figures that did not go through disclosure control, which say so; `draft` marks those that nobody published,
    `simulated` those of answers that nobody gave.
    """
    marked: dict[str, Json] = {}
    if confidential_in is not None:
        marked = {"confidential": True, "warning": _warning(confidential_in)}
    marked |= {"draft": True} if draft else {}
    marked |= {"simulated": True} if simulated else {}
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
    title: str, figures: Sequence[Published], *, confidential_in: str | None = None, marks: tuple[str, ...] = ()
) -> Sheet:
    """The figures as a table: a row for each, then one for each class of its distribution.

    The value of a scale is its mean. `confidential_in` is the language of figures that did not go through disclosure
    control: a first column, `diffusion`, says so on every row, and a warning.
    """
    shown = [row for figure in figures for row in _shown(figure)]
    if confidential_in is None:
        return Sheet(title, _HEADER, tuple(shown), marks=marks)
    mark = confidential_mark(confidential_in)
    marked = tuple((mark, *row) for row in shown)
    return Sheet(title, (DISSEMINATION, *_HEADER), marked, warning=_warning(confidential_in), marks=marks)


def _warning(language: str) -> str:
    """What every output of figures before disclosure control says."""
    mark = confidential_mark(language)
    return _said(language, "{confidential} — figures before disclosure control: do not disseminate.", confidential=mark)


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
        **({} if figure.as_of is None else {"as_of": figure.as_of.isoformat()}),
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
        case Withheld() | Undefined() | Elsewhere():
            return {"value": None}
        case _:
            assert_never(figure.content)


def _class(one: Class) -> Json:
    return {"code": one.code, "label": one.label, "count": one.count, "share": one.share}


def _shown(figure: Published) -> Iterator[tuple[CellValue, ...]]:
    """The rows of a figure as people read them: percentages, and days as ISO 8601."""
    shares = {"share"} if _is_plain(figure.content) else {"share", "value"}
    for row in rows(figure):
        yield tuple(_cell(cell, percent=name in shares) for name, cell in zip(_HEADER, row, strict=True))


def _is_plain(content: Content) -> bool:
    """Whether the value of a figure is a number, and no percentage."""
    return not isinstance(content, Share | Ratio | Change) or (isinstance(content, Ratio) and not content.percent)


def _cell(cell: Cell, *, percent: bool) -> CellValue:
    if isinstance(cell, date):
        return cell.isoformat()
    return Percent(cell) if percent and isinstance(cell, int | float) else cell
