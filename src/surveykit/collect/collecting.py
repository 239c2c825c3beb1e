"""A filled form made a response: every answer interpreted, and everything worth telling said once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Self, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from surveykit.collect.admission import admit
from surveykit.collect.besides import besides_in
from surveykit.collect.codes import Code, Note, note
from surveykit.collect.entries import doubted, read_entry
from surveykit.collect.page_marks import mark_note
from surveykit.collect.places import place_notes
from surveykit.collect.readings import Reading
from surveykit.collect.renaming import Renaming, renaming_of, under_own_names
from surveykit.collect.respondent import find_holder
from surveykit.collect.testimonies import Envelope
from surveykit.document import Control, Document, TickList, controls
from surveykit.errors import UsageError
from surveykit.filled import Entry, FilledForm, OutsideMark, Placed, Words
from surveykit.findings import Finding, Place, Severity
from surveykit.ids import RESPONDENT_FIELD, FieldId, OptionCode, RespondentCode
from surveykit.model import AnyPart, Survey, SurveyField, facts_of
from surveykit.responses import Answer, Answered, Blank, Missing, NonResponse, NothingToSay, Response, Unreadable
from surveykit.texts import canonical, nearest, squeezed
from surveykit.words import Slots

_COMPARED = 200
"""Characters: no more of an unknown field's name is compared with the known ones."""
_TELLING_TITLE = 5
"""Characters: a shorter title of a control is compared with no name."""
_LOST_TOGETHER = 3
"""Questions: when as many are gone with all their fields, one cause is told instead of every field."""


class Collected(Struct, frozen=True):
    """One return: the response, and what was found while it was read (no place in it names the file)."""

    response: Response
    findings: tuple[Finding, ...]


class _Spot(Struct, frozen=True):
    """Where a note stands: a question, a field, and what sentences name of the field (its label, its unit)."""

    question: str | None = None
    field: FieldId | None = None
    names: Slots = msgspec.field(default_factory=dict)

    @classmethod
    def of(cls, field: SurveyField) -> Self:
        """The spot of a field."""
        return cls(field.question.number, field.code, field.names)

    def finding(self, told: Note) -> Finding:
        """The note as a finding that stands here."""
        place = Place(question=self.question, field=self.field)
        return Finding(told.code, told.severity, None, place, told.raw, {**self.names, **told.slots})


def collect(survey: Survey, shown: Document, filled: FilledForm, envelope: Envelope | None = None) -> Collected:
    """The response that a file holds, and the findings of reading it; `shown` is the blank form.

    `envelope` is what the file came in, where that speaks of who answered; None when it does not.

    Raises UnreadableFile when the file is not of this survey, edition and version, UsageError when `shown` is
    not this survey's form.
    """
    admit(survey, filled)
    filled, renamed = _under_own_names(survey, filled)
    by_field = {control.field: control for control in controls(shown)}
    beside = place_notes(shown, filled)
    readings = {field.code: _read(field, by_field, filled, beside) for field in survey.fields()}
    readings, lost = _lost_together(survey, readings) if filled.complete else (readings, ())
    answers = {code: reading.answer for code, reading in readings.items()}
    contact = _contact(survey, by_field, filled, beside)
    prompt, said = _prompt(by_field.get(RESPONDENT_FIELD)), [line.text for line in contact.values() if line.text]
    holder = find_holder(survey, filled, prompt, envelope or Envelope(), said)
    findings = chain(
        _about_form(filled),
        map(_Spot().finding, (*renamed, *lost)),
        map(_Spot().finding, holder.notes),
        *(line.findings for line in contact.values()),
        *(_told(field, readings[field.code]) for field in survey.fields()),
        _unknown_fields(survey, filled.entries),
        _strays(survey, shown, filled, answers),
        _marks(survey, by_field, filled, answers),
        _comments(survey, filled, answers),
    )
    response = Response(
        survey=survey.id,
        edition=survey.edition,
        respondent=holder.code,
        answers=answers,
        contact={code: line.text for code, line in contact.items() if line.text},
        simulated=filled.simulated,
    )
    return Collected(response, tuple(_of_respondent(findings, holder.code, survey.language)))


def _of_respondent(findings: Iterable[Finding], respondent: RespondentCode | None, language: str) -> Iterator[Finding]:
    """The findings of one return, with the respondent and the language of the survey."""
    for one in findings:
        yield replace(one, place=replace(one.place, respondent=respondent), language=language)


def read_field(field: SurveyField, control: Control, entry: Entry) -> tuple[Answer, tuple[Finding, ...]]:
    """One field's answer as if the entry stood in its control, and what was found in reading it."""
    reading = read_entry(field.facts, control, entry, complete=False)
    return reading.answer, tuple(_told(field, reading))


def _told(field: SurveyField, reading: Reading) -> Iterator[Finding]:
    return map(_Spot.of(field).finding, reading.notes)


