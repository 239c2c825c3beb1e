"""Tables of data as files: CSV for scripts, XLSX for spreadsheets, HTML to be read; figures as JSON too."""

from surveykit.tables.delimited import to_csv
from surveykit.tables.figures import CONFIDENTIAL, figures_json, figures_sheet
from surveykit.tables.page import to_html
from surveykit.tables.report import report_sheets
from surveykit.tables.sheets import CellValue, Percent, Sheet
from surveykit.tables.workbook import to_xlsx

__all__ = [
    "CONFIDENTIAL",
    "CellValue",
    "Percent",
    "Sheet",
    "figures_json",
    "figures_sheet",
    "report_sheets",
    "to_csv",
    "to_html",
    "to_xlsx",
]
