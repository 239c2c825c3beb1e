"""The form: what is asked, lowered to blocks and controls, empty or holding a response."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from surveykit.compose import words
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
    Role,
    TextBox,
    TickBox,
    TickList,
    Title,
)
from surveykit.ids import RESPONDENT_FIELD, FieldId, OptionCode
from surveykit.model import (
    AnyPart,
    Count,
    Detail,
    FreeText,
    ManyChoices,
    OneChoice,
    Option,
    Question,
    Scale,
    Section,
    Survey,
    YesNo,
)
from surveykit.responses import Answered, Blank, Missing, NonResponse, Response, Unreadable, Value
from surveykit.texts import french_date

YES = OptionCode("oui")
NO = OptionCode("non")


def form(survey: Survey, response: Response | None = None, *, personal: bool = False) -> Document:
    """The form of a survey, holding a response's answers if one is given.

    A form that is not `personal` asks who answers, from the list of the population; a personal one leaves
    that to its copy (`Document.copy`), whose holder stands in the page header.
    """
    sections = (block for section in survey.sections for block in _section(section, response))
    blocks = (
        *_opening(survey),
        *_identity(survey, response, personal=personal),
        *sections,
        *_closing(survey),
    )
    return Document(
        title=survey.title,
        language=survey.language,
        blocks=blocks,
        header=survey.issuer.reference,
        author=survey.issuer.bodies[-1],
        form=survey.ref,
    )


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


def _identity(survey: Survey, response: Response | None, *, personal: bool) -> Iterator[Block]:
    asked: list[Block] = []
    if not personal:
        asked.append(_respondent(survey, response))
    contact = response.contact if response else {}
    for line in survey.contact:
        label = line.prompt or line.label
        box = TextBox(line.code, line.label, words.PROMPT_LINE, value=contact.get(line.code, ""))
        asked.append(Answer(words.before_control(label), box))
    if asked:
        yield Group((Heading(1, words.WHO_ANSWERS), *asked))


def _respondent(survey: Survey, response: Response | None) -> Answer:
    entries = tuple(ListEntry(OptionCode(one.code), one.name) for one in survey.population.respondents)
    chosen = OptionCode(response.respondent) if response and response.respondent else None
    box = ListBox(RESPONDENT_FIELD, words.RESPONDENT, words.PROMPT_RESPONDENT, entries, value=chosen)
    return Answer(words.before_control(words.RESPONDENT), box)


def _section(section: Section, response: Response | None) -> Iterator[Block]:
    groups = [_question(question, response) for question in section.questions]
    first = groups[0]
    yield Group((Heading(1, section.title), *first.blocks))
    yield from groups[1:]


def _question(question: Question, response: Response | None) -> Group:
    blocks: list[Block] = [
        Heading(2, words.question_heading(question.number), question.number),
        Paragraph(question.text, Role.QUESTION),
    ]
    if question.hint:
        blocks.append(Paragraph(question.hint, Role.HINT))
    for part in question.fields:
        blocks.append(_answer(question, part, response))
        if isinstance(part, OneChoice):
            blocks += (_detail(question, detail, response) for option in part.options if (detail := option.detail))
    return Group(tuple(blocks))


def _detail(question: Question, detail: Detail, response: Response | None) -> Answer:
    return Answer(words.before_control(detail.label), _detail_box(question, detail, response), depth=1)


def _detail_box(question: Question, detail: Detail, response: Response | None) -> TextBox:
    name = f"{question.number}. {detail.label}"
    return TextBox(detail.code, name, words.PROMPT_LINE, value=_typed(detail.code, response))


def _answer(question: Question, part: AnyPart, response: Response | None) -> Answer:
    control = _control(question, part, response)
    depth = 0 if part.condition is None or part is question.fields[0] else 1
    match part:
        case Scale():
            after = words.ends_of_scale(part.minimum, part.minimum_label, part.maximum, part.maximum_label)
        case Count():
            after = part.unit
        case _:
            after = ""
    label = part.prompt
    if not label and not isinstance(control, TickList) and not _is_area(control):
        label = words.YOUR_ANSWER
    return Answer(words.before_control(label) if label else "", control, after, depth)


def _is_area(control: Control) -> bool:
    return isinstance(control, TextBox) and control.lines > 1


def _control(question: Question, part: AnyPart, response: Response | None) -> Control:
    name = f"{question.number}. {part.label}"
    held = _held(part.code, response)
    match part:
        case Count():
            return TextBox(part.code, name, words.PROMPT_COUNT, numeric=True, value=_typed(part.code, response))
        case FreeText():
            prompt = words.PROMPT_LINE if part.lines == 1 else words.PROMPT_AREA
            return TextBox(part.code, name, prompt, part.lines, value=_typed(part.code, response))
        case Scale(minimum=low, maximum=high):
            entries = tuple(ListEntry(OptionCode(str(n)), str(n)) for n in range(low, high + 1))
            chosen = None if held is None else OptionCode(str(held))
            return ListBox(part.code, name, words.prompt_scale(low, high), entries, compact=True, value=chosen)
        case YesNo():
            entries = (ListEntry(YES, words.YES), ListEntry(NO, words.NO))
            chosen = None if held is None else (YES if held else NO)
            return ListBox(part.code, name, words.PROMPT_YES_NO, entries, compact=True, value=chosen)
        case OneChoice(options=options):
            entries = tuple(ListEntry(option.code, option.label) for option in options)
            chosen = OptionCode(held) if isinstance(held, str) else None
            return ListBox(part.code, name, words.PROMPT_CHOICE, entries, value=chosen)
        case ManyChoices(options=options):
            ticked = held if isinstance(held, frozenset) else frozenset[OptionCode]()
            boxes = tuple(_tick(question, option, response, ticked=option.code in ticked) for option in options)
            return TickList(part.code, name, boxes)
        case _:
            assert_never(part)


def _tick(question: Question, option: Option, response: Response | None, *, ticked: bool) -> TickBox:
    detail = _detail_box(question, option.detail, response) if option.detail else None
    return TickBox(option.code, option.label, f"{question.number}. {option.label}", ticked=ticked, detail=detail)


def _held(code: FieldId, response: Response | None) -> Value | None:
    return response.value(code) if response else None


def _typed(code: FieldId, response: Response | None) -> str:
    answer = response.answers.get(code, Blank()) if response else Blank()
    match answer:
        case Answered(value=value):
            return str(value)
        case NonResponse(reason=reason):
            return reason.value
        case Unreadable(raw=raw):
            return raw
        case Blank() | Missing():
            return ""
        case _:
            assert_never(answer)


def _closing(survey: Survey) -> Iterator[Block]:
    collection = survey.collection
    deadline = french_date(collection.deadline)
    send = Paragraph(words.send_back(collection.addresses, deadline))
    yield Group((Heading(1, words.END), send, Paragraph(words.THANKS)))
