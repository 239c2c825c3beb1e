"""From one definition of a survey to forms that come back as data, and to figures that single nobody out."""

from surveykit.lazy import lazily

lazily(__name__, __file__)
