"""What must be told of a respondent's returns together: what replaced what, what waits, what is empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from surveykit.compose.letter import answer_shown
from surveykit.findings import COVERING_WORDS, Finding, Place, Severity
from surveykit.ids import FieldId
from surveykit.model import Survey
from surveykit.register import Correction, MessageRecord, ReturnRecord, Returns
from surveykit.responses import AnswerChange, Response, ReturnState, changes
from surveykit.words import Slots, date_in_words

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
    corrected = frozenset(fix.field for fix in before.corrections)
    return changes(before.response.answers, after.response.answers, corrected)


def as_it_came(one: ReturnRecord) -> ReturnRecord:
    """A return without the corrections that were made to it."""
    return replace(one, response=one.record.response, corrections=())


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
        return {"missing": _numbers(survey, answer_changes(one, kept))}
    found = answer_changes(kept, one)
    lost, against = (
        _numbers(survey, (each for each in found if each.loses)),
        _numbers(survey, (each for each in found if not each.loses)),
    )
    return {name: held for name, held in (("lost", lost), ("corrected", against)) if held}


def _replaced(survey: Survey, theirs: Returns, asked: AskedFields) -> Iterator[Told]:
    by_id = {one.record.id: one for one in theirs.records}
    decided = frozenset() if theirs.settlement is None else frozenset(theirs.settlement.among)
    for later, former in theirs.succession.replaces.items():
        before, after = by_id[former], as_it_came(by_id[later])
        found = answer_changes(before, after)
        if not found or {later, former} <= decided:
            continue
        listed = [change_shown(survey, each, before.response, after.response) for each in found]
        slots = {**_names(survey, before, "former"), **_names(survey, after, "name"), "changes": listed}
        expected = {each.field for each in found} <= asked(before)
        yield _told(survey, "two_files", Severity.INFO if expected else Severity.WARNING, slots, after, before)


def _untouched(survey: Survey, theirs: Returns) -> Iterator[Told]:
    severity = Severity.WARNING if theirs.counting is None else Severity.INFO
    for one in theirs.untouched:
        yield _told(survey, "untouched_form", severity, _names(survey, one, "name"), one)


def _corrected(survey: Survey, theirs: Returns) -> Iterator[Told]:
    """Two corrections of one answer that say different things: a warning when two people decided."""
    counting = theirs.counting
    if counting is None:
        return
    for before, after in _contradictions(counting.corrections):
        field = survey.field_by_code.get(after.field)
        slots: Slots = {
            "former": _cut(answer_shown(survey, after.field, _with(counting.response, before))),
            "former_who": before.who,
            "value": _cut(answer_shown(survey, after.field, _with(counting.response, after))),
            "who": after.who,
            **({} if field is None else {"label": field.label}),
        }
        severity = Severity.INFO if before.who == after.who else Severity.WARNING
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


def _contradictions(made: Sequence[Correction]) -> Iterator[tuple[Correction, Correction]]:
    last: dict[FieldId, Correction] = {}
    for one in made:
        before = last.get(one.field)
        if before is not None and before.answer != one.answer:
            yield before, one
        last[one.field] = one


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
    return {name: one.file_name, "day" if name == "name" else f"{name}_day": day_sent(survey, one)}


def _numbers(survey: Survey, found: Iterable[AnswerChange]) -> list[str]:
    """The numbers of the questions of the changes that harm, each once, in the order of the form."""
    return [*dict.fromkeys(_number(survey, one) for one in found if one.harms)]


def _number(survey: Survey, one: AnswerChange) -> str:
    field = survey.field_by_code.get(one.field)
    return one.field if field is None else field.question.number


def _cut(text: str, most: int = _SHOWN) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
