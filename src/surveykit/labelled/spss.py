"""Answers as a file of SPSS (.sav): user-missing values tell why there is no answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from surveykit.labelled.names import Limits
from surveykit.labelled.table import Table
from surveykit.labelled.writing import NO_VALUE, Code, Frame, Layout, Written, laid_out, saved, write_sav
from surveykit.responses import Status

LIMITS = Limits(
    name=64,
    label=256,
    value_label=120,
    title=64,
    text=32_767,
    size=lambda text: len(text.encode()),
    reserved=frozenset(["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"]),
)
_WIDEST = 40
_DATE, _FIXED = slice(92, 109), b"01 Jan 0000:00:00"


def to_sav(table: Table) -> Written:
    """A table as SPSS reads it; the same table always gives the same bytes.

    In numeric variables a blank is system-missing, and NC, SO, unreadable and missing are user-missing values
    with labels, from -91 down (from -991 or further where an answer is as low). In text variables there is no
    value for them.
    """
    codes = missing_codes(table)
    layout = laid_out(table, LIMITS, codes)
    data = bytearray(saved(layout.frame, ".sav", lambda frame, path: _save(frame, path, layout, codes)))
    data[_DATE] = _FIXED  # the day and the time of writing, which are no data
    return Written(bytes(data), layout.renamed, layout.cut)


def missing_codes(table: Table) -> dict[Status, Code]:
    """The number that stands for each status without a value: below every answer and every label's value."""
    lowest, block = min([0, *_numbers(table)]), -90
    while lowest <= block:
        block = block * 10 - 90
    return {status: block - rank for rank, status in enumerate(NO_VALUE, 1)}


def _numbers(table: Table) -> Iterator[int]:
    """Every whole number that is an answer or has a label."""
    yield from (cell for column in table.cells for cell in column if isinstance(cell, int))
    yield from (value for variable in table.variables for value in variable.values)


def _save(frame: Frame, path: Path, layout: Layout, codes: dict[Status, Code]) -> None:
    given = [code for code in codes.values() if isinstance(code, int)]
    write_sav(
        frame,
        path,
        file_label=layout.title,
        column_labels=dict(layout.labels),
        row_compress=True,
        variable_value_labels=dict(layout.values),
        missing_ranges={name: [{"lo": min(given), "hi": max(given)}] for name in layout.numeric},
        variable_measure={
            name: variable.measure.value for name, variable in zip(layout.names, layout.variables, strict=True)
        },
        variable_format={name: f"F10.{decimals}" for name, decimals in layout.decimals.items()},
        variable_display_width=dict.fromkeys(layout.names, 12) | _text_widths(layout),
    )


def _text_widths(layout: Layout) -> dict[str, int]:
    texts = (name for name, variable in zip(layout.names, layout.variables, strict=True) if variable.text)
    return {name: min(_WIDEST, max([8, *layout.frame[name].str.len()])) for name in texts}
