from surveykit.disclosure import disclose, unprotected
from surveykit.load.addresses import read_addresses
from surveykit.pipeline.addressing import Mailing, Recipient, left_out, received, recipients
from surveykit.pipeline.asking import findings, remedies_told, standing_remedies, status
from surveykit.pipeline.campaign import Campaign, open_register
from surveykit.pipeline.checking import check_definition, new_survey
from surveykit.pipeline.checklist_words import checklist_lines
from surveykit.pipeline.checklists import Checklist, checklist
from surveykit.pipeline.coded import coding_remarks, coding_standing
from surveykit.pipeline.coding import CodingReport, coding_agreements, export_coding, import_coding, unrecorded
from surveykit.pipeline.collected import CollectCounts, CollectReport, FileOutcome
from surveykit.pipeline.definitions import definition_folder, find_respondent, load_survey
from surveykit.pipeline.figures import ENGINES, aggregate
from surveykit.pipeline.forms import is_text, render, render_copies, suffix_of
from surveykit.pipeline.mailing import DraftFile, drafts, letter_file
from surveykit.pipeline.naming import check_name
from surveykit.pipeline.outputs.answers import Exported, ExportFormat, export
from surveykit.pipeline.outputs.figures import audit_file, figures_file
from surveykit.pipeline.outputs.findings import collect_data, findings_data, findings_file
from surveykit.pipeline.outputs.manuals import codebook, guide
from surveykit.pipeline.outputs.report import report
from surveykit.pipeline.outputs.returns import (
    differences_told,
    examination_data,
    messages_told,
    rereading_data,
    returns_data,
)
from surveykit.pipeline.outputs.status import format_name, format_names, status_data, status_file
from surveykit.pipeline.prefill import LeftOut, Prefill, read_prefill
from surveykit.pipeline.publishing import check_publishable, publish, same_release
from surveykit.pipeline.rereading import ReadOtherwise, Rereading, Signature, read_otherwise
from surveykit.pipeline.rescuing import Rescue, rescue
from surveykit.pipeline.statuses import RespondentStatus, Status
from surveykit.pipeline.unread_files import Unread, unread

__all__ = [
    "ENGINES",
    "Campaign",
    "Checklist",
    "CodingReport",
    "CollectCounts",
    "CollectReport",
    "DraftFile",
    "ExportFormat",
    "Exported",
    "FileOutcome",
    "LeftOut",
    "Mailing",
    "Prefill",
    "ReadOtherwise",
    "Recipient",
    "Rereading",
    "Rescue",
    "RespondentStatus",
    "Signature",
    "Status",
    "Unread",
    "aggregate",
    "audit_file",
    "check_definition",
    "check_name",
    "check_publishable",
    "checklist",
    "checklist_lines",
    "codebook",
    "coding_agreements",
    "coding_remarks",
    "coding_standing",
    "collect_data",
    "definition_folder",
    "differences_told",
    "disclose",
    "drafts",
    "examination_data",
    "export",
    "export_coding",
    "figures_file",
    "find_respondent",
    "findings",
    "findings_data",
    "findings_file",
    "format_name",
    "format_names",
    "guide",
    "import_coding",
    "is_text",
    "left_out",
    "letter_file",
    "load_survey",
    "messages_told",
    "new_survey",
    "open_register",
    "publish",
    "read_addresses",
    "read_otherwise",
    "read_prefill",
    "received",
    "recipients",
    "remedies_told",
    "render",
    "render_copies",
    "report",
    "rereading_data",
    "rescue",
    "returns_data",
    "same_release",
    "standing_remedies",
    "status",
    "status_data",
    "status_file",
    "suffix_of",
    "unprotected",
    "unread",
    "unrecorded",
]
