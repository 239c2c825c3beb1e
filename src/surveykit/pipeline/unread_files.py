"""The files that came and cannot be read: which of them still matter, whose they are, and who sent them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from surveykit.brief import Discreet, number_of
from surveykit.collect import Envelope
from surveykit.collect.respondent import named_beside
from surveykit.errors import asks_sender
from surveykit.ids import RespondentCode
from surveykit.model import Survey
from surveykit.pipeline.senders import Senders, address_of, senders_of
from surveykit.register import FileRecord, MessageRecord, Refusal, Register, Returns


class Unread(Discreet, frozen=True):
    """A file that cannot be read, and whose sender has sent nothing since that counts.

    `name` is its own, or that of what a message encloses and nobody can take out of it. `sent_at` is when it was sent,
    as far as anything says it. `messages` are those that carried it, the one sent first before the others; none for a
    file that was saved by hand. `address` is the one to answer, None when nobody knows it. `respondent` is whose it is
    by its name, its sender, and the returns that came from the same address or in the same message; None when these
    tell nobody, or several.
    """

    name: str
    refusals: tuple[Refusal, ...]
    sent_at: datetime
    messages: tuple[MessageRecord, ...] = ()
    address: str | None = None
    respondent: RespondentCode | None = None

    @property
    def message(self) -> MessageRecord | None:
        """The first message that carried it."""
        return next(iter(self.messages), None)

    @property
    def for_sender(self) -> tuple[Refusal, ...]:
        """The refusals about which its sender can do something; of the others only the survey's own people can."""
        return tuple(one for one in self.refusals if asks_sender(one.code))

    def _counts(self) -> str:
        return number_of(len(self.refusals), "refusal")


def unread(survey: Survey, register: Register, returns: Sequence[Returns] | None = None) -> tuple[Unread, ...]:
    """The files of a register that cannot be read and still matter, in the order in which they came.

    `returns` are all that the register holds, where they are known already.
    """
    refused = [(one, register.carriers(one.sha256)) for one in register.refused_files()]
    if not refused:
        return ()
    return unread_of(survey, refused, register.returns() if returns is None else returns)


_Carried = tuple[FileRecord, Sequence[MessageRecord]]
"""A refused file, and the messages that carried it, the one sent first before the others."""


def unread_of(survey: Survey, refused: Iterable[_Carried], returns: Sequence[Returns]) -> tuple[Unread, ...]:
    """The refused files that matter beside what was returned: nothing of the same respondent's counts since."""
    senders, held = senders_of(survey, returns), {one.respondent: one for one in returns}
    every = (_attributed(survey, senders, each) for one in refused for each in _parts(one))
    return tuple(one for one in every if not _is_settled(one, held))


def _parts(refused: _Carried) -> Iterator[Unread]:
    """The file itself, or each thing that it encloses and that cannot be taken out of it; nobody's yet."""
    file, carriers = refused
    by_member: dict[str | None, list[Refusal]] = {}
    for one in file.refusals:
        by_member.setdefault(one.member, []).append(one)
    for member, refusals in by_member.items():
        # A message that encloses what cannot be read is answered itself, whatever other message enclosed it.
        messages = tuple(one for one in carriers if member is None or one.file == file.sha256)
        yield Unread(member or file.name, tuple(refusals), _sent(file, messages), messages)


def _attributed(survey: Survey, senders: Senders, one: Unread) -> Unread:
    """The same with whoever sent it and whose it is, as far as anything says it."""
    address = address_of(survey, one.message)
    sender = "" if address is None or one.message is None else one.message.sender
    told = {
        named_beside(survey, Envelope(one.name)),
        named_beside(survey, Envelope("", sender)),
        *senders.whose(address, one.messages),
    } - {None}
    return replace(one, address=address, respondent=told.pop() if len(told) == 1 else None)


def _sent(file: FileRecord, messages: Sequence[MessageRecord]) -> datetime:
    """When a file was sent: when its message was, else when its disk says that it was saved, else when it came.

    A moment after its coming is that of a clock that is wrong.
    """
    known = (*(one.sent_at for one in messages), file.modified_at)
    return next((one for one in known if one is not None and one <= file.collected_at), file.collected_at)


def _is_settled(one: Unread, held: Mapping[RespondentCode, Returns]) -> bool:
    """Whether its respondent sent a form with it or after it that counts."""
    theirs = None if one.respondent is None else held.get(one.respondent)
    counting = None if theirs is None else theirs.counting
    return counting is not None and counting.record.sent_at >= one.sent_at
