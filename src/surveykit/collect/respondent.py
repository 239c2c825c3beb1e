"""Who answered: the copies that a file says it is, and the name chosen in the list of respondents."""

from __future__ import annotations

from msgspec import Struct

from surveykit.collect.choices import Choices, Matched
from surveykit.collect.codes import Code, Note, note
from surveykit.collect.typed import typed
from surveykit.document import ListEntry
from surveykit.filled import CopySource, Entry, FilledForm
from surveykit.ids import RESPONDENT_FIELD, OptionCode, RespondentCode
from surveykit.model import Survey
from surveykit.texts import canonical


class Holder(Struct, frozen=True):
    """The respondent, None when the file does not say or contradicts itself, and what must be said of it."""

    code: RespondentCode | None
    notes: tuple[Note, ...] = ()


def find_holder(survey: Survey, filled: FilledForm, prompt: str) -> Holder:
    """The respondent of a file; `prompt` is what its list of respondents says while it is empty."""
    people = Choices(ListEntry(OptionCode(one.code), one.name) for one in survey.population.respondents)
    of_copy = _of_copies(survey, people, filled)
    of_list = _of_list(people, filled.entries.get(RESPONDENT_FIELD, Entry()), prompt)
    notes = (*of_copy.notes, *of_list.notes)
    if of_copy.code and of_list.code and of_copy.code != of_list.code:
        copy, chosen = _name(people, of_copy.code), _name(people, of_list.code)
        return Holder(None, (*notes, note(Code.COPY_DISAGREEMENT, copy=copy, chosen=chosen)))
    if any(one.code in _UNDECIDED for one in notes):
        return Holder(None, notes)
    code = of_copy.code or of_list.code
    return Holder(code, notes if code else (*notes, note(Code.COPY_UNKNOWN)))


_UNDECIDED = {Code.SEVERAL_COPIES, Code.RESPONDENT_UNKNOWN, Code.DUPLICATE_DIFFERS}


def _name(people: Choices, code: RespondentCode) -> str:
    return people.label(OptionCode(code))


def _of_copies(survey: Survey, people: Choices, filled: FilledForm) -> Holder:
    found = list(dict.fromkeys(copy.respondent for copy, _ in filled.copies))
    if not found:
        return Holder(None)
    if len(found) > 1:
        names = [_name(people, code) for code in found]
        return Holder(None, (note(Code.SEVERAL_COPIES, " / ".join(found), copies=names),))
    if survey.population.find(found[0]) is None:
        return Holder(None, (_unknown(people, found[0]),))
    if all(source is CopySource.HEADER for _, source in filled.copies):
        return Holder(found[0], (note(Code.COPY_FROM_HEADER, found[0], copy=_name(people, found[0])),))
    return Holder(found[0])


def _of_list(people: Choices, entry: Entry, prompt: str) -> Holder:
    readings = [typed(words, prompt) for words in entry.words]
    said = list(dict.fromkeys(one.text for one in readings if one.text and not one.refused))
    refused = [one.raw for one in readings if one.refused] + [canonical(option) for option in entry.ticks]
    marks = tuple(mark for one in readings for mark in one.marks)
    if refused:
        return Holder(None, (*marks, _unknown(people, " / ".join((*said, *refused)))))
    found = [people.match(text) for text in said]
    codes = {one.code for one in found if isinstance(one, Matched)}
    strangers = [text for text, one in zip(said, found, strict=True) if not isinstance(one, Matched)]
    if strangers:
        return Holder(None, (*marks, *(_unknown(people, text) for text in strangers)))
    if len(codes) > 1:
        differs = note(Code.DUPLICATE_DIFFERS, " / ".join(said), copies=len(said), texts=said)
        return Holder(None, (*marks, differs))
    if not codes:
        return Holder(None, marks)
    code = RespondentCode(codes.pop())
    if any(isinstance(one, Matched) and one.exact for one in found):
        return Holder(code, marks)
    alike = note(Code.RESPONDENT_TO_CONFIRM, said[0], name=said[0], chosen=_name(people, code))
    return Holder(code, (*marks, alike))


def _unknown(people: Choices, name: str) -> Note:
    return note(Code.RESPONDENT_UNKNOWN, name, name=name, near=people.nearest(name))
