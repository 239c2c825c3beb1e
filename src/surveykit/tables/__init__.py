"""Tables of data as files: CSV for scripts, XLSX for spreadsheets, HTML to be read; workbooks that people fill in."""

from surveykit.lazy import lazily

lazily(__name__, __file__)
