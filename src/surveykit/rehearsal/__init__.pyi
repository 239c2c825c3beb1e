from surveykit.rehearsal.demonstration import demo
from surveykit.rehearsal.simulating import coded_workbook, filled_form, simulated, suffix_of_return

__all__ = [
    "coded_workbook",
    "demo",
    "filled_form",
    "simulated",
    "suffix_of_return",
]
