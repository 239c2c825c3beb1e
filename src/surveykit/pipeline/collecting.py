"""From what arrives to responses in a register."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from io import BytesIO
from itertools import chain, groupby
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct
from msgspec.structs import replace

from surveykit import interchange
from surveykit.brief import Discreet
from surveykit.collect import Envelope
from surveykit.collect.respondent import named_beside
from surveykit.errors import UnreadableFile, UsageError
from surveykit.files.spool import Spool
from surveykit.findings import COVERING_WORDS, Finding
from surveykit.ids import RespondentCode
from surveykit.mailbox import LARGEST_ENCLOSURE, Arrival, Enclosure, ReceivedMessage, Source, arrivals, sources
from surveykit.pipeline.collected import CollectReport, FilePart, Outcomes
from surveykit.pipeline.inspection import Inspection, read_in
from surveykit.pipeline.line_bounds import LineBounds, rest_of_lines
from surveykit.pipeline.mixing import Mixing
from surveykit.pipeline.reading import FileReader, ReadResponse
from surveykit.pipeline.successions import Told
from surveykit.register import FileRecord, MessageRecord, Outcome, Refusal, Register
from surveykit.register.records import Filed
from surveykit.responses import Response

Progress = Callable[[int, int], None]
"""Called with the number of files and lines that are on the disk, and with that of all that are known of."""

_STRAY = frozenset({"unknown_format", "excel", "powerpoint", "not_text", "not_word", "not_pdf", "leads_out"})
"""The refusals of what is nobody's return, unless something beside it names a respondent."""
_CLOSED = frozenset({"saved_message", "saved_mailbox", "archive"})
"""The refusals of what holds returns and was not opened: it is kept, so that somebody opens it."""
_NO_FORM = _STRAY | {"image", "pdf", "flattened", "not_a_form", "odt", "rtf", "word_97", "xfa", "zip", "flat_opc"}
"""The refusals of what is no form: beside one, in the same message, it is an attachment to it."""


class Holder(Struct, frozen=True):
    """Whose the files are that do not say it themselves; who decides it, and why."""

    code: RespondentCode
    who: str
    why: str


class _Kept(Discreet, frozen=True):
    """A file as it was taken: where its record is, or what became of it when nothing was kept of it.

    `group` is the same for the lines of one file. `message` is the digest of the message that carried it, `head` what
    that says when the register keeps nothing of it.
    """

    group: int
    name: str
    sha256: str = ""
    already: bool = False
    told: FilePart | None = None
    message: str = ""
    head: MessageRecord | None = None
    passed_over: tuple[str, ...] = ()


_Parts = Sequence[tuple[int, ReadResponse | UnreadableFile]]


class _Opened(Discreet, frozen=True):
    """An enclosure with what the register knows of its bytes, and what was read in it when it knows nothing."""

    enclosure: Enclosure
    known: FileRecord | None
    parts: _Parts = ()

    @property
    def holds_form(self) -> bool:
        """Whether a response was read in it, now or before."""
        before = self.known is not None and bool(self.known.responses)
        return before or any(isinstance(one, ReadResponse) for _, one in self.parts)

    @property
    def is_refused(self) -> bool:
        """Whether it is new, and each of its parts is refused."""
        return bool(self.parts) and all(isinstance(one, UnreadableFile) for _, one in self.parts)

    def is_refused_for(self, codes: frozenset[str]) -> bool:
        """Whether it is new, and each of its parts is refused for one of these reasons."""
        return self.is_refused and codes.issuperset(
            one.code for _, one in self.parts if isinstance(one, UnreadableFile)
        )


