"""What must be told of a respondent's returns together: what replaced what, what waits, what is empty."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from surveykit.compose.letter import answer_shown
from surveykit.findings import COVERING_WORDS, Finding, Place, Severity
from surveykit.ids import FieldId
from surveykit.model import Survey
from surveykit.register import Correction, MessageRecord, ReturnRecord, Returns
from surveykit.responses import AnswerChange, Response, ReturnState, changes, is_said
from surveykit.words import Room, Slots, date_in_words

_BREAKS = re.compile(r"[ \t\r\n]+")
"""What parts words and may be a single space; no-break spaces stay."""
_said = Room("letter")
_SHOWN = 40
"""Characters: no more of an answer is shown where two returns are compared."""

_WORDS = 1_000
"""Characters: no more of the words of a message is shown beside the findings."""

AskedFields = Callable[[ReturnRecord], frozenset[FieldId]]
"""The fields about which the respondent was asked back after a return."""


class Told(Struct, frozen=True):
    """A finding on a respondent's returns, and the identifiers of the returns that it is about."""

    finding: Finding
    returns: frozenset[int]


def told_of(survey: Survey, theirs: Returns, asked: AskedFields) -> tuple[Told, ...]:
    """What is to be told of the returns of one respondent together; nothing of returns that a decision compared."""
    return (
        *_waiting(survey, theirs),
        *_replaced(survey, theirs, asked),
        *_untouched(survey, theirs),
        *_corrected(survey, theirs),
        *_covering(survey, theirs),
    )


def day_sent(survey: Survey, one: ReturnRecord) -> str:
    """The day on which a return was sent, in words, in the survey's time zone."""
    return date_in_words(one.record.sent_at.astimezone(survey.collection.zone).date(), survey.language)


def answer_changes(before: ReturnRecord, after: ReturnRecord) -> tuple[AnswerChange, ...]:
    """What a return says otherwise than an older one of the same respondent, both with their corrections."""
    return changes(before.response.answers, after.response.answers, before.signed)


def answered_in_waiting(theirs: Returns) -> frozenset[FieldId]:
    """The fields to which a return that waits for a decision says something."""
    return frozenset(code for one in theirs.waiting for code, said in one.response.answers.items() if is_said(said))


def as_it_came(one: ReturnRecord) -> ReturnRecord:
    """A return without the corrections that were made to it."""
    return replace(one, response=one.record.response, corrections=(), signed=frozenset())


def change_shown(survey: Survey, one: AnswerChange, before: Response, after: Response) -> str:
    """A change as people read it: the number of the question, and both answers."""
    former, later = (_cut(answer_shown(survey, one.field, response)) for response in (before, after))
    return f"{_number(survey, one)} ({former} → {later})"


def _waiting(survey: Survey, theirs: Returns) -> Iterator[Told]:
    kept = theirs.counting
    if kept is None:
        return
    for one in theirs.waiting:
        slots = {**_names(survey, kept, "kept"), **_names(survey, one, "name"), **_at_stake(survey, theirs, kept, one)}
        yield _told(survey, "return_waits", Severity.ERROR, slots, one, kept)


def _at_stake(survey: Survey, theirs: Returns, kept: ReturnRecord, one: ReturnRecord) -> Slots:
    """The questions for which it matters which of two returns counts, by what becomes of their answers."""
    order = theirs.succession.order
    if order.index(one.record.id) < order.index(kept.record.id):
        return {"missing": _numbers(survey, (each for each in answer_changes(one, kept) if each.harms))}
    found = answer_changes(kept, one)
    against = [each for each in found if each.corrected and not each.loses]
    lost = _numbers(survey, (each for each in found if each.loses))
    held = {
        "lost": lost,
        "corrected": _numbers(survey, against),
        "against": [change_shown(survey, each, kept.response, one.response) for each in against],
        "added": _numbers(survey, (each for each in found if not is_said(each.before))) if lost else [],
    }
    return {name: numbers for name, numbers in held.items() if numbers}


def _replaced(survey: Survey, theirs: Returns, asked: AskedFields) -> Iterator[Told]:
    by_id = {one.record.id: one for one in theirs.records}
    decided = frozenset() if theirs.settlement is None else frozenset(theirs.settlement.among)
    for later, former in theirs.succession.replaces.items():
        before, after = by_id[former], as_it_came(by_id[later])
        found = answer_changes(before, after)
        if not found or {later, former} <= decided:
            continue
        open_ = {each.field for each in found} - asked(before) - _settled_since(after, theirs.counting)
        if open_ and theirs.counting is not None and theirs.counting.record.id != later:
            after = as_it_came(theirs.counting)
            found = tuple(each for each in answer_changes(before, after) if each.field in open_)
        listed = [change_shown(survey, each, before.response, after.response) for each in found]
        slots = {**_order_of(survey, before, after), "changes": listed}
        about = (after, before, by_id[later])
        yield _told(survey, "two_files", Severity.WARNING if open_ else Severity.INFO, slots, *about)


