"""The messages that are sent when a definition has none of its own, and the words that fill their slots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from surveykit.compose.letter import file_received
from surveykit.model import Message, Purpose
from surveykit.model.mail import SLOTS
from surveykit.words import Room, date_in_words

_said = Room("mail")

_GREETING = _said.word("Dear Sir or Madam,")
_REFERENCE = _said.word("Addressee: {respondent}\nReference: {reference}")
_FILES, _QUESTIONS, _UNREADABLE = "{files}", "{questions}", "{unreadable}"

_MESSAGES: Mapping[Purpose, tuple[str, tuple[str, ...]]] = {
    Purpose.SENDING: (
        _said.word("Questionnaire to be sent back before {deadline} – {reference}"),
        (
            _GREETING,
            _said.word("We send you this document: “{title}”."),
            _REFERENCE,
            _FILES,
            _said.word(
                "Each copy is for the body whose name it bears, and is recognised when it comes back whatever the file "
                "is called. Please fill it in, save it without converting it to another format, and send it back "
                "before {deadline} to: {addresses}."
            ),
            _said.word("We thank you for taking part."),
        ),
    ),
    Purpose.REMINDER: (
        _said.word("Reminder: questionnaire expected before {deadline} – {reference}"),
        (
            _GREETING,
            _said.word("Unless we are mistaken, we have not yet received your answer to the document “{title}”."),
            _REFERENCE,
            _said.word("It is expected before {deadline} ({days_left} left), at: {addresses}."),
            _FILES,
            _said.word(
                "If you have sent it in the meantime, please disregard this message. If something holds you back, tell "
                "us by answering it."
            ),
        ),
    ),
    Purpose.OVERDUE: (
        _said.word("Answer awaited: the return date has passed – {reference}"),
        (
            _GREETING,
            _said.word(
                "Unless we are mistaken, we have not received your answer to the document “{title}”. It was expected "
                "before {deadline}, and so is {days_late} late."
            ),
            _REFERENCE,
            _said.word(
                "Please let us have it as soon as possible at: {addresses}, or tell us, by answering this message, "
                "when we may receive it."
            ),
            _FILES,
            _said.word("If you have sent it in the meantime, please disregard this message."),
        ),
    ),
    Purpose.CORRECTIONS: (
        _said.word("Your answer: {points} to verify before {answer_by} – {reference}"),
        (
            _GREETING,
            _said.word(
                "We thank you for your answer to the document “{title}” ({received}). We have {points} to verify with "
                "you."
            ),
            _REFERENCE,
            _QUESTIONS,
            _said.word(
                "Please answer us before {answer_by}, at: {addresses}. You can answer this message, question by "
                "question, or correct your questionnaire and send us the whole of it again: it replaces the one before."
            ),
            _FILES,
        ),
    ),
    Purpose.RECEIPT: (
        _said.word("Receipt of your answer – {reference}"),
        (
            _GREETING,
            _said.word("We have received your answer to the document “{title}” ({received}), and thank you."),
            _REFERENCE,
            _said.word(
                "The document attached has each question with the answer that we read: please check it and keep it. "
                "{to_verify}"
            ),
            _said.word(
                "To correct an answer, answer this message and give the number of the question, or correct your "
                "questionnaire and send the whole of it again to: {addresses}. It replaces the one before."
            ),
            _FILES,
        ),
    ),
    Purpose.UNREADABLE: (
        _said.word("Your file cannot be read: please send it again – {reference}"),
        (
            _GREETING,
            _said.word(
                "We thank you for your answer to the document “{title}”. It reached us, but in a form that we cannot "
                "read: none of it is counted yet."
            ),
            _REFERENCE,
            _UNREADABLE,
            _said.word(
                "Please send us your answer again as soon as possible at: {addresses}. If something holds you back, "
                "tell us by answering this message."
            ),
            _FILES,
        ),
    ),
}
"""The subject and the paragraphs of each message."""


def default_message(language: str, purpose: Purpose) -> Message:
    """The message for a purpose when the definition has none, with its slots still open."""
    slots = {name: f"{{{name}}}" for name in SLOTS[purpose]}

    def opened(sentence: str) -> str:
        return sentence if sentence in {_FILES, _QUESTIONS, _UNREADABLE} else _said(language, sentence, **slots)

    subject, body = _MESSAGES[purpose]
    return Message(subject=opened(subject), body=tuple(map(opened, body)))


def days(language: str, number: int) -> str:
    """A number of days."""
    return _said.counted(language, number, "{count} day", "{count} days")


def untouched_form(language: str, name: str, day: date) -> str:
    """The sentence on a form that came back without an answer."""
    told = _said.word("The questionnaire “{file}” that you sent us on {day} holds no answer.")
    return _said(language, told, file=name, day=date_in_words(day, language))


class FileNotRead(Struct, frozen=True):
    """A file that its sender is written to about: its name, its day, and each reason with its line and what to do."""

    file: str
    day: date
    reasons: tuple[tuple[int | None, str, str], ...]


def unreadable_files(language: str, files: Iterable[FileNotRead]) -> str:
    """The paragraphs on the files that cannot be read: which one, why, and what to send instead."""
    return "\n\n".join("\n".join(_of_unreadable(language, one)) for one in files)


def _of_unreadable(language: str, one: FileNotRead) -> Iterator[str]:
    """The name of a file, then a line for each reason; what to do is said once where several ask for the same."""
    yield _said(language, "{file}:", file=file_received(language, one.file, one.day))
    for line, reason, _ in one.reasons:
        yield reason if line is None else _said(language, "Line {line}: {reason}", line=line, reason=reason)
    yield from dict.fromkeys(request for _, _, request in one.reasons)


def attached_files(language: str, names: Sequence[str], *, alike: bool) -> str:
    """The sentence on the attached files, empty without any; of several that are `alike`, one filled in is enough."""
    if not names:
        return ""
    quoted = ", ".join(_said(language, "“{file}”", file=name) for name in names)
    said = _said.counted(language, len(names), "File attached: {files}.", "Files attached: {files}.", files=quoted)
    if not alike or len(names) == 1:
        return said
    enough = _said(language, "The same questionnaire is attached in several formats: one file filled in is enough.")
    return f"{said} {enough}"
