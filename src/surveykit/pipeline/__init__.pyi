from surveykit.disclose import disclose, unprotected
from surveykit.load.addresses import read_addresses
from surveykit.pipeline.asking import findings, remedies_told, standing_remedies, status
from surveykit.pipeline.campaign import Campaign, open_register
from surveykit.pipeline.checking import check_definition, new_survey
from surveykit.pipeline.checklist import Checklist, checklist
from surveykit.pipeline.checklist_lines import checklist_lines
from surveykit.pipeline.coded import coding_remarks, coding_standing
from surveykit.pipeline.coding import CodingReport, coding_agreements, export_coding, import_coding, unrecorded
from surveykit.pipeline.collecting import CollectReport, FileOutcome
from surveykit.pipeline.definitions import definition_folder, find_respondent, load_survey
from surveykit.pipeline.demo import demo
from surveykit.pipeline.exporting import Exported, ExportFormat, export
from surveykit.pipeline.figures import ENGINES, aggregate, prepare
from surveykit.pipeline.figures_files import audit_file, figures_file
from surveykit.pipeline.findings_files import collect_data, findings_data, findings_file
from surveykit.pipeline.forms import render, render_copies, suffix_of
from surveykit.pipeline.mailing import DraftFile, Mailing, Recipient, drafts, letter_file, received, recipients
from surveykit.pipeline.manuals import codebook, guide
from surveykit.pipeline.prefill import LeftOut, Prefill, read_prefill
from surveykit.pipeline.publishing import publish
from surveykit.pipeline.rehearsal import coded_workbook, filled_form, simulated, suffix_of_return
from surveykit.pipeline.reporting import report
from surveykit.pipeline.status import RespondentStatus, Status
from surveykit.pipeline.status_files import format_name, status_data, status_file

__all__ = [
    "ENGINES",
    "Campaign",
    "Checklist",
    "CodingReport",
    "CollectReport",
    "DraftFile",
    "ExportFormat",
    "Exported",
    "FileOutcome",
    "LeftOut",
    "Mailing",
    "Prefill",
    "Recipient",
    "RespondentStatus",
    "Status",
    "aggregate",
    "audit_file",
    "check_definition",
    "checklist",
    "checklist_lines",
    "codebook",
    "coded_workbook",
    "coding_agreements",
    "coding_remarks",
    "coding_standing",
    "collect_data",
    "definition_folder",
    "demo",
    "disclose",
    "drafts",
    "export",
    "export_coding",
    "figures_file",
    "filled_form",
    "find_respondent",
    "findings",
    "findings_data",
    "findings_file",
    "format_name",
    "guide",
    "import_coding",
    "letter_file",
    "load_survey",
    "new_survey",
    "open_register",
    "prepare",
    "publish",
    "read_addresses",
    "read_prefill",
    "received",
    "recipients",
    "remedies_told",
    "render",
    "render_copies",
    "report",
    "simulated",
    "standing_remedies",
    "status",
    "status_data",
    "status_file",
    "suffix_of",
    "suffix_of_return",
    "unprotected",
    "unrecorded",
]
