"""What is typed for one answer, read as if it stood in the form."""

from __future__ import annotations

from surveykit.collect import read_field
from surveykit.compose.form import field_control
from surveykit.errors import UsageError
from surveykit.filled import Entry, Words
from surveykit.ids import FieldId
from surveykit.model import CodesValue, Survey
from surveykit.responses import Answer


def corrected(survey: Survey, field: FieldId, text: str) -> Answer:
    """The answer that a text is to a field; the options of a field that takes many are parted by commas.

    Raises UsageError when it has no one certain value.
    """
    asked = survey.field_by_code[field]
    many = isinstance(asked.facts.value, CodesValue)
    words = Words(text.replace(",", "\n") if many else text)
    answer, doubts = read_field(asked, field_control(survey.language, asked), Entry((words,)))
    if doubts:
        told = "; ".join(found.message for found in doubts)
        raise UsageError(f"{text!r} has no certain value for {field}: {told}")
    return answer
