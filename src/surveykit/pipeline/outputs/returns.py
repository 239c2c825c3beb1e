"""The returns of respondents side by side, for scripts: what counts, what waits, and what each says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from surveykit.compose.letter import answer_shown
from surveykit.ids import RESPONDENT_FIELD, FieldId
from surveykit.model import Survey
from surveykit.pipeline.rereading import ReadOtherwise
from surveykit.pipeline.successions import answer_changes, as_it_came, change_shown
from surveykit.register import Examination, MessageRecord, ReturnRecord, Returns
from surveykit.responses import Answer, Missing, status_of
from surveykit.texts import squeezed

_SHORT = 80
"""Characters of the words of a message that a table shows."""


def returns_data(survey: Survey, every: Iterable[Returns]) -> list[dict[str, object]]:
    """An object for each return, by respondent and in the order of sending, with what it says otherwise.

    `return` is its reference. `counts` says whether it does and `state` what it is: counts, replaced, waits or
    untouched. `messages` are those that carried it, the one sent first before the others; `sender`, `subject` and
    `words` are of that one. `differs` compares it with the return before it: an object for each field, with both
    answers.
    """
    return [_data(survey, theirs, number, one) for theirs in every for number, one in enumerate(theirs.records, 1)]


def examination_data(path: Path, found: Examination) -> dict[str, object]:
    """What a register proves of itself: stored files, and rows that cannot be relied on; never what they hold."""
    survey, edition = found.holder or (None, None)
    return {
        "register": str(path),
        "survey": survey,
        "edition": edition,
        "version": found.version or None,
        "sound": found.sound,
        "sealed": found.sealed,
        "readable": found.readable,
        "structure": [*found.structure],
        "rows": dict(found.proved),
        "files": [
            {
                "file": one.name,
                "sha256": one.sha256,
                "kind": "returned" if one.table == "file" else "workbook",
                "whole": one.whole,
                "respondents": [*one.respondents],
            }
            for one in found.files
        ],
        "lost": [
            {
                "table": one.table,
                "row": one.row,
                "what": one.what.value,
                "respondent": one.respondent,
                "file": one.file,
                "sha256": one.sha256,
                "gives_back": one.gives_back,
            }
            for one in found.lost
        ],
    }


def rereading_data(survey: Survey, found: Iterable[ReadOtherwise]) -> list[dict[str, object]]:
    """An object for each response that this version reads otherwise, with each field that differs and both readings."""
    return [
        {
            "file": one.file.name,
            "line": one.line,
            "respondent": one.respondent,
            "kind": one.kind.value,
            "changes": [*_readings(survey, one)],
        }
        for one in found
    ]


def _readings(survey: Survey, one: ReadOtherwise) -> Iterator[Mapping[str, str]]:
    if one.before is None or one.after is None:
        return
    before, after = one.before.response, one.after.response
    if not one.before.attributed and before.respondent != after.respondent:
        yield _reading(RESPONDENT_FIELD, before.respondent or "", after.respondent or "")
    for line in dict.fromkeys([*before.contact, *after.contact]):
        if before.contact.get(line) != after.contact.get(line):
            yield _reading(line, before.contact.get(line, ""), after.contact.get(line, ""))
    for change in one.changes:
        former, later = (answer_shown(survey, change.field, response) for response in (before, after))
        if former == later:
            former, later = (f"{former} ({_state(survey, each)})" for each in (change.before, change.after))
        yield _reading(change.field, former, later)


def _reading(field: FieldId, before: str, after: str) -> Mapping[str, str]:
    return {"field": field, "before": before, "after": after}


def _state(survey: Survey, answer: Answer | None) -> str:
    """What became of a question, where two readings show the same words."""
    return status_of(Missing() if answer is None else answer).words(survey.language)


def differences_told(survey: Survey, theirs: Returns, one: ReturnRecord) -> tuple[str, ...]:
    """What a return says otherwise than the one sent before it, a line for each field; empty for the first return."""
    before = _before(theirs, one)
    if before is None:
        return ()
    return tuple(
        change_shown(survey, each, before.response, one.record.response)
        for each in answer_changes(before, as_it_came(one))
    )


def messages_told(one: ReturnRecord) -> tuple[str, ...]:
    """Who sent the messages that carried a return, and how their own words begin: a line for each."""
    told = (": ".join(filter(None, (each.sender, _beginning(each.words)))) for each in one.messages)
    return tuple(line or each.name for line, each in zip(told, one.messages, strict=True))


def _beginning(words: str) -> str:
    """The first words of a text, on one line."""
    line = squeezed(words)
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1].rstrip()}…"


def _before(theirs: Returns, one: ReturnRecord) -> ReturnRecord | None:
    """The return of the same respondent that was sent before one, untouched forms passed over."""
    order = theirs.succession.order
    place = order.index(one.record.id) if one.record.id in order else 0
    if not place:
        return None
    return next(each for each in theirs.records if each.record.id == order[place - 1])


def _data(survey: Survey, theirs: Returns, number: int, one: ReturnRecord) -> dict[str, object]:
    record = one.record
    return {
        "respondent": theirs.respondent,
        "return": record.reference,
        "number": number,
        "file": one.file_name,
        "format": one.format,
        "sent_at": record.sent_at.isoformat(timespec="seconds"),
        "collected_at": record.received_at.isoformat(timespec="seconds"),
        "sender": one.message.sender or None if one.message else None,
        "subject": one.message.subject or None if one.message else None,
        "words": one.message.words or None if one.message else None,
        "messages": [_message(each) for each in one.messages],
        "state": None if record.state is None else record.state.value,
        "counts": record.current,
        "corrections": len(one.corrections),
        "differs": [*_differs(survey, theirs, one)],
        "decision": _decision(theirs, one),
    }


def _message(one: MessageRecord) -> Mapping[str, object]:
    return {
        "name": one.name,
        "sender": one.sender or None,
        "sent_at": None if one.sent_at is None else one.sent_at.isoformat(timespec="seconds"),
        "subject": one.subject or None,
        "words": one.words or None,
    }


def _differs(survey: Survey, theirs: Returns, one: ReturnRecord) -> Iterator[Mapping[str, object]]:
    before = _before(theirs, one)
    if before is None:
        return
    for change in answer_changes(before, as_it_came(one)):
        field = survey.field_by_code.get(change.field)
        yield {
            "question": None if field is None else field.question.number,
            "field": change.field,
            "before": answer_shown(survey, change.field, before.response),
            "after": answer_shown(survey, change.field, one.record.response),
            "lost": change.loses,
            "corrected": change.corrected,
        }


def _decision(theirs: Returns, one: ReturnRecord) -> Mapping[str, object] | None:
    """The last decision about the respondent's returns, where it is about this one."""
    made = theirs.settlement
    if made is None or one.record.id not in made.among:
        return None
    return {
        "kept": made.kept == one.record.id,
        "who": made.who,
        "why": made.why,
        "at": made.settled_at.isoformat(timespec="seconds"),
    }
