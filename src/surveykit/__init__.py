"""From one definition of a survey to forms that come back as data, and to figures that single nobody out."""

from surveykit.lazy import lazily

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "surveykit.about": "__version__",
        "surveykit.errors": "DefinitionError MissingExtra SurveykitError UnreadableFile UsageError",
        "surveykit.findings": "Finding Place Severity",
        "surveykit.model": "Survey",
        "surveykit.pipeline": (
            "Campaign CollectReport aggregate check_definition checklist disclose load_survey open_register "
            "publish render render_copies report"
        ),
        "surveykit.release": "Release",
        "surveykit.results": "Results",
    },
)
