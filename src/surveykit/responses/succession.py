"""Which return of a respondent counts, when several came: decided by the days on which they were sent.

The order in which files are collected plays no part. A return takes the place of an older one, unless answers would be
lost or a signed correction contradicted: then it waits until somebody decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from surveykit.ids import FieldId
from surveykit.responses.answers import Answer, Answered, Blank, Missing


class ReturnState(StrEnum):
    """What a return is among those of its respondent.

    `counts`: its answers are those of the respondent. `replaced`: a later one, or a decision, took its place. `waits`:
    it would lose answers, and somebody must decide. `untouched`: it came back as it was sent, and is no return.
    """

    COUNTS = "counts"
    REPLACED = "replaced"
    WAITS = "waits"
    UNTOUCHED = "untouched"


class SentReturn(Struct, frozen=True):
    """One return of a respondent: when it was sent, and its answers with the corrections that were made to it.

    `id` names it. `order` decides between returns that were sent at the same moment. `corrected` are the fields that a
    signed correction decided.
    """

    id: int
    sent: datetime
    order: tuple[str, int]
    answers: Mapping[FieldId, Answer]
    corrected: frozenset[FieldId] = frozenset()
    untouched: bool = False


class Settlement(Struct, frozen=True):
    """A signed decision: of the returns `among`, the one that is `kept` counts."""

    kept: int
    among: frozenset[int]


class AnswerChange(Struct, frozen=True):
    """What a return says of one field otherwise than an older one. `before` or `after` is None without such a field."""

    field: FieldId
    before: Answer | None
    after: Answer | None
    corrected: bool = False

    @property
    def loses(self) -> bool:
        """Whether the older return has something where the other has nothing."""
        return is_said(self.before) and not is_said(self.after)

    @property
    def harms(self) -> bool:
        """Whether somebody must decide: an answer is lost, or a signed correction is contradicted."""
        return self.loses or self.corrected


class Succession(Struct, frozen=True):
    """The returns of one respondent in order: which one counts, which ones wait, and what each took the place of.

    `counts` is None when the respondent returned nothing. `waits` are in the order of sending. `replaces` has, for each
    return that took the place of another, that other one; a decision replaces without having it here. `corrected` has,
    for each return, the fields whose answers a signed correction stands behind: one that was made to it, or to an
    earlier return and that it confirms.
    """

    counts: int | None = None
    waits: tuple[int, ...] = ()
    replaces: Mapping[int, int] = {}
    order: tuple[int, ...] = ()
    corrected: Mapping[int, frozenset[FieldId]] = {}

    def state_of(self, one: int) -> ReturnState:
        """What a return of this respondent is."""
        if one == self.counts:
            return ReturnState.COUNTS
        if one in self.waits:
            return ReturnState.WAITS
        return ReturnState.REPLACED if one in self.order else ReturnState.UNTOUCHED


def succession(returns: Sequence[SentReturn], settlement: Settlement | None = None) -> Succession:
    """The succession of the returns of one respondent, whatever the order in which they are given.

    `settlement` is the last decision about them; one that keeps a return of somebody else is passed over. An untouched
    form takes no part.
    """
    real = [*_with_what_they_confirm(sorted((one for one in returns if not one.untouched), key=_moment))]
    decided = settlement if settlement is not None and any(one.id == settlement.kept for one in real) else None
    found = _Folded()
    for one in real if decided is None else _without_decided(real, decided):
        found.take(one, decided=decided is not None and one.id == decided.kept)
    counts = None if found.current is None else found.current.id
    corrected = {one.id: one.corrected for one in real}
    return Succession(
        counts, tuple(one.id for one in found.waits), found.replaces, tuple(one.id for one in real), corrected
    )


def _with_what_they_confirm(real: Iterable[SentReturn]) -> Iterator[SentReturn]:
    """The returns in order, each with the corrections of earlier ones that it repeats as if they were made to it."""
    signed: dict[FieldId, Answer | None] = {}
    for one in real:
        confirmed = {field for field, answer in signed.items() if _says_the_same(answer, one.answers.get(field))}
        signed |= {field: one.answers.get(field) for field in one.corrected}
        yield replace(one, corrected=one.corrected | confirmed)


class _Folded:
    """What the returns taken so far give, in their order."""

    def __init__(self) -> None:
        self.current: SentReturn | None = None
        self.waits: list[SentReturn] = []
        self.replaces: dict[int, int] = {}

    def take(self, one: SentReturn, *, decided: bool) -> None:
        """Takes the next return; somebody `decided` that it counts."""
        former = self.current
        self.waits = [each for each in self.waits if harms(each, one)]
        if former is None:
            self.current = one
        elif not harms(former, one):
            self.current = one
            if not decided:
                self.replaces[one.id] = former.id
        elif decided:
            self.current = one
            self.waits.append(former)
        else:
            self.waits.append(one)


Answers = Mapping[FieldId, Answer]


def changes(before: Answers, after: Answers, corrected: AbstractSet[FieldId] = frozenset()) -> tuple[AnswerChange, ...]:
    """What a return says otherwise than an older one, in the order of the fields of the older one.

    `corrected` are the fields of the older one that a signed correction decided.
    """
    pairs = ((field, before.get(field), after.get(field)) for field in dict.fromkeys([*before, *after]))
    return tuple(
        AnswerChange(field, old, new, corrected=field in corrected)
        for field, old, new in pairs
        if not _says_the_same(old, new)
    )


def harms(before: SentReturn, after: SentReturn) -> bool:
    """Whether a return may not take the place of an older one before somebody decided."""
    return any(change.harms for change in changes(before.answers, after.answers, before.corrected))


def _without_decided(real: Sequence[SentReturn], decided: Settlement) -> list[SentReturn]:
    """The returns in order, without those decided against: the kept one stands where the last of them stood."""
    last = max(_moment(one) for one in real if one.id in decided.among | {decided.kept})
    left = [one for one in real if one.id == decided.kept or one.id not in decided.among]
    return sorted(left, key=lambda one: last if one.id == decided.kept else _moment(one))


def _moment(one: SentReturn) -> tuple[datetime, tuple[str, int]]:
    return one.sent, one.order


def is_said(answer: Answer | None) -> bool:
    """Whether the respondent said something, readable or not."""
    return answer is not None and not isinstance(answer, Blank | Missing)


def _says_the_same(before: Answer | None, after: Answer | None) -> bool:
    """Whether two answers say the same, surely or to be confirmed; nothing is nothing, whatever its form."""
    if not (is_said(before) and is_said(after)):
        return is_said(before) is is_said(after)
    if isinstance(before, Answered) and isinstance(after, Answered):
        return before.value == after.value
    return before == after
