"""The exceptions that users meet: misuse and refusals, each saying what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from surveykit.findings import Finding


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
    what to ask its sender, both in the survey's language. `line` is the line refused, where only that one is.
    """

    def __init__(self, code: str, reason: str, request: str, line: int | None = None) -> None:
        self.code = code
        self.reason = reason
        self.request = request
        self.line = line
        super().__init__(f"{reason} {request}")


class MissingExtra(SurveykitError):
    """Something whose third-party packages are not installed; the message ends in the command that installs them."""

    @classmethod
    def of(cls, what: str, package: str, extra: str, distribution: str = "surveykit") -> Self:
        """That `what` needs a package which an extra of a distribution brings."""
        command = f'pip install "{distribution}[{extra}]"'
        return cls(f"{what} needs the Python package {package!r}, not installed here: run {command}")
