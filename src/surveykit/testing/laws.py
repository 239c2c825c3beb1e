"""The laws on what a format keeps: what is put into a form is shown there, and comes back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from msgspec.structs import replace

from surveykit.collect import Code, Collected
from surveykit.compose.form import form
from surveykit.compose.values import control_values
from surveykit.document import Document, lines, read_marks, written_marks
from surveykit.ids import FieldId
from surveykit.model import TypedText
from surveykit.ports import Signed, Stamper
from surveykit.responses import Answer, Answered, Response, Unreadable
from surveykit.testing.format import Format
from surveykit.testing.inverse import assert_inverse, different, round_trip
from surveykit.testing.sample_document import sample_document
from surveykit.testing.sample_responses import AWKWARD, sample_responses, unreadable_responses
from surveykit.texts import canonical

Law = Callable[[Format], None]
_WORD = re.compile(r"\w+")


def responses_come_back(tried: Format) -> None:
    """Reading is the inverse of rendering, for a fixed set of awkward responses."""
    for response in sample_responses(tried.survey):
        assert_inverse(tried.survey, response, tried.renderer, tried.reader)


def blank_forms_are_blank(tried: Format) -> None:
    """An untouched copy reads blank with nothing to say; an untouched form lacks its respondent only."""
    assert_inverse(tried.survey, tried.blank, tried.renderer, tried.reader)
    untouched = tried.collected(tried.renderer.render(form(tried.survey)))
    _same(untouched, replace(tried.blank, respondent=None), "an untouched form")
    others = [found.message for found in untouched.findings if found.code != Code.COPY_UNKNOWN]
    if others:
        raise AssertionError("findings on an untouched form: " + "; ".join(others))


def respondents_can_be_chosen(tried: Format) -> None:
    """A form that is nobody's copy has a list of respondents, and the one chosen there comes back."""
    for one in tried.some:
        chosen = replace(tried.blank, respondent=one.code)
        collected = tried.collected(tried.renderer.render(form(tried.survey, chosen)))
        _same(collected, chosen, f"the form where {one.name!r} was chosen")
        if collected.findings:
            raise AssertionError(f"findings where {one.name!r} was chosen: {collected.findings[0].message}")


def words_are_left_as_they_are(tried: Format) -> None:
    """A reader interprets nothing: words where a number is asked come back, unreadable, and are told."""
    for response in unreadable_responses(tried.survey):
        collected = round_trip(tried.survey, response, tried.renderer, tried.reader)
        _same(collected, response, "a form with words instead of numbers")
        told = {found.place.field for found in collected.findings}
        silent = [code for code, answer in response.answers.items() if isinstance(answer, Unreadable)]
        if silent := [code for code in silent if code not in told]:
            raise AssertionError(f"no finding on the unreadable answers to {', '.join(silent)}")


def texts_become_canonical(tried: Format) -> None:
    """A text that no file can hold as it is comes back in its canonical form, with no character lost."""
    asked = [(one.code, one.facts.asked) for one in tried.survey.fields()]
    areas = [code for code, box in asked if isinstance(box, TypedText) and box.lines > 1]
    for text in (text for text in AWKWARD if areas and canonical(text) != text):
        sent, wanted = (_holding(tried.blank, areas[0], held) for held in (text, canonical(text)))
        _same(round_trip(tried.survey, sent, tried.renderer, tried.reader), wanted, f"the text {text[:60]!r}")


def bytes_are_reproducible(tried: Format) -> None:
    """The same document gives the same bytes, whatever was rendered in between."""
    for document in (tried.personal(), form(tried.survey), sample_document()):
        first = tried.renderer.render(document)
        tried.renderer.render(tried.personal(tried.copies[-1]))
        if tried.renderer.render(document) != first:
            raise AssertionError(f"{document.title!r}, rendered twice, gave different bytes")


def references_come_back(tried: Format) -> None:
    """A file says which form it is, and whose copy."""
    for copy in tried.copies:
        document = tried.personal(copy)
        filled = tried.reader.read(tried.renderer.render(document))
        if filled.form != document.form:
            raise AssertionError(f"the form's reference came back as {filled.form}, rendered {document.form}")
        found = {str(reference) for reference, _ in filled.copies}
        if found != {str(copy.reference)}:
            raise AssertionError(f"the copy's reference came back as {sorted(found)}, rendered {copy.reference}")
    nobodys = tried.reader.read(tried.renderer.render(form(tried.survey)))
    if nobodys.copies:
        raise AssertionError(f"a form that is nobody's copy says that it is {nobodys.copies[0][0]}")


