"""What a collection did, file by file: kept in a temporary file, so that any number of returns takes little memory."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain
from typing import overload

from msgspec import Struct

from surveykit.brief import Brief, number_of
from surveykit.files.spool import Spool
from surveykit.findings import LEFT_AS_PREFILLED, Finding, Severity
from surveykit.ids import RespondentCode
from surveykit.register import MessageRecord, Outcome, Refusal, ResponseRecord


class FilePart(Struct, frozen=True):
    """What became of a file, or of one line of a file of several: its responses, refusals and findings.

    `listed` says why it is no return, when it came in a message and is none.
    """

    outcome: Outcome
    already: bool = False
    responses: tuple[ResponseRecord, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    findings: tuple[Finding, ...] = ()
    listed: tuple[Refusal, ...] = ()


_FIRST = (
    Outcome.UNATTRIBUTED, Outcome.WAITS, Outcome.READ, Outcome.SUPERSEDED, Outcome.UNTOUCHED, Outcome.REFUSED,
    Outcome.LISTED, Outcome.OPENED, Outcome.PENDING,
)  # fmt: skip
"""What became of a file of several responses: the first of these that one of them has."""


def outcome_of(found: Container[Outcome]) -> Outcome:
    """What became of a file, by what became of each response in it."""
    return next(one for one in _FIRST if one in found)


class FileOutcome(Brief, frozen=True):
    """What became of one file, with the message that carried it (None when it was saved apart).

    `pieces` are its lines when it holds several responses, else one. `passed_over` names what else its message encloses
    that nobody takes for a return.
    """

    name: str
    pieces: Sequence[FilePart]
    message: MessageRecord | None = None
    passed_over: tuple[str, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """What became of it."""
        return outcome_of({one.outcome for one in self.pieces})

    @property
    def already(self) -> bool:
        """Whether all of it had been collected before."""
        return all(one.already for one in self.pieces)

    @property
    def responses(self) -> tuple[ResponseRecord, ...]:
        """The responses in it, in order."""
        return tuple(chain.from_iterable(one.responses for one in self.pieces))

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """Why it could not be read, or some of its lines."""
        return tuple(chain.from_iterable(one.refusals for one in self.pieces))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found in it."""
        return tuple(chain.from_iterable(one.findings for one in self.pieces))

    @property
    def respondents(self) -> tuple[RespondentCode, ...]:
        """Whose responses the file holds."""
        return tuple(one.respondent for one in _responses(self) if one.respondent is not None)

    def count(self, severity: Severity) -> int:
        """How many findings of that severity it has."""
        return sum(found.severity is severity for one in self.pieces for found in one.findings)

    def _in_short(self) -> str:
        held = number_of(sum(len(one.responses) for one in self.pieces), "response")
        found = number_of(sum(len(one.findings) for one in self.pieces), "finding")
        return f"{self.name}: {self.outcome.value}, {held}, {found}"


class CollectCounts(Struct):
    """Counts of a collection, as the properties of `CollectReport` name them: files, or responses.

    `superseded` and `simulated` are responses, `prefilled` answers that came back as they had been filled in; `errors`
    are findings. `already` are files that had been collected before.
    """

    files: int = 0
    already: int = 0
    read: int = 0
    refused: int = 0
    listed: int = 0
    unattributed: int = 0
    superseded: int = 0
    simulated: int = 0
    prefilled: int = 0
    errors: int = 0

    @property
    def needs_a_person(self) -> bool:
        """Whether somebody must look: a file was refused, a response has no respondent, or a finding is an error."""
        return bool(self.refused or self.unattributed or self.errors)

    def add(self, file: FileOutcome) -> None:
        """Counts a file, of which one piece is held at a time."""
        already, read, refused, unattributed, outcomes = True, False, False, False, set[Outcome]()
        for piece in file.pieces:
            already = already and piece.already
            read = read or bool(piece.responses)
            refused = refused or bool(piece.refusals)
            unattributed = unattributed or any(one.respondent is None for one in piece.responses)
            outcomes.add(piece.outcome)
            self._add_piece(piece)
        self.files += 1
        self.already += already
        self.read += read
        self.refused += refused
        self.unattributed += unattributed
        self.listed += outcome_of(outcomes) is Outcome.LISTED

    def _add_piece(self, piece: FilePart) -> None:
        if not piece.already:
            self.superseded += sum(one.supersedes is not None for one in piece.responses)
        self.simulated += sum(one.response.simulated for one in piece.responses)
        self.errors += sum(one.severity is Severity.ERROR for one in piece.findings)
        self.prefilled += sum(one.code == LEFT_AS_PREFILLED for one in piece.findings)


