"""A chart that Word edits: DrawingML and the workbook of its numbers, both written by XlsxWriter."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import NamedTuple, assert_never

import xlsxwriter  # type: ignore[import-untyped]  # the package has no annotations
from lxml import etree

from surveykit.document import Bar, Chart, Levels, Moments, Options, Series, bars_of
from surveykit.texts import NBSP, canonical
from surveykit.words import Room, notation

_said = Room("docx")
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FILL, _PAPER, _INK, _LINE = "#1F3F7A", "#FFFFFF", "#1E1E1E", "#50545E"
_ROOM = 1.4
"""How far beyond the longest bar its axis goes, so that the words at its end have room."""
_FONT = {"name": "Arial", "size": 9, "color": _INK}


class ChartParts(NamedTuple):
    """The part that draws, which relates to the workbook as `rId1`, and the workbook."""

    drawing: bytes
    workbook: bytes


def chart_parts(chart: Chart, language: str) -> ChartParts:
    """The parts of a chart, their language (`fr-FR`) told; the same chart always gives the same bytes."""
    with zipfile.ZipFile(io.BytesIO(_workbook(chart, language, drawn=True))) as package:
        root = etree.fromstring(package.read("xl/charts/chart1.xml"))
    for lang in root.iter(_tag("lang")):
        lang.set("val", language)
    _say_what_labels_show(root)
    _leave_blanks(root, [rank for rank, bar in enumerate(bars_of(chart.drawing)) if bar.value is None])
    _join_workbook(root)
    drawing = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return ChartParts(drawing, _workbook(chart, language, drawn=False))


def _tag(name: str) -> str:
    return f"{{{_CHART}}}{name}"


def _say_what_labels_show(root: etree._Element) -> None:
    """Says of every part of a label whether it is shown: LibreOffice shows what is not spoken of."""
    for shown in list(root.iter(_tag("showVal"))):
        shown.addprevious(etree.Element(_tag("showLegendKey"), {"val": "0"}))
        for name in reversed(("showCatName", "showSerName", "showPercent", "showBubbleSize")):
            shown.addnext(etree.Element(_tag(name), {"val": "0"}))


def _leave_blanks(root: etree._Element, blanks: list[int]) -> None:
    """Takes the points that have no value out of what is drawn: XlsxWriter makes zeros of them."""
    for values in root.iterfind(f".//{_tag('val')}//{_tag('numCache')}"):
        for point in values.findall(_tag("pt")):
            if int(point.get("idx", "-1")) in blanks:
                values.remove(point)


def _join_workbook(root: etree._Element) -> None:
    """Says where the chart's numbers are, in place of how a spreadsheet would print it."""
    settings = root.find(_tag("printSettings"))
    if settings is None:
        raise ValueError("XlsxWriter ends its charts in another way: they would have no workbook")
    external = etree.Element(_tag("externalData"), {f"{{{_RELATIONS}}}id": "rId1"})
    etree.SubElement(external, _tag("autoUpdate"), {"val": "0"})
    root.replace(settings, external)


def _workbook(chart: Chart, language: str, *, drawn: bool) -> bytes:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, _OPTIONS) as book:
        # The date is fixed, so that the bytes depend on the chart only.
        book.set_properties({"created": _CREATED, "title": canonical(chart.caption)})
        sheet = book.add_worksheet(_said(language, "Data"))
        _write(sheet, chart, language)
        if drawn:
            sheet.insert_chart(0, 4, _drawing(book, chart, language, sheet.get_name()))
    return written.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, chart: Chart, language: str) -> None:
    """Writes a row for each bar: its label, its value, the words at its end."""
    for column, head in enumerate(("", chart.unit, _said(language, "Value published"))):
        sheet.write_string(0, column, canonical(head))
    for number, (label, bar) in enumerate(_rows(chart), start=1):
        sheet.write_string(number, 0, label)
        if bar.value is not None:
            sheet.write_number(number, 1, bar.value)
        sheet.write_string(number, 2, canonical(bar.shown))
    sheet.set_column(0, 0, 45)
    sheet.set_column(1, 2, 20)


