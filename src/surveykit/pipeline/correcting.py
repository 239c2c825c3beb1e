"""What is typed for one answer, read as if it stood in the form."""

from __future__ import annotations

from surveykit.collect import collect
from surveykit.compose.form import form
from surveykit.errors import UsageError
from surveykit.filled import Entry, FilledForm, Words
from surveykit.ids import FieldId
from surveykit.model import CodesValue, Survey
from surveykit.responses import Answer


def corrected(survey: Survey, field: FieldId, text: str) -> Answer:
    """The answer that a text is to a field; the options of a field that takes many are parted by commas.

    Raises UsageError when it has no one certain value.
    """
    many = isinstance(survey.field_by_code[field].facts.value, CodesValue)
    words = Words(text.replace(",", "\n") if many else text)
    typed = FilledForm(survey.ref, {field: Entry((words,))}, complete=False)
    collected = collect(survey, form(survey), typed)
    doubts = [found.message for found in collected.findings if found.place.field == field]
    if doubts:
        raise UsageError(f"{text!r} has no certain value for {field}: {'; '.join(doubts)}")
    return collected.response.answers[field]
