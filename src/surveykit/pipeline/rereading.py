"""What this version reads otherwise in the files of a register than the version that collected them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from surveykit.brief import Discreet, number_of
from surveykit.errors import UnreadableFile
from surveykit.findings import SIMULATED_AMONG_REAL, Finding
from surveykit.ids import RespondentCode
from surveykit.model import Survey
from surveykit.pipeline.reading import FileReader, ReadResponse
from surveykit.register import FileRecord, Register, ResponseRecord
from surveykit.responses import AnswerChange, Response


class Rereading(StrEnum):
    """In what a file is read otherwise.

    `answers`: other answers, another respondent or another contact. `findings`: the same answers, of which something
    else is told. `now_read`: it was refused, and is read now. `now_refused`: it was read and would be refused now; what
    was read stays.
    """

    ANSWERS = "answers"
    FINDINGS = "findings"
    NOW_READ = "now_read"
    NOW_REFUSED = "now_refused"


class ReadOtherwise(Discreet, frozen=True):
    """One response of a file that this version reads otherwise, with both readings.

    `line` is None when the file holds a single response. `before` is what the register holds, None when the file was
    refused; `after` what this version reads, None when it refuses. `changes` are the answers that differ, be it only in
    whether they are to be confirmed.
    """

    kind: Rereading
    file: FileRecord
    line: int | None
    before: ResponseRecord | None
    after: ReadResponse | None
    changes: tuple[AnswerChange, ...] = ()

    @property
    def respondent(self) -> RespondentCode | None:
        """Whose the response is, as the register says it, else as it is read now."""
        if self.before is not None:
            return self.before.respondent
        return None if self.after is None else self.after.response.respondent

    def _counts(self) -> str:
        return f"{self.file.name}: {self.kind.value}, {number_of(len(self.changes), 'change')}"


class Signature(Struct, frozen=True):
    """Who takes what is read now, and why."""

    who: str
    why: str


def read_otherwise(survey: Survey, register: Register, signed: Signature | None = None) -> tuple[ReadOtherwise, ...]:
    """What this version reads otherwise in a register, in the order in which the files came.

    With a signature, the register takes it: what was read first stays on record, and so do corrections and decisions.
    Raises UsageError for an empty signature.
    """
    reader = FileReader(survey)
    found = []
    for file in register.files():
        otherwise = [*_in_file(reader, register, file)]
        if signed is not None and otherwise:
            with register.transaction():
                for one in otherwise:
                    _take(register, one, signed)
        found += otherwise
    return tuple(found)


def _in_file(reader: FileReader, register: Register, file: FileRecord) -> Iterator[ReadOtherwise]:
    held = {one.part: one for one in map(register.response, file.responses)}
    sender = next((one.sender for one in register.carriers(file.sha256)), "")
    for number, after in reader.read_again(register.content(file.sha256), file.name, file.line, sender):
        one = _compared(file, number, held.get(number), after)
        if one is not None:
            yield one


def _compared(
    file: FileRecord, number: int, before: ResponseRecord | None, after: ReadResponse | UnreadableFile
) -> ReadOtherwise | None:
    line = number or None
    if isinstance(after, UnreadableFile):
        return None if before is None else ReadOtherwise(Rereading.NOW_REFUSED, file, line, before, None)
    if before is None:
        return ReadOtherwise(Rereading.NOW_READ, file, line, None, after)
    if _says(before, before.response) != _says(before, after.response):
        found = _read_apart(before.response, after.response)
        return ReadOtherwise(Rereading.ANSWERS, file, line, before, after, tuple(found))
    if {_gist(one) for one in before.findings if one.code != SIMULATED_AMONG_REAL} != set(map(_gist, after.findings)):
        return ReadOtherwise(Rereading.FINDINGS, file, line, before, after)
    return None


def _read_apart(before: Response, after: Response) -> Iterator[AnswerChange]:
    for field in dict.fromkeys([*before.answers, *after.answers]):
        change = AnswerChange(field, before.answers.get(field), after.answers.get(field))
        if change.before != change.after:
            yield change


def _says(before: ResponseRecord, response: Response) -> tuple[object, ...]:
    """What a response says: its answers, its contact lines, and whose it is unless somebody attributed it."""
    return response.answers, response.contact, None if before.attributed else response.respondent


def _gist(found: Finding) -> tuple[object, ...]:
    """What a finding says, whatever the words and the name of the file."""
    return found.code, found.severity, found.place.question, found.place.field, found.raw


def _take(register: Register, one: ReadOtherwise, signed: Signature) -> None:
    if one.after is None:
        return
    after = one.after
    if one.before is None:
        register.record_response(
            one.file, one.line or 0, after.response, after.findings, saved=after.saved, untouched=after.untouched
        )
        return
    kept = tuple(found for found in one.before.findings if found.code == SIMULATED_AMONG_REAL)
    register.reread(
        one.before.id,
        after.response,
        (*kept, *after.findings),
        signed.who,
        signed.why,
        saved=after.saved,
        untouched=after.untouched,
    )
