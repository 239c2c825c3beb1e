"""Charts as Vega-Lite: every word and every length is placed by us, so that no font decides where things stand."""

from __future__ import annotations

from textwrap import wrap
from typing import assert_never

from surveykit.document import Bar, Chart, Levels, Moments, Options
from surveykit.texts import canonical
from surveykit_html.drawing import Json

WIDTH = 640
"""The width of every chart, in its own units; a page shows it as wide as there is room."""

_INK, _SOFT, _FILL, _PAPER = "#1d1f24", "#50545e", "#1f3f7a", "#ffffff"
_LABELS, _ENDS = 250, 120
"""The room left of horizontal bars for their labels, and right of them for their values."""
_LETTERS, _LINE, _GAP, _THICK = 34, 15, 12, 18
"""The letters of a line of labels; the height of a line, of what parts two bars, and of a bar."""
_COLUMNS, _ABOVE, _BELOW = 115, 30, 44
"""The height of columns, and the room above and below them."""

Row = dict[str, Json]


def spec_of(chart: Chart) -> dict[str, Json]:
    """The chart without its title, which stands above it."""
    match chart.drawing:
        case Levels(bars=bars, axis=axis):
            return _columns(bars, axis, chart.unit)
        case Options(bars=bars):
            return _bars([(bar.label, bar) for bar in bars], chart.whole)
        case Moments(series=series):
            rows: list[tuple[str, Bar | None]] = []
            for one in series:
                if len(series) > 1:
                    rows.append((one.label, None))
                rows += ((bar.label, bar) for bar in one.bars)
            return _bars(rows, chart.whole)
        case _:
            assert_never(chart.drawing)


def _bars(rows: list[tuple[str, Bar | None]], whole: float) -> dict[str, Json]:
    """Horizontal bars, one under the other; a row without a bar is the heading of those below it."""
    marks: list[Row] = []
    top = 0
    for label, bar in rows:
        lines = wrap(canonical(label), _LETTERS) or [""]
        height = max(len(lines) * _LINE, _THICK) + _GAP
        middle = top + height / 2
        first = middle - (len(lines) - 1) * _LINE / 2
        marks += (_label(line, first + rank * _LINE, is_heading=bar is None) for rank, line in enumerate(lines))
        if bar is not None:
            marks += _bar(bar, middle)
        top += height
    longest = max((bar.value or 0 for _, bar in rows if bar is not None), default=0)
    axis: Row = {"what": "axis", "x": 0, "x2": 0, "y": 0, "y2": top}
    room = WIDTH - _LABELS - _ENDS
    return _chart([*marks, axis], (room, top), (_LABELS, 0, _ENDS, 0), (max(whole, longest) or 1, top))


def _label(words: str, y: float, *, is_heading: bool) -> Row:
    return {"what": "heading" if is_heading else "label", "x": 0, "y": y, "words": words}


def _bar(bar: Bar, middle: float) -> list[Row]:
    value = bar.value or 0
    end: Row = {"what": "end", "x": value, "y": middle, "words": canonical(bar.shown)}
    if bar.value is None:
        return [end]
    edges = {"y": middle - _THICK / 2, "y2": middle + _THICK / 2}
    return [{"what": "planned" if bar.planned else "bar", "x": 0, "x2": value, **edges}, end]


def _columns(bars: tuple[Bar, ...], axis: str, unit: str) -> dict[str, Json]:
    """Columns side by side, with their values above and their levels below."""
    tallest = max((bar.value or 0 for bar in bars), default=0) or 1
    marks: list[Row] = []
    for rank, bar in enumerate(bars):
        x, y = rank + 0.5, tallest - (bar.value or 0)
        marks.append({"what": "above", "x": x, "y": y, "words": canonical(bar.shown)})
        marks.append({"what": "below", "x": x, "y": tallest, "words": canonical(bar.label)})
        if bar.value is not None:
            column = {"x": rank + 0.2, "x2": rank + 0.8, "y": y, "y2": tallest}
            marks.append({"what": "planned" if bar.planned else "bar", **column})
    marks.append({"what": "unit", "x": 0, "y": 0, "words": canonical(unit)})
    marks.append({"what": "under", "x": len(bars) / 2, "y": tallest, "words": canonical(axis)})
    marks.append({"what": "axis", "x": 0, "x2": len(bars), "y": tallest, "y2": tallest})
    side = (WIDTH - 400) / 2
    return _chart(marks, (400, _COLUMNS), (side, _ABOVE, side, _BELOW), (len(bars), tallest))


_TEXTS: dict[str, dict[str, Json]] = {
    "label": {"align": "right", "dx": -8},
    "heading": {"align": "right", "dx": -8, "fontWeight": "bold"},
    "end": {"align": "left", "dx": 7},
    "above": {"align": "center", "dy": -9, "fontWeight": "bold"},
    "below": {"align": "center", "dy": 13},
    "under": {"align": "center", "dy": 34, "color": _SOFT},
    "unit": {"align": "left", "dy": -20, "color": _SOFT},
}


def _chart(
    marks: list[Row], size: tuple[float, float], around: tuple[float, float, float, float], ends: tuple[float, float]
) -> dict[str, Json]:
    """A drawing of given size with room around it (left, top, right, bottom), its measures from 0 to `ends`."""
    left, top, right, bottom = around
    x, y = (_measure(name, end, from_top=name == "y") for name, end in zip("xy", ends, strict=True))
    edges: dict[str, Json] = {"x": x, "y": y, "x2": {"field": "x2"}, "y2": {"field": "y2"}}
    shapes: list[Json] = [
        _layer("bar", {"type": "rect", "color": _FILL}, edges),
        _layer("planned", {"type": "rect", "fill": _PAPER, "stroke": _FILL, "strokeWidth": 1.5}, edges),
        _layer("axis", {"type": "rule", "color": _SOFT}, edges),
    ]
    words: dict[str, Json] = {"x": x, "y": y, "text": {"field": "words"}}
    used = {str(mark["what"]) for mark in marks}
    texts: list[Json] = [
        _layer(what, {"type": "text", "fontSize": 12, "color": _INK, "baseline": "middle", **look}, words)
        for what, look in _TEXTS.items()
        if what in used
    ]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": size[0],
        "height": size[1],
        "padding": {"left": left, "top": top, "right": right, "bottom": bottom},
        "autosize": {"type": "none"},
        "data": {"values": marks},
        "layer": [*shapes, *texts],
        "background": None,
        "config": {"aria": False, "view": {"stroke": None}, "axis": None},
    }


def _measure(name: str, end: float, *, from_top: bool) -> dict[str, Json]:
    scale: dict[str, Json] = {"domain": [0, end], "nice": False, "reverse": from_top}
    return {"field": name, "type": "quantitative", "scale": scale, "axis": None}


def _layer(what: str, mark: dict[str, Json], encoding: dict[str, Json]) -> dict[str, Json]:
    chosen: Json = [{"filter": {"field": "what", "equal": what}}]
    return {"transform": chosen, "mark": mark, "encoding": encoding}
