"""From a folder with a `survey.yaml` to a survey, every error with its file, line and column."""

from surveykit.load.definition import LoadedDefinition, load_definition, read_definition

__all__ = ["LoadedDefinition", "load_definition", "read_definition"]
