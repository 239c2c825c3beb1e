"""Results of the verbs as files: answers, figures, findings, manuals, reports and statuses."""
