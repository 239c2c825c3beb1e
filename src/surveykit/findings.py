"""What was found wrong or worth asking, as data: a stable code, a severity, a place and a message."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct, field

from surveykit.ids import FieldId, RespondentCode

LEFT_AS_PREFILLED = "left_as_prefilled"
"""The code of the finding that says that an answer came back as it had been filled in beforehand."""


SIMULATED_AMONG_REAL = "simulated_among_real"
"""The code of the finding that says that a return made a register hold simulated returns and real ones."""
OF_THE_REGISTER = frozenset({SIMULATED_AMONG_REAL})
"""The codes of what the survey's own people must settle: no respondent is asked about it."""


class Severity(StrEnum):
    """How much a finding matters: an error must be settled, a warning looked at, an information only known."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for errors, then 1 and 2: the order in which findings are shown."""
        return list(Severity).index(self)


class Place(Struct, frozen=True):
    """Where a finding is: a file, and in it a question and a field, or a line and a column (both from 1)."""

    file: str | None = None
    question: str | None = None
    field: FieldId | None = None
    respondent: RespondentCode | None = None
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        spot = [str(part) for part in (self.file, self.line, self.column) if part is not None]
        inside = [part for part in (self.respondent, self.field) if part is not None]
        return ":".join(spot) or " ".join(inside) or "survey"


class Finding(Struct, frozen=True):
    """One thing found: `code` never changes, `message` is a sentence for whoever must act, `raw` the text met."""

    code: str
    severity: Severity
    message: str
    place: Place = field(default_factory=Place)
    raw: str | None = None

    @property
    def asked_back(self) -> bool:
        """Whether the respondent is asked about it: it is more than an information, and the respondent's matter."""
        return self.severity is not Severity.INFO and self.code not in OF_THE_REGISTER
