"""The letter that asks a respondent back: each question in its words, what was received, what is asked."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from msgspec import Struct

from surveykit.compose import words
from surveykit.document import Block, Document, Facts, Group, Heading, Listing, Masthead, Paragraph, Role, Title
from surveykit.findings import Finding, Severity
from surveykit.ids import CopyRef, FieldId
from surveykit.model import (
    CodesValue,
    CodeValue,
    Question,
    Respondent,
    Survey,
    SurveyField,
    TextValue,
    TruthValue,
    WholeValue,
)
from surveykit.responses import (
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
from surveykit.texts import NBSP
from surveykit.words import Room, date_in_words, say
from surveykit.words.marks import marks_of

_said = Room("letter")
_ASKING = (_said.word("please"), _said.word("check"), _said.word("can you"))
"""By what a rule's message is known to ask by itself."""
QUOTED_LENGTH = 600
"""How many characters of a received text the letter quotes."""


class Received(Struct, frozen=True):
    """One respondent's response as it counts, the file that it came in and the day, and what was found in it.

    `simulated` when that response, or another of the register that it is in, was given by nobody.
    """

    respondent: Respondent
    response: Response
    file: str
    day: datetime.date
    findings: tuple[Finding, ...]
    simulated: bool = False

    @property
    def asked(self) -> tuple[Finding, ...]:
        """What must be asked back: errors and warnings, in the order in which they were found."""
        return tuple(one for one in self.findings if one.asked_back)

    def points(self, language: str) -> str:
        """How many points are to be verified, in words."""
        return _said.counted(language, len(self.asked), "{count} point", "{count} points")


def letter(survey: Survey, received: Received, day: datetime.date) -> Document:
    """The letter of a day to a respondent, answers to which are awaited within the definition's number of days."""
    language = survey.language
    if received.asked:
        title = _said(language, "Your answer: points to verify")
        body = _with_points(survey, received, day)
    else:
        title = _said(language, "Your answer is complete")
        body = (Paragraph(_said(language, "We have no question about it.")),)
    blocks = (
        Masthead(survey.issuer.bodies),
        Title(title, survey.issuer.reference),
        Facts(tuple(_opening(survey, received, day))),
        Paragraph(_said(language, "Dear Sir or Madam,")),
        Paragraph(_said(language, "We thank you for your answer to the document “{title}”.", title=survey.title)),
        *body,
        Paragraph(_said(language, "We thank you for your help. Yours faithfully,")),
        Paragraph("\n".join(signature(survey))),
    )
    whole = f"{title} – {received.respondent.name}"
    marks = marks_of(language, simulated=received.simulated or received.response.simulated)
    return Document(whole, language, blocks, survey.issuer.reference, survey.issuer.bodies[-1], marks=marks)


def signature(survey: Survey) -> tuple[str, ...]:
    """How the issuer signs: the definition's own lines, else its bodies, the narrowest first."""
    return survey.mail.signature or tuple(reversed(survey.issuer.bodies))


def answer_by(survey: Survey, day: datetime.date) -> datetime.date:
    """The day before which what is asked back on a day is awaited."""
    return day + datetime.timedelta(days=survey.mail.answer_days)


def points(survey: Survey, received: Received) -> Iterator[Group]:
    """What is asked, question by question in their order, then what concerns the whole file."""
    asked = received.asked
    for question in survey.questions():
        mine = [one for one in asked if one.place.question == question.number]
        if mine:
            heading = Heading(2, words.question_heading(survey.language, question.number))
            official = Paragraph(question.text, Role.QUESTION)
            yield Group((heading, official, *(_point(survey, question, received.response, one) for one in mine)))
    numbers = {question.number for question in survey.questions()}
    rest = [one for one in asked if one.place.question not in numbers]
    if rest:
        heading = Heading(2, _said(survey.language, "About the file received"))
        yield Group((heading, *(Paragraph(_sentence(_request(survey.language, one, one.message))) for one in rest)))


def _opening(survey: Survey, received: Received, day: datetime.date) -> Iterator[tuple[str, str]]:
    language = survey.language
    yield _said(language, "Addressee"), received.respondent.name
    yield _said(language, "Date"), date_in_words(day, language)
    yield _said(language, "Copy"), str(CopyRef(survey.id, survey.edition, received.respondent.code))
    yield _said(language, "File received"), file_received(language, received)
    if received.asked:
        awaited = _said(language, "before {date}", date=_awaited(survey, day))
        yield _said(language, "Answer expected"), "\n".join((awaited, *survey.collection.addresses))