class Collector:
    """Reads files of one survey into its register; the register's own files are passed over."""

    def __init__(self, inspection: Inspection, register: Register, own: Path) -> None:
        """`own` is the register's file."""
        self._inspection = inspection
        self._survey = inspection.survey
        self._own = {own.absolute().with_name(own.name + end) for end in ("", "-wal", "-shm", "-journal")}
        self._register = register
        self._reader = FileReader(inspection.survey)
        self._mixing = Mixing(register)
        self._groups = self._ahead = 0

    def collect(
        self, paths: Sequence[str | Path], *, holder: Holder | None, progress: Progress | None
    ) -> CollectReport:
        """Every file under the paths; what became of each is told when all are read."""
        found = [one for one in sources(paths) if one.path.absolute() not in self._own]
        kept: Spool[_Kept] = Spool()
        say = progress or _say_nothing
        with self._register.batch() as is_kept:
            for done, source in enumerate(found, 1):
                for one in self._source(source, holder):
                    kept.add(one)
                    if is_kept():
                        say(len(kept), len(kept) + self._ahead + len(found) - done)
        say(len(kept), len(kept))
        outcomes = Outcomes()
        for _, lines in groupby(kept, key=lambda one: one.group):
            self._tell(outcomes, lines)
        return CollectReport(outcomes)

    def _source(self, source: Source, holder: Holder | None) -> Iterator[_Kept]:
        """What a file on the disk holds, taken into the register."""
        if source.refused is None and _may_hold_lines(source) and not self._is_known_whole(source):
            with source.path.open("rb") as stream:
                if interchange.holds_lines(stream):
                    self._ahead = interchange.count_lines(stream)
                    for one in self._lines(stream, source.name, source.modified, holder):
                        self._ahead -= 1
                        yield one
                    self._ahead = 0
                    return
        for arrival in arrivals(source, self._reader.claims):
            with self._register.transaction():
                taken = self._container(source, arrival) or [*self._arrival(arrival, holder)]
            yield from taken

    def _is_known_whole(self, source: Source) -> bool:
        """Whether the register keeps the file as one: earlier versions kept a file of several lines so."""
        return source.size <= LARGEST_ENCLOSURE and self._register.known(source.path.read_bytes()) is not None

    def _container(self, source: Source, arrival: Arrival) -> list[_Kept]:
        """A file that holds returns and cannot be taken apart, which is kept as refused; nothing for any other."""
        if arrival.message is not None or not arrival.refused or source.size > LARGEST_ENCLOSURE:
            return []
        name, refusal = arrival.refused[0]
        if refusal.code not in _CLOSED or name != source.name:
            return []
        record = self._register.add_file(source.path.read_bytes(), name, modified=source.modified)
        self._take(record, 0, refusal, None)
        return [_Kept(self._next_group(), name, record.sha256, record.already)]

    def _lines(
        self, stream: BinaryIO, name: str, modified: datetime | None, holder: Holder | None, message: str = ""
    ) -> Iterator[_Kept]:
        """The lines of a file of several responses, each kept by itself."""
        group = self._next_group()
        bounds = LineBounds()
        for number, line in interchange.by_line(stream):
            if bounds.are_reached:
                told = FilePart(Outcome.REFUSED, refusals=self._refusals(rest_of_lines(number)))
                yield _Kept(group, name, told=told, message=message)
                return
            with self._register.transaction():
                record = self._register.add_file(line, name, modified=modified, line=number)
                if record.already:
                    is_refused = record.outcome is Outcome.REFUSED
                    bounds.note_known(map(self._register.response, record.responses))
                else:
                    part = bounds.judged(self._reader.read_line(line, name))
                    self._take(record, number, part, holder)
                    is_refused = isinstance(part, UnreadableFile)
                self._attribute(record, holder)
            if is_refused:
                bounds.note_refused()
            yield _Kept(group, name, record.sha256, record.already, message=message)

    def _arrival(self, arrival: Arrival, holder: Holder | None) -> Iterator[_Kept]:
        """The files that came together, each recorded, or listed when it is nobody's return."""
        opened = [self._opened(one, arrival.message) for one in arrival.enclosures]
        has_form = any(one.holds_form for one in opened)
        carrier = self._carrier(arrival, opened, has_form=has_form)
        for one in opened:
            if self._is_listed(one, arrival.message, has_form=has_form):
                yield self._told(one.enclosure.name, _refusal_of(one), arrival.message, listed=True)
            elif one.is_refused_for(frozenset({"unknown_format"})) and arrival.message is None:
                yield self._told(one.enclosure.name, _refusal_of(one), None, listed=False)
            else:
                yield from self._enclosure(one, carrier, holder, arrival.passed_over)
        yield from self._refused(arrival, carrier)

    def _opened(self, enclosure: Enclosure, message: ReceivedMessage | None) -> _Opened:
        known = self._register.known(enclosure.data)
        if known is not None and known.outcome is not Outcome.PENDING:
            return _Opened(enclosure, known)
        sender = "" if message is None else message.sender
        return _Opened(enclosure, None, tuple(self._reader.read(enclosure.data, enclosure.name, sender)))

    def _is_listed(self, one: _Opened, message: ReceivedMessage | None, *, has_form: bool) -> bool:
        """Whether what a message encloses is no return: no form beside one, or a stray file that names nobody."""
        if message is None or one.known is not None:
            return False
        if has_form:
            return one.is_refused_for(_NO_FORM) or self._is_of_no_form(one)
        return one.is_refused_for(_STRAY) and self._named(one.enclosure.name, message) is None

    def _is_of_no_form(self, one: _Opened) -> bool:
        """Whether it is refused, and of a kind that no form is of by its name: what is damaged in it is no return."""
        return one.is_refused and not self._reader.takes(one.enclosure.name)

    def _named(self, name: str, message: ReceivedMessage) -> RespondentCode | None:
        return named_beside(self._survey, Envelope(name, message.sender))

    def _carrier(self, arrival: Arrival, opened: Sequence[_Opened], *, has_form: bool) -> MessageRecord | None:
        """The record of the message, which is kept when something of it is; None when nothing carried the files."""
        message = arrival.message
        if message is None:
            return None
        kept = any(not self._is_listed(one, message, has_form=has_form) for one in opened)
        if not kept and (not arrival.refused or self._named("", message) is None):
            return None
        record = self._register.add_file(message.data, message.name, file_format=message.format)
        return self._register.record_message(
            record, sender=message.sender, sent_at=message.sent_at, subject=message.subject, words=message.words
        )

    def _enclosure(
        self, one: _Opened, carrier: MessageRecord | None, holder: Holder | None, passed_over: tuple[str, ...]
    ) -> Iterator[_Kept]:
        enclosure, message = one.enclosure, "" if carrier is None else carrier.file
        if one.known is None and any(number for number, _ in one.parts):
            for kept in self._lines(BytesIO(enclosure.data), enclosure.name, enclosure.modified, holder, message):
                self._carry(self._register.file(kept.sha256), carrier)
                yield kept
            return
        record = self._register.add_file(enclosure.data, enclosure.name, modified=enclosure.modified)
        if not record.already:
            for number, part in one.parts:
                self._take(record, number, part, holder)
        self._carry(record, carrier)
        self._attribute(record, holder)
        yield _Kept(
            self._next_group(), enclosure.name, record.sha256, record.already, message=message, passed_over=passed_over
        )

    def _carry(self, record: FileRecord, carrier: MessageRecord | None) -> None:
        if carrier is not None:
            self._register.carry(record, carrier)

    def _refused(self, arrival: Arrival, carrier: MessageRecord | None) -> Iterator[_Kept]:
        """What could not be opened: on record when a message that is kept encloses it, else told this once."""
        for number, (name, refusal) in enumerate(arrival.refused, 1):
            if carrier is not None:
                told = refusal.told_in(self._survey.language)
                record = self._register.file(carrier.file)
                self._register.add_refusal(record, told.code, told.reason, told.request, number, member=name)
            listed = arrival.message is not None and carrier is None
            yield self._told(name, refusal, arrival.message, listed=listed)

    def _told(self, name: str, refusal: UnreadableFile, message: ReceivedMessage | None, *, listed: bool) -> _Kept:
        """What became of a file of which the register keeps nothing."""
        made = self._refusals(refusal)
        piece = FilePart(Outcome.LISTED, listed=made) if listed else FilePart(Outcome.REFUSED, refusals=made)
        head = None if message is None else _head(message, datetime.now(UTC))
        return _Kept(self._next_group(), name, told=piece, head=head)

    def _refusals(self, refusal: UnreadableFile) -> tuple[Refusal, ...]:
        told = refusal.told_in(self._survey.language)
        return (Refusal(told.code, told.reason, told.request, told.line, datetime.now(UTC)),)

    def _next_group(self) -> int:
        self._groups += 1
        return self._groups

    def _take(
        self, record: FileRecord, number: int, part: ReadResponse | UnreadableFile, holder: Holder | None
    ) -> None:
        """Records what was read in a file or a line of it, or why it is refused, in the survey's language."""
        if isinstance(part, UnreadableFile):
            told = part.told_in(self._survey.language)
            self._register.add_refusal(record, told.code, told.reason, told.request, line=number or None)
            return
        _check_holder(part.response, holder, record.name)
        mixed = self._mixing.taken(part.response, record.name, self._survey.language)
        placed = (replace(found, place=replace(found.place, file=record.name)) for found in mixed)
        self._register.add_response(
            record, number, part.response, (*placed, *part.findings), saved=part.saved, untouched=part.untouched
        )

    def _attribute(self, record: FileRecord, holder: Holder | None) -> None:
        """Says whose the responses of a file are that do not say it themselves; what was said before is said anew."""
        if holder is None:
            return
        for one in map(self._register.response, self._register.file(record.sha256).responses):
            if one.respondent is None or one.attributed:
                self._register.attribute(one.id, holder.code, holder.who, holder.why)
            else:
                _check_holder(one.response, holder, record.name)

    def _tell(self, outcomes: Outcomes, lines: Iterator[_Kept]) -> None:
        """Adds what became of a file, of which one line is held at a time."""
        first = next(lines)
        message = self._register.message(first.message) if first.message else first.head
        pieces = (self._piece(one) for one in chain((first,), lines))
        outcomes.add(first.name, pieces, message, first.passed_over)

    def _piece(self, one: _Kept) -> FilePart:
        if one.told is not None:
            return one.told
        now = self._register.filed(one.sha256)
        findings = (*self._together(now), *(found for each in now.responses for found in read_in(each)))
        return FilePart(now.file.outcome, one.already, now.responses, now.file.refusals, findings)

    def _together(self, now: Filed) -> Iterator[Finding]:
        """What is to be told of the responses of a file with other returns of the same respondents, or its message."""
        mine = {one.id for one in now.responses}
        for theirs in now.returns:
            told = self._inspection.together(theirs)
            yield from (one.finding for one in told if _is_of_both(one, mine) or _is_of_message(one, mine))


