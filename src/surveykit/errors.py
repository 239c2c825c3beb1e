"""The exceptions that users meet: misuse and refusals, each saying what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from surveykit.findings import Finding
from surveykit.words import Room, Slot, Slots

_said = Room("refusal")


class SurveykitError(Exception):
    """The base class of the errors for a call, a definition, a file or an environment that will not do.

    One `except` catches them all. Not among them are the errors on a value in Python: pydantic's ValidationError
    (`Survey`), ExpressionError (`Survey.expression`), KeyError (`release["…"]`). The message is in English, that of an
    UnreadableFile in the survey's language.

    ```python
    try:
        sk.load_survey("reseaux_2015")
    except sk.SurveykitError as error:
        print(error)
    ```
    """


class UsageError(SurveykitError):
    """The error for a call or a command that cannot be carried out as asked; its message says what to do.

    ```python
    try:
        sk.render(survey, "odt")
    except sk.UsageError as error:
        print(error)  # no format 'odt' is installed; installed: docx, html, pdf
    ```
    """


class TooLarge(UsageError):
    """A number that an engine was asked for is larger than its type holds: a query that it gave up."""


class DefinitionError(SurveykitError):
    """The error for a survey's definition that cannot be used.

    `problems` has a Finding for each reason, with its file, line and column (both from 1); there is at least one. The
    message has a line for each, `file:line:column: reason`.

    ```python
    from pathlib import Path

    Path("unfinished").mkdir()
    Path("unfinished/survey.yaml").write_text("id: unfinished", encoding="utf-8")
    try:
        sk.load_survey("unfinished")
    except sk.DefinitionError as error:
        for problem in error.problems:
            print(problem.place, problem.message)
    ```
    """

    def __init__(self, problems: Sequence[Finding]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{found.place}: {found.message}" for found in self.problems))


_OF_THE_ANALYST = frozenset({
    "saved_message", "saved_mailbox", "archive", "zip", "damaged_member", "linked_file", "leads_out", "cannot_open",
})  # fmt: skip
"""The refusals of what holds returned files or leads to them: who collects takes them out, their sender did nothing
amiss. Those of a file that the disk does not give, too."""


def asks_sender(code: str) -> bool:
    """Whether the request of a refusal of this code is for the sender of the file, and not for who collects it."""
    return code not in _OF_THE_ANALYST


class UnreadableFile(SurveykitError):
    """The error that a reader raises to refuse a returned file, whole or one line of it.

    `code` names the reason and never changes (`doc_97`, `encrypted`, `other_edition`…). `reason` says what the file is
    and `request` what to do about it: what to ask its sender, where `asks_sender` is true, else what the survey's own
    people do with the file (a saved message, an archive: whoever sent it sent what was asked). `line` is the number of
    the refused line (from 1) when one line alone is refused, else None. `sk.Campaign.collect` catches this error and
    records the refusal.

    A reader of one's own gives both sentences as they are to be shown. Those of `of` are the package's: they are said
    in `language`, which is the language of the survey for which the file was read (`told_in`).

    ```python
    from surveykit import plugins

    try:
        plugins.readers().ready["docx"].read(b"PK no Word file")
    except sk.UnreadableFile as error:
        print(error.code, error.reason, error.request)
    ```
    """

    def __init__(self, code: str, reason: str, request: str, line: int | None = None) -> None:
        self.code = code
        self.line = line
        self.language = "fr"
        self._sentences = (reason, request)
        self._slots: Slots | None = None
        super().__init__(code, reason, request, line)

    @classmethod
    def of(cls, code: str, reason: str, request: str, **slots: Slot) -> Self:
        """Returns a refusal in sentences of the room `refusal`: English with slots, said in a language when shown.

        A sentence that no catalogue has raises LookupError when it is shown, a slot that is not given KeyError.
        """
        refusal = cls(code, reason, request)
        refusal._slots = slots
        return refusal

    @property
    def reason(self) -> str:
        """The sentence that says what is wrong with the file."""
        return self._shown(self._sentences[0])

    @property
    def request(self) -> str:
        """What to ask its sender, or what to do with it (`asks_sender`)."""
        return self._shown(self._sentences[1])

    @property
    def asks_sender(self) -> bool:
        """Whether `request` may be written to the sender of the file."""
        return asks_sender(self.code)

    def told_in(self, language: str) -> Self:
        """Returns the same refusal, to be said in the language of a survey (`fr`); raises nothing."""
        self.language = language
        return self

    def at(self, line: int) -> Self:
        """Returns the same refusal, of one line (from 1) of its file; raises nothing."""
        self.line = line
        return self

    def __str__(self) -> str:
        return f"{self.reason} {self.request}"

    def _shown(self, sentence: str) -> str:
        return sentence if self._slots is None else _said(self.language, sentence, **self._slots)


class MissingExtra(SurveykitError):
    """The error for a format, an engine or a data frame whose third-party packages are not installed.

    The message ends with the command that installs them: `pip install "surveykit[spark]"`.

    ```python
    try:
        frame = release.to_polars()
    except sk.MissingExtra as error:
        print(error)
    ```
    """

    @classmethod
    def of(cls, what: str, package: str, extra: str, distribution: str = "surveykit") -> Self:
        """Returns the error for `what`, which needs a Python package that an extra of a distribution brings.

        ```python
        error = sk.MissingExtra.of("the engine 'spark'", "pyspark", "spark")
        assert str(error).endswith('run pip install "surveykit[spark]"')
        ```

        `what` is the thing lacking, as a message names it. Raises nothing: the caller raises the error that is
        returned.
        """
        command = f'pip install "{distribution}[{extra}]"'
        return cls(f"{what} needs the Python package {package!r}, not installed here: run {command}")
