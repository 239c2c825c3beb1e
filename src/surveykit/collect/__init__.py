"""From what came back to what was answered: a filled form made a response, with findings."""

from surveykit.lazy import lazily

lazily(__name__, __file__)