def _prompt(control: Control | None) -> str:
    return "" if control is None or isinstance(control, TickList) else control.prompt


_Beside = Mapping[FieldId, Sequence[Note]]
"""What is to be said of the place of a field."""


def _read(field: SurveyField, by_field: Mapping[FieldId, Control], filled: FilledForm, beside: _Beside) -> Reading:
    control = by_field.get(field.code)
    if control is None:
        raise UsageError(f"The form shown has no control for '{field.code}': compose it from the survey.")
    entry = _naming_others(field.code, filled, by_field)
    reading = read_entry(field.facts, control, entry, complete=filled.complete)
    return doubted(reading, *beside[field.code]) if beside.get(field.code) else reading


def _naming_others(code: FieldId, filled: FilledForm, by_field: Mapping[FieldId, Control]) -> Entry | None:
    """The entry of a field, the other one that it is mixed up with called by the words that the form has for it.

    It is also mixed up when its control has the title of another field, and nothing else says where it stands.
    """
    entry, titled = filled.entries.get(code), _titled(filled.titles.get(code, ""), by_field, but=code)
    if entry is None or not (titled or any(words.mixed for words in entry.words)):
        return entry
    others = (by_field.get(words.mixed, titled) if words.mixed is not None else titled for words in entry.words)
    named = (None if other is None else FieldId(other.name) for other in others)
    return replace(entry, words=tuple(map(_mixed_with, entry.words, named)))


def _mixed_with(words: Words, other: FieldId | None) -> Words:
    return replace(words, mixed=other or words.mixed)


def _titled(title: str, by_field: Mapping[FieldId, Control], *, but: FieldId) -> Control | None:
    """The control that has a title, which may be cut short; None when it is that of the field, or nobody's."""
    begins = title.rstrip("…")
    if len(begins) < _TELLING_TITLE or by_field[but].name.startswith(begins):
        return None
    return next((one for one in by_field.values() if one.name.startswith(begins)), None)


class _ContactLine(Struct, frozen=True):
    """The text of a contact line, and what was found in reading it."""

    text: str
    findings: tuple[Finding, ...]


def _contact(
    survey: Survey, by_field: Mapping[FieldId, Control], filled: FilledForm, beside: _Beside
) -> dict[FieldId, _ContactLine]:
    """The contact lines that both the form and the file have."""
    return {
        line.code: _contact_line(line, by_field, filled, beside.get(line.code, ()))
        for line in survey.contact
        if line.code in by_field and line.code in filled.entries
    }


def _contact_line(
    line: AnyPart, by_field: Mapping[FieldId, Control], filled: FilledForm, beside: Sequence[Note]
) -> _ContactLine:
    entry = _naming_others(line.code, filled, by_field)
    reading = read_entry(facts_of(line), by_field[line.code], entry, complete=False)
    spot = _Spot(None, line.code, {"label": line.label})
    return _ContactLine(_said(reading.answer), tuple(map(spot.finding, (*reading.notes, *beside))))


def _said(answer: Answer) -> str:
    match answer:
        case Answered(value=value):
            return str(value)
        case NonResponse(raw=raw) | NothingToSay(raw=raw):
            return raw or ""
        case Unreadable(raw=raw):
            return raw
        case Blank() | Missing():
            return ""


def _known_names(survey: Survey) -> list[FieldId]:
    return [*survey.field_by_code, *(line.code for line in survey.contact), RESPONDENT_FIELD]


def _under_own_names(survey: Survey, filled: FilledForm) -> tuple[FilledForm, tuple[Note, ...]]:
    """The form with its fields under the names that they had, where a program renamed all of them by one rule."""
    known = dict.fromkeys(_known_names(survey))
    rule = renaming_of(filled.entries, known)
    if rule is None:
        return filled, ()
    own = under_own_names(filled.entries, rule, known)
    name = next((code for code in filled.entries if rule.original(code) in known), "")
    told = note(Code.FIELDS_RENAMED, name=name[:_COMPARED], near=rule.original(name) or "")
    marks = tuple(_unrenamed(one, rule, known) for one in filled.marks)
    placed = tuple(_unrenamed(one, rule, known) for one in filled.placed)
    return replace(filled, entries=own, marks=marks, placed=placed), (told,)


_Standing = TypeVar("_Standing", OutsideMark, Placed)


def _unrenamed(mark: _Standing, rule: Renaming, known: Mapping[FieldId, None]) -> _Standing:
    """A mark or a control with the own name of its field, and of its option."""
    own = FieldId(rule.original(mark.field) or "") if mark.field is not None else None
    option = None if mark.option is None else OptionCode(mark.option.removesuffix(rule.after))
    return replace(mark, field=own if own in known else mark.field, option=option)


