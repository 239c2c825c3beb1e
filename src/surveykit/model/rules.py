"""Rules that answers must hold, and values derived from answers."""

from typing import Annotated

from pydantic import Field

from surveykit.findings import Severity
from surveykit.ids import CODE_PATTERN
from surveykit.model.questions import FieldCode, Strict, Words
from surveykit.words import asking


class Rule(Strict):
    """What should be true of a response: a finding is made when `check` is false, never when it is unknown.

    `when` restricts the rule to the responses where it is true. `message` tells whoever fills in the form, and the
    analyst, what does not hold together. `ask` is the question that the letter to the respondent asks; without one, the
    letter has the message, and asks to confirm or correct. In both, `{field_code}` is replaced by the answer given.
    """

    code: Annotated[str, Field(pattern=CODE_PATTERN, max_length=64)]
    check: Words
    message: Words
    ask: Words | None = None
    severity: Severity = Severity.WARNING
    when: str | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """What people read of it, with its slots."""
        return (self.message,) if self.ask is None else (self.message, self.ask)

    def asked(self, language: str) -> str:
        """What the respondent is asked, with its slots: the rule's own question, else its message made one."""
        return asking(self.message, language) if self.ask is None else self.ask


class Derived(Strict):
    """A value computed from answers, usable by name in rules, indicators and later derived values."""

    code: FieldCode
    label: Words
    value: Words
