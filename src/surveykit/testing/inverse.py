"""A response through a form and back: the law that every renderer and reader must keep."""

from __future__ import annotations

from msgspec.structs import replace

from surveykit.brief import in_full
from surveykit.collect import Collected, collect
from surveykit.compose.form import form
from surveykit.document import Copy
from surveykit.errors import UsageError
from surveykit.ids import RESPONDENT_FIELD, CopyRef
from surveykit.model import Survey
from surveykit.ports import Reader, Renderer
from surveykit.responses import Response


def round_trip(survey: Survey, response: Response, renderer: Renderer, reader: Reader) -> Collected:
    """What is collected from a response's own form, rendered and read back.

    A response with a respondent goes through that one's personal copy, another through the blank form.
    """
    document = form(survey, response, personal=response.respondent is not None)
    if response.respondent is not None:
        holder = survey.population.find(response.respondent)
        if holder is None:
            raise UsageError(f"{response.respondent!r} is not a respondent of {survey.id}")
        document = replace(document, copy=Copy(CopyRef(survey.id, survey.edition, holder.code), holder.name))
    return collect(survey, form(survey), reader.read(renderer.render(document)))


def assert_inverse(survey: Survey, response: Response, renderer: Renderer, reader: Reader) -> None:
    """Reading is the inverse of rendering: the same response comes back, and nothing is found to say about it.

    `response` has a respondent, no answer to confirm, none unreadable and none missing: those are found again
    as what they are. Raises AssertionError.
    """
    collected = round_trip(survey, response, renderer, reader)
    if collected.response != response:
        raise AssertionError("the response came back different: " + different(collected.response, response))
    if collected.findings:
        raise AssertionError("findings on a good response: " + "; ".join(f.message for f in collected.findings))


def different(read: Response, sent: Response) -> str:
    """In words, what one response has that the other has not, cut to what a message can hold."""
    pairs: list[tuple[str, object, object]] = [(RESPONDENT_FIELD, read.respondent, sent.respondent)]
    pairs += [(code, answer, sent.answers.get(code)) for code, answer in read.answers.items()]
    pairs += [(code, read.contact.get(code), sent.contact.get(code)) for code in {**read.contact, **sent.contact}]
    told = [f"{code}: read {_short(one)}, rendered {_short(other)}" for code, one, other in pairs if one != other]
    return "; ".join(told) or "survey or edition"


def _short(value: object) -> str:
    said = in_full(value)
    return said if len(said) <= 200 else f"{said[:150]} … {said[-40:]}"
