"""What is found in the returns of a respondent: in the one that counts, and in all of them together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property

from msgspec.structs import replace

from surveykit.checks import ResponseChecks
from surveykit.collect import Code
from surveykit.findings import OF_THE_REGISTER, Finding, Place, Severity
from surveykit.ids import FieldId
from surveykit.model import Survey
from surveykit.pipeline.successions import Told, answered_in_waiting, as_it_came, told_of
from surveykit.register import ResponseRecord, ReturnRecord, Returns
from surveykit.words import Topic, is_about_value, two_texts

_SAID_TOGETHER = frozenset({"two_files"})
"""The codes that earlier versions recorded with a response, and that are now said of the returns together."""


class Inspection:
    """Finds what must be told of returns of one survey; nothing of it is stored."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey

    @cached_property
    def _checks(self) -> ResponseChecks:
        return ResponseChecks(self.survey)

    def of(self, theirs: Returns) -> tuple[Finding, ...]:
        """What is found in the returns of one respondent, the gravest first.

        Of equally grave findings, those on the returns together come first, then those of the reading of the return
        that counts, then those of the survey's rules. One on an answer that was corrected since is left out.
        """
        counting = theirs.counting
        found = (
            *(one.finding for one in self.together(theirs)),
            *(found for one in theirs.records if one is not counting for found in _of_the_register(one)),
            *(() if counting is None else _unasked(self._in_return(counting), answered_in_waiting(theirs))),
        )
        return tuple(sorted(found, key=lambda one: one.severity.rank))

    def together(self, theirs: Returns) -> tuple[Told, ...]:
        """What is to be told of several returns of one respondent, each with the returns that it is about."""
        if len(theirs.records) == 1 and theirs.counting is not None and not _says_more(theirs.counting):
            return ()
        return told_of(self.survey, theirs, self._asked_about)

    def _in_return(self, one: ReturnRecord) -> Iterator[Finding]:
        """What reading a return and checking its answers found, without what was corrected since.

        Nor a doubt about a value that repeats a signed correction: what stands beside it is told all the same.
        """
        read = (found for found in read_in(one.record) if not _is_settled(found, one))
        return (_placed(found, one) for found in (*read, *self._checks.check(one.response)))

    def _asked_about(self, one: ReturnRecord) -> frozenset[FieldId]:
        """The fields about which a respondent was asked back after a return, as it came."""
        asked = (found.place for found in self._in_return(as_it_came(one)) if found.asked_back)
        return frozenset(field for place in asked for field in self._fields_at(place))

    def _fields_at(self, place: Place) -> tuple[FieldId, ...]:
        """The fields that a finding is about: its own, or those of its question."""
        if place.field is not None:
            return (place.field,)
        return tuple(one.code for one in self.survey.fields() if one.question.number == place.question)


def _says_more(one: ReturnRecord) -> bool:
    """Whether something is to be told of a return that stands alone: it was corrected, or a message came with it."""
    return bool(one.corrections or one.messages)


def read_in(record: ResponseRecord) -> tuple[Finding, ...]:
    """What reading a response found, save that nobody was known to have sent it once somebody is."""
    passed = _SAID_TOGETHER if record.respondent is None else _SAID_TOGETHER | {Code.COPY_UNKNOWN}
    return tuple(found for found in record.findings if found.code not in passed)


def _unasked(every: Iterable[Finding], answered: AbstractSet[FieldId]) -> Iterator[Finding]:
    """Findings, of which an answer that did not come is for information where a return that waits has it."""
    for found in every:
        known = two_texts(found.code)
        came = known is not None and known.topic is Topic.AWAITED and found.place.field in answered
        yield replace(found, severity=Severity.INFO) if came else found


def _is_settled(found: Finding, one: ReturnRecord) -> bool:
    """Whether a finding of the reading of a return is settled by a correction, signed for it or repeated by it."""
    field = found.place.field
    if any(field == correction.field for correction in one.corrections):
        return True
    return field in one.signed and found.severity is Severity.WARNING and is_about_value(found.code)


def _of_the_register(one: ReturnRecord) -> Iterator[Finding]:
    """What a return says of the register as a whole, whatever became of it."""
    return (_placed(found, one) for found in one.record.findings if found.code in OF_THE_REGISTER)


def _placed(found: Finding, one: ReturnRecord) -> Finding:
    return replace(found, place=replace(found.place, file=one.file_name, respondent=one.record.respondent))