def _rows(chart: Chart) -> list[tuple[str, Bar]]:
    match chart.drawing:
        case Levels(bars=bars) | Options(bars=bars) | Moments(series=(Series(bars=bars),)):
            return [(_label(bar.label, bar), bar) for bar in bars]
        case Moments(series=several):
            return [
                (_label(f"{one.label} – {bar.label[:1].lower()}{bar.label[1:]}", bar), bar)
                for one in several
                for bar in one.bars
            ]
        case _:
            assert_never(chart.drawing)


def _label(label: str, bar: Bar) -> str:
    """A bar's label; a bar that is not drawn says why there, since it has no end."""
    return canonical(label if bar.value is not None else f"{label} ({bar.shown})")


def _drawing(book: xlsxwriter.Workbook, chart: Chart, language: str, sheet: str) -> xlsxwriter.chart.Chart:
    upright = isinstance(chart.drawing, Levels)
    made = book.add_chart({"type": "column" if upright else "bar"})
    made.add_series(_series(chart, language, sheet))
    made.set_title({"none": True})
    made.set_legend({"none": True})
    categories, values = _category_axis(chart), _value_axis(chart)
    # XlsxWriter calls the horizontal axis x; of horizontal bars, it is that of the values.
    made.set_x_axis(categories if upright else values)
    made.set_y_axis(values if upright else categories)
    made.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    made.set_plotarea({"fill": {"none": True}})
    return made


def _series(chart: Chart, language: str, sheet: str) -> dict[str, object]:
    """The bars: hollow ones for what is planned, no label where there is no value."""
    bars = bars_of(chart.drawing)
    last = max(len(bars), 1)
    return {
        "name": [sheet, 0, 1],
        "categories": [sheet, 1, 0, last, 0],
        "values": [sheet, 1, 1, last, 1],
        "fill": {"color": _FILL},
        "border": {"color": _FILL, "width": 1.25},
        "gap": 60,
        "points": [_planned() if bar.planned else None for bar in bars],
        "data_labels": {
            "value": True,
            "font": _FONT,
            "position": "outside_end",
            "custom": [{"delete": True} if bar.value is None else None for bar in bars],
            "num_format": _percents(language) if chart.unit.startswith("%") else "#,##0",
        },
    }


def _percents(language: str) -> str:
    """The format of a number of percents; a label is one line, which needs no space that keeps it whole."""
    before, _, after = notation(language).percent.replace(NBSP, " ").partition("{number}")
    return f'"{before}"General"{after}"' if before else f'General"{after}"'


def _category_axis(chart: Chart) -> dict[str, object]:
    """The axis of the bars' labels, from the top where they lie; named by what levels are levels of."""
    axis = chart.drawing.axis if isinstance(chart.drawing, Levels) else ""
    return {
        "num_font": _FONT,
        "reverse": not isinstance(chart.drawing, Levels),
        "major_tick_mark": "none",
        "line": {"color": _LINE},
        **({"name": canonical(axis), "name_font": {**_FONT, "bold": False}} if axis else {}),
    }


def _value_axis(chart: Chart) -> dict[str, object]:
    """The axis of the values, which is not drawn; beyond lying bars there is room for words."""
    axis: dict[str, object] = {"visible": False, "major_gridlines": {"visible": False}, "min": 0}
    if isinstance(chart.drawing, Levels):
        return axis
    longest = max((bar.value or 0 for bar in bars_of(chart.drawing)), default=0)
    return axis | {"max": max(chart.whole, longest * _ROOM) or 1}


def _planned() -> dict[str, dict[str, str | float]]:
    """A hollow bar."""
    return {"fill": {"color": _PAPER}, "border": {"color": _FILL, "width": 1.5}}
