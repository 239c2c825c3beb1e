"""From files on a disk to responses in a register."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from surveykit.brief import Brief, number_of
from surveykit.errors import UnreadableFile, UsageError
from surveykit.findings import Finding, Severity
from surveykit.ids import RespondentCode
from surveykit.pipeline.inspection import Inspection, read_in
from surveykit.pipeline.mixing import Mixing
from surveykit.pipeline.reading import FileReader, ReadResponse
from surveykit.register import FileRecord, Outcome, Refusal, Register, ResponseRecord
from surveykit.responses import Response
from surveykit.words import Room

Progress = Callable[[int, int], None]
"""Called with the number of files done and the number of all files."""

LARGEST_KEPT = 64 * 1024 * 1024
"""Bytes. A larger file is refused without being read; a form is a thousand times smaller."""

_JUNK = {"thumbs.db", "desktop.ini"}

_said = Room("refusal")


class FileOutcome(Brief, frozen=True):
    """What became of one file: its record (None when it was too large to keep), responses, refusals, findings."""

    name: str
    outcome: Outcome
    already: bool
    responses: tuple[ResponseRecord, ...]
    refusals: tuple[Refusal, ...]
    findings: tuple[Finding, ...]

    @property
    def respondents(self) -> tuple[RespondentCode, ...]:
        """Whose responses the file holds."""
        return tuple(one.respondent for one in self.responses if one.respondent is not None)

    def _in_short(self) -> str:
        held = number_of(len(self.responses), "response")
        return f"{self.name}: {self.outcome.value}, {held}, {number_of(len(self.findings), 'finding')}"


class CollectReport(Brief, frozen=True):
    """What one call of `Campaign.collect` did, file by file: `files` has an outcome for each, in the order of reading.

    ```python
    report = register.collect("returns/")
    print(report)  # <CollectReport of 26 files: 26 read>
    if report.needs_a_person:
        print([file.name for file in (*report.refused, *report.unattributed)])
    ```
    """

    files: tuple[FileOutcome, ...]

    @property
    def read(self) -> tuple[FileOutcome, ...]:
        """The files that hold at least one response, read in this collection or in an earlier one."""
        return tuple(one for one in self.files if one.responses)

    @property
    def refused(self) -> tuple[FileOutcome, ...]:
        """The files of which something could not be read: the whole, or a line of a file of several responses."""
        return tuple(one for one in self.files if one.refusals)

    @property
    def unattributed(self) -> tuple[FileOutcome, ...]:
        """The files that hold a response without a known respondent: neither the file nor the caller names one."""
        return tuple(one for one in self.files if any(each.respondent is None for each in one.responses))

    @property
    def superseded(self) -> tuple[ResponseRecord, ...]:
        """The responses of this collection that took the place of an older response of the same respondent."""
        fresh = (each for one in self.files if not one.already for each in one.responses)
        return tuple(each for each in fresh if each.supersedes is not None)

    @property
    def simulated(self) -> int:
        """The number of simulated responses in these files; one makes every file from the register say so."""
        return sum(each.response.simulated for one in self.files for each in one.responses)

    @property
    def needs_a_person(self) -> bool:
        """Whether somebody must look: a file was refused, a response has no respondent, or a finding is an error."""
        grave = any(found.severity is Severity.ERROR for one in self.files for found in one.findings)
        return bool(self.refused or self.unattributed or grave)

    def _in_short(self) -> str:
        told = {name: len(getattr(self, name)) for name in ("read", "refused", "unattributed", "superseded")}
        said = ", ".join(f"{count} {name}" for name, count in told.items() if count or name == "read")
        return f"of {number_of(len(self.files), 'file')}: {said}"


class Holder(Struct, frozen=True):
    """Whose the files are that do not say it themselves; who decides it, and why."""

    code: RespondentCode
    who: str
    why: str


class Collector:
    """Reads files of one survey into its register; the register's own files are passed over."""

    def __init__(self, inspection: Inspection, register: Register, own: Path) -> None:
        """`own` is the register's file."""
        self._inspection = inspection
        self._survey = inspection.survey
        self._own = {own.absolute(), *(own.absolute().with_name(own.name + end) for end in ("-wal", "-shm"))}
        self._register = register
        self._reader = FileReader(inspection.survey)
        self._mixing = Mixing(register)

    def collect(
        self, paths: Sequence[str | Path], *, holder: Holder | None, progress: Progress | None
    ) -> CollectReport:
        """Every file under the paths; what became of each is told when all are read."""
        files = [(path, name) for path, name in _walk(paths) if path.absolute() not in self._own]
        kept: list[FileOutcome | tuple[FileRecord, str]] = []
        for done, (path, name) in enumerate(files, 1):
            kept.append(self._file(path, name, holder))
            if progress is not None:
                progress(done, len(files))
        return CollectReport(tuple(one if isinstance(one, FileOutcome) else self._outcome(*one) for one in kept))

    def _file(self, path: Path, name: str, holder: Holder | None) -> FileOutcome | tuple[FileRecord, str]:
        stat = path.stat()
        if stat.st_size > LARGEST_KEPT:
            return self._too_large(name)
        data = path.read_bytes()
        modified = datetime.fromtimestamp(stat.st_mtime, UTC)
        record = self._register.add_file(data, name, modified=modified)
        if not record.already:
            with self._register.transaction():
                self._read(record, data, name, holder)
        if holder is not None:
            self._attribute(record, holder, name)
        return record, name

    def _too_large(self, name: str) -> FileOutcome:
        language, limit = self._survey.language, str(LARGEST_KEPT // 1024**2)
        reason = _said(language, "This file has more than {limit} MB: it is neither read nor kept.", limit=limit)
        request = _said(language, "Ask for the questionnaire alone, without attachments.")
        refusal = Refusal("too_large", reason, request, None, datetime.now(UTC))
        return FileOutcome(name, Outcome.REFUSED, already=False, responses=(), refusals=(refusal,), findings=())

    def _refuse(self, record: FileRecord, number: int, refusal: UnreadableFile) -> None:
        """Records why a part of a file is refused, in the survey's language."""
        told = refusal.told_in(self._survey.language)
        self._register.record_refusal(record, told.code, told.reason, told.request, line=number or None)

    def _attribute(self, record: FileRecord, holder: Holder, name: str) -> None:
        """Says whose the responses of a file are that do not say it themselves; what was said before is said anew."""
        for one in map(self._register.response, self._register.file(record.sha256).responses):
            if one.respondent is None or one.attributed:
                self._register.attribute(one.id, holder.code, holder.who, holder.why)
            else:
                _check_holder(one.response, holder, name)

    def _read(self, record: FileRecord, data: bytes, name: str, holder: Holder | None) -> None:
        for number, one in self._reader.read(data, name):
            if isinstance(one, UnreadableFile):
                self._refuse(record, number, one)
            else:
                _check_holder(one.response, holder, name)
                self._record(record, number, one)

    def _record(self, record: FileRecord, number: int, one: ReadResponse) -> None:
        mixed = self._mixing.taken(one.response, record.name, self._survey.language)
        placed = (replace(found, place=replace(found.place, file=record.name)) for found in mixed)
        self._register.record_response(
            record, number, one.response, (*placed, *one.findings), saved=one.saved, untouched=one.untouched
        )

    def _outcome(self, record: FileRecord, name: str) -> FileOutcome:
        now = self._register.file(record.sha256)
        responses = tuple(self._register.response(one) for one in now.responses)
        findings = (*self._together(responses), *(found for one in responses for found in read_in(one)))
        return FileOutcome(name, now.outcome, record.already, responses, now.refusals, findings)

    def _together(self, responses: Sequence[ResponseRecord]) -> Iterator[Finding]:
        """What is to be told of the responses of a file with other returns of the same respondents."""
        whose = dict.fromkeys(one.respondent for one in responses if one.respondent is not None)
        mine = {one.id for one in responses}
        for respondent in whose:
            told = self._inspection.together(self._register.returns_of(respondent))
            yield from (one.finding for one in told if len(one.returns) > 1 and one.returns & mine)


def _check_holder(response: Response, holder: Holder | None, name: str) -> None:
    """Raises UsageError when a file says that it is the copy of another respondent than the one that is named."""
    if holder is not None and response.respondent not in {None, holder.code}:
        raise UsageError(
            f"{name} says that it is the copy of {response.respondent}, not of {holder.code}: "
            "collect it without --respondent"
        )


def _walk(paths: Iterable[str | Path]) -> Iterator[tuple[Path, str]]:
    """Every file under the paths with the name to show, the oldest first, then by name.

    Hidden files, and those that Office and file managers leave behind, are nobody's answers and are passed over.
    """
    found: dict[Path, str] = {}
    for one in map(Path, paths):
        if one.is_dir():
            for path in _files_in(one):
                found.setdefault(path, path.relative_to(one).as_posix())
        elif one.is_file():
            found.setdefault(one, one.name)
        else:
            raise UsageError(f"no file or folder {str(one)!r}")
    return iter(sorted(found.items(), key=lambda item: (item[0].stat().st_mtime, item[1])))


def _files_in(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not _is_junk(path.relative_to(folder)))


def _is_junk(inside: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in inside.parts)
    return hidden or inside.name.lower() in _JUNK
