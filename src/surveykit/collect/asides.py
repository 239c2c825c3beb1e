"""What stands beside the answers, told where it stands: graver where an answer is missing, which it may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from surveykit.collect.besides import besides_in
from surveykit.collect.codes import Code, Note, note
from surveykit.collect.page_marks import mark_note
from surveykit.collect.subjects import Subject
from surveykit.document import Control, Document
from surveykit.filled import Comment, FilledForm, OutsideMark
from surveykit.findings import Finding, Severity
from surveykit.ids import FieldId
from surveykit.model import Survey, SurveyField
from surveykit.responses import Answer, Blank, Missing
from surveykit.texts import canonical, squeezed

_Beside = tuple[Subject, bool]
"""Where something stands, and whether an answer is missing there."""


def asides(
    survey: Survey,
    shown: Document,
    by_field: Mapping[FieldId, Control],
    filled: FilledForm,
    answers: Mapping[FieldId, Answer],
) -> Iterator[Finding]:
    """What was left outside the controls of a file, what was put on its pages, then its comments."""
    yield from _strays(survey, shown, filled, answers)
    for mark in filled.marks:
        told = mark_note(mark, None if mark.field is None else by_field.get(mark.field))
        yield _told(_beside(survey, mark, answers), told, Severity.ERROR)
    for comment in filled.comments:
        yield _told(_beside(survey, comment, answers), _comment_note(comment), Severity.WARNING)


def _strays(
    survey: Survey, shown: Document, filled: FilledForm, answers: Mapping[FieldId, Answer]
) -> Iterator[Finding]:
    for one in besides_in(survey, shown, filled):
        if one.answers:
            yield _told(_question(survey, one.question, answers), one.note, Severity.ERROR)
        else:
            yield Subject.of_question(one.question, _fields(survey, one.question)).finding(one.note)


def _told(beside: _Beside, told: Note, graver: Severity) -> Finding:
    """A note where it stands, with the severity `graver` if an answer is missing there."""
    subject, unanswered = beside
    return subject.finding(replace(told, severity=graver) if unanswered else told)


def _comment_note(comment: Comment) -> Note:
    text, author = canonical(comment.text), squeezed(canonical(comment.author)) or None
    return note(Code.COMMENT, text, author=author, text=text)


def _beside(survey: Survey, mark: OutsideMark | Comment, answers: Mapping[FieldId, Answer]) -> _Beside:
    """The field, the line of the contact or the question that a mark stands nearest to."""
    if mark.field is None:
        return _question(survey, mark.question, answers)
    field = survey.field_by_code.get(mark.field)
    if field is not None:
        return Subject.of(field), _is_missing(answers[field.code])
    return next((Subject.of_contact(line) for line in survey.contact if line.code == mark.field), Subject()), False


def _question(survey: Survey, number: str | None, answers: Mapping[FieldId, Answer]) -> _Beside:
    """A question, with its one field that has no answer, if there is any such field."""
    fields = _fields(survey, number)
    empty = [field for field in fields if _is_missing(answers[field.code])]
    return Subject.of_question(number, empty or fields), bool(empty)


def _fields(survey: Survey, number: str | None) -> list[SurveyField]:
    return [field for field in survey.fields() if field.question.number == number]


def _is_missing(answer: Answer) -> bool:
    return isinstance(answer, Blank | Missing)
