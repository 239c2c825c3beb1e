"""Static checks of a definition: what is legal and yet suspicious, before the form is sent."""

from __future__ import annotations

from surveykit.checks.consolidation import consolidation_remarks
from surveykit.checks.logic import logic_remarks
from surveykit.checks.readability import readability_remarks
from surveykit.checks.remark import Remark
from surveykit.model import Survey

__all__ = ["Remark", "check_definition"]


def check_definition(survey: Survey) -> tuple[Remark, ...]:
    """Every remark on a survey: on its conditions and rules, on its indicators, on its words."""
    return (*logic_remarks(survey), *consolidation_remarks(survey), *readability_remarks(survey))
