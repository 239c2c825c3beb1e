"""The questions as they were asked, to be read: no control, no personal line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from surveykit.compose.report import words
from surveykit.document import Block, Group, Heading, Listing, Paragraph, Role
from surveykit.model import AnyPart, Count, FreeText, ManyChoices, OneChoice, Option, Question, Scale, Survey, YesNo
from surveykit.texts import NARROW_NBSP, NBSP


def questions(survey: Survey) -> Iterator[Block]:
    """Every section, its questions in their official words, and what could be answered to each."""
    for section in survey.sections:
        first, *others = (tuple(_question(question)) for question in section.questions)
        yield Group((Heading(2, section.title), *first))
        yield from (Group(blocks) for blocks in others)


def _question(question: Question) -> Iterator[Block]:
    yield Heading(3, f"Question{NBSP}{question.number}")
    yield Paragraph(question.text, Role.QUESTION)
    if question.hint:
        yield Paragraph(question.hint, Role.HINT)
    alone = len(question.fields) == 1
    if alone and isinstance(question.fields[0], OneChoice | ManyChoices):
        yield Listing(tuple(option.label for option in question.fields[0].options))
    else:
        yield Listing(tuple(_line(part, alone=alone) for part in question.fields))


def _line(part: AnyPart, *, alone: bool) -> str:
    named = part.prompt or ("" if alone else part.label)
    told = _kind(part)
    if part.condition is not None and part.condition.label not in named:
        named = f"{part.condition.label}, {words.lowered(named)}" if named else part.condition.label
    if not named:
        return words.sentence(told)
    asked = named.rstrip(f": {NBSP}{NARROW_NBSP}")
    return f"{asked} ({told})" if asked.endswith("?") else f"{asked}{NBSP}: {told}"


def _kind(part: AnyPart) -> str:
    match part:
        case Count(unit=unit):
            return f"nombre {words.of(unit)}" if unit else "nombre"
        case Scale(minimum=low, maximum=high, minimum_label=first, maximum_label=last):
            ends = [f"{end}{NBSP}= {label}" for end, label in ((low, first), (high, last)) if label]
            return f"note de {low} à {high}" + (f" ({', '.join(ends)})" if ends else "")
        case YesNo():
            return "oui ou non"
        case FreeText():
            return "réponse libre"
        case OneChoice(options=options):
            return f"une réponse parmi {_listed(options)}"
        case ManyChoices(options=options):
            return f"une ou plusieurs réponses parmi {_listed(options)}"
        case _:
            assert_never(part)


def _listed(options: tuple[Option, ...]) -> str:
    return ", ".join(words.guillemets(option.label) for option in options)
