"""Rules that answers must hold, and values derived from answers."""

from typing import Annotated

from pydantic import Field

from surveykit.findings import Severity
from surveykit.ids import CODE_PATTERN
from surveykit.model.questions import FieldCode, Strict, Words


class Rule(Strict):
    """What should be true of a response: a finding is made when `check` is false, never when it is unknown.

    `when` restricts the rule to the responses where it is true. `message` tells the respondent what to
    verify; `{field_code}` in it is replaced by the answer given.
    """

    code: Annotated[str, Field(pattern=CODE_PATTERN, max_length=64)]
    check: Words
    message: Words
    severity: Severity = Severity.WARNING
    when: str | None = None


class Derived(Strict):
    """A value computed from answers, usable by name in rules, indicators and later derived values."""

    code: FieldCode
    label: Words
    value: Words
