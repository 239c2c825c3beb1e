from surveykit.tables.delimited import to_csv
from surveykit.tables.figures import figures_json, figures_sheet
from surveykit.tables.filling import to_workbook
from surveykit.tables.page import to_html
from surveykit.tables.report import report_sheets
from surveykit.tables.returned import read_workbook
from surveykit.tables.sheets import CellValue, Percent, Sheet, with_marks
from surveykit.tables.workbook import is_cut, to_xlsx

__all__ = [
    "CellValue",
    "Percent",
    "Sheet",
    "figures_json",
    "figures_sheet",
    "is_cut",
    "read_workbook",
    "report_sheets",
    "to_csv",
    "to_html",
    "to_workbook",
    "to_xlsx",
    "with_marks",
]
