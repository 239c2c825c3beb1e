"""Who answered: the copies that a file says it is, the name chosen in its list, and what speaks of it beside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from surveykit.collect.choices import Matched, Unknown
from surveykit.collect.codes import Code, Note, note
from surveykit.collect.people import People, people_of
from surveykit.collect.testimonies import Envelope, disagreements, testimonies, unknown_copy
from surveykit.collect.typed import Typed, typed
from surveykit.filled import CopySource, Entry, FilledForm
from surveykit.ids import RESPONDENT_FIELD, RespondentCode
from surveykit.model import Survey
from surveykit.texts import canonical


class Holder(Struct, frozen=True):
    """The respondent, None when the file does not say or contradicts itself, and what must be said of it."""

    code: RespondentCode | None
    notes: tuple[Note, ...] = ()


def find_holder(
    survey: Survey, filled: FilledForm, prompt: str, envelope: Envelope, contact: Iterable[str] = ()
) -> Holder:
    """The respondent of a file, as the file says; whatever names another one is told, and decides nothing.

    `prompt` is what its list of respondents says while it is empty, `contact` the lines of its contact block.
    """
    people = people_of(survey)
    of_copy = _of_copies(people, filled)
    of_list = _of_list(people, filled.entries.get(RESPONDENT_FIELD, Entry()), prompt)
    notes = (*of_copy.notes, *of_list.notes)
    if of_copy.code and of_list.code and of_copy.code != of_list.code:
        return Holder(None, (*notes, _disagreement(people, of_copy.code, of_list.code)))
    if any(one.code in _UNDECIDED for one in notes):
        return Holder(None, notes)
    told, code = testimonies(people, envelope, contact), of_copy.code or of_list.code
    if code is None:
        return Holder(None, (*notes, unknown_copy(people, survey.id, told)))
    return Holder(code, (*notes, *disagreements(people, code, told)))


def named_beside(survey: Survey, envelope: Envelope) -> RespondentCode | None:
    """The one respondent that the name of a file and its sender name together; None when they name nobody, or several.

    It says who to write to about a file that nobody can read, and nothing else.
    """
    codes = {one.one for one in testimonies(people_of(survey), envelope, ()) if one.one is not None}
    return codes.pop() if len(codes) == 1 else None


_UNDECIDED = {Code.SEVERAL_COPIES, Code.RESPONDENT_UNKNOWN, Code.DUPLICATE_DIFFERS}


def _disagreement(people: People, of_copy: RespondentCode, of_list: RespondentCode) -> Note:
    return note(Code.COPY_DISAGREEMENT, copy=people.name(of_copy), chosen=people.name(of_list))


def _of_copies(people: People, filled: FilledForm) -> Holder:
    """The respondent whose copy the file says it is."""
    found = list(dict.fromkeys(copy.respondent for copy, _ in filled.copies))
    if not found:
        return Holder(None)
    if len(found) > 1:
        names = [people.name(code) for code in found]
        return Holder(None, (note(Code.SEVERAL_COPIES, " / ".join(found), copies=names),))
    if not people.knows(found[0]):
        return Holder(None, (_unknown(people, found[0]),))
    return Holder(found[0], _source_notes(people, found[0], filled))


def _source_notes(people: People, code: RespondentCode, filled: FilledForm) -> tuple[Note, ...]:
    """A note when only the header of the file says whose copy it is."""
    if all(source is CopySource.HEADER for _, source in filled.copies):
        return (note(Code.COPY_FROM_HEADER, code, copy=people.name(code)),)
    return ()


def _of_list(people: People, entry: Entry, prompt: str) -> Holder:
    """The respondent whose name the list of respondents shows, however many copies of the list there are."""
    readings = [typed(words, prompt) for words in entry.words]
    marks = tuple(mark for one in readings for mark in one.marks)
    said = _distinct_texts(readings)
    if refused := _refused(readings, entry):
        return Holder(None, (*marks, _unknown(people, " / ".join((*said, *refused)))))
    chosen = _chosen(people, said)
    return Holder(chosen.code, (*marks, *chosen.notes))


def _distinct_texts(readings: Iterable[Typed]) -> list[str]:
    return list(dict.fromkeys(one.text for one in readings if one.text and not one.refused))


def _refused(readings: Iterable[Typed], entry: Entry) -> list[str]:
    """The texts that cannot be read as a name, and the boxes that replace the list."""
    return [one.raw for one in readings if one.refused] + [canonical(option) for option in entry.ticks]


def _chosen(people: People, said: Sequence[str]) -> Holder:
    """The one respondent that distinct texts name, with a note for each text that names nobody."""
    found = {text: people.match(text) for text in said}
    strangers = tuple(_unknown(people, text) for text, one in found.items() if isinstance(one, Unknown))
    if strangers:
        return Holder(None, strangers)
    return _agreed(people, said, [one for one in found.values() if isinstance(one, Matched)])


def _agreed(people: People, said: Sequence[str], found: Sequence[Matched]) -> Holder:
    """The respondent that every text names, to confirm when none spells the name exactly."""
    codes = {one.code for one in found}
    if not codes:
        return Holder(None)
    if len(codes) > 1:
        return Holder(None, (note(Code.DUPLICATE_DIFFERS, " / ".join(said), copies=len(said), texts=said),))
    code = RespondentCode(codes.pop())
    if any(one.exact for one in found):
        return Holder(code)
    return Holder(code, (note(Code.RESPONDENT_TO_CONFIRM, said[0], name=said[0], chosen=people.name(code)),))


def _unknown(people: People, name: str) -> Note:
    return note(Code.RESPONDENT_UNKNOWN, name, name=name, near=people.nearest(name))
