"""A filled form made a response: every answer interpreted, and everything worth telling said once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from surveykit.collect.admission import admit
from surveykit.collect.asides import asides
from surveykit.collect.codes import Code, Note, note
from surveykit.collect.contact import contact_of
from surveykit.collect.entries import doubted, read_entry
from surveykit.collect.labels import PlaceLabels, labels_of
from surveykit.collect.mixed import naming_others
from surveykit.collect.places import place_notes
from surveykit.collect.readings import Reading
from surveykit.collect.renaming import under_own_names
from surveykit.collect.respondent import find_holder
from surveykit.collect.subjects import Subject
from surveykit.collect.testimonies import Envelope
from surveykit.document import Control, Document, TickList, controls
from surveykit.errors import UsageError
from surveykit.filled import Entry, FilledForm
from surveykit.findings import Finding
from surveykit.ids import RESPONDENT_FIELD, FieldId, RespondentCode
from surveykit.model import Survey, SurveyField
from surveykit.responses import Answer, Missing, Response
from surveykit.texts import canonical, nearest

_COMPARED = 200
"""Characters: no more of an unknown field's name is compared with the known ones."""
_LOST_TOGETHER = 3
"""Questions: when as many are gone with all their fields, one cause is told instead of every field."""


class Collected(Struct, frozen=True):
    """One return: the response, and what was found while it was read (no place in it names the file)."""

    response: Response
    findings: tuple[Finding, ...]


def collect(survey: Survey, shown: Document, filled: FilledForm, envelope: Envelope | None = None) -> Collected:
    """The response that a file holds, and the findings of reading it; `shown` is the blank form.

    `envelope` is what the file came in, where that speaks of who answered; None when it does not.

    Raises UnreadableFile when the file is not of this survey, edition and version, UsageError when `shown` is
    not this survey's form.
    """
    admit(survey, filled)
    filled, renamed = under_own_names(filled, _known_names(survey))
    by_field = {control.field: control for control in controls(shown)}
    beside = place_notes(shown, filled)
    labels = labels_of(shown)
    readings = {field.code: _read(field, by_field, filled, beside, labels) for field in survey.fields()}
    readings, lost = _lost_together(survey, readings) if filled.complete else (readings, ())
    answers = {code: reading.answer for code, reading in readings.items()}
    contact = contact_of(survey, by_field, filled, beside, labels)
    prompt = _prompt(by_field.get(RESPONDENT_FIELD))
    holder = find_holder(survey, filled, prompt, envelope or Envelope(), contact.texts.values())
    findings = chain(
        _about_form(filled),
        map(Subject().finding, (*renamed, *lost)),
        map(Subject().finding, holder.notes),
        contact.findings,
        *(_told(field, readings[field.code]) for field in survey.fields()),
        _unknown_fields(survey, filled.entries),
        asides(survey, shown, by_field, filled, answers),
    )
    response = Response(
        survey=survey.id,
        edition=survey.edition,
        respondent=holder.code,
        answers=answers,
        contact=contact.texts,
        simulated=filled.simulated,
    )
    return Collected(response, tuple(_of_respondent(_not_too_many(findings), holder.code, survey.language)))


def _not_too_many(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, of each kind as many as people look at; how many more there are is told in one."""
    met: Counter[str] = Counter()
    for one in findings:
        met[one.code] += 1
        if met[one.code] <= MOST_ALIKE:
            yield one
    for code, number in met.items():
        if number > MOST_ALIKE:
            yield Subject().finding(note(Code.MORE_ALIKE, kind=code, count=number - MOST_ALIKE))


def _of_respondent(findings: Iterable[Finding], respondent: RespondentCode | None, language: str) -> Iterator[Finding]:
    """The findings of one return, with the respondent and the language of the survey."""
    for one in findings:
        yield replace(one, place=replace(one.place, respondent=respondent), language=language)


def read_field(field: SurveyField, control: Control, entry: Entry) -> tuple[Answer, tuple[Finding, ...]]:
    """One field's answer as if the entry stood in its control, and what was found in reading it."""
    reading = read_entry(field.facts, control, entry, complete=False)
    return reading.answer, tuple(_told(field, reading))


def _told(field: SurveyField, reading: Reading) -> Iterator[Finding]:
    return map(Subject.of(field).finding, reading.notes)


def _prompt(control: Control | None) -> str:
    return "" if control is None or isinstance(control, TickList) else control.prompt


MOST_ALIKE = 200
"""Findings of one kind in one return; a file that gives more holds something else than answers."""

_Beside = Mapping[FieldId, Sequence[Note]]
"""What is to be said of the place of a field."""


def _read(
    field: SurveyField,
    by_field: Mapping[FieldId, Control],
    filled: FilledForm,
    beside: _Beside,
    labels: PlaceLabels,
) -> Reading:
    control = by_field.get(field.code)
    if control is None:
        raise UsageError(f"The form shown has no control for '{field.code}': compose it from the survey.")
    entry = labels.cut_from(naming_others(field.code, filled, by_field), field.code)
    reading = read_entry(field.facts, control, entry, complete=filled.complete)
    return doubted(reading, *beside[field.code]) if beside.get(field.code) else reading


def _known_names(survey: Survey) -> AbstractSet[FieldId]:
    """The names of all fields of the form, in its order."""
    contact = (line.code for line in survey.contact)
    return dict.fromkeys((*survey.field_by_code, *contact, RESPONDENT_FIELD)).keys()


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
        yield Subject().finding(note(Code.FORM_UNKNOWN))
    if filled.macros:
        yield Subject().finding(note(Code.MACROS))


def _says_its_edition(filled: FilledForm) -> bool:
    return filled.form is not None and bool(filled.form.survey and filled.form.edition)


def _unknown_fields(survey: Survey, entries: Mapping[FieldId, Entry]) -> Iterator[Finding]:
    known = _known_names(survey)
    return (_unknown_field(code, entry, known) for code, entry in entries.items() if code not in known)


def _unknown_field(code: FieldId, entry: Entry, known: Iterable[FieldId]) -> Finding:
    name = canonical(code)
    raw = canonical("; ".join([*(words.text for words in entry.words), *entry.ticks]))
    told = note(Code.UNKNOWN_FIELD, raw or None, name=name, near=nearest(name[:_COMPARED].lower(), known))
    return Subject(None, FieldId(name)).finding(told)
