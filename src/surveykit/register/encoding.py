"""Responses and findings as JSON text, exactly: decoding gives what was encoded, raw texts too."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar, assert_never

import msgspec

from surveykit.errors import UsageError
from surveykit.findings import Finding, Place, Severity
from surveykit.register.damage import from_the_register
from surveykit.responses import (
    Answer,
    Answered,
    Blank,
    Missing,
    NonResponse,
    NothingToSay,
    Response,
    Unreadable,
)

_RESPONSE = msgspec.json.Decoder(Response)
_ANSWER: msgspec.json.Decoder[Answer] = msgspec.json.Decoder(Answer)
_FINDINGS = msgspec.json.Decoder(list[dict[str, Any]])
Kept = TypeVar("Kept")


def encode_response(response: Response) -> str:
    """A response as JSON, each answer with its state."""
    return _dumps(
        {
            "survey": response.survey,
            "edition": response.edition,
            "respondent": response.respondent,
            **({"simulated": True} if response.simulated else {}),
            "answers": {code: _answer_to_json(answer) for code, answer in response.answers.items()},
            "contact": dict(response.contact),
        }
    )


@from_the_register
def decode_response(text: str) -> Response:
    """The response that was encoded.

    Raises UsageError when the text is not one.
    """
    return _read(_RESPONSE, text)


def encode_answer(answer: Answer) -> str:
    """One answer as JSON."""
    return _dumps(_answer_to_json(answer))


@from_the_register
def decode_answer(text: str) -> Answer:
    """The answer that was encoded."""
    return _read(_ANSWER, text)


def encode_findings(findings: tuple[Finding, ...]) -> str:
    """Findings as JSON, in their order."""
    return _dumps([_finding_to_json(found) for found in findings])


@from_the_register
def decode_findings(text: str) -> tuple[Finding, ...]:
    """The findings that were encoded."""
    held: list[dict[str, Any]] = _read(_FINDINGS, text)
    return tuple(_finding_from_json(found) for found in held)


def encode_time(moment: datetime) -> str:
    """A moment in UTC, in ISO 8601.

    Raises UsageError when it does not say its time zone.
    """
    if moment.tzinfo is None:
        raise UsageError(f"The register keeps moments with their time zone; {moment.isoformat()} has none.")
    return moment.astimezone(UTC).isoformat()


@from_the_register
def decode_time(text: str) -> datetime:
    """The moment that was encoded."""
    return datetime.fromisoformat(text)


def _read(decoder: msgspec.json.Decoder[Kept], text: str) -> Kept:
    """What `_dumps` wrote; the quick decoder refuses the half of a surrogate pair, which a text may well hold."""
    try:
        return decoder.decode(text)
    except msgspec.DecodeError:
        return msgspec.convert(json.loads(text), decoder.type)


def _dumps(held: object) -> str:
    # ASCII only: SQLite never sees a NUL or a lone surrogate, and gives back what it was given.
    return json.dumps(held, ensure_ascii=True, separators=(",", ":"))


def _answer_to_json(answer: Answer) -> Mapping[str, object]:
    match answer:
        case Answered(value=value, raw=raw, to_confirm=to_confirm):
            told: object = sorted(value) if isinstance(value, frozenset) else value
            return {"state": "answered", "value": told, "raw": raw, "to_confirm": to_confirm}
        case NothingToSay(raw=raw):
            return {"state": "nothing_to_say", "raw": raw}
        case Blank():
            return {"state": "blank"}
        case NonResponse(reason=reason, raw=raw):
            return {"state": "non_response", "reason": reason.value, "raw": raw}
        case Unreadable(raw=raw):
            return {"state": "unreadable", "raw": raw}
        case Missing():
            return {"state": "missing"}
        case _:
            assert_never(answer)


def _finding_to_json(found: Finding) -> Mapping[str, object]:
    place = found.place
    return {
        "code": found.code,
        "severity": found.severity.value,
        "said": found.said,
        "slots": dict(found.slots),
        "language": found.language,
        "raw": found.raw,
        "place": {
            "file": place.file,
            "question": place.question,
            "field": place.field,
            "respondent": place.respondent,
            "line": place.line,
            "column": place.column,
        },
    }


def _finding_from_json(held: dict[str, Any]) -> Finding:
    """A finding; one recorded before version 4 has its sentence under `message`, and shows that."""
    return Finding(
        code=held["code"],
        severity=Severity(held["severity"]),
        said=held.get("said", held.get("message")),
        place=Place(**held["place"]),
        raw=held["raw"],
        slots=held.get("slots", {}),
        language=held.get("language", "fr"),
    )
