"""Individual answers with their labels, as files of SPSS and Stata."""

from surveykit.labelled.names import Limits, shortened, variable_names
from surveykit.labelled.spss import to_sav
from surveykit.labelled.stata import to_dta
from surveykit.labelled.table import Measure, Table, Variable, table
from surveykit.labelled.writing import Written

__all__ = [
    "Limits",
    "Measure",
    "Table",
    "Variable",
    "Written",
    "shortened",
    "table",
    "to_dta",
    "to_sav",
    "variable_names",
]
