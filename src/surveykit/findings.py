"""What was found wrong or worth asking, as data: a stable code, a severity, a place, and the values to tell."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct, field

from surveykit.ids import FieldId, RespondentCode
from surveykit.words import Slots, asked, asking, because, reason, told, two_texts

LEFT_AS_PREFILLED = "left_as_prefilled"
"""The code of the finding that says that an answer came back as it had been filled in beforehand."""


SIMULATED_AMONG_REAL = "simulated_among_real"
"""The code of the finding that says that a return made a register hold simulated returns and real ones."""
COVERING_WORDS = "covering_words"
"""The code of the finding that shows what the message says which carried a return."""
OF_THE_REGISTER = frozenset({SIMULATED_AMONG_REAL})
"""The codes of what is said of the register itself, which the survey's own people must settle."""

_RECORDED_QUOTE = " — texte reçu «\u00a0"
"""By what a sentence that an earlier version recorded says the text received."""


class Severity(StrEnum):
    """How grave a finding is: somebody must settle an `error`, look at a `warning`, and may read an `info`.

    The values are the words "error", "warning" and "info", and compare equal to them.

    ```python
    grave = [one for one in register.findings() if one.severity is sk.Severity.ERROR]
    sorted(sk.Severity, key=lambda one: one.rank)[0] == "error"
    ```
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for an information: surveykit shows findings in this order."""
        return list(Severity).index(self)


class Place(Struct, frozen=True):
    """Where a finding is: a line of a definition, or a question and a field of a respondent's return.

    `file` is a path or a file's name. `question` is the number printed in the form, `field` the code of the field,
    `respondent` the code of the respondent. `line` and `column` count from 1. Each is None where it does not apply.
    `str(place)` is `file:line:column`, else the respondent and the field, else "survey".

    ```python
    assert str(sk.Place(file="survey.yaml", line=12, column=5)) == "survey.yaml:12:5"
    assert str(sk.Place(respondent="bretagne", field="q2_aujourdhui")) == "bretagne q2_aujourdhui"
    ```
    """

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
    """One thing that a check or a reading found, as data; its sentence is made when it is shown.

    `code` names the kind of finding and never changes; `severity` and `place` say how grave it is and where. `raw` is
    the text received, None when there is none. `slots` are the values that the sentence names. `said` is a sentence
    that surveykit did not write (a survey's own rule, a problem of a definition, a sentence that an earlier version
    recorded), else None. `language` is the survey's, a code such as "fr". `why` is a sentence on what depends on the
    answer, empty when nothing does. `ask` is a request of the respondent that is worded elsewhere (by a survey's rule,
    with the refusal of a file), else None.

    ```python
    for found in register.findings("bretagne"):
        print(found.severity, found.place, found.message)
    ```
    """

    code: str
    severity: Severity
    said: str | None = None
    place: Place = field(default_factory=Place)
    raw: str | None = None
    slots: Slots = field(default_factory=dict)
    language: str = "fr"
    why: str = ""
    ask: str | None = None

    def __hash__(self) -> int:
        return hash((self.code, self.severity, self.said, self.place, self.raw))  # a mapping has no hash

    @property
    def message(self) -> str:
        """A sentence for the person who must act: where it is, what is wrong, why it matters, and the text received.

        Raises LookupError when surveykit has no words in the finding's language.
        """
        if self.said is not None:
            _, mark, quoted = self.said.partition(_RECORDED_QUOTE)
            return because(self.said, self.why, mark + quoted)
        return told(self.code, self._where(), self.raw, self.language, self.why)

    @property
    def reason(self) -> str:
        """The part of `message` that says what is wrong.

        A table that has columns for the place and for the text received shows it.

        Raises LookupError when surveykit has no words in the finding's language.
        """
        if self.said is not None:
            return because(self.said.partition(_RECORDED_QUOTE)[0], self.why)
        return because(reason(self.code, self._where(), self.language), self.why)

    def _where(self) -> Slots:
        return self.slots if self.place.question is None else {"question": self.place.question, **self.slots}

    @property
    def asked(self) -> str | None:
        """What the respondent is asked: what they wrote and one question, in words that need no software.

        None when the respondent is asked nothing: for an info, and for what only those who run the survey can know or
        settle. The letter, the mails and the lists that go out say this, and never `message`.

        ```python
        for found in register.findings("bretagne"):
            if found.asked is not None:
                print(found.place.question, found.asked)
        ```

        Raises LookupError when surveykit has no words in the finding's language.
        """
        if self.severity is Severity.INFO:
            return None
        request = self._request()
        return None if request is None else because(request, self.why)

    def _request(self) -> str | None:
        if self.ask is not None:
            return self.ask
        if two_texts(self.code) is not None:
            return asked(self.code, self._where(), self.raw, self.language)
        if self.said is None or (self.place.question is None and self.place.respondent is None):
            return None
        return asking(self.said.partition(_RECORDED_QUOTE)[0], self.language)

    @property
    def asked_back(self) -> bool:
        """Whether the respondent is asked about it: whether there is something `asked`.

        Raises LookupError when surveykit has no words in the finding's language.
        """
        return self.asked is not None