def _settled_since(one: ReturnRecord, counting: ReturnRecord | None) -> frozenset[FieldId]:
    """The fields that a return had its say of, and that the one that counts says otherwise, or had signed."""
    if counting is None:
        return frozenset()
    return counting.signed | {each.field for each in answer_changes(one, counting)}


def _order_of(survey: Survey, before: ReturnRecord, after: ReturnRecord) -> Slots:
    """Two returns with the days on which they were sent, or the moment at which both were."""
    if before.record.sent_at != after.record.sent_at:
        return {**_names(survey, before, "former"), **_names(survey, after, "name")}
    return {"former": _named(survey, before), "name": _named(survey, after), "both_day": day_sent(survey, after)}


def _untouched(survey: Survey, theirs: Returns) -> Iterator[Told]:
    severity = Severity.WARNING if theirs.counting is None else Severity.INFO
    for one in theirs.untouched:
        yield _told(survey, "untouched_form", severity, _names(survey, one, "name"), one)


def _corrected(survey: Survey, theirs: Returns) -> Iterator[Told]:
    """The last two corrections of one answer that say different things: a warning when two people decided.

    It is an information once the last value is signed again: somebody has looked at it.
    """
    counting = theirs.counting
    if counting is None:
        return
    for before, after, again in _contradictions(counting.corrections):
        field = survey.field_by_code.get(after.field)
        slots: Slots = {
            "former": _cut(answer_shown(survey, after.field, _with(counting.response, before))),
            "former_who": before.who,
            "value": _cut(answer_shown(survey, after.field, _with(counting.response, after))),
            "who": after.who,
            **({} if field is None else {"label": field.label}),
        }
        severity = Severity.INFO if again or before.who == after.who else Severity.WARNING
        number = None if field is None else field.question.number
        place = Place(counting.file_name, number, after.field, theirs.respondent)
        found = Finding("corrections_differ", severity, place=place, slots=slots, language=survey.language)
        yield Told(found, frozenset({counting.record.id}))


def _covering(survey: Survey, theirs: Returns) -> Iterator[Told]:
    """What the messages say that carried the returns which count, or may."""
    for one in theirs.records:
        if one.record.state in {ReturnState.COUNTS, ReturnState.WAITS}:
            for message in one.messages:
                if message.words:
                    yield _told(survey, COVERING_WORDS, Severity.INFO, _said_in(survey, message), one)


def _said_in(survey: Survey, message: MessageRecord) -> Slots:
    slots = {"words": _cut(message.words, _WORDS)}
    if message.sender:
        slots["sender"] = message.sender
    if message.sender and message.sent_at is not None:
        slots["day"] = date_in_words(message.sent_at.astimezone(survey.collection.zone).date(), survey.language)
    return slots


def _contradictions(made: Sequence[Correction]) -> Iterator[tuple[Correction, Correction, bool]]:
    """For each field, its last correction that said otherwise than the one before, and whether it was signed again."""
    by_field: defaultdict[FieldId, list[Correction]] = defaultdict(list)
    for one in made:
        by_field[one.field].append(one)
    for mine in by_field.values():
        turns = [at for at in range(1, len(mine)) if mine[at].answer != mine[at - 1].answer]
        if turns:
            yield mine[turns[-1] - 1], mine[turns[-1]], turns[-1] < len(mine) - 1


def _with(response: Response, made: Correction) -> Response:
    return Response(
        response.survey, response.edition, response.respondent, {**response.answers, made.field: made.answer}
    )


def _told(survey: Survey, code: str, severity: Severity, slots: Slots, *about: ReturnRecord) -> Told:
    """A finding on returns, which stands at the first of them."""
    place = Place(file=about[0].file_name, respondent=about[0].record.respondent)
    found = Finding(code, severity, place=place, slots=slots, language=survey.language)
    return Told(found, frozenset(one.record.id for one in about))


def _names(survey: Survey, one: ReturnRecord, name: str) -> Slots:
    return {name: _named(survey, one), "day" if name == "name" else f"{name}_day": day_sent(survey, one)}


def _named(survey: Survey, one: ReturnRecord) -> str:
    """The name of a return's file, with its line where the file holds several."""
    if not one.record.part:
        return one.file_name
    return _said(survey.language, "{file}, line {line}", file=one.file_name, line=str(one.record.part))


def _numbers(survey: Survey, found: Iterable[AnswerChange]) -> list[str]:
    """The numbers of the questions of some changes, each once, in the order of the form."""
    return [*dict.fromkeys(_number(survey, one) for one in found)]


def _number(survey: Survey, one: AnswerChange) -> str:
    field = survey.field_by_code.get(one.field)
    return one.field if field is None else field.question.number


def _cut(text: str, most: int = _SHOWN) -> str:
    line = _BREAKS.sub(" ", text).strip()
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
