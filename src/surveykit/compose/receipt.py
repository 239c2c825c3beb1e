"""The acknowledgement of a return: each question of the form with what was read in its place, and what is to verify."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import assert_never

from surveykit.compose import words
from surveykit.compose.letter import Received, answer_shown, how_to_answer, opening_facts, to_respondent
from surveykit.compose.points import Point
from surveykit.document import Block, Document, Facts, Group, Heading, Listing, Paragraph, Role
from surveykit.expressions import BOOLEAN, Evaluate, to_python
from surveykit.ids import FieldId
from surveykit.model import Question, Survey, SurveyField
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
from surveykit.responses import received as received_text
from surveykit.words import Room, date_in_words, notation

_said = Room("receipt")
_NOT_ASKED = _said.word("not asked of you, by your other answers")
_FRAMED, _FRAMED_LINES = 600, 12
"""Characters, and ends of lines, of the longest answer that stands in a frame."""
_LONG_LEVEL = 3
"""The level of the heading of a longer one."""


class Receipts:
    """The acknowledgements of one survey, whose conditions are compiled once."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._conditions: Mapping[FieldId, Evaluate] = {
            one.code: to_python(survey.expression(one.condition.when, BOOLEAN))
            for one in survey.fields()
            if one.condition is not None
        }

    def receipt(self, received: Received, day: datetime.date) -> Document:
        """The acknowledgement, written on a day, of the return of a respondent that counts."""
        survey, language = self._survey, self._survey.language
        came = _said(
            language, "We have received your answer to the document “{title}”, and thank you.", title=survey.title
        )
        kept = _said(
            language,
            "Below you find each question with the answer that we read. Please check it, and keep this document.",
        )
        facts = (*opening_facts(survey, received, day), *_message(language, received))
        body = (
            Paragraph(came),
            Paragraph(kept),
            _to_verify(survey, received),
            *self._answers(received),
            how_to_answer(survey, _said(language, "To correct an answer")),
        )
        return to_respondent(survey, received, _said(language, "Acknowledgement of receipt"), facts, body)

    def _answers(self, received: Received) -> Iterator[Block]:
        """Every question in the order of the form, the first under the heading of all, after who answered."""
        heading: tuple[Block, ...] = (Heading(1, _said(self._survey.language, "What we read")),)
        row: dict[str, Value | None] = {one: received.response.value(one) for one in self._survey.field_by_code}
        questions = (self._question(one, received, row) for one in self._survey.questions())
        for blocks in (_contact(self._survey, received.response), *questions):
            if blocks:
                yield from _together((*heading, *blocks))
                heading = ()

    def _question(self, question: Question, received: Received, row: Mapping[str, Value | None]) -> tuple[Block, ...]:
        heading = Heading(2, words.question_heading(self._survey.language, question.number))
        rows = self._rows(question, received, row)
        return (heading, Paragraph(question.text, Role.QUESTION), *_in_frames(rows))

    def _rows(
        self, question: Question, received: Received, row: Mapping[str, Value | None]
    ) -> Iterator[tuple[str, str]]:
        """A line for each field that concerns whoever answered or was answered, one for all when none was."""
        read = _said(self._survey.language, "Answer read")
        fields = [one for one in self._survey.field_by_code.values() if one.question.number == question.number]
        concerns = [self._concerns(one, received.response, row) for one in fields]
        for field, concerned in zip(fields, concerns, strict=True):
            if concerned is True:
                yield field.label if len(fields) > 1 else read, _answer(self._survey, field, received)
        if True not in concerns:
            nobody_knows = None in concerns
            yield read, _said(self._survey.language, "no answer" if nobody_knows else _NOT_ASKED)

    def _concerns(self, field: SurveyField, response: Response, row: Mapping[str, Value | None]) -> object:
        """Whether a field is asked by the other answers, or was answered all the same; None when nobody knows."""
        holds = self._conditions.get(field.code)
        answer = response.answers.get(field.code, Blank())
        return True if holds is None or not isinstance(answer, Blank | Missing) else holds(row)


