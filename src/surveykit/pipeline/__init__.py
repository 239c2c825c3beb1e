"""The verbs in order: what the command line and scripts call."""

from surveykit.disclose import disclose
from surveykit.pipeline.campaign import Campaign, open_register
from surveykit.pipeline.checking import check_definition, new_survey
from surveykit.pipeline.coding import (
    CodingReport,
    coding_agreements,
    coding_remarks,
    coding_standing,
    export_coding,
    import_coding,
    unrecorded,
)
from surveykit.pipeline.collecting import CollectReport, FileOutcome
from surveykit.pipeline.definitions import definition_folder, load_survey
from surveykit.pipeline.demo import demo
from surveykit.pipeline.figures import aggregate, report
from surveykit.pipeline.forms import find_respondent, render, render_copies, suffix_of
from surveykit.pipeline.publishing import audit_file, figures_file, findings_file, publish
from surveykit.pipeline.rehearsal import coded_workbook, filled_form, simulated, suffix_of_return
from surveykit.pipeline.status import RespondentStatus, Status

__all__ = [
    "Campaign",
    "CodingReport",
    "CollectReport",
    "FileOutcome",
    "RespondentStatus",
    "Status",
    "aggregate",
    "audit_file",
    "check_definition",
    "coded_workbook",
    "coding_agreements",
    "coding_remarks",
    "coding_standing",
    "definition_folder",
    "demo",
    "disclose",
    "export_coding",
    "figures_file",
    "filled_form",
    "find_respondent",
    "findings_file",
    "import_coding",
    "load_survey",
    "new_survey",
    "open_register",
    "publish",
    "render",
    "render_copies",
    "report",
    "simulated",
    "suffix_of",
    "suffix_of_return",
    "unrecorded",
]
