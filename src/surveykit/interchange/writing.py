"""Writing responses as JSON, in the shape that `read` takes: the same bytes for the same response."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import assert_never

from surveykit.model import FieldFacts, Survey
from surveykit.responses import (
    Answer,
    Answered,
    Blank,
    Missing,
    NonResponse,
    NothingToSay,
    Response,
    Unreadable,
    Value,
    written_as,
)
from surveykit.texts import canonical

JsonValue = str | int | bool | list[str] | dict[str, "JsonValue"] | None


def to_json_object(survey: Survey, response: Response) -> dict[str, JsonValue]:
    """A response as a JSON object: every field in the survey's order, null where there is no answer.

    A non-response is written "NC" or "SO"; an unreadable answer, and that there is nothing to say, as the text that was
    received: so they come back as what they are. `contact` is there when the response has any, `simulated` when it is.
    """
    missing = Missing()
    written: dict[str, JsonValue] = {
        field.code: _written(survey, field.facts, response.answers.get(field.code, missing))
        for field in survey.fields()
    }
    whole: dict[str, JsonValue] = {
        "survey": response.survey,
        "edition": response.edition,
        "respondent": response.respondent,
        **({"simulated": True} if response.simulated else {}),
        "answers": written,
    }
    if response.contact:
        whole["contact"] = _contact(survey, response)
    return whole


def _contact(survey: Survey, response: Response) -> dict[str, JsonValue]:
    """The contact lines in the survey's order, then those that it does not have, in alphabetical order."""
    order = [line.code for line in survey.contact]
    lines = (*order, *sorted(set(response.contact) - set(order)))
    return {code: canonical(response.contact[code]) for code in lines if code in response.contact}


def write_answers(survey: Survey, response: Response) -> bytes:
    """A response as one JSON file."""
    text = json.dumps(to_json_object(survey, response), ensure_ascii=False, indent=2, allow_nan=False)
    return f"{text}\n".encode()


def write_answer_lines(survey: Survey, responses: Iterable[Response]) -> bytes:
    """Responses as JSON Lines, one per line."""
    lines = (json.dumps(to_json_object(survey, one), ensure_ascii=False, allow_nan=False) for one in responses)
    return "".join(f"{line}\n" for line in lines).encode()


def _written(survey: Survey, facts: FieldFacts, answer: Answer) -> JsonValue:
    match answer:
        case Answered(value=value):
            return _value(facts, value)
        case NothingToSay():
            return canonical(written_as(answer, survey.language))
        case NonResponse(reason=reason):
            return reason.value
        case Unreadable(raw=raw):
            return canonical(raw)
        case Blank() | Missing():
            return None
        case _:
            assert_never(answer)


def _value(facts: FieldFacts, value: Value) -> JsonValue:
    if isinstance(value, frozenset):
        known = [option.code for option in facts.options if option.code in value]
        return [*known, *sorted(value.difference(known))]
    return canonical(value) if isinstance(value, str) else value
