"""Tables of data and key figures."""

from __future__ import annotations

from collections.abc import Iterable

from surveykit.document import Cell, KeyFigures, Table
from surveykit_docx.elements import Element, element, valued
from surveykit_docx.page import PageSetup
from surveykit_docx.styles import Look, TableLook

FIGURES_IN_A_ROW = 4


def add_table(page: PageSetup, table: Table) -> None:
    """A caption, and under it a table whose header row is repeated on every page; no row is split."""
    page.caption(table.numbering, table.caption)
    said = (("w:tblCaption", table.caption), ("w:tblDescription", table.description))
    words = tuple(valued(name, text) for name, text in said if text)
    widths = _widths(table.widths, page.text_width)
    start = page.length
    rows = [_row(page, table.header, widths, heads=True)]
    page.keep_with_next(start)
    rows.extend(_row(page, cells, widths, heads=False) for cells in table.rows)
    page.table(_table(TableLook.DATA, widths, words, rows), last_row=len(table.header))


def _row(page: PageSetup, cells: tuple[Cell, ...], widths: tuple[int, ...], *, heads: bool) -> Element:
    traits = (element("w:cantSplit"), *((element("w:tblHeader"),) if heads else ()))
    written = (
        _cell(width, (page.cell_paragraph(_look(cell, heads=heads), cell.text),), is_grey=cell.withheld)
        for cell, width in zip(cells, widths, strict=True)
    )
    return element("w:tr", None, element("w:trPr", None, *traits), *written)


def _look(cell: Cell, *, heads: bool) -> Look:
    if heads or cell.header:
        return Look.NUMBER_HEADER if cell.number else Look.CELL_HEADER
    if cell.withheld:
        return Look.WITHHELD
    return Look.NUMBER if cell.number else Look.CELL


def add_figures(page: PageSetup, figures: KeyFigures) -> None:
    """Headline figures side by side, four at most in a row: a cell for each, read one after the other."""
    total = len(figures.figures)
    if not total:
        return
    across = -(-total // -(-total // FIGURES_IN_A_ROW))
    widths = _widths((1,) * across, page.text_width)
    rows: list[Element] = []
    for start in range(0, total, across):
        shown = figures.figures[start : start + across]
        traits = (*_unused(widths[len(shown) :]), element("w:cantSplit"))
        cells = (_figure(page, width, parts) for width, parts in zip(widths, shown, strict=False))
        rows.append(element("w:tr", None, element("w:trPr", None, *traits), *cells))
    page.table(_table(TableLook.FIGURES, widths, (), rows))


def _unused(widths: tuple[int, ...]) -> tuple[Element, ...]:
    """The traits of a row that ends before the table does, so that it needs no empty cell."""
    if not widths:
        return ()
    width = {"w:w": str(sum(widths)), "w:type": "dxa"}
    return (valued("w:gridAfter", str(len(widths))), element("w:wAfter", width))


def _figure(page: PageSetup, width: int, parts: tuple[str, str, str]) -> Element:
    looks = (Look.FIGURE_VALUE, Look.FIGURE_LABEL, Look.FIGURE_BASE)
    shown = [(look, text) for look, text in zip(looks, parts, strict=True) if text]
    return _cell(width, (page.cell_paragraph(look, text) for look, text in shown or [(looks[0], "")]))


def _cell(width: int, paragraphs: Iterable[Element], *, is_grey: bool = False) -> Element:
    properties = element("w:tcPr", None, element("w:tcW", {"w:w": str(width), "w:type": "dxa"}))
    if is_grey:
        properties.append(element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": "EFEFEF"}))
    return element("w:tc", None, properties, *paragraphs)


def _table(look: TableLook, widths: tuple[int, ...], words: tuple[Element, ...], rows: list[Element]) -> Element:
    """A table as wide as the text; the order of `w:tblPr`'s children is that of ISO 29500."""
    headed = look is TableLook.DATA
    flag = "1" if headed else "0"
    conditions = {
        "w:val": "06A0" if headed else "0600",
        "w:firstRow": flag,
        "w:lastRow": "0",
        "w:firstColumn": flag,
        "w:lastColumn": "0",
        "w:noHBand": "1",
        "w:noVBand": "1",
    }
    properties = element(
        "w:tblPr",
        None,
        valued("w:tblStyle", look.value),
        element("w:tblW", {"w:w": str(sum(widths)), "w:type": "dxa"}),
        element("w:tblLayout", {"w:type": "fixed"}),
        element("w:tblLook", conditions),
        *words,
    )
    columns = (element("w:gridCol", {"w:w": str(width)}) for width in widths)
    return element("w:tbl", None, properties, element("w:tblGrid", None, *columns), *rows)


def _widths(shares: tuple[int, ...], whole: int) -> tuple[int, ...]:
    """The widths of columns, in twentieths of a point: they add up to the whole."""
    ends = [whole * sum(shares[: rank + 1]) // sum(shares) for rank in range(len(shares))]
    return tuple(end - start for start, end in zip([0, *ends], ends, strict=False))
