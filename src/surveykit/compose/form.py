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
from surveykit.texts import french_date, marks_of


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
        reply=Reply(collection.addresses, french_date(collection.deadline), collection.submit),
        definition=public_definition(survey),
        marks=marks_of(simulated=simulated or (response is not None and response.simulated)),
    )
    return document if response is None else filled_in(document, control_values(survey, response))


def _opening(survey: Survey) -> Iterator[Block]:
    yield Masthead(survey.issuer.bodies)
    yield Title(survey.title, survey.issuer.reference)
    if survey.issuer.reference_details:
        yield Paragraph(" – ".join(survey.issuer.reference_details), Role.NOTE)
    for text in survey.introduction:
        yield Paragraph(text, Role.LEAD)
    collection = survey.collection
    to = words.RETURN_TO if len(collection.addresses) == 1 else words.RETURN_TO_MANY
    rows = [
        (words.RETURN_BY, f"avant le {french_date(collection.deadline, weekday=True)}"),
        (to, "\n".join(collection.addresses)),
        (words.SCOPE, survey.scope),
    ]
    if survey.dissemination.statement:
        rows.append((words.PUBLICATION, survey.dissemination.statement))
    yield Facts(tuple(rows))
    if collection.instructions:
        yield Group((Heading(1, words.HOW_TO_ANSWER), Listing(collection.instructions)))


def _identity(survey: Survey, *, personal: bool) -> Iterator[Block]:
    asked: list[Block] = []
    if not personal:
        asked.append(_respondent(survey))
    for line in survey.contact:
        box = TextBox(line.code, line.label, words.PROMPT_LINE)
        asked.append(Answer(words.before_control(line.prompt or line.label), box, optional=True))
    if asked:
        yield Group((Heading(1, words.WHO_ANSWERS), *asked))


def _respondent(survey: Survey) -> Answer:
    entries = tuple(ListEntry(OptionCode(one.code), one.name) for one in survey.population.respondents)
    box = ListBox(RESPONDENT_FIELD, words.RESPONDENT, words.PROMPT_RESPONDENT, entries)
    return Answer(words.before_control(words.RESPONDENT), box)


def _section(survey: Survey, section: Section) -> Iterator[Block]:
    groups = [_question(survey, question) for question in section.questions]
    first = groups[0]
    yield Group((Heading(1, section.title), *first.blocks))
    yield from groups[1:]


def _question(survey: Survey, question: Question) -> Group:
    blocks: list[Block] = [
        Heading(2, words.question_heading(question.number), question.number),
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
    answer = Answer(words.before_control(detail.label), _detail_box(question, detail), depth=1)
    condition = survey.field_by_code[detail.code].condition
    return answer if condition is None else replace(answer, condition=survey.expression(condition.when, BOOLEAN))


def _detail_box(question: Question, detail: Detail) -> TextBox:
    return TextBox(detail.code, f"{question.number}. {detail.label}", words.PROMPT_LINE)


def _answer(survey: Survey, question: Question, part: AnyPart) -> Answer:
    control = _control(question, part, survey.language)
    label = part.prompt
    if not label and not isinstance(control, TickList) and not _is_area(control):
        label = words.YOUR_ANSWER
    return Answer(
        label=words.before_control(label) if label else "",
        control=control,
        after=kind_words(part).after,
        depth=0 if part.condition is None or part is question.fields[0] else 1,
        condition=None if part.condition is None else survey.expression(part.condition.when, BOOLEAN),
        optional=part.optional,
    )


def _is_area(control: Control) -> bool:
    return isinstance(control, TextBox) and control.lines > 1


def field_control(field: SurveyField, language: str) -> Control:
    """The control of one field, as it stands in the blank form."""
    return _control(field.question, field.part, language)


def _control(question: Question, part: AnyPart, language: str) -> Control:
    """The control with which a field is asked; ValueError when what is listed has no end."""
    name, prompt = f"{question.number}. {part.label}", kind_words(part).prompt
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
            return TickList(part.code, name, tuple(_tick(question, option) for option in facts.options))
        case _:
            assert_never(facts.asked)


def _tick(question: Question, option: Option) -> TickBox:
    detail = _detail_box(question, option.detail) if option.detail else None
    return TickBox(option.code, option.label, f"{question.number}. {option.label}", detail=detail)


def _closing(survey: Survey) -> Iterator[Block]:
    collection = survey.collection
    deadline = french_date(collection.deadline)
    send = Paragraph(words.send_back(collection.addresses, deadline))
    yield Group((Heading(1, words.END), send, Paragraph(words.THANKS)))
