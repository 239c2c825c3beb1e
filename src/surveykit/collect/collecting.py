"""A filled form made a response: every answer interpreted, and everything worth telling said once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from surveykit.collect.admission import admit
from surveykit.collect.besides import besides_in
from surveykit.collect.codes import Code, Note, note
from surveykit.collect.entries import read_entry
from surveykit.collect.readings import Reading
from surveykit.collect.respondent import find_holder
from surveykit.document import Control, Document, TickList, controls
from surveykit.errors import UsageError
from surveykit.filled import Entry, FilledForm
from surveykit.findings import Finding, Place, Severity
from surveykit.ids import RESPONDENT_FIELD, FieldId
from surveykit.model import Survey, SurveyField, facts_of
from surveykit.responses import Answer, Answered, Blank, Missing, NonResponse, Response, Unreadable
from surveykit.texts import canonical, nearest, squeezed


class Collected(Struct, frozen=True):
    """One return: the response, and what was found while it was read (no place in it names the file)."""

    response: Response
    findings: tuple[Finding, ...]


class _Spot(Struct, frozen=True):
    """Where a note stands: a question, a field, and how both are called."""

    question: str | None = None
    field: FieldId | None = None
    label: str | None = None

    def finding(self, told: Note) -> Finding:
        """The note as a finding that stands here."""
        place = Place(question=self.question, field=self.field)
        slots = told.slots if self.label is None else {"label": self.label, **told.slots}
        return Finding(told.code, told.severity, None, place, told.raw, slots)


def collect(survey: Survey, shown: Document, filled: FilledForm) -> Collected:
    """The response that a file holds, and the findings of reading it; `shown` is the blank form.

    Raises UnreadableFile when the file is not of this survey, edition and version, UsageError when `shown` is
    not this survey's form.
    """
    admit(survey, filled)
    by_field = {control.field: control for control in controls(shown)}
    readings = {field.code: _read(field, by_field, filled) for field in survey.fields()}
    answers = {code: reading.answer for code, reading in readings.items()}
    contact = _contact(survey, by_field, filled)
    holder = find_holder(survey, filled, _prompt(by_field.get(RESPONDENT_FIELD)))
    findings = [
        *_about_form(filled),
        *map(_Spot().finding, holder.notes),
        *(found for line in contact.values() for found in line[1]),
        *(found for field in survey.fields() for found in _told(field, readings[field.code])),
        *_unknown_fields(survey, filled.entries),
        *_beside(survey, shown, filled, answers),
    ]
    response = Response(
        survey=survey.id,
        edition=survey.edition,
        respondent=holder.code,
        answers=answers,
        contact={code: text for code, (text, _) in contact.items() if text},
        simulated=filled.simulated,
    )
    placed = (
        replace(one, place=replace(one.place, respondent=holder.code), language=survey.language) for one in findings
    )
    return Collected(response, tuple(placed))


def read_field(field: SurveyField, control: Control, entry: Entry) -> tuple[Answer, tuple[Finding, ...]]:
    """One field's answer as if the entry stood in its control, and what was found in reading it."""
    reading = read_entry(field.facts, control, entry, complete=False)
    return reading.answer, tuple(_told(field, reading))


def _told(field: SurveyField, reading: Reading) -> Iterator[Finding]:
    return map(_Spot(field.question.number, field.code, field.label).finding, reading.notes)


def _prompt(control: Control | None) -> str:
    return "" if control is None or isinstance(control, TickList) else control.prompt


def _read(field: SurveyField, by_field: Mapping[FieldId, Control], filled: FilledForm) -> Reading:
    control = by_field.get(field.code)
    if control is None:
        raise UsageError(f"The form shown has no control for '{field.code}': compose it from the survey.")
    return read_entry(field.facts, control, filled.entries.get(field.code), complete=filled.complete)


def _contact(
    survey: Survey, by_field: Mapping[FieldId, Control], filled: FilledForm
) -> dict[FieldId, tuple[str, tuple[Finding, ...]]]:
    """The contact lines' texts, whatever they say, and what was found in reading them."""
    found = {}
    for line in survey.contact:
        control = by_field.get(line.code)
        if control is not None and line.code in filled.entries:
            reading = read_entry(facts_of(line), control, filled.entries[line.code], complete=False)
            spot = _Spot(None, line.code, line.label)
            found[line.code] = (_said(reading.answer), tuple(map(spot.finding, reading.notes)))
    return found


def _said(answer: Answer) -> str:
    match answer:
        case Answered(value=value):
            return str(value)
        case NonResponse(raw=raw):
            return raw or ""
        case Unreadable(raw=raw):
            return raw
        case Blank() | Missing():
            return ""


def _about_form(filled: FilledForm) -> Iterator[Finding]:
    if filled.form is None or not (filled.form.survey and filled.form.edition):
        yield _Spot().finding(note(Code.FORM_UNKNOWN))
    if filled.macros:
        yield _Spot().finding(note(Code.MACROS))


def _unknown_fields(survey: Survey, entries: Mapping[FieldId, Entry]) -> Iterator[Finding]:
    known = [*survey.field_by_code, *(line.code for line in survey.contact), RESPONDENT_FIELD]
    for code, entry in entries.items():
        if code not in known:
            near = nearest(code[:200], known)
            name = canonical(code)
            raw = canonical("; ".join([*(words.text for words in entry.words), *entry.ticks]))
            told = note(Code.UNKNOWN_FIELD, raw or None, name=name, near=near)
            yield _Spot(None, FieldId(name)).finding(told)


def _beside(
    survey: Survey, shown: Document, filled: FilledForm, answers: Mapping[FieldId, Answer]
) -> Iterator[Finding]:
    """What was left beside the controls, and comments."""
    for beside in besides_in(survey, shown, filled):
        spot, unanswered = _question(survey, beside.question, answers)
        told = beside.note
        yield spot.finding(replace(told, severity=Severity.ERROR) if unanswered and beside.answers else told)
    for comment in filled.comments:
        spot, unanswered = _question(survey, comment.question, answers)
        text, author = canonical(comment.text), squeezed(canonical(comment.author)) or None
        told = note(Code.COMMENT, text, author=author, text=text)
        yield spot.finding(replace(told, severity=Severity.WARNING) if unanswered else told)


def _question(survey: Survey, number: str | None, answers: Mapping[FieldId, Answer]) -> tuple[_Spot, bool]:
    """The spot of a question, with its one field that has no answer, and whether there is any such field."""
    fields = [field for field in survey.fields() if field.question.number == number]
    empty = [field for field in fields if isinstance(answers[field.code], Blank | Missing)]
    named = empty or fields
    one = named[0] if len(named) == 1 else None
    return _Spot(number, one.code if one else None, one.label if one else None), bool(empty)
