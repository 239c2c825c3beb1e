"""Who sent what: the mail addresses of those whose messages the register keeps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from email.utils import parseaddr

from msgspec import Struct

from surveykit.ids import RespondentCode
from surveykit.model import ADDRESS_PATTERN, Survey
from surveykit.register import MessageRecord, Returns


def address_of(survey: Survey, message: MessageRecord | None) -> str | None:
    """The address that a message came from; None for one without, and for one of those who do the survey."""
    if message is None:
        return None
    found = parseaddr(message.sender)[1]
    ours = {survey.mail.sender, *survey.collection.addresses}
    if not re.fullmatch(ADDRESS_PATTERN, found) or found.lower() in {one.lower() for one in ours if one}:
        return None
    return found


def each_once(addresses: Iterable[str]) -> tuple[str, ...]:
    """Addresses without those that differ from an earlier one by capitals alone."""
    found: dict[str, str] = {}
    for one in addresses:
        found.setdefault(one.lower(), one)
    return tuple(found.values())


class Senders(Struct, frozen=True):
    """The respondents whose returns came from each address, and in each message (by the digest of its file)."""

    by_address: Mapping[str, frozenset[RespondentCode]]
    by_message: Mapping[str, frozenset[RespondentCode]]

    def whose(self, address: str | None, messages: Sequence[MessageRecord]) -> tuple[RespondentCode | None, ...]:
        """Whom an address and each message tell, None for one that tells nobody or several."""
        sets = [self.by_address.get((address or "").lower(), frozenset[RespondentCode]())]
        sets += [self.by_message.get(one.file, frozenset[RespondentCode]()) for one in messages]
        return tuple(next(iter(one)) if len(one) == 1 else None for one in sets)


def senders_of(survey: Survey, returns: Iterable[Returns]) -> Senders:
    """Who sent the returns that could be read, untouched forms counted."""
    by_address: dict[str, set[RespondentCode]] = {}
    by_message: dict[str, set[RespondentCode]] = {}
    for theirs in returns:
        for message in (each for one in theirs.records for each in one.messages):
            by_message.setdefault(message.file, set()).add(theirs.respondent)
            address = address_of(survey, message)
            if address is not None:
                by_address.setdefault(address.lower(), set()).add(theirs.respondent)
    return Senders(_frozen(by_address), _frozen(by_message))


def _frozen(found: Mapping[str, set[RespondentCode]]) -> Mapping[str, frozenset[RespondentCode]]:
    return {key: frozenset(codes) for key, codes in found.items()}


def sent_name(name: str) -> str:
    """The name under which a file was sent: `corse.docx` of `reponse.eml/corse.docx`."""
    return name.rpartition("/")[2] or name
