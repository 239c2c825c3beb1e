"""The laws on what a format refuses: a file that is no form is refused in words, and never half believed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from surveykit.collect import admit
from surveykit.compose.form import form
from surveykit.errors import UnreadableFile
from surveykit.ids import FieldId
from surveykit.model import FreeText, Question, Section, Survey
from surveykit.ports import Signed
from surveykit.testing.format import Format
from surveykit.testing.inverse import different
from surveykit.testing.sample_responses import sample_responses

_NO_FORMS = (
    b"",
    b"\x00",
    b"\x00" * 1_000,
    bytes(range(256)) * 8,
    "Bonjour,\nvous trouverez ci-joint nos réponses.\n".encode(),
    "Bonjour".encode("utf-16"),
    b"\xff\xd8\xff\xe0 photo",
    b"PK\x03\x04" + b"\x00" * 60,
    b"%PDF-1.7\n%%EOF\n",
    b"<!DOCTYPE html><html><body><p>Bonjour</p></body></html>",
    b"{}",
)


def what_is_no_form_is_refused(tried: Format) -> None:
    """An empty file, or one of any other kind, raises UnreadableFile, which says what to ask of the sender."""
    signatures = tried.reader.signatures if isinstance(tried.reader, Signed) else ()
    for data in (*_NO_FORMS, *signatures, *(signature + b" et autre chose\n" * 20 for signature in signatures)):
        refusal = _refusal(tried, data)
        if refusal is None:
            raise AssertionError(f"a file of {len(data)} bytes that begins with {data[:24]!r} was read as a form")
        if not (refusal.code and refusal.reason and refusal.request):
            raise AssertionError(
                f"the refusal {refusal.code!r} says too little: {refusal.reason!r} {refusal.request!r}"
            )


def what_is_cut_short_is_told(tried: Format) -> None:
    """A file that lost its end is refused, or what is missing is found; or nothing was lost."""
    response = next(one for one in sample_responses(tried.survey) if one.respondent and any(one.values()))
    whole = tried.renderer.render(form(tried.survey, response))
    for kept in (len(whole) // 4, len(whole) // 2, len(whole) * 3 // 4, len(whole) - 40, len(whole) - 1):
        try:
            collected = tried.collected(whole[:kept])
        except UnreadableFile:
            continue
        if collected.response != response and not collected.findings:
            lost = different(collected.response, response)
            raise AssertionError(f"the first {kept} of {len(whole)} bytes were read with nothing to say: {lost}")


def damage_raises_nothing_else(tried: Format) -> None:
    """Whatever bytes were changed on the way, a reader reads or raises UnreadableFile."""
    whole = tried.renderer.render(form(tried.survey, sample_responses(tried.survey)[1]))
    for data in _damaged(whole):
        _refusal(tried, data)


def forms_of_others_are_refused(tried: Format) -> None:
    """The form of another survey, edition or version is told from this survey's."""
    for code, other in _others(tried.survey):
        filled = tried.reader.read(tried.renderer.render(form(other)))
        try:
            admit(tried.survey, filled)
        except UnreadableFile as refusal:
            if refusal.code == code:
                continue
            raise AssertionError(f"refused as {refusal.code!r}, expected {code!r}") from refusal
        raise AssertionError(f"a form that should be refused as {code!r} was admitted")


def _refusal(tried: Format, data: bytes) -> UnreadableFile | None:
    try:
        tried.reader.read(data)
    except UnreadableFile as refusal:
        return refusal
    return None


def _damaged(whole: bytes) -> Iterator[bytes]:
    for step in range(1, 25):
        at = step * len(whole) // 25
        yield whole[:at] + bytes([whole[at] ^ (0x80 if step % 2 else 0x15)]) + whole[at + 1 :]
        if step % 4 == 0:
            yield whole[:at] + whole[at + 200 :]
            yield whole[:at] + whole[at // 2 : at // 2 + 200] + whole[at:]


def _others(survey: Survey) -> Iterator[tuple[str, Survey]]:
    parts = {name: getattr(survey, name) for name in Survey.model_fields}
    asked = Question(number="999", text="?", fields=(FreeText(code=FieldId("question_de_plus"), label="?"),))
    more = Section(title="?", questions=(asked,))
    yield "other_survey", Survey.model_validate(parts | {"id": "une_autre"})
    yield "other_edition", Survey.model_validate(parts | {"edition": "1789"})
    yield "other_version", Survey.model_validate(parts | {"sections": (*survey.sections, more)})


REFUSING: Mapping[str, Callable[[Format], None]] = {
    "what is no form is refused": what_is_no_form_is_refused,
    "what is cut short is told": what_is_cut_short_is_told,
    "damage raises nothing else": damage_raises_nothing_else,
    "forms of others are refused": forms_of_others_are_refused,
}
