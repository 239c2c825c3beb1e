"""What the verbs computed, as files: answers, figures, findings, manuals, reports and statuses."""
