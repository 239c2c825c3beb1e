"""Tables of data as files: CSV for scripts, XLSX for spreadsheets, HTML to be read; workbooks that people fill in."""

from surveykit.lazy import lazily

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "surveykit.tables.delimited": "to_csv",
        "surveykit.tables.figures": "figures_json figures_sheet",
        "surveykit.tables.filling": "to_workbook",
        "surveykit.tables.page": "to_html",
        "surveykit.tables.report": "report_sheets",
        "surveykit.tables.returned": "read_workbook",
        "surveykit.tables.sheets": "CellValue Percent Sheet with_marks",
        "surveykit.tables.workbook": "is_cut to_xlsx",
    },
)
