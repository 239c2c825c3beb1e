"""From what came back to what was answered: a filled form made a response, with findings."""

from surveykit.lazy import lazily

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "surveykit.collect.abstentions": "non_response unsaid",
        "surveykit.collect.admission": "admit",
        "surveykit.collect.codes": "Code",
        "surveykit.collect.collecting": "Collected collect read_field",
        "surveykit.collect.testimonies": "Envelope",
        "surveykit.collect.numbers": "Doubtful Exact NoAnswer NumberReading Wrong read_number",
    },
)
