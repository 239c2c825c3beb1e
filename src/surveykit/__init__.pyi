from surveykit.about import __version__
from surveykit.errors import DefinitionError, MissingExtra, SurveykitError, UnreadableFile, UsageError
from surveykit.findings import Finding, Place, Severity
from surveykit.model import Survey
from surveykit.pipeline import (
    Campaign,
    CollectReport,
    aggregate,
    check_definition,
    checklist,
    disclose,
    load_survey,
    open_register,
    publish,
    render,
    render_copies,
    report,
)
from surveykit.release import Release
from surveykit.results import Results

__all__ = [
    "Campaign",
    "CollectReport",
    "DefinitionError",
    "Finding",
    "MissingExtra",
    "Place",
    "Release",
    "Results",
    "Severity",
    "Survey",
    "SurveykitError",
    "UnreadableFile",
    "UsageError",
    "__version__",
    "aggregate",
    "check_definition",
    "checklist",
    "disclose",
    "load_survey",
    "open_register",
    "publish",
    "render",
    "render_copies",
    "report",
]
