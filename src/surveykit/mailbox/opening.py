"""What came, taken apart: one source after another becomes what arrived in it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from io import BytesIO
from typing import IO
from zipfile import ZipFile

from msgspec import Struct

from surveykit.brief import Discreet
from surveykit.errors import UnreadableFile
from surveykit.mailbox import refusals
from surveykit.mailbox.archives import (
    ZIP_ERRORS,
    is_bloated,
    is_left_in,
    is_link,
    is_locked,
    member_name,
    modified_at,
    opened_zip,
)
from surveykit.mailbox.arrival import Arrival, Enclosure, ReceivedMessage
from surveykit.mailbox.bounds import (
    DEEPEST,
    DEEPEST_ARCHIVES,
    HEAD,
    LARGEST_ENCLOSURE,
    LARGEST_MESSAGE,
    LARGEST_UNPACKED,
)
from surveykit.mailbox.covering import links_to_files, own_words
from surveykit.mailbox.furniture import Attached, is_furniture, likely_suffix
from surveykit.mailbox.kinds import OLE, Container, container
from surveykit.mailbox.letters import Letter, letter_of
from surveykit.mailbox.mbox import messages
from surveykit.mailbox.sources import Source

Claimed = Callable[[bytes, str], bool]
"""Whether an installed reader takes files that begin with these bytes and have this name."""

_LONGEST_SUBJECT = 500
_MESSAGES = {Container.MESSAGE, Container.OUTLOOK, Container.ENVELOPE}
_OPENED = {*_MESSAGES, Container.ZIP, Container.MAILBOX}


class _Turned(Discreet, frozen=True):
    """A file that is refused, by name."""

    name: str
    why: UnreadableFile


class _Passed(Struct, frozen=True):
    """What is passed over, by name."""

    name: str


_Found = Enclosure | _Turned | _Passed | Arrival


def arrivals(source: Source, claimed: Claimed) -> Iterator[Arrival]:
    """What arrived in a file: each message with what it encloses, each file that no message carried by itself.

    `claimed` says whether an installed reader takes files that begin with these bytes and have this name: an archive
    or a message in clear is then its own to read. Never more than one message, or one file of an archive, is held. A
    file that cannot be opened, or taken apart, is an arrival that says so: nothing is raised, whatever the file is.
    """
    if source.refused is not None:
        yield Arrival(refused=((source.name, source.refused),))
        return
    try:
        with source.path.open("rb") as file:
            yield from _bare(_Opening(claimed).streamed(file, source.name, source.modified, (), whole=True))
    except OSError:
        yield Arrival(refused=((source.name, refusals.cannot_open()),))


def _bare(found: Iterable[_Found]) -> Iterator[Arrival]:
    """Each file that no message carries as an arrival of its own; what was passed over among them comes last."""
    passed: list[str] = []
    for one in found:
        match one:
            case Arrival():
                yield one
            case Enclosure():
                yield Arrival(enclosures=(one,))
            case _Turned(name, why):
                yield Arrival(refused=((name, why),))
            case _Passed(name):
                passed.append(name)
    if passed:
        yield Arrival(passed_over=tuple(passed))


class _Opening:
    """Takes one source apart; `held` are the containers that a thing lies in, the outermost first."""

    def __init__(self, claimed: Claimed) -> None:
        self._claimed = claimed
        self._unpacked = 0

    def streamed(
        self, file: IO[bytes], name: str, modified: datetime | None, held: tuple[Container, ...], *, whole: bool = False
    ) -> Iterator[_Found]:
        """What is in a file that is read from its beginning; `whole` when the archive in it may stay on the disk."""
        head = file.read(HEAD)
        kind = container(head, claimed=self._claimed(head, name))
        if kind is Container.MAILBOX and not _is_too_deep(kind, held):
            file.seek(0)
            yield from self._mailbox(file, name, held)
            return
        if kind is Container.ZIP and whole:
            taken = self._archive(file, name, held)
            if taken is not None:
                yield from taken
                return
            kind = Container.FILE
            file.seek(len(head))
        large = kind in _OPENED or head.startswith(OLE)
        limit = LARGEST_MESSAGE if large else LARGEST_ENCLOSURE
        data = head + file.read(limit + 1 - len(head))
        if len(data) > limit:
            yield _Turned(name, _too_large(kind))
        else:
            yield from self._data(data, name, modified, held)

    def _data(
        self, data: bytes, name: str, modified: datetime | None, held: tuple[Container, ...], *, message: bool = False
    ) -> Iterator[_Found]:
        """What is in these bytes; `message` says that they are a message, whatever they look like."""
        kind = container(data, claimed=self._claimed(data[:HEAD], name) and not message)
        if message and kind is Container.FILE:
            kind = Container.MESSAGE
        if kind in _OPENED and _is_too_deep(kind, held):
            yield _Turned(name, refusals.too_deep())
            return
        match kind:
            case Container.ARCHIVE:
                yield _Turned(name, refusals.closed_archive())
            case Container.OUTLOOK_DATA:
                yield _Turned(name, refusals.mailbox_of_outlook())
            case Container.MAILBOX:
                yield from self._mailbox(BytesIO(data), name, held)
            case Container.MESSAGE:
                yield from self._letter(letter_of(data), data, name, held)
            case Container.ZIP:
                yield from self._archive(BytesIO(data), name, held) or self._file(data, name, modified)
            case _:
                yield from self._file(data, name, modified)

    def _file(self, data: bytes, name: str, modified: datetime | None) -> Iterator[_Found]:
        if len(data) > LARGEST_ENCLOSURE:
            yield _Turned(name, refusals.too_large())
        else:
            yield Enclosure(name, data, modified)

    def _mailbox(self, file: IO[bytes], name: str, held: tuple[Container, ...]) -> Iterator[_Found]:
        for one in messages(file):
            place = name if one.alone else f"{name}/{one.number}"
            if one.data is None:
                yield _Turned(place, refusals.message_too_large())
            else:
                yield from self._letter(letter_of(one.data), one.data, place, (*held, Container.MAILBOX))

    def _archive(self, file: IO[bytes], name: str, held: tuple[Container, ...]) -> Iterator[_Found] | None:
        """What an archive holds; None when it is a document, or damaged."""
        try:
            archive = opened_zip(file)
        except UnreadableFile as refusal:
            return iter((_Turned(name, refusal),))
        if archive is None:
            return None
        self._unpacked += sum(one.file_size for one in archive.infolist())
        if self._unpacked > LARGEST_UNPACKED:
            return iter((_Turned(name, refusals.archive_too_large()),))
        return self._members(archive, name, (*held, Container.ZIP))

    def _members(self, archive: ZipFile, name: str, held: tuple[Container, ...]) -> Iterator[_Found]:
        locked: list[str] = []
        for entry in archive.infolist():
            member = member_name(entry)
            place = f"{name}/{member}"
            if entry.is_dir():
                continue
            if is_left_in(entry):
                yield _Passed(place)
            elif is_locked(entry):
                locked.append(member)
            elif is_link(entry):
                yield _Turned(place, refusals.leads_out())
            elif is_bloated(entry):
                yield _Turned(place, refusals.odd_archive())
            else:
                try:
                    with archive.open(entry) as file:
                        yield from self.streamed(file, place, modified_at(entry), held)
                except ZIP_ERRORS:
                    yield _Turned(place, refusals.damaged_member())
        if locked:
            yield _Turned(name, refusals.locked_archive(locked))

    def _letter(self, one: Letter, data: bytes, name: str, held: tuple[Container, ...]) -> Iterator[_Found]:
        """The arrival of a message, then those of the messages in it."""
        if one.deleted:
            yield _Passed(name)
            return
        gathered = _Gathered()
        gathered.passed += [f"{name}/{text}" for text in one.texts]
        for number, attached in enumerate(one.attached, 1):
            place = f"{name}/{attached.name or _numbered(number, attached)}"
            if is_furniture(attached):
                gathered.passed.append(place)
            else:
                inside = (*held, Container.MESSAGE)
                gathered.take(self._data(attached.data, place, attached.modified, inside, message=attached.message))
        if not one.whole:
            gathered.refused.append((name, refusals.too_many_parts()))
        gathered.tell_of_none(name, one)
        message = ReceivedMessage(
            name,
            data,
            one.format,
            one.sender,
            one.sent_at,
            one.subject[:_LONGEST_SUBJECT],
            own_words(one.plain, one.page),
        )
        yield Arrival(message, tuple(gathered.enclosures), tuple(gathered.refused), tuple(gathered.passed))
        yield from gathered.later


class _Gathered:
    """What one message holds, as it is found: the same bytes count once, and no two files have one name."""

    def __init__(self) -> None:
        self.enclosures: list[Enclosure] = []
        self.refused: list[tuple[str, UnreadableFile]] = []
        self.passed: list[str] = []
        self.later: list[Arrival] = []
        self._size = 0
        self._known: set[bytes] = set()
        self._names: set[str] = set()

    def take(self, found: Iterable[_Found]) -> None:
        """Puts what was found in its place."""
        for one in found:
            match one:
                case Arrival():
                    self.later.append(one)
                case Enclosure():
                    self._enclose(one)
                case _Turned(name, why):
                    self.refused.append((name, why))
                case _Passed(name):
                    self.passed.append(name)

    def tell_of_none(self, name: str, one: Letter) -> None:
        """Says what to do with a message that encloses no file; one that a program sent by itself is passed over."""
        if self.enclosures:
            return
        links = links_to_files(one.plain, one.page)
        if links:
            self.refused.append((name, refusals.linked_file(links)))
        elif one.sealed:
            self.refused.append((name, refusals.sealed()))
        elif one.automatic:
            self.passed.append(name)
        elif not self.refused and not self.later:
            self.refused.append((name, refusals.no_file()))

    def _enclose(self, one: Enclosure) -> None:
        digest = hashlib.sha256(one.data).digest()
        if digest in self._known:
            return
        self._size += len(one.data)
        if self._size > 2 * LARGEST_MESSAGE:
            self.refused.append((one.name, refusals.archive_too_large()))
            return
        self._known.add(digest)
        self.enclosures.append(Enclosure(self._new_name(one.name), one.data, one.modified))

    def _new_name(self, name: str) -> str:
        new, number = name, 1
        while new in self._names:
            number += 1
            stem, dot, suffix = name.rpartition(".")
            new = f"{stem} ({number}).{suffix}" if dot else f"{name} ({number})"
        self._names.add(new)
        return new


def _numbered(number: int, attached: Attached) -> str:
    """A name for what has none: its place in the message, and the suffix that its bytes ask for."""
    return f"{number}{'.eml' if attached.message else likely_suffix(attached.data)}"


def _is_too_deep(kind: Container, held: tuple[Container, ...]) -> bool:
    packed = kind is Container.ZIP and held.count(Container.ZIP) >= DEEPEST_ARCHIVES
    return packed or len(held) >= DEEPEST


def _too_large(kind: Container) -> UnreadableFile:
    if kind in _MESSAGES:
        return refusals.message_too_large()
    return refusals.archive_too_large() if kind is Container.ZIP else refusals.too_large()
