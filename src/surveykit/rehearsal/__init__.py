"""A campaign without respondents: simulated returns, and the demonstration that plays one from end to end."""

from surveykit.lazy import lazily

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "surveykit.rehearsal.demonstration": "demo",
        "surveykit.rehearsal.simulating": "coded_workbook filled_form simulated suffix_of_return",
    },
)
