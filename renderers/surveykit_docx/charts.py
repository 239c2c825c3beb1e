"""Charts in the body: a caption, the drawing with its description, and its parts in the package."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from surveykit.document import Chart, Levels, bars_of
from surveykit.texts import canonical
from surveykit_docx.chart_parts import chart_parts
from surveykit_docx.elements import Element, element

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_MM = 36_000
"""English Metric Units in a millimetre."""
_WIDTH, _COLUMNS, _ROW, _MARGIN = 160, 56, 9, 8
"""Millimetres: the width of every chart, the height of columns, of one horizontal bar, and around the bars."""


class Charts:
    """Puts charts in a document, numbered from 1."""

    def __init__(self, word: WordDocument, language: str) -> None:
        """`language` is that of the words in charts (`fr-FR`)."""
        self._word = word
        self._language = language
        self._number = 0

    def run(self, chart: Chart) -> Element:
        """A run that holds a chart."""
        self._number += 1
        package = self._word.part.package
        parts = chart_parts(chart, self._language)
        book = Part(
            PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{self._number}.xlsx"),
            CONTENT_TYPE.SML_SHEET,
            parts.workbook,
            package,
        )
        drawing = Part(PackURI(f"/word/charts/chart{self._number}.xml"), CONTENT_TYPE.DML_CHART, parts.drawing, package)
        drawing.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)
        relation = self._word.part.relate_to(drawing, RELATIONSHIP_TYPE.CHART)
        return element("w:r", None, element("w:drawing", None, self._inline(chart, relation)))

    def _inline(self, chart: Chart, relation: str) -> Element:
        size = {"cx": str(_WIDTH * _MM), "cy": str(_height(chart) * _MM)}
        name = str(chart.numbering) if chart.numbering is not None else f"Chart {self._number}"
        said = {"id": str(self._number), "name": name, "descr": _on_one_line(chart.description)}
        data = element("a:graphicData", {"uri": _CHART}, element("c:chart", {"r:id": relation}))
        return element(
            "wp:inline",
            {"distT": "0", "distB": "0", "distL": "0", "distR": "0"},
            element("wp:extent", size),
            element("wp:docPr", {**said, "title": _on_one_line(chart.caption)}),
            element("wp:cNvGraphicFramePr"),
            element("a:graphic", None, data),
        )


def _on_one_line(text: str) -> str:
    return canonical(text).replace("\n", " ")


def _height(chart: Chart) -> int:
    if isinstance(chart.drawing, Levels):
        return _COLUMNS
    return _ROW * len(bars_of(chart.drawing)) + _MARGIN
