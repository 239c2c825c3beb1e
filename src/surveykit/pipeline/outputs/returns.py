"""The returns of respondents side by side, for scripts: what counts, what waits, and what each says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from surveykit.compose.letter import answer_shown
from surveykit.model import Survey
from surveykit.pipeline.rereading import ReadOtherwise
from surveykit.pipeline.successions import answer_changes, as_it_came, change_shown
from surveykit.register import Examination, ReturnRecord, Returns


def returns_data(survey: Survey, every: Iterable[Returns]) -> list[dict[str, object]]:
    """An object for each return, by respondent and in the order of sending, with what it says otherwise.

    `return` is its reference. `counts` says whether it does and `state` what it is: counts, replaced, waits or
    untouched. `differs` compares it with the return before it: an object for each field, with both answers.
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
    for change in one.changes:
        shown = (answer_shown(survey, change.field, response) for response in (before, after))
        yield {"field": change.field, **dict(zip(("before", "after"), shown, strict=True))}


def differences_told(survey: Survey, theirs: Returns, one: ReturnRecord) -> tuple[str, ...]:
    """What a return says otherwise than the one sent before it, a line for each field; empty for the first return."""
    before = _before(theirs, one)
    if before is None:
        return ()
    return tuple(
        change_shown(survey, each, before.response, one.record.response)
        for each in answer_changes(before, as_it_came(one))
    )


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
        "sender": None,
        "state": None if record.state is None else record.state.value,
        "counts": record.current,
        "corrections": len(one.corrections),
        "differs": [*_differs(survey, theirs, one)],
        "decision": _decision(theirs, one),
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
