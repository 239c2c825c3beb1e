"""The questions as they were asked, to be read: no control, no personal line."""

from __future__ import annotations

from collections.abc import Iterator

from surveykit.compose.kind_words import kind_words
from surveykit.compose.report import words
from surveykit.document import Block, Group, Heading, Listing, Paragraph, Role
from surveykit.model import AnyPart, Question, Survey, facts_of
from surveykit.texts import NARROW_NBSP, NBSP
from surveykit.words import Room

_said = Room("report")


def questions(survey: Survey) -> Iterator[Block]:
    """Every section, its questions in their official words, and what could be answered to each."""
    for section in survey.sections:
        first, *others = (tuple(_question(survey.language, question)) for question in section.questions)
        yield Group((Heading(2, section.title), *first))
        yield from (Group(blocks) for blocks in others)


def _question(language: str, question: Question) -> Iterator[Block]:
    yield Heading(3, _said(language, "Question {number}", number=question.number))
    yield Paragraph(question.text, Role.QUESTION)
    if question.hint:
        yield Paragraph(question.hint, Role.HINT)
    alone = len(question.fields) == 1
    options = facts_of(question.fields[0]).options if alone else ()
    if options:
        yield Listing(tuple(option.label for option in options))
    else:
        yield Listing(tuple(_line(language, part, alone=alone) for part in question.fields))


def _line(language: str, part: AnyPart, *, alone: bool) -> str:
    name, told = _name(part, alone=alone), kind_words(language, part).asked
    if not name:
        return words.sentence(told)
    asked = name.rstrip(f": {NBSP}{NARROW_NBSP}")
    if asked.endswith("?"):
        return f"{asked} ({told})"
    return words.told_under(language, asked, told)


def _name(part: AnyPart, *, alone: bool) -> str:
    """The words before a field, its condition first; empty for a field that is alone under its question."""
    name = part.prompt or ("" if alone else part.label)
    condition = "" if part.condition is None else part.condition.label
    if condition in name:
        return name
    return f"{condition}, {words.lowered(name)}" if name else condition