class CollectReport(Brief, frozen=True):
    """What one call of `Campaign.collect` did, file by file: `files` has an outcome for each, in the order of reading.

    ```python
    report = register.collect("returns/")
    print(report)  # <CollectReport of 26 files: 26 read>
    if report.needs_a_person:
        print([file.name for file in (*report.refused, *report.unattributed)])
    ```
    """

    files: Sequence[FileOutcome]

    @property
    def read(self) -> tuple[FileOutcome, ...]:
        """The files that hold at least one response, read in this collection or in an earlier one."""
        return tuple(one for one in self.files if any(each.responses for each in one.pieces))

    @property
    def refused(self) -> tuple[FileOutcome, ...]:
        """The files of which something could not be read: the whole, or a line of a file of several responses."""
        return tuple(one for one in self.files if any(each.refusals for each in one.pieces))

    @property
    def listed(self) -> tuple[FileOutcome, ...]:
        """What came in messages and is no return: an attachment beside the form, a message that encloses nothing."""
        return tuple(one for one in self.files if one.outcome is Outcome.LISTED)

    @property
    def unattributed(self) -> tuple[FileOutcome, ...]:
        """The files that hold a response without a known respondent: neither the file nor the caller names one."""
        return tuple(one for one in self.files if any(each.respondent is None for each in _responses(one)))

    @property
    def superseded(self) -> tuple[ResponseRecord, ...]:
        """The responses of this collection that took the place of an older response of the same respondent."""
        fresh = (each for one in self.files for piece in one.pieces if not piece.already for each in piece.responses)
        return tuple(each for each in fresh if each.supersedes is not None)

    @property
    def simulated(self) -> int:
        """The number of simulated responses in these files; one makes every file from the register say so."""
        return self.counts().simulated

    @property
    def needs_a_person(self) -> bool:
        """Whether somebody must look: a file was refused, a response has no respondent, or a finding is an error."""
        return self.counts().needs_a_person

    def counts(self) -> CollectCounts:
        """Returns the counts of all that, in one passage over the files; nothing of them is held.

        Raises nothing.
        """
        counts = CollectCounts()
        for one in self.files:
            counts.add(one)
        return counts

    def _in_short(self) -> str:
        found = self.counts()
        told = {"read": found.read, "refused": found.refused, "unattributed": found.unattributed}
        told["superseded"] = found.superseded
        said = ", ".join(f"{count} {name}" for name, count in told.items() if count or name == "read")
        return f"of {number_of(len(self.files), 'file')}: {said}"


def _responses(one: FileOutcome) -> Iterable[ResponseRecord]:
    return chain.from_iterable(piece.responses for piece in one.pieces)


class _Span(Struct, frozen=True):
    """A file of the report: its first piece and how many it has, with its message and what that encloses besides."""

    name: str
    first: int
    pieces: int
    message: MessageRecord | None
    passed_over: tuple[str, ...]


class FileParts(Sequence[FilePart]):
    """Some pieces in a row."""

    def __init__(self, spool: Spool[FilePart], first: int, number: int) -> None:
        self._spool = spool
        self._places = range(first, first + number)

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, place: int) -> FilePart: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[FilePart, ...]: ...
    def __getitem__(self, place: int | slice) -> FilePart | tuple[FilePart, ...]:
        if isinstance(place, slice):
            return tuple(self._spool[one] for one in self._places[place])
        return self._spool[self._places[place]]

    def __iter__(self) -> Iterator[FilePart]:
        return (self._spool[one] for one in self._places)


class Outcomes(Sequence[FileOutcome]):
    """The outcomes of files, added one by one; each is made when it is asked for."""

    def __init__(self) -> None:
        self._pieces: Spool[FilePart] = Spool()
        self._spans: Spool[_Span] = Spool()

    def add(
        self,
        name: str,
        pieces: Iterable[FilePart],
        message: MessageRecord | None = None,
        passed_over: tuple[str, ...] = (),
    ) -> None:
        """Adds what became of a file."""
        first = len(self._pieces)
        for one in pieces:
            self._pieces.add(one)
        self._spans.add(_Span(name, first, len(self._pieces) - first, message, passed_over))

    def __len__(self) -> int:
        return len(self._spans)

    @overload
    def __getitem__(self, place: int) -> FileOutcome: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[FileOutcome, ...]: ...
    def __getitem__(self, place: int | slice) -> FileOutcome | tuple[FileOutcome, ...]:
        if isinstance(place, slice):
            return tuple(map(self._made, self._spans[place]))
        return self._made(self._spans[place])

    def __iter__(self) -> Iterator[FileOutcome]:
        return map(self._made, self._spans)

    def _made(self, span: _Span) -> FileOutcome:
        pieces: Sequence[FilePart] = FileParts(self._pieces, span.first, span.pieces)
        return FileOutcome(span.name, tuple(pieces) if len(pieces) == 1 else pieces, span.message, span.passed_over)
