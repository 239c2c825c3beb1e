"""What any renderer and reader must keep, to be called from the tests of whoever writes one."""

from __future__ import annotations

from dataclasses import replace

from surveykit.collect import Collected, collect
from surveykit.compose.form import form
from surveykit.document import Copy
from surveykit.errors import UsageError
from surveykit.ids import CopyRef
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
        pairs = ((code, answer, response.answers[code]) for code, answer in collected.response.answers.items())
        different = [f"{code}: read {read!r}, rendered {sent!r}" for code, read, sent in pairs if read != sent]
        raise AssertionError("the response came back different: " + ("; ".join(different) or "contact or identity"))
    if collected.findings:
        raise AssertionError("findings on a good response: " + "; ".join(f.message for f in collected.findings))