def _say_nothing(_done: int, _all: int) -> None:
    """The progress of a collection that nobody follows."""


def _is_of_both(one: Told, mine: AbstractSet[int]) -> bool:
    return len(one.returns) > 1 and not one.returns.isdisjoint(mine)


def _is_of_message(one: Told, mine: AbstractSet[int]) -> bool:
    return one.finding.code == COVERING_WORDS and one.returns <= mine


def _check_holder(response: Response, holder: Holder | None, name: str) -> None:
    """Raises UsageError when a file says that it is the copy of another respondent than the one that is named."""
    if holder is not None and response.respondent not in {None, holder.code}:
        raise UsageError(
            f"{name} says that it is the copy of {response.respondent}, not of {holder.code}: "
            "collect it without --respondent"
        )


def _may_hold_lines(source: Source) -> bool:
    """Whether a file is one of answers by its name or its first bytes; one that cannot be opened is not."""
    if source.path.suffix.lower() in interchange.SUFFIXES:
        return True
    try:
        with source.path.open("rb") as stream:
            return interchange.looks_like_answers(stream.read(400))
    except OSError:
        return False


def _head(message: ReceivedMessage, now: datetime) -> MessageRecord:
    """What a message says of itself that the register does not keep."""
    return MessageRecord("", message.name, message.sender, message.sent_at, message.subject, message.words, now)


def _refusal_of(one: _Opened) -> UnreadableFile:
    """Why an enclosure was refused, of which every part was."""
    return next(part for _, part in one.parts if isinstance(part, UnreadableFile))
