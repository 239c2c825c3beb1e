from surveykit.collect.abstentions import non_response, unsaid
from surveykit.collect.admission import admit
from surveykit.collect.codes import Code
from surveykit.collect.collecting import Collected, collect, read_field
from surveykit.collect.numbers import Doubtful, Exact, NoAnswer, NumberReading, Wrong, read_number
from surveykit.collect.testimonies import Envelope

__all__ = [
    "Code",
    "Collected",
    "Doubtful",
    "Envelope",
    "Exact",
    "NoAnswer",
    "NumberReading",
    "Wrong",
    "admit",
    "collect",
    "non_response",
    "read_field",
    "read_number",
    "unsaid",
]