def _lost_together(
    survey: Survey, readings: Mapping[FieldId, Reading]
) -> tuple[dict[FieldId, Reading], tuple[Note, ...]]:
    """The readings, and one note for whole questions that did not come back, as when pages were taken out."""
    by_question: dict[str, list[SurveyField]] = {}
    for field in survey.fields():
        by_question.setdefault(field.question.number, []).append(field)
    gone = {
        number: fields
        for number, fields in by_question.items()
        if all(isinstance(readings[field.code].answer, Missing) for field in fields)
    }
    if len(gone) < _LOST_TOGETHER:
        return dict(readings), ()
    lost = {field.code: Reading(Missing(), (note(Code.LOST_WITH_OTHERS),)) for one in gone.values() for field in one}
    return {**readings, **lost}, (note(Code.QUESTIONS_MISSING, questions=list(gone)),)


def _about_form(filled: FilledForm) -> Iterator[Finding]:
    if not _says_its_edition(filled):
        yield _Spot().finding(note(Code.FORM_UNKNOWN))
    if filled.macros:
        yield _Spot().finding(note(Code.MACROS))


def _says_its_edition(filled: FilledForm) -> bool:
    return filled.form is not None and bool(filled.form.survey and filled.form.edition)


def _unknown_fields(survey: Survey, entries: Mapping[FieldId, Entry]) -> Iterator[Finding]:
    known = _known_names(survey)
    return (_unknown_field(code, entry, known) for code, entry in entries.items() if code not in known)


def _unknown_field(code: FieldId, entry: Entry, known: Sequence[FieldId]) -> Finding:
    name = canonical(code)
    raw = canonical("; ".join([*(words.text for words in entry.words), *entry.ticks]))
    told = note(Code.UNKNOWN_FIELD, raw or None, name=name, near=nearest(name[:_COMPARED].lower(), known))
    return _Spot(None, FieldId(name)).finding(told)


def _strays(
    survey: Survey, shown: Document, filled: FilledForm, answers: Mapping[FieldId, Answer]
) -> Iterator[Finding]:
    """What was left beside the controls, an error where an answer is missing."""
    for beside in besides_in(survey, shown, filled):
        if not beside.answers:
            fields = [field for field in survey.fields() if field.question.number == beside.question]
            yield _spot_of(beside.question, fields).finding(beside.note)
            continue
        spot, unanswered = _question(survey, beside.question, answers)
        yield spot.finding(replace(beside.note, severity=Severity.ERROR) if unanswered else beside.note)


def _comments(survey: Survey, filled: FilledForm, answers: Mapping[FieldId, Answer]) -> Iterator[Finding]:
    """The comments of the file, a warning where an answer is missing."""
    for comment in filled.comments:
        if comment.field is None:
            spot, unanswered = _question(survey, comment.question, answers)
        else:
            spot, unanswered = _near(survey, comment.field, answers)
        text, author = canonical(comment.text), squeezed(canonical(comment.author)) or None
        told = note(Code.COMMENT, text, author=author, text=text)
        yield spot.finding(replace(told, severity=Severity.WARNING) if unanswered else told)


def _marks(
    survey: Survey, by_field: Mapping[FieldId, Control], filled: FilledForm, answers: Mapping[FieldId, Answer]
) -> Iterator[Finding]:
    """What was put on the pages beside the fields, an error where the nearest one has no answer."""
    for mark in filled.marks:
        if mark.field is None:
            spot, unanswered = _question(survey, mark.question, answers)
        else:
            spot, unanswered = _near(survey, mark.field, answers)
        told = mark_note(mark, None if mark.field is None else by_field.get(mark.field))
        yield spot.finding(replace(told, severity=Severity.ERROR) if unanswered else told)


def _near(survey: Survey, code: FieldId, answers: Mapping[FieldId, Answer]) -> tuple[_Spot, bool]:
    """The spot of a field or of a contact line, and whether it is a field that has no answer."""
    field = survey.field_by_code.get(code)
    if field is not None:
        return _Spot.of(field), isinstance(answers[field.code], Blank | Missing)
    line = next((one for one in survey.contact if one.code == code), None)
    return (_Spot() if line is None else _Spot(None, line.code, {"label": line.label})), False


def _question(survey: Survey, number: str | None, answers: Mapping[FieldId, Answer]) -> tuple[_Spot, bool]:
    """The spot of a question, with its one field that has no answer, and whether there is any such field."""
    fields = [field for field in survey.fields() if field.question.number == number]
    empty = [field for field in fields if isinstance(answers[field.code], Blank | Missing)]
    return _spot_of(number, empty or fields), bool(empty)


def _spot_of(number: str | None, fields: Sequence[SurveyField]) -> _Spot:
    """The spot of a question, and of its field if there is only one."""
    return _Spot.of(fields[0]) if len(fields) == 1 else _Spot(number)
