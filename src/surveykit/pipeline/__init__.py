"""The verbs in order: what the command line and scripts call."""

from surveykit.lazy import lazily

lazily(__name__, __file__)