def file_received(language: str, received: Received) -> str:
    """Which file came, and when."""
    when = date_in_words(received.day, language)
    return _said(language, "“{file}”, received on {date}", file=received.file, date=when)


def _awaited(survey: Survey, day: datetime.date) -> str:
    return date_in_words(answer_by(survey, day), survey.language, weekday=True)


def _with_points(survey: Survey, received: Received, day: datetime.date) -> Sequence[Block]:
    language = survey.language
    left = _said(
        language,
        "It leaves {points} to verify. We would be grateful for your answer before {date}.",
        points=received.points(language),
        date=_awaited(survey, day),
    )
    opening = (Paragraph(left), Heading(1, _said(language, "Points to verify")))
    how = Group((Heading(1, _said(language, "How to answer")), Listing(_ways_to_answer(survey))))
    return (*opening, *points(survey, received), how)


def _ways_to_answer(survey: Survey) -> tuple[str, str]:
    by_mail = _said(
        survey.language,
        "The simplest way: answer by e-mail to {addresses}, giving the number of each question; we enter the "
        "correction.",
        addresses=words.all_addresses(survey.language, survey.collection.addresses),
    )
    in_form = _said(
        survey.language,
        "Or correct your questionnaire, save it and send the whole of it to the same addresses: it replaces the one "
        "before.",
    )
    return by_mail, in_form


def _point(survey: Survey, question: Question, response: Response, found: Finding) -> Facts:
    language, field = survey.language, found.place.field
    rows: list[tuple[str, str]] = []
    part = survey.field_by_code.get(field) if field is not None else None
    if part is not None and (len(question.fields) > 1 or part.detail_of is not None):
        rows.append((_said(language, "Field"), part.label))
    rows.append((_said(language, "We received"), _cut(found.raw or shown(survey, field, response))))
    asked = _request(language, found, _reason(language, found, question, part))
    rows.append((_said(language, "We ask you"), _sentence(asked)))
    return Facts(tuple(rows))


def _reason(language: str, found: Finding, question: Question, part: SurveyField | None) -> str:
    """What is wrong, without the place that stands above it: a sentence that is not the package's begins with it."""
    number = question.number
    leads = [say(language, "finding", "question {question}: ", slots={"question": number})]
    if part is not None:
        slots = {"question": number, "label": part.label}
        leads.append(say(language, "finding", "question {question} ({label}): ", slots=slots))
    lead = next((one for one in leads if found.reason.startswith(one)), "")
    return found.reason.removeprefix(lead)


def _request(language: str, found: Finding, message: str) -> str:
    """A message that asks something; what reading found says only what it is."""
    bare = _without_quotes(language, message).casefold().rstrip(" .")
    if bare.endswith("?") or any(_said(language, asking) in bare for asking in _ASKING):
        return message
    ask = _said(language, "Please confirm this answer, or correct it.")
    if found.severity is Severity.ERROR:
        ask = _said(language, "Please tell us which answer to keep.")
    return f"{message.rstrip('. ')}. {ask}"


def _without_quotes(language: str, message: str) -> str:
    opening, closing = map(re.escape, _said(language, "“{text}”", text="\n").split("\n"))
    return re.sub(f"{opening}.*?{closing}", "", message, flags=re.DOTALL)


def _cut(text: str) -> str:
    """A text as far as it is needed to know it again."""
    return text if len(text) <= QUOTED_LENGTH else f"{text[: QUOTED_LENGTH - 1].rstrip()}…"


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:]


def shown(survey: Survey, field: FieldId | None, response: Response) -> str:
    """What stands as the answer to a field, as the respondent reads it."""
    if field is None or field not in survey.field_by_code:
        return _said(survey.language, "no answer")
    answer = response.answers.get(field, Blank())
    match answer:
        case Answered(value=value):
            return _value(survey.language, survey.field_by_code[field], value)
        case NothingToSay():
            return written_as(answer, survey.language)
        case NonResponse(reason=reason, raw=raw):
            return raw or reason.value
        case Unreadable(raw=raw):
            return raw
        case Blank() | Missing():
            return _said(survey.language, "no answer")
        case _:
            assert_never(answer)


def _value(language: str, field: SurveyField, value: Value) -> str:
    match field.facts.value:
        case TruthValue():
            return _said(language, "Yes") if value else _said(language, "No")
        case CodeValue(options) | CodesValue(options):
            chosen = value if isinstance(value, frozenset) else {str(value)}
            return "\n".join(option.label for option in options if option.code in chosen)
        case WholeValue():
            return f"{value}{NBSP}{field.facts.unit}".strip(NBSP)
        case TextValue():
            return str(value)
        case _:
            assert_never(field.facts.value)
