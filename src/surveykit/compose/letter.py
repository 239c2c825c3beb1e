"""The letter that asks a respondent back: each question in its words, what was received, what is asked."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import assert_never

from msgspec import Struct, field

from surveykit.compose import words
from surveykit.compose.points import Point, points_of
from surveykit.compose.values import in_place_of_value
from surveykit.document import Block, Document, Facts, Group, Heading, Listing, Masthead, Paragraph, Role, Title
from surveykit.findings import Finding
from surveykit.ids import CopyRef, FieldId
from surveykit.model import (
    CodesValue,
    CodeValue,
    Option,
    Question,
    Respondent,
    Survey,
    SurveyField,
    TextValue,
    TruthValue,
    WholeValue,
)
from surveykit.responses import Answered, Blank, Response, Value
from surveykit.responses import received as text_received
from surveykit.words import Room, date_in_words, notation
from surveykit.words.marks import marks_of

_said = Room("letter")
QUOTED_LENGTH = 600
"""How many characters of a received text the letter quotes."""


class Received(Struct, frozen=True):
    """One respondent's response as it counts, the file that it came in and the day, and what was found in it.

    `corrected` has the day of the last correction of each answer that was corrected. `subject` and `sender` are those
    of the message that carried the file, empty for a file that was saved by hand. `simulated` when that response, or
    another of the register that it is in, was given by nobody.
    """

    respondent: Respondent
    response: Response
    file: str
    day: datetime.date
    findings: tuple[Finding, ...]
    simulated: bool = False
    corrected: Mapping[FieldId, datetime.date] = field(default_factory=dict)
    subject: str = ""
    sender: str = ""

    @property
    def asked(self) -> tuple[Point, ...]:
        """What must be asked back, point by point, in the order in which it was found."""
        return points_of(self.findings)

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
    opening = [*opening_facts(survey, received, day)]
    if received.asked:
        awaited = _said(language, "before {date}", date=_awaited(survey, day))
        expected = _said(language, "Answer expected")
        opening.append((expected, "\n".join((awaited, *survey.collection.addresses))))
    thanks = Paragraph(_said(language, "We thank you for your answer to the document “{title}”.", title=survey.title))
    return to_respondent(survey, received, title, opening, (thanks, *body))


def to_respondent(
    survey: Survey, received: Received, title: str, facts: Iterable[tuple[str, str]], body: Iterable[Block]
) -> Document:
    """A document to somebody on what they returned: who writes to whom, the greeting, the body, the signature."""
    language = survey.language
    blocks = (
        Masthead(survey.issuer.bodies),
        Title(title, survey.issuer.reference),
        Facts(tuple(facts)),
        Paragraph(_said(language, "Dear Sir or Madam,")),
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
    """What is asked, question by question in their order, then what concerns the whole file.

    Each point is kept on one page, the first of a question with the words of that question.
    """
    left = list(received.asked)
    for question in survey.questions():
        mine = [one for one in left if one.question == question.number]
        left = [one for one in left if one.question != question.number]
        yield from _on_question(survey, question, received.response, mine)
    if left:
        heading = Heading(2, _said(survey.language, "About the file received"))
        yield Group((heading, *(_on_file(survey.language, one) for one in left)))


def _on_question(survey: Survey, question: Question, response: Response, mine: Iterable[Point]) -> Iterator[Group]:
    """The points on a question in the order of its fields, those on the whole of it last."""
    rank: dict[FieldId | None, int] = {code: rank for rank, code in enumerate(survey.field_by_code)}
    heading = Heading(2, words.question_heading(survey.language, question.number))
    head: tuple[Block, ...] = (heading, Paragraph(question.text, Role.QUESTION))
    for one in sorted(mine, key=lambda one: rank.get(one.field, len(rank))):
        yield Group((*head, _point(survey, question, response, one)))
        head = ()


def opening_facts(survey: Survey, received: Received, day: datetime.date) -> Iterator[tuple[str, str]]:
    """Who is written to and when, about which copy and which file: a term and what is said of it."""
    language = survey.language
    yield _said(language, "Addressee"), received.respondent.name
    yield _said(language, "Date"), date_in_words(day, language)
    yield _said(language, "Copy"), str(CopyRef(survey.id, survey.edition, received.respondent.code))
    yield _said(language, "File received"), file_received(language, received.file, received.day)


def file_received(language: str, file: str, day: datetime.date) -> str:
    """Which file came, and when."""
    return _said(language, "“{file}”, received on {date}", file=file, date=date_in_words(day, language))


def _awaited(survey: Survey, day: datetime.date) -> str:
    return date_in_words(answer_by(survey, day), survey.language, weekday=True)


def _with_points(survey: Survey, received: Received, day: datetime.date) -> Sequence[Block]:
    language = survey.language
    left = _said(
        language,
        "We have {points} to verify with you. We would be grateful for your answer before {date}.",
        points=received.points(language),
        date=_awaited(survey, day),
    )
    opening = (Paragraph(left), Heading(1, _said(language, "Points to verify")))
    return (*opening, *points(survey, received), how_to_answer(survey, _said(language, "How to answer")))


def how_to_answer(survey: Survey, heading: str) -> Group:
    """How a respondent has an answer corrected, under a heading."""
    return Group((Heading(1, heading), Listing(_ways_to_answer(survey))))


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


def _point(survey: Survey, question: Question, response: Response, point: Point) -> Facts:
    """What is concerned, where the question has several fields, what we received, and what we ask."""
    language = survey.language
    part = survey.field_by_code.get(point.field) if point.field is not None else None
    rows: list[tuple[str, str]] = []
    if part is not None and (len(question.fields) > 1 or part.detail_of is not None):
        rows.append((_said(language, "Answer concerned"), part.label))
    received = None if part is None else _received(survey, part, response)
    if received is not None and not _is_quoted(language, received, point.request):
        rows.append((_said(language, "We received"), _cut(received)))
    return Facts((*rows, _question(language, point)))


def _is_quoted(language: str, received: str, request: str) -> bool:
    """Whether a request quotes what was received, each of several answers where there were several."""
    marks = notation(language)
    whole = marks.quoted(received) in request
    return whole or all(marks.quoted(one) in request for one in received.split(" / "))


def _on_file(language: str, point: Point) -> Facts:
    """A point on no question: on a line of the contact, or on the whole file."""
    label = point.label
    concerned = () if label is None else ((_said(language, "Answer concerned"), label),)
    return Facts((*concerned, _question(language, point)))


def _question(language: str, point: Point) -> tuple[str, str]:
    return _said.counted(language, len(point.requests), "Our question", "Our questions"), "\n".join(point.requests)


def _received(survey: Survey, part: SurveyField, response: Response) -> str | None:
    """What came as the answer to a field, as it was typed where it was, None when nothing came."""
    answer = response.answers.get(part.code, Blank())
    if isinstance(answer, Answered) and answer.raw is not None and part.facts.takes_words:
        return answer.raw
    return shown(survey, part.code, response)


def _cut(text: str) -> str:
    """A text as far as it is needed to know it again."""
    return text if len(text) <= QUOTED_LENGTH else f"{text[: QUOTED_LENGTH - 1].rstrip()}…"


def shown(survey: Survey, field: FieldId, response: Response) -> str | None:
    """What stands as the answer to a field, as the respondent reads it, None when nothing does.

    Raises KeyError for a field that the survey does not have.
    """
    part, answer = survey.field_by_code[field], response.answers.get(field, Blank())
    if isinstance(answer, Answered):
        return _value(survey.language, part, answer.value)
    return text_received(answer) or in_place_of_value(answer, survey.language)


def answer_shown(survey: Survey, code: FieldId, response: Response) -> str:
    """What stands as the answer to a field, as people read it; "no answer" for none, and for an unknown field."""
    received = shown(survey, code, response) if code in survey.field_by_code else None
    return _said(survey.language, "no answer") if received is None else received


def _value(language: str, field: SurveyField, value: Value) -> str:
    match field.facts.value:
        case TruthValue():
            return _said(language, "Yes") if value else _said(language, "No")
        case CodeValue(options) | CodesValue(options):
            return _chosen(options, value)
        case WholeValue():
            return notation(language).as_quantity(value, field.facts.unit) if isinstance(value, int) else str(value)
        case TextValue():
            return str(value)
        case _:
            assert_never(field.facts.value)


def _chosen(options: Sequence[Option], value: Value) -> str:
    """The labels of what was chosen, one per line."""
    chosen = value if isinstance(value, frozenset) else {str(value)}
    return "\n".join(option.label for option in options if option.code in chosen)
