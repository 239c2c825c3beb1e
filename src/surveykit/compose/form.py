"""The form: what is asked, lowered to blocks and controls, empty or holding a response."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from msgspec.structs import replace

from surveykit.compose import words
from surveykit.compose.kind_words import kind_words
from surveykit.compose.logic import checks, public_definition
from surveykit.compose.values import control_values
from surveykit.document import (
    Answer,
    Block,
    Control,
    Document,
    Facts,
    Group,
    Heading,
    ListBox,
    ListEntry,
    Listing,
    Masthead,
    Paragraph,
    Reply,
    Role,
    TextBox,
    TickBox,
    TickList,
    Title,
    filled_in,
)
from surveykit.expressions import BOOLEAN
from surveykit.ids import RESPONDENT_FIELD, OptionCode
from surveykit.model import (
    AnyPart,
    Detail,
    Listed,
    Option,
    Question,
    Section,
    Survey,
    SurveyField,
    Ticked,
    TypedNumber,
    TypedText,
    answer_labels,
    facts_of,
)
from surveykit.responses import Response
from surveykit.words import Room, date_in_words
from surveykit.words.marks import marks_of

_said = Room("form")


def form(
    survey: Survey, response: Response | None = None, *, personal: bool = False, simulated: bool = False
) -> Document:
    """The form of a survey, holding a response's answers if one is given.

    A form that is not `personal` asks who answers, from the list of the population; a personal one leaves
    that to its copy (`Document.copy`), whose holder stands in the page header. One that is `simulated`, or holds a
    simulated response, says so on every page and to its reader: whatever is filled in there stays simulated.
    """
    sections = (block for section in survey.sections for block in _section(survey, section))
    collection = survey.collection
    document = Document(
        title=survey.title,
        language=survey.language,
        blocks=(*_opening(survey), *_identity(survey, personal=personal), *sections, *_closing(survey)),
        header=survey.issuer.reference,
        author=survey.issuer.bodies[-1],
        form=survey.ref,
        checks=checks(survey),
        reply=Reply(collection.addresses, date_in_words(collection.deadline, survey.language), collection.submit),
        definition=public_definition(survey),
        marks=marks_of(survey.language, simulated=simulated or (response is not None and response.simulated)),
    )
    return document if response is None else filled_in(document, control_values(survey, response))


def _opening(survey: Survey) -> Iterator[Block]:
    yield Masthead(survey.issuer.bodies)
    yield Title(survey.title, survey.issuer.reference)
    if survey.issuer.reference_details:
        yield Paragraph(" – ".join(survey.issuer.reference_details), Role.NOTE)
    for text in survey.introduction:
        yield Paragraph(text, Role.LEAD)
    rows = words.return_rows(survey)
    if survey.dissemination.statement:
        rows = (*rows, (_said(survey.language, "Publication of the results"), survey.dissemination.statement))
    yield Facts(rows)
    if survey.collection.instructions:
        yield Group((Heading(1, _said(survey.language, "How to answer")), Listing(survey.collection.instructions)))


def _identity(survey: Survey, *, personal: bool) -> Iterator[Block]:
    language = survey.language
    asked: list[Block] = []
    if not personal:
        asked.append(_respondent(survey))
    for line in survey.contact:
        box = TextBox(line.code, line.label, _said(language, "Type an answer"))
        asked.append(Answer(words.before_control(language, line.prompt or line.label), box, optional=True))
    if asked:
        yield Group((Heading(1, _said(language, "Who answers")), *asked))


def _respondent(survey: Survey) -> Answer:
    entries = tuple(ListEntry(OptionCode(one.code), one.name) for one in survey.population.respondents)
    name = _said(survey.language, "Body that answers")
    box = ListBox(RESPONDENT_FIELD, name, _said(survey.language, "Choose from the list"), entries)
    return Answer(words.before_control(survey.language, name), box)


def _section(survey: Survey, section: Section) -> Iterator[Block]:
    groups = [_question(survey, question) for question in section.questions]
    first = groups[0]
    yield Group((Heading(1, section.title), *first.blocks))
    yield from groups[1:]


def _question(survey: Survey, question: Question) -> Group:
    blocks: list[Block] = [
        Heading(2, words.question_heading(survey.language, question.number), question.number),
        Paragraph(question.text, Role.QUESTION),
    ]
    if question.hint:
        blocks.append(Paragraph(question.hint, Role.HINT))
    for part in question.fields:
        blocks.append(_answer(survey, question, part))
        facts = facts_of(part)
        if not isinstance(facts.asked, Ticked):  # each box has its own beside it
            blocks += (_detail(survey, question, option.detail) for option in facts.options if option.detail)
    return Group(tuple(blocks))


def _detail(survey: Survey, question: Question, detail: Detail) -> Answer:
    box = _detail_box(survey.language, question, detail)
    answer = Answer(words.before_control(survey.language, detail.label), box, depth=1)
    condition = survey.field_by_code[detail.code].condition
    return answer if condition is None else replace(answer, condition=survey.expression(condition.when, BOOLEAN))


def _detail_box(language: str, question: Question, detail: Detail) -> TextBox:
    return TextBox(detail.code, f"{question.number}. {detail.label}", _said(language, "Type an answer"))


def _answer(survey: Survey, question: Question, part: AnyPart) -> Answer:
    language = survey.language
    control = _control(language, question, part)
    label = part.prompt
    if not label and not isinstance(control, TickList) and not _is_area(control):
        label = _said(language, "Your answer")
    return Answer(
        label=words.before_control(language, label) if label else "",
        control=control,
        after=kind_words(language, part).after,
        depth=0 if part.condition is None or part is question.fields[0] else 1,
        condition=None if part.condition is None else survey.expression(part.condition.when, BOOLEAN),
        optional=part.optional,
    )


def _is_area(control: Control) -> bool:
    return isinstance(control, TextBox) and control.lines > 1


def field_control(language: str, field: SurveyField) -> Control:
    """The control of one field, as it stands in the blank form of a survey in a language."""
    return _control(language, field.question, field.part)


def _control(language: str, question: Question, part: AnyPart) -> Control:
    """The control with which a field is asked; ValueError when what is listed has no end."""
    name, prompt = f"{question.number}. {part.label}", kind_words(language, part).prompt
    facts = facts_of(part)
    match facts.asked:
        case TypedNumber():
            low, high = facts.bounds or (None, None)
            return TextBox(part.code, name, prompt, numeric=True, minimum=low, maximum=high)
        case TypedText(lines):
            return TextBox(part.code, name, prompt, lines)
        case Listed(compact):
            labels = answer_labels(facts, language).items()
            entries = tuple(ListEntry(OptionCode(code), label) for code, label in labels)
            return ListBox(part.code, name, prompt, entries, compact=compact, holds=facts.type)
        case Ticked():
            return TickList(part.code, name, tuple(_tick(language, question, option) for option in facts.options))
        case _:
            assert_never(facts.asked)


def _tick(language: str, question: Question, option: Option) -> TickBox:
    detail = _detail_box(language, question, option.detail) if option.detail else None
    return TickBox(option.code, option.label, f"{question.number}. {option.label}", detail=detail)


def _closing(survey: Survey) -> Iterator[Block]:
    heading = Heading(1, _said(survey.language, "End of the questionnaire"))
    yield Group((heading, Paragraph(words.send_back(survey)), Paragraph(words.thanks(survey.language))))
