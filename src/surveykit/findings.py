"""What was found wrong or worth asking, as data: a stable code, a severity, a place, and the values to tell."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct, field

from surveykit.ids import FieldId, RespondentCode
from surveykit.words import Slots, because, reason, told

LEFT_AS_PREFILLED = "left_as_prefilled"
"""The code of the finding that says that an answer came back as it had been filled in beforehand."""


SIMULATED_AMONG_REAL = "simulated_among_real"
"""The code of the finding that says that a return made a register hold simulated returns and real ones."""
OF_THE_REGISTER = frozenset({SIMULATED_AMONG_REAL})
"""The codes of what the survey's own people must settle: no respondent is asked about it."""


_RECORDED_QUOTE = " — texte reçu «\u00a0"
"""By what a sentence that an earlier version recorded says the text received."""


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
    """One thing found: `code` never changes, `slots` are the values that its sentence names, `raw` the text met.

    The sentence is made when it is shown. `said` is a sentence that is not the package's: that of a survey's own rule,
    of a definition's problem, or one that an earlier version recorded. `language` is that of the survey. `why` is a
    sentence on what depends on the answer.
    """

    code: str
    severity: Severity
    said: str | None = None
    place: Place = field(default_factory=Place)
    raw: str | None = None
    slots: Slots = field(default_factory=dict)
    language: str = "fr"
    why: str = ""

    def __hash__(self) -> int:
        return hash((self.code, self.severity, self.said, self.place, self.raw))  # a mapping has no hash

    @property
    def message(self) -> str:
        """A sentence for whoever must act: where it is, what is wrong, why it matters, and the text received."""
        if self.said is not None:
            _, mark, quoted = self.said.partition(_RECORDED_QUOTE)
            return because(self.said, self.why, mark + quoted)
        return told(self.code, self._where(), self.raw, self.language, self.why)

    @property
    def reason(self) -> str:
        """What is wrong alone, for who shows where it is and the text received beside it."""
        if self.said is not None:
            return because(self.said.partition(_RECORDED_QUOTE)[0], self.why)
        return because(reason(self.code, self._where(), self.language), self.why)

    def _where(self) -> Slots:
        return self.slots if self.place.question is None else {"question": self.place.question, **self.slots}

    @property
    def asked_back(self) -> bool:
        """Whether the respondent is asked about it: it is more than an information, and the respondent's matter."""
        return self.severity is not Severity.INFO and self.code not in OF_THE_REGISTER
