"""The letter that asks a respondent back: each question in its words, what was received, what is asked."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from msgspec import Struct

from surveykit.compose import mail_words as words
from surveykit.compose import words as form_words
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
from surveykit.responses import Answered, Blank, Missing, NonResponse, Response, Unreadable, Value
from surveykit.texts import NBSP, counted, french_date, marks_of

_QUOTED = re.compile(f"«{NBSP}.*?{NBSP}»", re.DOTALL)
_ASKING = ("merci de", "vérifiez", "pouvez-vous")
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

    @property
    def points(self) -> str:
        """How many points are to be verified, in words."""
        return counted(len(self.asked), "point")


def letter(survey: Survey, received: Received, day: datetime.date) -> Document:
    """The letter of a day to a respondent, answers to which are awaited within the definition's number of days."""
    title = words.TITLE if received.asked else words.NO_POINT_TITLE
    body = _with_points(survey, received, day) if received.asked else (Paragraph(words.NO_POINT),)
    blocks = (
        Masthead(survey.issuer.bodies),
        Title(title, survey.issuer.reference),
        Facts(tuple(_opening(survey, received, day))),
        Paragraph(words.GREETING),
        Paragraph(words.thanked(survey.title)),
        *body,
        Paragraph(words.THANKS),
        Paragraph("\n".join(signature(survey))),
    )
    whole = f"{title} – {received.respondent.name}"
    marks = marks_of(simulated=received.simulated or received.response.simulated)
    return Document(whole, survey.language, blocks, survey.issuer.reference, survey.issuer.bodies[-1], marks=marks)


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
            heading = Heading(2, form_words.question_heading(question.number))
            official = Paragraph(question.text, Role.QUESTION)
            yield Group((heading, official, *(_point(survey, question, received.response, one) for one in mine)))
    numbers = {question.number for question in survey.questions()}
    rest = [one for one in asked if one.place.question not in numbers]
    if rest:
        said = (Paragraph(_sentence(_request(one, one.message))) for one in rest)
        yield Group((Heading(2, words.ABOUT_FILE), *said))


def _opening(survey: Survey, received: Received, day: datetime.date) -> Iterator[tuple[str, str]]:
    yield words.ADDRESSEE, received.respondent.name
    yield words.DATE, french_date(day)
    yield words.COPY, str(CopyRef(survey.id, survey.edition, received.respondent.code))
    yield words.RECEIVED, words.received(received.file, french_date(received.day))
    if received.asked:
        awaited = f"avant le {french_date(answer_by(survey, day), weekday=True)}"
        yield words.ANSWER_BY, "\n".join((awaited, *survey.collection.addresses))


def _with_points(survey: Survey, received: Received, day: datetime.date) -> Sequence[Block]:
    awaited = french_date(answer_by(survey, day), weekday=True)
    how = Group((Heading(1, words.HOW), Listing(words.ways_to_answer(survey.collection.addresses))))
    opening = (Paragraph(words.to_verify(received.points, awaited)), Heading(1, words.POINTS))
    return (*opening, *points(survey, received), how)


def _point(survey: Survey, question: Question, response: Response, found: Finding) -> Facts:
    field = found.place.field
    rows: list[tuple[str, str]] = []
    part = survey.field_by_code.get(field) if field is not None else None
    if part is not None and (len(question.fields) > 1 or part.detail_of is not None):
        rows.append((words.FIELD, part.label))
    rows.append((words.GOT, _cut(found.raw or shown(survey, field, response))))
    rows.append((words.ASKED, _sentence(_request(found, _reason(found, question, part)))))
    return Facts(tuple(rows))


def _reason(found: Finding, question: Question, part: SurveyField | None) -> str:
    """What is wrong, without the place that stands above it: a sentence that is not the package's begins with it."""
    leads = [f"question {question.number}{NBSP}: "]
    if part is not None:
        leads.append(f"question {question.number} ({part.label}){NBSP}: ")
    lead = next((one for one in leads if found.reason.startswith(one)), "")
    return found.reason.removeprefix(lead)


def _request(found: Finding, message: str) -> str:
    """A message that asks something; what reading found says only what it is."""
    bare = _QUOTED.sub("", message).casefold().rstrip(" .")
    if bare.endswith("?") or any(word in bare for word in _ASKING):
        return message
    ask = words.ASK_VALUE if found.severity is Severity.ERROR else words.ASK_CONFIRMATION
    return f"{message.rstrip('. ')}. {ask}"


def _cut(text: str) -> str:
    """A text as far as it is needed to know it again."""
    return text if len(text) <= QUOTED_LENGTH else f"{text[: QUOTED_LENGTH - 1].rstrip()}…"


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:]


def shown(survey: Survey, field: FieldId | None, response: Response) -> str:
    """What stands as the answer to a field, as the respondent reads it."""
    if field is None or field not in survey.field_by_code:
        return words.NOTHING_GOT
    answer = response.answers.get(field, Blank())
    match answer:
        case Answered(value=value):
            return _value(survey.field_by_code[field], value)
        case NonResponse(reason=reason, raw=raw):
            return raw or reason.value
        case Unreadable(raw=raw):
            return raw
        case Blank() | Missing():
            return words.NOTHING_GOT
        case _:
            assert_never(answer)


def _value(field: SurveyField, value: Value) -> str:
    match field.facts.value:
        case TruthValue():
            return form_words.YES if value else form_words.NO
        case CodeValue(options) | CodesValue(options):
            chosen = value if isinstance(value, frozenset) else {str(value)}
            return "\n".join(option.label for option in options if option.code in chosen)
        case WholeValue():
            return f"{value}{NBSP}{field.facts.unit}".strip(NBSP)
        case TextValue():
            return str(value)
        case _:
            assert_never(field.facts.value)
