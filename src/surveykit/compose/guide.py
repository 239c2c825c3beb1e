"""The guide that goes with a form: how to fill it in, what an answer means, what is expected at each question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from surveykit.compose import words
from surveykit.compose.conditions import Conditions
from surveykit.compose.kind_words import kind_words
from surveykit.document import (
    Block,
    Cell,
    Document,
    Facts,
    Group,
    Heading,
    Listing,
    Masthead,
    Paragraph,
    Role,
    Table,
    Title,
)
from surveykit.model import AnyPart, Survey, TypedNumber, TypedText
from surveykit.words import Room, date_in_words, notation

_said = Room("guide")


class FormatWords(Struct, frozen=True):
    """What a format says of itself: what people call it, the suffix of its files, and how a form in it is filled in."""

    name: str
    suffix: str
    instructions: str


def guide(survey: Survey, formats: Sequence[FormatWords] = ()) -> Document:
    """The guide to a survey's form, for those who answer.

    It explains how a form is filled in for each of `formats`, in their order.
    """
    blocks = (
        *_opening(survey),
        *_filling(survey, formats),
        *_meaning(survey),
        *_sending(survey),
        *_publication(survey),
        *_questions(survey),
    )
    title = _title(survey)
    header = f"{title} – {survey.issuer.reference}"
    return Document(f"{title} – {survey.title}", survey.language, blocks, header, survey.issuer.bodies[-1])


def _title(survey: Survey) -> str:
    return _said(survey.language, "How to fill in the form")


def _opening(survey: Survey) -> Iterator[Block]:
    language = survey.language
    yield Masthead(survey.issuer.bodies)
    yield Title(_title(survey), survey.title)
    yield Paragraph(
        _said(
            language,
            "Thank you for answering the questionnaire that this guide goes with. Here you find how to fill it in, how "
            "to say that information is not available, and what is expected at each question.",
        ),
        Role.LEAD,
    )
    yield Facts(
        (
            (_said(language, "Asked by"), ", ".join(survey.issuer.bodies)),
            (_said(language, "Reference text"), survey.issuer.reference),
            *words.return_rows(survey),
        )
    )


def _filling(survey: Survey, formats: Sequence[FormatWords]) -> Iterator[Block]:
    language = survey.language
    whichever = _said(
        language,
        "Fill in the file that you received, in its format. Answers are read in the fields of the file: do not copy "
        "them to another document, remove no field, and send back no print, scan or photograph.",
    )
    opening = Heading(1, _said(language, "Filling in the questionnaire")), Paragraph(whichever)
    by_format = [
        (_said(language, "{name} ({suffix})", name=one.name, suffix=one.suffix), one.instructions) for one in formats
    ]
    yield Group((*opening, Facts(tuple(by_format))) if by_format else opening)
    if survey.collection.instructions:
        own = Heading(2, _said(language, "Instructions of this survey"))
        yield Group((own, Listing(survey.collection.instructions)))


def _meaning(survey: Survey) -> Iterator[Block]:
    language = survey.language
    yield Heading(1, _said(language, "Zero, NC or nothing"))
    yield Table(
        caption=_said(language, "How your answers are understood"),
        description=_said(language, "On the left, what you type; on the right, what is understood."),
        header=_headings(_said(language, "You type"), _said(language, "We understand")),
        rows=tuple((Cell(typed, header=True), Cell(meant)) for typed, meant in _meanings(survey)),
        widths=(32, 68),
    )
    lists = _said(
        language,
        "NC and SO cannot be typed in a list or a tick box: if you cannot answer, leave it as it is. An entry of the "
        "list takes back an answer that was chosen by mistake.",
    )
    yield Paragraph(lists, Role.NOTE)


def _meanings(survey: Survey) -> Iterator[tuple[str, str]]:
    """What is typed in a field, and what it means."""
    language = survey.language
    has_numbers = any(isinstance(field.facts.asked, TypedNumber) for field in survey.fields())
    if has_numbers:
        yield _said(language, "A whole number: 12"), _said(language, "This value.")
        yield "0", _said(language, "There is none. Never type zero for a number that you do not know.")
    yield (
        "NC",
        _said(
            language,
            "Not communicated: the information is not known or not available. This is neither a zero nor an omission; "
            "the answer enters no calculation.",
        ),
    )
    yield "SO", _said(language, "Not applicable: the question does not concern you.")
    if any(isinstance(field.facts.asked, TypedText) for field in survey.fields()):
        yield (
            _said(language, "In a text: “none”, “nothing to report”"),
            _said(language, "You have nothing to say. This is an answer: you will not be asked again."),
        )
        yield (
            _said(language, "In a text, a sign alone: “-”, “/”, “x”"),
            _said(language, "The same as a field left empty."),
        )
    yield (
        _said(language, "Nothing (field left empty)"),
        _said(language, "The question stays without an answer. Unless it is optional, you may be asked it again."),
    )
    if has_numbers:
        yield _said(language, "“about 12”"), _said(language, "12 is kept, and you will be asked to confirm it.")
        yield (
            _said(language, "“10 to 15”"),
            _said(language, "No value is kept, since several are possible. You will be asked for one value."),
        )


def _sending(survey: Survey) -> Iterator[Block]:
    language, collection = survey.language, survey.collection
    items = (
        _said(
            language,
            "Once it is filled in and saved, send the questionnaire back by e-mail to {addresses} before {deadline}.",
            addresses=words.all_addresses(language, collection.addresses),
            deadline=date_in_words(collection.deadline, language),
        ),
        _said(
            language,
            "If a copy in your name was sent to you, use it, and pass it on to no other body: its header and what it "
            "holds tell that it is yours.",
        ),
        _said(
            language,
            "To correct an answer that you have sent already, send the whole questionnaire again: the last one "
            "received replaces the one before.",
        ),
        _said(
            language,
            "Your answers are checked when they arrive. You are told what is left to verify, question by question; "
            "nothing is corrected without a record of the reason.",
        ),
    )
    heading = Heading(1, _said(language, "Sending the questionnaire back"))
    yield Group((heading, Listing(items), Paragraph(words.thanks(language))))


def _publication(survey: Survey) -> Iterator[Block]:
    language, policy = survey.language, survey.dissemination
    items = [
        _said(
            language,
            "A figure is published only if it rests on the answers of at least {respondents}, none of which is more "
            "than {share} of the total; nor is it published if, by adding or subtracting others, it let an answer be "
            "found.",
            respondents=_said.counted(language, policy.minimum_units, "{count} respondent", "{count} respondents"),
            share=notation(language).as_percent(policy.maximum_share),
        ),
        *_of_medians(survey),
        _said(language, "Whether you answered or not is not held to be secret."),
    ]
    if survey.contact:
        items.append(_said(language, "Your contact details serve to reach you only, and enter no result."))
    if policy.statement:
        items.insert(0, policy.statement)
    yield Group((Heading(1, _said(language, "What will be published")), Listing(tuple(items))))


def _of_medians(survey: Survey) -> Iterator[str]:
    """What medians rest on, of a survey that publishes some."""
    if words.has_medians(survey):
        yield _said.counted(
            survey.language,
            survey.dissemination.median_units,
            "A median is published only if it rests on at least {count} answer.",
            "A median is published only if it rests on at least {count} answers.",
        )


def _questions(survey: Survey) -> Iterator[Block]:
    language, conditions = survey.language, Conditions(survey)
    yield Heading(1, _said(language, "Question by question"))
    yield Table(
        caption=_said(language, "What is expected"),
        description=_said(language, "Each answer that is asked for, what it must hold and when to give it."),
        header=_headings(
            _said(language, "Question"), _said(language, "Expected answer"), _said(language, "When to answer")
        ),
        rows=tuple(
            (
                Cell(f"{field.question.number}. {field.label}", header=True),
                Cell(expected(language, field.part)),
                Cell(conditions.for_you(field)),
            )
            for field in survey.fields()
        ),
        widths=(42, 32, 26),
    )


def _headings(*names: str) -> tuple[Cell, ...]:
    return tuple(Cell(name, header=True) for name in names)


def expected(language: str, part: AnyPart) -> str:
    """What an answer to a field must be, its unit and its bounds, and whether it may be left out."""
    told = kind_words(language, part).expected
    return _said(language, "{answer} (optional)", answer=told) if part.optional else told
