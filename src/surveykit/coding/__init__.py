"""Reading what people wrote: a workbook for coders, what comes back of it, how far they agree, what counts."""

from surveykit.lazy import lazily

lazily(__name__, __file__)
