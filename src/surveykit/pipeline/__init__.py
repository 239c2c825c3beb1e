"""The verbs in order: what the command line and scripts call."""

from surveykit.lazy import lazily

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "surveykit.disclosure": "disclose unprotected",
        "surveykit.load.addresses": "read_addresses",
        "surveykit.pipeline.asking": "findings remedies_told standing_remedies status",
        "surveykit.pipeline.campaign": "Campaign open_register",
        "surveykit.pipeline.checking": "check_definition new_survey",
        "surveykit.pipeline.checklist_words": "checklist_lines",
        "surveykit.pipeline.checklists": "Checklist checklist",
        "surveykit.pipeline.coded": "coding_remarks coding_standing",
        "surveykit.pipeline.coding": "CodingReport coding_agreements export_coding import_coding unrecorded",
        "surveykit.pipeline.collected": "CollectReport FileOutcome CollectCounts",
        "surveykit.pipeline.definitions": "definition_folder find_respondent load_survey",
        "surveykit.pipeline.figures": "ENGINES aggregate",
        "surveykit.pipeline.forms": "is_text render render_copies suffix_of",
        "surveykit.pipeline.mailing": "DraftFile drafts letter_file",
        "surveykit.pipeline.naming": "check_name",
        "surveykit.pipeline.outputs.answers": "Exported ExportFormat export",
        "surveykit.pipeline.outputs.figures": "audit_file figures_file",
        "surveykit.pipeline.outputs.findings": "collect_data findings_data findings_file",
        "surveykit.pipeline.outputs.manuals": "codebook guide",
        "surveykit.pipeline.outputs.report": "report",
        "surveykit.pipeline.outputs.returns": (
            "differences_told examination_data messages_told rereading_data returns_data"
        ),
        "surveykit.pipeline.outputs.status": "format_name format_names status_data status_file",
        "surveykit.pipeline.prefill": "LeftOut Prefill read_prefill",
        "surveykit.pipeline.publishing": "check_publishable publish same_release",
        "surveykit.pipeline.addressing": "Mailing Recipient left_out received recipients",
        "surveykit.pipeline.rereading": "ReadOtherwise Rereading Signature read_otherwise",
        "surveykit.pipeline.rescuing": "Rescue rescue",
        "surveykit.pipeline.statuses": "RespondentStatus Status",
        "surveykit.pipeline.unread_files": "Unread unread",
    },
)