def _together(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """A question on one page where it fits; one with a long answer may go over to the next."""
    if any(isinstance(one, Heading) and one.level == _LONG_LEVEL for one in blocks):
        yield from blocks
    else:
        yield Group(blocks)


def _in_frames(rows: Iterable[tuple[str, str]]) -> Iterator[Block]:
    """Answers in frames, which stay on one page each; a long one in paragraphs under a heading of its own."""
    for is_long, several in groupby(rows, key=lambda one: _is_long(one[1])):
        if not is_long:
            yield Facts(tuple(several))
            continue
        for term, text in several:
            yield Heading(_LONG_LEVEL, term)
            yield from (Paragraph(line) for line in text.split("\n") if line.strip())


def _is_long(text: str) -> bool:
    return len(text) > _FRAMED or text.count("\n") > _FRAMED_LINES


def left_to_verify(language: str, received: Received) -> str:
    """Whether there is something to verify, in a sentence."""
    if not received.asked:
        return _said(language, "We have no question about your answer.")
    return _said(language, "We have {points} to verify with you.", points=received.points(language))


def _to_verify(survey: Survey, received: Received) -> Group:
    """What is to be verified: each point with the number of its question, in the order of the questions."""
    language, order = survey.language, [one.number for one in survey.questions()]
    asked = sorted(received.asked, key=lambda one: order.index(one.question) if one.question in order else len(order))
    heading = Heading(1, _said(language, "To be verified"))
    said = Paragraph(left_to_verify(language, received))
    points = tuple(_point(language, one) for one in asked)
    return Group((heading, said, Listing(points))) if points else Group((heading, said))


def _point(language: str, point: Point) -> str:
    if point.question is not None:
        about = words.question_heading(language, point.question)
    elif point.label is not None:
        about = point.label
    else:
        return point.request
    return _said(language, "{about}: {request}", about=about, request=point.request)


def _message(language: str, received: Received) -> Iterator[tuple[str, str]]:
    """The message that carried the file, when one did."""
    if not received.sender and not received.subject:
        return
    subject = notation(language).quoted(received.subject) if received.subject else ""
    if subject and received.sender:
        said = _said(language, "{subject} ({sender})", subject=subject, sender=received.sender)
    else:
        said = subject or received.sender
    yield _said(language, "Message received"), said


def _contact(survey: Survey, response: Response) -> tuple[Block, ...]:
    """What was read of who answered; nothing when no line of it was filled in."""
    told = ((one.label, response.contact.get(one.code, "").strip()) for one in survey.contact)
    rows = tuple((label, text) for label, text in told if text)
    return (Heading(2, _said(survey.language, "Who answered")), Facts(rows)) if rows else ()


def _answer(survey: Survey, field: SurveyField, received: Received) -> str:
    """What was read in the place of an answer, with the day on which we corrected it."""
    language, day = survey.language, received.corrected.get(field.code)
    read = _read(survey, field, received.response)
    if day is None:
        return read
    return f"{read}\n{_said(language, '(corrected on {date})', date=date_in_words(day, language))}"


def _read(survey: Survey, field: SurveyField, response: Response) -> str:
    language, answer = survey.language, response.answers.get(field.code, Blank())
    match answer:
        case Answered(raw=raw, to_confirm=to_confirm):
            value = answer_shown(survey, field.code, response)
            if not to_confirm or raw is None:
                return value
            return _said(
                language, "{value} (to be confirmed: you wrote {text})", value=value, text=_whole(language, raw)
            )
        case NothingToSay():
            return written_as(answer, language)
        case NonResponse(reason=reason, raw=raw):
            return raw or reason.value
        case Unreadable() | Blank() | Missing():
            return _said(language, _NOT_READ[type(answer)], text=_whole(language, received_text(answer) or ""))
        case _:
            assert_never(answer)


_NOT_READ = {
    Unreadable: _said.word("not read: {text}"),
    Blank: _said.word("no answer"),
    Missing: _said.word("its place is missing from the file received"),
}
"""What is said where nothing was read."""


def _whole(language: str, text: str) -> str:
    """The whole of a text between quotation marks."""
    return notation(language).quotation.format(text=text)
