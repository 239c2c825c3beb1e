"""Which answers came back as their copy had been filled in beforehand."""

from __future__ import annotations

from collections.abc import Mapping

from surveykit.compose.values import control_values
from surveykit.document import mark_of
from surveykit.findings import LEFT_AS_PREFILLED, Finding, Place, Severity
from surveykit.ids import FieldId
from surveykit.model import Survey
from surveykit.responses import Response


def left_as_prefilled(survey: Survey, response: Response, marks: Mapping[FieldId, str]) -> tuple[Finding, ...]:
    """One finding for each answer that came back as its copy had been filled in; `marks` are those of the copy."""
    held = control_values(survey, response)
    return tuple(
        _left(survey, code, response)
        for code in survey.field_by_code
        if code in marks and code in held and marks[code] == mark_of(code, held[code])
    )


def _left(survey: Survey, code: FieldId, response: Response) -> Finding:
    field = survey.field_by_code[code]
    place = Place(question=field.question.number, field=code, respondent=response.respondent)
    slots = {"label": field.label}
    return Finding(LEFT_AS_PREFILLED, Severity.INFO, place=place, slots=slots, language=survey.language)