def stamped_copies_equal_rendered_ones(tried: Format) -> None:
    """A Stamper's copies, filled in beforehand or not, are the bytes that `render` makes of each."""
    if not isinstance(tried.renderer, Stamper):
        return
    document = form(tried.survey, personal=True)
    filled = sample_responses(tried.survey)[-1]
    copies = [*tried.copies, replace(tried.copies[0], values=control_values(tried.survey, filled)), tried.copies[0]]
    stamped = list(tried.renderer.stamp(document, copies))
    if len(stamped) != len(copies):
        raise AssertionError(f"{len(stamped)} files were stamped for {len(copies)} copies")
    for copy, data in zip(copies, stamped, strict=True):
        if data != tried.renderer.render(replace(document, copy=copy)):
            kind = "filled in beforehand" if copy.values else "blank"
            raise AssertionError(f"the {kind} copy of {copy.reference.respondent} differs from its rendering")


def copies_can_be_filled_in_beforehand(tried: Format) -> None:
    """What a copy holds for its respondent comes back as if it had been typed; if its file tells it, truly."""
    for response in (sample_responses(tried.survey)[1], sample_responses(tried.survey)[-1]):
        holder = next(one for one in tried.survey.population.respondents if one.code == response.respondent)
        copy = replace(tried.copy_of(holder), values=control_values(tried.survey, response))
        data = tried.renderer.render(tried.personal(copy))
        _same(tried.collected(data), response, "a copy filled in beforehand")
        told = tried.reader.read(data).prefilled
        if told and told != read_marks(" ".join(written_marks(copy.values))):
            raise AssertionError("a copy tells other marks than those of what it was filled with beforehand")


def words_are_shown_in_order(tried: Format) -> None:
    """A form shows the words of its document, all of them, in order, and its holder."""
    document = tried.personal()
    _shows(tried, document)
    if tried.visible_text is not None:
        holder = tried.copies[0].holder
        text = " ".join(_WORD.findall(tried.visible_text(tried.renderer.render(document))))
        if " ".join(_WORD.findall(holder)) not in text:
            raise AssertionError(f"the holder of a copy, {holder!r}, is not shown")


def every_block_is_shown(tried: Format) -> None:
    """Every kind of block and control can be rendered, and shows its words."""
    _shows(tried, sample_document())


def suffix_and_first_bytes_agree(tried: Format) -> None:
    """The reader answers for the files that the renderer writes: by their suffix, and by their first bytes."""
    suffix = tried.renderer.suffix
    if not suffix.startswith(".") or suffix not in tried.reader.suffixes:
        raise AssertionError(f"the renderer's suffix {suffix!r} is none of the reader's {tried.reader.suffixes}")
    if isinstance(tried.reader, Signed):
        first = tried.renderer.render(tried.personal())[:16]
        if not first.startswith(tried.reader.signatures):
            raise AssertionError(f"the file begins with {first!r}, none of the reader's signatures")


def _holding(blank: Response, code: FieldId, text: str) -> Response:
    answer: Answer = Answered(text)
    return replace(blank, answers={**blank.answers, code: answer})


def _same(collected: Collected, wanted: Response, what: str) -> None:
    if collected.response != wanted:
        raise AssertionError(f"{what} came back different: {different(collected.response, wanted)}")


def _shows(tried: Format, document: Document) -> None:
    data = tried.renderer.render(document)
    if not data:
        raise AssertionError("nothing was rendered")
    if tried.visible_text is None:
        return
    shown = iter(_WORD.findall(tried.visible_text(data)))
    for line, _ in lines(document):
        for word in _WORD.findall(line):
            if word not in shown:
                raise AssertionError(f"the word {word!r} of the line {line!r} is not shown after the words before it")


KEEPING: Mapping[str, Law] = {
    "responses come back": responses_come_back,
    "blank forms are blank": blank_forms_are_blank,
    "respondents can be chosen": respondents_can_be_chosen,
    "words are left as they are": words_are_left_as_they_are,
    "texts become canonical": texts_become_canonical,
    "bytes are reproducible": bytes_are_reproducible,
    "references come back": references_come_back,
    "stamped copies equal rendered ones": stamped_copies_equal_rendered_ones,
    "copies can be filled in beforehand": copies_can_be_filled_in_beforehand,
    "words are shown in order": words_are_shown_in_order,
    "every block is shown": every_block_is_shown,
    "suffix and first bytes agree": suffix_and_first_bytes_agree,
}
