"""The exceptions that users meet: misuse and refusals, each saying what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from surveykit.findings import Finding
from surveykit.words import Room, Slot, Slots

_said = Room("refusal")


class SurveykitError(Exception):
    """The root of every error that surveykit raises on purpose."""


class UsageError(SurveykitError):
    """A command or a call that cannot be carried out as it was asked; the message says what would do."""


class TooLarge(UsageError):
    """A number that an engine was asked for is larger than its type holds: a query that it gave up."""


class DefinitionError(SurveykitError):
    """A survey's definition that cannot be used; `problems` says each reason with its place."""

    def __init__(self, problems: Sequence[Finding]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{found.place}: {found.message}" for found in self.problems))


class UnreadableFile(SurveykitError):
    """A returned file that is refused whole.

    `code` is stable (`doc_97`, `encrypted`, `other_edition`…); `reason` says what the file is and `request`
    what to ask its sender. `line` is the line refused, where only that one is.
    A reader of one's own gives both sentences as they are to be shown. Those of `of` are the package's: they are said
    in `language`, which is the language of the survey for which the file was read (`told_in`).
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
        """A refusal in sentences of the room `refusal`, in English with their slots, that are said when shown."""
        refusal = cls(code, reason, request)
        refusal._slots = slots
        return refusal

    @property
    def reason(self) -> str:
        """What the file is."""
        return self._shown(self._sentences[0])

    @property
    def request(self) -> str:
        """What to ask its sender."""
        return self._shown(self._sentences[1])

    def told_in(self, language: str) -> Self:
        """The same refusal, to be said in the language of a survey."""
        self.language = language
        return self

    def at(self, line: int) -> Self:
        """The same refusal, of one line (from 1) of its file."""
        self.line = line
        return self

    def __str__(self) -> str:
        return f"{self.reason} {self.request}"

    def _shown(self, sentence: str) -> str:
        return sentence if self._slots is None else _said(self.language, sentence, **self._slots)


class MissingExtra(SurveykitError):
    """Something whose third-party packages are not installed; the message ends in the command that installs them."""

    @classmethod
    def of(cls, what: str, package: str, extra: str, distribution: str = "surveykit") -> Self:
        """That `what` needs a package which an extra of a distribution brings."""
        command = f'pip install "{distribution}[{extra}]"'
        return cls(f"{what} needs the Python package {package!r}, not installed here: run {command}")
