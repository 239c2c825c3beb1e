"""Whether a form came back as it was sent."""

from __future__ import annotations

from collections.abc import Sequence

from surveykit.collect import Code
from surveykit.findings import SIMULATED_AMONG_REAL, Finding
from surveykit.responses import Response, is_untouched

_WITHOUT_ANSWER = frozenset({
    Code.FORM_UNKNOWN, Code.COPY_UNKNOWN, Code.COPY_FROM_HEADER, Code.SEVERAL_COPIES, Code.COPY_DISAGREEMENT,
    Code.RESPONDENT_UNKNOWN, Code.RESPONDENT_TO_CONFIRM, Code.ANOTHER_NAMED, Code.MACROS,
    Code.FIELDS_RENAMED, Code.SIGN_AS_BLANK, SIMULATED_AMONG_REAL,
})  # fmt: skip
"""What may be found in a form without an answer: whose copy it is, what programs did to it, a dot in a field."""


def came_back_untouched(response: Response, findings: Sequence[Finding]) -> bool:
    """Whether nobody wrote in a form: no answer, no contact line, and nothing found of what people write beside them.

    A place for an answer that was removed is not an untouched one. What a copy was filled with beforehand is an answer.
    """
    return is_untouched(response) and all(one.code in _WITHOUT_ANSWER for one in findings)
